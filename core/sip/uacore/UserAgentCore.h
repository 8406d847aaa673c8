#pragma once

#include "RegisteredIdentity.h"
#include "RequestDelegate.h"
#include "Result.h"
#include "SipExtensions.h"

#include <QHash>
#include <QObject>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

class QHostAddress;

namespace carillon {

class AccountServer;
class Clock;
class DeadTargets;
class DialogChannel;
class DigestAuthenticator;
class HopResolver;
class Lookup;
class OutgoingRequest;
class Random;
class ServerTransaction;
class TransactionLayer;
class Transport;
struct Credentials;
struct DialogId;
struct Hop;
struct SendOptions;
struct TimerValues;
struct TransportError;

/// What stands in Contact where it is not what the transport knows of itself.
struct ContactOptions {
    QByteArray user{};          ///< empty: that of the address-of-record
    QByteArray hostPort{};      ///< a public address that leads to us; empty: the transport's own
    Parameters uriParameters{}; ///< added, or instead of those that are there
    enum class Instance {
        InRegister,
        InEveryContact ///< SIP.js' instanceIdAlwaysAdded
    } instance
        = Instance::InRegister; ///< where +sip.instance stands (RFC 5626 §4.1)
};

/// What the registrar said of the flow to it with its 2xx, RFC 5626.
struct FlowKeeping {
    std::chrono::seconds most{
        0};                  ///< Flow-Timer (§4.4): pings are due at least that often; 0: it said nothing
    bool isOutbound = false; ///< it knows the RFC: over UDP it answers STUN (§4.4.2)
};

/// Who we are towards the network.
struct CoreOptions {
    NameAddr addressOfRecord;
    SipUri server; ///< the account's server: who may challenge us, and where every request outside a dialog
                   ///< goes if asked so
    bool sendsToServer
        = false; ///< requests outside a dialog without Route go to server, whatever their Request-URI says
    QList<SipUri> routeSet; ///< pre-loaded Route of requests outside a dialog
    QByteArray instanceId;  ///< urn:uuid:...; empty: none
    QByteArray product;     ///< User-Agent and Server
    /// What becomes of an INVITE of ours that comes back to us. A phone is not called by itself (a forwarding
    /// that went round in a circle); an exchange whose extensions call each other is.
    /// It also takes calls for whatever user they name.
    enum class OwnCalls { Refuse, Take } ownCalls = OwnCalls::Refuse;
    SipExtensions extensions{}; ///< what INVITE offers and demands
    ContactOptions contact{};
    enum class Strangers { Refuse, Take } strangers = Strangers::Refuse; ///< calls for users who we are not
};

/// The UAC and UAS behaviour that all methods share, RFC 3261 §8 and §9: sends requests over the hops of RFC
/// 3263 and answers their challenges; judges what comes in and hands it to whom it is for. One for each user
/// agent. Core thread.
class UserAgentCore final : public QObject
{
    Q_OBJECT
public:
    /// What it works with; all outlive it.
    struct Environment {
        Clock &clock;
        Random &random;
        HopResolver &resolver;
        Transport &transport;
        TransactionLayer &transactions;
        const TimerValues &timers;
    };
    /// First line and identification of a request outside a dialog, §8.1.1.
    struct RequestHead {
        Method method = Method::Other;
        QByteArray requestUri;
        NameAddr from; ///< with tag
        NameAddr to;
        QByteArray callId;
        quint32 cseq = 1;
    };
    using Answered = std::function<void(const RequestDelegate::Answer &)>;
    using Receiver = std::function<void(const std::shared_ptr<ServerTransaction> &)>;

    UserAgentCore(CoreOptions options, const Credentials &credentials, Environment environment,
        QObject *parent = nullptr);
    ~UserAgentCore() override;

    const CoreOptions &options() const;
    Clock &clock() const;
    Random &random() const;
    const TimerValues &timers() const;
    TransactionLayer &transactions() const;
    AccountServer &server() const;
    DeadTargets &deadTargets() const;
    DigestAuthenticator &authenticator() const;
    void setCredentials(const Credentials &credentials);

