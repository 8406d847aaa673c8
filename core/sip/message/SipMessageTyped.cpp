#include "SipGrammar.h"
#include "SipMessage.h"
#include "SipViews.h"

namespace carillon {

using namespace grammar;

namespace {

Failure<SyntaxError> missing()
{
    return Failure<SyntaxError>(SyntaxError{SyntaxError::Kind::Missing, 0});
}

/// The part of a Via or Contact field before the first comma that stands outside quotes and brackets.
QByteArrayView firstValue(QByteArrayView text)
{
    bool quotes = false;
    bool brackets = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && !brackets)
            quotes = !quotes;
        else if (quotes && c == '\\')
            ++i;
        else if (!quotes && (c == '<' || c == '>'))
            brackets = c == '<';
        else if (c == ',' && !quotes && !brackets)
            return trimmed(text.first(i));
    }
    return text;
}

QByteArray tagOf(const Result<NameAddrView, SyntaxError> &nameAddr)
{
    return nameAddr ? nameAddr->tag().toByteArray() : QByteArray();
}

} // namespace

Result<SipUri, SyntaxError> SipMessage::requestUri() const
{
    return isRequest() ? SipUri::parse(requestUriText()) : Result<SipUri, SyntaxError>(missing());
}

Result<Via, SyntaxError> SipMessage::topVia() const
{
    const int index = indexOf(HeaderId::Via);
    return index < 0 ? Result<Via, SyntaxError>(missing())
                     : Via::parse(firstValue(view(m_fields.at(index).value)));
}

Result<Via, SyntaxError> SipMessage::salvagedTopVia() const
{
    const int index = indexOf(HeaderId::Via);
    return index < 0 ? Result<Via, SyntaxError>(missing()) : Via::salvage(view(m_fields.at(index).value));
}

Result<ViaView, SyntaxError> SipMessage::topViaView() const
{
    const int index = indexOf(HeaderId::Via);
    return index < 0 ? Result<ViaView, SyntaxError>(missing())
                     : ViaView::parse(firstValue(view(m_fields.at(index).value)));
}

Result<QList<Via>, SyntaxError> SipMessage::vias() const
{
    Result<QList<Via>, SyntaxError> result{QList<Via>{}};
    for (const Entry &entry : m_fields) {
        if (entry.id != HeaderId::Via)
            continue;
        auto some = Via::parseList(view(entry.value));
        if (!some)
            return some;
        if (some->isEmpty())
            return Failure<SyntaxError>(SyntaxError{SyntaxError::Kind::Incomplete, 0});
        result->append(*std::move(some));
    }
    return result->isEmpty() ? Result<QList<Via>, SyntaxError>(missing()) : result;
}

void SipMessage::setTopVia(const Via &via)
{
    const QByteArrayView old = value(HeaderId::Via);
    if (!contains(HeaderId::Via))
        return prepend(HeaderId::Via, via.toBytes());
    const QByteArrayView rest = old.sliced(firstValue(old).size());
    replace(HeaderId::Via, 0, rest.isEmpty() ? via.toBytes() : via.toBytes() + rest.toByteArray());
}

Result<NameAddr, SyntaxError> SipMessage::from() const
{
    const int index = indexOf(HeaderId::From);
    return index < 0 ? Result<NameAddr, SyntaxError>(missing())
                     : NameAddr::parse(view(m_fields.at(index).value));
}

Result<NameAddr, SyntaxError> SipMessage::to() const
{
    const int index = indexOf(HeaderId::To);
    return index < 0 ? Result<NameAddr, SyntaxError>(missing())
                     : NameAddr::parse(view(m_fields.at(index).value));
}

QByteArray SipMessage::fromTag() const
{
    return tagOf(NameAddrView::parse(value(HeaderId::From)));
}

QByteArray SipMessage::toTag() const
{
    return tagOf(NameAddrView::parse(value(HeaderId::To)));
}

QByteArray SipMessage::callId() const
{
    return callIdView().toByteArray();
}

QByteArrayView SipMessage::callIdView() const
{
    return value(HeaderId::CallId);
}

Result<CSeq, SyntaxError> SipMessage::cseq() const
{
    const int index = indexOf(HeaderId::CSeq);
    return index < 0 ? Result<CSeq, SyntaxError>(missing()) : CSeq::parse(view(m_fields.at(index).value));
}

Result<QList<NameAddr>, SyntaxError> SipMessage::nameAddrs(HeaderId id) const
{
    Result<QList<NameAddr>, SyntaxError> result{QList<NameAddr>{}};
    bool present = false;
    for (const Entry &entry : m_fields) {
        if (entry.id != id)
            continue;
        present = true;
        auto some = NameAddr::parseList(view(entry.value));
        if (!some)
            return some;
        result->append(*std::move(some));
    }
    return present ? result : Result<QList<NameAddr>, SyntaxError>(missing());
}

std::optional<quint32> SipMessage::number(HeaderId id) const
{
    Scanner scanner(value(id));
    scanner.skipSpace();
    const auto number = parseNumber(scanner.takeWhile(Digit), 0xffffffffu);
    // Retry-After may go on with a comment and parameters, Session-Expires and Timestamp with theirs.
    if (!number || !(scanner.atEnd() || is(scanner.peek(), Space) || oneOf(scanner.peek(), ";(")))
        return std::nullopt;
    return static_cast<quint32>(*number);
}

std::optional<QDateTime> SipMessage::date() const
{
    // rfc1123-date: "Sat, 13 Nov 2010 23:29:00 GMT", always of this length.
    const QByteArrayView text = value(HeaderId::Date);
    constexpr QByteArrayView Months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    constexpr QByteArrayView Days = "MonTueWedThuFriSatSun";
    if (text.size() != 29 || !text.endsWith(" GMT") || text[3] != ',' || text[4] != ' ' || text[7] != ' '
        || text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':')
        return std::nullopt;
    const auto number = [text](qsizetype at, qsizetype size) {
        return static_cast<int>(parseNumber(text.sliced(at, size), 9999).value_or(9999));
    };
    const qsizetype month = Months.indexOf(text.sliced(8, 3));
    const qsizetype weekday = Days.indexOf(text.first(3));
    const QDate day(number(12, 4), month % 3 == 0 ? static_cast<int>(month / 3) + 1 : 0, number(5, 2));
    const QTime time(number(17, 2), number(20, 2), number(23, 2));
    if (!day.isValid() || !time.isValid() || weekday % 3 != 0)
        return std::nullopt;
    return QDateTime(day, time, Qt::UTC);
}

QByteArray SipMessage::body() const
{
    return view(m_body).toByteArray();
}

QByteArray SipMessage::contentType() const
{
    Scanner scanner(value(HeaderId::ContentType));
    scanner.skipSpace();
    const QByteArrayView type = scanner.takeWhile(Token);
    if (type.isEmpty() || !scanner.takeSeparator('/'))
        return {};
    const QByteArrayView subtype = scanner.takeWhile(Token);
    return subtype.isEmpty() ? QByteArray()
                             : interned((type.toByteArray() + '/' + subtype.toByteArray()).toLower());
}

void SipMessage::setBody(const QByteArray &body, QByteArrayView contentType)
{
    if (!contentType.isEmpty())
        set(HeaderId::ContentType, contentType);
    else if (body.isEmpty())
        remove(HeaderId::ContentType);
    QByteArray length;
    appendNumber(length, static_cast<quint64>(body.size()));
    set(HeaderId::ContentLength, length);
    m_body = store(body);
}

} // namespace carillon
