#include "IceAgentPrivate.h"

#include "Logging.h"
#include "Random.h"

#include <QNetworkInterface>
#include <QPointer>
#include <algorithm>
#include <tuple>

namespace carillon {

namespace {

constexpr qsizetype UfragCharacters = 8;     // 40 random bits; RFC 8445 §5.3 wants 24
constexpr qsizetype PasswordCharacters = 26; // 130; it wants 128

/// RFC 8445 §5.1.1.1; link-local IPv6 would need a scope which SDP cannot say.
QList<QHostAddress> machineAddresses()
{
    QList<QHostAddress> result;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        const auto flags = interface.flags();
        if (!(flags & QNetworkInterface::IsUp) || (flags & QNetworkInterface::IsLoopBack))
            continue;
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            const QHostAddress address = entry.ip();
            const bool isIpv6 = address.protocol() == QHostAddress::IPv6Protocol;
            if (!isIpv6 || !address.isLinkLocal())
                result.append(address);
        }
    }
    return result;
}

QList<QHostAddress> gatheredFrom(const IceOptions &options)
{
    QList<QHostAddress> result
        = options.localAddresses.isEmpty() ? machineAddresses() : options.localAddresses;
    result.removeIf([&options](const QHostAddress &address) {
        return address.protocol() == QHostAddress::IPv6Protocol && !options.ipv6;
    });
    std::stable_partition(result.begin(), result.end(),
        [&options](const QHostAddress &address) { return address == options.preferredAddress; });
    if (result.size() > IceOptions::MaxLocalAddresses)
        result.resize(IceOptions::MaxLocalAddresses);
    return result;
}

bool isIpv4(const QHostAddress &address)
{
    return address.protocol() == QHostAddress::IPv4Protocol;
}

/// Where the packets of @p candidate really arrive.
QHostAddress baseOf(const IceCandidate &candidate)
{
    const bool isReflexive = candidate.kind == IceCandidate::Kind::ServerReflexive;
    return QHostAddress(QString::fromLatin1(isReflexive ? candidate.relatedAddress : candidate.address));
}

} // namespace

void IceAgent::Private::newCredentials()
{
    ufrag = environment.random.token(UfragCharacters);
    password = environment.random.token(PasswordCharacters);
}

void IceAgent::Private::gather()
{
    if (state != State::Idle)
        return;
    localAddresses = gatheredFrom(options);
    if (options.servers.size() > IceOptions::MaxServers)
        options.servers.resize(IceOptions::MaxServers);
    tell([plan = NiceStream::Plan{options, localAddresses, ufrag, password}](
             NiceStream &to) { to.prepare(plan); });
    gathering = Gathering::Names;
    limit.start(GatheringLimit);
    nameLimit.start(NameLimit);
    const bool hasIpv4 = std::any_of(localAddresses.begin(), localAddresses.end(), isIpv4);
    unanswered = int(options.servers.size());
    for (const IceServer &server : options.servers) {
        lookups.server(server.host, hasIpv4 ? QHostAddress::IPv4Protocol : QHostAddress::IPv6Protocol,
            [this, server](const QHostAddress &address) { serverKnown(server, address); });
    }
    if (options.servers.isEmpty())
        begin();
    take(IceMachine::Event::GatherWanted);
}

/// Told in the next turn of the loop: whoever hears it may destroy us.
void IceAgent::Private::serverFailed(const QString &host, const QString &reason)
{
    qCWarning(lcMedia) << "ICE server" << host << reason;
    QMetaObject::invokeMethod(
        this, [this, host, reason] { Q_EMIT q.serverFailed(host, reason); }, Qt::QueuedConnection);
}

/// Null for what cannot be used.
std::optional<KnownServer> IceAgent::Private::reachable(const IceServer &server, const QHostAddress &address)
{
    if (address.isNull()) {
        serverFailed(server.host, QStringLiteral("unknown name"));
        return std::nullopt;
    }
    KnownServer known{server.kind, address, server.port, server.user.toUtf8(), server.password.toUtf8()};
    if (server.kind != IceServer::Kind::TurnTls)
        return known;
    const bool hasIpv4 = std::any_of(localAddresses.begin(), localAddresses.end(), isIpv4);
    auto tunnel = std::make_unique<TurnTlsTunnel>(
        environment.network, TurnTlsTunnel::Server{{address, server.port}, server.host, options.caFile});
    const auto door = tunnel->listen(hasIpv4 ? QHostAddress::LocalHost : QHostAddress::LocalHostIPv6);
    if (!door) {
        serverFailed(server.host, door.error().detail);
        return std::nullopt;
    }
    connect(tunnel.get(), &TurnTlsTunnel::failed, this,
        [this, host = server.host](const NetworkError &reason) { serverFailed(host, reason.detail); });
    known.address = door->address;
    known.port = door->port;
    tunnels.push_back(std::move(tunnel));
    return known;
}

