#include "StereoMixer.h"

#include <utility>

namespace carillon {

void StereoMixer::add(const StereoFrame &frame) noexcept
{
    m_mid.add(frame);
    if (!frame.isStereo)
        return;
    if (!std::exchange(m_isStereo, true))
        m_side.fill(0);
    for (std::size_t i = 0; i < frame.size(); ++i)
        m_side[i] += frame.side[i];
}

StereoFrame StereoMixer::mixed() const noexcept
{
    if (!m_isStereo)
        return m_mid.mixed();
    StereoFrame out;
    out.isStereo = true;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::int32_t mid = m_mid.sum(i);
        out.set(i, m_mid.resolved(mid + m_side[i]), m_mid.resolved(mid - m_side[i]));
    }
    return out;
}

} // namespace carillon
