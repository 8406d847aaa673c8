#pragma once

#include "MediaEnvironment.h"
#include "MediaThread.h"
#include "MediaTransport.h"
#include "Random.h"
#include "RtpSockets.h"

#include <QObject>
#include <QTimer>
#include <deque>
#include <unordered_map>

namespace carillon {

class AudioSession;
class DtlsCertificate;
class IceThread;

/// What of the devices cannot be seen in their sound.
struct DeviceFacts {
    bool isMicrophoneMeantSilent = false; ///< none was chosen
    bool isMicrophoneMuted = false;       ///< by the system
    bool isLoudspeakerMuted = false;
};

/// The core thread's end of the media thread: hands streams over, takes events back, keeps what retires until
/// it is free. One for each process; its timer runs only while there are streams.
class MediaController final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds EventPeriod{40};
    static constexpr int PeriodsPerSample = 25; ///< figures are looked at once a second

    /// All outlive it.
    MediaController(AudioPort &port, const MediaEnvironment &environment, QObject *parent = nullptr);
    ~MediaController() override;

    Random &random() const { return m_environment.random; }
    Clock &clock() const { return m_environment.clock; }
    AudioPort &port() const { return m_port; }
    MediaTransportServices transportServices();
    /// Our certificate, as a description names it. One for each process (RFC 5763 §5).
    DtlsDescription dtlsDescription();
    /// Whether a stream wants microphone and loudspeaker.
    bool usesDevices() const { return m_deviceStreams > 0; }
    void setDeviceFacts(const DeviceFacts &facts) { m_deviceFacts = facts; }
    const DeviceFacts &deviceFacts() const { return m_deviceFacts; }
    int streamCount() const { return int(m_streams.size()); }

Q_SIGNALS:
    /// usesDevices() changed: open or release them.
    void devicesWanted(bool wanted);

private:
    friend class AudioSession;
    struct Stream {
        AudioSession *session = nullptr; ///< null once its call is over
        std::shared_ptr<RtpSockets> sockets;
        /// One for each update under way: what its setup before used.
        std::deque<std::shared_ptr<RtpSockets>> retiring;
        bool usesDevices = false;
    };
    StreamId newId() { return ++m_lastId; }
    /// @returns the live end of the stream, good until remove() or AudioSession::streamRefused().
    StreamControls *add(
        AudioSession &session, std::unique_ptr<StreamSetup> setup, std::shared_ptr<RtpSockets> sockets);
    void update(StreamId id, std::unique_ptr<StreamSetup> setup, std::shared_ptr<RtpSockets> sockets);
    /// The session hears no more of it; sockets close when the media thread let go.
    void remove(StreamId id);
    /// In order, and never lost: what the ring does not take waits here.
    void post(MediaCommand command);
    void postWaiting();

    void takeEvents();
    void handle(MediaEvent &event);
    /// @returns how much speech came from the microphone since the last call.
    Milliseconds takeSpoken();
    void removed(StreamId id);
    AudioSession *sessionOf(StreamId id) const;
    void countDevices(int change);

    const DtlsCertificate &certificate();

    AudioPort &m_port;
    DeviceFacts m_deviceFacts;
    MediaEnvironment m_environment;
    std::unique_ptr<DtlsCertificate> m_certificate; ///< made when it is first needed
    std::unique_ptr<IceThread> m_iceThread;         ///< likewise
    MediaThread m_thread;
    std::deque<MediaCommand> m_waiting;
    QTimer m_timer;
    std::unordered_map<StreamId, Stream> m_streams;
    StreamId m_lastId = 0;
    int m_deviceStreams = 0;
    int m_periods = 0;
    quint32 m_speechFrames = 0; ///< of the microphone, until the last period
};

} // namespace carillon
