// JitterBuffer: what to play next.
#include "JitterBuffer.h"

#include <algorithm>

namespace carillon {

namespace {

using namespace std::chrono_literals;
using Microseconds = DelayEstimator::Microseconds;

constexpr Microseconds Tick = TickPeriod;
/// Less than this cannot be left out.
constexpr Microseconds LeastExcess{2500};
/// The wanted delay goes from tick to tick with the target: it must be clearly lower before we follow.
constexpr Microseconds MaxHysteresis{2000};
/// In a pause nobody hears that the delay changes. While somebody speaks it is hardly heard when it is rare;
/// when the delay is far off, it is the lesser evil. Who never pauses is stretched for less, the longer it is
/// since the last time. Too short by half of what is waited is too short, too.
constexpr Microseconds TooShort = 10ms;
constexpr Microseconds TooLong = 30ms;
constexpr Microseconds Patience = 10s;
constexpr Microseconds BetweenAdjustments = 40ms;
constexpr Microseconds FarTooLong = 50ms;
/// After the network became slower: what the target says about it is still of before.
constexpr Microseconds HoldAfterStall = 500ms;
/// Lengthened in advance, the delay may be this much above what is wanted.
constexpr Microseconds MaxAdvance = 25ms;
/// Lengthening pays when the packet then comes in time with this chance.
constexpr float LeastChance = .05f;
/// Delay beyond its target which is cut by dropping packets.
constexpr Microseconds BeyondUse = 300ms;
/// Without any packet for so long, the talkspurt is over.
constexpr double MaxStallMs = 200;
/// A gap in the timestamps longer than this is a pause, not loss.
constexpr double MaxGapMs = 1000;
/// No packet of a codec with redundancy is longer.
constexpr std::int64_t MaxRecoveredMs = 120;

} // namespace

/// By then sound of @p timestamp is here, as far as it pays to wait for it.
Microseconds JitterBuffer::readyAt(std::int64_t timestamp) const noexcept
{
    return toMicroseconds(timestamp) + m_delay.base() + m_delay.target();
}

Microseconds JitterBuffer::tickAfter(Microseconds time) const noexcept
{
    const Microseconds from = time - m_now;
    const std::int64_t down
        = from / Tick - (from < Microseconds(0) && from % Tick != Microseconds(0) ? 1 : 0);
    return m_now + Tick * (from == Tick * down ? down : down + 1);
}

/// Of what is heard now, against the quickest packets.
Microseconds JitterBuffer::delayOf(std::int64_t timestamp) const noexcept
{
    return m_heard - toMicroseconds(timestamp) - m_delay.base();
}

/// How much sooner @p slot and what follows it could be heard: it waited so long, or so much waits behind it.
/// Less than its delay where the network has become slower.
Microseconds JitterBuffer::spareOf(const Slot &slot) const noexcept
{
    const auto arrival = sinceEpoch(slot.arrival);
    return std::max({Microseconds(0), m_heard - arrival, toMicroseconds(m_lastTimestamp - slot.timestamp)});
}

/// The beginning of a talkspurt waits for its delay.
bool JitterBuffer::begin() noexcept
{
    const std::int64_t oldest = m_highestSequence - std::int64_t(Slots) + 1;
    const std::int64_t first = nextStored(m_begun ? std::max(oldest, m_nextSequence) : oldest);
    if (first < 0)
        return false;
    if (m_heard < readyAt(slotOf(first).timestamp))
        return false;
    if (m_begun) {
        skipOthers();
        giveUpTo(first);
    } else {
        m_nextTimestamp = slotOf(first).timestamp;
        m_nextSequence = first;
    }
    m_begun = m_playing = true;
    return true;
}

void JitterBuffer::skipOthers() noexcept
{
    for (; holds(m_nextSequence, Slot::State::Other); m_otherSinceSound = true)
        slotOf(m_nextSequence++).state = Slot::State::Played;
}

/// What is missing before @p next will not be waited for any longer.
void JitterBuffer::giveUpTo(std::int64_t next) noexcept
{
    const std::int64_t count = std::min(next - m_nextSequence, std::int64_t(Slots));
    for (std::int64_t sequence = next - count; sequence < next; ++sequence) {
        if (holds(sequence, Slot::State::Other))
            continue;
        slotOf(sequence).state = Slot::State::GivenUp;
        slotOf(sequence).sequence = sequence;
        m_delay.outcome(DelayEstimator::Outcome::Missing, {});
        ++m_givenUp;
    }
    m_nextSequence = next;
}

/// @p slot, whose turn it was, is behind us.
void JitterBuffer::leave(Slot &slot) noexcept
{
    bookStalled(slot);
    slot.state = Slot::State::Played;
    --m_stored;
    ++m_nextSequence;
    m_nextTimestamp = slot.timestamp + slot.durationTicks;
    m_lastDuration = slot.durationTicks;
    m_stalledTicks = m_givenUp = 0;
    m_otherSinceSound = false;
}

void JitterBuffer::dropOverdue() noexcept
{
    while (holds(m_nextSequence, Slot::State::Sound) && m_stored > 1) {
        Slot &slot = slotOf(m_nextSequence);
        if (std::min(delayOf(slot.timestamp), spareOf(slot)) <= m_delay.target() + BeyondUse)
            return;
        leave(slot);
        skipOthers();
    }
}

JitterBuffer::Playout JitterBuffer::take(MediaTime now, Microseconds waiting) noexcept
{
    m_now = sinceEpoch(now);
    m_heard = m_now + waiting;
    if (!m_playing && !begin())
        return idle();
    skipOthers();
    dropOverdue();
    if (holds(m_nextSequence, Slot::State::Sound))
        return play();
    const std::int64_t next = nextStored(m_nextSequence);
    if (next < 0 && m_inNoise)
        return idle();
    if (next < 0) {
        m_playing = toMs(m_stalledTicks) < MaxStallMs;
        return m_playing ? invent(m_clockRateHz) : Playout{};
    }
    const std::int64_t gap = slotOf(next).timestamp - m_nextTimestamp - m_stalledTicks;
    if (gap > 0 && toMs(gap) <= MaxGapMs && !m_inNoise)
        return fillGap(next, gap);
    giveUpTo(next);
    return play();
}

/// The packet whose turn it is.
JitterBuffer::Playout JitterBuffer::play() noexcept
{
    Slot &slot = slotOf(m_nextSequence);
    if (slot.timestamp > m_nextTimestamp + m_stalledTicks && m_heard < readyAt(slot.timestamp))
        return idle(); // its number follows, its time does not: the sender paused (RFC 3551 §4.1)
    const std::int64_t skip = ticksToSkip(slot);
    if (m_stalledTicks > skip && m_givenUp == 0)
        m_holdFor = HoldAfterStall;
    leave(slot);
    m_inNoise = slot.content == Content::Noise;
    const auto outcome = slot.content == Content::Redundant ? DelayEstimator::Outcome::HeardRedundant
                                                            : DelayEstimator::Outcome::Heard;
    m_delay.outcome(outcome, toMicroseconds(slot.durationTicks));
    const Microseconds heard = m_heard - toMicroseconds(skip);
    const double delayMs = double((delayOf(slot.timestamp) - toMicroseconds(skip)).count()) / 1000.;
    m_statistics.bufferMs += (delayMs - m_statistics.bufferMs) / (m_statistics.bufferMs == 0 ? 1. : 16.);
    const auto arrival = sinceEpoch(slot.arrival);
    m_statistics.waitedMs += double((heard - arrival).count()) / 1000.;
    ++m_statistics.played;
    if (m_inNoise)
        m_statistics.noiseMs += toMs(slot.durationTicks);
    Playout playout{m_inNoise ? Playout::Kind::Noise : Playout::Kind::Packet, {}, {}, slot.payloadType,
        slot.durationTicks, {payloadOf(slot.sequence).data(), slot.size}, std::uint32_t(skip)};
    steer(playout, slot, heard);
    return playout;
}

/// So much of what came late stands for time that was filled meanwhile: left out where the delay would become
/// longer than wanted, and where the packet after is here already, so that it is not the network that became
/// slower.
std::int64_t JitterBuffer::ticksToSkip(const Slot &slot) noexcept
{
    const std::int64_t filled = m_nextTimestamp + m_stalledTicks - slot.timestamp;
    if (m_stalledTicks == 0 || !holds(slot.sequence + 1, Slot::State::Sound))
        return 0;
    const auto excess = std::max(Microseconds(0), m_heard - tickAfter(readyAt(slot.timestamp)));
    const std::int64_t excessTicks = excess.count() * m_clockRateHz / 1000000;
    return std::clamp<std::int64_t>(std::min(filled, excessTicks), 0, slot.durationTicks);
}

void JitterBuffer::steer(Playout &playout, const Slot &slot, Microseconds heard) noexcept
{
    const Microseconds duration = toMicroseconds(slot.durationTicks);
    m_sinceAdjusted = std::min(m_sinceAdjusted + duration, Patience);
    m_holdFor = std::max(m_holdFor - duration, Microseconds(0));
    const Microseconds ready = readyAt(slot.timestamp);
    const Microseconds lacking = tickAfter(ready) - heard;
    const Microseconds hysteresis = std::min(m_delay.target() / 4, MaxHysteresis);
    const Microseconds excess = std::min(heard - tickAfter(ready + hysteresis), spareOf(slot));
    const bool isHeld = m_holdFor > Microseconds(0) && excess < FarTooLong;
    if (excess >= LeastExcess && !isHeld)
        playout.excess = excess;
    else if (lacking > Microseconds(0))
        playout.excess = -lacking;
    if (!isWorthHearing(playout.excess))
        return;
    playout.where = Playout::Where::Anywhere;
    m_sinceAdjusted = {};
}

/// The delay is so far off, or has been off for so long, that it is to be changed while somebody speaks.
bool JitterBuffer::isWorthHearing(Microseconds excess) const noexcept
{
    if (excess >= FarTooLong)
        return true;
    if (m_sinceAdjusted < BetweenAdjustments)
        return false;
    const Microseconds tolerated = TooLong - TooLong * m_sinceAdjusted.count() / Patience.count();
    return -excess >= std::min(TooShort, m_delay.target() / 2 + Microseconds(1))
        || excess >= std::max(LeastExcess, tolerated);
}

/// Up to the end of the tick, in steps of 2.5 ms.
std::int64_t JitterBuffer::ticksToFill() const noexcept
{
    const std::int64_t step = m_clockRateHz / 400;
    const Microseconds left = Tick - std::min((m_heard - m_now) % Tick, Tick);
    return std::max<std::int64_t>(1, (left.count() * m_clockRateHz / 1000000 + step - 1) / step) * step;
}

JitterBuffer::Playout JitterBuffer::idle() noexcept
{
    if (!m_inNoise)
        return {};
    const auto ticks = std::uint32_t(ticksToFill());
    m_statistics.noiseMs += toMs(ticks);
    return {Playout::Kind::Noise, {}, {}, 0, ticks, {}, 0};
}

/// What comes late, comes in time for the next tick: no more is invented than this one needs.
JitterBuffer::Playout JitterBuffer::invent(std::int64_t mostTicks) noexcept
{
    const std::int64_t ticks = std::min(mostTicks, ticksToFill());
    m_stalledTicks += ticks;
    return {Playout::Kind::Conceal, {}, {}, 0, std::uint32_t(ticks), {}, 0};
}

/// What was invented while nothing came counts once @p slot, the one to go on with, says that sound was
/// missing then: packets between are lost, or it is late. Where its own timestamp leaves that time out, the
/// sender paused; where an event took the place of sound, there was none.
void JitterBuffer::bookStalled(const Slot &slot) noexcept
{
    if (m_stalledTicks == 0 || m_otherSinceSound)
        return;
    const std::int64_t paused
        = m_givenUp > 0 ? 0 : std::max<std::int64_t>(0, slot.timestamp - m_nextTimestamp);
    m_statistics.concealedMs += toMs(std::max<std::int64_t>(0, m_stalledTicks - paused));
}

/// Something newer than what is missing is here. The last one missing may be in it: redundancy holds the
/// frame just before its packet. Else its time is filled tick by tick, in which it may yet come.
JitterBuffer::Playout JitterBuffer::fillGap(std::int64_t next, std::int64_t gap) noexcept
{
    Slot &following = slotOf(next);
    const std::int64_t packet = std::min<std::int64_t>(
        m_lastDuration > 0 ? m_lastDuration : gap, m_clockRateHz / 1000 * MaxRecoveredMs);
    if (following.content != Content::Redundant || gap > packet)
        return invent(following.content == Content::Redundant ? gap - packet : gap);
    giveUpTo(next);
    bookStalled(following);
    m_nextTimestamp = following.timestamp;
    m_stalledTicks = m_givenUp = 0;
    m_statistics.recoveredMs += toMs(gap);
    return {Playout::Kind::Recover, {}, {}, following.payloadType, std::uint32_t(packet),
        {payloadOf(following.sequence).data(), following.size}, std::uint32_t(packet - gap)};
}

bool JitterBuffer::isRunningDry(MediaTime now, Microseconds waiting) noexcept
{
    skipOthers();
    if (!m_playing || m_inNoise || m_stalledTicks > 0 || m_otherSinceSound)
        return false;
    const std::int64_t next = nextStored(m_nextSequence);
    if (next == m_nextSequence || (next > 0 && slotOf(next).content == Content::Redundant))
        return false;
    m_now = sinceEpoch(now);
    m_heard = m_now + Tick + waiting;
    if (m_heard - tickAfter(readyAt(m_nextTimestamp)) > MaxAdvance)
        return false;
    // What is late is not here by now, and comes after the next tick; what is lost never comes.
    const Microseconds age = m_now - toMicroseconds(m_nextTimestamp) - m_delay.base();
    const float missing = 1 - m_delay.share(age) + m_delay.lossShare();
    const float saved = m_delay.share(age + 2 * Tick) - m_delay.share(age + Tick);
    return saved > LeastChance * missing;
}

} // namespace carillon
