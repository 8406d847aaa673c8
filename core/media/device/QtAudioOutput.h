#pragma once

#include "AudioEndpoint.h"

#include <QPointer>
#include <QTimer>

class QAudioSink;
class QIODevice;

namespace carillon {

/// A loudspeaker through QtMultimedia.
///
/// Push mode from a 10 ms timer: pull mode never pulls at these buffer sizes. Chosen: a request of 40 ms, of
/// which Qt uses about 30; 20 ms broke off on a busy machine. Latency: 30 to 40 ms. Silence is written only
/// when the sound server is about to run dry, so that a late frame costs nothing.
class QtAudioOutput final : public AudioOutput
{
    Q_OBJECT
public:
    explicit QtAudioOutput(const DeviceSpec &spec);
    ~QtAudioOutput() override;
    Result<void, DeviceError> open(FrameSource source) override;
    void close() override;
    std::chrono::microseconds delay() const override;

private:
    void fill();
    void write(const StereoFrame &frame);
    void stateChanged();
    void lost();

    static constexpr int BufferFrames = 4;
    static constexpr int ReserveFrames = 1; ///< what must lie in the buffer between two ticks

    DeviceSpec m_spec;
    QString m_name;
    std::unique_ptr<QAudioSink> m_sink;
    QPointer<QIODevice> m_stream; ///< belongs to the sink, which deletes it when the sound server goes away
    int m_channels = 1;
    FrameSource m_source;
    QTimer m_timer;
};

} // namespace carillon
