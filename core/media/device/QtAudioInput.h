#pragma once

#include "AudioEndpoint.h"

#include <QByteArray>
#include <QPointer>

class QAudioSource;
class QIODevice;

namespace carillon {

/// A microphone through QtMultimedia.
///
/// Push mode: the sound server's buffer is read as soon as it says so. Chosen: a buffer of 20 ms, delivered
/// every 10 to 20 ms; the ring behind it evens that out. Latency: 10 to 20 ms.
class QtAudioInput final : public AudioInput
{
    Q_OBJECT
public:
    explicit QtAudioInput(const DeviceSpec &spec);
    ~QtAudioInput() override;
    Result<void, DeviceError> open(FrameSink sink) override;
    void close() override;

private:
    void readAvailable();
    void stateChanged();

    static constexpr int BufferFrames = 2;

    DeviceSpec m_spec;
    QString m_name;
    std::unique_ptr<QAudioSource> m_source;
    QPointer<QIODevice> m_stream; ///< belongs to the source, which deletes it when the sound server goes away
    QByteArray m_bytes;           ///< less than a frame
    int m_channels = 1;
    FrameSink m_sink;
};

} // namespace carillon
