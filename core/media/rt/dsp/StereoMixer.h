#pragma once

#include "Mixer.h"
#include "StereoFrame.h"

namespace carillon {

/// Sums frames of one or two channels; as Mixer while none of them has two. What has one channel is in the
/// middle. Each channel is bent towards full scale by itself.
class StereoMixer final
{
public:
    void add(const StereoFrame &frame) noexcept;
    StereoFrame mixed() const noexcept;

private:
    Mixer m_mid;
    std::array<std::int32_t, FrameSamples> m_side; ///< means nothing until m_isStereo
    bool m_isStereo = false;
};

} // namespace carillon
