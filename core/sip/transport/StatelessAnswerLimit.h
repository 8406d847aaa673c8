#pragma once

#include "Clock.h"

#include <QHash>
#include <QHostAddress>

namespace carillon {

/// How many answers a source may get that no transaction stands behind: without it, forged sources make us a
/// reflector.
class StatelessAnswerLimit
{
public:
    static constexpr int AnswersPerSource = 10; ///< in one Window
    static constexpr Milliseconds Window{1000};
    static constexpr int Sources
        = 256; ///< remembered at once; when all are taken, strangers wait for the next window

    explicit StatelessAnswerLimit(Clock &clock)
        : m_clock(clock)
    {
    }
    /// Takes one of the answers left to @p source (IPv6: to its /64).
    bool take(const QHostAddress &source);

private:
    Clock &m_clock;
    TimePoint m_windowStart{};
    QHash<QHostAddress, int> m_taken;
};

} // namespace carillon
