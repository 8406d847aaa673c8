#include "DialHeaders.h"

#include "HeaderId.h"
#include "RemoteText.h"
#include "Sentences.h"

#include <array>

namespace carillon {

namespace {

bool isToken(const QByteArray &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || QByteArrayView("-.!%*_+`'~").contains(c);
    });
}

bool isOurs(HeaderId id)
{
    constexpr std::array ours{HeaderId::Via, HeaderId::From, HeaderId::To, HeaderId::CallId, HeaderId::CSeq,
        HeaderId::Contact, HeaderId::MaxForwards, HeaderId::ContentLength, HeaderId::ContentType,
        HeaderId::Route, HeaderId::RecordRoute, HeaderId::Authorization, HeaderId::ProxyAuthorization,
        HeaderId::Require, HeaderId::ProxyRequire, HeaderId::Supported, HeaderId::Allow, HeaderId::UserAgent};
    return std::find(ours.begin(), ours.end(), id) != ours.end();
}

PhoneError bad(const QString &sentence)
{
    return {QStringLiteral("bad-header"), sentence};
}

} // namespace

PhoneResult<std::pair<QByteArray, QByteArray>> DialHeaders::parse(const QString &line)
{
    const QByteArray bytes = line.toUtf8();
    const qsizetype colon = bytes.indexOf(':');
    if (colon <= 0)
        return Failure<PhoneError>(bad(Sentences::text("A header is written as \"Name: value\".")));
    return std::pair(bytes.first(colon).trimmed(), bytes.sliced(colon + 1).trimmed());
}

std::optional<PhoneError> DialHeaders::check(const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    if (headers.size() > MaxHeaders)
        return bad(Sentences::text("These are too many headers."));
    for (const auto &[name, value] : headers) {
        const QString shown = remoteText(name, 40);
        if (!isToken(name))
            return bad(Sentences::text("\"%1\" is no name of a header.").arg(shown));
        if (isOurs(headerFromName(name)))
            return bad(Sentences::text("The header %1 is made by the call itself.").arg(shown));
        const bool isOneLine = std::none_of(
            value.begin(), value.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f; });
        if (!isOneLine || value.size() > MaxValueBytes)
            return bad(Sentences::text("The value of the header %1 is too long or is not one line of text.")
                           .arg(shown));
    }
    return std::nullopt;
}

} // namespace carillon
