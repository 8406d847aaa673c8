#pragma once

#include "MediaNegotiation.h"
#include "SdpExtmap.h"

// What offer and answer share about one section; not for users of the module.
namespace carillon::section {

/// RTP/AVP and its relatives, RFC 3551, RFC 4585, RFC 3711, RFC 5124, RFC 5764 §8.
struct Profile {
    bool isSecure = false;
    bool isDtls = false;     ///< "UDP/TLS/..."; other secure ones may have either kind of keys
    bool isFeedback = false; ///< "...F"
};
std::optional<Profile> profileOf(const SdpMedia &section);

bool isAudio(const SdpMedia &section);

/// Of a=rtcp-xr; unknown words and limits of size are passed over.
RoundTripReports roundTripReportsOf(const SdpMedia &section);

/// What lies between the codecs and the direction, in this order, then the direction.
struct Tail {
    int ptimeMs = 20;
    bool rtcpMux = false;
    bool rtcpMuxOnly = false; ///< RFC 8858
    bool reducedSize = false; ///< RFC 5506
    RoundTripReports roundTripReports = RoundTripReports::None;
    QList<SdpCrypto> cryptos;
    QByteArray mid;
    QList<SdpExtmap> extensions;
    std::optional<IceDescription> ice;
    bool iceMismatch = false;
    std::optional<DtlsDescription> dtls;
    /// a=msid and a=ssrc. Also while nothing is sent: Chromium plays a source that was gone from the
    /// description no more when it comes back.
    bool tellsSource = false;
    SdpDirection direction = SdpDirection::SendReceive;
};
void appendTail(SdpMedia &section, const LocalMediaCapabilities &capabilities, const Tail &tail);

/// The section as it is offered or answered when we do not want it: port 0, the same formats.
SdpMedia disabled(const SdpMedia &section);

/// Where the peer wants RTP, if the description says so.
std::optional<SdpEndpoint> rtpEndpoint(const SessionDescription &description, const SdpMedia &section);

/// Both sections of a stream and who wrote them.
struct Pair {
    const SessionDescription &localDescription;
    const SdpMedia &local;
    const SessionDescription &remoteDescription;
    const SdpMedia &remote;
};
/// The result of RFC 3264 §6.1 and §7 for a pair that both sides use, without its keys.
Result<NegotiatedAudio, NegotiationError> negotiate(
    const Pair &pair, const LocalMediaCapabilities &capabilities);

/// o= of a description of ours: a new one, or that of the last one sent.
SdpOrigin originFor(const NegotiationContext &context);
/// Makes the version of @p description differ from the last one sent if anything else does (RFC 3264 §8).
void settleVersion(SessionDescription &description, const SessionDescription *lastSent);

/// Adds what @p section maps to what was mapped before.
void remember(QMap<quint8, AudioFormat> &payloadTypes, const SdpMedia &section);

} // namespace carillon::section
