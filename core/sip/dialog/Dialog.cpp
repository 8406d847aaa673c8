#include "Dialog.h"

#include <QHashFunctions>
#include <algorithm>
#include <array>

namespace carillon {

namespace {

/// The Record-Route values in the order of the message. A value that is not a SIP URI makes the whole
/// unusable.
Result<QList<NameAddr>, Dialog::Error> recordRoutes(const SipMessage &message)
{
    auto routes = message.nameAddrs(HeaderId::RecordRoute);
    if (!routes) {
        if (message.contains(HeaderId::RecordRoute))
            return Failure<Dialog::Error>(Dialog::Error::Malformed);
        return QList<NameAddr>();
    }
    if (routes->size() > Dialog::Limits::Routes)
        return Failure<Dialog::Error>(Dialog::Error::TooManyRoutes);
    const bool areSip = std::all_of(
        routes->begin(), routes->end(), [](const NameAddr &route) { return route.otherUri.isEmpty(); });
    if (!areSip)
        return Failure<Dialog::Error>(Dialog::Error::Malformed);
    return *routes;
}

Result<QList<NameAddr>, Dialog::Error> reversedRecordRoutes(const SipMessage &message)
{
    auto routes = recordRoutes(message);
    if (routes)
        std::reverse(routes->begin(), routes->end());
    return routes;
}

bool isSecureUri(const SipRequest &request)
{
    const auto uri = request.requestUri();
    return uri && uri->scheme == SipUri::Scheme::Sips;
}

} // namespace

DialogId DialogId::ofReceived(const SipRequest &request)
{
    return {request.callId(), request.toTag(), request.fromTag()};
}

DialogId DialogId::ofReceived(const SipResponse &response)
{
    return {response.callId(), response.fromTag(), response.toTag()};
}

size_t qHash(const DialogId &id, size_t seed)
{
    return qHashMulti(seed, id.callId, id.localTag, id.remoteTag);
}

Result<Dialog, Dialog::Error> Dialog::asUac(const SipRequest &request, const SipResponse &response)
{
    const int status = response.statusCode();
    const bool isSuccess = status >= 200 && status < 300;
    if (status <= 100 || status >= 300 || (!isSuccess && response.toTag().isEmpty()))
        return Failure<Error>(Error::NoDialog);
    const auto local = request.from();
    const auto remote = response.to();
    const auto cseq = request.cseq();
    if (!local || !remote || !cseq)
        return Failure<Error>(Error::Malformed);
    auto routes = reversedRecordRoutes(response);
    if (!routes)
        return Failure<Error>(routes.error());

    Dialog dialog;
    dialog.m_id = {request.callId(), local->tag(), remote->tag()};
    dialog.m_state = isSuccess ? State::Confirmed : State::Early;
    dialog.m_isSecure = isSecureUri(request);
    dialog.m_local = *local;
    dialog.m_remote = *remote;
    dialog.m_routeSet = std::move(*routes);
    dialog.m_localSequence = cseq->number;
    if (!dialog.takeContact(response)) {
        // Deviation: §12.1.2 leaves this open. What reached the peer once may reach him again.
        const auto uri = request.requestUri();
        if (!uri)
            return Failure<Error>(Error::Malformed);
        dialog.m_remoteTarget = *uri;
    }
    return dialog;
}

Result<Dialog, Dialog::Error> Dialog::asUas(const SipRequest &request, QByteArrayView localTag)
{
    if (localTag.isEmpty())
        return Failure<Error>(Error::NoDialog);
    const auto local = request.to();
    const auto remote = request.from();
    const auto cseq = request.cseq();
    if (!local || !remote || !cseq)
        return Failure<Error>(Error::Malformed);
    auto routes = recordRoutes(request);
    if (!routes)
        return Failure<Error>(routes.error());

    Dialog dialog;
    dialog.m_id = {request.callId(), localTag.toByteArray(), remote->tag()};
    dialog.m_isSecure = isSecureUri(request);
    dialog.m_local = *local;
    dialog.m_local.parameters.set("tag", localTag.toByteArray());
    dialog.m_remote = *remote;
    dialog.m_routeSet = std::move(*routes);
    dialog.m_remoteSequence = cseq->number;
    if (!dialog.takeContact(request)) {
        if (!remote->otherUri.isEmpty())
            return Failure<Error>(Error::Malformed);
        dialog.m_remoteTarget = remote->uri; // Deviation: as for the UAC, the next best address
    }
    return dialog;
}

Result<Dialog, Dialog::Error> Dialog::asSubscriber(const SipRequest &notify, const SipRequest &subscribe)
{
    const auto cseq = subscribe.cseq();
    auto dialog = asUas(notify, notify.toTag());
    if (!cseq || !dialog)
        return cseq ? dialog : Failure<Error>(Error::Malformed);
    dialog->m_state = State::Confirmed;
    dialog->m_isSecure = isSecureUri(subscribe);
    dialog->m_localSequence = cseq->number;
    return dialog;
}

void Dialog::confirm(const SipResponse &success)
{
    m_state = State::Confirmed;
    // One that cannot be read leaves the way which the provisional response named.
    if (auto routes = reversedRecordRoutes(success))
        m_routeSet = std::move(*routes);
    takeContact(success);
}

bool Dialog::takeContact(const SipMessage &message)
{
    const auto contacts = message.nameAddrs(HeaderId::Contact);
    if (!contacts || contacts->isEmpty() || !contacts->first().otherUri.isEmpty())
        return false;
    SipUri target = contacts->first().uri;
    if (target.host.isEmpty())
        return false;
    // §19.1.1, table 1: neither may stand in a Request-URI, where this goes.
    target.headers.clear();
    target.parameters.remove("method");
    m_remoteTarget = std::move(target);
    return true;
}

SipUri Dialog::nextHop() const
{
    return m_routeSet.isEmpty() ? m_remoteTarget : m_routeSet.first().uri;
}

Result<void, int> Dialog::checkRequest(const SipRequest &request)
{
    const auto cseq = request.cseq();
    if (!cseq)
        return Failure<int>(400);
    // Both have the number of the INVITE they belong to.
    if (request.method() == Method::Ack || request.method() == Method::Cancel)
        return {};
    // The same number again is another request only by mistake (§12.2.1.1): repetitions end in their
    // transaction.
    if (m_remoteSequence && cseq->number <= *m_remoteSequence)
        return Failure<int>(500);
    m_remoteSequence = cseq->number;
    return {};
}

bool Dialog::isTargetRefresh(QByteArrayView methodName)
{
    constexpr std::array<QByteArrayView, 5> methods{"INVITE", "UPDATE", "SUBSCRIBE", "NOTIFY", "REFER"};
    return std::find(methods.begin(), methods.end(), methodName) != methods.end();
}

void Dialog::refreshTarget(const SipRequest &received)
{
    if (isTargetRefresh(received.methodName()))
        takeContact(received);
}

void Dialog::refreshTarget(const SipResponse &received)
{
    const auto cseq = received.cseq();
    const bool isSuccess = received.statusCode() >= 200 && received.statusCode() < 300;
    if (isSuccess && cseq && isTargetRefresh(cseq->method))
        takeContact(received);
}

} // namespace carillon
