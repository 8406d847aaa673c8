// What comes in: whom it is for (RFC 3261 §8.2, §12.2.2).
#include "Capabilities.h"
#include "UserAgentCorePrivate.h"

namespace carillon {

void UserAgentCore::Private::receive(const std::shared_ptr<ServerTransaction> &transaction)
{
    const SipRequest &request = transaction->request();
    if (request.method()
        == Method::Cancel) { // of nothing that we know; the others were answered below (§9.2)
        q.respond(*transaction, 481);
        return;
    }
    const Method taken = takes(request) ? request.method() : Method::Other;
    if (const auto objection = objectionTo(request, taken, options.extensions)) {
        refuse(*transaction, *objection);
        return;
    }
    if (request.toTag().isEmpty())
        receiveOutsideDialog(transaction);
    else
        receiveInDialog(transaction);
}

/// A dialog may take more than what comes outside of any: MESSAGE, when the call has a reader.
bool UserAgentCore::Private::takes(const SipRequest &request) const
{
    const Method method = request.method();
    if (receivers.takes(method) || request.toTag().isEmpty())
        return receivers.takes(method);
    const DialogChannel *channel = dialogs.value(DialogId::ofReceived(request));
    return channel && channel->alsoTaken().contains(method);
}

void UserAgentCore::Private::refuse(ServerTransaction &transaction, const Objection &objection)
{
    SipResponse response = q.makeResponse(transaction, objection.statusCode);
    if (objection.header)
        response.append(objection.header->first, objection.header->second);
    transaction.respond(response);
}

void UserAgentCore::Private::receiveInDialog(const std::shared_ptr<ServerTransaction> &transaction)
{
    const SipRequest &request = transaction->request();
    DialogChannel *channel = dialogs.value(DialogId::ofReceived(request));
    const Receiver receiver = halfDialogs.value({request.callId(), request.toTag()});
    if (channel)
        channel->receive(transaction);
    else if (receiver)
        receiver(transaction);
    else
        q.respond(*transaction, 481);
}

void UserAgentCore::Private::receiveAck(const SipRequest &ack)
{
    if (DialogChannel *channel = dialogs.value(DialogId::ofReceived(ack)))
        channel->receiveAck(ack);
}

/// A 2xx that outlived the transaction of its INVITE, or came when that had been given up (§9.1, Timer B):
/// its sender repeats it until the ACK comes, and believes in a call that nobody here knows (§13.2.2.4).
void UserAgentCore::Private::receiveStray(const SipResponse &response)
{
    const auto cseq = response.cseq();
    const int code = response.statusCode();
    if (code < 200 || code >= 300 || !cseq || cseq->method != "INVITE")
        return;
    DialogChannel *channel = dialogs.value(DialogId::ofReceived(response));
    if (channel
        && (channel->acknowledgeAgain(cseq->number) || channel->dialog().state() == Dialog::State::Confirmed))
        return;
    // Not for one that somebody made up: it would have us send requests where he likes.
    if (ledger.isToOurs(response, env.clock))
        lateForks.takeLate(q, response, channel ? channel->shared_from_this() : nullptr);
}

void UserAgentCore::endLateFork(const SipResponse &success)
{
    d->lateForks.takeLate(*this, success, {});
}

void UserAgentCore::Private::receiveOutsideDialog(const std::shared_ptr<ServerTransaction> &transaction)
{
    const Method method = transaction->request().method();
    const bool isMerged = !ledger.received(transaction);
    const bool refusesOwn = options.ownCalls == CoreOptions::OwnCalls::Refuse;
    if (isMerged || (refusesOwn && ledger.isOurs(transaction->request(), env.clock))) {
        q.respond(*transaction, 482); // §8.2.2.2: came by two ways, or our own call came back to us
        return;
    }
    if (method == Method::Options) {
        q.respond(*transaction, 200);
        return;
    }
    if (const int code = refusalOutsideDialog(*transaction)) {
        q.respond(*transaction, code);
        return;
    }
    const Receiver receiver = receivers.of(method);
    receiver(transaction);
}

int UserAgentCore::Private::refusalOutsideDialog(const ServerTransaction &transaction) const
{
    const Method method = transaction.request().method();
    switch (method) {
    case Method::Bye:
    case Method::Prack:
    case Method::Update:
    case Method::Info: return 481;
    case Method::Notify: // of no subscription (RFC 6665 §4.1.3), unless somebody wants to hear those as well
        if (!receivers.takes(method))
            return 481;
        break;
    default: break;
    }
    if (!receivers.takes(method))
        return 405;
    if (isMeantForUs(transaction))
        return 0;
    // It would have to go on, which Max-Forwards forbids (§16.3); at its destination 0 is no fault (RFC 4475
    // §3.3.11).
    return transaction.request().number(HeaderId::MaxForwards) == 0u ? 483 : 404;
}

/// Scanners call numbers at random at every address. A phone with a server is called through it, which may
/// name us as it likes.
bool UserAgentCore::Private::isMeantForUs(const ServerTransaction &transaction) const
{
    if (options.ownCalls == CoreOptions::OwnCalls::Take || options.strangers == CoreOptions::Strangers::Take
        || q.isOnOneConnection() || server.mayHaveSent(transaction.from()))
        return true;
    const auto uri = transaction.request().requestUri();
    return uri
        && (uri->user.isEmpty() || uri->user == options.addressOfRecord.uri.user
            || (!options.contact.user.isEmpty() && uri->user == options.contact.user)
            || identity.isGruu(*uri));
}

} // namespace carillon
