#include "ReferProgress.h"

namespace carillon {

ReferProgress::ReferProgress(std::shared_ptr<DialogChannel> channel, QByteArray id, QObject *parent)
    : QObject(parent)
    , m_channel(std::move(channel))
    , m_id(std::move(id))
{
}

ReferProgress::~ReferProgress()
{
    if (m_request)
        m_request->forget();
    if (m_isOver) {
        for (const Sipfrag &fragment : std::as_const(m_waiting))
            send(fragment, {});
    } else {
        send({487, "Request Terminated"}, {});
    }
}

void ReferProgress::tell(int statusCode, const QByteArray &reasonPhrase)
{
    if (m_isOver)
        return;
    m_isOver = statusCode >= 200;
    if (m_waiting.size() >= Limits::Waiting)
        m_waiting.removeLast();
    m_waiting.append({statusCode, reasonPhrase});
    if (!m_request)
        sendNext();
}

void ReferProgress::sendNext()
{
    if (m_waiting.isEmpty())
        return;
    const Sipfrag fragment = m_waiting.takeFirst();
    send(fragment, [this](const RequestDelegate::Answer &answer) {
        const int code = answer.response.statusCode();
        if (code < 200)
            return;
        m_request.reset();
        if (code >= 300) { // RFC 6665 §4.2.2: the subscription is gone
            m_isOver = true;
            m_waiting.clear();
        }
        sendNext();
    });
}

void ReferProgress::send(const Sipfrag &fragment, OutgoingRequest::Answered answered)
{
    SipRequest notify = m_channel->makeRequest(Method::Notify);
    notify.append(HeaderId::Event, m_id.isEmpty() ? QByteArray("refer") : QByteArray("refer;id=" + m_id));
    notify.append(HeaderId::SubscriptionState,
        fragment.statusCode >= 200 ? QByteArray("terminated;reason=noresource")
                                   : QByteArray("active;expires=" + QByteArray::number(Expires)));
    notify.setBody(fragment.toBytes(), "message/sipfrag;version=2.0");
    const bool isHeard = answered != nullptr;
    const auto request = m_channel->send(std::move(notify), std::move(answered));
    if (isHeard)
        m_request = request;
}

} // namespace carillon
