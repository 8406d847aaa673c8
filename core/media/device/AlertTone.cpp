#include "AlertTone.h"

#include <array>

namespace carillon {

namespace {

using Step = AlertTone::Step;

// A rising chime, twice, then a rest: it is heard without being shrill.
constexpr std::array ringing{Step{659.26, 1318.51, 14}, Step{783.99, 1567.98, 14}, Step{1046.50, 2093.00, 30},
    Step{0, 0, 22}, Step{659.26, 1318.51, 14}, Step{783.99, 1567.98, 14}, Step{1046.50, 2093.00, 30},
    Step{0, 0, 222}};
constexpr std::array callWaiting{Step{425, 0, 20}, Step{0, 0, 20}, Step{425, 0, 20}, Step{0, 0, 540}};
constexpr std::array ringback{Step{425, 0, 100}, Step{0, 0, 400}};
constexpr std::array busy{Step{425, 0, 50}, Step{0, 0, 50}};
constexpr std::array failed{Step{425, 0, 25}, Step{0, 0, 25}};

constexpr int EndingFrames = 300;

std::span<const Step> cadenceOf(Alert alert)
{
    switch (alert) {
    case Alert::None: return {};
    case Alert::Ringing: return ringing;
    case Alert::CallWaiting: return callWaiting;
    case Alert::Ringback: return ringback;
    case Alert::Busy: return busy;
    case Alert::Failed: return failed;
    }
    return {};
}

} // namespace

void AlertTone::start(Alert alert)
{
    m_alert = alert;
    m_cadence = cadenceOf(alert);
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

} // namespace carillon
