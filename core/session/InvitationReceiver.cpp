#include "InvitationReceiver.h"

#include "InviteServer.h"
#include "Replaces.h"
#include "SessionPrivate.h"
#include "SessionTimer.h"

namespace carillon {

namespace {

/// §8.1.1.8: where the requests of the dialog go. To callers of RFC 2543, who write no tag, it was optional:
/// then From says it (RFC 4475 §3.4.1).
bool namesItsTarget(const SipRequest &invite)
{
    if (!invite.contains(HeaderId::Contact))
        return invite.fromTag().isEmpty();
    const auto contacts = invite.nameAddrs(HeaderId::Contact);
    return contacts && contacts->size() == 1;
}

} // namespace

Invitation *InvitationReceiver::receive(SessionHost &host,
    const std::shared_ptr<ServerTransaction> &transaction, const QList<Session *> &sessions, QObject *parent)
{
    const SipRequest &request = transaction->request();
    UserAgentCore &core = host.core();
    if (!namesItsTarget(request) || !Dialog::asUas(request, "x")) {
        core.respond(*transaction, 400);
        return nullptr;
    }
    if (const auto smallest = refusedInterval(request, host.sessionTimer())) {
        SipResponse tooBrief = core.makeResponse(*transaction, 422);
        tooBrief.append(HeaderId::MinSE, QByteArray::number(qint64(smallest->count())));
        transaction->respond(tooBrief);
        return nullptr;
    }
    const Found found = find(request, core.options().extensions, sessions);
    if (found.refusal) {
        core.respond(*transaction, found.refusal);
        return nullptr;
    }
    return new Invitation(host, transaction, found.into, parent);
}

InvitationReceiver::Found InvitationReceiver::find(
    const SipRequest &request, const SipExtensions &extensions, const QList<Session *> &sessions)
{
    using Support = SipExtensions::Support;
    const bool replaces = request.contains(HeaderId::Replaces) && extensions.replaces != Support::Unsupported;
    const bool joins = request.contains(HeaderId::Join) && extensions.join != Support::Unsupported;
    if (replaces && joins) // RFC 3911 §4
        return {400};
    return replaces ? findReplaced(request, sessions) : joins ? findJoined(request, sessions) : Found{};
}

/// RFC 3891 §3. An early dialog is replaced at who made it only: at the callee nobody has answered yet.
/// Deviation: of dialogs that ended nothing is remembered, so they are answered 481, not 603.
InvitationReceiver::Found InvitationReceiver::findReplaced(
    const SipRequest &request, const QList<Session *> &sessions)
{
    const auto replaces = Replaces::parse(request.value(HeaderId::Replaces));
    if (!replaces || request.count(HeaderId::Replaces) > 1)
        return {400};
    for (Session *session : sessions) {
        const auto &channel = session->d->channel;
        const bool isConfirmed = session->state() == Session::State::Established && channel
            && channel->dialog().id() == replaces->receiversId();
        if (isConfirmed)
            return {replaces->earlyOnly ? 486 : 0, {session, nullptr}};
        const InitialInvite *initial = session->d->initial;
        if (session->state() == Session::State::Establishing && initial
            && initial->hasOwnEarlyDialog(replaces->receiversId()))
            return {0, {session, nullptr}};
    }
    return {481};
}

/// RFC 3911 §4. Deviation: of early dialogs none is joined: there is nothing to hear in them yet.
InvitationReceiver::Found InvitationReceiver::findJoined(
    const SipRequest &request, const QList<Session *> &sessions)
{
    const auto join = Replaces::parse(request.value(HeaderId::Join)); // of the same form
    if (!join || request.count(HeaderId::Join) > 1)
        return {400};
    for (Session *session : sessions) {
        const auto &channel = session->d->channel;
        if (!channel || !(channel->dialog().id() == join->receiversId()))
            continue;
        if (session->state() == Session::State::Established)
            return {0, {nullptr, session}};
        return {session->state() == Session::State::Terminating ? 603 : 488};
    }
    return {481};
}

void InvitationReceiver::begin(Invitation &invitation)
{
    invitation.m_server->begin();
}

} // namespace carillon
