#pragma once

#include "Account.h"
#include "AccountRecord.h"
#include "DomainOffer.h"
#include "Keychain.h"
#include "NetworkFollower.h"
#include "PhoneEnvironment.h"
#include "PhoneMedia.h"
#include "Profile.h"
#include "UserAgent.h"

namespace carillon {

class Secrets;
class TraceLog;

/// What an account needs of the phone it belongs to; all of it outlives the account.
struct AccountEnvironment {
    Phone::Environment &phone;
    Secrets &secrets;
    TraceLog &trace;
    std::function<MediaPolicy(const Account &)> mediaPolicy;
    std::function<void(Account &, Invitation *)> invited;
    std::function<int()> mostCalls; ///< at a time
    std::function<UserAgentOptions::Strangers()> strangers;
    std::function<void(const QString &code, const QString &sentence)> notice;
};

class Account::Private
{
public:
    /// Where the password stands: an account may begin before the keychain has answered.
    enum class Password {
        NotNeeded, ///< none was ever given
        Asked,     ///< the keychain is being asked
        Known,
        Missing ///< the keychain has none, or is silent: it must be typed again
    };
    Private(AccountEnvironment environment, const StoredAccount &stored);
    ~Private();

    /// Makes the user agent, once the password is there.
    void start();
    /// Ends the user agent gracefully, then calls @p done: at once when there is none.
    void stop(std::function<void()> done);
    /// New settings or a new password: at once, or when the last call of the old ones is over.
    void restart();
    /// One of its calls is over: what waited for the last of them is done.
    void callEnded();
    /// What Phone::changeAccount() was given, at once usable; empty: none any more.
    void setPassword(const QString &given);
    void setTurnPassword(const QString &given);
    /// Nobody asks the keychain for its passwords any more.
    void forgetPasswords();
    QString turnKey() const; ///< in the keychain
    AccountRecord record() const;
    /// Whether an offer is to be one of WebRTC, where the encryption leaves that open.
    bool prefersWebRtc() const;
    State state() const;
    TransportProtocol protocol() const; ///< of the wire; before there is one, what is usual
    /// One sentence: why it cannot do what it should; empty when all is well.
    QString currentReason() const;
    QString currentDetail() const;

    Account *q = nullptr;
    AccountEnvironment environment;
    QString id;
    QByteArray instanceId;
    AccountSettings settings;
    bool isStored = true; ///< false: the try-out's, which is gone with the program
    Password password = Password::NotNeeded;
    QString secret;
    bool isPasswordKept = true;                     ///< false: the keychain did not take it
    std::optional<Keychain::Error> passwordProblem; ///< while it is Missing
    Password turnPassword = Password::NotNeeded;    ///< that of the TURN server, where it has its own
    QString turnSecret;
    bool isTurnPasswordKept = true; ///< false: the keychain did not take it
    LearnedProfile learned = LearnedProfile::None;
    bool wantsBinding = true; ///< until somebody unregisters it by hand
    QString reason;           ///< of the wire and the registrar
    QString detail;
    std::unique_ptr<UserAgent> userAgent;
    NetworkFollower *follower = nullptr; ///< of userAgent

private:
    void fetchTurnPassword();
    void fetchPassword();
    void passwordFetched(const Result<QString, Keychain::Error> &result);
    /// Asks the domain what it offers, where nothing else says it.
    void findWay();
    void wayFound(const DomainOffer &offer);
    void lookAgainElsewhere();
    void makeUserAgent(std::optional<TransportProtocol> chosen);
    void connectUserAgent();
    void connected();
    void registrationChanged();
    void registrationRejected(int statusCode, const QByteArray &reasonPhrase);
    void say(const QString &sentence, const QString &words = {});
    /// Lets go of the user agent from inside its own signals.
    void discardUserAgent();

    std::unique_ptr<Lookup> m_search; ///< for what the domain offers
    bool m_isRestartDue = false;
    std::function<void()> m_stopped;
};

} // namespace carillon
