#pragma once

#include "IceCandidate.h"

#include <QHostAddress>
#include <QList>
#include <QString>

namespace carillon {

/// A server that helps with addresses: STUN (RFC 8489) or TURN (RFC 8656) with long-term credentials.
struct IceServer {
    enum class Kind { Stun, TurnUdp, TurnTcp, TurnTls } kind = Kind::Stun;
    QString host; ///< a name or an address
    quint16 port = 3478;
    QString user;
    QString password;
    friend bool operator==(const IceServer &, const IceServer &) = default;
};

/// How an IceAgent gathers.
struct IceOptions {
    static constexpr int MaxComponents = 2;     ///< RTP, and RTCP where it is not multiplexed
    static constexpr int MaxServers = 8;        ///< more are not asked
    static constexpr int MaxLocalAddresses = 8; ///< each is a socket for each component and transport

    int components = 1;
    bool tcp = true; ///< RFC 6544, active and passive
    bool ipv6 = true;
    bool controlling = true; ///< who offers, RFC 8445 §6.1.1
    bool relayOnly = false;  ///< our address is not to be seen by the peer
    QList<IceServer> servers;
    quint16 firstPort = 0; ///< 0: any free port
    quint16 lastPort = 0;
    QList<QHostAddress> localAddresses; ///< empty: all but loopback and link-local IPv6
    QHostAddress preferredAddress;      ///< of the default candidate: the local one which signalling uses
    QString caFile; ///< PEM; whom to trust about a TURN server over TLS; empty: the system's
};

/// The pair of candidates that carries the packets, RFC 8445 §8.
struct IcePair {
    IceCandidate local;
    IceCandidate remote;
    bool isRelayed() const
    {
        return local.kind == IceCandidate::Kind::Relayed || remote.kind == IceCandidate::Kind::Relayed;
    }
    friend bool operator==(const IcePair &, const IcePair &) = default;
};

} // namespace carillon
