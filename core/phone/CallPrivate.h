#pragma once

#include "AccountRecord.h"
#include "Call.h"
#include "CallRecord.h"
#include "Clock.h"
#include "DialOptions.h"
#include "DigitQueue.h"
#include "Handover.h"
#include "HoldKeeper.h"
#include "Invitation.h"
#include "Inviter.h"
#include "NameAddr.h"
#include "PhoneMedia.h"
#include "SpeechWatch.h"

#include <QPointer>
#include <functional>

namespace carillon {

/// What a call needs of the phone it belongs to; all of it outlives the call.
struct CallEnvironment {
    Clock &clock;
    PhoneMedia &media;
    /// The other established calls are to be held: this one comes to the front.
    std::function<void(Call &)> holdOthers;
    /// A target as this call's account would dial it.
    std::function<PhoneResult<NameAddr>(const QString &)> resolve;
    /// Yes to a transfer: the call that takes this one's place begins.
    std::function<void(Call &, Inviter *)> followed;
    std::function<void(Call &)> ended;
    /// An offer of ours was answered, in this profile.
    std::function<void(LearnedProfile)> answeredIn;
    /// The calls of its conference, itself among them; only itself where it is in none.
    std::function<QList<Call *>(const Call &)> together;
    /// Of the setting.
    std::function<QString()> transferCode;
    /// As the settings say now; without a name.
    std::function<RecordingOrder()> recordingOrder;
};

/// Who the call belongs to, which never changes.
struct CallIdentity {
    QString id;
    quint64 number = 0; ///< in the order in which the calls began
    QString accountId;
    bool trustsAssertedIdentity = false;
    bool signallingSecure = false;
    QString server; ///< host through which the account's requests go; empty: to the domain of the target
};

class Call::Private
{
public:
    Private(CallEnvironment environment, CallIdentity identity, Session &session);
    ~Private();
    /// After the call has its public side.
    void attach(Call *call);
    CallState snapshot() const;
    CallStanding standing() const;
    Session *live() const; ///< null once it is over
    /// This call and whoever is in a conference with it. @returns why this one cannot.
    Result<void, Session::Refusal> wantHeld(bool held);
    void mute(bool muted);
    /// 302. @param reason of RFC 5806, for whoever is called instead.
    Result<void, Session::Refusal> sendOn(
        const NameAddr &target, const QString &name, const QByteArray &reason);
    /// What the media says of itself is not what it was.
    void mediaChanged();
    void recordingBegan(const QString &file);
    void recordingEnded(const QString &why);
    PhoneResult<> outcome(const Result<void, Session::Refusal> &result) const;

    Call *q = nullptr;
    CallEnvironment environment;
    CallIdentity identity;
    QPointer<Session> session;
    std::unique_ptr<Inviter> ownedInviter;
    std::unique_ptr<HoldKeeper> hold;
    std::unique_ptr<DigitQueue> digits;
    std::unique_ptr<Handover> handover;
    QPointer<Call> handoverPartner; ///< the other call of an attended transfer
    std::shared_ptr<Referral> referral;
    QList<NameAddr> redirects; ///< as CallState::redirects
    DialOptions dialled;       ///< how, when a person dialled it
    QByteArray sipCallId;
    QString via;    ///< who handed it over, where we know it better than the peer says
    QString sentTo; ///< where we sent it on
    bool isMuted = false;
    bool isSilenced = false; ///< rings no more here, though it waits for an answer
    QDateTime startedAt;
    std::optional<QDateTime> establishedAt;
    std::optional<TimePoint> establishedTime;
    QString problem;    ///< of the media, until the sound flows again
    int conference = 0; ///< PhoneMedia::setConference(); 0: none
    SpeechWatch speech;
    CallState::Recording recording;
    std::optional<CallState> last; ///< the state in which it ended
    QPointer<SessionDescriptionHandler>
        handler; ///< outlives the session's end until the event loop: its last figures are kept
    std::optional<MediaState> lastMedia;
    QJsonObject lastStatistics;
    int endCause = 0; ///< of the peer's Reason header
    Decision decision = Decision::Person;

private:
    void sessionChanged(Session::State state);
    void finish();
    void endRecording();
    void handlerCreated(SessionDescriptionHandler *created);
    void keepLastFigures();
    void noteRedirects();
    void noteProfile() const;
    void describeRemote(CallState &state) const;
    void describeMedia(CallState &state) const;
    void describeTogether(CallState &state) const;
    void tellDigits();
    CallState::End describeEnd(const QString &name) const;
};

} // namespace carillon
