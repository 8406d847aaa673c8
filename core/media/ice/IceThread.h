#pragma once

#include <chrono>
#include <functional>
#include <memory>

struct _GMainContext; // NOLINT(bugprone-reserved-identifier): GLib's own name, which stays out of our headers

namespace carillon {

/// The thread of libnice, with a GLib context of its own: one for the process, and it outlives every
/// IceAgent.
///
/// Constraint: libnice needs a GMainContext, and its calls take a lock which its own callbacks hold while
/// they work. Chosen: nothing but this thread ever calls it, so the core thread cannot wait for it. Adds to a
/// packet's way one wake-up of this thread.
class IceThread final
{
public:
    /// What ends relayed allocations properly (RFC 8656 §7.3) may take this long at the end of the program.
    static constexpr std::chrono::milliseconds ShutdownLimit{300};

    IceThread();
    /// Waits for the thread, which waits for closing agents no longer than ShutdownLimit.
    ~IceThread();
    IceThread(const IceThread &) = delete;
    IceThread &operator=(const IceThread &) = delete;

    /// Runs @p task there, after all that was posted before. Any thread, never blocks.
    void post(std::function<void()> task);
    _GMainContext *context() const;
    /// ICE thread: something is on its way to its end, respectively has reached it.
    void closingBegins();
    void closingEnded();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
