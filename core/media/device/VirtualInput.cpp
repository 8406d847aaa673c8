#include "VirtualInput.h"

namespace carillon {

VirtualInput::VirtualInput(int toneHz)
    : m_toneHz(toneHz)
{
}

Result<void, DeviceError> VirtualInput::open(FrameSink sink)
{
    if (m_toneHz > 0)
        m_tone.start(m_toneHz);
    m_pacer.start([this, sink = std::move(sink)] {
        AudioFrame frame{};
        if (m_toneHz > 0)
            m_tone.generate(frame);
        noteFrame();
        sink(frame);
    });
    return {};
}

void VirtualInput::close()
{
    m_pacer.stop();
}

} // namespace carillon
