#pragma once

#include "CodecKind.h"
#include "MediaTime.h"

#include <cstdint>

namespace carillon {

/// One stream since it was added. Counters only grow; figures in ms are current unless they say otherwise.
struct StreamStatistics {
    // sent
    std::uint64_t packetsSent = 0;
    std::uint64_t bytesSent = 0;  ///< RTP payload octets, as in a sender report
    std::uint64_t sendErrors = 0; ///< the socket refused: no route, buffer full
    CodecKind sendCodec = CodecKind::Opus;
    int sendChannels = 1; ///< of the last packet of sound
    int sendPacketMs = 20;
    int sendTargetBitrate = 0; ///< of the payload, what the encoder is told; the fixed one of other codecs
    bool sendFec = false;      ///< in-band redundancy is asked of the encoder
    int sendExpectedLossPercent = 0;
    bool sendDiscontinuous = false;     ///< silence is mostly not sent
    int sendComplexity = 0;             ///< of Opus, 0..10
    double encodeLoad = 0;              ///< share of one core that encoding takes, smoothed
    double sendLossSmoothed = 0;        ///< 0..1, of what the peer reports
    double sendQueueMs = 0;             ///< what our packets wait on the way, as far as can be told
    std::uint64_t packetsWithheld = 0;  ///< of silence: DTX, or comfort noise in their place
    std::uint64_t comfortNoiseSent = 0; ///< RFC 3389

    // received
    std::uint64_t packetsReceived = 0; ///< valid RTP of this stream
    std::uint64_t bytesReceived = 0;   ///< RTP payload octets
    std::int64_t lost = 0;  ///< expected - received, RFC 3550 §6.4.1; duplicates can make it negative
    std::uint64_t late = 0; ///< came after its turn to be played
    std::uint64_t duplicate = 0;
    std::uint64_t reordered = 0;
    double jitterMs = 0;       ///< interarrival jitter, RFC 3550 §6.4.1
    double bufferMs = 0;       ///< how long a packet without network delay waits in the jitter buffer
    double targetBufferMs = 0; ///< what the jitter buffer aims at
    double concealedMs = 0;    ///< sum of all sound that was invented because its packet was missing
    double acceleratedMs = 0;  ///< sum of sound left out to shorten the delay
    double deceleratedMs = 0;  ///< sum of sound stretched to lengthen it
    CodecKind receiveCodec = CodecKind::Opus; ///< of the last packet played
    int receiveChannels = 1;                  ///< likewise, as it was sent
    std::uint32_t remoteSsrc = 0;             ///< 0 until something was received
    MediaTime firstHeard{}; ///< when the first of its sound was played; the epoch until then
    double recoveredMs = 0; ///< sum of lost sound that in-band redundancy (FEC) brought back
    double waitedMs = 0;    ///< sum over all packets played, from arrival to being heard
    std::uint64_t packetsPlayed = 0;
    double noiseMs = 0;               ///< sum of comfort noise: the peer was silent and said so
    std::uint64_t lossRuns = 0;       ///< gaps in the numbers that came; one out of order is one, too
    std::uint64_t lossRunPackets = 0; ///< in all of them

    // what was refused
    std::uint64_t malformed = 0; ///< not RTP, RTCP, STUN or DTLS, or a broken one
    std::uint64_t unknownPayloadType = 0;
    std::uint64_t strangers = 0; ///< valid, but not from the latched source
    std::uint64_t srtpAuthFailed = 0;
    std::uint64_t srtpReplayed = 0;
    std::uint64_t notMedia = 0; ///< STUN, DTLS and other protocols of RFC 7983
    std::uint64_t stunDropped = 0;
    std::uint64_t dtlsForwarded = 0; ///< to StreamParameters::controlFd
    std::uint64_t dtlsDropped = 0;   ///< a stranger's, too many in a second, or nobody to read them
    std::uint64_t beforeKeys = 0;    ///< RTP and RTCP that came before the keys which it needs
    std::uint64_t overLimit = 0;     ///< RTP and RTCP of no known source, more than is looked at in a second

    // RTCP
    double rttMs = -1; ///< round trip from LSR and DLSR (§6.4.1) or DLRR (RFC 3611 §4.5); -1 until measured
    double remoteFractionLost = 0; ///< 0..1, what the peer says it lost of ours in its last interval
    std::int64_t remoteLost = 0;   ///< what the peer says it lost of ours in all
    double remoteJitterMs = -1;    ///< what the peer measured of ours; -1 until reported
    std::uint64_t rtcpSent = 0;
    std::uint64_t rtcpReceived = 0;
    std::uint64_t feedbackSent = 0;     ///< transport-wide congestion control, in how many packets
    std::uint64_t feedbackReceived = 0; ///< messages of RFC 4585 and its kin, of all kinds
    std::uint64_t nackedPackets = 0;
    std::uint64_t pictureLosses = 0; ///< PLI and FIR
    std::uint64_t transportFeedbackReceived = 0;
    std::uint64_t extendedReports = 0; ///< XR received
    double remoteMos = -1; ///< 1..5, how the peer's phone thinks we sound there (RFC 3611 §4.7); -1: unsaid
    std::uint64_t looped = 0; ///< our own packets, sent back to us
    bool ssrcCollided = false;
    std::uint64_t reportsAboutUs = 0;   ///< blocks of the peer's reports that are about what we send
    std::uint64_t reportsWithoutUs = 0; ///< reports of the peer that are about nothing of ours
    double remoteDiscarded = 0;         ///< 0..1, what came to the peer too late (RFC 3611 §4.7)
    double remoteBufferMs = -1;         ///< its jitter buffer (RFC 3611 §4.7); -1: unsaid

    // levels, linear, 1 at full scale
    float sentPeak = 0;
    float sentRms = 0;
    float receivedPeak = 0;
    float receivedRms = 0;
    float remoteLevel = -1; ///< what the peer's last packet says of its sound (RFC 6464); -1: nothing
};

} // namespace carillon
