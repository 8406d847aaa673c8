#include "VirtualOutput.h"

namespace carillon {

Result<void, DeviceError> VirtualOutput::open(FrameSource source)
{
    m_pacer.start([this, source = std::move(source)] {
        StereoFrame frame{};
        source(frame);
        noteFrame();
    });
    return {};
}

void VirtualOutput::close()
{
    m_pacer.stop();
}

} // namespace carillon
