#pragma once

#include "RegisteredIdentity.h"
#include "RequestDelegate.h"
#include "Result.h"

#include <QObject>
#include <chrono>
#include <memory>

namespace carillon {

class UserAgentCore;

/// Which binding is wanted, and where.
struct RegistererOptions {
    SipUri registrar{};         ///< Request-URI: sip:domain
    NameAddr addressOfRecord{}; ///< To and From
    std::chrono::seconds expires{600};
    int refreshPercent = 90;                                 ///< of what was granted; 50..99
    QByteArray instanceId{};                                 ///< urn:uuid:... for +sip.instance; empty: none
    QList<std::pair<QByteArray, QByteArray>> extraHeaders{}; ///< of every REGISTER
    int regId = 0; ///< number of our flow, RFC 5626 §4.2.1, from 1; 0: none. Needs an instanceId
    Parameters contactParameters{}; ///< added to the Contact of every REGISTER: q, feature tags
    RequestDelegate delegate{};     ///< hears every answer, those to refreshes as well
    enum class Gruu {
        Off,
        Use ///< asked for where there is an instanceId, RFC 5627 §4.1
    } gruu
        = Gruu::Use;
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
        Unauthorized, ///< the credentials are missing or wrong: 401, 407, 403
        Refused, ///< any other 3xx, 4xx or 6xx: 420 and 421 too, as we demand nothing that could be left out
        ServerTrouble, ///< 408, 430, 480, 482, 483, 5xx: it may work later
        NoAnswer,      ///< nothing came
        NotSent,       ///< the transport or the resolver failed
    };
    Q_ENUM(Failure)
    /// Whose bindings removeBinding() removes.
    enum class Bindings {
        Own,
        All ///< of the address-of-record: `Contact: *`, §10.2.2
    };
    struct Limits {
        static constexpr int TooBrief = 2;                      ///< 423 answered in a row
        static constexpr std::chrono::hours LongestMinimum{24}; ///< of Min-Expires
        static constexpr int Contacts = 64;                     ///< of one response that are kept
        /// A registrar that grants less is taken to mean this: else refreshes would be all we do.
        static constexpr std::chrono::seconds ShortestLife{10};
    };
    Registerer(UserAgentCore &core, RegistererOptions options, QObject *parent = nullptr);
    ~Registerer() override;

    State state() const;
    bool isRegistered() const; ///< Registered or Refreshing
    const RegistererOptions &options() const;
    /// Heeded by the next REGISTER. A binding made before under another address-of-record is left to expire.
    void setOptions(RegistererOptions options);
    /// Until the binding ends unless refreshed; zero when there is none.
    std::chrono::seconds remaining() const;
    QList<NameAddr> contacts() const; ///< of the last 200
    /// What the registrar said about us with it: GRUUs, Service-Route, associated identities. Empty without a
    /// binding.
    const RegisteredIdentity &identity() const;
    /// The last word of the registrar; 0 when none came yet.
    int lastStatusCode() const;
    QByteArray lastReasonPhrase() const;
    Failure failure() const; ///< of the last REGISTER; None while it stands or was never tried
    std::optional<WireFailure> wireFailure() const; ///< of NotSent
    /// Contacts of a 3xx, until the next answer. Not followed by itself: who consents puts one into
    /// options().registrar. Credentials go to the account's own server all the same.
    QList<NameAddr> redirectContacts() const;
    bool isWanted() const;                   ///< addBinding() was called, and removeBinding() was not since
    std::chrono::seconds retryAfter() const; ///< of the last rejection; zero when it gave none

    /// Sends REGISTER and refreshes it before it expires (§10.2.4) until removeBinding(). Registered:
    /// refreshes at once. Without a connection nothing is sent: it is done when there is one.
    /// @param options headers of this REGISTER and its repetitions, not of refreshes. @param delegate hears
    /// what becomes of it, at last of the repetition with credentials or a longer time.
    /// @returns RequestPending while a final response is outstanding (§10.2): what is wanted is then done
    /// after it, without @p delegate and @p options.
    Result<void, Refusal> addBinding(RequestDelegate delegate = {}, RequestOptions options = {});
    /// Also when none was added: it may be of an earlier life. @returns RequestPending as addBinding() does:
    /// it is removed all the same, after what is outstanding.
    Result<void, Refusal> removeBinding(
        Bindings which = Bindings::Own, RequestDelegate delegate = {}, RequestOptions options = {});
    /// Removes the binding if there is one, then Terminated. What is outstanding is awaited.
    void dispose();
    /// The connection that the binding leads to is gone: Unregistered at once, nothing is sent. It stays
    /// wanted.
    void forgetBinding();
    /// No binding is wanted any more, but nothing is sent and no state changes: for who has no way to say it.
    void forgetWish();

Q_SIGNALS:
    void stateChanged(carillon::Registerer::State state);
    /// 401, 407, 423 and 439 were answered before this. 408 and 503 may be made here: nothing came, or
    /// nothing could be sent.
    void rejected(int statusCode, const QByteArray &reasonPhrase);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
