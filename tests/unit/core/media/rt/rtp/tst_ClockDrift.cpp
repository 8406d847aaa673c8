// A thousand hours of a sender whose clock is not ours. Reduced: packets of 120 ms without sound, and a
// stretcher that does what it is asked for by whole pitch periods; the estimator and the buffer are the real
// ones.
#include "JitterBuffer.h"
#include "RealtimeCheck.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

struct Drift {
    double partsPerMillion; ///< more than 0: the sender is slow
    int hours;
};

void hear(const Drift &drift)
{
    constexpr std::int64_t packetUs = 120000;
    constexpr std::uint32_t packetTicks = 960;
    const auto buffer = std::make_unique<JitterBuffer>(8000);
    const MediaTime begin{1h};
    const std::array<std::uint8_t, 1> payload{};
    const std::int64_t count = std::int64_t(drift.hours) * 3600 * 1000000 / packetUs;
    const double scale = 1 + drift.partsPerMillion / 1e6;
    std::int64_t now = 0, waiting = 0; // us
    std::uint32_t random = 1;
    double longest = 0, atOneHour = 0, concealedAtOneHour = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        random = random * 1664525u + 1013904223u;
        // A lively network: up to 2 ms of jitter.
        const auto arrival = std::int64_t(double(i * packetUs) * scale) + std::int64_t(random >> 21);
        const auto fetch = [&](std::int64_t until) {
            while (now + waiting < until + 10000 && now < until) {
                now += waiting / 10000 * 10000; // the ticks for which there is enough
                waiting %= 10000;
                if (now >= until)
                    return;
                const auto playout = buffer->take(
                    begin + std::chrono::microseconds(now), std::chrono::microseconds(waiting));
                if (playout.kind == JitterBuffer::Playout::Kind::Nothing) {
                    waiting = 10000;
                    continue;
                }
                waiting += std::int64_t(playout.durationTicks - playout.skipTicks) * 125;
                const auto excess = playout.excess.count();
                if (excess > 0)
                    waiting -= std::clamp<std::int64_t>(excess / 2500 * 2500, 2500, 15000);
                else if (excess < 0)
                    waiting += 7500;
            }
        };
        fetch(arrival);
        buffer->put(
            {std::uint16_t(i), std::uint32_t(std::uint64_t(i) * packetTicks), 0, packetTicks, payload},
            begin + std::chrono::microseconds(arrival));
        if (i == 30000) {
            atOneHour = buffer->statistics().bufferMs;
            concealedAtOneHour = buffer->statistics().concealedMs;
        }
        if (i > 30000)
            longest = std::max(longest, buffer->statistics().bufferMs);
    }
    const auto statistics = buffer->statistics();
    const double concealedPercent
        = (statistics.concealedMs - concealedAtOneHour) / (drift.hours * 3600. * 1000) * 100;
    std::printf(
        "%+5.0f ppm, %d h: delay %.1f ms after an hour, %.1f at the end, at most %.1f; concealed %.4f %%\n",
        drift.partsPerMillion, drift.hours, atOneHour, statistics.bufferMs, longest, concealedPercent);
    CHECK(statistics.bufferMs < 25 && longest < 40);
    CHECK(std::abs(statistics.bufferMs - atOneHour) < 15);
    CHECK(concealedPercent < 0.02);
    CHECK(statistics.resyncs == 0 && statistics.late == 0);
}

} // namespace

int main()
{
    for (const Drift &drift : {Drift{100, 300}, Drift{-100, 300}, Drift{500, 200}, Drift{-500, 200}})
        hear(drift);
    return 0;
}
