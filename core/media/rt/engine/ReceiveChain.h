#pragma once

#include "JitterBuffer.h"
#include "LocalSsrc.h"
#include "LossRuns.h"
#include "PcmFifo.h"
#include "RtpHeaderExtensions.h"
#include "RtpSource.h"
#include "SourceLatch.h"
#include "StreamControls.h"
#include "TelephoneEvent.h"
#include "TickContext.h"
#include "TimeStretcher.h"
#include "TransportFeedback.h"

#include <array>

namespace carillon {

/// From a datagram to a frame for the loudspeaker: datagrams whenever they come, a frame each tick.
///
/// Latency: the jitter buffer's (see there) and the resampler's 3 or 1.5 ms for narrow codecs. What is
/// decoded and not yet needed (less than one packet) is part of the jitter buffer's delay, not added to it.
class ReceiveChain final
{
public:
    /// @param local outlives it; asked of each packet whether it is ours.
    ReceiveChain(StreamControls &controls, StreamId id, LocalSsrc &local);

    /// With a new stream, and when an update changed what is received.
    void restart() noexcept;
    /// An RTP datagram, perhaps protected. @p latch decides whether it is the peer's.
    void rtp(MutableBytes datagram, const SocketAddress &source, SourceLatch &latch,
        const TickContext &at) noexcept;
    /// The next 10 ms of what the peer says, heard at @p due.
    AudioFrame play(StreamSetup &setup, MediaTime due) noexcept;
    /// Events whose end was lost.
    void expireEvents(EventSink &events, MediaTime now) noexcept;

    RtpSource &source() noexcept { return m_source; }
    TransportArrivals &arrivals() noexcept { return m_arrivals; }
    /// It said BYE (RFC 3550 §6.6): another SSRC need not prove itself.
    void sourceLeft(std::uint32_t ssrc) noexcept
    {
        m_hasLeft |= m_source.isStarted() && m_source.ssrc() == ssrc;
    }
    void malformed() noexcept { ++m_malformed; }
    void rejected(SrtpContext::Outcome outcome) noexcept;
    void fill(StreamStatistics &statistics) const noexcept;

private:
    static constexpr int MaxDecodedSamples = SampleRateHz / 1000 * MaxDecodedMs;

    bool isOfSource(const RtpHeader &header) noexcept;
    void startSource(std::uint32_t ssrc) noexcept;
    void extensions(const RtpPacket &packet, const TickContext &at) noexcept;
    void unknownPayload(const RtpHeader &header) noexcept;
    void sound(const RtpPacket &packet, StreamSetup::Decoder &decoder, MediaTime now) noexcept;
    void telephoneEvent(
        const RtpPacket &packet, const TelephoneEventFormat &format, const TickContext &at) noexcept;
    void useClock(int clockRateHz) noexcept;
    int decode(const JitterBuffer::Playout &playout, StreamSetup &setup) noexcept;
    void adjust(std::chrono::microseconds excess, int &samples) noexcept;
    double toMs(int samples) const noexcept { return samples * 1000. / SampleRateHz; }

    StreamControls &m_controls;
    StreamId m_id;
    LocalSsrc &m_local;
    RtpSource m_source;
    LossRuns m_losses;
    TransportArrivals m_arrivals;
    JitterBuffer m_jitterBuffer;
    TelephoneEventReceiver m_events;
    PcmFifo<std::size_t(MaxDecodedSamples + 2 * FrameSamples + TimeStretcher::MaxLag)> m_decoded; ///< 48 kHz
    std::array<std::int16_t, std::size_t(MaxDecodedSamples)> m_pcm{}; ///< at the decoder's rate
    std::array<std::int16_t, std::size_t(MaxDecodedSamples + TimeStretcher::MaxLag + 8)>
        m_resampled{}; ///< 48 kHz
    MediaTime m_firstHeard{};
    std::uint32_t m_origins = 0;           ///< of the jitter buffer, when looked at last
    std::uint8_t m_lastPayloadType = 0xff; ///< of what was decoded last
    CodecKind m_codec = CodecKind::Opus;

    std::uint32_t m_candidateSsrc = 0; ///< another SSRC was heard once
    std::uint16_t m_candidateNext = 0;
    bool m_hasCandidate = false;
    bool m_hasLeft = false; ///< BYE of the current one came
    float m_remoteLevel = -1;

    std::uint64_t m_packets = 0;
    std::uint64_t m_octets = 0;
    double m_accelerated = 0; ///< ms
    double m_decelerated = 0;
    std::uint64_t m_malformed = 0;
    std::uint64_t m_unknownPayloadType = 0;
    std::uint64_t m_strangers = 0;
    std::uint64_t m_notAuthentic = 0;
    std::uint64_t m_replayed = 0;
};

} // namespace carillon
