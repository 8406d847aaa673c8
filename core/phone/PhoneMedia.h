#pragma once

#include "Account.h"
#include "Call.h"
#include "SelfTestListener.h"
#include "SessionDescriptionHandler.h"
#include "VoiceSettings.h"

#include <QJsonArray>
#include <QStringList>
#include <functional>

namespace carillon {

class Session;

/// What an account and the settings say about the media of a new call.
struct MediaPolicy {
    AccountSettings::MediaEncryption encryption = AccountSettings::MediaEncryption::Optional;
    QStringList codecs;      ///< the preferred one first: "opus", "g722", "pcmu", "pcma", "l16", "l16-48k"
    int opusBitrate = 32000; ///< bit/s that we send at most, 8000..510000
    bool silenceSuppression = false; ///< silence need not be sent: DTX, comfort noise
    bool stereo = false;             ///< Opus may have two channels, see PhoneMedia::setStereo()
    AccountSettings::Ice ice = AccountSettings::Ice::Auto;
    /// Who tells how we are seen from outside (STUN) or passes the sound on (TURN).
    struct Server {
        enum class Kind { Stun, TurnUdp, TurnTcp, TurnTls } kind = Kind::Stun;
        QString host; ///< a name, or an address without brackets
        quint16 port = 0;
        QString user; ///< of TURN: long-term credentials, RFC 8489 §9.2; never logged
        QString password;
        friend bool operator==(const Server &, const Server &) = default;
    };
    QList<Server> iceServers;
    QString caFile; ///< PEM: whom to trust about a TURN server over TLS; empty: the system's
    /// What an offer looks like where the encryption leaves it open; the other profile is for when that one
    /// is refused.
    bool prefersWebRtc = false;
};

/// What the media of one call does at the moment.
struct MediaState {
    QString codec; ///< "opus/48000"; empty before the answer
    CallState::Encryption encryption = CallState::Encryption::None;
    CallState::Way way = CallState::Way::None;
    bool isWebRtc = false; ///< the profile that was agreed, after the answer
    CallState::Quality quality = CallState::Quality::Unknown;
    float inputLevel = 0; ///< 0..1
    float outputLevel = 0;
    bool talkingWhileMuted = false; ///< a person should be told
    bool isSilent = false;          ///< sound could come, and nothing is heard of the other side
    QString problem;                ///< one sentence; empty when all is well
    double mosHeard = 0;            ///< see CallState
    double mosRemote = 0;
    double mosMean = 0;
    double mosLeast = 0;
    QString qualitySentence;
    QString callSentence; ///< likewise, of the call so far: what is kept of it
    CallState::Diagnosis diagnosis;
    CallState::Fix fix = CallState::Fix::None;
};

/// How a call is to be recorded: stereo, me on the left.
struct RecordingOrder {
    enum class Format { Opus, Wav } format = Format::Opus;
    enum class Tone {
        Silent,
        Heard
    } tone
        = Tone::Silent; ///< whether both sides hear each 15 s that it is recorded
    int rateHz = 48000; ///< or 16000
    QString folder;     ///< empty: the usual one
    QString name;       ///< of the file, without suffix; see RecordingName
    QString file; ///< instead: exactly this one, in the folder unless it has one of its own; never one that
                  ///< exists
};

/// The phone's port to sound: devices, the ring, and the media of calls. Core thread.
class PhoneMedia : public QObject
{
    Q_OBJECT
public:
    enum class Role { Input, Output, Ring };
    enum class Alert {
        None,
        Ringing,
        CallWaiting,
        Ringback,
        Busy,
        Failed
    }; ///< the last two end by themselves

    using QObject::QObject;
    /// The media of one session. The functions below that name a handler get one that was made here.
    virtual std::unique_ptr<SessionDescriptionHandler> makeHandler(
        Session &session, const MediaPolicy &policy)
        = 0;
    virtual void setMuted(SessionDescriptionHandler &handler, bool muted) = 0;
    /// Sessions of the same @p group other than 0 are a conference: each hears the others and the microphone,
    /// never itself. One that is held is left out while it is.
    virtual void setConference(SessionDescriptionHandler &, int group) { Q_UNUSED(group); }
    /// The next description asks for new ways to the peer (an ICE restart, RFC 8445 §9). @returns false where
    /// there is nothing to renew: the call has no ICE.
    virtual bool renewWay(SessionDescriptionHandler &) { return false; }
    /// Likewise, by a relay (TURN) only. @returns false where there is none, or no ICE.
    virtual bool useRelay(SessionDescriptionHandler &) { return false; }
    /// The system's own mute of the device. @returns false where it cannot be undone.
    virtual bool unmuteSystem(Role) { return false; }
    /// Tries devices and media stack out, for some seconds and without a call. @returns what has to be kept
    /// while it runs (destroying it ends it at once, and nobody is told); null where there is none.
    virtual std::unique_ptr<QObject> selfTest(SelfTestListener) { return nullptr; }
    virtual MediaState state(const SessionDescriptionHandler &handler) const = 0;
    /// What `ctl stats` prints.
    virtual QJsonObject statistics(const SessionDescriptionHandler &handler) const = 0;

