#include "PlayoutRun.h"

#include "SpeechGenerator.h"
#include "StreamPair.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <random>

namespace carillon {

using namespace std::chrono_literals;

std::function<double(int)> PlayoutRun::normal(double sigmaMs, double loss, unsigned seed)
{
    return
        [sigmaMs, loss, random = std::mt19937(seed), gauss = std::normal_distribution<double>(100, sigmaMs),
            uniform = std::uniform_real_distribution<double>(0, 1)](int) mutable {
            const double delay = std::max(0., gauss(random));
            return uniform(random) < loss ? Lost : delay;
        };
}

std::function<double(int)> PlayoutRun::lossy(double loss, unsigned seed)
{
    return [loss, random = std::mt19937(seed), uniform = std::uniform_real_distribution<double>(0, 1)](
               int) mutable { return uniform(random) < loss ? Lost : 50.; };
}

std::vector<std::vector<std::uint8_t>> speechPackets(
    CodecKind kind, int ptimeMs, int seconds, const EncoderOptions &options)
{
    EncoderOptions wanted = options;
    wanted.kind = kind;
    const auto encoder = createEncoder(wanted);
    Resampler resampler(SampleRateHz, pcmRateHz(kind));
    SpeechGenerator speech;
    std::vector<std::vector<std::uint8_t>> packets(std::size_t(seconds * 1000 / ptimeMs));
    for (auto &packet : packets) {
        std::vector<std::int16_t> pcm;
        for (int ms = 0; ms < ptimeMs; ms += 10) {
            AudioFrame frame;
            speech.generate(frame);
            std::array<std::int16_t, FrameSamples + 8> resampled;
            const int samples = resampler.process(frame, resampled);
            pcm.insert(pcm.end(), resampled.begin(), resampled.begin() + samples);
        }
        pcm.resize(std::size_t(pcmRateHz(kind) / 1000 * ptimeMs));
        packet.resize(std::size_t(MaxPayloadBytes));
        packet.resize(std::size_t(std::max(1, encoder->encode(pcm, packet))));
    }
    return packets;
}

PlayoutRun::Result PlayoutRun::run() const
{
    const auto ms = [](double value) { return std::chrono::nanoseconds(std::int64_t(value * 1e6)); };
    EncoderOptions options;
    options.inbandFec = redundant;
    const auto sounds = speechPackets(kind, ptimeMs, 10, options);
    const int count = seconds * 1000 / ptimeMs;
    const MediaTime begin{1h};
    std::multimap<MediaTime, int> arrivals;
    std::vector<double> delays(std::size_t(count), Lost);
    std::vector<double> sorted;
    for (int i = 0; i < count; ++i) {
        const double wait = delays[std::size_t(i)] = delay(i);
        if (wait == Lost)
            continue;
        arrivals.emplace(begin + ms(i * ptimeMs * drift + phaseMs + wait), i);
        sorted.push_back(wait);
    }
    std::sort(sorted.begin(), sorted.end());
    Result result;
    result.quantileMs = sorted[sorted.size() * 95 / 100];

    LoopbackSocket socket;
    const auto setup = StreamSetup::create(streamParameters(1, socket, socket.address(), kind, 20));
    const auto chain = std::make_unique<PlayoutChain>();
    JitterBuffer &buffer = chain->buffer();
    buffer.reset(rtpClockRateHz(kind));
    const AudioDecoder &decoder = *setup->decoderFor(payloadTypeOf(kind))->decoder;
    double storedDelay = 0;
    std::uint64_t stored = 0;
    auto next = arrivals.begin();
    const MediaTime end = begin + ms(seconds * 1000. * drift);
    for (MediaTime now = begin; now < end; now += TickPeriod) {
        for (; next != arrivals.end() && next->first <= now; ++next) {
            const int i = next->second;
            const auto &payload = sounds[std::size_t(i) % sounds.size()];
            const auto content = decoder.isRedundant(payload) ? JitterBuffer::Content::Redundant
                                                              : JitterBuffer::Content::Sound;
            const auto ticks = std::uint32_t(rtpClockRateHz(kind) / 1000 * ptimeMs);
            const auto put = buffer.put(
                {std::uint16_t(i), std::uint32_t(i) * ticks, payloadTypeOf(kind), ticks, payload, content},
                next->first);
            if (put == JitterBuffer::Put::Stored) {
                storedDelay += delays[std::size_t(i)];
                ++stored;
            }
        }
        const AudioFrame frame = chain->play(*setup, now);
        const auto loudest = std::max_element(
            frame.begin(), frame.end(), [](auto a, auto b) { return std::abs(a) < std::abs(b); });
        result.loudTicks += std::abs(*loudest) > 300 ? 1 : 0;
        result.longestDelayMs = std::max(result.longestDelayMs, buffer.statistics().bufferMs);
    }
    result.buffer = buffer.statistics();
    result.chain = chain->statistics();
    const double percent = 100. / (seconds * 1000.);
    result.concealedPercent = result.buffer.concealedMs * percent;
    result.recoveredPercent = result.buffer.recoveredMs * percent;
    result.stretchedPercent = (result.chain.acceleratedMs + result.chain.deceleratedMs) * percent;
    result.lastDelayMs = result.buffer.bufferMs;
    if (stored > 0 && result.buffer.played > 0)
        result.meanDelayMs
            = storedDelay / double(stored) + result.buffer.waitedMs / double(result.buffer.played);
    return result;
}

} // namespace carillon
