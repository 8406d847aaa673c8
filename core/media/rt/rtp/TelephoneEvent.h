#pragma once

#include "MediaTime.h"
#include "WireBytes.h"

#include <optional>

namespace carillon {

/// The four bytes of RFC 4733 §2.3.
struct TelephoneEvent {
    static constexpr std::size_t Size = 4;

    std::uint8_t event = 0;
    bool end = false;
    std::uint8_t volume = 10;   ///< -dBm0, 0..63
    std::uint16_t duration = 0; ///< ticks since the packet's timestamp

    /// Nothing when shorter than Size; what follows is ignored, as the RFC's "more events" are not for tones
    /// of keys.
    static std::optional<TelephoneEvent> parse(Bytes payload) noexcept;
    void write(MutableBytes out) const noexcept;
    friend bool operator==(const TelephoneEvent &, const TelephoneEvent &) = default;
};

/// Sends one event after the other, RFC 4733 §2.5.1: the same timestamp for all packets of an event, a
/// duration that grows, the last packet three times, a new segment where the duration would overflow its 16
/// bits.
class TelephoneEventSender final
{
public:
    struct Packet {
        TelephoneEvent payload;
        std::uint32_t timestamp = 0;
        bool marker = false; ///< the first of the event
    };
    static constexpr int EndPackets = 3;

    /// @param timestamp of the moment it begins. @param durationTicks more than 0.
    void start(std::uint8_t event, std::uint32_t timestamp, std::uint32_t durationTicks) noexcept;
    bool isActive() const noexcept { return m_active; }
    /// The next packet, @p ticks after the one before (or after the beginning). Only while active.
    Packet next(std::uint32_t ticks) noexcept;

private:
    bool m_active = false;
    bool m_first = false;
    std::uint8_t m_event = 0;
    std::uint32_t m_timestamp = 0; ///< of the segment
    std::uint32_t m_elapsed = 0;   ///< in the segment
    std::uint32_t m_remaining = 0; ///< after m_elapsed
    int m_endsLeft = 0;
};

/// Makes one finished event of the many packets that tell of it, in whatever order and number they come.
class TelephoneEventReceiver final
{
public:
    struct Finished {
        std::uint8_t event = 0;
        int durationMs = 0;
    };
    /// An event whose end is lost ends when nothing was heard of it for so long: three packets of 50 ms.
    static constexpr std::chrono::milliseconds Timeout{150};

    /// @returns the event which this packet ends: itself, or the one before whose own end was lost.
    std::optional<Finished> received(
        const TelephoneEvent &payload, std::uint32_t timestamp, int clockRateHz, MediaTime now) noexcept;
    /// Each tick.
    std::optional<Finished> timedOut(MediaTime now) noexcept;

private:
    Finished finish() noexcept;

    bool m_any = false;
    bool m_active = false;
    std::uint8_t m_event = 0;
    std::uint32_t m_timestamp = 0; ///< of the newest segment
    std::uint32_t m_duration = 0;  ///< ticks in the newest segment
    std::uint64_t m_before = 0;    ///< ticks in earlier segments
    int m_clockRateHz = 8000;
    MediaTime m_heardAt{};
};

} // namespace carillon
