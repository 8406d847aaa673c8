#pragma once

#include "AudioEndpoint.h"
#include "PulseStream.h"

namespace carillon {

/// A microphone of a PulseAudio or PipeWire server.
///
/// The server is asked for pieces of 10 ms and to let its source follow; what we do not fetch in time is
/// bounded by the 200 ms it keeps. Latency: 10 ms and that of the source itself. A stream that its device
/// loses ends: the server may not move it to another microphone. A microphone of one channel that is
/// asked for two gives the same sound twice, which is one again.
class PulseInput final : public AudioInput
{
    Q_OBJECT
public:
    PulseInput(PulseSystem &system, const QString &id);
    Result<void, DeviceError> open(FrameSink sink) override;
    void close() override;
    std::chrono::microseconds delay() const override { return m_stream.delay(); }

private:
    static constexpr int MaxFrames = 20;

    void readAvailable();
    void take(const std::int16_t *samples, std::size_t count);
    void pass();
    std::size_t frameSamples() const { return std::size_t(FrameSamples) * std::size_t(channels()); }

    InterleavedFrame m_samples{}; ///< of one channel the first half
    std::size_t m_filled = 0;
    FrameSink m_sink;
    PulseStream m_stream;
};

} // namespace carillon
