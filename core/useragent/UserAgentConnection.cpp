// The user agent's connection: opened, lost and opened again, and what hangs on it.
#include "UserAgentPrivate.h"

namespace carillon {

namespace Reconnect = ReconnectMachine;

namespace {

constexpr Milliseconds refreshPause{500};
constexpr int refreshTries = 64; ///< as long as an INVITE without an answer may stand in the way (Timer B)
constexpr Milliseconds steadyTime{10'000}; ///< a connection that lived so long is tried again at once

} // namespace

void UserAgent::Private::transportChanged(Transport::State transportState)
{
    if (transportState == Transport::State::Connected)
        handle(Reconnect::Event::Up);
    else if (transportState == Transport::State::Disconnected)
        // failed() goes with the change, before or after it: both are heard before this is acted on.
        env.clock.schedule(Milliseconds(0), [this, alive = QPointer(&q)] {
            if (alive && env.transport->state() == Transport::State::Disconnected)
                handle(Reconnect::Event::Down);
        });
}

void UserAgent::Private::handle(Reconnect::Event event)
{
    const auto [next, action] = Reconnect::step(connection, event);
    connection = next;
    act(action);
}

void UserAgent::Private::act(Reconnect::Action action)
{
    const QPointer<UserAgent> alive(&q);
    switch (action) {
    case Reconnect::Action::None: return;
    case Reconnect::Action::Open:
        reconnectTimer.stop();
        lastError.reset();
        env.transport->open();
        if (alive && env.transport->state() == Transport::State::Connected) // it was open already
            handle(Reconnect::Event::Up);
        return;
    case Reconnect::Action::Close:
        reconnectTimer.stop();
        env.transport->close();
        return;
    case Reconnect::Action::Wait: wait(); return;
    case Reconnect::Action::TellUp: connectedNow(); return;
    case Reconnect::Action::TellDownAndWait:
        disconnectedNow();
        if (alive && connection == Reconnect::State::Waiting)
            wait();
        return;
    case Reconnect::Action::TellDownAndClose:
    case Reconnect::Action::TellDownAndReopen:
        lastError.reset();
        env.transport->close();
        if (alive)
            disconnectedNow();
        return;
    }
}

void UserAgent::Private::wait()
{
    // A connection that stood well is opened again at once; one that breaks in the moment it is made is not.
    const bool wasSteady = connectedSince && env.clock.now() - *connectedSince >= steadyTime;
    connectedSince.reset();
    const Milliseconds delay = wasSteady ? Milliseconds(0) : backoff.delay(++failures, env.random);
    reconnectTimer.start(delay, [this] { handle(Reconnect::Event::Due); });
}

void UserAgent::Private::connectedNow()
{
    reconnectTimer.stop();
    failures = 0;
    connectedSince = env.clock.now();
    core.locateServer();
    const QByteArray contact = q.contact().toBytes();
    // On one connection the server reaches us through it alone: a new one is a move, whatever the Contact
    // says (behind WebSocket it names no host, RFC 7118).
    const bool hasMoved = !lastContact.isEmpty() && (lastContact != contact || core.isOnOneConnection());
    lastContact = contact;
    const QPointer<UserAgent> alive(&q);
    Q_EMIT q.connected();
    if (alive && options.lostBinding == UserAgentOptions::LostBinding::Restore)
        keeper.connected();
    if (alive && hasMoved)
        q.refreshCalls();
}

void UserAgent::refreshCalls()
{
    const QPointer<UserAgent> alive(this);
    const QList<Session *> open = d->sessions;
    for (Session *session : open) {
        if (!alive)
            return;
        if (d->sessions.contains(session))
            d->refresh(session, refreshTries);
    }
}

/// A target refresh (RFC 3261 §12.2.1) with the media's new address: calls survive the change of network.
/// Another INVITE may be under way; then later.
void UserAgent::Private::refresh(const QPointer<Session> &session, int tries)
{
    if (!session || session->state() != Session::State::Established)
        return;
    const auto result = session->reinvite();
    if (result || result.error() != Session::Refusal::RequestPending || tries <= 1)
        return;
    env.clock.schedule(refreshPause, [this, alive = QPointer(&q), session, tries] {
        if (alive)
            refresh(session, tries - 1);
    });
}

void UserAgent::Private::disconnectedNow()
{
    const QPointer<UserAgent> alive(&q);
    keeper.disconnected();
    if (alive)
        Q_EMIT q.disconnected(lastError);
}

} // namespace carillon
