// Voice processing on the media thread takes nothing from the heap, neither by operator new nor by the
// library's malloc, whatever is switched; and settings may come from another thread at any moment.
#include "AllocationCounter.h"
#include "AllocationGuard.h"
#include "RealtimeCheck.h"
#include "SpeechGenerator.h"
#include "VoiceProcessor.h"

#include <atomic>
#include <thread>

using namespace carillon;
using Parameters = VoiceParameters;

namespace {

/// Each of the 60 combinations in turn.
Parameters combination(int number)
{
    return {Parameters::When::Always, Parameters::Echo(number % 3), Parameters::Noise(number / 3 % 5),
        Parameters::Gain(number / 15 % 2), Parameters::HighPass(number / 30 % 2)};
}

void takesNothingFromTheHeap()
{
    VoiceProcessor processor;
    SpeechGenerator far, near;
    std::size_t allocations = 0;
    for (int i = 0; i < 3000; ++i) {
        AudioFrame played{}, captured{};
        far.generate(played);
        if (i % 600 > 300)
            near.generate(captured);
        for (std::size_t s = 0; s < captured.size(); ++s)
            captured[s] = std::int16_t(captured[s] / 2 + played[s] / 4);
        const AllocationCounter counter;
        const AllocationGuard guard;
        if (i % 97 != 0) // a frame which no device took
            processor.farEnd(played);
        processor.process(captured, std::chrono::milliseconds(i / 4), combination(i / 25));
        allocations += counter.count();
    }
    CHECK(allocations == 0);
}

void settingsComeFromAnotherThread()
{
    VoiceControls controls;
    std::atomic<bool> isOver{false};
    std::thread core([&] {
        for (int i = 0; !isOver.load(); ++i) {
            controls.set(combination(i));
            (void)controls.isSpeaking();
            (void)controls.speechFrames();
            std::this_thread::yield();
        }
    });
    VoiceProcessor processor;
    SpeechGenerator speech;
    for (int i = 0; i < 500; ++i) {
        AudioFrame frame{};
        speech.generate(frame);
        processor.farEnd(frame);
        controls.heard(processor.process(frame, std::chrono::milliseconds(50), controls.wanted()));
    }
    isOver.store(true);
    core.join();
}

} // namespace

int main()
{
    RUN(takesNothingFromTheHeap);
    RUN(settingsComeFromAnotherThread);
    return 0;
}
