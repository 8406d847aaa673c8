// The user agent's beginning and end.
#include "DeadTargets.h"
#include "UserAgentPrivate.h"

namespace carillon {

namespace Reconnect = ReconnectMachine;

namespace {

constexpr Milliseconds stopPoll{50};

} // namespace

void UserAgent::start()
{
    if (d->phase == Private::Phase::Running) {
        if (d->connection == Reconnect::State::Waiting)
            reconnect();
        return;
    }
    const bool wasStopped = d->phase == Private::Phase::Stopped;
    d->phase = Private::Phase::Running;
    d->stopTimer.stop();
    d->failures = 0;
    const QPointer<UserAgent> alive(this);
    d->handle(Reconnect::Event::Start);
    if (alive && wasStopped && state() == State::Started)
        Q_EMIT stateChanged(State::Started);
}

void UserAgent::reconnect()
{
    if (d->phase != Private::Phase::Running)
        return;
    d->failures = 0;
    d->core.deadTargets().clear();
    d->handle(Reconnect::Event::Now);
}

void UserAgent::stop(Shutdown how)
{
    if (how == Shutdown::AtOnce) {
        d->stopAtOnce();
        return;
    }
    if (d->phase != Private::Phase::Running)
        return;
    d->phase = Private::Phase::Stopping;
    const QPointer<UserAgent> alive(this);
    const QList<Session *> open = d->sessions;
    for (Session *session : open) {
        if (d->sessions.contains(session)) // one may have ended with another
            session->hangUp();
        if (!alive || d->phase != Private::Phase::Stopping)
            return;
    }
    if (d->registerer.isWanted() || d->registerer.isRegistered())
        (void)d->registerer.removeBinding();
    if (!alive || d->phase != Private::Phase::Stopping) // by who heard of it
        return;
    d->stopDeadline = d->env.clock.now() + StopTime;
    d->continueStopping();
}

/// The transport goes first, so that what ends after it has nothing to say it with.
void UserAgent::Private::stopAtOnce()
{
    if (phase == Phase::Stopped)
        return;
    phase = Phase::Stopping;
    stopTimer.stop();
    const QPointer<UserAgent> alive(&q);
    handle(Reconnect::Event::Stop);
    while (alive && phase == Phase::Stopping && !sessions.isEmpty()) {
        const QPointer<Session> session(sessions.takeLast());
        UserAgent::abandon(*session);
    }
    if (!alive || phase != Phase::Stopping)
        return;
    registerer.forgetWish(); // the request is forgotten with the rest
    finishStopping();
}

void UserAgent::Private::continueStopping()
{
    const bool isConnected = connection == Reconnect::State::Connected;
    const bool isRegistererBusy = registerer.state() != Registerer::State::Unregistered
        && registerer.state() != Registerer::State::Terminated;
    const bool isBusy = !sessions.isEmpty() || core.unansweredCount() > 0 || isRegistererBusy;
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
    if (alive && phase == Phase::Stopping)
        registerer.forgetBinding();
    if (!alive || phase != Phase::Stopping) // started again by who heard of it
        return;
    phase = Phase::Stopped;
    Q_EMIT q.stateChanged(State::Stopped);
}

} // namespace carillon
