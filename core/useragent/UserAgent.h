#pragma once

#include "Clock.h"
#include "DigestAuthenticator.h"
#include "Invitation.h"
#include "Inviter.h"
#include "Notifier.h"
#include "ReceivedRequest.h"
#include "Referral.h"
#include "Registerer.h"
#include "SessionHost.h"
#include "SipExtensions.h"
#include "Transport.h"
#include "UserAgentCore.h"

namespace carillon {

class HopResolver;

/// Who a user agent is, and how it behaves.
struct UserAgentOptions {
    NameAddr addressOfRecord; ///< `sip:user@domain` with the display name of From
    Credentials credentials;
    SipUri registrar;              ///< where REGISTER goes; default: the domain of the address-of-record
    QList<SipUri> routeSet;        ///< outbound proxies, as pre-loaded Route; default: none
    std::optional<SipUri> nextHop; ///< the account's server: every out-of-dialog request goes there (without
                                   ///< Route); default: by URI
    std::chrono::seconds expires{600};
    std::chrono::seconds noAnswerTimeout{60}; ///< an unanswered invitation is rejected with 480
    std::chrono::seconds ringingTimeout{180}; ///< an outgoing call that nobody answers is cancelled
    int mostSessions = 64;                    ///< one more incoming call is answered 486: memory has an end
    int refreshPercent = 90;                  ///< of the granted registration; 50..99
    QByteArray instanceId;                    ///< urn:uuid:...
    QByteArray userAgentName;                 ///< User-Agent header
    int reconnectAttempts = 3; ///< the first round; then exponential back-off with jitter for ever
    Milliseconds reconnectDelay{4000};
    enum class OwnCalls {
        Refuse,
        Take
    } ownCalls
        = OwnCalls::Refuse; ///< Take: extensions of one exchange call each other
    enum class Strangers {
        Refuse,
        Take
    } strangers
        = Strangers::Refuse; ///< Take: also calls that name a user who we are not, whoever sends them
    /// @name INVITE
    SipExtensions extensions{};                 ///< 100rel, replaces, join; what else Supported says
    bool sendsInitialProvisional = true;        ///< 180 before invited(); else the program calls progress()
    std::chrono::seconds sessionExpires{1800};  ///< RFC 4028, asked for at both ends of a call; zero: the
                                                ///< peer's are accepted, none is asked for
    std::chrono::seconds minSessionExpires{90}; ///< shorter ones are refused with 422; never below 90
    ContactOptions
        contact{}; ///< user, address and parameters of our Contact; default: what the transport knows
    int regId = 0; ///< number of this flow among those of the instance (RFC 5626), from 1; 0: no outbound.
                   ///< Several flows are several user agents with one instanceId
    RegistererOptions::Gruu gruu = RegistererOptions::Gruu::Use; ///< RFC 5627; only with an instanceId
    enum class UnsolicitedNotify {
        Refuse,
        Accept ///< NOTIFY without a subscription is answered 200, as some exchanges tell of messages waiting
    } unsolicitedNotify
        = UnsolicitedNotify::Refuse; ///< SIP.js' allowLegacyNotifications
    enum class LostBinding {
        Restore,
        Leave
    } lostBinding
        = LostBinding::Restore; ///< Leave: whoever asked for it asks again, after a loss or a refusal
};

/// What is injected: everything that makes a test deterministic. All references outlive the user agent.
struct UserAgentEnvironment {
    Clock &clock;
    Random &random;
    HopResolver &resolver;
    std::unique_ptr<Transport> transport;
    /// Makes the media of one session; may be empty for a signalling-only user agent (INVITE is then answered
    /// 488).
    std::function<std::unique_ptr<SessionDescriptionHandler>(Session &)> makeSessionDescriptionHandler;
};

/// One identity on one transport: sends and answers, registers, calls. SIP.js' class of the same name. Core
/// thread.
class UserAgent final : public QObject, public SessionHost
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
public:
    enum class State { Stopped, Started };
    Q_ENUM(State)
    enum class Shutdown {
        Graceful,
        AtOnce ///< nothing is sent any more
    };
    enum class Taken {
        All,
        AllButIdentity ///< address-of-record, registrar, routes or instance differ: those need a new user
                       ///< agent
    };
    static constexpr std::chrono::seconds StopTime{4};
    UserAgent(UserAgentOptions options, UserAgentEnvironment environment, QObject *parent = nullptr);
    ~UserAgent() override;

    State state() const;
    const UserAgentOptions &options() const;
    Transport &transport() const;
    UserAgentCore &core() const override;
    Registerer &registerer() const;
    bool isConnected() const;
    NameAddr contact() const;          ///< what goes into Contact now
    QList<Session *> sessions() const; ///< not Terminated

    /// Opens the transport; reconnects when the network dropped it. Does not register. Started already and
    /// waiting for the next attempt: tries at once.
    void start();
    /// Hangs up, unregisters, closes, all at the same time; Stopped when all is done or after StopTime.
    /// start() before that takes it back: the connection stays, the binding is removed unless it is added
    /// anew.
    void stop(Shutdown how = Shutdown::Graceful);
    /// Connects anew at once, as when the network is back.
    void reconnect();
    /// A target refresh (RFC 3261 §12.2.1) of each call that stands, with the media's new address; later
    /// where another INVITE is under way. Done by itself when the connection or our Contact is another one.
    void refreshCalls();
    void setCredentials(const Credentials &credentials);
    /// Takes up what can change while running, with the next request that it is about.
    Taken setOptions(const UserAgentOptions &options);

Q_SIGNALS:
    void stateChanged(carillon::UserAgent::State state);
    void connected();
    /// The transport was lost; with the cause when it was not we who closed it.
    void disconnected(const std::optional<carillon::TransportError> &error);
    /// A call for us, ringing (180 sent). With nobody connected it is answered 480. Owned by the user agent;
    /// destroyed later than its Terminated.
    void invited(carillon::Invitation *invitation);
    /// REFER outside a dialog: declined with 603 unless taken.
    void referred(std::shared_ptr<carillon::Referral> referral);
    /// MESSAGE outside a dialog; answered 200 unless somebody says otherwise. Nobody connected: 405, and not
    /// in Allow.
    void messageReceived(std::shared_ptr<carillon::ReceivedRequest> message);
    /// NOTIFY that belongs to no subscription; answered 200 unless somebody says otherwise. Only with
    /// UserAgentOptions::unsolicitedNotify; else 481 (RFC 6665 §4.1.3).
    void notifyReceived(std::shared_ptr<carillon::ReceivedRequest> notification);
    /// REGISTER to us; answered 200 unless somebody says otherwise. Nobody connected: 405, and not in Allow.
    void registerReceived(std::shared_ptr<carillon::ReceivedRequest> registration);
    /// SUBSCRIBE outside a dialog: declined with 603 unless taken. Nobody connected: 405, and not in Allow.
    void subscriptionRequested(std::shared_ptr<carillon::Notifier> notifier);

private:
    std::unique_ptr<SessionDescriptionHandler> makeSessionDescriptionHandler(Session &session) override;
    void sessionCreated(Session &session) override;
    void sessionEnded(Session &session) override;
    std::chrono::seconds ringingTimeout() const override;
    std::chrono::seconds noAnswerTimeout() const override;
    bool sendsInitialProvisional() const override;
    EndedDialogs &endedDialogs() override;
    SessionTimerPolicy sessionTimer() const override;

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
