#include "VoiceProcessor.h"

#include "EchoDelayFinder.h"
#include "EchoGainGuard.h"
#include "NearTalkKeeper.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <webrtc/modules/audio_processing/include/audio_processing.h>

namespace carillon {

namespace {

constexpr float FullScale = 32768.f;
constexpr int TickMs = FrameSamples * 1000 / SampleRateHz;
/// The library finds an echo that is so late, and its tail behind it; others are brought there.
constexpr int MinAlignedMs = 15;
constexpr int AlignedMs = 40;
constexpr int MaxAlignedMs = 100;
constexpr int MaxHeldFrames = 64;

using Samples = std::array<float, FrameSamples>;

void toFloat(const AudioFrame &frame, Samples &samples) noexcept
{
    std::transform(
        frame.begin(), frame.end(), samples.begin(), [](std::int16_t s) { return float(s) / FullScale; });
}

void toFrame(const Samples &samples, AudioFrame &frame) noexcept
{
    std::transform(samples.begin(), samples.end(), frame.begin(), [](float s) {
        return std::int16_t(std::lrint(std::clamp(s * FullScale, -FullScale, FullScale - 1)));
    });
}

} // namespace

struct VoiceProcessor::Private {
    Private();
    void apply(const VoiceParameters &wanted) noexcept;
    bool changesEcho() const noexcept;
    bool changesRest() const noexcept;
    bool run(webrtc::AudioProcessing &library, AudioFrame &frame, bool isWanted) noexcept;
    int delayMs(std::chrono::microseconds told) const noexcept;
    int align(int delayMs) noexcept;

