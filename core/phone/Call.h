#pragma once

#include "PhoneError.h"

#include <QDateTime>
#include <QJsonObject>
#include <QObject>
#include <memory>
#include <optional>

namespace carillon {

class Conferences;
class Session;
class Referral;

/// Everything a view or a script shows of a call, at one moment. A plain value: views are pure functions of
/// it.
struct CallState {
    enum class Direction { Incoming, Outgoing };
    enum class Phase { Initial, Establishing, Established, Terminating, Terminated }; ///< Session::State
    enum class Encryption { None, Sdes, Dtls };
    enum class Transfer { None, Trying, Ringing, Succeeded, Failed };
    /// How the sound gets to the peer.
    enum class Way {
        None,       ///< nothing to tell: not agreed yet, or straight to the address that the peer named
        Connecting, ///< looked for (ICE)
        Securing,   ///< found; the keys are being agreed (DTLS)
        Connected,
        Interrupted, ///< the one in use is silent (RFC 7675); another one is looked for
        Failed,      ///< there is none
    };
    enum class Quality { Unknown, Good, Fair, Poor }; ///< from the MOS estimate
    QString id;                                       ///< "c1"
    QString accountId;
    Direction direction = Direction::Outgoing;
    Phase phase = Phase::Initial;
    bool ringing = false;
    QString localUri;
    QString remoteUri;  ///< without parameters
    QString remoteName; ///< display name, or the user part, or the URI; plain text, bounded, no control or
                        ///< bidi characters
    bool heldLocal = false;
    bool heldRemote = false;
    bool muted = false;
    QString codec;                            ///< "opus/48000"
    Encryption encryption = Encryption::None; ///< None, too, while nothing can flow yet
    Way way = Way::None;
    bool signallingSecure = false; ///< TLS or WSS
    Quality quality = Quality::Unknown;
    QDateTime startedAt; ///< UTC: dialled or came in
    std::optional<QDateTime> establishedAt;
    qint64 durationMs = 0; ///< of the established part
    /// Calls that are joined through us: each hears the others. Held, resumed and muted as one.
    struct Conference {
        QString id;          ///< "m1"
        QStringList members; ///< ids of calls, this one too, in the order in which they came
        friend bool operator==(const Conference &, const Conference &) = default;
    };
    std::optional<Conference> conference;
    bool speaking = false; ///< the other side, in a conference; it does not flicker between words
    /// Digits that wait to be sent: dialled behind the number, typed before the answer, or behind a pause.
    struct Digits {
        enum class State {
            None,
            Unanswered, ///< until the call is answered
            Pausing,
            Confirming ///< until sendWaitingDigits(), or dropWaitingDigits()
        } state
            = State::None;
        QString waiting; ///< `,` is a pause of two seconds, `;` waits for a person; perhaps a secret
    } digits;
    /// What is kept of it in files: of a conference all of it.
    struct Recording {
        enum class State {
            Off,
            Starting, ///< its file is being made
            On,
            Paused,
            Stopping ///< the file is not complete yet
        } state
            = State::Off;
        QStringList files; ///< of all takes of this call, the one being written last
        QString problem;   ///< one sentence, where the last take did not begin, or ended by itself; until the
                           ///< next one
    } recording;
    float inputLevel = 0; ///< 0..1
    float outputLevel = 0;
    /// Somebody talks into the muted microphone and should be told: for some seconds, at most every ten.
    bool talkingWhileMuted = false;
    struct End {
        enum class By { Local, Remote, Network } by = By::Local;
        int code = 0;
        QString phrase;
        QString sentence; ///< "Bob did not answer."
    };
    std::optional<End> end; ///< set when Terminated
    struct TransferProgress {
        Transfer state = Transfer::None;
        int code = 0;
        QString target;        ///< whom the call is handed to, as typed or named
        QString sentence = {}; ///< why it failed, until the call goes on with something else
        bool hasRung = false;  ///< the target's phone
    } transfer;
    /// The peer asks to be called through to this target, by name or number: accept or reject it.
    std::optional<QString> referralTarget;
    QString referralUri; ///< its address, which the name cannot hide
    /// Where the callee, who did not take the call, asks to be called instead: addresses, the best first.
    /// Phone::followRedirect() does it. Set when Terminated.
    QStringList redirects;
    /// False: the other side said that it cannot be asked to call somebody else (REFER): then merge, or
    /// Call::transferByCode().
    bool canRefer = true;
    QString consultOf;             ///< id of the held call that this one was dialled for by Phone::consult()
    QString via;                   ///< who handed this call over to us; empty: nobody, or not known
    QString transferredTo;         ///< to whom it was handed over or sent on; empty: nobody
    QString divertedBy;            ///< who was called before us, as the caller's side says; empty: nobody
    bool isIdentitySigned = false; ///< the caller's server signed who calls (RFC 8224); not verified here
    QString problem;      ///< one sentence about what is wrong with the media now (missing microphone, media
                          ///< lost); empty when all is well
    double mosHeard = 0;  ///< how it sounds here (ITU-T G.107), 1..4.5; 0: not known
    double mosRemote = 0; ///< how we sound there, by what the other side reports; 0: not known
    double mosMean = 0;   ///< of the worse end, of the call so far; 0: not known
    double mosLeast = 0;  ///< likewise the worst moment
    QString qualitySentence; ///< how it sounds and why; empty while nothing is known
    /// Why one direction is silent.
    struct Diagnosis {
        enum class Direction { None, Heard, Sent, Both };
        QString cause; ///< "not-reported", for scripts; empty: nothing is wrong
        Direction direction = Direction::None;
        QString sentence;
        friend bool operator==(const Diagnosis &, const Diagnosis &) = default;
    } diagnosis;
    /// What would help: Call::fix() does it.
    enum class Fix {
        None,
        Reconnect,
        UseRelay,
        ChooseMicrophone,  ///< a person has to
        ChooseLoudspeaker, ///< likewise
        Unmute,
        UnmuteSystem,
        Resume,
    } fix
        = Fix::None;
};

/// How a call stands, without its words: for lamps and keys, which ask at each change of any call.
struct CallStanding {
    CallState::Direction direction = CallState::Direction::Outgoing;
    CallState::Phase phase = CallState::Phase::Terminated;
    bool isOver = true;
    bool heldLocal = false;
    bool muted = false;
};

/// One call of the phone. Core thread. Ended calls stay for 60 s.
class Call final : public QObject
{
    Q_OBJECT
public:
    ~Call() override;
    QString id() const;
    /// A snapshot: some twenty texts.
    CallState state() const;
    CallStanding standing() const;

