#pragma once

#include "EventSink.h"
#include "RtcpSession.h"
#include "SendChain.h"
#include "SourceLatch.h"
#include "StreamSetup.h"

#include <array>

namespace carillon {

/// The reports of one stream, in both directions, protected where the sound is.
class RtcpChain final
{
public:
    explicit RtcpChain(const StreamParameters &parameters);

    void start(MediaTime now) noexcept { m_schedule.start(now); }
    /// An RTCP datagram, perhaps protected. @returns whether it was one of the peer's.
    enum class Received : std::uint8_t { Ok, Malformed, Stranger, Rejected };
    Received received(MutableBytes datagram, const SocketAddress &source, StreamSetup &setup, SourceLatch &latch,
        EventSink &events, SrtpContext::Outcome &outcome, MediaTime now) noexcept;
    /// Each tick: sends a report when one is due.
    void tick(StreamSetup &setup, const SendChain &sender, RtpSource &source, const SocketAddress &to, MediaTime now) noexcept;
    void sendBye(
        StreamSetup &setup, const SendChain &sender, RtpSource &source, const SocketAddress &to, MediaTime now) noexcept;
    void fill(StreamStatistics &statistics, int clockRateHz) const noexcept;

private:
    void send(StreamSetup &setup, const SendChain &sender, RtpSource &source, const SocketAddress &to,
        RtcpSession::Bye bye, MediaTime now) noexcept;

    StreamId m_id;
    RtcpSchedule m_schedule;
    RtcpSession m_session;
    std::uint64_t m_packetsAtReport = 0; ///< of RTP, when the last report was made
    std::uint64_t m_packetsAtReportBefore = 0;
    std::uint64_t m_sent = 0;
    std::uint64_t m_received = 0;
    bool m_byeSeen = false;
    alignas(16) std::array<std::uint8_t, RtcpSession::MaxPacketBytes + SrtpContext::MaxTrailer> m_buffer {};
};

} // namespace carillon
