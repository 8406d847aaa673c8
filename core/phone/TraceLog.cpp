#include "TraceLog.h"

#include <QJsonObject>
#include <array>

namespace carillon {

namespace {

constexpr auto Struck = "***";

bool isSecretHeader(QByteArrayView line)
{
    constexpr std::array names{
        "authorization", "proxy-authorization", "authentication-info", "proxy-authentication-info"};
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return false;
    const QByteArray name = line.first(colon).trimmed().toByteArray().toLower();
    return std::any_of(names.begin(), names.end(), [&](const char *secret) { return name == secret; });
}

/// The line up to and with @p prefix when it begins with it, without case.
bool beginsWith(QByteArrayView line, QByteArrayView prefix)
{
    return line.size() >= prefix.size()
        && line.first(prefix.size()).compare(prefix, Qt::CaseInsensitive) == 0;
}

/// sip:user:password@host, any number of times in one line. A comma may stand in a password (RFC 3261 §25.1):
/// it is better that two addresses without brackets lose what is between them than that half a password is
/// shown.
QByteArray withoutUriPasswords(QByteArrayView line)
{
    QByteArray result;
    const QByteArray lower = line.toByteArray().toLower();
    qsizetype done = 0;
    for (qsizetype at = 0; (at = lower.indexOf("sip", at)) >= 0; at += 3) {
        qsizetype begin = at + 3;
        if (begin < lower.size() && lower[begin] == 's')
            ++begin;
        if (begin >= lower.size() || lower[begin] != ':')
            continue;
        ++begin;
        qsizetype colon = -1;
        qsizetype end = begin;
        for (; end < lower.size() && !QByteArrayView("@<>\" \t").contains(lower[end]); ++end)
            if (lower[end] == ':' && colon < 0)
                colon = end;
        if (end < lower.size() && lower[end] == '@' && colon >= 0 && colon >= done) {
            result += line.sliced(done, colon + 1 - done);
            result += Struck;
            done = end;
        }
    }
    result += line.sliced(done);
    return result;
}

QByteArray bodyLine(QByteArrayView line)
{
    for (const QByteArrayView prefix : {QByteArrayView("a=ice-pwd:"), QByteArrayView("a=key-mgmt:"),
             QByteArrayView("k="), QByteArrayView("Signal=")})
        if (beginsWith(line, prefix))
            return prefix.toByteArray() + Struck;
    if (beginsWith(line, "a=crypto:")) {
        const qsizetype key = line.toByteArray().toLower().indexOf("inline:");
        return (key < 0 ? QByteArray("a=crypto:") : line.first(key + 7).toByteArray()) + Struck;
    }
    return line.toByteArray();
}

/// A body of application/dtmf is nothing but the digit.
bool isDigitType(QByteArrayView line)
{
    return (beginsWith(line, "content-type:") || beginsWith(line, "c:"))
        && line.toByteArray().toLower().trimmed().endsWith("application/dtmf");
}

QByteArray hostPort(const Hop &hop)
{
    if (hop.address.isNull())
        return {};
    const QByteArray address = hop.address.toString().toLatin1();
    return (hop.address.protocol() == QAbstractSocket::IPv6Protocol ? '[' + address + ']' : address) + ':'
        + QByteArray::number(hop.port);
}

QByteArray callIdOf(const QByteArray &bytes)
{
    const auto message = SipMessage::parse(bytes);
    return message ? message->callId() : QByteArray();
}

} // namespace

QByteArray withoutSecrets(const QByteArray &message)
{
    QByteArray result;
    result.reserve(message.size());
    bool hasStarted = false;
    bool isBody = false;
    bool isStruck = false; // continuation lines of a header that was struck out go with it
    bool isDigits = false;
    for (qsizetype at = 0; at < message.size();) {
        qsizetype end = message.indexOf('\n', at);
        const qsizetype next = end < 0 ? message.size() : end + 1;
        if (end < 0)
            end = message.size();
        if (end > at && message[end - 1] == '\r')
            --end;
        const QByteArrayView line = QByteArrayView(message).sliced(at, end - at);
        const QByteArrayView lineEnd = QByteArrayView(message).sliced(end, next - end);
        at = next;
        if (isBody) {
            result += isDigits ? QByteArray(Struck) : bodyLine(line);
            result += lineEnd;
            continue;
        }
        const bool isContinuation = line.startsWith(' ') || line.startsWith('\t');
        if (isContinuation && isStruck)
            continue;
        isStruck = !isContinuation && isSecretHeader(line);
        if (isStruck)
            result += line.first(line.indexOf(':') + 1).toByteArray() + ' ' + Struck;
        else
            result += withoutUriPasswords(line);
        result += lineEnd;
        hasStarted
            = hasStarted || !line.isEmpty(); // empty lines before the message are none of it (RFC 3261 §7.5)
        isBody = line.isEmpty() && hasStarted;
        isDigits = isDigits || isDigitType(line);
    }
    return result;
}

void TraceLog::add(Entry entry)
{
    m_bytes += entry.message.bytes.size();
    m_entries.push_back(std::move(entry));
    while (m_entries.size() > Limits::Messages || m_bytes > Limits::Bytes) {
        m_bytes -= m_entries.front().message.bytes.size();
        m_entries.pop_front();
    }
}

QJsonArray TraceLog::entries(int last, const QByteArray &callId) const
{
    std::vector<const Entry *> chosen;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend() && int(chosen.size()) < last; ++entry)
        if (callId.isEmpty() || callIdOf(entry->message.bytes) == callId)
            chosen.push_back(&*entry);
    QJsonArray array;
    for (auto entry = chosen.rbegin(); entry != chosen.rend(); ++entry) {
        const TracedMessage &message = (*entry)->message;
        array.append(QJsonObject{
            {QStringLiteral("time"), (*entry)->time.toString(Qt::ISODateWithMs)},
            {QStringLiteral("direction"),
                message.direction == TracedMessage::Direction::Sent ? QStringLiteral("sent")
                                                                    : QStringLiteral("received")},
            {QStringLiteral("transport"), QString::fromLatin1(uriName(message.peer.protocol))},
            {QStringLiteral("peer"), QString::fromLatin1(hostPort(message.peer))},
            {QStringLiteral("account"), (*entry)->accountId},
            {QStringLiteral("message"), QString::fromUtf8(withoutSecrets(message.bytes))},
        });
    }
    return array;
}

} // namespace carillon
