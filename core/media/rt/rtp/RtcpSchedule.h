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

/// When the next RTCP packet is due, RFC 3550 §6.2, §6.3 and appendix A.7; of the feedback profile its
/// regular ones, RFC 4585 §3.5.
class RtcpSchedule final
{
public:
    using Nanoseconds = std::chrono::nanoseconds;

    /// The shortest deterministic interval.
    enum class Minimum : std::uint8_t {
        Fixed,    ///< 5 s
        Reduced,  ///< 360 s / kbit/s of the session, RFC 3550 §6.2
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
    /// Somebody came, went, or began or ceased to send; who leaves makes the others report sooner (§6.3.4).
    void setMembers(const RtcpMembers &members, MediaTime now) noexcept;
    /// Once isDue(). @returns whether a report is to be sent now: the timer went off, and reconsideration
    /// (§6.3.3) did not put it off. Then call sent().
    bool expires(MediaTime now) noexcept;
    bool isDue(MediaTime now) const noexcept { return m_due && now >= *m_due; }
    std::optional<MediaTime> due() const noexcept { return m_due; }
    /// Each RTCP packet which went or came, with its UDP and IP headers, shapes the average (§6.3.3).
    void packet(std::size_t bytesWithHeaders) noexcept;
    void sent(MediaTime now) noexcept;
    /// How long feedback of that size has to wait after one before: it gets half of our share.
    Nanoseconds feedbackInterval(std::size_t bytesWithHeaders) const noexcept;

private:
    Nanoseconds randomised(Nanoseconds interval) noexcept;
    double randomFactor() noexcept;
    bool isTooEarlyForRegular(MediaTime now) const noexcept;

    Minimum m_kind;
    double m_bytesPerSecond; ///< 5 % of the session's
    Nanoseconds m_minimum;
    RtcpMembers m_members;
    double m_averageSize = 128; ///< a first guess: SR with one block, CNAME, headers
    std::uint64_t m_random;
    bool m_isInitial = true;
    MediaTime m_previous{}; ///< tp: of the last report, or the beginning
    std::optional<MediaTime> m_due;
    std::optional<MediaTime> m_lastRegular;
    Nanoseconds m_regularInterval{}; ///< T_rr_current_interval
};

} // namespace carillon
