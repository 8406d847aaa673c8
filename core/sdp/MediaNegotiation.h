#pragma once

#include "AudioFormat.h"
#include "DtlsDescription.h"
#include "IceCandidate.h"
#include "Random.h"
#include "SdpCrypto.h"

#include <QMap>

namespace carillon {

/// What an account demands of the sound's encryption.
enum class MediaEncryption {
    None,     ///< RTP/AVP; an offer of a secure profile is refused
    Optional, ///< encrypted whenever the peer can, in the clear else (RFC 8643)
    Sdes,     ///< keys in the description (RFC 4568): RTP/SAVP; without usable keys no call
    Dtls,     ///< DTLS-SRTP (RFC 5763); without a fingerprint no call
};

/// What our offers look like; an answer follows its offer.
enum class MediaProfile {
    Rtp,    ///< RTP/AVP or RTP/SAVP, readable by every phone
    WebRtc, ///< what a browser wants (RFC 8829): UDP/TLS/RTP/SAVPF, BUNDLE, rtcp-mux and all
};

/// Whose order of codecs decides which one is answered.
enum class CodecPreference { Offerer, Ours };

/// Whether silence may be sent as comfort noise instead of sound, RFC 3389.
enum class ComfortNoise {
    Refused,
    Taken, ///< where the peer offers it
    Offered
};

/// What we can do and want at this moment; a plain value made anew for each offer and answer.
struct LocalMediaCapabilities {
    QByteArray address; ///< literal IPv4 or IPv6 address which the peer shall send to
    quint16 rtpPort = 0;
    quint16 rtcpPort = 0; ///< 0: only with a=rtcp-mux
    QList<AudioFormat> codecs{
        AudioFormat::opus(), AudioFormat::g722(), AudioFormat::pcmu(), AudioFormat::pcma()};
    CodecPreference preference = CodecPreference::Offerer;
    bool telephoneEvents = true;
    ComfortNoise comfortNoise = ComfortNoise::Taken;
    bool rtcpMux = true; ///< RFC 5761
    bool hold = false;   ///< we put the peer on hold
    int ptimeMs = 20;
    MediaEncryption encryption = MediaEncryption::Optional;
    /// With encryption Optional: keys are written into an offer. A key that everybody on the way can read
    /// protects nothing.
    bool sdesAllowed = true;
    MediaProfile profile = MediaProfile::Rtp;
    std::optional<IceDescription> ice; ///< ours; nullopt: we neither offer nor answer ICE
    /// Our fingerprints and tls-id, the role is negotiated; nullopt: we cannot do DTLS.
    std::optional<DtlsDescription> dtls;
    quint32 ssrc = 0; ///< of what we send; 0: not told
    QByteArray cname; ///< RFC 7022
    /// Offered in this order; every suite of SrtpSuite is taken in an answer.
    QList<SrtpSuite> suites{
        SrtpSuite::AeadAes128Gcm, SrtpSuite::AesCm128HmacSha1_80, SrtpSuite::AeadAes256Gcm};
};

/// An address and a port as a description names them.
struct SdpEndpoint {
    QByteArray address; ///< IPv4, IPv6 or a host name
    quint16 port = 0;
    friend bool operator==(const SdpEndpoint &, const SdpEndpoint &) = default;
};

/// The keys of both directions, RFC 4568.
struct SdesAgreement {
    SdpCrypto local;  ///< protects what we send
    SdpCrypto remote; ///< protects what we receive
    friend bool operator==(const SdesAgreement &, const SdesAgreement &) = default;
};

/// The association of DTLS-SRTP, RFC 8842.
struct DtlsAgreement {
    bool isClient = false;          ///< we send the ClientHello
    QList<QByteArray> fingerprints; ///< the peer's, as written; its certificate has to match one
    QByteArray tlsId;               ///< the peer's
    bool isNew = true;              ///< a new association must be made (§3.1); false: the one in use goes on
    friend bool operator==(const DtlsAgreement &, const DtlsAgreement &) = default;
};

/// The numbers under which header extensions are sent, RFC 8285; 0: not agreed.
struct RtpExtensions {
    quint8 audioLevel = 0;        ///< RFC 6464
    quint8 absoluteSendTime = 0;  ///< abs-send-time
    quint8 transportSequence = 0; ///< transport-wide congestion control
    quint8 mid = 0;               ///< RFC 9143 §15
    friend bool operator==(const RtpExtensions &, const RtpExtensions &) = default;
};

/// b= of a section, else of the session: what its writer is ready to receive, in bit/s; nullopt: not said.
struct SdpBandwidth {
    std::optional<int> total;         ///< AS, RFC 8866 §5.8: with all headers
    std::optional<int> ofRtp;         ///< TIAS, RFC 3890: without those of IP and UDP
    std::optional<int> rtcpSenders;   ///< RS, RFC 3556
    std::optional<int> rtcpReceivers; ///< RR; 0 forbids
    static SdpBandwidth of(const SessionDescription &description, const SdpMedia &section);
    friend bool operator==(const SdpBandwidth &, const SdpBandwidth &) = default;
};

/// a=rtcp-xr:rcvr-rtt, RFC 3611 §5.1: who answers a receiver that asks for its round trip.
enum class RoundTripReports { None, Sender, All };

/// What media does with one audio section once offer and answer met.
struct NegotiatedAudio {
    bool rejected = true;                            ///< port 0 on either side: nothing below counts
    SdpDirection direction = SdpDirection::Inactive; ///< ours: what both sides together allow
    bool remoteHold
        = false; ///< the peer does not want to hear us: sendonly, inactive or the 0.0.0.0 of RFC 2543
    bool hasAddress = true; ///< false with that 0.0.0.0
    SdpEndpoint remoteRtp;
    SdpEndpoint remoteRtcp; ///< equal to remoteRtp with rtcpMux
    bool rtcpMux = false;
    AudioFormat sendFormat;  ///< the codec, under the peer's number and with the peer's fmtp
    int sendPtimeMs = 20;    ///< 10..60, a multiple of 10
    int longestPtimeMs = 20; ///< likewise: a=maxptime, or what the codec's RFC says without it
    SdpBandwidth bandwidth;  ///< the peer's
    QMap<quint8, AudioFormat>
        receiveFormats; ///< by our number, and by the peer's where it differs and is free
    /// Under the peer's number; at the clock rate of sendFormat if that was agreed (RFC 4733 §2.1 demands
    /// it), else at another: some offer 8000 beside Opus.
    std::optional<AudioFormat> sendTelephoneEvent;
    QList<AudioFormat> receiveTelephoneEvents; ///< under our numbers
    /// RFC 3389, under the peer's number; only with a codec whose clock it shares.
    std::optional<quint8> sendComfortNoise;
    std::optional<quint8> receiveComfortNoise; ///< under our number
    std::optional<SdesAgreement> sdes;
    std::optional<DtlsAgreement> dtls; ///< never together with sdes
    /// The peer's; nullopt: it has none, it found a mismatch, or we do not do ICE.
    std::optional<IceDescription> ice;
    bool iceMismatch = false;     ///< somebody on the way changed the addresses, RFC 8839 §4.2.5
    bool reducedSizeRtcp = false; ///< RFC 5506
    bool feedback = false;        ///< RFC 4585
    RoundTripReports roundTripReports = RoundTripReports::None;
    QByteArray mid; ///< RFC 5888; empty when there is none
    /// What the peer will send under; nullopt when it tells none or several.
    std::optional<quint32> remoteSsrc;
    RtpExtensions extensions;