    /// @name Recording. recordingBegan() follows, or recordingEnded() with why not. Where the call is of a
    /// conference, all others are on the right.
    virtual void startRecording(SessionDescriptionHandler &, const RecordingOrder &) { }
    virtual void pauseRecording(SessionDescriptionHandler &, bool isPaused) { Q_UNUSED(isPaused); }
    virtual void stopRecording(SessionDescriptionHandler &) { }

    /// What is played on the output beside calls: a recording.
    struct Playing {
        QString file; ///< empty: nothing
        qint64 positionMs = 0;
        qint64 durationMs = 0; ///< 0: not known
        friend bool operator==(const Playing &, const Playing &) = default;
    };
    /// From its beginning, in the place of what was played before; playingChanged() follows, also at its end.
    /// What cannot be played is noticed().
    virtual void play(const QString &file) { Q_UNUSED(file); }
    virtual void stopPlaying() { }
    virtual Playing playing() const { return {}; }
    /// Files or folders: filesFound() says later which of them are there, in the order of the questions. A
    /// disk may take its time, or never answer.
    virtual void findFiles(const QStringList &paths) { Q_UNUSED(paths); }

    /// Takes effect at once, in the middle of a call too.
    virtual void setVoice(const VoiceSettings &) { }
    /// Whether microphone and loudspeaker are opened with two channels, from the next call on.
    virtual void setStereo(bool on) { Q_UNUSED(on); }
    /// What is heard beside the calls.
    virtual void setAlert(Alert alert) = 0;
    /// Of alerts that begin from now on. @p region auto, or a country as "de". @p ringFile empty: our own
    /// ring; one that cannot be used is noticed().
    virtual void setAlertSounds(const QString &region, const QString &ringFile)
    {
        Q_UNUSED(region);
        Q_UNUSED(ringFile);
    }
    /// `default`, `null`, `tone:HZ`, `file:PATH`, `id:DEVICE`. @returns empty, or one sentence saying why it
    /// is refused.
    virtual QString setDevice(Role role, const QString &spec) = 0;
    /// After setDevice(): ids of devices, or `default`. Of microphones and loudspeakers the first that is
    /// there is used, whatever comes and goes; the ring is heard on all of them. Not refused: one may come
    /// later.
    virtual void setPreferred(Role, const QStringList &) { }
    /// @param percent 100: as it comes; the ring 0..100, the others 0..200.
    virtual void setVolume(Role, [[maybe_unused]] int percent) { }
    /// Silence takes the place of a device that cannot be had, which state() and devices() then tell: never
    /// another microphone than the one that was chosen.
    virtual void standInFor(Role role, const QString &why) = 0;
    /// Whether devices() knows already; devicesListed() follows when it was asked.
    virtual bool areDevicesListed() const { return true; }
    /// The devices there are: {"id", "name", "role": "input|output|ring", "selected": preferred, "available",
    /// "inUse": open now, "muted": at system level}.
    virtual QJsonArray devices() const = 0;

Q_SIGNALS:
    /// state() of this one is not what it was (not for levels).
    void stateChanged(carillon::SessionDescriptionHandler *handler);
    /// @p file is written; again where a long one goes on in the next.
    void recordingBegan(carillon::SessionDescriptionHandler *handler, const QString &file);
    /// Its files are complete. @p problem: one sentence, where nobody asked for it. @p handler: null once its
    /// call is over.
    void recordingEnded(carillon::SessionDescriptionHandler *handler, const QString &problem);
    void playingChanged(); ///< not for the position
    void filesFound(const QStringList &asked, const QStringList &there);
    void devicesChanged();
    void devicesListed();
    /// One sentence: a device went away, cannot be opened, is busy.
    void noticed(const QString &code, const QString &sentence);
    /// What was noticed() with this sentence is over.
    void recovered(const QString &sentence);
};

} // namespace carillon
