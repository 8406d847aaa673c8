#include "StreamRecorder.h"

#include "Mixer.h"

#include <utility>

namespace carillon {

namespace {
/// About -26 dBm0: heard, and not in the way of a word.
constexpr float ToneAmplitude = 0.06f;
}

void StreamRecorder::exchange(std::shared_ptr<RecordingTap> &tap) noexcept
{
    std::swap(m_tap, tap);
    m_index = 0;
    m_toneTick = 0;
    m_generator = ToneGenerator();
    m_isToneHeard = false;
}

void StreamRecorder::tick() noexcept
{
    m_isToneHeard = isRecording() && m_tap->announces.load(std::memory_order_relaxed);
    if (!m_isToneHeard) {
        m_toneTick = 0; // whoever goes on says so anew
        m_generator = ToneGenerator();
        return;
    }
    if (m_toneTick == 0)
        m_generator.start(ToneHz, 0, ToneAmplitude);
    else if (m_toneTick == ToneTicks)
        m_generator.stop();
    m_toneTick = (m_toneTick + 1) % TonePeriodTicks;
    m_isToneHeard = m_generator.isAudible();
    if (m_isToneHeard)
        m_generator.generate(m_tone);
}

void StreamRecorder::write(const AudioFrame &mine, const AudioFrame &theirs) noexcept
{
    RecordedFrame frame{m_index++, mine, theirs};
    if (m_isToneHeard) {
        Mixer mixer;
        mixer.add(mine);
        mixer.add(m_tone);
        frame.left = mixer.mixed();
    }
    if (!m_tap->frames.push(std::move(frame)))
        m_tap->dropped.fetch_add(1, std::memory_order_relaxed);
}

void StreamRecorder::skip(int ticks) noexcept
{
    if (isRecording())
        m_index += std::uint64_t(ticks);
}

} // namespace carillon
