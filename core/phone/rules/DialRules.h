#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace carillon {

/// The dial plan: how a number that a person typed, pasted or clicked becomes the one that is called.
///
/// Rules stand behind each other, `pattern=>replacement` with `;` between them; the first that matches is
/// used, once. They see numbers only (digits, `*`, `#`, a leading `+`), without separators, never addresses
/// with a host.
///
/// In a pattern digits, `*`, `#` and `+` stand for themselves, `X` for any digit, `.` at its end for the rest
/// (one or more), `$` at its end for nothing more. A pattern with neither is one with `.`: `0=>+49` is
/// `0.=>+49.` In a replacement each `X` is the digit that the X of that place matched, and `.` the rest; what
/// stands behind `@` is a host as it is written: `**XX$=>XX@intern.example.org`.
class DialRules final
{
public:
    struct Limits {
        static constexpr qsizetype Rules = 64;
        static constexpr qsizetype Characters = 128; ///< of a rule
    };
    /// What is wrong with a rule.
    enum class Wrong { NoArrow, Pattern, Replacement, TooMany };
    struct Problem {
        Wrong wrong = Wrong::NoArrow;
        QString rule; ///< as it was written
        friend bool operator==(const Problem &, const Problem &) = default;
    };
    /// The rules of a text; those that are wrong are left out.
    static DialRules parse(const QString &text);
    static std::optional<Problem> check(const QString &text);
    /// @param number digits, `*`, `#`, a leading `+`. @returns what is called instead; nothing when no rule
    /// matches.
    std::optional<QString> apply(const QString &number) const;

private:
    enum class End { Rest, Nothing };
    struct Rule {
        QString begin; ///< literals and X
        End end = End::Rest;
        QString replacement;
    };
    static std::optional<Problem> read(const QString &text, Rule &rule);
    static std::optional<QString> replaced(const Rule &rule, const QString &number);
    QList<Rule> m_rules;
};

} // namespace carillon
