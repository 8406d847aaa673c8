#include "DialogChannel.h"

#include "Capabilities.h"
#include "Logging.h"
#include "Resolver.h"

namespace carillon {

DialogChannel::DialogChannel(UserAgentCore &core, Dialog dialog)
    : m_core(&core)
    , m_dialog(std::move(dialog))
{
    core.addDialog(m_dialog.id(), this);
}

DialogChannel::~DialogChannel()
{
    if (m_core)
        m_core->removeDialog(m_dialog.id(), this);
}

void DialogChannel::setReceiver(Receiver receiver, AckReceiver ackReceiver)
{
    m_receiver = std::move(receiver);
    m_ackReceiver = std::move(ackReceiver);
}

void DialogChannel::clearReceiver()
{
    setReceiver({}, {});
    m_alsoTaken = nullptr;
}

SipRequest DialogChannel::makeRequest(Method method, const RequestOptions &options)
{
    SipRequest request = m_dialog.makeRequest(method);
    options.addTo(request);
    return request;
}

std::shared_ptr<OutgoingRequest> DialogChannel::send(
    SipRequest request, OutgoingRequest::Answered answered, std::function<void(const Hop &)> prepare)
{
    if (!m_core)
        return nullptr;
    const QList<Method> also = alsoTaken();
    if (!also.isEmpty() && Dialog::isTargetRefresh(request.methodName())
        && !request.contains(HeaderId::Allow))
        request.append(HeaderId::Allow, m_core->allow(also));
    SendOptions options;
    options.nextHop = m_dialog.nextHop(); // a strict router stands in the Request-URI, not in Route
    options.wantsContact = Dialog::isTargetRefresh(request.methodName());
    options.prepare = std::move(prepare);
    options.renumber = [self = shared_from_this()](SipRequest &again) { self->m_dialog.renumber(again); };
    return m_core->send(
        std::move(request),
        [self = shared_from_this(), answered = std::move(answered)](const RequestDelegate::Answer &answer) {
            if (answer.origin == RequestDelegate::Answer::Origin::Remote) {
                self->m_dialog.refreshTarget(answer.response);
                self->noteAllow(answer.response);
            }
            if (answered)
                answered(answer);
        },
        std::move(options));
}

void DialogChannel::acknowledge(const SipRequest &invite, const RequestOptions &body)
{
    const auto cseq = invite.cseq();
    if (!m_core || !cseq)
        return;
    const auto ack = std::make_shared<Acknowledgement>();
    ack->cseq = cseq->number;
    ack->request = m_dialog.makeAck(invite);
    if (!body.body.isEmpty())
        ack->request.setBody(body.body, body.contentType);
    Capabilities::complete(ack->request, {m_core->options().product, {}, {}, {}});
    m_acknowledgements.append(ack);
    if (m_acknowledgements.size() > Limits::Acknowledgements)
        m_acknowledgements.removeFirst();
    ack->lookup = m_core->resolve(
        m_dialog.nextHop(), [weak = weak_from_this(), number = cseq->number](const auto &hops) {
            const auto self = weak.lock();
            if (self && hops && !hops->isEmpty())
                self->sendAcknowledgement(number, hops->first());
            else
                qCWarning(lcSip) << "no way to send an ACK";
        });
}

void DialogChannel::sendAcknowledgement(quint32 cseq, const Hop &hop)
{
    const auto ack = acknowledgementOf(cseq);
    if (!ack || !m_core)
        return;
    ack->hop = hop;
    // §22.1 wants the credentials of the INVITE in its ACK; but this one may go straight to a stranger.
    if (!m_core->leadsToServer(hop) && !m_core->server().isNamedBy(m_dialog.nextHop())) {
        ack->request.remove(HeaderId::Authorization);
        ack->request.remove(HeaderId::ProxyAuthorization);
    }
    ack->request = m_core->transactions().sendAck(ack->request, hop);
}

bool DialogChannel::acknowledgeAgain(quint32 inviteCSeq)
{
    const auto ack = acknowledgementOf(inviteCSeq);
    if (!ack)
        return false;
    if (ack->hop && m_core)
        m_core->transactions().sendAck(ack->request, *ack->hop);
    return true;
}

std::shared_ptr<DialogChannel::Acknowledgement> DialogChannel::acknowledgementOf(quint32 cseq) const
{
    for (const auto &ack : m_acknowledgements) {
        if (ack->cseq == cseq)
            return ack;
    }
    return nullptr;
}

SipResponse DialogChannel::makeResponse(
    const ServerTransaction &transaction, int statusCode, QByteArrayView reasonPhrase) const
{
    if (!m_core)
        return SipResponse::to(transaction.request(), statusCode, m_dialog.id().localTag, reasonPhrase);
    SipResponse response
        = m_core->makeResponse(transaction, statusCode, m_dialog.id().localTag, reasonPhrase);
    if (const QList<Method> also = alsoTaken(); !also.isEmpty() && response.contains(HeaderId::Allow))
        response.set(HeaderId::Allow, m_core->allow(also));
    if (m_hidesUser && response.contains(HeaderId::Contact))
        response.set(HeaderId::Contact,
            m_core
                ->contactInResponse(
                    transaction.request(), transaction.from(), UserAgentCore::Anonymity::Wanted)
                .toBytes());
    return response;
}

void DialogChannel::receive(const std::shared_ptr<ServerTransaction> &transaction)
{
    const auto keep = shared_from_this();
    if (!m_core)
        return;
    if (const auto checked = m_dialog.checkRequest(transaction->request()); !checked) {
        m_core->respond(*transaction, checked.error());
        return;
    }
    noteAllow(transaction->request());
    if (transaction->request().method() == Method::Options)
        m_core->respond(*transaction, 200);
    else if (const Receiver receiver = m_receiver)
        receiver(transaction);
    else
        m_core->respond(*transaction, 481);
}

void DialogChannel::noteAllow(const SipMessage &message)
{
    if (!message.contains(HeaderId::Allow))
        return;
    m_peerAllows = 0;
    const QList<QByteArray> methods = message.values(HeaderId::Allow);
    for (const QByteArray &name : methods)
        m_peerAllows |= 1U << int(methodFromName(name));
}

void DialogChannel::receiveAck(const SipRequest &ack)
{
    const auto keep = shared_from_this();
    if (const AckReceiver receiver = m_ackReceiver)
        receiver(ack);
}

} // namespace carillon
