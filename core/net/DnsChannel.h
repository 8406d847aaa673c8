#pragma once

#include "Clock.h"
#include "Endpoint.h"
#include "LaterDeleter.h"

#include <QSocketNotifier>
#include <ares.h>
#include <unordered_map>

namespace carillon {

/// A c-ares channel on our event loop, for one question: so it reads the system's settings of this moment,
/// asks from a port of its own (which a forger has to guess) and ends with the question. Core thread; c-ares'
/// callbacks must not destroy it.
class DnsChannel final : public QObject
{
public:
    static constexpr Milliseconds FirstTry{1000}; ///< doubled with every round over the servers
    static constexpr int Rounds = 3;

    /// @param server asked instead of the system's.
    DnsChannel(Clock &clock, const std::optional<Endpoint> &server);
    ~DnsChannel() override;
    bool isOpen() const { return m_channel != nullptr; }
    ares_channel handle() const { return m_channel; }
    /// To be called when a question was given to the handle.
    void asked() { waitForTime(); }

private:
    struct Watch {
        LaterDeleted<QSocketNotifier> reading;
        LaterDeleted<QSocketNotifier> writing;
    };
    static void socketChanged(void *self, ares_socket_t socket, int reads, int writes);
    LaterDeleted<QSocketNotifier> watch(ares_socket_t socket, QSocketNotifier::Type type);
    void setServer(const Endpoint &server);
    void process(ares_socket_t reading, ares_socket_t writing);
    void waitForTime();

    ares_channel m_channel = nullptr;
    std::unordered_map<ares_socket_t, Watch> m_watches;
    Timer m_timer;
};

} // namespace carillon
