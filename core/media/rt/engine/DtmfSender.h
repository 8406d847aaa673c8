#pragma once

#include "AudioFrame.h"
#include "DtmfRequest.h"
#include "TelephoneEvent.h"
#include "ToneGenerator.h"

#include <array>
#include <optional>

namespace carillon {

/// Sends queued digits one after the other, each as telephone event or as two tones, with 60 ms between them
/// (Q.24 wants 40 at least). While an event is sent no sound is: the peer must not hear the digit twice.
/// Media thread only.
class DtmfSender final
{
public:
    static constexpr std::size_t MaxQueued = 32;

    /// @returns false when the queue is full or the event is none of 0..15.
    bool queue(const DtmfRequest &request) noexcept;
    /// Nothing may be sent any more: the digit under way ends here, the others are forgotten.
    void abort() noexcept;
    /// Digits that left the queue, or did not get into it.
    std::uint32_t taken() const noexcept { return m_taken; }

    /// Each tick, with what is to be sent: replaces it by the two tones while a digit is sent in-band.
    /// @param eventsPossible the peer takes telephone events; once it does not, one that is under way ends.
    /// @returns true when with this tick the last digit of the queue was finished.
    bool tick(AudioFrame &frame, bool eventsPossible) noexcept;
    /// It is our tone that is heard.
    bool isAudible() const noexcept { return m_tones.isAudible(); }

    /// A telephone event is under way: at the end of each packet time nextEvent() takes the place of a sound
    /// packet.
    bool isSendingEvent() const noexcept { return m_state == State::Event; }
    /// @param timestamp of the packet's first sample. @param eventTicks one packet time on the event's clock.
    TelephoneEventSender::Packet nextEvent(
        std::uint32_t timestamp, int eventClockHz, std::uint32_t eventTicks) noexcept;

private:
    enum class State : std::uint8_t { Idle, Event, InBand, Gap };

    void next(bool eventsPossible) noexcept;

    std::array<DtmfRequest, MaxQueued> m_queue{};
    std::size_t m_first = 0;
    std::size_t m_count = 0;
    std::uint32_t m_taken = 0;
    State m_state = State::Idle;
    DtmfRequest m_current{};
    int m_remainingMs = 0; ///< of the tones, or of the gap
    TelephoneEventSender m_event;
    ToneGenerator m_tones;
};

} // namespace carillon
