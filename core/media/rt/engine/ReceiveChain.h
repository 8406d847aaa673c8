#pragma once

#include "LocalSsrc.h"
#include "LossRuns.h"
#include "PlayoutChain.h"
#include "RtpHeaderExtensions.h"
#include "RtpSource.h"
#include "SourceLatch.h"
#include "StreamControls.h"
#include "TelephoneEvent.h"
#include "TickContext.h"
#include "TransportFeedback.h"

namespace carillon {

/// From a datagram to a frame for the loudspeaker: datagrams whenever they come, a frame each tick.
///
/// Here is what concerns datagrams: keys, source, sequence, kind. What becomes of their sound, and its
/// latency, is PlayoutChain.
class ReceiveChain final
{
public:
    /// @param local outlives it; asked of each packet whether it is ours.
    /// @param channels that are wanted.
    ReceiveChain(StreamControls &controls, StreamId id, LocalSsrc &local, Channels channels);

    /// With a new stream, and when an update changed what is received.
    void restart() noexcept;
    /// An RTP datagram, perhaps protected. @p latch decides whether it is the peer's.
    void rtp(MutableBytes datagram, const SocketAddress &source, SourceLatch &latch,
        const TickContext &at) noexcept;
    /// The next 10 ms of what the peer says, heard at @p due.
    StereoFrame play(StreamSetup &setup, MediaTime due) noexcept;
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
    bool isOfSource(const RtpHeader &header) noexcept;
    void startSource(std::uint32_t ssrc) noexcept;
    void extensions(const RtpPacket &packet, const TickContext &at) noexcept;
    void unknownPayload(const RtpHeader &header) noexcept;
    void sound(const RtpPacket &packet, StreamSetup::Decoder &decoder, MediaTime now) noexcept;
    void telephoneEvent(
        const RtpPacket &packet, const TelephoneEventFormat &format, const TickContext &at) noexcept;
    void useClock(int clockRateHz) noexcept;

    StreamControls &m_controls;
    StreamId m_id;
    LocalSsrc &m_local;
    RtpSource m_source;
    LossRuns m_losses;
    TransportArrivals m_arrivals;
    TelephoneEventReceiver m_events;
    PlayoutChain m_playout;
    std::uint32_t m_origins = 0; ///< of the jitter buffer, when looked at last

    std::uint32_t m_candidateSsrc = 0; ///< another SSRC was heard once
    std::uint16_t m_candidateNext = 0;
    bool m_hasCandidate = false;
    bool m_hasLeft = false; ///< BYE of the current one came
    float m_remoteLevel = -1;

    std::uint64_t m_packets = 0;
    std::uint64_t m_octets = 0;
    std::uint64_t m_malformed = 0;
    std::uint64_t m_unknownPayloadType = 0;
    std::uint64_t m_strangers = 0;
    std::uint64_t m_notAuthentic = 0;
    std::uint64_t m_replayed = 0;
};

} // namespace carillon
