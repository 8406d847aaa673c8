#include "JitterBuffer.h"

#include <algorithm>
#include <cmath>

namespace carillon {

namespace {

using namespace std::chrono_literals;
using Microseconds = DelayEstimator::Microseconds;

/// Transit this much above the quickest: the sender's timestamps have a new origin.
constexpr Microseconds NewOrigin = 2s;
/// Extended timestamps begin one cycle up, and end where microseconds made of them still fit in 64 bits.
constexpr std::int64_t FirstCycle = std::int64_t(1) << 32;
constexpr std::int64_t LastCycle = std::int64_t(1) << 42;

} // namespace

JitterBuffer::JitterBuffer(int clockRateHz)
    : m_clockRateHz(clockRateHz)
{
}

void JitterBuffer::reset(int clockRateHz) noexcept
{
    flush();
    m_clockRateHz = clockRateHz;
    m_any = false;
    m_begun = false;
    m_inNoise = false;
    m_lastDuration = 0;
    m_delay.reset();
}

void JitterBuffer::flush() noexcept
{
    for (auto &slot : m_slots)
        slot.state = Slot::State::Free;
    m_stored = 0;
    m_playing = false;
    m_stalledTicks = m_givenUp = 0;
    m_otherSinceSound = false;
}

bool JitterBuffer::holds(std::int64_t sequence, Slot::State state) noexcept
{
    const Slot &slot = slotOf(sequence);
    return slot.state == state && slot.sequence == sequence;
}

std::int64_t JitterBuffer::extendSequence(std::uint16_t sequenceNumber) noexcept
{
    if (!m_any) {
        // One cycle up, so that packets from before the first one do not become negative.
        m_highestSequence = 0x10000 + std::int64_t(sequenceNumber);
        return m_highestSequence;
    }
    return m_highestSequence + std::int16_t(std::uint16_t(sequenceNumber - std::uint16_t(m_highestSequence)));
}

std::int64_t JitterBuffer::extendTimestamp(std::uint32_t timestamp) const noexcept
{
    if (!m_any)
        return FirstCycle + std::int64_t(timestamp);
    return m_lastTimestamp + std::int32_t(timestamp - std::uint32_t(m_lastTimestamp));
}

Microseconds JitterBuffer::transitOf(std::int64_t timestamp, MediaTime arrival) const noexcept
{
    return sinceEpoch(arrival) - toMicroseconds(timestamp);
}

/// Timestamps which leap are a sender that began anew without saying so; ones that creep away for days, or
/// are made to, would overflow.
bool JitterBuffer::hasNewOrigin(std::uint32_t timestamp, MediaTime arrival) const noexcept
{
    const std::int64_t extended = extendTimestamp(timestamp);
    if (extended < 0 || extended > LastCycle)
        return true;
    return m_delay.hasBase() && std::chrono::abs(transitOf(extended, arrival) - m_delay.base()) > NewOrigin;
}

/// Makes the slots reach up to @p sequence. @returns false when it lies before everything the slots can hold.
bool JitterBuffer::makeRoom(std::int64_t sequence) noexcept
{
    if (sequence <= m_highestSequence - std::int64_t(Slots))
        return false;
    const bool overrun = m_begun && sequence >= m_nextSequence + std::int64_t(Slots);
    if (overrun || (!m_begun && m_any && sequence >= m_highestSequence + std::int64_t(Slots))) {
        // Nobody fetched for over a second, or so much was lost: what is here is too old.
        flush();
        m_begun = false;
        ++m_statistics.resyncs;
    }
    return true;
}

JitterBuffer::Put JitterBuffer::put(const Packet &packet, MediaTime arrival) noexcept
{
    if (packet.payload.size() > MaxPayloadBytes || packet.durationTicks == 0)
        return Put::Refused;
    if (m_any && hasNewOrigin(packet.timestamp, arrival)) {
        reset(m_clockRateHz);
        ++m_origins;
        ++m_statistics.resyncs;
    }
    const std::int64_t sequence = extendSequence(packet.sequenceNumber);
    const std::int64_t timestamp = extendTimestamp(packet.timestamp);
    const Microseconds transit = transitOf(timestamp, arrival);
    // Late ones count too: they are what the delay must be long enough for.
    if (!holds(sequence, Slot::State::Sound) && !holds(sequence, Slot::State::Played))
        m_delay.packet(transit, arrival,
            m_any && sequence < m_highestSequence ? DelayEstimator::Order::Overtaken
                                                  : DelayEstimator::Order::InOrder);
    if (!makeRoom(sequence) || (m_begun && sequence < m_nextSequence)) {
        const bool played = holds(sequence, Slot::State::Played);
        ++(played ? m_statistics.duplicate : m_statistics.late);
        if (holds(sequence, Slot::State::GivenUp)) {
            m_delay.wasNotLost();
            slotOf(sequence).state = Slot::State::Played; // its time; another one is a duplicate
        }
        return played ? Put::Duplicate : Put::Late;
    }
    Slot &slot = slotOf(sequence);
    if (slot.state == Slot::State::Sound && slot.sequence == sequence) {
        ++m_statistics.duplicate;
        return Put::Duplicate;
    }
    if (slot.state == Slot::State::Sound)
        --m_stored; // only before the beginning, where older ones may be pushed out
    slot.state = Slot::State::Sound;
    slot.sequence = sequence;
    slot.timestamp = timestamp;
    slot.arrival = arrival;
    slot.content = packet.content;
    slot.payloadType = packet.payloadType;
    slot.durationTicks = packet.durationTicks;
    slot.size = std::uint16_t(packet.payload.size());
    std::copy(packet.payload.begin(), packet.payload.end(), payloadOf(slot.sequence).begin());
    ++m_stored;
    if (m_any && sequence < m_highestSequence)
        ++m_statistics.reordered;
    m_any = true;
    if (sequence >= m_highestSequence) {
        m_highestSequence = sequence;
        m_lastTimestamp = timestamp;
    }
    return Put::Stored;
}

void JitterBuffer::putOther(std::uint16_t sequenceNumber) noexcept
{
    if (!m_any)
        return; // nothing before it can be missing
    const std::int64_t sequence = extendSequence(sequenceNumber);
    if (!makeRoom(sequence) || (m_begun && sequence < m_nextSequence))
        return;
    Slot &slot = slotOf(sequence);
    if (slot.state == Slot::State::Sound) {
        if (slot.sequence == sequence)
            return;
        --m_stored;
    }
    slot.state = Slot::State::Other;
    slot.sequence = sequence;
    m_highestSequence = std::max(m_highestSequence, sequence);
}

/// The lowest stored number from @p from on, or -1.
std::int64_t JitterBuffer::nextStored(std::int64_t from) noexcept
{
    if (m_stored == 0)
        return -1;
    for (std::int64_t sequence = from; sequence <= m_highestSequence; ++sequence) {
        if (holds(sequence, Slot::State::Sound))
            return sequence;
    }
    return -1;
}

JitterBufferStatistics JitterBuffer::statistics() const noexcept
{
    JitterBufferStatistics statistics = m_statistics;
    statistics.targetMs
        = double((m_delay.target() + TickPeriod / 2).count()) / 1000.; // half of what rounds up
    return statistics;
}

} // namespace carillon
