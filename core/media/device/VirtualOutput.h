#pragma once

#include "AudioEndpoint.h"
#include "FramePacer.h"

namespace carillon {

/// `null`: fetches the sound in real time and forgets it.
class VirtualOutput final : public AudioOutput
{
    Q_OBJECT
public:
    Result<void, DeviceError> open(FrameSource source) override;
    void close() override;

private:
    FramePacer m_pacer;
};

} // namespace carillon
