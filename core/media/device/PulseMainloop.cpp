#include "PulseMainloop.h"

#include <QSocketNotifier>
#include <QTimer>
#include <chrono>
#include <pulse/mainloop-api.h>
#include <sys/time.h>

using namespace std::chrono;

// The names are libpulse's, which leaves the types to who makes a loop. Each may be freed inside its own
// callback: what Qt still refers to is disconnected at once and deleted later.

struct pa_io_event {
    pa_mainloop_api *api;
    int fd;
    pa_io_event_cb_t callback;
    void *userdata;
    pa_io_event_destroy_cb_t destroyed = nullptr;
    QSocketNotifier *readable;
    QSocketNotifier *writable;
};

struct pa_time_event {
    pa_mainloop_api *api;
    pa_time_event_cb_t callback;
    void *userdata;
    pa_time_event_destroy_cb_t destroyed = nullptr;
    timeval due{};
    QTimer *timer;
};

struct pa_defer_event {
    pa_mainloop_api *api;
    pa_defer_event_cb_t callback;
    void *userdata;
    pa_defer_event_destroy_cb_t destroyed = nullptr;
    QTimer *timer;
};

namespace {

void discard(QObject *object)
{
    object->disconnect();
    object->deleteLater();
}

template <typename Event>
void destroy(Event *event)
{
    if (event->destroyed)
        event->destroyed(event->api, event, event->userdata);
    delete event;
}

void ioEnable(pa_io_event *event, pa_io_event_flags_t flags)
{
    event->readable->setEnabled((flags & PA_IO_EVENT_INPUT) != 0);
    event->writable->setEnabled((flags & PA_IO_EVENT_OUTPUT) != 0);
}

pa_io_event *ioNew(
    pa_mainloop_api *api, int fd, pa_io_event_flags_t flags, pa_io_event_cb_t callback, void *userdata)
{
    auto *event = new pa_io_event{api, fd, callback, userdata, nullptr,
        new QSocketNotifier(fd, QSocketNotifier::Read), new QSocketNotifier(fd, QSocketNotifier::Write)};
    QObject::connect(event->readable, &QSocketNotifier::activated, event->readable,
        [event] { event->callback(event->api, event, event->fd, PA_IO_EVENT_INPUT, event->userdata); });
    QObject::connect(event->writable, &QSocketNotifier::activated, event->writable,
        [event] { event->callback(event->api, event, event->fd, PA_IO_EVENT_OUTPUT, event->userdata); });
    ioEnable(event, flags);
    return event;
}

void ioFree(pa_io_event *event)
{
    event->readable->setEnabled(false);
    event->writable->setEnabled(false);
    discard(event->readable);
    discard(event->writable);
    destroy(event);
}

/// The times of a loop that is not libpulse's own are those of the wall clock.
void timeRestart(pa_time_event *event, const timeval *due)
{
    if (!due) {
        event->timer->stop();
        return;
    }
    event->due = *due;
    timeval now{};
    gettimeofday(&now, nullptr);
    const auto wait = seconds(due->tv_sec - now.tv_sec) + microseconds(due->tv_usec - now.tv_usec);
    event->timer->start(std::clamp(ceil<milliseconds>(wait), 0ms, milliseconds(hours(24))));
}

pa_time_event *timeNew(pa_mainloop_api *api, const timeval *due, pa_time_event_cb_t callback, void *userdata)
{
    auto *event = new pa_time_event{api, callback, userdata, nullptr, {}, new QTimer};
    event->timer->setSingleShot(true);
    event->timer->setTimerType(Qt::PreciseTimer);
    QObject::connect(event->timer, &QTimer::timeout, event->timer,
        [event] { event->callback(event->api, event, &event->due, event->userdata); });
    timeRestart(event, due);
    return event;
}

void timeFree(pa_time_event *event)
{
    event->timer->stop();
    discard(event->timer);
    destroy(event);
}

void deferEnable(pa_defer_event *event, int isEnabled)
{
    if (!isEnabled)
        event->timer->stop();
    else if (!event->timer->isActive())
        event->timer->start();
}

pa_defer_event *deferNew(pa_mainloop_api *api, pa_defer_event_cb_t callback, void *userdata)
{
    auto *event = new pa_defer_event{api, callback, userdata, nullptr, new QTimer}; // of 0 ms
    QObject::connect(event->timer, &QTimer::timeout, event->timer,
        [event] { event->callback(event->api, event, event->userdata); });
    deferEnable(event, 1);
    return event;
}

void deferFree(pa_defer_event *event)
{
    event->timer->stop();
    discard(event->timer);
    destroy(event);
}

} // namespace

namespace carillon {

PulseMainloop::PulseMainloop()
    : m_api(std::make_unique<pa_mainloop_api>())
{
    *m_api = {nullptr, ioNew, ioEnable, ioFree,
        [](auto *event, auto destroyed) { event->destroyed = destroyed; }, timeNew, timeRestart, timeFree,
        [](auto *event, auto destroyed) { event->destroyed = destroyed; }, deferNew, deferEnable, deferFree,
        [](auto *event, auto destroyed) { event->destroyed = destroyed; }, [](pa_mainloop_api *, int) {}};
}

PulseMainloop::~PulseMainloop() = default;

} // namespace carillon
