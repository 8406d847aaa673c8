#pragma once

#include "AudioFrame.h"
#include "DeviceSpec.h"

#include <QObject>
#include <chrono>
#include <functional>
#include <memory>

namespace carillon {

/// Where sound comes from. Lives on the device thread, from creation to destruction.
class AudioInput : public QObject
{
    Q_OBJECT
public:
    using FrameSink = std::function<void(const AudioFrame &)>;

    /// Frames follow, 10 ms each in real time, until close().
    virtual Result<void, DeviceError> open(FrameSink sink) = 0;
    virtual void close() = 0;
    /// What lies between here and the air, as the sound system says; 0: unknown.
    virtual std::chrono::microseconds delay() const { return {}; }

Q_SIGNALS:
    /// It was open and is no longer.
    void failed(const carillon::DeviceError &error);
};

/// Where sound goes. Lives on the device thread, from creation to destruction.
class AudioOutput : public QObject
{
    Q_OBJECT
public:
    /// Fills the next frame. @returns false when there is none yet: ask again later, or play silence.
    using FrameSource = std::function<bool(AudioFrame &)>;

    /// The source is asked for frames in real time until close().
    virtual Result<void, DeviceError> open(FrameSource source) = 0;
    virtual void close() = 0;
    /// What lies between here and the air, as the sound system says; 0: unknown.
    virtual std::chrono::microseconds delay() const { return {}; }

Q_SIGNALS:
    void failed(const carillon::DeviceError &error);
};

/// Of what is virtual: null, a tone, a file.
std::unique_ptr<AudioInput> makeVirtualInput(const DeviceSpec &spec);
std::unique_ptr<AudioOutput> makeVirtualOutput(const DeviceSpec &spec);

} // namespace carillon
