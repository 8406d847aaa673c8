#include "Capabilities.h"
#include "HopResolver.h"
#include "OutgoingRequest.h"
#include "UserAgentCorePrivate.h"

namespace carillon {

namespace {

bool opensDialog(Method method)
{
    return method == Method::Invite || method == Method::Refer || method == Method::Subscribe;
}

bool refreshesTarget(Method method)
{
    return opensDialog(method) || method == Method::Update;
}

/// RFC 5627 §4.4, RFC 5626 §4.2.1: beside what stands in Supported already.
void alsoSupports(SipMessage &message, QByteArrayView tags)
{
    if (tags.isEmpty())
        return;
    if (message.contains(HeaderId::Supported))
        message.replace(HeaderId::Supported, 0,
            QByteArray(message.value(HeaderId::Supported).toByteArray() + ", " + tags.toByteArray()));
    else
        message.append(HeaderId::Supported, tags);
}

} // namespace

UserAgentCore::UserAgentCore(
    CoreOptions options, const Credentials &credentials, Environment environment, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(options), credentials, environment))
{
    connect(&environment.transactions, &TransactionLayer::requestReceived, this,
        [this](const std::shared_ptr<ServerTransaction> &transaction) { d->receive(transaction); });
    connect(&environment.transactions, &TransactionLayer::ackReceived, this,
        [this](const SipRequest &ack) { d->receiveAck(ack); });
    connect(&environment.transactions, &TransactionLayer::strayResponse, this,
        [this](const SipResponse &response) { d->receiveStray(response); });
}

UserAgentCore::~UserAgentCore()
{
    d->lateForks.clear(); // their channels take leave of us
}

const CoreOptions &UserAgentCore::options() const
{
    return d->options;
}
Clock &UserAgentCore::clock() const
{
    return d->env.clock;
}
Random &UserAgentCore::random() const
{
    return d->env.random;
}
const TimerValues &UserAgentCore::timers() const
{
    return d->env.timers;
}
TransactionLayer &UserAgentCore::transactions() const
{
    return d->env.transactions;
}
AccountServer &UserAgentCore::server() const
{
    return d->server;
}
DeadTargets &UserAgentCore::deadTargets() const
{
    return d->deadTargets;
}
DigestAuthenticator &UserAgentCore::authenticator() const
{
    return d->authenticator;
}

void UserAgentCore::setCredentials(const Credentials &credentials)
{
    d->authenticator.setCredentials(credentials);
    d->server.setRealm(credentials.realm);
}

void UserAgentCore::setOptions(const CoreOptions &options)
{
    d->options.addressOfRecord.displayName = options.addressOfRecord.displayName;
    d->options.product = options.product;
    d->options.ownCalls = options.ownCalls;
    d->options.contact = options.contact;
}

QByteArray UserAgentCore::newTag() const
{
    return d->env.random.token(26);
}

QByteArray UserAgentCore::newCallId() const
{
    return d->env.random.token(26);
}

bool UserAgentCore::isConnected() const
{
    return d->env.transport.state() == Transport::State::Connected;
}

QHostAddress UserAgentCore::localAddress(const Hop &towards) const
{
    return d->env.transport.localAddress(towards);
}

bool UserAgentCore::isOnOneConnection() const
{
    const TransportProtocol protocol = d->env.transport.protocol();
    return protocol == TransportProtocol::Ws || protocol == TransportProtocol::Wss;
}

bool UserAgentCore::leadsToServer(const Hop &hop) const
{
    return d->server.isAt(hop) || isOnOneConnection();
}

SipRequest UserAgentCore::makeRequest(const RequestHead &head) const
{
    SipRequest request(head.method, head.requestUri);
    const QList<SipUri> routes = d->routesFor(head.method);
    for (const SipUri &hop : routes) {
        NameAddr route;
        route.uri = hop;
        if (!route.uri.parameters.contains("lr"))
            route.uri.parameters.set("lr");
        request.append(HeaderId::Route, route.toBytes());
    }
    request.append(HeaderId::From, head.from.toBytes());
    request.append(HeaderId::To, head.to.toBytes());
    request.append(HeaderId::CallId, head.callId);
    request.append(HeaderId::CSeq, CSeq{head.cseq, methodName(head.method).toByteArray()}.toBytes());
    return request;
}

std::shared_ptr<OutgoingRequest> UserAgentCore::send(
    SipRequest request, Answered answered, SendOptions options)
{
    Capabilities::complete(request, d->values());
    alsoSupports(request, options.optionTags);
    if (d->identity.hasGruu() && opensDialog(request.method()))
        alsoSupports(request, "gruu");
    if (request.method() == Method::Invite && request.toTag().isEmpty())
        d->ledger.sent(request, d->env.clock);
    const auto outgoing = std::make_shared<OutgoingRequest>(
        *this, std::move(request), std::move(answered), std::move(options));
    d->unsent.append(outgoing);
    d->requests.removeIf([](const auto &known) { return known.expired(); });
    d->requests.append(outgoing);
    outgoing->start();
    return outgoing;
}

