#include "SystemClock.h"

namespace carillon {

SystemClock::SystemClock()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { expired(); });
}

TimePoint SystemClock::now() const
{
    return std::chrono::steady_clock::now();
}

QDateTime SystemClock::wallTime() const
{
    return QDateTime::currentDateTimeUtc();
}

void SystemClock::dueChanged()
{
    const auto due = nextDue();
    if (!due) {
        m_timer.stop();
        return;
    }
    // QTimer counts in int milliseconds: a delay past its range is waited for in pieces (expired() re-arms).
    constexpr Milliseconds longest = std::chrono::hours(24);
    const auto delay = std::chrono::ceil<Milliseconds>(*due - now());
    m_timer.start(std::clamp(delay, Milliseconds(0), longest));
}

void SystemClock::expired()
{
    runDue(now());
    dueChanged();
}

} // namespace carillon
