#include "DialRules.h"

#include <QRegularExpression>
#include <QStringList>

namespace carillon {

namespace {

constexpr QLatin1Char anyDigit('X'), rest('.'), nothingMore('$');

QStringList rulesOf(const QString &text)
{
    QStringList rules;
    for (const QString &part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts))
        if (const QString rule = part.trimmed(); !rule.isEmpty())
            rules.append(rule);
    return rules;
}

/// @p hasRest: the pattern leaves something for `.`; without it the X are counted only.
bool isReplacement(const QString &text, const QString &begin, bool hasRest)
{
    static const QRegularExpression form(
        QStringLiteral("^[+]?[0-9*#Xa-z_\\-]*[.]?(@(\\[[0-9A-Fa-f:.]+\\]|[0-9A-Za-z.\\-]+)(:[1-9][0-9]{0,3}|:"
                       "[1-5][0-9]{4})?)?$"));
    const QString user = text.section(QLatin1Char('@'), 0, 0);
    return form.match(text).hasMatch() && !user.isEmpty() && user.count(anyDigit) <= begin.count(anyDigit)
        && (hasRest || !user.endsWith(rest));
}

} // namespace

std::optional<DialRules::Problem> DialRules::read(const QString &text, Rule &rule)
{
    static const QString arrow = QStringLiteral("=>");
    static const QRegularExpression form(QStringLiteral("^([+]?[0-9*#X]*)([.$]?)$"));
    if (text.count(arrow) != 1)
        return Problem{Wrong::NoArrow, text};
    if (text.size() > Limits::Characters)
        return Problem{Wrong::TooMany, text};
    const QString pattern = text.section(arrow, 0, 0).remove(QLatin1Char(' '));
    const auto match = form.match(pattern);
    if (!match.hasMatch() || pattern.isEmpty() || pattern == nothingMore)
        return Problem{Wrong::Pattern, text};
    const bool saysRest = match.captured(2) == rest;
    rule.begin = match.captured(1);
    rule.end = match.captured(2) == nothingMore ? End::Nothing : End::Rest;
    rule.replacement = text.section(arrow, 1).remove(QLatin1Char(' '));
    if (rule.end == End::Rest && !saysRest) { // before the host: the rest is of the number
        const qsizetype at = rule.replacement.indexOf(QLatin1Char('@'));
        rule.replacement.insert(at < 0 ? rule.replacement.size() : at, rest);
    }
    if (!isReplacement(rule.replacement, rule.begin, rule.end == End::Rest))
        return Problem{Wrong::Replacement, text};
    return std::nullopt;
}

DialRules DialRules::parse(const QString &text)
{
    DialRules rules;
    for (const QString &one : rulesOf(text).mid(0, Limits::Rules))
        if (Rule rule; !read(one, rule))
            rules.m_rules.append(rule);
    return rules;
}

std::optional<DialRules::Problem> DialRules::check(const QString &text)
{
    const QStringList rules = rulesOf(text);
    if (rules.size() > Limits::Rules)
        return Problem{Wrong::TooMany, rules.at(Limits::Rules)};
    for (const QString &one : rules) {
        Rule rule;
        if (const auto problem = read(one, rule))
            return problem;
    }
    return std::nullopt;
}

std::optional<QString> DialRules::replaced(const Rule &rule, const QString &number)
{
    const qsizetype length = rule.begin.size();
    const bool hasRest = rule.end == End::Rest;
    if (number.size() < length + (hasRest ? 1 : 0) || (!hasRest && number.size() != length))
        return std::nullopt;
    QString digits; // of the X
    for (qsizetype i = 0; i < length; ++i) {
        const bool isAny = rule.begin[i] == anyDigit;
        const bool isDigit = number[i] >= QLatin1Char('0') && number[i] <= QLatin1Char('9');
        if (isAny ? !isDigit : rule.begin[i] != number[i])
            return std::nullopt;
        if (isAny)
            digits += number[i];
    }
    const qsizetype at = rule.replacement.indexOf(QLatin1Char('@'));
    const QString user = at < 0 ? rule.replacement : rule.replacement.left(at);
    QString result;
    qsizetype next = 0;
    for (const QChar c : user)
        result += c == anyDigit ? QString(digits[next++]) : c == rest ? number.mid(length) : QString(c);
    return at < 0 ? result : result + rule.replacement.mid(at);
}

std::optional<QString> DialRules::apply(const QString &number) const
{
    for (const Rule &rule : m_rules)
        if (const auto result = replaced(rule, number))
            return result;
    return std::nullopt;
}

} // namespace carillon
