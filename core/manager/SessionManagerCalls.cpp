// What a person does with the calls of a manager.
#include "SessionManagerPrivate.h"

#include "Messager.h"

namespace carillon {

using Refusal = SessionManager::Refusal;

namespace {

Result<void, Refusal> outcome(const Result<void, Session::Refusal> &result)
{
    return result ? Result<void, Refusal>() : Failure<Refusal>(refusalOf(result.error()));
}

bool isTone(QByteArrayView tone)
{
    return tone.size() == 1 && tone.front() != '\0'
        && QByteArrayView("0123456789ABCDabcd*#").contains(tone.front());
}

} // namespace

std::optional<NameAddr> callableTarget(QByteArrayView text)
{
    auto target = NameAddr::parse(text);
    if (!target)
        return std::nullopt;
    const bool isTelephone = target->otherUri.toLower().startsWith("tel:") && target->otherUri.size() > 4;
    if (!isTelephone && (!target->otherUri.isEmpty() || target->uri.host.isEmpty()))
        return std::nullopt;
    target->parameters.list.clear();
    return *std::move(target);
}

Refusal refusalOf(Session::Refusal refusal)
{
    switch (refusal) {
    case Session::Refusal::WrongState: return Refusal::WrongState;
    case Session::Refusal::RequestPending: return Refusal::RequestPending;
    case Session::Refusal::NoDialog: return Refusal::NoDialog;
    case Session::Refusal::InvalidTarget: return Refusal::InvalidTarget;
    case Session::Refusal::NotSupported: return Refusal::NotSupported;
    case Session::Refusal::InvalidContent: return Refusal::InvalidContent;
    }
    Q_UNREACHABLE();
}

Result<SessionManager::Private::Entry *, Refusal> SessionManager::Private::findLive(const Session *session)
{
    Entry *entry = find(session);
    if (!entry)
        return Failure<Refusal>(Refusal::UnknownSession);
    return entry;
}

Result<Inviter *, Refusal> SessionManager::call(
    QByteArrayView target, InviterOptions options, RequestDelegate delegate)
{
    const auto callee = callableTarget(target);
    if (!callee)
        return Failure<Refusal>(Refusal::InvalidTarget);
    if (d->agent.state() == UserAgent::State::Stopped)
        return Failure<Refusal>(Refusal::WrongState);
    if (d->isFull())
        return Failure<Refusal>(Refusal::TooManySessions);
    const QPointer<Inviter> inviter(new Inviter(d->agent, *callee, std::move(options), &d->agent));
    const QPointer<SessionManager> alive(this);
    d->adopt(*inviter);
    if (!alive || !inviter)
        return Failure<Refusal>(Refusal::WrongState);
    if (const auto sent = inviter->invite(std::move(delegate)); !sent) {
        if (inviter && inviter->state() == Session::State::Initial)
            delete inviter.data();
        return Failure<Refusal>(refusalOf(sent.error()));
    }
    return inviter.data();
}

Result<void, Refusal> SessionManager::hangUp(Session *session)
{
    const auto entry = d->findLive(session);
    if (!entry)
        return Failure<Refusal>(entry.error());
    session->hangUp();
    return {};
}

Result<void, Refusal> SessionManager::answer(Session *session, const AnswerOptions &options)
{
    const auto entry = d->findLive(session);
    if (!entry)
        return Failure<Refusal>(entry.error());
    auto *invitation = qobject_cast<Invitation *>(session);
    if (!invitation)
        return Failure<Refusal>(Refusal::WrongDirection);
    return outcome(invitation->accept(options));
}

Result<void, Refusal> SessionManager::decline(Session *session)
{
    const auto entry = d->findLive(session);
    if (!entry)
        return Failure<Refusal>(entry.error());
    auto *invitation = qobject_cast<Invitation *>(session);
    if (!invitation)
        return Failure<Refusal>(Refusal::WrongDirection);
    return outcome(invitation->reject(480));
}

Result<void, Refusal> SessionManager::hold(Session *session)
{
    return d->setHold(session, true);
}

Result<void, Refusal> SessionManager::unhold(Session *session)
{
    return d->setHold(session, false);
}

Result<void, Refusal> SessionManager::Private::setHold(Session *session, bool held)
{
    const auto entry = findLive(session);
    if (!entry)
        return Failure<Refusal>(entry.error());
    if (session->state() != Session::State::Established)
        return Failure<Refusal>(Refusal::WrongState);
    if (!(*entry)->wantedHold && session->isLocalHold() == held)
        return {};
    const auto asked = held ? session->hold() : session->resume();
    if (Entry *still = asked ? find(session) : nullptr)
        still->wantedHold = held;
    return outcome(asked);
}

bool SessionManager::isHeld(const Session *session) const
{
    const Private::Entry *entry = d->find(session);
    return entry && entry->managed.held;
}

Result<void, Refusal> SessionManager::mute(Session *session)
{
    return d->setMuted(session, true);
}

Result<void, Refusal> SessionManager::unmute(Session *session)
{
    return d->setMuted(session, false);
}

Result<void, Refusal> SessionManager::Private::setMuted(Session *session, bool muted)
{
    const auto entry = findLive(session);
    if (!entry)
        return Failure<Refusal>(entry.error());
    if (SessionDescriptionHandler *media = session->sessionDescriptionHandler();
        media && !media->setMuted(muted))
        return Failure<Refusal>(Refusal::NotSupported);
    (*entry)->managed.muted = muted;
    return {};
}

bool SessionManager::isMuted(const Session *session) const
{
    const Private::Entry *entry = d->find(session);
    return entry && entry->managed.muted;
}

Result<void, Refusal> SessionManager::sendDtmf(Session *session, QByteArrayView tone)
{
    const auto entry = d->findLive(session);
    if (!entry)
        return Failure<Refusal>(entry.error());
    if (!isTone(tone))
        return Failure<Refusal>(Refusal::InvalidTone);
    return outcome(session->sendDtmf(tone, d->options.dtmfWay));
}

Result<void, Refusal> SessionManager::transfer(
    Session *session, QByteArrayView target, const RequestOptions &options, RequestDelegate delegate)
{
    const auto entry = d->findLive(session);
    if (!entry)
        return Failure<Refusal>(entry.error());
    const auto third = callableTarget(target);
    if (!third)
        return Failure<Refusal>(Refusal::InvalidTarget);
    return outcome(session->refer(*third, options, std::move(delegate)));
}

Result<void, Refusal> SessionManager::transfer(
    Session *session, const Session &other, const RequestOptions &options, RequestDelegate delegate)
{
    if (!d->find(session) || !d->find(&other))
        return Failure<Refusal>(Refusal::UnknownSession);
    return outcome(session->refer(other, options, std::move(delegate)));
}

Result<Inviter *, Refusal> SessionManager::follow(
    const std::shared_ptr<Referral> &referral, InviterOptions options)
{
    if (!referral)
        return Failure<Refusal>(Refusal::WrongState);
    if (d->isFull(1))
        return Failure<Refusal>(Refusal::TooManySessions);
    const QPointer<Inviter> inviter(referral->accept(std::move(options), &d->agent));
    if (!inviter)
        return Failure<Refusal>(Refusal::WrongState);
    d->adopt(*inviter); // its INVITE goes out later
    return inviter.data();
}

Result<void, Refusal> SessionManager::message(
    QByteArrayView target, const QString &text, RequestDelegate delegate)
{
    const auto reader = callableTarget(target);
    if (!reader)
        return Failure<Refusal>(Refusal::InvalidTarget);
    if (d->agent.state() == UserAgent::State::Stopped)
        return Failure<Refusal>(Refusal::WrongState);
    Messager(d->agent.core(), *reader)
        .message(text.toUtf8(), QByteArrayLiteral("text/plain;charset=utf-8"), std::move(delegate));
    return {};
}

} // namespace carillon
