// What a manager hears: of the server, of calls that come, of what becomes of them.
#include "SessionManagerPrivate.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QMetaMethod>
#include <QTimer>

namespace carillon {

namespace {

constexpr Milliseconds quitMargin{500}; ///< for the last of UserAgent::StopTime's ticks

UserAgentEnvironment modifying(UserAgentEnvironment environment, const DescriptionModifiers &modifiers)
{
    if (modifiers.isEmpty() || !environment.makeSessionDescriptionHandler)
        return environment;
    environment.makeSessionDescriptionHandler
        = [make = std::move(environment.makeSessionDescriptionHandler), modifiers](
              Session &session) -> std::unique_ptr<SessionDescriptionHandler> {
        auto media = make(session);
        if (!media)
            return nullptr;
        return std::make_unique<ModifiedDescriptionHandler>(std::move(media), modifiers);
    };
    return environment;
}

} // namespace

SessionManager::Private::Private(
    SessionManagerOptions managerOptions, const SipUri &pingTarget, UserAgentEnvironment environment)
    : options(std::move(managerOptions))
    , clock(environment.clock)
    , agent(options.userAgent, modifying(std::move(environment), options.modifiers))
    , registration(agent.registerer(), options.registration, clock, agent.core().random())
    , ping(agent.core(), {options.optionsPingInterval, pingTarget}, [this](const TransportError &error) {
        lostByPing = error;
        agent.reconnect();
    })
{
}

void SessionManager::Private::listen(SessionManager &owner)
{
    q = &owner;
    connect(&agent, &UserAgent::connected, q, [this] { serverUp(); });
    connect(&agent, &UserAgent::disconnected, q,
        [this](const std::optional<TransportError> &error) { serverDown(error); });
    connect(&agent.registerer(), &Registerer::stateChanged, q,
        [this, wasRegistered = false](Registerer::State state) mutable {
            const bool isRegistered = agent.registerer().isRegistered();
            const bool isRefreshed = std::exchange(wasRegistered, isRegistered);
            if (state == Registerer::State::Unregistered)
                Q_EMIT q->unregistered();
            else if (isRegistered && !isRefreshed)
                Q_EMIT q->registered();
        });
    connect(&agent, &UserAgent::notifyReceived, q,
        [this](const std::shared_ptr<ReceivedRequest> &notification) { receiveNotify(notification); });
    if (const auto *program = QCoreApplication::instance(); program && options.autoStop)
        connect(program, &QCoreApplication::aboutToQuit, q, [this] { stopBeforeQuit(); });
}

/// Called when one comes. Who leaves is not told of: Qt holds the signal's lock meanwhile.
void SessionManager::Private::followListeners()
{
    if (!invitations && q->isSignalConnected(QMetaMethod::fromSignal(&SessionManager::callReceived)))
        invitations = connect(
            &agent, &UserAgent::invited, q, [this](Invitation *invitation) { receive(*invitation); });
    const auto messageReceived = QMetaMethod::fromSignal(&SessionManager::messageReceived);
    if (!messages && q->isSignalConnected(messageReceived))
        messages = connect(&agent, &UserAgent::messageReceived, q,
            [this, messageReceived](const std::shared_ptr<ReceivedRequest> &message) {
                if (q->isSignalConnected(messageReceived))
                    Q_EMIT q->messageReceived(message);
                else
                    message->reject(405);
            });
}

SessionManager::Private::Entry *SessionManager::Private::find(const Session *session)
{
    const auto found = std::find_if(entries.begin(), entries.end(),
        [session](const Entry &entry) { return session && entry.managed.session == session; });
    return found == entries.end() ? nullptr : &*found;
}

bool SessionManager::Private::isFull(int more) const
{
    return options.maxSimultaneousSessions > 0 && entries.size() >= options.maxSimultaneousSessions + more;
}

void SessionManager::Private::adopt(Session &session)
{
    ManagedSession managed
        = options.managedSessionFactory ? options.managedSessionFactory(session) : ManagedSession();
    managed.session = &session;
    managed.held = false;
    entries.append({managed});
    connect(&session, &Session::stateChanged, q,
        [this, &session](Session::State state) { stateChanged(session, state); });
    connect(&session, &Session::holdChanged, q, [this, &session] { holdChanged(session); });
    connect(&session, &Session::reinviteRejected, q, [this, &session] { holdRefused(session); });
    connect(&session, &Session::sessionDescriptionHandlerCreated, q,
        [this, &session](SessionDescriptionHandler *media) {
            if (const Entry *entry = find(&session); entry && entry->managed.muted)
                media->setMuted(true);
        });
    connect(&session, &Session::dtmfReceived, q,
        [this, &session](QChar tone) { Q_EMIT q->dtmfReceived(&session, tone); });
    connect(&session, &Session::referred, q, [this, &session](const std::shared_ptr<Referral> &referral) {
        Q_EMIT q->referred(&session, referral);
    });
    connect(&session, &QObject::destroyed, q,
        [this] { entries.removeIf([](const Entry &entry) { return !entry.managed.session; }); });
    if (managed.muted && session.sessionDescriptionHandler())
        session.sessionDescriptionHandler()->setMuted(true);
    Q_EMIT q->callCreated(&session);
}

void SessionManager::Private::stateChanged(Session &session, Session::State state)
{
    if (state == Session::State::Established) {
        Q_EMIT q->callAnswered(&session);
        return;
    }
    if (state != Session::State::Terminated)
        return;
    entries.removeIf([&](const Entry &entry) { return entry.managed.session == &session; });
    if (session.parent() == &agent && session.direction() == Session::Direction::Outgoing)
        session.deleteLater(); // incoming ones are the user agent's
    Q_EMIT q->callHungUp(&session);
}

/// The peer's hold comes here, too, and says nothing about ours.
void SessionManager::Private::holdChanged(Session &session)
{
    Entry *entry = find(&session);
    if (!entry || entry->managed.held == session.isLocalHold())
        return;
    entry->managed.held = session.isLocalHold();
    entry->wantedHold.reset();
    Q_EMIT q->callHoldChanged(&session, entry->managed.held);
}

void SessionManager::Private::holdRefused(Session &session)
{
    Entry *entry = find(&session);
    if (!entry || !std::exchange(entry->wantedHold, std::nullopt))
        return;
    Q_EMIT q->callHoldChanged(&session, entry->managed.held);
}

void SessionManager::Private::receive(Invitation &invitation)
{
    const QPointer<SessionManager> alive(q);
    const QPointer<Invitation> call(&invitation);
    adopt(invitation);
    if (!alive || !call || call->state() != Session::State::Initial)
        return;
    if (q->isSignalConnected(QMetaMethod::fromSignal(&SessionManager::callReceived)))
        Q_EMIT q->callReceived(call);
    else
        (void)call->reject(480); // its listener has gone
}

void SessionManager::Private::receiveNotify(const std::shared_ptr<ReceivedRequest> &notification)
{
    if (q->isSignalConnected(QMetaMethod::fromSignal(&SessionManager::notificationReceived)))
        Q_EMIT q->notificationReceived(notification);
    else
        (void)notification->reject(481); // RFC 6665 §4.1.3
}

void SessionManager::Private::serverUp()
{
    const QPointer<SessionManager> alive(q);
    lostByPing.reset();
    ping.start();
    Q_EMIT q->serverConnected();
    if (alive)
        registration.connected();
}

void SessionManager::Private::serverDown(const std::optional<TransportError> &error)
{
    const QPointer<SessionManager> alive(q);
    ping.stop();
    const auto cause = error ? error : std::exchange(lostByPing, std::nullopt);
    registration.disconnected();
    if (alive)
        Q_EMIT q->serverDisconnected(cause);
}

/// When the program quits its event loop has ended: what is sent after it needs another one for as long as
/// that takes, and nothing else runs any more that it could disturb. Bounded twice, by the user agent's clock
/// and by the real one.
void SessionManager::Private::stopBeforeQuit()
{
    if (agent.state() == UserAgent::State::Stopped)
        return;
    QEventLoop loop;
    connect(&agent, &UserAgent::stateChanged, &loop, [&loop](UserAgent::State state) {
        if (state == UserAgent::State::Stopped)
            loop.quit();
    });
    connect(&agent, &QObject::destroyed, &loop, &QEventLoop::quit);
    QTimer::singleShot(UserAgent::StopTime + quitMargin, &loop, &QEventLoop::quit);
    const QPointer<UserAgent> stopping(&agent);
    q->disconnectFromServer();
    if (stopping && stopping->state() != UserAgent::State::Stopped)
        loop.exec();
}

} // namespace carillon
