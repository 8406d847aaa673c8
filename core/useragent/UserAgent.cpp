#include "DeadTargets.h"
#include "InvitationReceiver.h"
#include "ReferralReceiver.h"
#include "UserAgentPrivate.h"

#include <QMetaMethod>

namespace carillon {

namespace Reconnect = ReconnectMachine;

namespace {

UserAgentOptions completed(UserAgentOptions options)
{
    if (options.registrar.host.isEmpty()) {
        options.registrar = options.addressOfRecord.uri.addressOfRecord();
        options.registrar.user.clear();
    }
    return options;
}

CoreOptions coreOptions(const UserAgentOptions &options)
{
    const SipUri server = options.nextHop ? *options.nextHop
        : options.routeSet.isEmpty()      ? options.registrar
                                          : options.routeSet.first();
    return {options.addressOfRecord, server, options.nextHop.has_value(), options.routeSet,
        options.instanceId, options.userAgentName,
        options.ownCalls == UserAgentOptions::OwnCalls::Take ? CoreOptions::OwnCalls::Take
                                                             : CoreOptions::OwnCalls::Refuse,
        options.extensions, options.contact,
        options.strangers == UserAgentOptions::Strangers::Take ? CoreOptions::Strangers::Take
                                                               : CoreOptions::Strangers::Refuse};
}

void take(RegistererOptions &into, const UserAgentOptions &options)
{
    into.registrar = options.registrar;
    into.addressOfRecord = options.addressOfRecord;
    into.expires = options.expires;
    into.refreshPercent = options.refreshPercent;
    into.instanceId = options.instanceId;
    into.regId = options.regId;
    into.gruu = options.gruu;
}

RegistererOptions registererOptions(const UserAgentOptions &options)
{
    RegistererOptions result;
    take(result, options);
    return result;
}

bool isSameIdentity(const UserAgentOptions &a, const UserAgentOptions &b)
{
    return a.addressOfRecord.uri == b.addressOfRecord.uri && a.registrar == b.registrar
        && a.routeSet == b.routeSet && a.nextHop == b.nextHop && a.instanceId == b.instanceId;
}

} // namespace

UserAgent::Private::Private(
    UserAgent &owner, UserAgentOptions userAgentOptions, UserAgentEnvironment environment)
    : q(owner)
    , options(completed(std::move(userAgentOptions)))
    , env(std::move(environment))
    , layer(*env.transport, env.clock, env.random, timers)
    , core(coreOptions(options), options.credentials,
          {env.clock, env.random, env.resolver, *env.transport, layer, timers})
    , registerer(core, registererOptions(options))
    , endedDialogs(env.clock)
    , keeper(registerer, env.clock, env.random)
    , backoff{options.reconnectDelay, options.reconnectAttempts, Milliseconds(60'000)}
    , reconnectTimer(env.clock)
    , stopTimer(env.clock)
{
}

UserAgent::UserAgent(UserAgentOptions options, UserAgentEnvironment environment, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(options), std::move(environment)))
{
    // Before the change of state comes why it changed.
    connect(d->env.transport.get(), &Transport::failed, this,
        [this](const TransportError &error) { d->lastError = error; });
    connect(d->env.transport.get(), &Transport::stateChanged, this,
        [this](Transport::State transportState) { d->transportChanged(transportState); });
    connect(d->env.transport.get(), &Transport::registrarGone, this, [this](const Hop &hop) {
        d->core.deadTargets().failed(hop, WireFailure::Refused);
        d->keeper.serverGone();
    });
    d->setReceivers();
}

UserAgent::~UserAgent()
{
    // While there is something to hang up with; sessions of other owners only end here.
    qDeleteAll(findChildren<Session *>(Qt::FindDirectChildrenOnly));
    while (!d->sessions.isEmpty()) {
        const QPointer<Session> session(d->sessions.takeLast());
        abandon(*session);
    }
    d->env.transport->disconnect(this);
}

UserAgent::State UserAgent::state() const
{
    return d->phase == Private::Phase::Stopped ? State::Stopped : State::Started;
}
const UserAgentOptions &UserAgent::options() const
{
    return d->options;
}
Transport &UserAgent::transport() const
{
    return *d->env.transport;
}
UserAgentCore &UserAgent::core() const
{
    return d->core;
}
Registerer &UserAgent::registerer() const
{
    return d->registerer;
}
bool UserAgent::isConnected() const
{
    return d->connection == Reconnect::State::Connected;
}
QList<Session *> UserAgent::sessions() const
{
    return d->sessions;
}
std::chrono::seconds UserAgent::ringingTimeout() const
{
    return d->options.ringingTimeout;
}
std::chrono::seconds UserAgent::noAnswerTimeout() const
{
    return d->options.noAnswerTimeout;
}

bool UserAgent::sendsInitialProvisional() const
{
    return d->options.sendsInitialProvisional;
}

EndedDialogs &UserAgent::endedDialogs()
{
    return d->endedDialogs;
}

SessionTimerPolicy UserAgent::sessionTimer() const
{
    return {d->options.sessionExpires, std::max(SessionExpires::Smallest, d->options.minSessionExpires)};
}

NameAddr UserAgent::contact() const
{
    Hop towards;
    towards.protocol = d->env.transport->protocol();
    if (const auto known = d->core.server().firstHop())
        towards = *known;
    return d->core.contact(d->env.transport->serverHop().value_or(towards));
}

void UserAgent::setCredentials(const Credentials &credentials)
{
    d->options.credentials = credentials;
    d->core.setCredentials(credentials);
    d->keeper.credentialsChanged();
}

UserAgent::Taken UserAgent::setOptions(const UserAgentOptions &wanted)
{
    UserAgentOptions taken = completed(wanted);
    const Taken result = isSameIdentity(taken, d->options) ? Taken::All : Taken::AllButIdentity;
    taken.addressOfRecord.uri = d->options.addressOfRecord.uri;
    taken.registrar = d->options.registrar;
    taken.routeSet = d->options.routeSet;
    taken.nextHop = d->options.nextHop;
    taken.instanceId = d->options.instanceId;
    d->options = std::move(taken);
    d->backoff.first = d->options.reconnectDelay;
    d->backoff.firstRound = d->options.reconnectAttempts;
    d->core.setOptions(coreOptions(d->options));
    RegistererOptions registererOptions = d->registerer.options();
    take(registererOptions, d->options);
    d->registerer.setOptions(std::move(registererOptions));
    setCredentials(d->options.credentials);
    return result;
}

std::unique_ptr<SessionDescriptionHandler> UserAgent::makeSessionDescriptionHandler(Session &session)
{
    return d->env.makeSessionDescriptionHandler ? d->env.makeSessionDescriptionHandler(session) : nullptr;
}

void UserAgent::sessionCreated(Session &session)
{
    d->sessions.append(&session);
}

void UserAgent::sessionEnded(Session &session)
{
    d->sessions.removeOne(&session);
    if (session.parent() == this && session.direction() == Session::Direction::Incoming)
        session.deleteLater();
}

void UserAgent::Private::receiveInvite(const std::shared_ptr<ServerTransaction> &transaction)
{
    const bool isHeard = q.isSignalConnected(QMetaMethod::fromSignal(&UserAgent::invited));
    if (phase != Phase::Running || !isHeard) {
        core.respond(*transaction, 480);
        return;
    }
    // One that takes the place of another is not one more, but for the moment until that one has ended.
    const bool isReplacing = transaction->request().contains(HeaderId::Replaces);
    const qsizetype most = qsizetype(options.mostSessions) * (isReplacing ? 2 : 1);
    if (!env.makeSessionDescriptionHandler || sessions.size() >= most) {
        core.respond(*transaction, env.makeSessionDescriptionHandler ? 486 : 488);
        return;
    }
    const QPointer<Invitation> invitation = InvitationReceiver::receive(q, transaction, sessions, &q);
    if (!invitation)
        return;
    InvitationReceiver::begin(*invitation);
    if (invitation && invitation->state() == Session::State::Initial)
        Q_EMIT q.invited(invitation);
    if (invitation && invitation->replacee() && invitation->state() == Session::State::Initial)
        (void)invitation->accept();
}

void UserAgent::Private::receiveRefer(const std::shared_ptr<ServerTransaction> &transaction)
{
    if (phase != Phase::Running || !q.isSignalConnected(QMetaMethod::fromSignal(&UserAgent::referred))) {
        core.respond(*transaction, 603);
        return;
    }
    if (const auto referral = ReferralReceiver::receiveOutsideDialog(q, transaction, sessions))
        Q_EMIT q.referred(referral);
}

std::shared_ptr<ReceivedRequest> UserAgent::Private::received(
    const std::shared_ptr<ServerTransaction> &transaction)
{
    return std::make_shared<ReceivedRequest>(
        transaction, [alive = QPointer(&core)](const ServerTransaction &of, int code, QByteArrayView phrase) {
            return alive ? alive->makeResponse(of, code, alive->newTag(), phrase)
                         : SipResponse::to(of.request(), code, "gone", phrase);
        });
}

/// Requests outside a dialog. Who hears them is asked anew each time.
void UserAgent::Private::setReceivers()
{
    const auto isHeard = [this](auto signal) {
        return [this, method = QMetaMethod::fromSignal(signal)] { return q.isSignalConnected(method); };
    };
    core.setReceiver(Method::Invite, [this](const auto &transaction) { receiveInvite(transaction); });
    core.setReceiver(Method::Refer, [this](const auto &transaction) { receiveRefer(transaction); });
    core.setReceiver(
        Method::Message, [this](const auto &transaction) { Q_EMIT q.messageReceived(received(transaction)); },
        isHeard(&UserAgent::messageReceived));
    core.setReceiver(
        Method::Register,
        [this](const auto &transaction) { Q_EMIT q.registerReceived(received(transaction)); },
        isHeard(&UserAgent::registerReceived));
    core.setReceiver(
        Method::Notify, [this](const auto &transaction) { Q_EMIT q.notifyReceived(received(transaction)); },
        [this] { return options.unsolicitedNotify == UserAgentOptions::UnsolicitedNotify::Accept; });
    core.setReceiver(
        Method::Subscribe, [this](const auto &transaction) { receiveSubscribe(transaction); },
        isHeard(&UserAgent::subscriptionRequested));
}

void UserAgent::Private::receiveSubscribe(const std::shared_ptr<ServerTransaction> &transaction)
{
    if (phase != Phase::Running)
        core.respond(*transaction, 480);
    else if (const auto notifier = Notifier::receive(core, transaction))
        Q_EMIT q.subscriptionRequested(notifier);
}

} // namespace carillon
