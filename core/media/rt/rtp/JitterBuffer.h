#pragma once

#include "DelayEstimator.h"
#include "MediaTime.h"
#include "WireBytes.h"

#include <array>
#include <cstdint>

namespace carillon {

struct JitterBufferStatistics {
    std::uint64_t late = 0;
    std::uint64_t duplicate = 0;
    std::uint64_t reordered = 0;
    std::uint64_t resyncs = 0;
    double concealedMs = 0; ///< invented for what was lost or late, without what redundancy recovered
    double recoveredMs = 0; ///< from in-band redundancy
    double noiseMs = 0;     ///< the sender was silent and said so
    double waitedMs = 0;    ///< sum over played packets, from arrival to being heard
    std::uint64_t played = 0;
    double bufferMs = 0; ///< smoothed
    double targetMs = 0;
};

/// Brings packets back into order and time, and says what to do where one is missing.
///
/// Constraint: low delay first, then few gaps; sound is fetched in ticks. Chosen: 128 fixed slots (1.3 s of
/// 10 ms packets, 192 kB), so nothing is ever allocated. Delay is measured against the quickest packets
/// (DelayEstimator). A packet is wanted at the first tick after its target: not between two, since what must
/// be here then could as well be heard then. What is heard later than wanted is to be shortened, what is
/// heard earlier to be lengthened: at once in the pauses of who speaks, else only when the delay is 30 ms too
/// long, 10 ms too short, or 10 s have passed; never are packets dropped for it, unless the delay is beyond
/// all use. Only sound that waited, or that waits behind it, is shortened: leaving out what a slow network
/// has just brought would make a gap.
///
/// Where a packet is missing, sound is invented up to the end of the tick, and then the question is asked
/// again: it may come, or the one after with redundancy in it. What comes while its time is being filled is
/// heard from its beginning if nothing is behind it (then the network has become slower), and otherwise from
/// there on. Whether what was invented stood for something (loss, lateness) or filled a pause of the sender,
/// the next packet says. Where the sender says that it pauses (comfort noise, DTX), nothing is missing until
/// it speaks again. Latency: DelayEstimator's target and 0 to 10 ms up to the tick; bufferMs says what it is.
///
/// Time is an argument. Not for two threads.
class JitterBuffer final
{
public:
    static constexpr std::size_t Slots = 128;
    static constexpr std::size_t MaxPayloadBytes = 1500;

    enum class Content : std::uint8_t {
        Sound,
        Redundant, ///< sound, with a copy of the packet before it
        Noise,     ///< the sender is silent from here on
    };
    /// One sound packet.
    struct Packet {
        std::uint16_t sequenceNumber = 0;
        std::uint32_t timestamp = 0;
        std::uint8_t payloadType = 0;
        std::uint32_t durationTicks = 0; ///< of its sound, at the clock rate; more than 0
        Bytes payload;
        Content content = Content::Sound;
    };
    enum class Put : std::uint8_t { Stored, Late, Duplicate, Refused };

    struct Playout {
        enum class Kind : std::uint8_t {
            Nothing, ///< silence: nothing arrived yet, or the sender pauses
            Packet,  ///< decode payload
            Recover, ///< decode what redundancy of payload, the packet after, holds of the one missing
            Conceal, ///< invent durationTicks
            Noise,   ///< durationTicks of what the last payload with Noise in it describes
        };
        Kind kind = Kind::Nothing;
        /// Of delay: leave out up to so much of the sound, or add about so much when it is negative.
        std::chrono::microseconds excess{0};
        enum class Where : std::uint8_t {
            InPauses, ///< where nobody hears it
            Anywhere,
        };
        Where where = Where::InPauses; ///< may it be changed
        std::uint8_t payloadType = 0;
        std::uint32_t durationTicks = 0;
        Bytes payload;               ///< valid until the next put() or take()
        std::uint32_t skipTicks = 0; ///< at its beginning: their time was filled already
    };

    explicit JitterBuffer(int clockRateHz = 8000);

    /// Empties it and begins anew: another SSRC, a sender which restarted, another clock.
    void reset(int clockRateHz) noexcept;
    int clockRateHz() const noexcept { return m_clockRateHz; }

    Put put(const Packet &packet, MediaTime arrival) noexcept;
    /// A packet of the same stream that is not sound (a telephone event): its number is not missing.
    void putOther(std::uint16_t sequenceNumber) noexcept;
    /// What to play next. @param now the tick. @param waiting sound that is heard before it.
    Playout take(MediaTime now, std::chrono::microseconds waiting = {}) noexcept;
    /// @param waiting sound for the time after this tick, less than a tick. @returns true when what is to
    /// follow is not here and will hardly come by the next tick, but probably soon after: lengthen what
    /// waits.
    bool isRunningDry(MediaTime now, std::chrono::microseconds waiting) noexcept;

