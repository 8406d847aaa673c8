#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <optional>

namespace carillon {

/// One line a=candidate, RFC 8839 §5.1 and RFC 6544 §4.5: a plain value.
struct IceCandidate {
    enum class Kind { Host, ServerReflexive, PeerReflexive, Relayed };
    enum class Transport { Udp, TcpActive, TcpPassive, TcpSimultaneousOpen };

    QByteArray foundation;
    int component = 1;
    Transport transport = Transport::Udp;
    quint32 priority = 0;
    QByteArray address; ///< an IP literal or a .local name
    quint16 port = 0;
    Kind kind = Kind::Host;
    QByteArray relatedAddress;
    quint16 relatedPort = 0;

    friend bool operator==(const IceCandidate &, const IceCandidate &) = default;
};

/// What a description says of ICE for one stream, RFC 8839 §5.
struct IceDescription {
    static constexpr qsizetype MaxCandidates = 64;

    QByteArray ufrag;
    QByteArray password;
    bool lite = false;
    bool trickle = false; ///< ice-options
    bool ended = false;   ///< a=end-of-candidates
    QList<IceCandidate> candidates;

    friend bool operator==(const IceDescription &, const IceDescription &) = default;
};

} // namespace carillon
