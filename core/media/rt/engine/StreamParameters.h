#pragma once

#include "CodecKind.h"
#include "RtcpSchedule.h"
#include "RtpExtensionIds.h"
#include "SrtpKey.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/socket.h>

namespace carillon {

/// Chosen by core, unique in the process; the name of a stream in every command and event.
using StreamId = std::uint32_t;

/// Where a stream's sound comes from and goes to.
enum class EndpointKind : std::uint8_t {
    Device, ///< the microphone goes out; what arrives is mixed into the loudspeaker
    Echo,   ///< what arrives goes out again
    Tone,   ///< a sine of StreamEndpoint::toneHz goes out; what arrives is measured, not played
    Music,  ///< our melody, for a caller on hold
    Speech, ///< our synthetic friend
    Silence,
};

/// Where the sound of a stream comes from and goes to.
struct StreamEndpoint {
    EndpointKind kind = EndpointKind::Device;
    int toneHz = 440;
    friend bool operator==(const StreamEndpoint &, const StreamEndpoint &) = default;
};

/// What our sound is sent as.
struct SendCodec {
    CodecKind kind = CodecKind::Opus;
    std::uint8_t payloadType = 0;
    int ptimeMs
        = 20; ///< a multiple of 10 in 10..60; Opus has no 30 and 50 ms frames: the next shorter is taken
    int longestPtimeMs = 0; ///< to which packets may grow where the way is narrow; 0: not at all
    // Opus only:
    static constexpr int LeastBitrate = 6000;
    int bitrate = 32000;           ///< bit/s, LeastBitrate..510000
    bool constantBitrate = false;  ///< cbr=1
    int complexity = 5;            ///< 0..10; the most, less is used where the processor is slow
    bool discontinuous = false;    ///< DTX: usedtx=1 of the peer, or our own wish
    int maxPlaybackRateHz = 48000; ///< of the peer
    bool inbandFec = true;         ///< useinbandfec=1 was answered, RFC 7587 §6.1
    int expectedLossPercent = 10;  ///< below 10 the encoder spends nothing on redundancy at low rates
    bool stereo = false; ///< two channels, where the source has two: stereo=1 was said, and we wish it
    friend bool operator==(const SendCodec &, const SendCodec &) = default;
};

/// What our end wishes, within what the peer takes.
struct SendWish {
    int opusBitrate = 32000;    ///< bit/s, 8000..510000
    bool discontinuous = false; ///< silence need not be sent
    bool stereo = false; ///< Opus may have two channels, in both directions; the same for the whole call
    friend bool operator==(const SendWish &, const SendWish &) = default;
};

/// A payload type that may come.
struct ReceiveCodec {
    std::uint8_t payloadType = 0;
    CodecKind kind = CodecKind::Opus;
    friend bool operator==(const ReceiveCodec &, const ReceiveCodec &) = default;
};

/// One a=rtpmap telephone-event line, RFC 4733 §7.1.1.
struct TelephoneEventFormat {
    std::uint8_t payloadType = 101;
    int clockRateHz = 8000;
    friend bool operator==(const TelephoneEventFormat &, const TelephoneEventFormat &) = default;
};

/// a=rtcp-xr:rcvr-rtt, RFC 3611 §5.1: who may answer a receiver that asks for its round trip.
enum class ReceiverRoundTrip : std::uint8_t { No, Sender, All };

/// All that core knows about one RTP stream after offer and answer. A plain value, built on the core thread.
struct StreamParameters {
    static constexpr std::size_t MaxReceiveCodecs = 8;

    StreamId id = 0;

    /// Bound, non-blocking UDP sockets, or what isPeerCertain says. Core owns them and keeps them open until
    /// StreamRemoved (or SetupRetired, when an update brought others) came back.
    int rtpFd = -1;
    int rtcpFd = -1; ///< -1: RTCP is multiplexed on rtpFd (RFC 5761)
    /// Both are connected AF_UNIX datagram sockets whose other end is the pair which ICE selected: all that
    /// comes is the peer's, and no address is needed. Not with any other family.
    bool isPeerCertain = false;
    /// A connected AF_UNIX datagram socket to core: what DTLS comes to rtpFd is copied there; -1: is dropped.
    int controlFd = -1;
    /// DTLS-SRTP was agreed and there are no keys yet: until an update brings them nothing goes out, and what
    /// comes as RTP or RTCP is dropped.
    bool awaitsKeys = false;
    sockaddr_storage
        remoteRtp{}; ///< as signalled; AF_UNSPEC: wait for the first packet (symmetric RTP, RFC 4961)
    sockaddr_storage remoteRtcp{}; ///< as signalled; ignored when multiplexed

    std::uint32_t localSsrc = 0;           ///< random, RFC 3550 §8
    std::uint16_t firstSequenceNumber = 0; ///< random, §5.1
    std::uint32_t firstTimestamp = 0;      ///< random, §5.1
    std::uint64_t randomSeed = 1;          ///< for the randomised RTCP interval, §6.3.1; not a secret
    std::string cname;                     ///< RTCP SDES; random per call, RFC 7022 §4.2; at most 255 bytes
    std::optional<std::uint32_t> remoteSsrc; ///< from a=ssrc

    SendWish wish;
    SendCodec sendCodec;
    int mostOnTheWire = 0; ///< bit/s of ours with all headers, b=AS; 0: not said
    int mostOfRtp = 0;     ///< bit/s of ours without those of IP and UDP, b=TIAS (RFC 3890); 0: not said
    std::optional<RtcpBandwidth> rtcpBandwidth; ///< b=RS and b=RR, RFC 3556; none: 5 % of a call
    std::vector<ReceiveCodec>
        receiveCodecs; ///< what we offered or answered; more than MaxReceiveCodecs are ignored
    std::optional<TelephoneEventFormat> sendTelephoneEvent; ///< none: digits go in-band
    std::vector<TelephoneEventFormat> receiveTelephoneEvents;
    /// RFC 3389, at the RTP clock of G.711 and G.722. None: silence is sent as sound, and none will come.
    std::optional<std::uint8_t> sendComfortNoise;
    std::optional<std::uint8_t> receiveComfortNoise;

    bool reducedSizeRtcp = false; ///< a=rtcp-rsize: feedback may go without a report, RFC 5506
    bool feedback = false;        ///< RTP/(S)AVPF, RFC 4585
    ReceiverRoundTrip receiverRoundTrip = ReceiverRoundTrip::No;
    RtpExtensionIds extensions;
    std::string mid; ///< with extensions.mid; over 16 bytes it is not sent

    bool sending = true;   ///< local direction: sendrecv or sendonly
    bool receiving = true; ///< local direction: sendrecv or recvonly

    std::optional<SrtpKey> sendKey; ///< both or none
    std::optional<SrtpKey> receiveKey;
    /// Of RTCP on rtcpFd where that has keys of its own (RFC 5764 §3): both or none, and not without those
    /// above, which protect it else.
    std::optional<SrtpKey> rtcpSendKey;
    std::optional<SrtpKey> rtcpReceiveKey;

    StreamEndpoint endpoint;
};

} // namespace carillon