    bool isEncrypted() const { return sdes || dtls; }
    friend bool operator==(const NegotiatedAudio &, const NegotiatedAudio &) = default;
};

/// A completed offer and answer: the ground on which the next one stands.
struct MediaAgreement {
    SessionDescription local;
    SessionDescription remote;
    qsizetype audioIndex = 0; ///< which section of both is our audio
    NegotiatedAudio audio;
    /// Every payload type that ever meant something in this session: it means the same to its end (RFC 3264
    /// §8.3.2).
    QMap<quint8, AudioFormat> payloadTypes;
};

/// Why an offer or an answer cannot be agreed to.
struct NegotiationError {
    enum class Kind {
        NoAudio,             ///< no m=audio that is in use
        NoAddress,           ///< no c= for the audio
        UnsupportedProtocol, ///< no RTP that we know, or DTLS without a certificate of ours
        NoCommonCodec,
        EncryptionRequired, ///< our policy demands keys and there are none that we can use
        EncryptionRefused,  ///< a secure profile, and our policy is None or its keys are unusable
        EncryptionDropped,  ///< encrypted until now, and the peer wants to go on in the clear
        MediaLinesChanged,  ///< sections missing, or of another type, RFC 3264 §8
        WrongState,         ///< no offer where an answer came, or the like
    };
    Kind kind = Kind::NoCommonCodec;
    friend bool operator==(const NegotiationError &, const NegotiationError &) = default;
};

/// What the pure functions below need besides the description at hand.
struct NegotiationContext {
    const LocalMediaCapabilities &capabilities;
    Random &random;                               ///< o= id, keys
    const MediaAgreement *agreed = nullptr;       ///< null: the first offer of the session
    const SessionDescription *lastSent = nullptr; ///< the newest description that left, refused ones included
};

/// An offer, RFC 3264 §5 and §8. With an agreement: the same sections in the same order, the same payload
/// types, the same keys; the version of o= grows when anything changed. Without encryption once there was
/// some it never is.
SessionDescription makeOffer(const NegotiationContext &context);

/// The answer to @p offer, RFC 3264 §6: one codec and its telephone-event under the offerer's numbers,
/// everything else rejected with port 0. The answer is `local` of the result.
Result<MediaAgreement, NegotiationError> makeAnswer(
    const SessionDescription &offer, const NegotiationContext &context);

/// What our @p offer and its @p answer agree on, RFC 3264 §7. An answer that rejects the audio is no error.
Result<MediaAgreement, NegotiationError> applyAnswer(
    const SessionDescription &offer, const SessionDescription &answer, const NegotiationContext &context);

} // namespace carillon
