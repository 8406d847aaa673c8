// Any sequence of packets and fetches, as a machine: no crash, nothing beyond its bounds. Each 8 bytes: what,
// sequence, timestamp (a step or absolute), duration, milliseconds.
#include "JitterBuffer.h"

#include <cstdlib>
#include <memory>
#include <vector>

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::vector<std::uint8_t> bytes(data, data + size);
    const auto buffer = std::make_unique<JitterBuffer>(8000);
    MediaTime now{std::chrono::hours(1)};
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    for (Bytes rest = bytes; rest.size() >= 8; rest = rest.subspan(8)) {
        now += std::chrono::milliseconds(rest[7]);
        sequence = rest[0] & 1 ? readU16(rest, 1) : std::uint16_t(sequence + 1);
        timestamp = rest[0] & 2 ? readU32(rest, 3) : timestamp + 160;
        const Bytes payload = rest.first(rest[0] & 7);
        if (rest[0] & 16)
            buffer->putOther(sequence);
        else
            buffer->put({sequence, timestamp, 0, std::uint32_t(readU16(rest, 5) % 1000), payload,
                            JitterBuffer::Content(rest[6] % 3)},
                now);
        for (int i = 0; i < (rest[0] >> 6); ++i) {
            const auto waiting = std::chrono::microseconds(rest[5] * 40);
            const auto playout = buffer->take(now, waiting);
            buffer->isRunningDry(now, waiting);
            // A packet's own duration, or at most 60 ms of invented sound.
            if (playout.payload.size() > 7 || playout.durationTicks > 2880
                || playout.skipTicks > playout.durationTicks)
                std::abort();
        }
        if (rest[0] & 32)
            buffer->reset(rest[7] & 1 ? 8000 : 48000);
        if (buffer->storedPackets() > JitterBuffer::Slots)
            std::abort();
    }
    return 0;
}
