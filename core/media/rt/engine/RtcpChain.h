#pragma once

#include "RtcpSession.h"
#include "SendChain.h"
#include "SourceLatch.h"
#include "TickContext.h"

#include <array>

namespace carillon {

/// The reports of one stream, in both directions, protected where the sound is.
class RtcpChain final
{
public:
    explicit RtcpChain(const StreamParameters &parameters);

    void start(MediaTime now) noexcept { m_schedule.start(now); }
    /// An RTCP datagram, perhaps protected. @returns whether it was one of the peer's.
    struct Received {
        enum class Verdict : std::uint8_t { Ok, Malformed, Stranger, Rejected } verdict = Verdict::Ok;
        SrtpContext::Outcome outcome = SrtpContext::Outcome::Ok; ///< why it was rejected
    };
    Received received(MutableBytes datagram, const SocketAddress &source, SourceLatch &latch,
        const TickContext &at) noexcept;
    /// What a report is about, and who gets it.
    struct Subject {
        const SendChain &sender;
        RtpSource &source;
        const SocketAddress &to;
    };
    /// Each tick: sends a report when one is due.
    void tick(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept;
    void sendBye(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept;
    void fill(StreamStatistics &statistics, int clockRateHz) const noexcept;

private:
    void send(const Subject &subject, RtcpSession::Bye bye, StreamSetup &setup, MediaTime now) noexcept;

    StreamId m_id;
    RtcpSchedule m_schedule;
    RtcpSession m_session;
    std::uint64_t m_packetsAtReport = 0; ///< of RTP, when the last report was made
    std::uint64_t m_packetsAtReportBefore = 0;
    std::uint64_t m_sent = 0;
    std::uint64_t m_received = 0;
    bool m_byeSeen = false;
    alignas(16) std::array<std::uint8_t, RtcpSession::MaxPacketBytes + SrtpContext::MaxTrailer> m_buffer{};
};

} // namespace carillon
