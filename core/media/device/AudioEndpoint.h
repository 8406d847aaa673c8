#pragma once

#include "DeviceSpec.h"
#include "StereoFrame.h"

#include <QObject>
#include <chrono>
#include <functional>
#include <memory>

namespace carillon {

/// What microphones and loudspeakers have in common. Lives on the device thread, from creation to
/// destruction.
class AudioEndpoint : public QObject
{
    Q_OBJECT
public:
    virtual void close() = 0;
    /// From the next open() on. Two: where the device has two they come as two, and where it has one it gets
    /// the mean. One at first.
    void setChannels(Channels channels) { m_channels = channels; }
    /// What lies between here and the air, as the sound system says; 0: unknown.
    virtual std::chrono::microseconds delay() const { return {}; }
    /// Of 10 ms each, since it was made: what the sound system gave or took, silence in the place of what was
    /// late too. Asking for one that does not come counts for nothing.
    std::uint64_t frames() const { return m_frames; }

Q_SIGNALS:
    /// It was open and is no longer.
    void failed(const carillon::DeviceError &error);

protected:
    void noteFrame() { ++m_frames; }
    Channels channels() const { return m_channels; }

private:
    Channels m_channels = Channels::One;
    std::uint64_t m_frames = 0;
};

/// Where sound comes from.
class AudioInput : public AudioEndpoint
{
    Q_OBJECT
public:
    using FrameSink = std::function<void(const StereoFrame &)>;

    /// Frames follow, 10 ms each in real time, until close().
    virtual Result<void, DeviceError> open(FrameSink sink) = 0;
};

/// Where sound goes.
class AudioOutput : public AudioEndpoint
{
    Q_OBJECT
public:
    /// Fills the next frame. @returns false when there is none yet: ask again later, or play silence.
    using FrameSource = std::function<bool(StereoFrame &)>;

    /// The source is asked for frames in real time until close().
    virtual Result<void, DeviceError> open(FrameSource source) = 0;
};

/// Of what is virtual: null, a tone, a file.
std::unique_ptr<AudioInput> makeVirtualInput(const DeviceSpec &spec);
std::unique_ptr<AudioOutput> makeVirtualOutput(const DeviceSpec &spec);

} // namespace carillon