    PhoneResult<> answer(); ///< holds the other established calls
    PhoneResult<> reject(int statusCode = 486);
    PhoneResult<> silence();                      ///< the ring here stops; the caller hears it ring on
    PhoneResult<> deflect(const QString &target); ///< 302
    PhoneResult<> hangUp();
    /// @name In a conference: of all its members
    PhoneResult<> hold();
    PhoneResult<> resume(); ///< holds the other established calls
    PhoneResult<> setMuted(bool muted);
    /// Digits, `,` for a pause of two seconds, `;` for sendWaitingDigits(). Those for a call that is not
    /// answered yet wait for that. @p via auto (what the other side takes), rtp, info or inband.
    PhoneResult<> sendDtmf(const QString &digits, const QString &via = QStringLiteral("auto"));
    PhoneResult<> sendWaitingDigits(); ///< the yes that a `;` waits for
    PhoneResult<> dropWaitingDigits();
    /// @name Recording, in takes: each has a file of its own, between start and stop
    /// Goes on where it was paused. @p file: instead of a name that is made; must not exist. Relative to the
    /// folder for recordings.
    PhoneResult<> startRecording(const QString &file = {});
    PhoneResult<> pauseRecording();
    PhoneResult<> stopRecording();
    /// Blind: holds the call, sends REFER; on failure the call is resumed by itself and transfer says why.
    PhoneResult<> transfer(const QString &target);
    PhoneResult<> transferTo(Call &other); ///< attended, by Replaces
    /// For telephone systems whose calls cannot be asked by REFER: the digits of the setting `transferCode`,
    /// a pause, the number. What becomes of it the system says, not we. @returns no-code where none is set.
    PhoneResult<> transferByCode(const QString &target);
    PhoneResult<> acceptReferral(); ///< yes to being transferred
    PhoneResult<> rejectReferral();
    /// No to redirects: nobody asks any more.
    PhoneResult<> dismissRedirects();
    /// Looks for new ways for the sound (ICE restart). @returns nothing-to-renew where the call has no ICE.
    PhoneResult<> reconnect();
    /// Does what CallState::fix offers. @returns needs-choice where only a person can choose, nothing-to-fix.
    PhoneResult<> fix();
    QByteArray sipCallId() const; ///< the Call-ID header
    /// What `ctl stats` prints.
    QJsonObject statistics() const;

Q_SIGNALS:
    void changed();
    /// 0-9 * # A-D, or ! for the flash of a hook. @p via rtp or info.
    void dtmfReceived(QChar digit, const QString &via);
    /// Digits that were to be sent could not be, with one sentence.
    void dtmfFailed(const QString &sentence);

private:
    friend class Phone;
    friend class Conferences;
    class Private;
    explicit Call(std::unique_ptr<Private> data, QObject *parent);
    std::unique_ptr<Private> d;
};

} // namespace carillon
