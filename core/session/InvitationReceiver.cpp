#include "InvitationReceiver.h"

#include "InviteServer.h"
#include "Replaces.h"
#include "SessionPrivate.h"

namespace carillon {

Invitation *InvitationReceiver::receive(SessionHost &host,
    const std::shared_ptr<ServerTransaction> &transaction, const QList<Session *> &sessions, QObject *parent)
{
    const SipRequest &request = transaction->request();
    UserAgentCore &core = host.core();
    const auto contacts = request.nameAddrs(HeaderId::Contact);
    // §8.1.1.8: where the requests of the dialog go.
    if (!contacts || contacts->size() != 1 || !Dialog::asUas(request, "x")) {
        core.respond(*transaction, 400);
        return nullptr;
    }
    const Replaced replaced = findReplaced(request, sessions);
    if (replaced.refusal) {
        core.respond(*transaction, replaced.refusal);
        return nullptr;
    }
    return new Invitation(host, transaction, replaced.session, parent);
}

/// RFC 3891 §3. An early dialog is replaced at who made it only: at the callee nobody has answered yet.
/// Deviation: of dialogs that ended nothing is remembered, so they are answered 481, not 603.
InvitationReceiver::Replaced InvitationReceiver::findReplaced(
    const SipRequest &request, const QList<Session *> &sessions)
{
    if (!request.contains(HeaderId::Replaces))
        return {};
    const auto replaces = Replaces::parse(request.value(HeaderId::Replaces));
    if (!replaces || request.count(HeaderId::Replaces) > 1)
        return {400, nullptr};
    for (Session *session : sessions) {
        const InitialInvite *initial = session->d->initial;
        if (session->state() == Session::State::Establishing && initial
            && initial->hasOwnEarlyDialog(replaces->receiversId()))
            return {0, session};
        const auto &channel = session->d->channel;
        if (!channel || !(channel->dialog().id() == replaces->receiversId()))
            continue;
        if (session->state() != Session::State::Established)
            continue;
        return {replaces->earlyOnly ? 486 : 0, session};
    }
    return {481, nullptr};
}

void InvitationReceiver::begin(Invitation &invitation)
{
    invitation.m_server->begin();
}

} // namespace carillon