    const webrtc::StreamConfig format{SampleRateHz, 1};
    std::unique_ptr<webrtc::AudioProcessing> echoLibrary; ///< takes out the echo, and what lies below voices
    std::unique_ptr<webrtc::AudioProcessing> restLibrary; ///< noise, level, voice activity
    NearTalkKeeper talker;                                ///< between the two
    EchoGainGuard guard;                                  ///< around restLibrary
    AudioFrame reference{};                               ///< what echoLibrary was told of last
    VoiceParameters applied;
    Samples samples{};
    EchoDelayFinder finder;
    std::optional<EchoDelayFinder::Delay> found;  ///< by it, last
    std::chrono::microseconds toldThen{};         ///< what the sound system said when it was
    std::array<AudioFrame, MaxHeldFrames> held{}; ///< what was played, as a ring
    std::size_t playedFrames = 0;
    bool isAligned = false;
    int heldFrames = 0; ///< by so many is the library told later
};

/// Whatever is switched on once has its memory for good: so all of it is, with what is wanted first.
VoiceProcessor::Private::Private()
{
    webrtc::Config config;
    config.Set<webrtc::ExtendedFilter>(new webrtc::ExtendedFilter(true));
    config.Set<webrtc::DelayAgnostic>(new webrtc::DelayAgnostic(true));
    config.Set<webrtc::ExperimentalAgc>(new webrtc::ExperimentalAgc(false)); // moves the system's slider
    for (auto *library : {&echoLibrary, &restLibrary}) {
        library->reset(webrtc::AudioProcessing::Create(config));
        (*library)->Initialize({{format, format, format, format}});
    }
    echoLibrary->echo_cancellation()->enable_drift_compensation(false);
    echoLibrary->high_pass_filter()->Enable(true);
    echoLibrary->echo_cancellation()->Enable(true);
    restLibrary->gain_control()->set_mode(webrtc::GainControl::kAdaptiveDigital);
    restLibrary->gain_control()->enable_limiter(true);
    restLibrary->voice_detection()->set_likelihood(webrtc::VoiceDetection::kLowLikelihood);
    restLibrary->voice_detection()->set_frame_size_ms(10);
    restLibrary->noise_suppression()->Enable(true);
    restLibrary->gain_control()->Enable(true);
    restLibrary->voice_detection()->Enable(true);
    applied.echo = VoiceParameters::Echo::Off; // not what is wanted: the first frame applies it
    apply(VoiceParameters{});
}

void VoiceProcessor::Private::apply(const VoiceParameters &wanted) noexcept
{
    using Parameters = VoiceParameters;
    if (wanted.highPass != applied.highPass)
        echoLibrary->high_pass_filter()->Enable(wanted.highPass == Parameters::HighPass::On);
    if (wanted.echo != applied.echo) {
        auto *echo = echoLibrary->echo_cancellation();
        if (wanted.echo != Parameters::Echo::Off)
            echo->set_suppression_level(wanted.echo == Parameters::Echo::Low
                    ? webrtc::EchoCancellation::kLowSuppression
                    : webrtc::EchoCancellation::kModerateSuppression);
        if (const bool on = wanted.echo != Parameters::Echo::Off; on != echo->is_enabled())
            echo->Enable(on);
    }
    if (wanted.noise != applied.noise) {
        auto *noise = restLibrary->noise_suppression();
        if (wanted.noise != Parameters::Noise::Off)
            noise->set_level(
                webrtc::NoiseSuppression::Level(int(wanted.noise) - int(Parameters::Noise::Low)));
        if (const bool on = wanted.noise != Parameters::Noise::Off; on != noise->is_enabled())
            noise->Enable(on);
    }
    if (wanted.gain != applied.gain)
        restLibrary->gain_control()->Enable(wanted.gain == Parameters::Gain::Adaptive);
    applied = wanted;
}

bool VoiceProcessor::Private::changesEcho() const noexcept
{
    return applied.echo != VoiceParameters::Echo::Off || applied.highPass != VoiceParameters::HighPass::Off;
}

bool VoiceProcessor::Private::changesRest() const noexcept
{
    return applied.noise != VoiceParameters::Noise::Off || applied.gain != VoiceParameters::Gain::Off;
}

/// @returns false where the library failed: @p frame is as it was then, as it is where nothing is wanted of
/// it.
bool VoiceProcessor::Private::run(webrtc::AudioProcessing &library, AudioFrame &frame, bool isWanted) noexcept
{
    toFloat(frame, samples);
    float *channels[] = {samples.data()};
    if (library.ProcessStream(channels, format, format, channels) != webrtc::AudioProcessing::kNoError)
        return false;
    if (isWanted)
        toFrame(samples, frame);
    return true;
}

/// What was heard counts more than what was told; but a change that is told counts before it is heard.
int VoiceProcessor::Private::delayMs(std::chrono::microseconds told) const noexcept
{
    const auto delay = found ? *found + told - toldThen : told;
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(delay).count();
    return int(std::clamp<std::int64_t>(ms, 0, MaxHeldFrames * TickMs));
}

/// Holds what was played back until its echo is near. @returns what is left of the delay. Seldom anything
/// changes, as the canceller begins anew then.
int VoiceProcessor::Private::align(int delayMs) noexcept
{
    const int rest = delayMs - heldFrames * TickMs;
    if (std::exchange(isAligned, true) && rest >= MinAlignedMs && rest <= MaxAlignedMs)
        return rest;
    heldFrames = std::clamp((delayMs - AlignedMs) / TickMs, 0, MaxHeldFrames - 1);
    return std::max(0, delayMs - heldFrames * TickMs);
}

VoiceProcessor::VoiceProcessor()
    : d(std::make_unique<Private>())
{
}

VoiceProcessor::~VoiceProcessor() = default;

void VoiceProcessor::farEnd(const AudioFrame &played) noexcept
{
    d->finder.played(played);
    d->held[d->playedFrames % MaxHeldFrames] = played;
    d->reference = d->held[(d->playedFrames - std::size_t(d->heldFrames)) % MaxHeldFrames];
    ++d->playedFrames;
    toFloat(d->reference, d->samples);
    float *channels[] = {d->samples.data()};
    d->echoLibrary->ProcessReverseStream(channels, d->format, d->format, channels);
}

bool VoiceProcessor::process(
    AudioFrame &captured, std::chrono::microseconds delay, const VoiceParameters &wanted) noexcept
{
    if (!(wanted == d->applied))
        d->apply(wanted);
    d->finder.captured(captured);
    if (const auto found = d->finder.delay(); found != d->found) {
        d->found = found;
        d->toldThen = delay;
    }
    d->echoLibrary->set_stream_delay_ms(d->align(d->delayMs(delay)));
    const bool hasEcho = d->applied.echo != VoiceParameters::Echo::Off;
    if (hasEcho)
        d->talker.hear(captured, d->reference);
    if (d->run(*d->echoLibrary, captured, d->changesEcho()) && hasEcho)
        d->talker.restore(captured);
    const bool hasGain = d->applied.gain != VoiceParameters::Gain::Off;
    if (hasGain)
        d->guard.before(captured);
    if (!d->run(*d->restLibrary, captured, d->changesRest()))
        return false; // as it was captured
    if (hasGain)
        d->guard.after(captured, hasEcho && d->talker.isEchoAlone());
    return d->restLibrary->voice_detection()->stream_has_voice();
}

} // namespace carillon
