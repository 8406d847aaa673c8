#include "SignalWatcher.h"

#include <QSocketNotifier>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace carillon {

namespace {

std::array<int, 2> pipeEnds{-1, -1};
volatile std::sig_atomic_t wasAsked = 0;

constexpr std::array watched{SIGTERM, SIGINT, SIGHUP};

/// Only what signal-safety(7) allows.
void handle(int number)
{
    if (wasAsked)
        ::_exit(128 + number);
    wasAsked = 1;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
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
    std::signal(SIGPIPE, SIG_IGN); // a peer that went is an error of write(), not our end
}

SignalWatcher::~SignalWatcher()
{
    for (const int number : watched)
        std::signal(number, SIG_DFL);
    m_notifier.reset();
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

} // namespace carillon
