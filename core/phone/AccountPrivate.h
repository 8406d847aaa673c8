#pragma once

#include "Account.h"
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
    std::function<MediaPolicy(const AccountSettings &)> mediaPolicy;
    std::function<void(Account &, Invitation *)> invited;
};

class Account::Private
{
public:
    /// Where the password stands: an account may begin before the keychain has answered.
    enum class Password {
        NotNeeded, ///< none was ever given
        Asked,     ///< the keychain is being asked
        Known,
        Missing ///< the keychain has none: it must be typed again
    };
    Private(AccountEnvironment environment, StoredAccount stored);
    ~Private();

    /// Makes the user agent, once the password is there.
    void start();
    /// Ends the user agent gracefully, then calls @p done: at once when there is none.
    void stop(std::function<void()> done);
    /// New settings or a new password: at once, or when the last call of the old ones is over.
    void restart();
    /// One of its calls is over: what waited for the last of them is done.
    void callEnded();
    void networkChanged();
    State state() const;

    Account *q = nullptr;
    AccountEnvironment environment;
    QString id;
    QByteArray instanceId;
    AccountSettings settings;
    bool isStored = true; ///< false: the try-out's, which is gone with the program
    Password password = Password::NotNeeded;
    QString secret;
    bool wantsBinding = true; ///< until somebody unregisters it by hand
    QString reason;
    QString detail;
    std::unique_ptr<UserAgent> userAgent;

private:
    void fetchPassword();
    void makeUserAgent();
    void connectUserAgent();
    void connected();
    void registrationChanged();
    void registrationRejected(int statusCode, const QByteArray &reasonPhrase);
    void say(const QString &sentence, const QString &words = {});
    /// Lets go of the user agent from inside its own signals.
    void discardUserAgent();

    QHostAddress m_localAddress; ///< towards the server, as it was when the connection came up
    bool m_isRestartDue = false;
    std::function<void()> m_stopped;
};

} // namespace carillon
