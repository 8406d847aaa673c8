#include "ServerTransactions.h"

namespace carillon {

NonInviteServerTransaction::NonInviteServerTransaction(
    TransactionHost &host, SipRequest request, const Hop &from, ServerKey key)
    : ServerTransactionBase(host, std::move(request), from, std::move(key), State::Trying)
{
}

bool NonInviteServerTransaction::respond(const SipResponse &response)
{
    const int status = response.statusCode();
    if (status > 100 && status < 200) // RFC 4320 §4.1
        return false;
    return run(status < 200 ? Event::UserProvisional : Event::UserFinal, &response);
}

void NonInviteServerTransaction::receive(const SipRequest &, const Hop &)
{
    run(Event::Request);
}

bool NonInviteServerTransaction::run(Event event, const SipResponse *response)
{
    if (!m_host)
        return false;
    const auto self = shared_from_this();
    const bool wasPending = isPending();
    const auto [next, actions, isListed] = NonInviteServerMachine::step(m_state, event);
    m_state = next;
    if (actions & Action::Send)
        send(*response);
    if (actions & Action::SendLast)
        sendLast();
    if ((actions & Action::StartJ) && !isReliable())
        m_life.start(64 * m_host->timers().t1, [this] { run(Event::TimerJ); });
    if (wasPending && !isPending())
        m_host->answered(*this);
    // J is zero over reliable transports: the request cannot come again.
    if ((actions & Action::StartJ) && isReliable())
        return run(Event::TimerJ);
    if (m_state == State::Terminated && isListed)
        leave();
    if (actions & Action::ReportFailure)
        tellFailure(TransactionFailure::TransportError);
    return isListed;
}

} // namespace carillon
