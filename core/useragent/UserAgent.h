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
#include "Transport.h"

namespace carillon {

class HopResolver;
class UserAgentCore;

struct UserAgentOptions {
    NameAddr addressOfRecord; ///< sip:user@domain with the display name of From
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

    /// Opens the transport; reconnects when the network dropped it. Does not register.
    void start();
    /// Hangs up, unregisters, closes; Stopped when all is done or after StopTime.
    void stop();
    /// Connects anew at once, as when the network is back.
    void reconnect();
    void setCredentials(const Credentials &credentials);

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
    /// SUBSCRIBE outside a dialog: declined with 603 unless taken. Nobody connected: 405, and not in Allow.
    void subscriptionRequested(std::shared_ptr<carillon::Notifier> notifier);

private:
    std::unique_ptr<SessionDescriptionHandler> makeSessionDescriptionHandler(Session &session) override;
    void sessionCreated(Session &session) override;
    void sessionEnded(Session &session) override;
    std::chrono::seconds ringingTimeout() const override;
    std::chrono::seconds noAnswerTimeout() const override;

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
