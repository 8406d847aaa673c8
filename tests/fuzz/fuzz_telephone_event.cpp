// Any sequence of telephone events: no crash, no event which nobody sent, durations that make sense. Each 9
// bytes: timestamp, payload, milliseconds since the one before.
#include "TelephoneEvent.h"

#include <cstdlib>
#include <vector>

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::vector<std::uint8_t> bytes(data, data + size);
    TelephoneEventReceiver receiver;
    MediaTime now{std::chrono::hours(1)};
    Bytes rest = bytes;
    std::size_t packets = 0, finished = 0;
    const auto note = [&finished](const auto &one) {
        if (!one)
            return;
        ++finished;
        if (one->durationMs < 0)
            std::abort();
    };
    for (; rest.size() >= 9; rest = rest.subspan(9)) {
        now += std::chrono::milliseconds(rest[8]);
        const auto event = TelephoneEvent::parse(rest.subspan(4, 4));
        if (!event)
            std::abort();
        note(receiver.received(*event, readU32(rest, 0), rest[8] & 1 ? 8000 : 48000, now));
        note(receiver.timedOut(now));
        ++packets;
    }
    if (finished > packets)
        std::abort();
    TelephoneEvent::parse(rest);
    return 0;
}
