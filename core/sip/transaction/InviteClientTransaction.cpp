#include "ClientTransactions.h"
#include "TransactionRequests.h"

namespace carillon {

using Machine = InviteClientMachine;

InviteClientTransaction::InviteClientTransaction(
    TransactionHost &host, SipRequest request, const Hop &hop, ClientTransactionUser user, ClientKey key)
    : ClientTransactionBase(host, std::move(request), hop, std::move(user), std::move(key), State::Calling)
{
}

void InviteClientTransaction::start()
{
    m_life.start(64 * m_host->timers().t1, [this] { run(Event::TimerB); });
    if (!isReliable())
        m_repeat.start(m_repeatAfter, [this] { run(Event::TimerA); });
    send(request());
}

void InviteClientTransaction::receive(const SipResponse &response)
{
    const int status = response.statusCode();
    run(status < 200 ? Event::Provisional : status < 300 ? Event::Success : Event::Rejection, &response);
}

void InviteClientTransaction::transportFailed(const TransportError &error)
{
    run(Event::TransportError, nullptr, error);
}

void InviteClientTransaction::cancel(std::function<void()> send)
{
    if (!m_host || m_cancellation != Cancellation::None || !isWaiting())
        return;
    m_cancellation = Cancellation::Wanted;
    m_sendCancel = std::move(send);
    if (m_state == State::Proceeding)
        sendCancel();
}

void InviteClientTransaction::sendCancel()
{
    m_cancellation = Cancellation::Sent;
    m_life.start(64 * m_host->timers().t1, [this] { run(Event::CancelExpired); });
    std::exchange(m_sendCancel, nullptr)();
}

void InviteClientTransaction::run(Event event, const SipResponse *response, const TransportError &error)
{
    if (!m_host)
        return;
    const auto self = shared_from_this();
    const auto [next, actions, isListed] = Machine::step(m_state, event);
    m_state = next;
    if (actions & Action::StopAB) {
        m_repeat.stop();
        m_life.stop();
    }
    if (actions & Action::Retransmit) {
        m_repeatAfter *= 2;
        m_repeat.start(m_repeatAfter, [this] { run(Event::TimerA); });
        send(request());
    }
    if (actions & Action::SendAck)
        send(makeRejectionAck(request(), *response));
    startLife(actions);
    if (m_state == State::Proceeding && m_cancellation == Cancellation::Wanted)
        sendCancel();
    if (m_state == State::Terminated && isListed)
        leave();
    if (actions & Action::Deliver)
        tellResponse(*response);
    if (actions & Action::ReportFailure) {
        const bool isTransport = event == Event::TransportError;
        tellFailure(isTransport ? TransactionFailure::TransportError : TransactionFailure::Timeout, error);
    }
    // D is zero where the transport itself repeats: nobody needs to wait for the final response again.
    if (m_host && (actions & Action::StartD) && isReliable())
        run(Event::TimerD);
}

void InviteClientTransaction::startLife(Machine::Actions actions)
{
    const Milliseconds life = 64 * m_host->timers().t1;
    if (actions & Action::StartM)
        m_life.start(life, [this] { run(Event::TimerM); });
    if (!(actions & Action::StartD))
        return;
    if (isReliable())
        m_life.stop();
    else
        m_life.start(life, [this] { run(Event::TimerD); });
}

} // namespace carillon
