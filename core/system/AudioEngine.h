#pragma once

#include <memory>

namespace carillon {

class AudioDevices;
class MediaController;
struct AudioPort;
struct MediaEnvironment;

/// The sound of this machine: its devices, the media thread and the rings between the two. One for each
/// process; no device is open while there is no call. Core thread.
class AudioEngine final
{
public:
    explicit AudioEngine(const MediaEnvironment &environment);
    /// Closes the devices and waits for their thread.
    ~AudioEngine();
    AudioEngine(const AudioEngine &) = delete;
    AudioEngine &operator=(const AudioEngine &) = delete;

    AudioPort &port() const { return *m_port; }
    AudioDevices &devices() const { return *m_devices; }
    MediaController &controller() const { return *m_controller; } ///< what an AudioSession is made with
    /// Where the sound system holds the device thread for ever, the destructor would wait for ever too: now
    /// it does not. Nothing else may be called after this.
    void abandonDevices();

private:
    std::unique_ptr<AudioPort> m_port; // first: devices and media thread refer to it
    std::unique_ptr<AudioDevices> m_devices;
    std::unique_ptr<MediaController> m_controller;
};

} // namespace carillon
