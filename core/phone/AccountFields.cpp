#include "AccountFields.h"

#include "RelayServers.h"
#include "Sentences.h"
#include "SessionExpires.h"
#include "SettingRules.h"
#include "SipUri.h"
#include "Transport.h"

#include <QFileInfo>
#include <QUrl>
#include <array>

namespace carillon {

using Sentences::text;

namespace {

constexpr int MaxLength = 512;
constexpr int MinExpires = 30;
constexpr int MaxExpires = 86400;
constexpr int MinSessionTimer = int(SessionExpires::Smallest.count());
constexpr int MaxSessionTimer = 86400;

bool hasScheme(const QString &value, std::initializer_list<const char *> schemes)
{
    return std::any_of(schemes.begin(), schemes.end(), [&](const char *scheme) {
        return value.startsWith(QLatin1String(scheme) + QLatin1Char(':'), Qt::CaseInsensitive);
    });
}

QString setAor(AccountSettings &settings, const QString &value)
{
    const QString full = hasScheme(value, {"sip", "sips"}) ? value : QStringLiteral("sip:") + value;
    const auto uri = SipUri::parse(full.toUtf8());
    if (!uri || uri->user.isEmpty() || uri->host.isEmpty() || uri->password || !uri->headers.isEmpty())
        return text("\"%1\" is no address of an account: it looks like sip:1001@example.org.").arg(value);
    settings.aor = QString::fromUtf8(uri->addressOfRecord().toBytes());
    return {};
}

QString setWebSocket(QString &field, const QString &value)
{
    const QUrl url(value, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment())
        return text("\"%1\" is no address of a server: it looks like wss://example.org/ws.").arg(value);
    field = value;
    return {};
}

QString setSipServer(QString &field, const QString &value)
{
    const QString full = hasScheme(value, {"sip", "sips"}) ? value : QStringLiteral("sip:") + value;
    const auto uri = SipUri::parse(full.toUtf8());
    const bool isKnown = uri && (uri->transport().isEmpty() || protocolFromName(uri->transport()));
    if (!isKnown || uri->host.isEmpty() || !uri->user.isEmpty() || uri->password || !uri->headers.isEmpty())
        return text("\"%1\" is no address of a server: it looks like sip:example.org:5060;transport=tcp.")
            .arg(value);
    field = full;
    return {};
}

QString setServer(AccountSettings &settings, const QString &value)
{
    if (value.isEmpty()) {
        settings.server.clear();
        return {};
    }
    return AccountFields::isWebSocket(value) ? setWebSocket(settings.server, value)
                                             : setSipServer(settings.server, value);
}

QString setOutboundProxy(AccountSettings &settings, const QString &value)
{
    if (value.isEmpty()) {
        settings.outboundProxy.clear();
        return {};
    }
    return setSipServer(settings.outboundProxy, value);
}

QString setCaFile(AccountSettings &settings, const QString &value)
{
    if (!value.isEmpty() && !QFileInfo(value).isReadable())
        return text("The file %1 cannot be read.").arg(value);
    settings.caFile = value.isEmpty() ? value : QFileInfo(value).absoluteFilePath();
    return {};
}

constexpr std::array encryptions{"none", "optional", "sdes", "dtls"}; // in the order of the enum

QString setEncryption(AccountSettings &settings, const QString &value)
{
    for (size_t i = 0; i < encryptions.size(); ++i) {
        if (value != QLatin1String(encryptions[i]))
            continue;
        settings.mediaEncryption = AccountSettings::MediaEncryption(i);
        return {};
    }
    return text("media-encryption is one of none, optional, sdes, dtls.");
}

constexpr std::array iceWords{"off", "auto", "on"}; // in the order of the enum

QString setIce(AccountSettings &settings, const QString &value)
{
    for (size_t i = 0; i < iceWords.size(); ++i) {
        if (value != QLatin1String(iceWords[i]))
            continue;
        settings.ice = AccountSettings::Ice(i);
        return {};
    }
    return text("ice is one of on, off, auto.");
}

QString setCodecs(AccountSettings &settings, const QString &value)
{
    const QString refusal
        = value.isEmpty() ? QString() : SettingRules::refusal(QStringLiteral("codecs"), value);
    if (refusal.isEmpty())
        settings.codecs = value;
    return refusal;
}

QString setStun(AccountSettings &settings, const QString &value)
{
    const auto server = StunServer::parse(value);
    if (!server && !value.isEmpty())
        return text("\"%1\" is no STUN server: it looks like stun.example.org or 192.0.2.1:3478.").arg(value);
    settings.stunServer = server ? server->toString() : QString();
    return {};
}

/// With the password that may stand in it: see takeTurnPassword().
QString setTurn(AccountSettings &settings, const QString &value)
{
    if (value.isEmpty()) {
        settings.turnUri.clear();
        return {};
    }
    const auto server = TurnServer::parse(value);
    if (!server)
        return server.error();
    settings.turnUri = server->toString(TurnServer::Secret::Shown);
    return {};
}

/// Never with a password. What is no URI can only come from a form, and is refused when it is set.
QString turnOf(const AccountSettings &settings)
{
    const auto server = TurnServer::parse(settings.turnUri);
    return server ? server->toString() : settings.turnUri;
}

QString setExpires(AccountSettings &settings, const QString &value)
{
    bool isNumber = false;
    const int seconds = value.toInt(&isNumber);
    if (!isNumber || seconds < MinExpires || seconds > MaxExpires)
        return text("expires is a number of seconds from %1 to %2.").arg(MinExpires).arg(MaxExpires);
    settings.expiresSeconds = seconds;
    return {};
}

QString setRegisters(AccountSettings &settings, const QString &value)
{
    const auto on = AccountFields::switchOf(value);
    if (!on)
        return text("register is on or off.");
    settings.registers = *on;
    return {};
}

QString setPickupCode(AccountSettings &settings, const QString &value)
{
    constexpr qsizetype longest = 16;
    const bool isCode = std::all_of(
        value.begin(), value.end(), [](QChar c) { return QLatin1String("0123456789*#").contains(c); });
    if (!isCode || value.size() > longest)
        return text(
            "pickup-code is the telephone system's code for picking up a call, such as **, or empty.");
    settings.pickupCode = value;
    return {};
}

QString setCompactHeaders(AccountSettings &settings, const QString &value)
{
    const auto on = AccountFields::switchOf(value);
    if (!on)
        return text("compact-headers is on or off.");
    settings.compactHeaders = *on;
    return {};
}

QString setSessionTimer(AccountSettings &settings, const QString &value)
{
    bool isNumber = false;
    const int seconds = value.toInt(&isNumber);
    const bool isOff = value == QLatin1String("off");
    if (!isOff && (!isNumber || seconds < MinSessionTimer || seconds > MaxSessionTimer))
        return text("session-timer is off or a number of seconds from %1 to %2.")
            .arg(MinSessionTimer)
            .arg(MaxSessionTimer);
    settings.sessionTimerSeconds = isOff ? 0 : seconds;
    return {};
}

QString onOff(bool on)
{
    return on ? QStringLiteral("on") : QStringLiteral("off");
}

struct Field {
    const char *name;
    QString (*set)(AccountSettings &settings, const QString &value);
    QString (*value)(const AccountSettings &settings);
};

constexpr std::array fields{
    Field{"aor", setAor, [](const AccountSettings &s) { return s.aor; }},
    Field{"display-name",
        [](AccountSettings &s, const QString &v) {
            s.displayName = v;
            return QString();
        },
        [](const AccountSettings &s) { return s.displayName; }},
    Field{"auth-user",
        [](AccountSettings &s, const QString &v) {
            s.authUser = v;
            return QString();
        },
        [](const AccountSettings &s) { return s.authUser; }},
    Field{"server", setServer, [](const AccountSettings &s) { return s.server; }},
    Field{"outbound-proxy", setOutboundProxy, [](const AccountSettings &s) { return s.outboundProxy; }},
    Field{"ca", setCaFile, [](const AccountSettings &s) { return s.caFile; }},
    Field{"media-encryption", setEncryption,
        [](const AccountSettings &s) {
            return QString(QLatin1String(encryptions[size_t(s.mediaEncryption)]));
        }},
    Field{"ice", setIce,
        [](const AccountSettings &s) { return QString(QLatin1String(iceWords[size_t(s.ice)])); }},
    Field{"codecs", setCodecs, [](const AccountSettings &s) { return s.codecs; }},
    Field{"stun", setStun, [](const AccountSettings &s) { return s.stunServer; }},
    Field{"turn", setTurn, turnOf},
    Field{"expires", setExpires, [](const AccountSettings &s) { return QString::number(s.expiresSeconds); }},
    Field{"session-timer", setSessionTimer,
        [](const AccountSettings &s) {
            return s.sessionTimerSeconds == 0 ? QStringLiteral("off")
                                              : QString::number(s.sessionTimerSeconds);
        }},
    Field{"pickup-code", setPickupCode, [](const AccountSettings &s) { return s.pickupCode; }},
    Field{"compact-headers", setCompactHeaders,
        [](const AccountSettings &s) { return onOff(s.compactHeaders); }},
    Field{"register", setRegisters, [](const AccountSettings &s) { return onOff(s.registers); }},
};

const Field &fieldOf(const QString &name)
{
    const auto field = std::find_if(
        fields.begin(), fields.end(), [&](const Field &f) { return name == QLatin1String(f.name); });
    Q_ASSERT(field != fields.end());
    return *field;
}

} // namespace

QStringList AccountFields::names()
{
    QStringList result;
    for (const Field &field : fields)
        result.append(QLatin1String(field.name));
    return result;
}

std::optional<bool> AccountFields::switchOf(const QString &word)
{
    if (word == QLatin1String("on"))
        return true;
    return word == QLatin1String("off") ? std::optional(false) : std::nullopt;
}

QStringList AccountFields::choices(const QString &name)
{
    QStringList words;
    if (name == QLatin1String("media-encryption"))
        for (const char *word : encryptions)
            words.append(QLatin1String(word));
    else if (name == QLatin1String("ice"))
        words = {QStringLiteral("on"), QStringLiteral("off"), QStringLiteral("auto")};
    else if (name == QLatin1String("register") || name == QLatin1String("compact-headers"))
        words = {QStringLiteral("on"), QStringLiteral("off")};
    return words;
}

QString AccountFields::set(AccountSettings &settings, const QString &name, const QString &value)
{
    const bool printable
        = std::all_of(value.begin(), value.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    if (!printable || value.size() > MaxLength)
        return text("The value of %1 is too long or holds characters which cannot be printed.").arg(name);
    return fieldOf(name).set(settings, value.trimmed());
}

QString AccountFields::value(const AccountSettings &settings, const QString &name)
{
    return fieldOf(name).value(settings);
}

QString AccountFields::check(AccountSettings &settings, const AccountSettings &before)
{
    for (const Field &field : fields) {
        const QString value = field.value(settings);
        if (value == field.value(before))
            continue;
        if (const QString refusal = set(settings, QLatin1String(field.name), value); !refusal.isEmpty())
            return refusal;
    }
    if (settings.aor.isEmpty())
        return text("An account needs an address: sip:1001@example.org.");
    if (isWebSocket(settings.server) && !settings.outboundProxy.isEmpty())
        return text("A WebSocket server and an outbound proxy do not go together.");
    for (const QString &hop : {settings.server, settings.outboundProxy}) {
        const auto uri = SipUri::parse(hop.toUtf8());
        const QByteArray transport = uri ? uri->transport() : QByteArray();
        if (transport == "ws" || transport == "wss")
            return text("A WebSocket server is written as an address: wss://example.org/ws.");
    }
    return {};
}

std::optional<QString> AccountFields::takeTurnPassword(AccountSettings &settings)
{
    const auto server = TurnServer::parse(settings.turnUri);
    if (!server || !server->password)
        return std::nullopt;
    settings.turnUri = server->toString();
    return server->password;
}

QJsonObject AccountFields::toJson(const AccountSettings &settings)
{
    QJsonObject json;
    for (const Field &field : fields)
        json.insert(QLatin1String(field.name), field.value(settings));
    return json;
}

AccountSettings AccountFields::fromJson(const QJsonObject &json)
{
    AccountSettings settings;
    for (const Field &field : fields) {
        const QJsonValue value = json.value(QLatin1String(field.name));
        if (value.isString())
            (void)field.set(settings, value.toString());
    }
    // A file that is away for now stays configured: the connection then says that it cannot be read.
    if (settings.caFile.isEmpty())
        settings.caFile = json.value(QLatin1String("ca")).toString();
    return settings;
}

bool AccountFields::isWebSocket(const QString &server)
{
    return hasScheme(server, {"ws", "wss"});
}

} // namespace carillon
