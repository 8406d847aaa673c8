#include "NearTalkKeeper.h"

#include "FramePower.h"

#include <algorithm>
#include <cmath>
#include <speex/speex_echo.h>

namespace carillon {

namespace {

constexpr double FullScalePower = 32768. * 32768.;
constexpr double Smoothing = 0.4;
/// Of the suppressor's rest against the linear one's: less is echo alone, more is a talker.
constexpr double EchoDb = -14, TalkerDb = -8;
/// Nobody speaks so quietly, and an echo that is so quiet is none.
constexpr double SilentDb = -58, AudibleDb = -52;
/// Of what is played, until the linear one is asked: it learns more slowly.
constexpr int LearningFrames = 250;
constexpr int HoldFrames = 12;
constexpr double Release = 0.15; ///< in a frame
/// Longer than the tail and what the alignment leaves: what the canceller remembers is silence then.
constexpr int RestFrames = 40;
constexpr double PlayedDb = -75;
/// Not the noise of a line, but somebody who speaks.
constexpr double SpokenDb = -55;

double decibels(double power) noexcept
{
    return 10 * std::log10(power / FullScalePower + 1e-12);
}

double ramp(double value, double from, double to) noexcept
{
    return std::clamp((value - from) / (to - from), 0., 1.);
}

} // namespace

NearTalkKeeper::NearTalkKeeper()
    : m_echo(speex_echo_state_init(FrameSamples, SampleRateHz / 1000 * TailMs))
    , m_quietFrames(RestFrames)
    , m_unspokenFrames(RestFrames)
{
    int rate = SampleRateHz;
    if (m_echo)
        speex_echo_ctl(m_echo, SPEEX_ECHO_SET_SAMPLING_RATE, &rate);
}

NearTalkKeeper::~NearTalkKeeper()
{
    if (m_echo)
        speex_echo_state_destroy(m_echo);
}

void NearTalkKeeper::hear(const AudioFrame &captured, const AudioFrame &played) noexcept
{
    const double playedDb = decibels(powerOf(played));
    const bool isPlayed = playedDb > PlayedDb;
    m_unspokenFrames = playedDb > SpokenDb ? 0 : std::min(m_unspokenFrames + 1, RestFrames);
    m_quietFrames = isPlayed ? 0 : std::min(m_quietFrames + 1, RestFrames);
    std::copy(m_linear.begin() + FrameSamples, m_linear.end(), m_linear.begin());
    std::int16_t *const newest = m_linear.data() + LineLength - FrameSamples;
    if (m_echo && m_quietFrames < RestFrames)
        speex_echo_cancellation(m_echo, captured.data(), played.data(), newest);
    else
        std::copy(captured.begin(), captured.end(), newest);
    if (isPlayed && m_heardFrames < LearningFrames)
        ++m_heardFrames;
}

double NearTalkKeeper::wanted(const std::int16_t *linear, const AudioFrame &suppressed) noexcept
{
    m_linearPower += Smoothing * (powerOf(linear) - m_linearPower);
    m_suppressedPower += Smoothing * (powerOf(suppressed) - m_suppressedPower);
    if (!m_echo || m_quietFrames >= RestFrames || m_heardFrames < LearningFrames)
        return 0;
    const double left = decibels(m_suppressedPower);
    return ramp(left - decibels(m_linearPower), EchoDb, TalkerDb) * ramp(left, SilentDb, AudibleDb);
}

bool NearTalkKeeper::isEchoAlone() const noexcept
{
    return m_share <= 0 && m_unspokenFrames < RestFrames;
}

void NearTalkKeeper::restore(AudioFrame &suppressed) noexcept
{
    const std::int16_t *const linear = m_linear.data() + LineLength - FrameSamples - SuppressorDelay;
    const double share = wanted(linear, suppressed);
    double next = share;
    if (share >= m_share) {
        m_holdFrames = HoldFrames;
    } else if (m_holdFrames > 0) {
        --m_holdFrames;
        next = m_share;
    } else {
        next = std::max(share, m_share - Release);
    }
    if (next > 0 || m_share > 0) {
        const double slope = (next - m_share) / FrameSamples;
        for (std::size_t i = 0; i < suppressed.size(); ++i) {
            m_share += slope;
            suppressed[i]
                = std::int16_t(std::lrint((1 - m_share) * suppressed[i] + m_share * double(linear[i])));
        }
    }
    m_share = next;
}

} // namespace carillon
