#pragma once

#include <memory>

struct pa_mainloop_api;

namespace carillon {

/// libpulse on the event loop of the thread that makes it: sockets, timers and what is put off, all by Qt.
///
/// Constraint: the sound server must be answered on the thread that copies its sound, which also runs Qt's
/// timers. libpulse's own loop would need a second thread and its lock. Latency: that of the event loop.
class PulseMainloop final
{
public:
    PulseMainloop();
    ~PulseMainloop();
    PulseMainloop(const PulseMainloop &) = delete;
    PulseMainloop &operator=(const PulseMainloop &) = delete;

    pa_mainloop_api *api() const { return m_api.get(); }

private:
    std::unique_ptr<pa_mainloop_api> m_api;
};

} // namespace carillon
