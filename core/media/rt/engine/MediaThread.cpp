#include "MediaThread.h"

#include "MediaEngineCore.h"

#include <atomic>
#include <cstdint>
#include <thread>

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

namespace carillon {

namespace {

/// After a stall (the machine slept) lost ticks are not made up for.
constexpr auto MaxBehind = TickPeriod * 5;
constexpr int Priority = 10;

MediaTime monotonicNow()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return MediaTime(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
}

timespec toTimespec(std::chrono::nanoseconds duration)
{
    return {time_t(duration.count() / 1000000000), long(duration.count() % 1000000000)};
}

} // namespace

struct MediaThread::Private {
    explicit Private(AudioPort &port)
        : core(port)
        , wakeFd(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    {
    }
    ~Private() { close(wakeFd); }

    void run() noexcept;
    void waitForTick(MediaTime next) noexcept;
    void waitForCommand() noexcept;
    void becomeRealTime() noexcept;
    bool post(MediaCommand &&command) noexcept;
    void wake() noexcept;

    MediaEngineCore core;
    int wakeFd;
    std::thread thread;
    std::atomic<bool> stopping{false};
    std::atomic<bool> realTime{false};
};

void MediaThread::Private::becomeRealTime() noexcept
{
    pthread_setname_np(pthread_self(), "media");
    const sched_param parameters{Priority};
    // Round robin, so that two phones on one core share it. Without the right to (RLIMIT_RTPRIO) all works as
    // well, only less evenly when the machine is busy.
    realTime.store(
        pthread_setschedparam(pthread_self(), SCHED_RR, &parameters) == 0, std::memory_order_relaxed);
}

void MediaThread::Private::run() noexcept
{
    becomeRealTime();
    MediaTime next = monotonicNow();
    while (!stopping.load(std::memory_order_acquire)) {
        if (core.streamCount() == 0 && core.commands().isEmpty()) {
            waitForCommand(); // an idle phone does not tick
            next = monotonicNow();
            continue;
        }
        waitForTick(next);
        const MediaTime now = monotonicNow();
        core.tick(now, next);
        next += TickPeriod;
        if (now > next + MaxBehind) {
            const auto lost = (now - next) / TickPeriod;
            core.skip(int(lost));
            next += lost * TickPeriod;
        }
    }
    if (!core.commands().isEmpty())
        core.tick(monotonicNow(), next); // the last BYEs
}

void MediaThread::Private::waitForTick(MediaTime next) noexcept
{
    const timespec until = toTimespec(next.time_since_epoch());
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

void MediaThread::Private::waitForCommand() noexcept
{
    pollfd wakeUp{wakeFd, POLLIN, 0};
    ppoll(&wakeUp, 1, nullptr, nullptr);
    std::uint64_t count = 0;
    [[maybe_unused]] const auto bytes = read(wakeFd, &count, sizeof count);
}

void MediaThread::Private::wake() noexcept
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto bytes = write(wakeFd, &one, sizeof one);
}

bool MediaThread::Private::post(MediaCommand &&command) noexcept
{
    const bool ok = core.commands().push(std::move(command));
    wake();
    return ok;
}

MediaThread::MediaThread(AudioPort &port)
    : d(std::make_unique<Private>(port))
{
}

MediaThread::~MediaThread()
{
    stop();
}

void MediaThread::start()
{
    if (d->thread.joinable())
        return;
    d->stopping.store(false, std::memory_order_release);
    d->thread = std::thread([this] { d->run(); });
}

void MediaThread::stop()
{
    if (!d->thread.joinable())
        return;
    d->stopping.store(true, std::memory_order_release);
    d->wake();
    d->thread.join();
}

bool MediaThread::isRunning() const
{
    return d->thread.joinable();
}

bool MediaThread::isRealTime() const
{
    return d->realTime.load(std::memory_order_relaxed);
}

bool MediaThread::addStream(std::unique_ptr<MediaStream> &&stream)
{
    MediaCommand command = AddStream{std::move(stream)};
    if (d->post(std::move(command)))
        return true;
    stream = std::move(std::get<AddStream>(command).stream);
    return false;
}

bool MediaThread::updateStream(StreamId id, std::unique_ptr<StreamSetup> &&setup)
{
    MediaCommand command = UpdateStream{id, std::move(setup)};
    if (d->post(std::move(command)))
        return true;
    setup = std::move(std::get<UpdateStream>(command).setup);
    return false;
}

bool MediaThread::removeStream(StreamId id)
{
    return d->post(RemoveStream{id});
}

bool MediaThread::sendDtmf(StreamId id, const DtmfRequest &request)
{
    return d->post(SendDtmf{id, request});
}

bool MediaThread::post(MediaCommand &&command)
{
    return d->post(std::move(command));
}

MediaEvent MediaThread::takeEvent()
{
    MediaEvent event;
    d->core.events().pop(event);
    return event;
}

} // namespace carillon
