#include "Resampler.h"

#include <algorithm>

#include <speex/speex_resampler.h>

namespace carillon {

namespace {
constexpr int Quality = SPEEX_RESAMPLER_QUALITY_VOIP;
}

Resampler::Resampler(int fromHz, int toHz)
    : m_fromHz(fromHz)
    , m_toHz(toHz)
{
    if (fromHz != toHz)
        m_state = speex_resampler_init(1, spx_uint32_t(fromHz), spx_uint32_t(toHz), Quality, nullptr);
}

Resampler::~Resampler()
{
    if (m_state)
        speex_resampler_destroy(m_state);
}

int Resampler::process(std::span<const std::int16_t> in, std::span<std::int16_t> out) noexcept
{
    if (m_fromHz == m_toHz) {
        const auto count = std::min(in.size(), out.size());
        std::copy_n(in.begin(), count, out.begin());
        return int(count);
    }
    if (!m_state) {
        const auto count = std::min(std::size_t(outputFor(int(in.size()))), out.size());
        std::fill_n(out.begin(), count, std::int16_t(0));
        return int(count);
    }
    auto consumed = spx_uint32_t(in.size());
    auto produced = spx_uint32_t(out.size());
    speex_resampler_process_int(m_state, 0, in.data(), &consumed, out.data(), &produced);
    return int(produced);
}

void Resampler::reset() noexcept
{
    if (m_state)
        speex_resampler_reset_mem(m_state);
}

} // namespace carillon
