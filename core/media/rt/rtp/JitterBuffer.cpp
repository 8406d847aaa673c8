#include "JitterBuffer.h"

#include <algorithm>
#include <cmath>

namespace carillon {

namespace {

using namespace std::chrono_literals;
using Microseconds = DelayEstimator::Microseconds;

/// Ticks come each 10 ms: half of it early is as good as half of it late.
constexpr Microseconds HalfTick = 5ms;
/// The delay may be this far from its target before sound is stretched. Above, because less than 2.5 ms
/// cannot be left out; below hardly, because the target is just what is needed.
constexpr Microseconds TooLong = 5ms;
constexpr Microseconds TooShort = 1ms;
/// Stretching is hardly heard when it is rare; when the delay is far off, it is the lesser evil.
constexpr int PacketsBetweenAdjustments = 3;
constexpr Microseconds FarTooLong = 60ms;
/// Delay beyond its target which is cut by dropping packets.
constexpr Microseconds BeyondUse = 300ms;
/// Transit this much above the quickest: the sender's timestamps have a new origin.
constexpr Microseconds NewOrigin = 2s;
/// Without any packet for so long, the talkspurt is over.
constexpr double MaxStallMs = 200;
/// A gap in the timestamps longer than this is a pause, not loss.
constexpr double MaxGapMs = 1000;
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
    m_delay.reset();
}

void JitterBuffer::flush() noexcept
{
    for (auto &slot : m_slots)
        slot.state = Slot::State::Free;
    m_stored = 0;
    m_playing = false;
    m_stalledTicks = 0;
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
    return std::chrono::duration_cast<Microseconds>(arrival.time_since_epoch()) - mediaTime(timestamp);
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

Microseconds JitterBuffer::mediaTime(std::int64_t timestamp) const noexcept
{
    return Microseconds(timestamp * 1000000 / m_clockRateHz);
}

Microseconds JitterBuffer::delayOf(std::int64_t timestamp, MediaTime heardAt) const noexcept
{
    const auto heard = std::chrono::duration_cast<Microseconds>(heardAt.time_since_epoch());
    return heard - mediaTime(timestamp) - m_delay.base();
}

/// How much sooner @p slot and what follows it could be heard: it waited so long, or so much waits behind it.
/// Less than its delay where the network has become slower.
Microseconds JitterBuffer::spareOf(const Slot &slot, MediaTime heardAt) const noexcept
{
    const auto waited = std::chrono::duration_cast<Microseconds>(heardAt - slot.arrival);
    return std::max({Microseconds(0), waited, mediaTime(m_lastTimestamp) - mediaTime(slot.timestamp)});
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
        m_delay.packet(transit, arrival);
    if (!makeRoom(sequence) || (m_begun && sequence < m_nextSequence)) {
        const bool played = holds(sequence, Slot::State::Played);
        ++(played ? m_statistics.duplicate : m_statistics.late);
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

/// The beginning of a talkspurt waits for its delay.
bool JitterBuffer::begin(MediaTime heardAt) noexcept
{
    const std::int64_t oldest = m_highestSequence - std::int64_t(Slots) + 1;
    const std::int64_t first = nextStored(m_begun ? std::max(oldest, m_nextSequence) : oldest);
    if (first < 0)
        return false;
    const Slot &slot = slotOf(first);
    if (delayOf(slot.timestamp, heardAt) + HalfTick < m_delay.target())
        return false;
    if (m_begun) {
        skipOthers();
        bookStalled(first);
    }
    m_begun = true;
    m_playing = true;
    m_nextSequence = first;
    m_nextTimestamp = slot.timestamp;
    m_stalledTicks = 0;
    return true;
}

void JitterBuffer::skipOthers() noexcept
{
    for (; holds(m_nextSequence, Slot::State::Other); m_otherSinceSound = true)
        slotOf(m_nextSequence++).state = Slot::State::Played;
}

void JitterBuffer::dropOverdue(MediaTime heardAt) noexcept
{
    while (holds(m_nextSequence, Slot::State::Sound) && m_stored > 1) {
        Slot &slot = slotOf(m_nextSequence);
        if (std::min(delayOf(slot.timestamp, heardAt), spareOf(slot, heardAt))
            <= m_delay.target() + BeyondUse)
            return;
        bookStalled(m_nextSequence);
        slot.state = Slot::State::Played;
        --m_stored;
        ++m_nextSequence;
        m_nextTimestamp = slot.timestamp + slot.durationTicks;
        m_stalledTicks = 0;
        m_otherSinceSound = false;
        skipOthers();
    }
}

JitterBuffer::Playout JitterBuffer::take(MediaTime heardAt) noexcept
{
    if (!m_playing && !begin(heardAt))
        return {};
    skipOthers();
    dropOverdue(heardAt);
    if (holds(m_nextSequence, Slot::State::Sound))
        return play(heardAt);
    const std::int64_t next = nextStored(m_nextSequence);
    if (next < 0)
        return starve();
    const double gapMs = toMs(slotOf(next).timestamp - m_nextTimestamp - m_stalledTicks);
    if (gapMs > MaxGapMs) {
        m_playing = false;
        m_nextSequence = next;
        return begin(heardAt) ? play(heardAt) : Playout{};
    }
    if (gapMs > 0)
        return fillGap(next);
    // The time of what is missing has passed while we waited for it.
    bookStalled(next);
    m_stalledTicks = 0;
    m_nextTimestamp = slotOf(next).timestamp;
    for (std::int64_t sequence = m_nextSequence; sequence < next; ++sequence) {
        slotOf(sequence).state = Slot::State::GivenUp;
        slotOf(sequence).sequence = sequence;
    }
    m_nextSequence = next;
    return play(heardAt);
}

/// The packet whose turn it is.
JitterBuffer::Playout JitterBuffer::play(MediaTime heardAt) noexcept
{
    Slot &slot = slotOf(m_nextSequence);
    const Microseconds delay = delayOf(slot.timestamp, heardAt);
    const bool afterPause = slot.timestamp > m_nextTimestamp + m_stalledTicks;
    if (afterPause && delay + HalfTick < m_delay.target())
        return {}; // its number follows, its time does not: the sender paused (RFC 3551 §4.1)
    bookStalled(m_nextSequence);
    slot.state = Slot::State::Played;
    --m_stored;
    ++m_nextSequence;
    m_nextTimestamp = slot.timestamp + slot.durationTicks;
    m_lastDuration = slot.durationTicks;
    m_stalledTicks = 0;
    m_otherSinceSound = false;
    const double delayMs = double(delay.count()) / 1000.;
    m_statistics.bufferMs += (delayMs - m_statistics.bufferMs) / (m_statistics.bufferMs == 0 ? 1. : 16.);
    const Microseconds excess = steer(delay, spareOf(slot, heardAt));
    return {Playout::Kind::Packet, excess, slot.payloadType, slot.durationTicks,
        {payloadOf(slot.sequence).data(), slot.size}};
}

Microseconds JitterBuffer::steer(Microseconds delay, Microseconds spare) noexcept
{
    const Microseconds excess = std::min(delay - m_delay.target(), spare);
    ++m_sinceAdjusted;
    if (m_sinceAdjusted < PacketsBetweenAdjustments && excess < FarTooLong)
        return {};
    if (excess <= TooLong && excess >= -TooShort)
        return {};
    m_sinceAdjusted = 0;
    return excess;
}

/// Nothing is here. Each step is as short as a tick: what comes late is then played at once.
JitterBuffer::Playout JitterBuffer::starve() noexcept
{
    if (toMs(m_stalledTicks) >= MaxStallMs) {
        m_playing = false;
        return {};
    }
    const auto step = std::uint32_t(m_clockRateHz / 100);
    m_stalledTicks += step;
    return {Playout::Kind::Conceal, {}, 0, step, {}};
}

/// What was invented while nothing came counts once @p next, the number to go on with, says that sound was
/// missing then: packets between are lost, or it is late. Where its own timestamp leaves that time out, the
/// sender paused; where an event took the place of sound, there was none.
void JitterBuffer::bookStalled(std::int64_t next) noexcept
{
    if (m_stalledTicks == 0 || m_otherSinceSound)
        return;
    const bool isLost = next != m_nextSequence;
    const std::int64_t paused
        = isLost ? 0 : std::max<std::int64_t>(0, slotOf(next).timestamp - m_nextTimestamp);
    m_statistics.concealedMs += toMs(std::max<std::int64_t>(0, m_stalledTicks - paused));
}

/// Something newer than what is missing is here: that is given up.
JitterBuffer::Playout JitterBuffer::fillGap(std::int64_t next) noexcept
{
    const Slot &following = slotOf(next);
    const std::int64_t gap = following.timestamp - m_nextTimestamp - m_stalledTicks;
    const bool lastMissing = next - m_nextSequence == 1;
    const std::int64_t packet = m_lastDuration > 0 ? std::int64_t(m_lastDuration) : gap;
    const std::int64_t step = lastMissing ? gap : std::min(gap, packet);
    // Redundancy holds the frame just before its packet; with a part of it already invented, or with more
    // missing than one packet can have held, it would come at the wrong time.
    const bool recoverable = lastMissing && m_stalledTicks == 0 && step == packet;
    Slot &missing = slotOf(m_nextSequence);
    missing.state = Slot::State::GivenUp;
    missing.sequence = m_nextSequence;
    // The last one missing keeps its turn until all its time is filled: a gap can be longer than a decoder's
    // step.
    const auto ticks = std::uint32_t(std::min(step, std::int64_t(m_clockRateHz) / 1000 * 60));
    bookStalled(next);
    m_nextTimestamp += m_stalledTicks + ticks;
    m_stalledTicks = 0;
    if (!lastMissing || ticks == step)
        ++m_nextSequence;
    if (recoverable) {
        m_statistics.recoveredMs += toMs(ticks);
        return {Playout::Kind::Recover, {}, following.payloadType, ticks,
            {payloadOf(following.sequence).data(), following.size}};
    }
    m_statistics.concealedMs += toMs(ticks);
    return {Playout::Kind::Conceal, {}, 0, ticks, {}};
}

JitterBufferStatistics JitterBuffer::statistics() const noexcept
{
    JitterBufferStatistics statistics = m_statistics;
    statistics.targetMs = double(m_delay.target().count()) / 1000.;
    return statistics;
}

} // namespace carillon