void IceAgent::Private::serverKnown(const IceServer &server, const QHostAddress &address)
{
    if (state == State::Closed)
        return;
    const auto known = reachable(server, address);
    --unanswered;
    if (gathering == Gathering::Names) {
        if (known)
            servers.append(*known);
        if (unanswered == 0)
            begin();
    } else if (known && server.kind != IceServer::Kind::Stun) {
        // libnice asks a STUN server only when it begins; one whose name took longer is not asked.
        tell([known = *known](NiceStream &to) { to.addRelay(known); });
    }
}

void IceAgent::Private::begin()
{
    nameLimit.stop();
    gathering = Gathering::Hosts;
    if (localAddresses.isEmpty()) { // libnice would look for some itself, whatever the options say
        mailbox->post(
            [](IceListener &to) { to.hostsKnown(std::make_shared<std::vector<IceHostSocket>>(), false); });
        return;
    }
    tell([servers = servers](NiceStream &to) { to.gather(servers); });
}

void IceAgent::Private::candidateArrived(const IceCandidate &candidate)
{
    if (state == State::Closed || candidates.contains(candidate))
        return;
    candidates.append(candidate);
    Q_EMIT q.candidateFound(candidate);
}

void IceAgent::Private::hostsKnown(const IceHostSockets &known, bool isGathered)
{
    if (gathering != Gathering::Hosts || state == State::Closed)
        return;
    gathering = Gathering::Servers;
    sockets = std::move(*known);
    if (!isGathered) {
        isAllKnown = true;
        const QPointer<IceAgent> alive(&q);
        Q_EMIT q.failed(Failure::NoSocket);
        if (alive)
            finishGathering();
    } else if (!limit.isActive() || isAllKnown) {
        finishGathering();
    }
}

void IceAgent::Private::gatheringEnded()
{
    isAllKnown = true;
    if (gathering == Gathering::Servers && state != State::Closed)
        finishGathering();
}

void IceAgent::Private::limitPassed()
{
    if (gathering == Gathering::Servers)
        finishGathering();
}

void IceAgent::Private::finishGathering()
{
    limit.stop();
    gathering = Gathering::Done;
    Q_EMIT q.gatheringDone();
}

IceCandidate IceAgent::Private::defaultCandidate(int component) const
{
    const auto rank = [this](const IceCandidate &candidate) {
        const QHostAddress base = baseOf(candidate);
        const bool isPreferredFamily = options.preferredAddress.isNull()
            ? isIpv4(base)
            : base.protocol() == options.preferredAddress.protocol();
        // Seen from outside rather than from here (RFC 8445 §5.1.4). Deviation: not relayed if there is
        // another, since a peer without ICE gets the socket itself.
        const int kind = candidate.kind == IceCandidate::Kind::ServerReflexive ? 2
            : candidate.kind == IceCandidate::Kind::Host                       ? 1
                                                                               : 0;
        return std::tuple(
            kind != 0, base == options.preferredAddress, isPreferredFamily, kind, candidate.priority);
    };
    std::optional<IceCandidate> best;
    for (const IceCandidate &candidate : candidates) {
        if (candidate.component == component && candidate.transport == IceCandidate::Transport::Udp
            && (!best || rank(candidate) > rank(*best)))
            best = candidate;
    }
    return best.value_or(IceCandidate{});
}

std::unique_ptr<IceSockets> IceAgent::Private::releaseSockets()
{
    if (gathering != Gathering::Done)
        return nullptr;
    const auto takeOf = [this](int component) {
        const IceCandidate candidate = defaultCandidate(component);
        const bool isReflexive = candidate.kind == IceCandidate::Kind::ServerReflexive;
        const quint16 port = isReflexive ? candidate.relatedPort : candidate.port;
        for (IceHostSocket &socket : sockets) {
            if (socket.component == component && socket.port == port && socket.address == baseOf(candidate))
                return std::move(socket);
        }
        return IceHostSocket{};
    };
    IceHostSocket rtp = takeOf(1);
    if (!rtp.fd.isValid())
        return nullptr;
    IceHostSocket rtcp = componentsInUse > 1 ? takeOf(2) : IceHostSocket{};
    auto result = std::make_unique<IceSockets>();
    *result = {std::move(rtp.fd), std::move(rtcp.fd), rtp.address, rtp.port, rtcp.port};
    return result;
}

} // namespace carillon
