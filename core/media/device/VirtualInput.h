#pragma once

#include "AudioEndpoint.h"
#include "FramePacer.h"
#include "ToneGenerator.h"

namespace carillon {

/// `null` and `tone:HZ`: silence or a sine in real time.
class VirtualInput final : public AudioInput
{
    Q_OBJECT
public:
    /// @param toneHz 0 for silence.
    explicit VirtualInput(int toneHz);
    Result<void, DeviceError> open(FrameSink sink) override;
    void close() override;

private:
    int m_toneHz;
    ToneGenerator m_tone;
    FramePacer m_pacer;
};

} // namespace carillon
