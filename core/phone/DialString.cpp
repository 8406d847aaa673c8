#include "DialString.h"

#include <QRegularExpression>

namespace carillon {

namespace {

/// The words of RFC 2806 and of other phones become ours.
QString normalized(const QString &digits)
{
    QString result;
    for (const QChar c : digits) {
        if (c == QLatin1Char('p') || c == QLatin1Char('P'))
            result += QLatin1Char(',');
        else if (c == QLatin1Char('w') || c == QLatin1Char('W'))
            result += QLatin1Char(';');
        else if (!c.isSpace())
            result += c.toUpper();
    }
    while (result.endsWith(QLatin1Char(',')) || result.endsWith(QLatin1Char(';')))
        result.chop(1);
    return result;
}

/// Parameters keep their place; `postd` is one of them.
DialString splitTelUri(const QString &rest)
{
    static const QRegularExpression behindNumber(
        QStringLiteral("^([^;,pPwW]*[0-9*#)])([,pPwW][0-9*#A-Da-d,pPwW]*)$"));
    QStringList parts
        = QString::fromUtf8(QByteArray::fromPercentEncoding(rest.section(QLatin1Char('?'), 0, 0).toUtf8()))
              .split(QLatin1Char(';'));
    QString digits;
    if (const auto match = behindNumber.match(parts.constFirst()); match.hasMatch()) {
        parts[0] = match.captured(1);
        digits = match.captured(2);
    }
    const QLatin1StringView postDial("postd=");
    static const QRegularExpression isPostDial(QStringLiteral("^[0-9*#A-Da-dpPwW.()\\-]*$"));
    static const QRegularExpression separator(QStringLiteral("[.()\\-]"));
    for (qsizetype i = parts.size() - 1; i > 0; --i) {
        if (!parts[i].startsWith(postDial, Qt::CaseInsensitive))
            continue;
        QString value = parts.takeAt(i).mid(postDial.size());
        if (isPostDial.match(value).hasMatch())
            digits += value.remove(separator);
    }
    // RFC 3966 §5.3: dialled when the main number has answered.
    static const QRegularExpression isExtension(QStringLiteral("^[0-9*#.()\\- ]{1,32}$"));
    const QLatin1StringView extension("ext=");
    for (qsizetype i = parts.size() - 1; i > 0; --i) {
        if (!parts[i].startsWith(extension, Qt::CaseInsensitive))
            continue;
        QString value = parts.takeAt(i).mid(extension.size());
        if (isExtension.match(value).hasMatch())
            digits.prepend(QLatin1Char(',') + value.remove(separator));
    }
    return {QStringLiteral("tel:") + parts.join(QLatin1Char(';')), normalized(digits)};
}

} // namespace

DialString DialString::split(const QString &text)
{
    const QString whole = text.trimmed();
    if (whole.startsWith(QLatin1String("tel:"), Qt::CaseInsensitive))
        return splitTelUri(whole.mid(4));
    // As some pages write it, which mean a tel: URI.
    static const QRegularExpression likeTel(QStringLiteral("^callto:[^@]*;(ext|postd|phone-context)="),
        QRegularExpression::CaseInsensitiveOption);
    if (likeTel.match(whole).hasMatch())
        return splitTelUri(whole.mid(7));
    // A comma may stand in the user part of an address, and nowhere behind it.
    static const QRegularExpression behindAddress(QStringLiteral("^(.*@[^,]+)(,[0-9*#A-Da-d,;pPwW ]*)$"));
    static const QRegularExpression behindNumber(
        QStringLiteral("^((?:(?:sips?|callto):(?://)?)?[+]?[0-9*# ().\\-/\u00a0]*[0-9*#)])"
                       "([,;][0-9*#A-Da-d,;pPwW ]*)$"),
        QRegularExpression::CaseInsensitiveOption);
    // Three digits and more: "a2w" and "4p1" are names.
    static const QRegularExpression byLetter(
        QStringLiteral("^([+]?[0-9*# ().\\-/\u00a0]*[0-9]{3})([pPwW][0-9*#,;pPwW ]*[0-9*#][,;pPwW ]*)$"));
    static const QRegularExpression behindName(
        QStringLiteral("^([^\\s<>\"',;?&/\\\\:@]+)(,[0-9*#A-Da-d,;pPwW ]*)$"));
    for (const QRegularExpression &form : {behindAddress, behindNumber, byLetter, behindName})
        if (const auto match = form.match(whole); match.hasMatch())
            return {match.captured(1).trimmed(), normalized(match.captured(2))};
    return {text, {}};
}

} // namespace carillon
