#pragma once

#include "LocalSsrc.h"
#include "RtcpSession.h"
#include "SendChain.h"
#include "SourceLatch.h"
#include "TickContext.h"
#include "TransportFeedback.h"

#include <array>

namespace carillon {

/// The reports and the feedback of one stream, in both directions, protected where the sound is.
///
/// Reports are compound (RFC 3550 §6.1) and come when RtcpSchedule says. Feedback about arrivals goes by the
/// rules of RFC 4585 §3.5, early where they allow it and at most each FeedbackPeriod: with a report that is
/// due, alone where reduced size was agreed (RFC 5506), else behind a report of its own.
class RtcpChain final
{
public:
    static constexpr std::chrono::milliseconds FeedbackPeriod{250};

    /// @param local outlives it.
    RtcpChain(const StreamParameters &parameters, LocalSsrc &local);

    void start(MediaTime now) noexcept { m_schedule.start(now); }
    /// After an update.
    void configure(const StreamParameters &parameters) noexcept;
    /// Who it may be from.
    struct Sender {
        const RtpSource &current;
        const SocketAddress &address;
        SourceLatch &latch;
        RtcpFeedbackSink &sink; ///< gets what the peer says to our packets
    };
    struct Received {
        enum class Verdict : std::uint8_t { Ok, Malformed, Stranger, Rejected } verdict = Verdict::Ok;
        SrtpContext::Outcome outcome = SrtpContext::Outcome::Ok; ///< why it was rejected
        std::optional<std::uint32_t> bye = {};                   ///< whose SSRC is no more
    };
    /// An RTCP datagram, perhaps protected. @returns whether it was one of the peer's.
    Received received(MutableBytes datagram, const Sender &sender, const TickContext &at) noexcept;
    /// What a report is about, and who gets it.
    struct Subject {
        const SendChain &sender;
        RtpSource &source;
        TransportArrivals &arrivals;
        const SocketAddress &to;
    };
    /// Each tick: sends a report or feedback when one is due.
    void tick(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept;
    void sendBye(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept;
    /// RFC 3550 §8.2, after a collision.
    void sendByeOfFormer(const Subject &subject, StreamSetup &setup, MediaTime now) noexcept;
    const RemoteReception &reception() const noexcept { return m_session.reception(); }
    /// It has reported about the SSRC which we have now.
    bool isKnownToPeer() const noexcept;
    void fill(StreamStatistics &statistics, int clockRateHz) const noexcept;

private:
    static constexpr std::size_t BufferBytes
        = RtcpSession::MaxPacketBytes + TransportArrivals::MaxPacketBytes + SrtpContext::MaxTrailer;

    bool isPeer(const Sender &sender, const TickContext &at) const noexcept;
    void read(const RtcpCompound &compound, RtcpFeedbackSink &sink, MediaTime now) noexcept;
    void readBye(const RtcpCompound &compound, const Sender &sender, const TickContext &at) noexcept;
    bool hasSent(const Subject &subject) const noexcept
    {
        return subject.sender.packets() > m_packetsAtReportBefore;
    }
    RtcpMembers membersOf(const Subject &subject) const noexcept;
    std::size_t compose(const Subject &subject, std::uint32_t ssrc, RtcpSession::Bye bye,
        const StreamSetup &setup, MediaTime now) noexcept;
    bool hasFeedback(const Subject &subject, const StreamSetup &setup, MediaTime now) const noexcept;
    enum class Parts : std::uint8_t { Report, Feedback, Both };
    void send(Parts parts, const Subject &subject, StreamSetup &setup, MediaTime now) noexcept;
    bool transmit(std::size_t size, const SocketAddress &to, StreamSetup &setup) noexcept;

    StreamId m_id;
    LocalSsrc &m_local;
    RtcpSchedule m_schedule;
    RtcpSession m_session;
    RtcpFeedbackCounter m_counter;
    std::uint64_t m_packetsAtReport = 0; ///< of RTP, when the last report was made
    std::uint64_t m_packetsAtReportBefore = 0;
    std::uint64_t m_heardAtReport = 0; ///< of the peer's RTP
    std::uint64_t m_heardAtReportBefore = 0;
    MediaTime m_feedbackDue{};
    std::uint64_t m_sent = 0;
    std::uint64_t m_received = 0;
    std::uint64_t m_feedbackSent = 0;
    std::uint64_t m_extendedReports = 0;
    std::uint64_t m_reportsWithoutUs = 0;
    std::uint64_t m_malformed = 0; ///< parts of packets that are well-formed otherwise
    std::optional<std::uint32_t> m_byeSsrc;
    alignas(16) std::array<std::uint8_t, BufferBytes> m_buffer{};
};

} // namespace carillon
