// What the playout makes of networks: concealed, recovered, stretched, and the delay it adds, in virtual time
// with real packets. Mean of six seeds.
#include "PlayoutRun.h"

#include <cmath>
#include <cstdio>
#include <random>

using namespace carillon;

namespace {

struct Network {
    const char *name;
    std::function<std::function<double(int)>(unsigned seed)> delay;
};

std::function<double(int)> ordered(double sigmaMs, unsigned seed)
{
    return [delay = PlayoutRun::normal(sigmaMs, 0, seed), previous = 0.](int n) mutable {
        previous = std::max(previous, n * 20 + delay(n));
        return previous - n * 20;
    };
}

std::function<double(int)> queues(double meanMs, unsigned seed)
{
    return [random = std::mt19937(seed), wait = std::exponential_distribution<double>(1 / meanMs)](
               int) mutable { return 50 + wait(random); };
}

std::function<double(int)> spikes(double heightMs, int everyPackets)
{
    return [=](int n) {
        const double left = heightMs - n % everyPackets * 20;
        return 50 + std::max(0., left);
    };
}

void report(CodecKind kind, bool redundant)
{
    std::printf("%-26s %9s %9s %9s %9s %9s %6s\n", redundant ? "Opus with FEC" : "PCMU", "concealed",
        "recovered", "stretched", "delay", "q95", "over");
    const Network networks[] = {
        {"clean", [](unsigned) { return [](int) { return 50.; }; }},
        {"jitter 1 ms", [](unsigned seed) { return PlayoutRun::normal(1, 0, seed); }},
        {"jitter 10 ms", [](unsigned seed) { return PlayoutRun::normal(10, 0, seed); }},
        {"jitter 30 ms", [](unsigned seed) { return PlayoutRun::normal(30, 0, seed); }},
        {"jitter 30 ms, in order", [](unsigned seed) { return ordered(30, seed); }},
        {"jitter 60 ms", [](unsigned seed) { return PlayoutRun::normal(60, 0, seed); }},
        {"queue 20 ms", [](unsigned seed) { return queues(20, seed); }},
        {"150 ms each 3 s", [](unsigned) { return spikes(150, 150); }},
        {"loss 1 %", [](unsigned seed) { return PlayoutRun::lossy(.01, seed); }},
        {"loss 5 %", [](unsigned seed) { return PlayoutRun::lossy(.05, seed); }},
        {"loss 10 %", [](unsigned seed) { return PlayoutRun::lossy(.1, seed); }},
        {"loss 20 %", [](unsigned seed) { return PlayoutRun::lossy(.2, seed); }},
        {"loss 5 %, jitter 30 ms", [](unsigned seed) { return PlayoutRun::normal(30, .05, seed); }},
        {"loss 10 %, jitter 20 ms", [](unsigned seed) { return PlayoutRun::normal(20, .1, seed); }},
    };
    constexpr int seeds = 6;
    for (const auto &network : networks) {
        double sums[5] = {};
        for (unsigned seed = 1; seed <= seeds; ++seed) {
            PlayoutRun run;
            run.kind = kind;
            run.redundant = redundant;
            run.phaseMs = seed * 1.6;
            run.delay = network.delay(seed);
            const auto result = run.run();
            const double figures[] = {result.concealedPercent, result.recoveredPercent,
                result.stretchedPercent, result.meanDelayMs, result.quantileMs};
            for (int i = 0; i < 5; ++i)
                sums[i] += figures[i] / seeds;
        }
        std::printf("%-26s %7.2f %% %7.2f %% %7.2f %% %6.1f ms %6.1f ms %+6.1f\n", network.name, sums[0],
            sums[1], sums[2], sums[3], sums[4], sums[3] - sums[4]);
    }
}

} // namespace

int main()
{
    report(CodecKind::Pcmu, false);
    report(CodecKind::Opus, true);
    return 0;
}