    /// @name Identity
    QByteArray newTag() const;    ///< 130 random bits
    QByteArray newCallId() const; ///< 130 random bits
    /// Our address, as it is registered.
    NameAddr contact(const Hop &towards) const;
    /// What stands in Contact of @p request of ours: a GRUU where there is one (RFC 5627 §4.4).
    NameAddr contactInRequest(const SipRequest &request, const Hop &towards) const;
    enum class Anonymity { AsAddressed, Wanted };
    /// The same of an answer to @p request. AsAddressed: anonymous when it came to our temporary GRUU.
    NameAddr contactInResponse(
        const SipRequest &request, const Hop &towards, Anonymity anonymity = Anonymity::AsAddressed) const;
    bool isConnected() const; ///< the transport
    void setFlow(const FlowKeeping &flow);
    /// A binding stands: what the registrar said with it, instead of what it said before.
    void setRegistered(RegisteredIdentity identity);
    void clearRegistered();
    const RegisteredIdentity &registered() const;
    /// The registrar wants our requests to go there first, RFC 3608.
    bool isServiceRoute(const SipUri &nextHop) const;
    /// Takes up what may change while running: all but address-of-record, server and routes.
    void setOptions(const CoreOptions &options);
    QHostAddress localAddress(const Hop &towards) const;
    /// WS and WSS: everything goes over the one connection to the account's server.
    bool isOnOneConnection() const;
    /// What is sent to @p hop reaches the account's server and nobody else first: credentials may go there.
    bool leadsToServer(const Hop &hop) const;

    /// @name Sending
    /// The request with the headers of §8.1.1 but Via and Contact, and the pre-loaded Route.
    SipRequest makeRequest(const RequestHead &head) const;
    /// Sends it; @p answered hears every response that matters, the last of them final (for INVITE: more 2xx
    /// may follow).
    std::shared_ptr<OutgoingRequest> send(SipRequest request, Answered answered, SendOptions options);
    /// Requests without a final answer yet.
    int unansweredCount() const;
    using Resolved = std::function<void(const Result<QList<Hop>, TransportError> &)>;
    /// The hops of RFC 3263, those last of which nothing good was heard.
    std::unique_ptr<Lookup> resolve(const SipUri &nextHop, Resolved resolved);
    /// Looks for the account's server, so that its calls are known as such before anything was sent to it.
    void locateServer();

    /// @name Answering
    /// §8.2.6 with our headers; Contact and Record-Route where the response opens or refreshes a dialog
    /// (§12.1.1).
    SipResponse makeResponse(const ServerTransaction &transaction, int statusCode, QByteArrayView toTag = {},
        QByteArrayView reasonPhrase = {}) const;
    /// makeResponse() and away with it; a fresh tag where there is none.
    void respond(ServerTransaction &transaction, int statusCode, QByteArrayView toTag = {});
    /// Who hears requests of @p method that belong to no dialog. Without one, or while he is not willing,
    /// they are refused and the method does not stand in Allow because of him.
    using Willingness = std::function<bool()>;
    void setReceiver(Method method, const Receiver &receiver, const Willingness &isWilling = {});
    /// Value of Allow now, with what a dialog takes @p besides.
    QByteArray allow(const QList<Method> &besides = {}) const;
    /// Who hears a request whose To is our half of a dialog and whose other half is not known yet: a NOTIFY
    /// makes the subscriber's dialog (RFC 6665 §4.4.1). An empty @p receiver: nobody any more.
    void setHalfDialogReceiver(
        const QByteArray &callId, const QByteArray &localTag, const Receiver &receiver);

private:
    friend class DialogChannel;
    friend class OutgoingRequest;
    SipUri nextHopOf(const SipRequest &request) const;
    void release(const OutgoingRequest *request);
    /// A 2xx to an INVITE which was sent elsewhere since: ACK and BYE.
    void endLateFork(const SipResponse &success);
    void addDialog(const DialogId &id, DialogChannel *channel);
    void removeDialog(const DialogId &id, const DialogChannel *channel);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