int UserAgentCore::unansweredCount() const
{
    return int(std::count_if(d->requests.begin(), d->requests.end(), [](const auto &known) {
        const auto request = known.lock();
        return request && !request->isAnswered();
    }));
}

void UserAgentCore::release(const OutgoingRequest *request)
{
    d->unsent.removeIf([&](const auto &held) { return held.get() == request; });
}

std::unique_ptr<Lookup> UserAgentCore::resolve(const SipUri &nextHop, Resolved resolved)
{
    return d->env.resolver.resolve(nextHop, d->env.transport.protocols(),
        [core = QPointer(this), resolved = std::move(resolved)](
            const Result<QList<Hop>, TransportError> &hops) {
            if (core && hops)
                resolved(core->d->inOrderOfUse(*hops));
            else
                resolved(hops);
        });
}

/// The dead last; the connection to the server, where there is one, first: SRV may draw another each time.
QList<Hop> UserAgentCore::Private::inOrderOfUse(const QList<Hop> &hops) const
{
    QList<Hop> result = deadTargets.deadLast(hops);
    const auto standing = env.transport.serverHop();
    if (standing && !deadTargets.isDead(*standing) && result.removeOne(*standing))
        result.prepend(*standing);
    return result;
}

void UserAgentCore::locateServer()
{
    if (d->options.server.host.isEmpty() || isOnOneConnection())
        return;
    d->serverLookup = resolve(d->options.server, [this](const Result<QList<Hop>, TransportError> &hops) {
        if (hops && !d->server.hasHops())
            d->server.foundAt(*hops);
    });
}

/// §8.1.2 and §12.2.1.1: the first Route, else the Request-URI; a strict router stands in the latter already.
SipUri UserAgentCore::nextHopOf(const SipRequest &request) const
{
    if (const auto routes = request.nameAddrs(HeaderId::Route); routes && !routes->isEmpty()) {
        // The registrar's Service-Route is what the configured server is to do with it, not a way around it.
        if (request.toTag().isEmpty() && d->options.sendsToServer && isServiceRoute(routes->first().uri))
            return d->options.server;
        if (routes->first().uri.parameters.contains("lr"))
            return routes->first().uri;
    } else if (request.toTag().isEmpty() && d->options.sendsToServer) {
        return d->options.server;
    }
    return request.requestUri().value_or(d->options.server); // tel: and the like: the server knows what to do
}

SipResponse UserAgentCore::makeResponse(const ServerTransaction &transaction, int statusCode,
    QByteArrayView toTag, QByteArrayView reasonPhrase) const
{
    const SipRequest &request = transaction.request();
    const QByteArray tag = toTag.isEmpty() && statusCode > 100 ? newTag() : toTag.toByteArray();
    SipResponse response = SipResponse::to(request, statusCode, tag, reasonPhrase);
    const Method method = request.method();
    const bool mayMakeDialog = statusCode > 100 && statusCode < 300;
    if (mayMakeDialog && opensDialog(method) && request.toTag().isEmpty()) {
        for (int i = 0; i < request.count(HeaderId::RecordRoute); ++i)
            response.append(HeaderId::RecordRoute, request.value(HeaderId::RecordRoute, i));
    }
    if (mayMakeDialog && refreshesTarget(method))
        response.append(HeaderId::Contact, contactInResponse(request, transaction.from()).toBytes());
    Capabilities::complete(response, method, d->values());
    if (d->identity.hasGruu() && opensDialog(method) && response.contains(HeaderId::Supported))
        alsoSupports(response, "gruu");
    return response;
}

void UserAgentCore::respond(ServerTransaction &transaction, int statusCode, QByteArrayView toTag)
{
    transaction.respond(makeResponse(transaction, statusCode, toTag));
}

void UserAgentCore::setHalfDialogReceiver(
    const QByteArray &callId, const QByteArray &localTag, const Receiver &receiver)
{
    if (receiver)
        d->halfDialogs.insert({callId, localTag}, receiver);
    else
        d->halfDialogs.remove({callId, localTag});
}

void UserAgentCore::setReceiver(Method method, const Receiver &receiver, const Willingness &isWilling)
{
    d->receivers.set(method, receiver, isWilling);
}

QByteArray UserAgentCore::allow(const QList<Method> &besides) const
{
    return d->receivers.allow(besides);
}

void UserAgentCore::addDialog(const DialogId &id, DialogChannel *channel)
{
    d->dialogs.insert(id, channel);
}

void UserAgentCore::removeDialog(const DialogId &id, const DialogChannel *channel)
{
    if (d->dialogs.value(id) == channel)
        d->dialogs.remove(id);
}

} // namespace carillon
