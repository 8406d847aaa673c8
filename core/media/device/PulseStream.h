#pragma once

#include "Clock.h"
#include "DeviceError.h"
#include "DeviceSpec.h"
#include "StereoFrame.h"

#include <chrono>
#include <functional>
#include <pulse/def.h>

struct pa_stream;

namespace carillon {

class PulseSystem;

/// One stream of a PulseAudio server, of a microphone or of a loudspeaker, from open() to its end: 16-bit
/// at 48 kHz, of one or two channels, of the role "phone". The server is asked to leave echo and noise to us
/// and may not move it to another device.
class PulseStream final
{
public:
    /// How often and how soon a stream is asked for again that the server refused for no reason of its own:
    /// PipeWire does for some ten milliseconds when another device has just gone.
    static constexpr int Attempts = 5;
    static constexpr Milliseconds AskAgain{20};
    /// Of libpulse: set on a stream that is not connected yet.
    using Listen = std::function<void(pa_stream *)>;
    using Lost = std::function<void(const DeviceError &)>;

    /// @param role Input or Output.
    /// @param lost what was open, or was about to be, is no longer; called by libpulse in the middle of its
    /// work.
    PulseStream(PulseSystem &system, const QString &id, DeviceRole role, Lost lost);
    ~PulseStream() { close(); }
    PulseStream(const PulseStream &) = delete;
    PulseStream &operator=(const PulseStream &) = delete;

    /// @p lost may still follow: the server says later whether the device can be had.
    Result<void, DeviceError> open(const pa_buffer_attr &buffer, Channels channels, const Listen &listen);
    /// Ends without another callback.
    void close();
    /// Likewise, but what was written may be played. Nothing where there is none that runs.
    void drain();

    bool isReady() const;
    /// Null while it is closed.
    pa_stream *get() const { return m_stream; }
    /// Between us and the air, as the server says; 0 while it is not known.
    std::chrono::microseconds delay() const;

    /// Closes one without another callback.
    static void drop(pa_stream *stream);

private:
    Result<void, DeviceError> connect();
    void connectAgain();
    void stateChanged();
    DeviceError cannotOpen() const;
    DeviceError gone() const;

    PulseSystem &m_system;
    QString m_id;
    QString m_name;
    DeviceRole m_role;
    Lost m_lost;
    Listen m_listen;
    pa_buffer_attr m_buffer{};
    Channels m_channels = Channels::One;
    int m_attempts = 0; ///< left
    Timer m_again;
    pa_stream *m_stream = nullptr;
    bool m_wasReady = false;
};

} // namespace carillon
