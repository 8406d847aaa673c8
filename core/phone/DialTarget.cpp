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

/// "+49 (0)30": the 0 is for those who dial without the +.
QByteArray digitsOf(QString number)
{
    if (number.trimmed().startsWith(QLatin1Char('+')))
        number.remove(QLatin1String("(0)"));
    QByteArray digits;
    for (const QChar c : std::as_const(number))
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

/// Who dials, and by which plan.
struct Dialler {
    SipUri self;
    const DialRules &rules;
};

NameAddr at(const QByteArray &user, const SipUri &self)
{
    NameAddr target;
    target.uri = self.addressOfRecord();
    target.uri.user = user;
    return target;
}

NameAddr atNumber(const QByteArray &number, const Dialler &dialler)
{
    const QString dialled
        = dialler.rules.apply(QString::fromLatin1(number)).value_or(QString::fromLatin1(number));
    const qsizetype split = dialled.indexOf(QLatin1Char('@'));
    NameAddr target = at(dialled.left(split).toLatin1(), dialler.self);
    if (split >= 0)
        if (const auto uri = hostPart(dialled.mid(split + 1).toLatin1(), dialler.self.scheme))
            target.uri = *uri;
    target.uri.user = dialled.left(split).toLatin1();
    return target;
}

QString decoded(const QString &text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toUtf8()));
}

/// Nothing of a link may get into our request but whom it names.
QString withoutHeaders(const QString &rest)
{
    return rest.section(QLatin1Char('?'), 0, 0);
}

PhoneResult<NameAddr> fromSipUri(const QString &text, const Dialler &dialler)
{
    const QString rest = text.section(QLatin1Char(':'), 1);
    const QString number = decoded(withoutHeaders(rest));
    if (isNumber(number) && number.count(QLatin1Char('.')) != 3)
        return atNumber(digitsOf(number), dialler); // sip:1001 says a number, not a host
    // Separators are for people; no grammar of RFC 3261 has spaces, but links have them.
    const qsizetype split = rest.indexOf(QLatin1Char('@'));
    const QString user = decoded(rest.left(split));
    // Without one of the two it may be a name that is written so: "100-1".
    const bool isForPeople = user.contains(QLatin1Char(' ')) || user.startsWith(QLatin1Char('+'));
    const bool isDecorated = split > 0 && isForPeople && isNumber(user) && digitsOf(user) != user.toUtf8();
    auto uri = SipUri::parse(
        (isDecorated ? text.section(QLatin1Char(':'), 0, 0) + QLatin1String(":0") + rest.mid(split) : text)
            .toUtf8());
    if (!uri)
        return notCallable(text);
    NameAddr target;
    target.uri = onlyTarget(std::move(*uri));
    if (isDecorated)
        target.uri.user = digitsOf(user);
    return target;
}

/// RFC 3966: separators are decoration; a global phone-context completes a local number, ext and isub are not
/// dialled.
PhoneResult<NameAddr> fromTelUri(const QString &rest, const Dialler &dialler)
{
    const QStringList parts = decoded(withoutHeaders(rest)).split(QLatin1Char(';'));
    QString number = parts.constFirst();
    for (const QString &parameter : parts.mid(1)) {
        const QLatin1StringView context("phone-context=+");
        if (parameter.startsWith(context, Qt::CaseInsensitive) && !number.startsWith(QLatin1Char('+')))
            number.prepend(QLatin1Char('+') + parameter.mid(context.size()));
    }
    if (!isNumber(number))
        return notCallable(rest);
    return atNumber(digitsOf(number), dialler);
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

PhoneResult<NameAddr> fromBareText(const QString &text, const Dialler &dialler)
{
    const SipUri &self = dialler.self;
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
        return atNumber(digitsOf(text), dialler);
    if (text.contains(QLatin1Char('@')))
        return fromUserAtHost(text, self);
    if (text.contains(notInName))
        return notCallable(text);
    return at(text.toUtf8(), self);
}

} // namespace

PhoneResult<NameAddr> dialTarget(const QString &text, const SipUri &self, const DialRules &rules)
{
    const Dialler dialler{self, rules};
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
        return fromBareText(target, dialler);
    const QString name = target.section(QLatin1Char(':'), 0, 0).toLower();
    QString rest = target.mid(name.size() + 1);
    if (rest.startsWith(QLatin1String("//")))
        rest.remove(0, 2);
    if (name == QLatin1String("sip") || name == QLatin1String("sips"))
        return fromSipUri(name + QLatin1Char(':') + rest, dialler);
    if (name == QLatin1String("tel"))
        return fromTelUri(rest, dialler);
    if (name == QLatin1String("callto"))
        return fromBareText(decoded(withoutHeaders(rest)), dialler);
    return refused(
        Sentences::text("Addresses that begin with \"%1:\" cannot be called.").arg(remoteText(name, 30)));
}

bool isFeatureCode(const NameAddr &target, const QString &digits)
{
    const auto isCode = [](QChar c) { return c == QLatin1Char('*') || c == QLatin1Char('#'); };
    const QString user = QString::fromUtf8(target.uri.user);
    return std::any_of(user.begin(), user.end(), isCode) || std::any_of(digits.begin(), digits.end(), isCode);
}

} // namespace carillon