    JitterBufferStatistics statistics() const noexcept;
    /// How often the timestamps leapt to a new origin.
    std::uint32_t origins() const noexcept { return m_origins; }
    std::size_t storedPackets() const noexcept { return m_stored; }

private:
    using Microseconds = DelayEstimator::Microseconds;
    struct Slot {
        enum class State : std::uint8_t { Free, Sound, Other, Played, GivenUp };
        State state = State::Free;
        Content content = Content::Sound;
        std::uint8_t payloadType = 0;
        std::uint16_t size = 0;
        std::int64_t sequence = 0;  ///< extended
        std::int64_t timestamp = 0; ///< extended
        MediaTime arrival{};
        std::uint32_t durationTicks = 0;
    };
    using Payload = std::array<std::uint8_t, MaxPayloadBytes>;

    Slot &slotOf(std::int64_t sequence) noexcept { return m_slots[std::size_t(sequence) % Slots]; }
    Payload &payloadOf(std::int64_t sequence) noexcept { return m_payloads[std::size_t(sequence) % Slots]; }
    bool holds(std::int64_t sequence, Slot::State state) noexcept;
    std::int64_t extendSequence(std::uint16_t sequenceNumber) noexcept;
    std::int64_t extendTimestamp(std::uint32_t timestamp) const noexcept;
    Microseconds transitOf(std::int64_t timestamp, MediaTime arrival) const noexcept;
    bool hasNewOrigin(std::uint32_t timestamp, MediaTime arrival) const noexcept;
    Microseconds readyAt(std::int64_t timestamp) const noexcept;
    Microseconds tickAfter(Microseconds time) const noexcept;
    Microseconds delayOf(std::int64_t timestamp) const noexcept;
    Microseconds spareOf(const Slot &slot) const noexcept;
    Microseconds toMicroseconds(std::int64_t ticks) const noexcept
    {
        return Microseconds(ticks * 1000000 / m_clockRateHz);
    }
    std::int64_t nextStored(std::int64_t from) noexcept;
    bool makeRoom(std::int64_t sequence) noexcept;
    void flush() noexcept;

    bool begin() noexcept;
    void skipOthers() noexcept;
    void dropOverdue() noexcept;
    void giveUpTo(std::int64_t next) noexcept;
    void leave(Slot &slot) noexcept;
    Playout play() noexcept;
    Playout idle() noexcept;
    Playout invent(std::int64_t mostTicks) noexcept;
    void bookStalled(const Slot &slot) noexcept;
    Playout fillGap(std::int64_t next, std::int64_t gap) noexcept;
    std::int64_t ticksToFill() const noexcept;
    std::int64_t ticksToSkip(const Slot &slot) noexcept;
    bool isWorthHearing(Microseconds excess) const noexcept;
    void steer(Playout &playout, const Slot &slot, Microseconds heard) noexcept;
    double toMs(std::int64_t ticks) const noexcept { return double(ticks) * 1000. / m_clockRateHz; }

    std::array<Slot, Slots> m_slots;
    std::array<Payload, Slots>
        m_payloads;           ///< beside the slots: a page is touched when a packet comes to lie in it
    std::size_t m_stored = 0; ///< slots in state Sound
    int m_clockRateHz;
    DelayEstimator m_delay;
    JitterBufferStatistics m_statistics;

    std::uint32_t m_origins = 0;
    bool m_any = false;     ///< something was put since the reset
    bool m_begun = false;   ///< something was played since the reset: m_next* mean something
    bool m_playing = false; ///< not waiting for the beginning of a talkspurt
    std::int64_t m_highestSequence = 0;
    std::int64_t m_lastTimestamp = 0;
    std::int64_t m_nextSequence = 0;
    std::int64_t m_nextTimestamp = 0;
    std::int64_t m_stalledTicks = 0; ///< invented since the last packet, while waiting for the next one
    std::int64_t m_givenUp = 0;      ///< packets, since the last that was played
    bool m_otherSinceSound = false;  ///< a telephone event took the place of sound
    bool m_inNoise = false;          ///< the last packet said that the sender is silent
    std::uint32_t m_lastDuration = 0;
    Microseconds m_sinceAdjusted{}; ///< sound
    Microseconds m_holdFor{};       ///< sound, before anything is shortened
    Microseconds m_now{};           ///< of the current take(): the tick
    Microseconds m_heard{};         ///< and when what is taken is heard
};

} // namespace carillon
