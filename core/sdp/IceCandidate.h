#pragma once

#include "SessionDescription.h"

namespace carillon {

/// One line a=candidate, RFC 8839 §5.1 and RFC 6544 §4.5: a plain value.
struct IceCandidate {
    enum class Kind { Host, ServerReflexive, PeerReflexive, Relayed };
    enum class Transport { Udp, TcpActive, TcpPassive, TcpSimultaneousOpen };

    QByteArray foundation;
    int component = 1; ///< 1: RTP, 2: RTCP
    Transport transport = Transport::Udp;
    quint32 priority = 0;
    QByteArray address; ///< an IP literal or a .local name
    quint16 port = 0;
    Kind kind = Kind::Host;
    QByteArray relatedAddress; ///< empty when it is not told
    quint16 relatedPort = 0;

    /// The value of the attribute, with or without "candidate:" in front. Extensions that we do not know are
    /// skipped; nullopt for host names and for transports and kinds that we do not know.
    static std::optional<IceCandidate> parse(QByteArrayView value);
    /// Without "candidate:" in front.
    QByteArray toBytes() const;
    friend bool operator==(const IceCandidate &, const IceCandidate &) = default;
};

/// One pair of a=remote-candidates, RFC 8839 §5.2: what the controlling agent chose.
struct IceRemoteCandidate {
    int component = 1;
    QByteArray address;
    quint16 port = 0;
    friend bool operator==(const IceRemoteCandidate &, const IceRemoteCandidate &) = default;
};

/// What a description says of ICE for one stream, RFC 8839 §5.
struct IceDescription {
    static constexpr qsizetype MaxCandidates = 64; ///< what comes after them is not read

    QByteArray ufrag;
    QByteArray password;
    bool lite = false;
    bool trickle = false; ///< ice-options
    bool ended = false;   ///< a=end-of-candidates
    QList<IceCandidate> candidates;
    QList<IceRemoteCandidate> remoteCandidates;

    /// Of @p section; what it does not say itself the session may say. nullopt without usable credentials.
    static std::optional<IceDescription> of(const SessionDescription &description, const SdpMedia &section);
    /// Everything but a=ice-lite, which belongs to the session part alone.
    void appendTo(SdpAttributes &attributes) const;
    friend bool operator==(const IceDescription &, const IceDescription &) = default;
};

/// Both credentials are others, RFC 8839 §4.4.1.1.1.
bool isRestart(const IceDescription &before, const IceDescription &after);

/// application/trickle-ice-sdpfrag, RFC 8840 §9: candidates that were found after the description was sent.
struct IceFragment {
    QByteArray ufrag; ///< of the generation to which the candidates belong
    QByteArray password;
    QByteArray mid;                 ///< of the stream; empty when the fragment does not name it
    bool ended = false;             ///< a=end-of-candidates
    QList<IceCandidate> candidates; ///< at most IceDescription::MaxCandidates

    /// @param wanted the mid of our stream; empty: the first stream of the fragment. nullopt for what is no
    /// fragment and for one that says nothing of that stream.
    static std::optional<IceFragment> parse(QByteArrayView text, QByteArrayView wanted = {});
    QByteArray toBytes() const;
    friend bool operator==(const IceFragment &, const IceFragment &) = default;
};

} // namespace carillon
