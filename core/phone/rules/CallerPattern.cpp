#include "CallerPattern.h"

#include <QStringList>

namespace carillon {

namespace {

/// Numbers lose what people write between digits; names keep their dots.
QString plain(const QString &user)
{
    static const QString decoration = QStringLiteral(" -()/\u00a0");
    QString result = QStringLiteral(""); // not null, which would mean anybody
    bool isNumber = true;
    for (const QChar c : user) {
        if (decoration.contains(c))
            continue;
        isNumber = isNumber && !c.isLetter();
        result += c.toCaseFolded();
    }
    return isNumber ? result.remove(QLatin1Char('.')) : result;
}

/// `*` stands for any characters, also none. Linear in the product of the lengths at worst, never more.
bool matchesWildcard(QStringView pattern, QStringView text)
{
    qsizetype p = 0, t = 0, star = -1, from = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == QLatin1Char('*')) {
            star = p++;
            from = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == QLatin1Char('*'))
        ++p;
    return p == pattern.size();
}

QStringList partsOf(const QString &list)
{
    QStringList parts;
    for (const QString &part : list.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (const QString text = part.trimmed(); !text.isEmpty())
            parts.append(text);
    return parts;
}

bool isPattern(const QString &text)
{
    static const QString notInAddress = QStringLiteral("<>\";:?&\\");
    return text.size() <= CallerPattern::Limits::Characters && text.count(QLatin1Char('@')) <= 1
        && !text.endsWith(QLatin1Char('@'))
        && std::none_of(text.begin(), text.end(), [](QChar c) { return notInAddress.contains(c); });
}

} // namespace

CallerPattern::CallerPattern(const QString &text)
{
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    if (at != 0)
        m_user = plain(at < 0 ? text : text.left(at));
    if (at >= 0)
        m_host = text.mid(at + 1).trimmed().toCaseFolded();
}

bool CallerPattern::matches(const QString &user, const QString &host) const
{
    return (m_user.isNull() || matchesWildcard(m_user, plain(user.left(Limits::Compared))))
        && (m_host.isNull() || matchesWildcard(m_host, host.left(Limits::Compared).toCaseFolded()));
}

QList<CallerPattern> CallerPattern::list(const QString &text)
{
    QList<CallerPattern> patterns;
    for (const QString &part : partsOf(text))
        patterns.append(CallerPattern(part));
    return patterns;
}

bool CallerPattern::matchesAny(const QString &list, const QString &user, const QString &host)
{
    const QList<CallerPattern> patterns = CallerPattern::list(list);
    return std::any_of(patterns.begin(), patterns.end(),
        [&](const CallerPattern &pattern) { return pattern.matches(user, host); });
}

QString CallerPattern::firstWrong(const QString &list)
{
    const QStringList parts = partsOf(list);
    if (parts.size() > Limits::Patterns)
        return parts.at(Limits::Patterns);
    const auto wrong = std::find_if_not(parts.begin(), parts.end(), isPattern);
    return wrong == parts.end() ? QString() : *wrong;
}

} // namespace carillon
