#include "VoiceTrial.h"

#include "SpeechGenerator.h"
#include "VoiceProcessor.h"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace carillon {

namespace {
double cpuMicroseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}
} // namespace

VoiceTrial::Result VoiceTrial::run(double seconds) const
{
    EchoRoom place(room), alone(room); // the same noise in both
    VoiceProcessor processor;
    Result result;
    const auto frames = std::size_t(seconds * 100);
    for (std::size_t i = 0; i < frames; ++i) {
        if (i == std::size_t(jumpAtS * 100)) {
            place.jump(jumpMs);
            alone.jump(jumpMs);
        }
        const AudioFrame played = frameAt(far, i);
        AudioFrame captured = place.hear(played, frameAt(near, i));
        append(result.microphone, captured);
        append(result.echo, alone.hear(played, AudioFrame{}));
        const double hintMs = hasHint ? place.delayMs() + hintErrorMs : 0;
        const double begin = cpuMicroseconds();
        processor.farEnd(played);
        result.speech.push_back(
            processor.process(captured, std::chrono::microseconds(std::int64_t(hintMs * 1000)), parameters));
        result.cpuMicroseconds += cpuMicroseconds() - begin;
        append(result.sent, captured);
    }
    result.cpuMicroseconds /= double(frames);
    return result;
}

Sound generatedSpeech(double seconds, double skippedS)
{
    SpeechGenerator speaker;
    Sound sound;
    AudioFrame frame{};
    for (int i = 0; i < int(skippedS * 100); ++i)
        speaker.generate(frame);
    for (int i = 0; i < int(seconds * 100); ++i) {
        speaker.generate(frame);
        append(sound, frame);
    }
    return sound;
}

Sound louder(const Sound &sound, double db)
{
    const double factor = std::pow(10., db / 20);
    Sound result(sound.size());
    std::transform(sound.begin(), sound.end(), result.begin(), [factor](std::int16_t s) {
        return std::int16_t(std::lrint(std::clamp(s * factor, -32768., 32767.)));
    });
    return result;
}

Sound delayed(const Sound &sound, double seconds)
{
    Sound result(std::size_t(seconds * SampleRateHz));
    result.insert(result.end(), sound.begin(), sound.end());
    return result;
}

} // namespace carillon
