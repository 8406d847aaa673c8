#include "AlertTone.h"

#include <array>

namespace carillon {

namespace {

using Step = AlertTone::Step;

// A rising chime, twice, then a rest: it is heard without being shrill.
constexpr std::array ringing{Step{659.26, 1318.51, 14}, Step{783.99, 1567.98, 14}, Step{1046.50, 2093.00, 30},
    Step{0, 0, 22}, Step{659.26, 1318.51, 14}, Step{783.99, 1567.98, 14}, Step{1046.50, 2093.00, 30},
    Step{0, 0, 222}};

std::span<const Step> cadenceOf(Alert alert, const TonePlan &plan)
{
    switch (alert) {
    case Alert::None: return {};
    case Alert::Ringing: return ringing;
    case Alert::CallWaiting: return plan.callWaiting.span();
    case Alert::Ringback: return plan.ringback.span();
    case Alert::Busy: return plan.busy.span();
    case Alert::Failed: return plan.congestion.span();
    }
    return {};
}

} // namespace

void AlertTone::start(Alert alert, const AlertSounds &sounds)
{
    m_alert = alert;
    m_sounds = sounds;
    m_cadence = cadenceOf(alert, *sounds.plan);
    m_ringAt = 0;
    m_step = 0;
    m_inStep = 0;
    m_total = 0;
    m_tone.stop();
}

bool AlertTone::isOver() const
{
    const bool endsByItself = m_alert == Alert::Busy || m_alert == Alert::Failed;
    return m_alert == Alert::None || (endsByItself && m_total >= EndingFrames);
}

void AlertTone::generate(AudioFrame &frame)
{
    if (isOver()) {
        frame.fill(0);
        return;
    }
    if (m_alert == Alert::Ringing && m_sounds.ring && !m_sounds.ring->empty()) {
        generateRing(frame);
        return;
    }
    const Step &step = m_cadence[m_step];
    if (m_inStep == 0) {
        if (step.hz > 0)
            m_tone.start(step.hz, step.secondHz, m_alert == Alert::CallWaiting ? 0.08f : 0.12f);
        else
            m_tone.stop();
    }
    m_tone.generate(frame);
    ++m_total;
    if (++m_inStep >= step.frames) {
        m_inStep = 0;
        m_step = (m_step + 1) % m_cadence.size();
    }
}

/// From the beginning again at its end, to the sample.
void AlertTone::generateRing(AudioFrame &frame)
{
    const std::vector<std::int16_t> &ring = *m_sounds.ring;
    for (std::int16_t &sample : frame) {
        sample = ring[m_ringAt];
        m_ringAt = (m_ringAt + 1) % ring.size();
    }
}

} // namespace carillon
