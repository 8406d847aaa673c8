#include "SessionManager.h"

#include "SessionManagerPrivate.h"

#include <QCoreApplication>
#include <QMetaMethod>

namespace carillon {

namespace {

using Refusal = SessionManager::Refusal;

/// Where pings go, if what the options say can be used.
std::optional<SipUri> pingTarget(const SessionManagerOptions &options)
{
    if (!options.optionsPingRequestUri.isEmpty()) {
        const auto uri = SipUri::parse(options.optionsPingRequestUri);
        return uri ? std::optional(*uri) : std::nullopt;
    }
    SipUri domain = options.userAgent.addressOfRecord.uri.addressOfRecord();
    domain.user.clear();
    return domain;
}

} // namespace

Result<std::unique_ptr<SessionManager>, Refusal> SessionManager::make(
    SessionManagerOptions options, UserAgentEnvironment environment)
{
    if (!options.aor.isEmpty()) {
        const auto aor = NameAddr::parse(options.aor);
        if (!aor)
            return Failure<Refusal>(Refusal::InvalidAddress);
        options.userAgent.addressOfRecord = *aor;
        options.userAgent.addressOfRecord.parameters.list.clear();
    }
    const auto target = pingTarget(options);
    if (!target || options.userAgent.addressOfRecord.uri.host.isEmpty())
        return Failure<Refusal>(Refusal::InvalidAddress);
    options.userAgent.unsolicitedNotify = UserAgentOptions::UnsolicitedNotify::Accept; // judged by us
    options.userAgent.lostBinding = UserAgentOptions::LostBinding::Leave;
    if (options.maxSimultaneousSessions > 0)
        options.userAgent.mostSessions
            = std::min(options.userAgent.mostSessions, options.maxSimultaneousSessions);
    return std::unique_ptr<SessionManager>(
        new SessionManager(std::make_unique<Private>(std::move(options), *target, std::move(environment))));
}

SessionManager::SessionManager(std::unique_ptr<Private> data)
    : d(std::move(data))
{
    d->listen(*this);
}

SessionManager::~SessionManager()
{
    // Nobody hears of what ends here.
    const QList<Private::Entry> entries = std::exchange(d->entries, {});
    for (const Private::Entry &entry : entries) {
        if (entry.managed.session)
            entry.managed.session->disconnect(this);
    }
    d->agent.disconnect(this);
    d->agent.registerer().disconnect(this);
}

void SessionManager::connectNotify(const QMetaMethod &)
{
    if (d)
        d->followListeners();
}

UserAgent &SessionManager::userAgent() const
{
    return d->agent;
}

QList<ManagedSession> SessionManager::managedSessions() const
{
    QList<ManagedSession> sessions;
    for (const Private::Entry &entry : std::as_const(d->entries))
        sessions.append(entry.managed);
    return sessions;
}

bool SessionManager::isConnected() const
{
    return d->agent.isConnected();
}

void SessionManager::connectToServer()
{
    const bool wasStarted = d->agent.state() == UserAgent::State::Started;
    const QPointer<SessionManager> alive(this);
    d->agent.start();
    if (!alive)
        return;
    if (d->agent.isConnected() && !d->ping.isRunning()) // stopping was taken back
        d->ping.start();
    // An attempt that is under way is not begun anew; only the wait for the next one is cut short.
    if (wasStarted && !d->agent.isConnected()
        && d->agent.transport().state() == Transport::State::Disconnected)
        d->agent.reconnect();
}

void SessionManager::disconnectFromServer()
{
    d->registration.forget();
    d->ping.stop();
    d->agent.stop(); // may destroy this
}

Result<void, Refusal> SessionManager::addBinding()
{
    const auto added = d->registration.add();
    return added ? Result<void, Refusal>() : Failure<Refusal>(Refusal::RequestPending);
}

Result<void, Refusal> SessionManager::removeBinding()
{
    const auto removed = d->registration.remove();
    return removed ? Result<void, Refusal>() : Failure<Refusal>(Refusal::RequestPending);
}

} // namespace carillon
