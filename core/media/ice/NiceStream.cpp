#include "NiceStream.h"

#include "Demultiplexer.h"
#include "IceThread.h"
#include "NiceConversion.h"

#include <fcntl.h>

#include <gio/gio.h>

namespace carillon {

namespace {

constexpr gint TosExpedited = 46 << 2; // RFC 8837 §5: audio

struct CandidateList {
    GSList *list = nullptr;
    void append(const IceCandidate &candidate, guint stream)
    {
        list = g_slist_append(list, niceCandidate(candidate, stream).release());
    }
    CandidateList() = default;
    CandidateList(const CandidateList &) = delete;
    ~CandidateList() { g_slist_free_full(list, GDestroyNotify(nice_candidate_free)); }
};

NiceRelayType relayType(IceServer::Kind kind)
{
    // TLS comes here as TCP to our own tunnel: what libnice calls TLS would go in the clear.
    return kind == IceServer::Kind::TurnUdp ? NICE_RELAY_TYPE_TURN_UDP : NICE_RELAY_TYPE_TURN_TCP;
}

ComponentState stateOf(NiceComponentState state)
{
    switch (state) {
    case NICE_COMPONENT_STATE_CONNECTED: return ComponentState::PairFound;
    case NICE_COMPONENT_STATE_READY: return ComponentState::Nominated;
    case NICE_COMPONENT_STATE_FAILED: return ComponentState::Failed;
    case NICE_COMPONENT_STATE_DISCONNECTED:
    case NICE_COMPONENT_STATE_GATHERING:
    case NICE_COMPONENT_STATE_CONNECTING:
    case NICE_COMPONENT_STATE_LAST: break;
    }
    return ComponentState::Checking;
}

} // namespace

/// What libnice calls, all of it on the ICE thread.
struct NiceSignals {
    static void gathered(NiceAgent *, guint, gpointer self) { static_cast<NiceStream *>(self)->gathered(); }
    static gboolean relaysDue(gpointer data)
    {
        if (const auto stream = static_cast<std::weak_ptr<NiceStream> *>(data)->lock())
            stream->addWaitingRelays();
        return G_SOURCE_REMOVE;
    }
    static void relaysForgotten(gpointer data) { delete static_cast<std::weak_ptr<NiceStream> *>(data); }
    static void candidate(NiceAgent *, NiceCandidate *found, gpointer self)
    {
        static_cast<NiceStream *>(self)->m_mailbox->post(
            [candidate = iceCandidate(*found)](IceListener &to) { to.candidateArrived(candidate); });
    }
    static void state(NiceAgent *, guint, guint component, guint state, gpointer data)
    {
        auto *self = static_cast<NiceStream *>(data);
        self->m_mailbox->post(
            [generation = self->m_generation, component, known = stateOf(NiceComponentState(state))](
                IceListener &to) { to.componentChanged(generation, int(component), known); });
    }
    static void pair(
        NiceAgent *, guint, guint component, NiceCandidate *local, NiceCandidate *remote, gpointer self)
    {
        static_cast<NiceStream *>(self)->tellPair(int(component), local, remote);
    }
    static void received(NiceAgent *, guint, guint component, guint size, gchar *bytes, gpointer self)
    {
        static_cast<NiceStream *>(self)->arrived(
            int(component), Bytes(reinterpret_cast<const std::uint8_t *>(bytes), size));
    }
    static void closed(GObject *agent, GAsyncResult *, gpointer data)
    {
        g_object_unref(agent);
        static_cast<IceThread *>(data)->closingEnded();
    }
};

NiceStream::NiceStream(IceThread &thread, std::shared_ptr<IceMailbox<IceListener>> mailbox, int components)
    : m_thread(thread)
    , m_mailbox(std::move(mailbox))
    , m_components(components)
{
    for (int i = 0; i < components; ++i)
        m_paths[std::size_t(i)] = std::make_unique<PacketPath>();
}

NiceStream::~NiceStream()
{
    Q_ASSERT(!m_agent);
}

int NiceStream::mediaFd(int component) const
{
    const bool isOurs = component >= 1 && component <= m_components;
    return isOurs ? m_paths[std::size_t(component - 1)]->mediaFd() : -1;
}

void NiceStream::makeAgent(const IceOptions &options)
{
    const auto flags = NiceAgentOption(NICE_AGENT_OPTION_REGULAR_NOMINATION | NICE_AGENT_OPTION_ICE_TRICKLE
        | NICE_AGENT_OPTION_CONSENT_FRESHNESS);
    m_agent = nice_agent_new_full(m_thread.context(), NICE_COMPATIBILITY_RFC5245, flags);
    g_object_set(m_agent, "max-connectivity-checks", guint(ConnectivityChecks), "upnp", FALSE, "ice-udp",
        TRUE, "ice-tcp", gboolean(options.tcp), "force-relay", gboolean(options.relayOnly),
        "controlling-mode", gboolean(options.controlling), "stun-pacing-timer", guint(Pacing.count()),
        nullptr);
}

void NiceStream::watchSignals()
{
    g_signal_connect(m_agent, "candidate-gathering-done", G_CALLBACK(NiceSignals::gathered), this);
    g_signal_connect(m_agent, "new-candidate-full", G_CALLBACK(NiceSignals::candidate), this);
    g_signal_connect(m_agent, "component-state-changed", G_CALLBACK(NiceSignals::state), this);
    g_signal_connect(m_agent, "new-selected-pair-full", G_CALLBACK(NiceSignals::pair), this);
}

void NiceStream::attach(const Plan &plan)
{
    for (int component = 1; component <= m_components; ++component) {
        if (plan.options.firstPort != 0) {
            nice_agent_set_port_range(
                m_agent, m_stream, guint(component), plan.options.firstPort, plan.options.lastPort);
        }
        nice_agent_attach_recv(
            m_agent, m_stream, guint(component), m_thread.context(), NiceSignals::received, this);
        m_paths[std::size_t(component - 1)]->start(
            m_thread.context(), [this, component](Bytes datagram) { send(component, datagram); });
    }
}

void NiceStream::prepare(const Plan &plan)
{
    makeAgent(plan.options);
    watchSignals();
    for (const QHostAddress &address : plan.localAddresses) {
        NiceAddress local = niceAddress(address, 0);
        nice_agent_add_local_address(m_agent, &local);
    }
    m_stream = nice_agent_add_stream(m_agent, guint(m_components));
    nice_agent_set_local_credentials(m_agent, m_stream, plan.ufrag.constData(), plan.password.constData());
    nice_agent_set_stream_tos(m_agent, m_stream, TosExpedited);
    attach(plan);
}

void NiceStream::gather(const QList<KnownServer> &servers)
{
    if (!m_agent)
        return;
    bool asksStun = false;
    for (const KnownServer &server : servers) {
        if (server.kind != IceServer::Kind::Stun) {
            m_waitingRelays.append(server);
            continue;
        }
        asksStun = true;
        g_object_set(m_agent, "stun-server", server.address.toString().toLatin1().constData(),
            "stun-server-port", guint(server.port), nullptr);
    }
    if (asksStun && !m_waitingRelays.isEmpty())
        delayRelays();
    else
        addWaitingRelays();
    if (nice_agent_gather_candidates(m_agent, m_stream))
        return tellHosts();
    m_mailbox->post(
        [](IceListener &to) { to.hostsKnown(std::make_shared<std::vector<IceHostSocket>>(), false); });
}

/// libnice holds an answer of STUN against what it asked first: a relay which was asked before, and is dead
/// or takes nobody, makes it deaf to the STUN server. So that one is asked first.
void NiceStream::delayRelays()
{
    GSource *timer = g_timeout_source_new(guint(RelayDelay.count()));
    g_source_set_callback(timer, NiceSignals::relaysDue, new std::weak_ptr<NiceStream>(weak_from_this()),
        NiceSignals::relaysForgotten);
    g_source_attach(timer, m_thread.context());
    g_source_unref(timer);
}

void NiceStream::addWaitingRelays()
{
    for (const KnownServer &server : std::exchange(m_waitingRelays, {}))
        addRelay(server);
}

void NiceStream::gathered()
{
    if (m_waitingRelays.isEmpty())
        m_mailbox->post([](IceListener &to) { to.gatheringEnded(); });
    else
        addWaitingRelays(); // and it comes again
}

void NiceStream::tellHosts()
{
    const auto known = std::make_shared<std::vector<IceHostSocket>>();
    for (int component = 1; component <= m_components; ++component) {
        GPtrArray *sockets = nice_agent_get_sockets(m_agent, m_stream, guint(component));
        for (guint i = 0; sockets && i < sockets->len; ++i) {
            auto *socket = static_cast<GSocket *>(g_ptr_array_index(sockets, i));
            sockaddr_storage bound{};
            socklen_t size = sizeof bound;
            const int fd = g_socket_get_fd(socket);
            if (g_socket_get_socket_type(socket) != G_SOCKET_TYPE_DATAGRAM
                || getsockname(fd, reinterpret_cast<sockaddr *>(&bound), &size) != 0)
                continue;
            NiceAddress address;
            nice_address_init(&address);
            nice_address_set_from_sockaddr(&address, reinterpret_cast<const sockaddr *>(&bound));
            known->push_back({component, hostAddress(address), quint16(nice_address_get_port(&address)),
                OwnedFd(fcntl(fd, F_DUPFD_CLOEXEC, 0))});
        }
        if (sockets)
            g_ptr_array_unref(sockets);
    }
    m_mailbox->post([known](IceListener &to) { to.hostsKnown(known, true); });
}

void NiceStream::addRelay(const KnownServer &server)
{
    if (!m_agent)
        return;
    m_hasRelay = true;
    for (int component = 1; component <= m_components; ++component) {
        nice_agent_set_relay_info(m_agent, m_stream, guint(component),
            server.address.toString().toLatin1().constData(), server.port, server.user.constData(),
            server.password.constData(), relayType(server.kind));
    }
}

void NiceStream::setControlling(bool isControlling)
{
    if (m_agent)
        g_object_set(m_agent, "controlling-mode", gboolean(isControlling), nullptr);
}

void NiceStream::setRemoteCredentials(const QByteArray &ufrag, const QByteArray &password)
{
    if (m_agent)
        nice_agent_set_remote_credentials(m_agent, m_stream, ufrag.constData(), password.constData());
}

void NiceStream::addRemote(const QList<IceCandidate> &candidates)
{
    if (!m_agent)
        return;
    for (int component = 1; component <= m_components; ++component) {
        CandidateList list;
        for (const IceCandidate &candidate : candidates) {
            if (candidate.component == component)
                list.append(candidate, m_stream);
        }
        if (list.list)
            nice_agent_set_remote_candidates(m_agent, m_stream, guint(component), list.list);
    }
}

void NiceStream::remoteDone()
{
    if (m_agent)
        nice_agent_peer_candidate_gathering_done(m_agent, m_stream);
}

void NiceStream::restart(const QByteArray &ufrag, const QByteArray &password, int generation)
{
    m_generation = generation;
    if (!m_agent)
        return;
    nice_agent_restart(m_agent);
    nice_agent_set_local_credentials(m_agent, m_stream, ufrag.constData(), password.constData());
}

void NiceStream::tellPair(int component, const NiceCandidate *local, const NiceCandidate *remote)
{
    const IcePair pair{iceCandidate(*local), iceCandidate(*remote)};
    m_mailbox->post([component, pair](IceListener &to) { to.pairSelected(component, pair); });
}

// libnice gives us only what came from a candidate of a pair that passed a check, and none of its own STUN.
void NiceStream::arrived(int component, Bytes datagram)
{
    switch (datagramKind(datagram)) {
    case DatagramKind::Rtp:
    case DatagramKind::Rtcp:
        if (m_isMediaOpen.load(std::memory_order_relaxed))
            m_paths[std::size_t(component - 1)]->deliver(datagram);
        return;
    case DatagramKind::Dtls:
        if (component == 1 && datagram.size() <= DtlsBytes
            && m_dtlsRate.allows(std::chrono::steady_clock::now())) {
            m_mailbox->post([bytes = QByteArray(reinterpret_cast<const char *>(datagram.data()),
                                 qsizetype(datagram.size()))](IceListener &to) { to.dtlsArrived(bytes); });
        }
        return;
    case DatagramKind::Stun:
    case DatagramKind::Zrtp:
    case DatagramKind::TurnChannel:
    case DatagramKind::Unknown: return;
    }
}

void NiceStream::send(int component, Bytes datagram)
{
    if (m_agent) {
        nice_agent_send(m_agent, m_stream, guint(component), guint(datagram.size()),
            reinterpret_cast<const gchar *>(datagram.data()));
    }
}

void NiceStream::sendDtls(const QByteArray &datagram)
{
    send(
        1, Bytes(reinterpret_cast<const std::uint8_t *>(datagram.constData()), std::size_t(datagram.size())));
}

void NiceStream::close()
{
    if (!m_agent)
        return;
    for (const auto &path : m_paths) {
        if (path)
            path->stop();
    }
    g_signal_handlers_disconnect_by_data(m_agent, this);
    for (int component = 1; component <= m_components; ++component)
        nice_agent_attach_recv(m_agent, m_stream, guint(component), m_thread.context(), nullptr, nullptr);
    NiceAgent *agent = std::exchange(m_agent, nullptr);
    if (!m_hasRelay) {
        g_object_unref(agent);
        return;
    }
    m_thread.closingBegins(); // an allocation is given back, RFC 8656 §7.3
    nice_agent_close_async(agent, NiceSignals::closed, &m_thread);
}

} // namespace carillon
