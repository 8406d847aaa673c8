#include "SessionExpires.h"

#include "SipGrammar.h"
#include "SipMessage.h"
#include "TokenHeader.h"

namespace carillon {

using namespace grammar;

Result<SessionExpires, SyntaxError> SessionExpires::parse(QByteArrayView text)
{
    const auto header = TokenHeader::parse(text);
    if (!header)
        return Failure<SyntaxError>(header.error());
    Scanner scanner(header->token);
    const char *from = scanner.at();
    const auto seconds = parseNumber(scanner.takeWhile(Digit), 0xffffffffu);
    if (!seconds || !scanner.atEnd())
        return scanner.failAt(from, SyntaxError::Kind::BadNumber);
    SessionExpires result{std::chrono::seconds(*seconds), Refresher::Unsaid};
    const QByteArray who = header->parameters.value("refresher").value_or(QByteArray()).toLower();
    if (who == "uac")
        result.refresher = Refresher::Uac;
    else if (who == "uas")
        result.refresher = Refresher::Uas;
    return result;
}

std::optional<SessionExpires> SessionExpires::of(const SipMessage &message)
{
    const auto parsed = parse(message.value(HeaderId::SessionExpires));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

QByteArray SessionExpires::toBytes() const
{
    QByteArray text = QByteArray::number(qint64(interval.count()));
    switch (refresher) {
    case Refresher::Unsaid: break;
    case Refresher::Uac: text += ";refresher=uac"; break;
    case Refresher::Uas: text += ";refresher=uas"; break;
    }
    return text;
}

std::optional<std::chrono::seconds> minSessionExpires(const SipMessage &message)
{
    const auto number = message.number(HeaderId::MinSE);
    if (!number)
        return std::nullopt;
    return std::max(SessionExpires::Smallest, std::chrono::seconds(*number));
}

} // namespace carillon
