// What is left of an echo, what of a talker, and what it costs: the tables of docs/voice.md.
//   bench_echo [FAR.wav NEAR.wav]   mono speech; without, the project's own speaker
#include "VoiceTrial.h"

#include <cmath>
#include <cstdio>
#include <sndfile.h>

using namespace carillon;

namespace {

constexpr double Seconds = 24;
constexpr double SpeechDb = -23; ///< of full scale, active or not: a loud call

using Parameters = VoiceParameters;

/// At 48 kHz, and as often as it takes.
Sound read(const char *path)
{
    SF_INFO info{};
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    if (!file || info.channels != 1) {
        std::fprintf(stderr, "%s: no mono sound file\n", path);
        std::exit(1);
    }
    std::vector<short> raw(std::size_t(info.frames));
    sf_read_short(file, raw.data(), info.frames);
    sf_close(file);
    Sound sound;
    const auto wanted = std::size_t(Seconds * SampleRateHz);
    for (std::size_t i = 0; i < wanted; ++i) {
        const double at = std::fmod(double(i) * info.samplerate / SampleRateHz, double(raw.size() - 1));
        const auto whole = std::size_t(at);
        const double rest = at - double(whole);
        sound.push_back(std::int16_t(std::lrint((1 - rest) * raw[whole] + rest * raw[whole + 1])));
    }
    return sound;
}

Sound levelled(const Sound &sound)
{
    return louder(sound, SpeechDb - levelDb(sound));
}

Parameters only(Parameters::Echo echo)
{
    return {Parameters::When::Always, echo, Parameters::Noise::Off, Parameters::Gain::Off,
        Parameters::HighPass::On};
}

Parameters all(Parameters::Echo echo)
{
    return {Parameters::When::Always, echo, Parameters::Noise::Moderate, Parameters::Gain::Adaptive,
        Parameters::HighPass::On};
}

struct Case {
    const char *name;
    VoiceTrial trial;
};

std::vector<Case> rooms(const Sound &far)
{
    VoiceTrial easy;
    easy.far = far;
    easy.room.reverberationMs = 300;
    std::vector<Case> cases{{"room of 300 ms", easy}};
    const auto add = [&](const char *name, auto change) {
        VoiceTrial trial = easy;
        change(trial);
        cases.push_back({name, trial});
    };
    add("headset that leaks, -20 dB", [](VoiceTrial &t) { t.room.reverberationMs = 0, t.room.echoDb = -20; });
    add("loud: +0 dB", [](VoiceTrial &t) { t.room.echoDb = 0; });
    add("room of 600 ms", [](VoiceTrial &t) { t.room.reverberationMs = 600; });
    add("noise of -60 dB", [](VoiceTrial &t) { t.room.noiseDb = -60; });
    add("delay of 250 ms", [](VoiceTrial &t) { t.room.delayMs = 250; });
    add("drift of 80 ppm", [](VoiceTrial &t) { t.room.driftPpm = 80; });
    add("distorting", [](VoiceTrial &t) { t.room.distortion = 0.5; });
    add("+40 ms at 12 s", [](VoiceTrial &t) { t.jumpAtS = 12; });
    add("hard: the last three",
        [](VoiceTrial &t) { t.room.driftPpm = 80, t.room.distortion = 0.5, t.jumpAtS = 12; });
    add("hard, delay told 140 ms wrong", [](VoiceTrial &t) {
        t.room.driftPpm = 80, t.room.distortion = 0.5, t.jumpAtS = 12, t.hintErrorMs = 140;
    });
    add("hard, delay not told", [](VoiceTrial &t) {
        t.room.driftPpm = 80, t.room.distortion = 0.5, t.jumpAtS = 12, t.hasHint = false;
    });
    return cases;
}

void singleTalk(const Sound &far)
{
    std::printf(
        "\nOne talker far away, from 0.5 s on; ERLE in dB, times since then and since 12 s\n\n"
        "| room | setting | 0.5-2 s | 2-4 s | 4-11.5 s | jump 0.2-1 s | 1-3 s | 4-11 s | us per 10 ms |\n"
        "|---|---|---|---|---|---|---|---|---|\n");
    for (const Case &one : rooms(far)) {
        const std::pair<const char *, Parameters> settings[] = {{"low", only(Parameters::Echo::Low)},
            {"moderate", only(Parameters::Echo::Moderate)}, {"all", all(Parameters::Echo::Moderate)}};
        for (const auto &[name, parameters] : settings) {
            VoiceTrial trial = one.trial;
            trial.parameters = parameters;
            const auto result = trial.run(Seconds);
            std::printf("| %s | %s |", one.name, name);
            for (const auto &[from, to] : {std::pair(1., 2.5), std::pair(2.5, 4.5), std::pair(4.5, 12.),
                     std::pair(12.2, 13.), std::pair(13., 15.), std::pair(16., 23.)})
                std::printf(" %.1f |", result.erleDb(from, to));
            std::printf(" %.0f |\n", result.cpuMicroseconds);
            std::fflush(stdout);
        }
    }
}

void doubleTalk(const Sound &far, const Sound &near)
{
    std::printf("\nBoth talk from 6 s on, measured 8-22 s: the near talker against himself alone\n\n"
                "| echo against talker | setting | gain dB | segmental SNR dB | log-spectral distance dB |\n"
                "|---|---|---|---|---|\n");
    for (const double echoDb : {-20., -12., -6., 0.}) {
        VoiceTrial trial;
        trial.far = far;
        trial.near = delayed(near, 6);
        trial.room.reverberationMs = 300;
        trial.room.echoDb = echoDb;
        const auto row = [&](const char *name, const Sound &heard) {
            const auto measured = distortion(part(trial.near, 8, 22), part(heard, 8, 22));
            std::printf("| %+.0f dB | %s | %.1f | %.1f | %.1f |\n", echoDb, name, measured.gainDb,
                measured.segmentalSnrDb, measured.logSpectralDb);
            std::fflush(stdout);
        };
        trial.parameters = only(Parameters::Echo::Low);
        const auto low = trial.run(Seconds);
        row("none", low.microphone);
        row("low", low.sent);
        trial.parameters = only(Parameters::Echo::Moderate);
        row("moderate", trial.run(Seconds).sent);
        trial.parameters = all(Parameters::Echo::Moderate);
        row("all", trial.run(Seconds).sent);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const Sound far = delayed(levelled(argc > 2 ? read(argv[1]) : generatedSpeech(Seconds)), 0.5);
    const Sound near = levelled(argc > 2 ? read(argv[2]) : generatedSpeech(Seconds, 0.7));
    singleTalk(far);
    doubleTalk(far, near);
    return 0;
}
