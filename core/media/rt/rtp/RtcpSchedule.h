#pragma once

#include "MediaTime.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace carillon {

/// Who is in the session as far as its bandwidth is concerned, RFC 3550 §6.2.1 and §6.3.
struct RtcpMembers {
    int members = 2; ///< we are one of them
    int senders = 2;
    bool weSent = true; ///< we are one of these
    friend bool operator==(const RtcpMembers &, const RtcpMembers &) = default;
};

/// b=RS and b=RR, RFC 3556: what RTCP of a session may take, in bit/s.
struct RtcpBandwidth {
    int senders = 0;   ///< those who send RTP, all together
    int receivers = 0; ///< those who do not
    friend bool operator==(const RtcpBandwidth &, const RtcpBandwidth &) = default;
};

/// When the next RTCP packet is due, RFC 3550 §6.2, §6.3 and appendix A.7; of the feedback profile its
/// regular ones, and when feedback may go between them (RFC 4585 §3.5).
class RtcpSchedule final
{
public:
    using Nanoseconds = std::chrono::nanoseconds;

    /// The shortest deterministic interval.
    enum class Minimum : std::uint8_t {
        Fixed,    ///< 5 s
        Feedback, ///< none, but RegularInterval between regular packets (RFC 4585 §3.4)
    };
    /// T_rr_interval of RFC 4585. With it our reports come about as often as those of a peer of the plain
    /// profile, so that neither takes the other for gone (RFC 8108 §7.1.3).
    static constexpr std::chrono::seconds RegularInterval{4};

    /// @param sessionBandwidth in bit/s, both directions.
    RtcpSchedule(int sessionBandwidth, Minimum minimum, std::uint64_t seed);

    /// The deterministic interval Td before the randomisation of §6.3.1.
    Nanoseconds deterministicInterval(bool initial) const noexcept;
    void start(MediaTime now) noexcept;
    /// A re-INVITE brought the other profile.
    void setMinimum(Minimum minimum) noexcept { m_kind = minimum; }
    /// Instead of 5 % of the session, a quarter of it for senders.
    void setBandwidth(const RtcpBandwidth &bandwidth) noexcept;
    /// False while our kind of participant has no bandwidth at all (RFC 3556 §2): then nothing is sent.
    bool maySend() const noexcept;
    /// Somebody came, went, or began or ceased to send; who leaves makes the others report sooner (§6.3.4).
    void setMembers(const RtcpMembers &members, MediaTime now) noexcept;
    /// Once isDue(). @returns whether a report is to be sent now: the timer went off, and reconsideration
    /// (§6.3.3) did not put it off. Then call sent().
    bool expires(MediaTime now) noexcept { return timer(now, Pending::Nothing) == Due::Report; }
    /// The same with feedback that waits: it goes with the report, or alone in a place where a report would
    /// come too early (RFC 4585 §3.5.3).
    enum class Pending : std::uint8_t { Nothing, Feedback };
    enum class Due : std::uint8_t { Nothing, Feedback, Report };
    Due timer(MediaTime now, Pending pending) noexcept;
    /// Feedback may go now, before the timer (RFC 4585 §3.5.2): once between two of its expiries, and between
    /// two parties without dithering (T_dither_max is 0, §3.5.1). Then call earlySent().
    bool allowsEarly(MediaTime now) const noexcept;
    /// The next regular place is left out for it.
    void earlySent() noexcept;
    bool isDue(MediaTime now) const noexcept { return m_due && now >= *m_due; }
    std::optional<MediaTime> due() const noexcept { return m_due; }
    /// Each RTCP packet which went or came, with its UDP and IP headers, shapes the average (§6.3.3).
    void packet(std::size_t bytesWithHeaders) noexcept;
    void sent(MediaTime now) noexcept;

private:
    struct Share {
        double bytesPerSecond;
        int sharers;
    };
    Share shareOf(const RtcpMembers &members) const noexcept;
    Nanoseconds randomised(Nanoseconds interval) noexcept;
    double randomFactor() noexcept;
    bool isTooEarlyForRegular(MediaTime now) const noexcept;

    Minimum m_kind;
    double m_bytesPerSecond;     ///< 5 % of the session's
    double m_senderShare = 0.25; ///< of these
    RtcpMembers m_members;
    double m_averageSize = 128; ///< a first guess: SR with one block, CNAME, headers
    std::uint64_t m_random;
    bool m_isInitial = true;
    MediaTime m_previous{}; ///< tp: of the last report, or the beginning
    std::optional<MediaTime> m_due;
    std::optional<MediaTime> m_lastRegular;
    Nanoseconds m_regularInterval{}; ///< T_rr_current_interval
    bool m_allowsEarly = true;       ///< allow_early
};

} // namespace carillon
