#include "RelayServers.h"

#include "Sentences.h"

#include <QHostAddress>
#include <QUrl>
#include <algorithm>

namespace carillon {

namespace {

constexpr qsizetype longestName = 253; // RFC 1035 §2.3.4
constexpr qsizetype longestLabel = 63;

bool isLabel(QStringView label)
{
    const auto isAllowed = [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z'))
            || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('-')
            || c == QLatin1Char('_');
    };
    return !label.isEmpty() && label.size() <= longestLabel
        && std::all_of(label.begin(), label.end(), isAllowed);
}

/// An address that one server can have.
bool isServerAddress(const QHostAddress &address)
{
    return !address.isNull() && !address.isMulticast() && !address.isBroadcast()
        && address != QHostAddress(QHostAddress::AnyIPv4) && address != QHostAddress(QHostAddress::AnyIPv6);
}

/// A name or an IPv4 address, in lower case.
std::optional<QString> nameOf(const QString &text)
{
    const bool isAscii = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
    const QString name = (isAscii ? text : QString::fromLatin1(QUrl::toAce(text))).toLower();
    const QStringList labels = name.split(QLatin1Char('.'));
    if (name.size() > longestName || !std::all_of(labels.begin(), labels.end(), isLabel))
        return std::nullopt;
    // No name ends in a label of digits only (RFC 3696 §2): it is an address, or nothing.
    const bool isAddress = std::all_of(
        labels.constLast().begin(), labels.constLast().end(), [](QChar c) { return c.isDigit(); });
    const bool isDotted = labels.size() == 4;
    if (isAddress && !(isDotted && isServerAddress(QHostAddress(name))))
        return std::nullopt;
    return name;
}

struct HostPort {
    QString host;
    std::optional<quint16> port;
};

std::optional<quint16> portOf(QStringView digits)
{
    const bool isPlain = !digits.isEmpty() && digits.size() <= 5
        && std::all_of(digits.begin(), digits.end(),
            [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
    const uint number = isPlain ? digits.toUInt() : 0;
    return number > 0 && number <= 0xffff ? std::optional(quint16(number)) : std::nullopt;
}

std::optional<HostPort> hostPortOf(const QString &text)
{
    QString host = text;
    QString rest;
    const bool isReference = text.startsWith(QLatin1Char('['));
    if (const qsizetype end
        = isReference ? text.indexOf(QLatin1Char(']')) + 1 : text.indexOf(QLatin1Char(':'));
        end > 0) {
        host = text.left(end);
        rest = text.mid(end);
    }
    HostPort result;
    if (isReference && !host.endsWith(QLatin1Char(']')))
        return std::nullopt;
    if (!rest.isEmpty()) {
        result.port = rest.startsWith(QLatin1Char(':')) ? portOf(QStringView(rest).mid(1)) : std::nullopt;
        if (!result.port)
            return std::nullopt;
    }
    if (isReference) {
        const QHostAddress address(host.mid(1, host.size() - 2));
        if (address.protocol() != QAbstractSocket::IPv6Protocol || !isServerAddress(address))
            return std::nullopt;
        result.host = address.toString();
        return result;
    }
    const auto name = nameOf(host);
    if (!name)
        return std::nullopt;
    result.host = *name;
    return result;
}

QString written(const QString &host, std::optional<quint16> port)
{
    const QString shown = host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(host) : host;
    return port ? QStringLiteral("%1:%2").arg(shown).arg(*port) : shown;
}

QString escaped(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

/// Unescaped; null where that leaves something that nobody can sign in with.
QString unescaped(const QString &text)
{
    const QString plain = QUrl::fromPercentEncoding(text.toUtf8());
    const bool isPrintable
        = std::all_of(plain.begin(), plain.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    return isPrintable && !plain.contains(QChar::ReplacementCharacter) ? plain : QString();
}

Failure<QString> noTurnServer()
{
    return Failure<QString>(Sentences::text(
        "A TURN server is written as turn:relay.example.org, turn:user@relay.example.org:3478?transport=tcp "
        "or turns:relay.example.org."));
}

/// The user, and what stands behind the first colon; a password may hold an @.
bool readUserInfo(TurnServer &server, QString &rest)
{
    const qsizetype at = rest.lastIndexOf(QLatin1Char('@'));
    if (at < 0)
        return true;
    const QString info = rest.left(at);
    rest = rest.mid(at + 1);
    const qsizetype colon = info.indexOf(QLatin1Char(':'));
    server.user = unescaped(info.left(colon < 0 ? info.size() : colon));
    if (colon >= 0)
        server.password = unescaped(info.mid(colon + 1));
    const bool hasUser = !server.user.isEmpty() || colon == 0;
    return hasUser && (!server.password || !server.password->isEmpty());
}

} // namespace

std::optional<StunServer> StunServer::parse(const QString &text)
{
    const QLatin1StringView scheme("stun:");
    const auto found
        = hostPortOf(text.startsWith(scheme, Qt::CaseInsensitive) ? text.mid(scheme.size()) : text);
    if (!found)
        return std::nullopt;
    return StunServer{found->host, found->port};
}

QString StunServer::toString() const
{
    return written(host, port);
}

Result<TurnServer, QString> TurnServer::parse(const QString &text)
{
    TurnServer server;
    QString rest = text;
    const QLatin1StringView plain("turn:");
    const QLatin1StringView secure("turns:");
    const bool isSecure = text.startsWith(secure, Qt::CaseInsensitive);
    if (isSecure || text.startsWith(plain, Qt::CaseInsensitive))
        rest = text.mid(isSecure ? secure.size() : plain.size());
    if (!readUserInfo(server, rest))
        return noTurnServer();
    const qsizetype question = rest.indexOf(QLatin1Char('?'));
    const QString query = question < 0 ? QString() : rest.mid(question + 1).toLower();
    const auto found = hostPortOf(rest.left(question < 0 ? rest.size() : question));
    const bool isTcp = query == QLatin1String("transport=tcp");
    const bool isUdp = query == QLatin1String("transport=udp");
    if (!found || (question >= 0 && !isTcp && !isUdp))
        return noTurnServer();
    if (isSecure && isUdp)
        return Failure<QString>(
            Sentences::text("A TURN server is reached by TLS over TCP only: leave out transport=udp."));
    server.host = found->host;
    server.port = found->port;
    server.transport = isSecure ? Transport::Tls : isTcp ? Transport::Tcp : Transport::Udp;
    return server;
}

QString TurnServer::toString(Secret secret) const
{
    QString text = transport == Transport::Tls ? QStringLiteral("turns:") : QStringLiteral("turn:");
    const bool showsPassword = secret == Secret::Shown && password;
    text += escaped(user);
    if (showsPassword)
        text += QLatin1Char(':') + escaped(*password);
    if (!user.isEmpty() || showsPassword)
        text += QLatin1Char('@');
    text += written(host, port);
    if (transport == Transport::Tcp)
        text += QLatin1String("?transport=tcp");
    return text;
}

} // namespace carillon
