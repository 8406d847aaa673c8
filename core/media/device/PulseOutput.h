#pragma once

#include "AudioEndpoint.h"
#include "EdgeFade.h"
#include "PulseStream.h"

#include <QTimer>

namespace carillon {

/// A loudspeaker of a PulseAudio or PipeWire server.
///
/// The server is asked to hold 20 ms and to let its sink follow; after some underruns in a row 40, then 80.
/// Latency: that, and 0..10 ms until the server asks. A frame that is late is asked for again every
/// 3 ms; silence takes its place only when the server is about to run dry. Closing it fades out in
/// 5 ms, which the server plays on its own.
class PulseOutput final : public AudioOutput
{
    Q_OBJECT
public:
    PulseOutput(PulseSystem &system, const QString &id);
    ~PulseOutput() override;
    Result<void, DeviceError> open(FrameSource source) override;
    void close() override;
    std::chrono::microseconds delay() const override { return m_stream.delay(); }

private:
    static constexpr int FirstTargetFrames = 2;
    static constexpr int MaxTargetFrames = 8;
    static constexpr int ReserveFrames = 1;
    static constexpr int UnderrunsToGrow = 3;
    static constexpr std::chrono::seconds UnderrunPeriod{10};

    void fill();
    bool write(const StereoFrame &frame);
    std::size_t frameBytes() const { return sizeof(AudioFrame) * std::size_t(m_streamChannels); }
    void underran();

    int m_targetFrames = FirstTargetFrames; ///< kept from one call to the next
    int m_underruns = 0;
    std::chrono::steady_clock::time_point m_firstUnderrun;
    EdgeFade::Last m_last; ///< what was written last
    Channels m_streamChannels = Channels::One;
    FrameSource m_source;
    QTimer m_again;
    PulseStream m_stream;
};

} // namespace carillon
