#include "RtpSource.h"

#include <cstdlib>

namespace carillon {

namespace {
constexpr std::uint32_t SequenceModulus = 1u << 16;
constexpr std::uint32_t MaxDropout = 3000;
constexpr std::uint32_t MaxMisorder = 100;
constexpr std::uint32_t NoBadSequence = SequenceModulus + 1;
}

void RtpSource::start(std::uint32_t ssrc) noexcept
{
    *this = RtpSource();
    m_started = true;
    m_ssrc = ssrc;
}

void RtpSource::restart(std::uint16_t sequenceNumber) noexcept
{
    if (m_any)
        m_lostBefore += expected() - m_receivedSinceBase;
    m_any = true;
    m_baseSequence = sequenceNumber;
    m_maxSequence = sequenceNumber;
    m_badSequence = NoBadSequence;
    m_cycles = 0;
    m_receivedSinceBase = 0;
    m_expectedPrior = 0;
    m_receivedPrior = 0;
    m_hasTransit = false;
}

RtpSource::Verdict RtpSource::received(std::uint16_t sequenceNumber) noexcept
{
    Verdict verdict = Verdict::InOrder;
    const std::uint16_t ahead = std::uint16_t(sequenceNumber - m_maxSequence);
    if (!m_any) {
        restart(sequenceNumber);
    } else if (ahead == 0) { // NOLINT(bugprone-branch-clone): a repetition; the order is that of RFC 3550 A.1
        verdict = Verdict::Reordered;
    } else if (ahead < MaxDropout) {
        if (sequenceNumber < m_maxSequence)
            m_cycles += SequenceModulus;
        m_maxSequence = sequenceNumber;
    } else if (ahead <= SequenceModulus - MaxMisorder) {
        if (sequenceNumber != m_badSequence) {
            m_badSequence = (sequenceNumber + 1u) & (SequenceModulus - 1);
            return Verdict::Jump;
        }
        restart(sequenceNumber);
        verdict = Verdict::Restarted;
    } else {
        verdict = Verdict::Reordered;
    }
    ++m_received;
    ++m_receivedSinceBase;
    return verdict;
}

void RtpSource::arrived(std::uint32_t timestamp, int clockRateHz, MediaTime now) noexcept
{
    // Arrival in ticks, modulo 2^32 as the timestamp is: only differences are used.
    const auto microseconds = sinceEpoch(now).count();
    const auto arrival = std::uint32_t(microseconds * clockRateHz / 1000000);
    const auto transit = std::int32_t(arrival - timestamp);
    if (m_hasTransit && m_clockRateHz == clockRateHz) {
        const auto difference = std::int32_t(std::uint32_t(transit) - std::uint32_t(m_transit));
        // A difference beyond ten seconds is a new origin of the timestamps, not jitter.
        if (std::abs(std::int64_t(difference)) < 10 * std::int64_t(clockRateHz))
            m_jitter += (double(std::abs(std::int64_t(difference))) - m_jitter) / 16.;
    }
    m_transit = transit;
    m_hasTransit = true;
    m_clockRateHz = clockRateHz;
}

std::int64_t RtpSource::expected() const noexcept
{
    return m_any ? std::int64_t(extendedHighestSequence()) - std::int64_t(m_baseSequence) + 1 : 0;
}

std::int64_t RtpSource::cumulativeLost() const noexcept
{
    return m_lostBefore + expected() - m_receivedSinceBase;
}

std::uint8_t RtpSource::takeFractionLost() noexcept
{
    const std::int64_t expectedInterval = expected() - m_expectedPrior;
    const std::int64_t lostInterval = expectedInterval - (m_receivedSinceBase - m_receivedPrior);
    m_expectedPrior = expected();
    m_receivedPrior = m_receivedSinceBase;
    if (expectedInterval <= 0 || lostInterval <= 0)
        return 0;
    const std::int64_t fraction = (lostInterval << 8) / expectedInterval;
    return std::uint8_t(fraction > 255 ? 255 : fraction);
}

} // namespace carillon
