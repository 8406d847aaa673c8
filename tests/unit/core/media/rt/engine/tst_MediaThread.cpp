// The real thread with its real clock: commands in, events out, sound through, and no race (run under TSan).
#include "MediaThread.h"

#include "GoertzelDetector.h"
#include "RealtimeCheck.h"
#include "StreamPair.h"

#include <thread>

#include <poll.h>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// Polls until @p done or the time is over; waits for nothing in particular, since events are fetched, not
/// signalled.
template <typename Done>
bool eventually(Done done, std::chrono::seconds limit = 20s)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!done()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        poll(nullptr, 0, 1);
    }
    return true;
}

void idlesAndStops()
{
    AudioPort port;
    MediaThread thread(port);
    thread.start();
    CHECK(thread.isRunning());
    thread.stop();
    CHECK(!thread.isRunning());
    thread.start();
    thread.start();
}

void carriesSoundBetweenDeviceAndPeer()
{
    AudioPort port;
    LoopbackSocket near, far;
    MediaThread thread(port);
    thread.start();
    auto left = streamParameters(1, near, far.address(), CodecKind::Opus);
    left.endpoint.kind = EndpointKind::Device;
    auto right = streamParameters(2, far, near.address(), CodecKind::Opus);
    right.endpoint = {EndpointKind::Tone, 440};
    auto first = makeStream(left), second = makeStream(right);
    StreamControls &controls = first->controls();
    CHECK(thread.addStream(std::move(first)) && !first);
    CHECK(thread.addStream(std::move(second)));

    // A device thread, as the device layer has one.
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> loudFrames{0};
    std::thread device([&] {
        while (!stop.load()) {
            port.capture.push(AudioFrame{});
            AudioFrame frame;
            while (port.playback.pop(frame)) {
                GoertzelDetector tone(440);
                tone.add(frame);
                if (tone.amplitude() > 0.15)
                    ++loudFrames;
            }
            poll(nullptr, 0, 5);
        }
    });
    int started = 0, digits = 0, latched = 0;
    const auto fetch = [&] {
        for (MediaEvent event = thread.takeEvent(); event.index() != 0; event = thread.takeEvent()) {
            started += std::holds_alternative<StreamStarted>(event) ? 1 : 0;
            digits += std::holds_alternative<DtmfReceived>(event) ? 1 : 0;
            latched += std::holds_alternative<SourceLatched>(event) ? 1 : 0;
        }
    };
    CHECK(eventually([&] {
        fetch();
        return started == 4 && latched == 2 && loudFrames.load() > 20;
    }));
    controls.setMuted(true);
    controls.setReceiveGain(0.5f);
    CHECK(thread.sendDtmf(1, {9, 60, DtmfRequest::Via::TelephoneEvent}));
    CHECK(eventually([&] {
        fetch();
        return digits == 1;
    }));
    CHECK(eventually([&] { return controls.statistics().packetsReceived > 20; }));
    CHECK(controls.receivedPeak() > 0.01f);

    auto changed = StreamSetup::create(left);
    CHECK(thread.updateStream(1, std::move(changed)));
    bool retired = false, removed = false;
    CHECK(eventually([&] {
        for (MediaEvent event = thread.takeEvent(); event.index() != 0; event = thread.takeEvent())
            retired = retired || std::holds_alternative<SetupRetired>(event);
        return retired;
    }));
    CHECK(thread.removeStream(1));
    CHECK(eventually([&] {
        for (MediaEvent event = thread.takeEvent(); event.index() != 0; event = thread.takeEvent())
            removed = removed || std::holds_alternative<StreamRemoved>(event);
        return removed;
    }));
    stop.store(true);
    device.join();
    // Stream 2 is still in it: the destructor takes care of it.
}

/// A writer fetches, core pauses and goes on; the tap outlives whoever lets go of it last.
void isRecorded()
{
    AudioPort port;
    LoopbackSocket near, far;
    MediaThread thread(port);
    thread.start();
    auto tap = std::make_shared<RecordingTap>();
    tap->announces = true;
    auto stream = makeStream(streamParameters(1, near, far.address(), CodecKind::Pcmu));
    CHECK(thread.addStream(std::move(stream)));
    CHECK(thread.post(SetRecordingTap{1, tap}));
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> frames{0};
    std::thread writer([&, ours = tap] {
        RecordedFrame frame;
        while (!stop.load()) {
            while (ours->frames.pop(frame))
                ++frames;
            poll(nullptr, 0, 5);
        }
    });
    CHECK(eventually([&] { return frames.load() > 10; }));
    tap->paused = true;
    poll(nullptr, 0, 30);
    const std::uint64_t before = frames.load();
    tap->paused = false;
    CHECK(eventually([&] { return frames.load() > before + 5; }));
    CHECK(thread.post(SetRecordingTap{1, {}}));
    bool released = false;
    CHECK(eventually([&] {
        for (MediaEvent event = thread.takeEvent(); event.index() != 0; event = thread.takeEvent())
            if (const auto *back = std::get_if<TapReleased>(&event))
                released |= back->tap == tap;
        return released;
    }));
    stop.store(true);
    writer.join();
    CHECK(tap.use_count() == 1);
}

void saysByeAtTheEnd()
{
    AudioPort port;
    LoopbackSocket near, far;
    MediaThread thread(port);
    thread.start();
    CHECK(thread.addStream(makeStream(streamParameters(1, near, far.address(), CodecKind::Pcmu))));
    CHECK(eventually([&] { return !far.receive().empty(); }));
    CHECK(thread.removeStream(1));
    thread.stop(); // at once
    bool bye = false;
    for (const auto &packet : far.receiveAll())
        bye = bye || (packet.size() > 2 && packet[1] >= 200 && packet[1] <= 204);
    CHECK(bye);
}

void givesBackWhatItCannotTake()
{
    AudioPort port;
    LoopbackSocket near;
    MediaThread thread(port); // not started: nobody fetches the commands
    int accepted = 0;
    std::unique_ptr<StreamSetup> refused;
    for (; accepted < 10000; ++accepted) {
        refused = StreamSetup::create(streamParameters(1, near, near.address(), CodecKind::Pcmu));
        if (!thread.updateStream(1, std::move(refused)))
            break;
    }
    CHECK(accepted < 10000);
    CHECK(refused);
}

} // namespace

int main()
{
    RUN(idlesAndStops);
    RUN(carriesSoundBetweenDeviceAndPeer);
    RUN(isRecorded);
    RUN(saysByeAtTheEnd);
    RUN(givesBackWhatItCannotTake);
    return 0;
}
