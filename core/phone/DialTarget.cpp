#include "DialTarget.h"

#include "RemoteText.h"
#include "Sentences.h"

#include <QRegularExpression>

namespace carillon {

namespace {

constexpr qsizetype MaxTargetLength = 512;

Failure<PhoneError> refused(const QString &sentence)
{
    return Failure<PhoneError>({QStringLiteral("bad-target"), sentence});
}

Failure<PhoneError> notCallable(const QString &text)
{
    return refused(Sentences::text("\"%1\" cannot be called: type a number, a name or an address.")
                       .arg(remoteText(text, 60)));
}

bool isNumber(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^[+]?[0-9*# ().\\-/\u00a0]*[0-9*#][0-9*# ().\\-/\u00a0]*$"));
    return pattern.match(text).hasMatch();
}

QByteArray digitsOf(QStringView number)
{
    QByteArray digits;
    for (const QChar c : number)
        if ((c.unicode() >= '0' && c.unicode() <= '9') || c == QLatin1Char('+') || c == QLatin1Char('*')
            || c == QLatin1Char('#'))
            digits.append(char(c.unicode()));
    return digits;
}

/// host, host:port, an IPv6 reference, each with parameters.
Result<SipUri, SyntaxError> hostPart(const QByteArray &text, SipUri::Scheme scheme)
{
    const QByteArray prefix = scheme == SipUri::Scheme::Sips ? "sips:" : "sip:";
    return SipUri::parse(prefix + text);
}

/// A link must not put anything into our request but whom it names.
SipUri onlyTarget(SipUri uri)
{
    uri.headers.clear();
    uri.password.reset();
    uri.parameters.remove("method");
    return uri;
}

NameAddr at(const QByteArray &user, const SipUri &self)
{
    NameAddr target;
    target.uri = self.addressOfRecord();
    target.uri.user = user;
    return target;
}

PhoneResult<NameAddr> fromSipUri(const QString &text, const SipUri &self)
{
    const QString rest = text.section(QLatin1Char(':'), 1);
    if (isNumber(rest) && rest.count(QLatin1Char('.')) != 3)
        return at(digitsOf(rest), self); // sip:1001 says a number, not a host
    auto uri = SipUri::parse(text.toUtf8());
    if (!uri)
        return notCallable(text);
    NameAddr target;
    target.uri = onlyTarget(std::move(*uri));
    return target;
}

/// RFC 3966: separators are decoration; a global phone-context completes a local number, ext and isub are not
/// dialled.
PhoneResult<NameAddr> fromTelUri(const QString &rest, const SipUri &self)
{
    const QStringList parts
        = QString::fromUtf8(QByteArray::fromPercentEncoding(rest.toUtf8())).split(QLatin1Char(';'));
    QString number = parts.constFirst();
    for (const QString &parameter : parts.mid(1)) {
        const QLatin1StringView context("phone-context=+");
        if (parameter.startsWith(context, Qt::CaseInsensitive) && !number.startsWith(QLatin1Char('+')))
            number.prepend(QLatin1Char('+') + parameter.mid(context.size()));
    }
    if (!isNumber(number))
        return notCallable(rest);
    return at(digitsOf(number), self);
}

PhoneResult<NameAddr> fromUserAtHost(const QString &text, const SipUri &self)
{
    const qsizetype split = text.lastIndexOf(QLatin1Char('@'));
    const QString user = text.left(split);
    auto uri = hostPart(text.mid(split + 1).toUtf8(), self.scheme);
    const bool isName = !user.contains(QLatin1Char(' ')) && !user.contains(QLatin1Char('@'));
    if (!uri || user.isEmpty() || !uri->user.isEmpty() || !(isName || isNumber(user)))
        return notCallable(text);
    NameAddr target;
    target.uri = onlyTarget(std::move(*uri));
    target.uri.user = isNumber(user) ? digitsOf(user) : user.toUtf8();
    return target;
}

PhoneResult<NameAddr> fromBareText(const QString &text, const SipUri &self)
{
    static const QRegularExpression address(
        QStringLiteral("^([0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]+\\])(:[0-9]+)?$"));
    static const QRegularExpression hostAndPort(QStringLiteral("^[A-Za-z][A-Za-z0-9.\\-]*:[0-9]{1,5}$"));
    static const QRegularExpression notInName(QStringLiteral("[\\s<>\"',;?&/\\\\:]"));
    if (address.match(text).hasMatch() || hostAndPort.match(text).hasMatch()) {
        const auto uri = hostPart(text.toUtf8(), self.scheme);
        if (!uri)
            return notCallable(text);
        NameAddr target;
        target.uri = *uri;
        return target;
    }
    if (isNumber(text))
        return at(digitsOf(text), self);
    if (text.contains(QLatin1Char('@')))
        return fromUserAtHost(text, self);
    if (text.contains(notInName))
        return notCallable(text);
    return at(text.toUtf8(), self);
}

} // namespace

PhoneResult<NameAddr> dialTarget(const QString &text, const SipUri &self)
{
    QString target = text.trimmed();
    if (target.isEmpty())
        return refused(Sentences::text("There is nothing to call: type a number, a name or an address."));
    const bool isPlain
        = std::all_of(target.begin(), target.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
    if (target.size() > MaxTargetLength || !isPlain)
        return refused(
            Sentences::text("The address is too long or holds characters which cannot be called."));

    // A colon after anything but the four may end a host: "localhost:5060" is no scheme.
    static const QRegularExpression scheme(QStringLiteral("^([A-Za-z][A-Za-z0-9+.\\-]*):(?![0-9]{1,5}$)"));
    static const QRegularExpression known(
        QStringLiteral("^(sips?|tel|callto):"), QRegularExpression::CaseInsensitiveOption);
    if (!known.match(target).hasMatch() && !scheme.match(target).hasMatch())
        return fromBareText(target, self);
    const QString name = target.section(QLatin1Char(':'), 0, 0).toLower();
    QString rest = target.mid(name.size() + 1);
    if (rest.startsWith(QLatin1String("//")))
        rest.remove(0, 2);
    if (name == QLatin1String("sip") || name == QLatin1String("sips"))
        return fromSipUri(name + QLatin1Char(':') + rest, self);
    if (name == QLatin1String("tel"))
        return fromTelUri(rest, self);
    if (name == QLatin1String("callto"))
        return fromBareText(QString::fromUtf8(QByteArray::fromPercentEncoding(rest.toUtf8())), self);
    return refused(
        Sentences::text("Addresses that begin with \"%1:\" cannot be called.").arg(remoteText(name, 30)));
}

} // namespace carillon
