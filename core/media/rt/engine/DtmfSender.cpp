#include "DtmfSender.h"

#include <algorithm>

namespace carillon {

namespace {
constexpr int GapMs = 60;
constexpr int TickMs = int(FrameSamples * 1000 / SampleRateHz);
constexpr std::uint8_t LastKey = 15;
}

bool DtmfSender::queue(const DtmfRequest &request) noexcept
{
    if (m_count == MaxQueued || request.event > LastKey) {
        ++m_taken;
        return false;
    }
    DtmfRequest &entry = m_queue[(m_first + m_count++) % MaxQueued];
    entry = request;
    entry.durationMs = std::clamp(request.durationMs, 40, 5000);
    return true;
}

void DtmfSender::abort() noexcept
{
    m_taken += std::uint32_t(m_count);
    m_count = 0;
    m_state = State::Idle;
    m_event = TelephoneEventSender();
    m_tones.stop();
}

void DtmfSender::next(bool eventsPossible) noexcept
{
    m_current = m_queue[m_first];
    m_first = (m_first + 1) % MaxQueued;
    --m_count;
    ++m_taken;
    m_remainingMs = m_current.durationMs;
    if (m_current.via == DtmfRequest::Via::TelephoneEvent && eventsPossible) {
        m_state = State::Event;
        return;
    }
    m_state = State::InBand;
    const DtmfPair pair = dtmfPair(m_current.event);
    m_tones.start(pair.lowHz, pair.highHz, 0.2f);
}

bool DtmfSender::tick(AudioFrame &frame, bool eventsPossible) noexcept
{
    if (m_state == State::Event && !eventsPossible) {
        m_event = TelephoneEventSender();
        m_state = State::Gap;
        m_remainingMs = GapMs;
    }
    if (m_state == State::Idle && m_count > 0)
        next(eventsPossible);
    if (m_state == State::InBand) {
        m_tones.generate(frame);
        m_remainingMs -= TickMs;
        if (m_remainingMs > 0)
            return false;
        m_tones.stop();
        m_state = State::Gap;
        m_remainingMs = GapMs;
        return false;
    }
    if (m_state != State::Gap)
        return false;
    if (m_tones.isAudible())
        m_tones.generate(frame); // its last 5 ms fade
    m_remainingMs -= TickMs;
    if (m_remainingMs > 0)
        return false;
    m_state = State::Idle;
    return m_count == 0;
}

TelephoneEventSender::Packet DtmfSender::nextEvent(
    std::uint32_t timestamp, int eventClockHz, std::uint32_t eventTicks) noexcept
{
    if (!m_event.isActive())
        m_event.start(
            m_current.event, timestamp, std::uint32_t(m_current.durationMs * (eventClockHz / 1000)));
    const auto packet = m_event.next(eventTicks);
    if (!m_event.isActive()) {
        m_state = State::Gap;
        m_remainingMs = GapMs;
    }
    return packet;
}

} // namespace carillon
