#pragma once

#include "MediaTime.h"

#include <cstdint>

namespace carillon {

/// What is counted about one remote SSRC, RFC 3550 §6.4.1 with appendices A.1, A.3 and A.8.
///
/// Deviation from A.1: no probation. The first packet is played, since waiting for a second one costs 20 ms
/// at the beginning of each call; who may send at all is the business of SourceLatch and SRTP.
class RtpSource final
{
public:
    enum class Verdict : std::uint8_t {
        InOrder,
        Reordered, ///< or a duplicate: the jitter buffer knows
        Jump,      ///< far from all before; dropped, unless the next one continues it
        Restarted, ///< the second in a row after a jump: the sender began anew
    };

    /// Forgets the past: another SSRC.
    void start(std::uint32_t ssrc) noexcept;
    bool isStarted() const noexcept { return m_started; }
    std::uint32_t ssrc() const noexcept { return m_ssrc; }

    /// For each packet, in the order of arrival.
    Verdict received(std::uint16_t sequenceNumber) noexcept;
    /// For each sound packet, after received(): interarrival jitter (A.8).
    void arrived(std::uint32_t timestamp, int clockRateHz, MediaTime now) noexcept;
    /// The timestamps changed their clock or their origin: begin anew.
    void resetTransit() noexcept { m_hasTransit = false; }

    std::uint32_t extendedHighestSequence() const noexcept { return m_cycles + m_maxSequence; }
    std::uint64_t packets() const noexcept { return m_received; }
    /// Expected less received (A.3). Negative with duplicates.
    std::int64_t cumulativeLost() const noexcept;
    /// In ticks of the clock.
    std::uint32_t jitter() const noexcept { return std::uint32_t(m_jitter); }
    double jitterMs() const noexcept { return m_clockRateHz > 0 ? m_jitter * 1000. / m_clockRateHz : 0.; }
    /// Since the last call of this (A.3), in 1/256.
    std::uint8_t takeFractionLost() noexcept;

private:
    void restart(std::uint16_t sequenceNumber) noexcept;
    std::int64_t expected() const noexcept;

    bool m_started = false;
    bool m_any = false;
    std::uint32_t m_ssrc = 0;
    std::uint16_t m_maxSequence = 0;
    std::uint32_t m_cycles = 0; ///< shifted by 16
    std::uint32_t m_baseSequence = 0;
    std::uint32_t m_badSequence = 0;
    std::uint64_t m_received = 0;
    std::int64_t m_receivedSinceBase = 0;
    std::int64_t m_lostBefore = 0; ///< of the sequences before a restart
    std::int64_t m_expectedPrior = 0;
    std::int64_t m_receivedPrior = 0;
    double m_jitter = 0;
    std::int64_t m_transit = 0;
    bool m_hasTransit = false;
    int m_clockRateHz = 0;
};

} // namespace carillon
