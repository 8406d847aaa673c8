#include "InvitationReceiver.h"
#include "ReferralReceiver.h"
#include "UserAgentPrivate.h"

#include <QMetaMethod>

namespace carillon {

using namespace std::chrono_literals;
namespace Reconnect = ReconnectMachine;

namespace {

constexpr Milliseconds stopPoll{50};

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
                                                             : CoreOptions::OwnCalls::Refuse};
}

RegistererOptions registererOptions(const UserAgentOptions &options)
{
    return {options.registrar, options.addressOfRecord, options.expires, options.refreshPercent,
        options.instanceId, {}};
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
    d->core.setReceiver(Method::Invite, [this](const auto &transaction) { d->receiveInvite(transaction); });
    d->core.setReceiver(Method::Refer, [this](const auto &transaction) { d->receiveRefer(transaction); });
    d->core.setReceiver(
        Method::Message, [this](const auto &transaction) { d->receiveMessage(transaction); },
        [this] { return isSignalConnected(QMetaMethod::fromSignal(&UserAgent::messageReceived)); });
    d->core.setReceiver(
        Method::Subscribe, [this](const auto &transaction) { d->receiveSubscribe(transaction); },
        [this] { return isSignalConnected(QMetaMethod::fromSignal(&UserAgent::subscriptionRequested)); });
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

void UserAgent::start()
{
    if (d->phase == Private::Phase::Running)
        return;
    const bool wasStopped = d->phase == Private::Phase::Stopped;
    d->phase = Private::Phase::Running;
    d->stopTimer.stop();
    d->failures = 0;
    d->handle(Reconnect::Event::Start);
    if (wasStopped)
        Q_EMIT stateChanged(State::Started);
}

void UserAgent::reconnect()
{
    if (d->phase != Private::Phase::Running)
        return;
    d->failures = 0;
    d->handle(Reconnect::Event::Now);
}

void UserAgent::stop()
{
    if (d->phase != Private::Phase::Running)
        return;
    d->phase = Private::Phase::Stopping;
    const QPointer<UserAgent> alive(this);
    const QList<Session *> open = d->sessions;
    for (Session *session : open) {
        if (d->sessions.contains(session)) // one may have ended with another
            session->hangUp();
        if (!alive)
            return;
    }
    if (d->registerer.isWanted() || d->registerer.isRegistered())
        (void)d->registerer.removeBinding();
    d->stopDeadline = d->env.clock.now() + StopTime;
    d->continueStopping();
}

void UserAgent::Private::continueStopping()
{
    const bool isConnected = connection == Reconnect::State::Connected;
    const bool isBusy = !sessions.isEmpty() || core.unansweredCount() > 0
        || registerer.state() != Registerer::State::Unregistered;
    if (!isConnected || !isBusy || env.clock.now() >= stopDeadline) {
        finishStopping();
        return;
    }
    stopTimer.start(stopPoll, [this] { continueStopping(); });
}

void UserAgent::Private::finishStopping()
{
    const QPointer<UserAgent> alive(&q);
    handle(Reconnect::Event::Stop);
    if (alive)
        registerer.forgetBinding();
    if (!alive)
        return;
    phase = Phase::Stopped;
    Q_EMIT q.stateChanged(State::Stopped);
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
    if (const auto referral = ReferralReceiver::receiveOutsideDialog(q, transaction))
        Q_EMIT q.referred(referral);
}

void UserAgent::Private::receiveMessage(const std::shared_ptr<ServerTransaction> &transaction)
{
    Q_EMIT q.messageReceived(std::make_shared<ReceivedRequest>(
        transaction, [alive = QPointer(&core)](const ServerTransaction &of, int code, QByteArrayView phrase) {
            return alive ? alive->makeResponse(of, code, alive->newTag(), phrase)
                         : SipResponse::to(of.request(), code, "gone", phrase);
        }));
}

void UserAgent::Private::receiveSubscribe(const std::shared_ptr<ServerTransaction> &transaction)
{
    if (phase != Phase::Running)
        core.respond(*transaction, 480);
    else if (const auto notifier = Notifier::receive(core, transaction))
        Q_EMIT q.subscriptionRequested(notifier);
}

} // namespace carillon
