#include "PauseFinder.h"

#include "AudioFrame.h"

#include <algorithm>
#include <utility>

namespace carillon {

namespace {
constexpr std::size_t Block = SampleRateHz / 200;
constexpr float QuietMeanSquare = 100.f * 100.f; // about -50 dB of full scale
constexpr float BelowLoudest = 1e-3f;
constexpr float FallsEachBlock = 0.99885f; // 1 dB a second
}

bool PauseFinder::isPause(std::span<const std::int16_t> pcm) noexcept
{
    float loudest = 0;
    for (; !pcm.empty(); pcm = pcm.subspan(std::min(Block, pcm.size()))) {
        const auto block = pcm.first(std::min(Block, pcm.size()));
        float sum = 0;
        for (const std::int16_t sample : block)
            sum += float(sample) * float(sample);
        loudest = std::max(loudest, sum / float(block.size()));
        m_loudest *= FallsEachBlock;
    }
    m_loudest = std::max(m_loudest, loudest);
    const bool isQuiet = loudest < std::max(QuietMeanSquare, m_loudest * BelowLoudest);
    return std::exchange(m_wasQuiet, isQuiet) && isQuiet;
}

} // namespace carillon
