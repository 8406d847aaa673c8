#include "DnsChannel.h"

#include "Logging.h"

#include <arpa/inet.h>
#include <array>
#include <sys/time.h>

namespace carillon {

DnsChannel::DnsChannel(Clock &clock, const std::optional<Endpoint> &server)
    : m_timer(clock)
{
    static const int loaded = ares_library_init(ARES_LIB_INIT_ALL);
    std::array<char, 3> lookups{"fb"}; // /etc/hosts, then DNS
    ares_options options{};
    options.flags = ARES_FLAG_NOALIASES;
    options.timeout = int(FirstTry.count());
    options.tries = Rounds;
    options.lookups = lookups.data();
    options.sock_state_cb = &DnsChannel::socketChanged;
    options.sock_state_cb_data = this;
    const int given
        = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS | ARES_OPT_SOCK_STATE_CB;
    const int status = loaded == ARES_SUCCESS ? ares_init_options(&m_channel, &options, given) : loaded;
    if (status != ARES_SUCCESS) {
        qCWarning(lcNet) << "DNS cannot be asked:" << ares_strerror(status);
        m_channel = nullptr;
    } else if (server) {
        setServer(*server);
    }
}

DnsChannel::~DnsChannel()
{
    if (m_channel)
        ares_destroy(m_channel); // tells what is open ARES_EDESTRUCTION
}

void DnsChannel::setServer(const Endpoint &server)
{
    ares_addr_port_node node{};
    node.udp_port = node.tcp_port = server.port;
    if (server.address.protocol() == QAbstractSocket::IPv4Protocol) {
        node.family = AF_INET;
        node.addr.addr4.s_addr = htonl(server.address.toIPv4Address());
    } else {
        const Q_IPV6ADDR address = server.address.toIPv6Address();
        node.family = AF_INET6;
        std::copy(std::begin(address.c), std::end(address.c), reinterpret_cast<quint8 *>(&node.addr.addr6));
    }
    const int status = ares_set_servers_ports(m_channel, &node);
    if (status != ARES_SUCCESS)
        qCWarning(lcNet) << "no DNS server" << server.address << ares_strerror(status);
}

/// Called by c-ares for every change, with neither before it closes the socket.
void DnsChannel::socketChanged(void *self, ares_socket_t socket, int reads, int writes)
{
    auto &channel = *static_cast<DnsChannel *>(self);
    if (!reads && !writes) {
        const auto at = channel.m_watches.find(socket);
        if (at == channel.m_watches.end())
            return;
        at->second.reading->setEnabled(false); // it may be the one which is speaking: it dies a turn later
        at->second.writing->setEnabled(false);
        channel.m_watches.erase(at);
        return;
    }
    const auto [at, isNew] = channel.m_watches.try_emplace(socket);
    if (isNew) {
        at->second.reading = channel.watch(socket, QSocketNotifier::Read);
        at->second.writing = channel.watch(socket, QSocketNotifier::Write);
    }
    at->second.reading->setEnabled(reads != 0);
    at->second.writing->setEnabled(writes != 0);
}

LaterDeleted<QSocketNotifier> DnsChannel::watch(ares_socket_t socket, QSocketNotifier::Type type)
{
    LaterDeleted<QSocketNotifier> notifier(new QSocketNotifier(socket, type));
    notifier->setEnabled(false);
    connect(notifier.get(), &QSocketNotifier::activated, this, [this, socket, type] {
        if (type == QSocketNotifier::Read)
            process(socket, ARES_SOCKET_BAD);
        else
            process(ARES_SOCKET_BAD, socket);
    });
    return notifier;
}

void DnsChannel::process(ares_socket_t reading, ares_socket_t writing)
{
    ares_process_fd(m_channel, reading, writing);
    waitForTime();
}

/// Until the next question is repeated or given up.
void DnsChannel::waitForTime()
{
    timeval left{};
    if (!ares_timeout(m_channel, nullptr, &left)) {
        m_timer.stop();
        return;
    }
    // One more: what is rounded down would find c-ares not due yet.
    m_timer.start(Milliseconds(left.tv_sec * 1000 + left.tv_usec / 1000 + 1),
        [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
}

} // namespace carillon
