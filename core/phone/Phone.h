#pragma once

#include "Account.h"
#include "Call.h"
#include "DialOptions.h"

#include <QJsonObject>
#include <QObject>
#include <chrono>
#include <optional>

namespace carillon {

class Clock;
class Favourites;
class History;
class PhoneMedia;
class SettingsStore;
class TraceLog;

/// The phone: accounts, calls, history and settings as one thing; what the GUI, ctl and D-Bus are clients of.
/// Core thread. SIP.js' SessionManager, and what a person means by "phone".
class Phone final : public QObject
{
    Q_OBJECT
public:
    struct Environment; ///< what is injected: see PhoneEnvironment.h
    explicit Phone(Environment &environment, QObject *parent = nullptr);
    ~Phone() override;

    /// @name Accounts. Passwords go to the keychain; where there is none they stay in memory and a notice
    /// says so.
    QList<Account *> accounts() const;
    Account *account(const QString &id) const; ///< null when unknown
    /// @p turnPassword: of the TURN server, if not that of the account; it may as well stand in the URI.
    PhoneResult<Account *> addAccount(const AccountSettings &settings, const QString &password,
        const std::optional<QString> &turnPassword = std::nullopt);
    /// An empty optional leaves the password as it is. Another user of the TURN server, or none of either,
    /// has not its password.
    PhoneResult<> changeAccount(const QString &id, const AccountSettings &settings,
        const std::optional<QString> &password, const std::optional<QString> &turnPassword = std::nullopt);
    PhoneResult<> removeAccount(const QString &id);
    /// The embedded exchange as an account: echo, music, friend, busy, noanswer.
    PhoneResult<Account *> startTryOut();
    bool isTryOut() const;

    /// @name Calls, newest last; ended ones for 60 s.
    QList<Call *> calls() const;
    QList<Call *> liveCalls() const; ///< without the ended ones
    Call *call(const QString &id) const;
    /// @p target: a number, user@host or a URI (sip:, sips:, tel:, callto:).
    PhoneResult<Call *> dial(const QString &target, const DialOptions &options = {});
    /// Asks first: holds @p call and dials @p target; call.transferTo(*result) joins the two.
    PhoneResult<Call *> consult(Call &call, const QString &target);
    /// The address that dial() would call: what the dial plan (setting dialRules) and the account make of it.
    PhoneResult<QString> previewDial(const QString &typed) const;
    /// Calls where the 3xx pointed that ended @p call, with the options it was dialled with: somebody
    /// consented.
    /// @param which index of CallState::redirects
    PhoneResult<Call *> followRedirect(Call &call, qsizetype which = 0);
    void hangUpAll();
    /// Joins the two, and whoever is joined with them, to a conference that this phone mixes: who was held is
    /// resumed, the calls that are not of it are held. A member that is muted mutes all.
    PhoneResult<> merge(Call &call, Call &other);
    /// Out of its conference, to be talked to alone: the others are held.
    PhoneResult<> split(Call &call);
    /// We go and the other two stay: the one is transferred to the other.
    PhoneResult<> leaveConference(Call &call);
    /// @param time after which it ends by itself, also after a restart; nothing: when somebody ends it.
    /// @returns bad-time when that is none from a minute to a week.
    PhoneResult<> setDoNotDisturb(bool on, std::optional<std::chrono::minutes> time = std::nullopt);
    /// Incoming calls that nobody here heard of, since the start: of blocked callers, and too many at once.
    int refusedCalls() const;
    /// The people at hand, each with a lamp.
    Favourites &favourites() const;
    /// Takes the call over that rings at a favourite: by Replaces (RFC 3891) where the telephone tells of it
    /// by its name, else by the `pickupCode` of the account. The call is as of dial().
    /// @returns unknown-favourite, not-ringing, cannot-pick-up, or what dial() does.
    PhoneResult<Call *> pickUp(const QString &favouriteId);
    enum class LinkShow { Window, Background };
    /// A link from outside the phone. Dialled only when the setting `dialLinks` says `always`, else
    /// linkOpened() asks for a person.
    PhoneResult<> openLink(const QString &uri, LinkShow show = LinkShow::Window);

    History &history() const;
    SettingsStore &settings() const;
    PhoneMedia &media() const;
    TraceLog &trace() const; ///< the last SIP messages, secrets struck out
    Clock &clock() const;
    QString version() const;
    bool isOnline() const;
    /// A password is on its way to the keychain; for some seconds at most.
    bool isKeychainBusy() const;
    /// For what happens around the phone: noticed(), as for what happens in it.
    void notice(const QString &code, const QString &sentence);
    /// Hangs up, unregisters, waits for the keychain; stopped() when done or after a bounded wait.
    void stop();

Q_SIGNALS:
    void accountAdded(carillon::Account *account);
    void accountChanged(carillon::Account *account);
    void accountRemoved(const QString &id);
    void callAdded(carillon::Call *call); ///< incoming ones are ringing
    void callChanged(carillon::Call *call);
    void callRemoved(const QString &id);
    void favouritesChanged(); ///< the list, its order, a name or a lamp
    void onlineChanged(bool online);
    /// A target for a person to look at and dial, or not; @p background: without a window that comes up.
    void linkOpened(const QString &target, bool background);
    /// One sentence the user should see: no keychain, device gone, a full disk. Not again within a minute,
    /// unless it was well in between.
    void noticed(const QString &code, const QString &sentence);
    /// What was noticed() with this sentence is over.
    void noticeOver(const QString &sentence);
    /// The same each time: for whoever asked for what led to it.
    void warned(const QString &code, const QString &sentence);
    void keychainSettled();
    /// What `ctl events` prints, as it happens.
    void happened(const QJsonObject &event);
    void stopped();

private:
    void connectNotify(const QMetaMethod &signal) override;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
