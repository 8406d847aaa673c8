#include "Dialog.h"

namespace carillon {

namespace {

constexpr QByteArrayView MaxForwards = "70";
constexpr quint32 LastSequence = (1U << 31) - 1; ///< §8.1.1.5

bool makesDialog(const SipRequest &request)
{
    const QByteArrayView method = request.methodName();
    return method == "INVITE" || method == "SUBSCRIBE" || method == "REFER";
}

/// A route that knows nothing of loose routing wants itself in the Request-URI (§12.2.1.1).
bool isStrict(const NameAddr &route)
{
    return !route.uri.parameters.contains("lr");
}

QByteArray requestUriOf(const NameAddr &strictRoute)
{
    SipUri uri = strictRoute.uri;
    uri.headers.clear();
    uri.parameters.remove("method");
    return uri.toBytes();
}

} // namespace

SipRequest Dialog::build(QByteArrayView methodName, quint32 sequence) const
{
    const bool isStrictlyRouted = !m_routeSet.isEmpty() && isStrict(m_routeSet.first());
    SipRequest request(
        methodName, isStrictlyRouted ? requestUriOf(m_routeSet.first()) : m_remoteTarget.toBytes());
    for (qsizetype i = isStrictlyRouted ? 1 : 0; i < m_routeSet.size(); ++i)
        request.append(HeaderId::Route, m_routeSet.at(i).toBytes());
    if (isStrictlyRouted)
        request.append(HeaderId::Route, '<' + m_remoteTarget.toBytes() + '>');
    request.append(HeaderId::MaxForwards, MaxForwards);
    request.append(HeaderId::From, m_local.toBytes());
    request.append(HeaderId::To, m_remote.toBytes());
    request.append(HeaderId::CallId, m_id.callId);
    request.append(HeaderId::CSeq, CSeq{sequence, methodName.toByteArray()}.toBytes());
    return request;
}

SipRequest Dialog::makeRequest(Method method)
{
    return makeRequest(methodName(method));
}

SipRequest Dialog::makeRequest(QByteArrayView methodName)
{
    m_localSequence = m_localSequence < LastSequence ? m_localSequence + 1 : 1;
    return build(methodName, m_localSequence);
}

SipRequest Dialog::makeAck(quint32 inviteCSeq) const
{
    return build(methodName(Method::Ack), inviteCSeq);
}

SipRequest Dialog::makeAck(const SipRequest &invite) const
{
    const auto cseq = invite.cseq();
    SipRequest ack = makeAck(cseq ? cseq->number : m_localSequence);
    for (const HeaderId header : {HeaderId::Authorization, HeaderId::ProxyAuthorization}) {
        for (int i = 0; i < invite.count(header); ++i)
            ack.append(header, invite.value(header, i));
    }
    return ack;
}

void Dialog::renumber(SipRequest &request)
{
    m_localSequence = m_localSequence < LastSequence ? m_localSequence + 1 : 1;
    request.set(HeaderId::CSeq, CSeq{m_localSequence, request.methodName().toByteArray()}.toBytes());
}

SipResponse Dialog::makeResponse(const SipRequest &request, int statusCode, QByteArrayView reasonPhrase) const
{
    SipResponse response = SipResponse::to(request, statusCode, m_id.localTag, reasonPhrase);
    if (statusCode > 100 && statusCode < 300 && makesDialog(request)) {
        for (int i = 0; i < request.count(HeaderId::RecordRoute); ++i)
            response.append(HeaderId::RecordRoute, request.value(HeaderId::RecordRoute, i));
    }
    return response;
}

} // namespace carillon
