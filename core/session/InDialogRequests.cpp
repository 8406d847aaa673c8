#include "InDialogRequests.h"

#include "ReceivedReinvite.h"

#include <QMetaMethod>

namespace carillon {

using State = Session::State;

namespace {

void refuse(ServerTransaction &transaction, const DialogChannel &through, int code)
{
    transaction.respond(through.makeResponse(transaction, code));
}

template <typename Signal>
bool isHeard(const Session &session, Signal signal)
{
    return session.isHeard(QMetaMethod::fromSignal(signal));
}

} // namespace

bool ReceivedReinvite::refuse(int statusCode, const AnswerOptions &options)
{
    if (m_refusal || !options.isSendable())
        return false;
    m_refusal = RejectOptions{std::clamp(statusCode, 400, 699), options};
    return true;
}

InDialogRequests::InDialogRequests(SessionContext &context)
    : m_context(context)
{
}

InDialogRequests::~InDialogRequests()
{
    stop();
}

void InDialogRequests::stop()
{
    const auto unanswered = std::exchange(m_unanswered, {});
    for (const auto &weak : unanswered) {
        if (const auto request = weak.lock())
            request->reject(487);
    }
}

QList<Method> InDialogRequests::taken() const
{
    return isHeard(*m_context.session, &Session::messageReceived) ? QList{Method::Message} : QList<Method>();
}

Result<void, Session::Refusal> InDialogRequests::send(
    Method method, const RequestOptions &options, const RequestDelegate &delegate)
{
    const auto channel = m_context.openChannel();
    if (!channel)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    if (!options.isSendable())
        return Failure<Session::Refusal>(Session::Refusal::InvalidContent);
    const bool isEarly = m_context.state != State::Established;
    channel->send(channel->makeRequest(method, options),
        [this, isEarly, alive = QPointer(m_context.session), delegate](
            const RequestDelegate::Answer &answer) {
            delegate.tell(answer);
            // §12.2.1.2. Deviation: 408 does not end the call; many peers never answer INFO.
            if (alive && !isEarly && answer.response.statusCode() == 481)
                m_context.endByBye(
                    {Session::End::By::Remote, 481, answer.response.reasonPhrase().toByteArray(), 0});
        });
    return {};
}

std::shared_ptr<ReceivedRequest> InDialogRequests::make(
    const Transaction &transaction, const Channel &through)
{
    return std::make_shared<ReceivedRequest>(
        transaction, [through](const ServerTransaction &of, int code, QByteArrayView phrase) {
            return through->makeResponse(of, code, phrase);
        });
}

std::shared_ptr<ReceivedRequest> InDialogRequests::keep(
    const Transaction &transaction, const Channel &through)
{
    m_unanswered.removeIf([](const std::weak_ptr<ReceivedRequest> &weak) {
        const auto request = weak.lock();
        return !request || request->isAnswered();
    });
    if (m_unanswered.size() >= Limits::Unanswered) {
        refuse(*transaction, *through, 500);
        return nullptr;
    }
    auto request = make(transaction, through);
    m_unanswered.append(request);
    return request;
}

void InDialogRequests::receiveMessage(const Transaction &transaction, const Channel &through)
{
    if (!isHeard(*m_context.session, &Session::messageReceived))
        refuse(*transaction, *through, 405); // also when the user agent takes what comes outside a dialog
    else if (const auto request = keep(transaction, through))
        Q_EMIT m_context.session->messageReceived(request);
}

void InDialogRequests::receiveNotify(const Transaction &transaction, const Channel &through)
{
    if (!isHeard(*m_context.session, &Session::notifyReceived))
        refuse(*transaction, *through, 489);
    else if (const auto request = keep(transaction, through))
        Q_EMIT m_context.session->notifyReceived(request);
}

void InDialogRequests::receiveInfo(const Transaction &transaction, const Channel &through)
{
    // Without a body it only asks whether we are there; else there must be somebody who can read it.
    if (!isHeard(*m_context.session, &Session::infoReceived))
        refuse(*transaction, *through, transaction->request().body().isEmpty() ? 200 : 415);
    else if (const auto request = keep(transaction, through))
        Q_EMIT m_context.session->infoReceived(request);
}

void InDialogRequests::receiveBye(const Transaction &transaction, const Channel &through) const
{
    const auto bye = make(transaction, through);
    if (m_context.channel == through)
        Q_EMIT m_context.session->byeReceived(bye);
    bye->accept(); // unless it was answered in the signal; whoever kept it is too late
}

bool InDialogRequests::isRefused(const Transaction &transaction, const Channel &through) const
{
    const SipRequest request = transaction->request();
    ReceivedReinvite reinvite(request);
    const QPointer<Session> alive(m_context.session);
    Q_EMIT m_context.session->reinviteReceived(&reinvite);
    if (!alive || m_context.state != State::Established) {
        refuse(*transaction, *through, 487);
        return true;
    }
    if (!reinvite.refusal())
        return false;
    const RejectOptions &refusal = *reinvite.refusal();
    SipResponse response
        = through->makeResponse(*transaction, refusal.statusCode, refusal.answer.reasonPhrase);
    refusal.answer.parts().addTo(response);
    transaction->respond(response);
    Q_EMIT m_context.session->reinviteAnswered(request, refusal.statusCode);
    return true;
}

} // namespace carillon
