#pragma once

#include <QList>
#include <QString>

namespace carillon {

/// Who is meant by a line of the block list and the like: a number or name (`+49 30-123`, `anna`), an address
/// (`anna@example.org`), a whole domain (`@example.org`), each with `*` for any characters (`+49900*`).
/// Compared without spaces, dashes, dots of numbers and brackets, and without case. A plain value.
class CallerPattern final
{
public:
    struct Limits {
        static constexpr qsizetype Patterns = 1000; ///< of a list
        static constexpr qsizetype Characters = 128;
        static constexpr qsizetype Compared
            = 256; ///< of what a caller says of himself: nobody's name is longer
    };
    explicit CallerPattern(const QString &text);
    /// @param user as in the address; @param host without port.
    bool matches(const QString &user, const QString &host) const;

    /// The patterns of a list with commas between them.
    static QList<CallerPattern> list(const QString &text);
    static bool matchesAny(const QString &list, const QString &user, const QString &host);
    /// @returns empty, or the first of the list that is no pattern.
    static QString firstWrong(const QString &list);
    friend bool operator==(const CallerPattern &, const CallerPattern &) = default;

private:
    QString m_user; ///< null: whoever it is
    QString m_host; ///< null: wherever
};

} // namespace carillon
