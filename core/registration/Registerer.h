#pragma once

#include "NameAddr.h"
#include "SipMessage.h"
#include "WireFailure.h"

#include <QObject>
#include <chrono>
#include <memory>

namespace carillon {

class UserAgentCore;

/// Which binding is wanted, and where.
struct RegistererOptions {
    SipUri registrar;         ///< Request-URI: sip:domain
    NameAddr addressOfRecord; ///< To and From
    std::chrono::seconds expires{600};
    int refreshPercent = 90; ///< of what was granted; 50..99
    QByteArray instanceId;   ///< urn:uuid:... for +sip.instance; empty: none
    QList<std::pair<QByteArray, QByteArray>> extraHeaders;
};

/// Keeps one binding of a contact to an address-of-record alive, RFC 3261 §10.2.
/// SIP.js says register() and unregister(); the former is a keyword here.
class Registerer final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
public:
    /// Waiting for the registrar is a state of its own, never a flag beside one.
    enum class State { Unregistered, Registering, Registered, Refreshing, Unregistering, Terminated };
    Q_ENUM(State)
    enum class Refusal { RequestPending, Terminated };
    /// Why there is no binding, for who decides whether to try again.
    enum class Failure {
        None,
        Unauthorized,  ///< the credentials are missing or wrong: 401, 407, 403
        Refused,       ///< any other 3xx, 4xx or 6xx
        ServerTrouble, ///< 408, 480, 5xx: it may work later
        NoAnswer,      ///< nothing came
        NotSent,       ///< the transport or the resolver failed
    };
    Q_ENUM(Failure)
    Registerer(UserAgentCore &core, RegistererOptions options, QObject *parent = nullptr);
    ~Registerer() override;

    State state() const;
    bool isRegistered() const; ///< Registered or Refreshing
    /// Until the binding ends unless refreshed; zero when there is none.
    std::chrono::seconds remaining() const;
    QList<NameAddr> contacts() const; ///< of the last 200
    /// The last word of the registrar; 0 when none came yet.
    int lastStatusCode() const;
    QByteArray lastReasonPhrase() const;
    Failure failure() const; ///< of the last REGISTER; None while it stands or was never tried
    std::optional<WireFailure> wireFailure() const; ///< of NotSent
    bool isWanted() const;                   ///< addBinding() was called, and removeBinding() was not since
    std::chrono::seconds retryAfter() const; ///< of the last rejection; zero when it gave none

    /// Sends REGISTER and refreshes it before it expires (§10.2.4) until removeBinding(). Registered:
    /// refreshes at once. Without a connection nothing is sent: it is done when there is one.
    /// @returns RequestPending while a final response is outstanding (§10.2): what is wanted is then done
    /// after it.
    Result<void, Refusal> addBinding();
    Result<void, Refusal> removeBinding();
    /// The connection that the binding leads to is gone: Unregistered at once, nothing is sent. It stays
    /// wanted.
    void forgetBinding();

Q_SIGNALS:
    void stateChanged(carillon::Registerer::State state);
    /// 401, 407 and 423 were answered before this. 408 and 503 may be made here: nothing came, or nothing
    /// could be sent.
    void rejected(int statusCode, const QByteArray &reasonPhrase);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
