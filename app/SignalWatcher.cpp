#include "SignalWatcher.h"

#include <QSocketNotifier>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace carillon {

namespace {

std::array<int, 2> pipeEnds{-1, -1};
std::atomic<std::int64_t> askedAtMs{0}; ///< 0: not yet
static_assert(std::atomic<std::int64_t>::is_always_lock_free, "a signal handler may not wait");

constexpr std::array watched{SIGTERM, SIGINT, SIGHUP};
constexpr std::int64_t ImpatienceMs = 1000; ///< a terminal that closes sends more than one

std::int64_t nowMs()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

/// Only what signal-safety(7) allows.
void handle(int number)
{
    const std::int64_t now = nowMs();
    std::int64_t first = 0;
    if (!askedAtMs.compare_exchange_strong(first, now)) {
        if (number != SIGHUP && now - first >= ImpatienceMs)
            ::_exit(128 + number);
        return;
    }
    const int before = errno;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    errno = before;
}

} // namespace

SignalWatcher::SignalWatcher(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(pipeEnds[0], &byte, 1) == 1) { }
        Q_EMIT endRequested();
    });
    struct sigaction action {
    };
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    for (const int number : watched)
        ::sigaction(number, &action, nullptr);
    // A peer that went and a quota that is used up are errors of write(), not our end.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

SignalWatcher::~SignalWatcher()
{
    for (const int number : watched)
        std::signal(number, SIG_IGN); // it is ending: nothing of it is to be cut off
    m_notifier.reset();
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

} // namespace carillon
