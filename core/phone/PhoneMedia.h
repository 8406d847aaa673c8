#pragma once

#include "Account.h"
#include "Call.h"
#include "SessionDescriptionHandler.h"

#include <QJsonArray>
#include <QStringList>
#include <functional>

namespace carillon {

class Session;

/// What an account and the settings say about the media of a new call.
struct MediaPolicy {
    AccountSettings::MediaEncryption encryption = AccountSettings::MediaEncryption::Optional;
    QStringList codecs; ///< the preferred one first: "opus", "g722", "pcmu", "pcma"
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
    QString problem;     ///< one sentence; empty when all is well
    double mosHeard = 0; ///< see CallState
    double mosRemote = 0;
    double mosMean = 0;
    double mosLeast = 0;
    QString qualitySentence;
    CallState::Diagnosis diagnosis;
    CallState::Fix fix = CallState::Fix::None;
};

/// The phone's port to sound: devices, the ring, and the media of calls. Core thread.
class PhoneMedia : public QObject
{
    Q_OBJECT
public:
    enum class Role { Input, Output, Ring };
    enum class Alert { None, Ringing, CallWaiting, Ringback };

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
    /// Tries devices and media stack out, for some seconds and without a call: {"ok", "steps": [{"name",
    /// "ok", "value", "unit", "sentence"}]}. @returns what has to be kept while it runs; null where there is
    /// none.
    virtual std::unique_ptr<QObject> selfTest(std::function<void(const QJsonObject &)>) { return nullptr; }
    virtual MediaState state(const SessionDescriptionHandler &handler) const = 0;
    /// What `ctl stats` prints.
    virtual QJsonObject statistics(const SessionDescriptionHandler &handler) const = 0;

    /// What is heard beside the calls.
    virtual void setAlert(Alert alert) = 0;
    /// `default`, `null`, `tone:HZ`, `file:PATH`, `id:DEVICE`. @returns empty, or one sentence saying why it
    /// is refused.
    virtual QString setDevice(Role role, const QString &spec) = 0;
    /// Silence takes the place of a device that cannot be had, which state() and devices() then tell: never
    /// another microphone than the one that was chosen.
    virtual void standInFor(Role role, const QString &why) = 0;
    /// Whether devices() knows already; devicesListed() follows when it was asked.
    virtual bool areDevicesListed() const { return true; }
    /// The devices there are: {"id", "name", "role": "input|output|ring", "selected", "available"}.
    virtual QJsonArray devices() const = 0;

Q_SIGNALS:
    /// state() of this one is not what it was (not for levels).
    void stateChanged(carillon::SessionDescriptionHandler *handler);
    void devicesChanged();
    void devicesListed();
    /// One sentence: a device went away, cannot be opened, is busy.
    void noticed(const QString &code, const QString &sentence);
    /// What was noticed() with this sentence is over.
    void recovered(const QString &sentence);
};

} // namespace carillon
