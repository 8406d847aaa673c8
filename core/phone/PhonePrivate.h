#pragma once

#include "AccountPrivate.h"
#include "CallPrivate.h"
#include "Conferences.h"
#include "DevicePreference.h"
#include "Favourites.h"
#include "IncomingPolicy.h"
#include "Phone.h"
#include "Secrets.h"
#include "TraceLog.h"
#include "TryOut.h"

#include <deque>

namespace carillon {

class Phone::Private
{
public:
    struct Limits {
        static constexpr int Ringing = 16; ///< incoming calls that wait for a person; more are answered 486
        static constexpr int Live = 4096;
        static constexpr int Ended = 500; ///< ended calls that stay listed, beside their time
    };
    static constexpr std::chrono::seconds Lingering{60};
    static constexpr std::chrono::seconds StopTime{5};
    static constexpr std::chrono::seconds NoticeTime{60}; ///< that a notice is not said again
    static constexpr std::chrono::seconds StoreAgain{3};
    static constexpr std::chrono::seconds EndToneTime{3};
    static constexpr std::chrono::seconds RefusedTime{1}; ///< between two events of refused calls

    Private(Phone &phone, Phone::Environment &environment);
    ~Private();
    void load();
    void wireStore();

    // accounts
    Account *account(const QString &id) const;
    Account *addAccount(const StoredAccount &stored, bool isStored);
    void accountChanged(Account &account);
    PhoneResult<Account *> chosenAccount(const QString &id) const;
    /// The same, and it can call.
    PhoneResult<Account *> accountFor(const QString &id) const;
    /// As that account dials it, by the dial plan.
    PhoneResult<NameAddr> resolve(const Account &account, const QString &target) const;
    MediaPolicy mediaPolicy(const Account &account) const;
    /// What refused the first offer decides how the next ones begin.
    void learnProfile(Account &account, LearnedProfile profile);
    void forget(Account &account);
    void startTryOut();

    // calls
    /// What is special about a call that begins.
    struct NewCall {
        std::unique_ptr<Inviter> owned = nullptr;
        Decision decision = Decision::Person;
        /// What is known of it before its session tells anything: all that anybody is shown has it.
        std::function<void(Call &)> prepare = {};
        /// Done before it is announced: what is rejected here does not pop up.
        std::function<void(Call &)> first = {};
    };
    Call *add(Account &account, Session &session, NewCall how);
    static bool waitsForAnswer(const Session &session);

    // incoming calls
    IncomingRules incomingRules(const Account &account) const;
    IncomingCall incomingFacts(const Account &account, const Invitation &invitation) const;
    PresentCalls presentCalls() const;
    void invited(Account &account, Invitation *invitation);
    void refuse(Account &account, Invitation &invitation, const IncomingDecision &decision);
    void forward(Account &account, Invitation &invitation, const IncomingDecision &decision);
    void forwardLater(Call &call, const IncomingDecision &decision);
    void autoAnswer(Call &call, const IncomingDecision &decision);
    void followDoNotDisturb(const QString &key);

    void referred(Call &call, const std::shared_ptr<Referral> &referral);
    void followed(Call &call, Inviter *inviter);
    PhoneResult<Call *> dial(Account &account, const NameAddr &target, const DialOptions &options);
    void holdOthers(Call &front);
    void callChanged(Call &call);
    void tellOf(const CallState &state);
    void ended(Call &call);
    void removeEnded();
    /// For work which may end calls on the way: those that live now, each null once it is gone.
    QList<QPointer<Call>> snapshot() const;
    QList<Call *> allCalls() const; ///< in the order in which they began
    int count(bool (*matches)(const Session &)) const;
    void silenceRinging();
    void updateAlert();
    bool waitsInSilence(const Call &call) const;
    void soundEnd(const CallState &state);
    Call *callOf(const SessionDescriptionHandler *handler) const; ///< that lives; null when there is none
    RecordingOrder recordingOrder() const;
    void wireRecordings();
    void applyAlertSounds();
    CallEnvironment callEnvironment(Account &account);

    // favourites
    Favourites::Environment favouritesEnvironment();
    void wireFavourites();
    void tellFavourites(); ///< those of which something is news

    // everything else
    void settingChanged(const QString &key, const QString &value);
    void tell(const QString &event, QJsonObject content);
    bool hasListener() const;
    void beginTelling(); ///< somebody listens from now on: what was so before is no news
    /// What an event says: all but what changes by itself.
    static QJsonObject newsOf(const CallState &state);
    static QJsonObject newsOf(const Account &account);
    static QJsonObject newsOf(const FavouriteState &state);
    void tellIfNew(const QString &event, const QString &id, const QJsonObject &content);
    void notice(const QString &code, const QString &sentence);
    /// What @p sentence said is over: it is news when it comes again.
    void forgetNotice(const QString &sentence);
    /// The same for what could not be stored: that is tried again until it is.
    void notNow(const QString &code, const QString &sentence);
    void storeAgain();
    void stopWhenQuiet();
    void stopNow();

    Phone &q;
    Phone::Environment &environment;
    Secrets secrets;
    DevicePreference devices;
    TraceLog trace;
    Conferences conferences;
    std::unique_ptr<Favourites> favourites; ///< before the accounts go
    std::vector<std::unique_ptr<Account>> accounts;
    std::vector<std::unique_ptr<Call>> calls; ///< that live
    struct EndedCall {
        std::unique_ptr<Call> call;
        TimePoint since;
    };
    std::deque<EndedCall> endedCalls; ///< still listed, in the order in which they ended
    Timer endedTimer;
    std::unique_ptr<TryOut> tryOut;
    Account *tryOutAccount = nullptr;
    quint64 lastCall = 0;
    QHash<QString, QJsonObject> told;  ///< by the id of a call or account: what its last event said
    QHash<QString, TimePoint> noticed; ///< sentences, and when they were said last
    Timer storeTimer;
    Timer dndTimer;       ///< until do not disturb ends by itself
    int refusedCalls = 0; ///< since the start
    std::optional<TimePoint> refusedTold;
    PhoneMedia::Alert alert = PhoneMedia::Alert::None;
    PhoneMedia::Alert endTone = PhoneMedia::Alert::None; ///< of a call that is over, while nothing else is
    Timer endToneTimer;
    bool isStopping = false;
    bool isStopped = false;
    int stillStopping = 0;
    Timer stopTimer;
};

} // namespace carillon
