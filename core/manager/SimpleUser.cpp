#include "SimpleUser.h"

#include <QMetaMethod>

namespace carillon {

using Refusal = SessionManager::Refusal;

Result<std::unique_ptr<SimpleUser>, Refusal> SimpleUser::make(
    SimpleUserOptions options, UserAgentEnvironment environment)
{
    SessionManagerOptions managerOptions;
    managerOptions.aor = std::move(options.aor);
    managerOptions.userAgent = std::move(options.userAgent);
    managerOptions.maxSimultaneousSessions = 1;
    managerOptions.autoStop = options.autoStop;
    managerOptions.dtmfWay = options.dtmfWay;
    auto manager = SessionManager::make(std::move(managerOptions), std::move(environment));
    if (!manager)
        return Failure<Refusal>(manager.error());
    return std::unique_ptr<SimpleUser>(new SimpleUser(*std::move(manager)));
}

SimpleUser::SimpleUser(std::unique_ptr<SessionManager> manager)
    : m_manager(std::move(manager))
{
    SessionManager *const from = m_manager.get();
    connect(from, &SessionManager::callCreated, this, &SimpleUser::created);
    connect(from, &SessionManager::callHungUp, this, &SimpleUser::hungUp);
    connect(from, &SessionManager::callAnswered, this, [this](const Session *session) {
        if (session == m_session)
            Q_EMIT callAnswered();
    });
    connect(from, &SessionManager::callHoldChanged, this, [this](const Session *session, bool held) {
        if (session == m_session)
            Q_EMIT callHoldChanged(held);
    });
    connect(from, &SessionManager::dtmfReceived, this, [this](const Session *session, QChar tone) {
        if (session == m_session)
            Q_EMIT dtmfReceived(tone);
    });
    connect(from, &SessionManager::referred, this,
        [this](const Session *session, const std::shared_ptr<Referral> &referral) {
            if (session == m_session)
                Q_EMIT referred(referral);
        });
    connect(from, &SessionManager::registered, this, &SimpleUser::registered);
    connect(from, &SessionManager::unregistered, this, &SimpleUser::unregistered);
    connect(from, &SessionManager::serverConnected, this, &SimpleUser::serverConnected);
    connect(from, &SessionManager::serverDisconnected, this, &SimpleUser::serverDisconnected);
}

SimpleUser::~SimpleUser()
{
    m_manager->disconnect(this);
}

void SimpleUser::connectNotify(const QMetaMethod &)
{
    followListeners();
}

/// What nobody listens to here is not heard there either, and refused. Who leaves is not told of.
void SimpleUser::followListeners()
{
    if (!m_calls && isSignalConnected(QMetaMethod::fromSignal(&SimpleUser::callReceived)))
        m_calls = connect(m_manager.get(), &SessionManager::callReceived, this, &SimpleUser::received);
    if (!m_messages && isSignalConnected(QMetaMethod::fromSignal(&SimpleUser::messageReceived)))
        m_messages = connect(m_manager.get(), &SessionManager::messageReceived, this, &SimpleUser::read);
}

void SimpleUser::received(const Invitation *invitation)
{
    if (invitation != m_session)
        return;
    if (isSignalConnected(QMetaMethod::fromSignal(&SimpleUser::callReceived)))
        Q_EMIT callReceived();
    else
        (void)decline();
}

/// A second one comes only to take the place of the first.
void SimpleUser::created(Session *session)
{
    if (m_session)
        return;
    m_session = session;
    Q_EMIT callCreated();
}

void SimpleUser::hungUp(Session *session)
{
    if (session != m_session)
        return;
    const QList<ManagedSession> left = m_manager->managedSessions();
    m_session = left.isEmpty() ? nullptr : left.first().session;
    if (m_session)
        Q_EMIT callReplaced();
    else
        Q_EMIT callHungUp();
}

void SimpleUser::read(const std::shared_ptr<ReceivedRequest> &message)
{
    if (!isSignalConnected(QMetaMethod::fromSignal(&SimpleUser::messageReceived))) {
        message->reject(405);
        return;
    }
    const QByteArray type = message->request().contentType();
    if (!type.isEmpty() && type != "text/plain") {
        message->reject(415, {}, {{{"Accept", "text/plain"}}, {}, {}});
        return;
    }
    message->accept();
    Q_EMIT messageReceived(QString::fromUtf8(message->request().body()));
}

SessionManager &SimpleUser::manager() const
{
    return *m_manager;
}
Session *SimpleUser::session() const
{
    return m_session;
}
bool SimpleUser::isConnected() const
{
    return m_manager->isConnected();
}
void SimpleUser::connectToServer()
{
    m_manager->connectToServer();
}
void SimpleUser::disconnectFromServer()
{
    m_manager->disconnectFromServer();
}
Result<void, Refusal> SimpleUser::addBinding()
{
    return m_manager->addBinding();
}
Result<void, Refusal> SimpleUser::removeBinding()
{
    return m_manager->removeBinding();
}

Result<Inviter *, Refusal> SimpleUser::call(
    QByteArrayView target, InviterOptions options, RequestDelegate delegate)
{
    return m_manager->call(target, std::move(options), std::move(delegate));
}

Result<void, Refusal> SimpleUser::hangUp()
{
    return m_manager->hangUp(m_session);
}
Result<void, Refusal> SimpleUser::answer(const AnswerOptions &options)
{
    return m_manager->answer(m_session, options);
}
Result<void, Refusal> SimpleUser::decline()
{
    return m_manager->decline(m_session);
}
Result<void, Refusal> SimpleUser::hold()
{
    return m_manager->hold(m_session);
}
Result<void, Refusal> SimpleUser::unhold()
{
    return m_manager->unhold(m_session);
}
bool SimpleUser::isHeld() const
{
    return m_manager->isHeld(m_session);
}
Result<void, Refusal> SimpleUser::mute()
{
    return m_manager->mute(m_session);
}
Result<void, Refusal> SimpleUser::unmute()
{
    return m_manager->unmute(m_session);
}
bool SimpleUser::isMuted() const
{
    return m_manager->isMuted(m_session);
}
Result<void, Refusal> SimpleUser::sendDtmf(QByteArrayView tone)
{
    return m_manager->sendDtmf(m_session, tone);
}

Result<Inviter *, Refusal> SimpleUser::follow(
    const std::shared_ptr<Referral> &referral, InviterOptions options)
{
    return m_manager->follow(referral, std::move(options));
}

Result<void, Refusal> SimpleUser::message(
    QByteArrayView target, const QString &text, RequestDelegate delegate)
{
    return m_manager->message(target, text, std::move(delegate));
}

} // namespace carillon
