#include "InvitationReceiver.h"

#include "EndedDialogs.h"
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
    const Found found = find(request, host, sessions);
    if (found.refusal) {
        core.respond(*transaction, found.refusal);
        return nullptr;
    }
    return new Invitation(host, transaction, found.into, parent);
}

InvitationReceiver::Found InvitationReceiver::find(
    const SipRequest &request, SessionHost &host, const QList<Session *> &sessions)
{
    using Support = SipExtensions::Support;
    const SipExtensions &extensions = host.core().options().extensions;
    const bool replaces = request.contains(HeaderId::Replaces) && extensions.replaces != Support::Unsupported;
    const bool joins = request.contains(HeaderId::Join) && extensions.join != Support::Unsupported;
    if (replaces && joins) // RFC 3911 §4
        return {400};
    if (!replaces && !joins)
        return {};
    const HeaderId header = replaces ? HeaderId::Replaces : HeaderId::Join;
    const auto named = Replaces::parse(request.value(header)); // Join is of the same form
    if (!named || request.count(header) > 1)
        return {400};
    const Found found = replaces ? findReplaced(*named, sessions) : findJoined(*named, sessions);
    if (found.refusal == 481 && host.endedDialogs().contains(named->receiversId()))
        return {603}; // too late
    return found;
}

/// RFC 3891 §3. An early dialog is replaced at who made it only: at the callee nobody has answered yet.
InvitationReceiver::Found InvitationReceiver::findReplaced(
    const Replaces &replaces, const QList<Session *> &sessions)
{
    for (Session *session : sessions) {
        const auto &channel = session->d->channel;
        const bool isNamed = channel && channel->dialog().id() == replaces.receiversId();
        if (isNamed && session->state() == Session::State::Established)
            return {replaces.earlyOnly ? 486 : 0, {session, nullptr}};
        if (isNamed && session->state() == Session::State::Terminating)
            return {603};
        const InitialInvite *initial = session->d->initial;
        if (session->state() == Session::State::Establishing && initial
            && initial->hasOwnEarlyDialog(replaces.receiversId()))
            return {0, {session, nullptr}};
    }
    return {481};
}

/// RFC 3911 §4. Deviation: of early dialogs none is joined: there is nothing to hear in them yet.
InvitationReceiver::Found InvitationReceiver::findJoined(
    const Replaces &join, const QList<Session *> &sessions)
{
    for (Session *session : sessions) {
        const auto &channel = session->d->channel;
        if (!channel || !(channel->dialog().id() == join.receiversId()))
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
