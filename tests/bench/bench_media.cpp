// What one 20 ms packet costs: each codec's encode and decode, SRTP, and the whole engine with two streams,
// in CPU time of this thread; and how often libsrtp asks malloc for memory.
#include "AllocationCounter.h"
#include "AudioCodec.h"
#include "SpeechGenerator.h"
#include "StreamPair.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

double cpuNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

/// The median of five rounds, for each of @p count calls.
double cost(int count, const std::function<void(int)> &work)
{
    std::vector<double> rounds;
    for (int round = 0; round < 5; ++round) {
        const double begin = cpuNanoseconds();
        for (int i = 0; i < count; ++i)
            work(i);
        rounds.push_back((cpuNanoseconds() - begin) / count);
    }
    std::sort(rounds.begin(), rounds.end());
    return rounds[2];
}

void report(const char *what, double nanoseconds)
{
    std::printf("%-44s %10.0f ns  %6.3f %% of a core\n", what, nanoseconds, nanoseconds / 20e6 * 100);
}

const char *nameOf(CodecKind kind)
{
    switch (kind) {
    case CodecKind::Opus: return "opus";
    case CodecKind::G722: return "g722";
    case CodecKind::Pcmu: return "pcmu";
    case CodecKind::Pcma: return "pcma";
    case CodecKind::L16At16k: return "l16";
    case CodecKind::L16At48k: return "l16-48k";
    case CodecKind::ComfortNoise: return "cn";
    }
    return "";
}

void benchCodec(CodecKind kind)
{
    constexpr int packets = 250; // 5 s of speech
    const auto encoder = createEncoder({kind});
    const auto decoder = createDecoder(kind);
    SpeechGenerator speech;
    const std::size_t perFrame = std::size_t(pcmRateHz(kind) / 100);
    const std::size_t step = FrameSamples / perFrame;
    std::vector<std::vector<std::int16_t>> sounds(packets);
    for (auto &sound : sounds) {
        for (int half = 0; half < 2; ++half) {
            AudioFrame frame;
            speech.generate(frame);
            for (std::size_t i = 0; i < perFrame; ++i)
                sound.push_back(frame[i * step]);
        }
    }
    std::vector<std::vector<std::uint8_t>> payloads(packets);
    const double encode = cost(packets, [&](int i) {
        auto &payload = payloads[std::size_t(i)];
        payload.resize(std::size_t(MaxPayloadBytes));
        payload.resize(std::size_t(std::max(1, encoder->encode(sounds[std::size_t(i)], payload))));
    });
    std::vector<std::int16_t> pcm(std::size_t(48 * MaxDecodedMs));
    const double decode = cost(packets, [&](int i) { decoder->decode(payloads[std::size_t(i)], pcm); });
    char text[64];
    std::snprintf(text, sizeof text, "%s encode", nameOf(kind));
    report(text, encode);
    std::snprintf(text, sizeof text, "%s decode", nameOf(kind));
    report(text, decode);
}

void benchSrtp(const char *name, SrtpProfile profile)
{
    const SrtpKey key = srtpKey(profile, 1);
    const auto sender = SrtpContext::createSender(key, 1);
    const auto receiver = SrtpContext::createReceiver(key, 1u);
    constexpr int packets = 10000;
    std::uint16_t sequence = 0;
    struct alignas(16) Buffer {
        std::array<std::uint8_t, 400> bytes{};
        std::size_t size = 0;
    };
    std::vector<Buffer> buffers(packets);
    const double protect = cost(packets, [&](int i) {
        Buffer &buffer = buffers[std::size_t(i)];
        RtpHeader{false, 111, sequence++, 0, 1}.write(buffer.bytes);
        buffer.size = sender->protectRtp(buffer.bytes, 12 + 80);
    });
    const double begin = cpuNanoseconds(); // once only: a second time they are replays
    for (auto &buffer : buffers)
        receiver->unprotectRtp(MutableBytes(buffer.bytes).first(buffer.size), buffer.size);
    const double unprotect = (cpuNanoseconds() - begin) / packets;
    std::size_t allocations = 0;
    {
        const AllocationCounter counter;
        RtpHeader{false, 111, sequence++, 0, 1}.write(buffers[0].bytes);
        buffers[0].size = sender->protectRtp(buffers[0].bytes, 12 + 80);
        allocations = counter.count();
    }
    char text[64];
    std::snprintf(text, sizeof text, "%s protect (%zu mallocs)", name, allocations);
    report(text, protect);
    std::size_t unprotectAllocations = 0;
    {
        const AllocationCounter counter;
        receiver->unprotectRtp(MutableBytes(buffers[0].bytes).first(buffers[0].size), buffers[0].size);
        unprotectAllocations = counter.count();
    }
    std::snprintf(text, sizeof text, "%s unprotect (%zu mallocs)", name, unprotectAllocations);
    report(text, unprotect);
}

void benchEngine(CodecKind kind, bool secure)
{
    const auto pair = std::make_unique<StreamPair>();
    auto left = pair->left(kind), right = pair->right(kind);
    left.endpoint.kind = EndpointKind::Device;
    right.endpoint.kind = EndpointKind::Speech;
    if (secure) {
        left.sendKey = right.receiveKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 1);
        left.receiveKey = right.sendKey = srtpKey(SrtpProfile::Aes128CmSha1_80, 2);
    }
    pair->add(left);
    pair->add(right);
    const auto device = [&pair] {
        AudioFrame frame{};
        while (pair->port.playback.pop(frame)) { }
        pair->port.capture.push(frame);
    };
    pair->run(1s, device);
    const double packet = cost(50, [&](int) { pair->run(20ms, device); });
    char text[64];
    std::snprintf(
        text, sizeof text, "engine, two %s streams%s, 20 ms", nameOf(kind), secure ? " with SRTP" : "");
    report(text, packet);
}

} // namespace

int main()
{
    constexpr CodecKind kinds[] = {CodecKind::Opus, CodecKind::G722, CodecKind::Pcmu, CodecKind::Pcma};
    std::printf("CPU for each 20 ms packet\n");
    for (const auto kind : kinds)
        benchCodec(kind);
    benchSrtp("AES_CM_128_HMAC_SHA1_80", SrtpProfile::Aes128CmSha1_80);
    benchSrtp("AEAD_AES_128_GCM", SrtpProfile::AeadAes128Gcm);
    for (const auto kind : kinds) {
        benchEngine(kind, false);
        benchEngine(kind, true);
    }
    return 0;
}
