#include "NiceConversion.h"

#include <algorithm>

namespace carillon {

namespace {

constexpr quint16 DiscardPort = 9;

IceCandidate::Kind kindOf(NiceCandidateType type)
{
    switch (type) {
    case NICE_CANDIDATE_TYPE_HOST: return IceCandidate::Kind::Host;
    case NICE_CANDIDATE_TYPE_SERVER_REFLEXIVE: return IceCandidate::Kind::ServerReflexive;
    case NICE_CANDIDATE_TYPE_PEER_REFLEXIVE: return IceCandidate::Kind::PeerReflexive;
    case NICE_CANDIDATE_TYPE_RELAYED: return IceCandidate::Kind::Relayed;
    }
    return IceCandidate::Kind::Host;
}

NiceCandidateType typeOf(IceCandidate::Kind kind)
{
    switch (kind) {
    case IceCandidate::Kind::Host: return NICE_CANDIDATE_TYPE_HOST;
    case IceCandidate::Kind::ServerReflexive: return NICE_CANDIDATE_TYPE_SERVER_REFLEXIVE;
    case IceCandidate::Kind::PeerReflexive: return NICE_CANDIDATE_TYPE_PEER_REFLEXIVE;
    case IceCandidate::Kind::Relayed: return NICE_CANDIDATE_TYPE_RELAYED;
    }
    return NICE_CANDIDATE_TYPE_HOST;
}

IceCandidate::Transport transportOf(NiceCandidateTransport transport)
{
    switch (transport) {
    case NICE_CANDIDATE_TRANSPORT_UDP: return IceCandidate::Transport::Udp;
    case NICE_CANDIDATE_TRANSPORT_TCP_ACTIVE: return IceCandidate::Transport::TcpActive;
    case NICE_CANDIDATE_TRANSPORT_TCP_PASSIVE: return IceCandidate::Transport::TcpPassive;
    case NICE_CANDIDATE_TRANSPORT_TCP_SO: return IceCandidate::Transport::TcpSimultaneousOpen;
    }
    return IceCandidate::Transport::Udp;
}

NiceCandidateTransport transportOf(IceCandidate::Transport transport)
{
    switch (transport) {
    case IceCandidate::Transport::Udp: return NICE_CANDIDATE_TRANSPORT_UDP;
    case IceCandidate::Transport::TcpActive: return NICE_CANDIDATE_TRANSPORT_TCP_ACTIVE;
    case IceCandidate::Transport::TcpPassive: return NICE_CANDIDATE_TRANSPORT_TCP_PASSIVE;
    case IceCandidate::Transport::TcpSimultaneousOpen: return NICE_CANDIDATE_TRANSPORT_TCP_SO;
    }
    return NICE_CANDIDATE_TRANSPORT_UDP;
}

quint16 writtenPort(const NiceAddress &address, IceCandidate::Transport transport)
{
    return transport == IceCandidate::Transport::TcpActive ? DiscardPort
                                                           : quint16(nice_address_get_port(&address));
}

void writeRelated(const NiceCandidate &from, IceCandidate &to)
{
    if (to.kind == IceCandidate::Kind::Host)
        return;
    if (nice_address_is_valid(&from.base_addr) && !nice_address_equal(&from.base_addr, &from.addr)) {
        to.relatedAddress = hostAddress(from.base_addr).toString().toLatin1();
        to.relatedPort = writtenPort(from.base_addr, to.transport);
        return;
    }
    // RFC 8839 §5.1: what is not to be told, or is not known.
    to.relatedAddress = nice_address_ip_version(&from.addr) == 6 ? "::" : "0.0.0.0";
    to.relatedPort = DiscardPort;
}

} // namespace

NiceAddress niceAddress(const QHostAddress &address, quint16 port)
{
    NiceAddress result;
    nice_address_init(&result);
    if (address.protocol() == QHostAddress::IPv4Protocol) {
        nice_address_set_ipv4(&result, address.toIPv4Address());
    } else if (address.protocol() == QHostAddress::IPv6Protocol) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        nice_address_set_ipv6(&result, bytes.c);
    } else {
        return result;
    }
    nice_address_set_port(&result, port);
    return result;
}

QHostAddress hostAddress(const NiceAddress &address)
{
    QHostAddress result(&address.s.addr);
    result.setScopeId({});
    return result;
}

IceCandidate iceCandidate(const NiceCandidate &candidate)
{
    IceCandidate result;
    result.foundation = QByteArray(candidate.foundation);
    result.component = int(candidate.component_id);
    result.transport = transportOf(candidate.transport);
    result.priority = candidate.priority;
    result.address = hostAddress(candidate.addr).toString().toLatin1();
    result.port = writtenPort(candidate.addr, result.transport);
    result.kind = kindOf(candidate.type);
    writeRelated(candidate, result);
    return result;
}

NiceCandidatePtr niceCandidate(const IceCandidate &candidate, guint stream)
{
    NiceCandidatePtr result(nice_candidate_new(typeOf(candidate.kind)));
    result->transport = transportOf(candidate.transport);
    result->addr = niceAddress(QHostAddress(QString::fromLatin1(candidate.address)), candidate.port);
    const QHostAddress related(QString::fromLatin1(candidate.relatedAddress));
    result->base_addr = related.isNull() ? result->addr : niceAddress(related, candidate.relatedPort);
    result->priority = candidate.priority;
    result->stream_id = stream;
    result->component_id = guint(candidate.component);
    const qsizetype length
        = std::min<qsizetype>(candidate.foundation.size(), NICE_CANDIDATE_MAX_FOUNDATION - 1);
    std::copy_n(candidate.foundation.constData(), length, result->foundation);
    result->foundation[length] = '\0';
    return result;
}

} // namespace carillon
