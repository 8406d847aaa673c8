#pragma once

#include <QTimer>
#include <chrono>
#include <functional>
#include <memory>

namespace carillon {

/// Calls a function once for each 10 ms of real time, on the thread it lives in.
///
/// Constraint: a virtual device is a clock, and a clock may not drift. Each deadline is the one before plus
/// 10 ms, so that a late timer is followed by an early one; after a longer stall (sleep) the lost time is
/// skipped. Jitter: that of the event loop, 1 ms or so. No timer runs while it is stopped.
class FramePacer final
{
public:
    static constexpr std::chrono::milliseconds MaxBacklog{200};

    FramePacer();
    /// @p tick may stop and start it.
    void start(std::function<void()> tick);
    void stop();

private:
    using SteadyClock = std::chrono::steady_clock;

    void expired();
    void arm();

    QTimer m_timer;
    std::shared_ptr<const std::function<void()>> m_tick; ///< shared with the one that runs: it may stop us
    SteadyClock::time_point m_next;
};

} // namespace carillon
