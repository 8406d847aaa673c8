#pragma once

#include "AudioEndpoint.h"
#include "PulseSystem.h"

struct pa_stream;

namespace carillon {

/// A microphone of a PulseAudio or PipeWire server.
///
/// The server is asked for pieces of 10 ms and to let its source follow; what we do not fetch in time is
/// bounded by the 200 ms it keeps. Latency: 10 ms and that of the source itself. A stream that its device
/// loses ends: the server may not move it to another microphone.
class PulseInput final : public AudioInput
{
    Q_OBJECT
public:
    PulseInput(PulseSystem &system, const QString &id);
    ~PulseInput() override;
    Result<void, DeviceError> open(FrameSink sink) override;
    void close() override;
    std::chrono::microseconds delay() const override;

private:
    static constexpr int MaxFrames = 20;

    void readAvailable();
    void take(const std::int16_t *samples, std::size_t count);
    void stateChanged();

    PulseSystem &m_system;
    QString m_id;
    QString m_name;
    pa_stream *m_stream = nullptr;
    bool m_wasReady = false;
    AudioFrame m_frame{};
    std::size_t m_filled = 0; ///< samples of m_frame
    FrameSink m_sink;
};

} // namespace carillon
