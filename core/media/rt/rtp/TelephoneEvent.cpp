#include "TelephoneEvent.h"

#include <algorithm>

namespace carillon {

namespace {
constexpr std::uint32_t MaxDuration = 0xffff;
constexpr int MaxReorderingSeconds = 10;
}

std::optional<TelephoneEvent> TelephoneEvent::parse(Bytes payload) noexcept
{
    if (payload.size() < Size)
        return {};
    return TelephoneEvent{
        payload[0], (payload[1] & 0x80) != 0, std::uint8_t(payload[1] & 0x3f), readU16(payload, 2)};
}

void TelephoneEvent::write(MutableBytes out) const noexcept
{
    out[0] = event;
    out[1] = std::uint8_t((end ? 0x80 : 0) | (volume & 0x3f));
    writeU16(out, 2, duration);
}

void TelephoneEventSender::start(
    std::uint8_t event, std::uint32_t timestamp, std::uint32_t durationTicks) noexcept
{
    m_active = true;
    m_first = true;
    m_event = event;
    m_timestamp = timestamp;
    m_elapsed = 0;
    m_remaining = std::max<std::uint32_t>(1, durationTicks);
    m_endsLeft = EndPackets;
}

TelephoneEventSender::Packet TelephoneEventSender::next(std::uint32_t ticks) noexcept
{
    const std::uint32_t step = std::min(ticks, m_remaining);
    if (m_remaining > 0 && m_elapsed + step > MaxDuration) {
        // §2.5.1.3: the segment that is full is not an end; the next one begins where it stops.
        m_timestamp += m_elapsed;
        m_elapsed = 0;
    }
    m_elapsed += step;
    m_remaining -= step;
    Packet packet;
    packet.payload = {m_event, m_remaining == 0, 10, std::uint16_t(m_elapsed)};
    packet.timestamp = m_timestamp;
    packet.marker = m_first;
    m_first = false;
    if (m_remaining == 0 && --m_endsLeft == 0)
        m_active = false;
    return packet;
}

TelephoneEventReceiver::Finished TelephoneEventReceiver::finish() noexcept
{
    m_active = false;
    const std::uint64_t ticks = m_before + m_duration;
    return {m_event, int(std::min<std::uint64_t>(ticks * 1000 / std::uint64_t(m_clockRateHz), 3600000))};
}

std::optional<TelephoneEventReceiver::Finished> TelephoneEventReceiver::received(
    const TelephoneEvent &payload, std::uint32_t timestamp, int clockRateHz, MediaTime now) noexcept
{
    std::optional<Finished> finished;
    const auto ahead = std::int32_t(timestamp - m_timestamp);
    const bool same = m_any && ahead == 0 && payload.event == m_event;
    const bool isNewOrigin
        = ahead < -MaxReorderingSeconds * clockRateHz; // the sender began anew without saying so
    if (m_any && !same && ahead <= 0 && !isNewOrigin && clockRateHz == m_clockRateHz)
        return {}; // of an event before: reordered, or an end packet once more
    if (!same) {
        const bool continues = m_active && !isNewOrigin && payload.event == m_event
            && std::uint32_t(ahead) <= MaxDuration && std::uint32_t(ahead) >= m_duration
            && m_duration > MaxDuration - std::uint32_t(clockRateHz) / 5;
        if (m_active && !continues)
            finished = finish();
        m_before = continues ? m_before + std::uint32_t(ahead) : 0;
        m_any = true;
        m_active = true;
        m_event = payload.event;
        m_timestamp = timestamp;
        m_duration = 0;
        m_clockRateHz = clockRateHz;
    } else if (!m_active) {
        return {}; // the end, again
    }
    m_heardAt = now;
    m_duration = std::max<std::uint32_t>(m_duration, payload.duration);
    if (payload.end && !finished)
        finished = finish();
    return finished;
}

std::optional<TelephoneEventReceiver::Finished> TelephoneEventReceiver::timedOut(MediaTime now) noexcept
{
    if (!m_active || now - m_heardAt < Timeout)
        return {};
    return finish();
}

} // namespace carillon
