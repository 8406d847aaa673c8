#pragma once

#include "Clock.h"

#include <QTimeZone>

namespace carillon {

/// Time that moves only when told to: `clock.advance(32s)` runs every timer due on the way, in order.
class FakeClock final : public Clock
{
public:
    TimePoint now() const override { return m_now; }
    QDateTime wallTime() const override
    {
        const auto elapsed = std::chrono::duration_cast<Milliseconds>(m_now.time_since_epoch());
        return QDateTime(QDate(2026, 1, 1), QTime(12, 0), QTimeZone::utc()).addMSecs(elapsed.count());
    }
    void advance(std::chrono::nanoseconds by)
    {
        const TimePoint target = m_now + by;
        while (const auto due = nextDue()) {
            if (*due > target)
                break;
            m_now = std::max(m_now, *due);
            runDue(m_now);
        }
        m_now = target;
    }
    /// How long until the next timer, or nothing.
    std::optional<Milliseconds> untilNext() const
    {
        const auto due = nextDue();
        if (!due)
            return std::nullopt;
        return std::chrono::duration_cast<Milliseconds>(*due - m_now);
    }

private:
    void dueChanged() override { }

    TimePoint m_now{};
};

} // namespace carillon
