#pragma once

#include <QDateTime>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>

namespace carillon {

using Milliseconds = std::chrono::milliseconds;
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

/// Time as an argument: what SIP timers, caches and log stamps are measured with. Core thread only.
///
/// Use Timer (below) rather than the raw schedule()/cancel() pair; it cancels itself.
class Clock
{
public:
    using TimerId = quint64;
    static constexpr TimerId NoTimer = 0;

    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    virtual ~Clock() = default;

    /// Monotonic; unaffected by changes of the wall clock.
    virtual TimePoint now() const = 0;
    /// What a person's clock shows, UTC.
    virtual QDateTime wallTime() const = 0;
    /// Calls @p action once, @p delay from now, from the event loop; never from inside schedule().
    TimerId schedule(Milliseconds delay, std::function<void()> action);
    /// A timer that fired or never was is ignored.
    void cancel(TimerId id);

protected:
    /// The earliest due time, or nothing when no timer runs.
    std::optional<TimePoint> nextDue() const;
    /// Runs every action due at or before @p until, in order of due time, then of scheduling.
    void runDue(TimePoint until);
    /// Tells the derived clock that nextDue() changed.
    virtual void dueChanged() = 0;

private:
    struct Key {
        TimePoint due;
        TimerId id;
        friend auto operator<=>(const Key &, const Key &)
            = default; // NOLINT(modernize-use-nullptr): its own zero
    };
    std::map<Key, std::function<void()>> m_actions;
    std::unordered_map<TimerId, TimePoint> m_dueById;
    TimerId m_lastId = NoTimer;
};

/// One named timer of a machine: starting it again restarts it, destroying it stops it.
class Timer
{
public:
    explicit Timer(Clock &clock)
        : m_clock(clock)
    {
    }
    Timer(const Timer &) = delete;
    Timer &operator=(const Timer &) = delete;
    ~Timer() { stop(); }

    void start(Milliseconds delay, std::function<void()> action);
    void stop();
    bool isRunning() const { return m_id != Clock::NoTimer; }

private:
    Clock &m_clock;
    Clock::TimerId m_id = Clock::NoTimer;
};

} // namespace carillon
