#include "ClientTransactions.h"

namespace carillon {

NonInviteClientTransaction::NonInviteClientTransaction(
    TransactionHost &host, SipRequest request, const Hop &hop, ClientTransactionUser user, ClientKey key)
    : ClientTransactionBase(host, std::move(request), hop, std::move(user), std::move(key), State::Trying)
{
}

void NonInviteClientTransaction::start()
{
    m_life.start(64 * m_host->timers().t1, [this] { run(Event::TimerF); });
    if (!isReliable())
        m_repeat.start(m_repeatAfter, [this] { run(Event::TimerE); });
    send(request());
}

void NonInviteClientTransaction::receive(const SipResponse &response)
{
    run(response.statusCode() < 200 ? Event::Provisional : Event::Final, &response);
}

void NonInviteClientTransaction::transportFailed(const TransportError &error)
{
    run(Event::TransportError, nullptr, error);
}

void NonInviteClientTransaction::run(Event event, const SipResponse *response, const TransportError &error)
{
    if (!m_host)
        return;
    const auto self = shared_from_this();
    const auto [next, actions, isListed] = NonInviteClientMachine::step(m_state, event);
    m_state = next;
    if (actions & Action::StopEF) {
        m_repeat.stop();
        m_life.stop();
    }
    if (actions & Action::Retransmit) {
        const Milliseconds t2 = m_host->timers().t2;
        m_repeatAfter = m_state == State::Proceeding ? t2 : std::min(2 * m_repeatAfter, t2);
        m_repeat.start(m_repeatAfter, [this] { run(Event::TimerE); });
        send(request());
    }
    if ((actions & Action::StartK) && !isReliable())
        m_life.start(m_host->timers().t4, [this] { run(Event::TimerK); });
    if (m_state == State::Terminated && isListed)
        leave();
    if (actions & Action::Deliver)
        tellResponse(*response);
    if (actions & Action::ReportFailure) {
        const bool isTransport = event == Event::TransportError;
        tellFailure(isTransport ? TransactionFailure::TransportError : TransactionFailure::Timeout, error);
    }
    // K is zero over reliable transports.
    if (m_host && (actions & Action::StartK) && isReliable())
        run(Event::TimerK);
}

} // namespace carillon
