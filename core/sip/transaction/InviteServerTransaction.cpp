#include "ServerTransactions.h"

namespace carillon {

InviteServerTransaction::InviteServerTransaction(
    TransactionHost &host, SipRequest request, const Hop &from, ServerKey key)
    : ServerTransactionBase(host, std::move(request), from, std::move(key), State::Proceeding)
    , m_repeatAfter(host.timers().t1)
{
}

void InviteServerTransaction::start()
{
    m_repeat.start(TryingAfter, [this] { run(Event::TryingDelay); });
}

bool InviteServerTransaction::respond(const SipResponse &response)
{
    const int status = response.statusCode();
    return run(status < 200 ? Event::UserProvisional
            : status < 300  ? Event::UserSuccess
                            : Event::UserRejection,
        &response);
}

void InviteServerTransaction::receive(const SipRequest &request, const Hop &from)
{
    const bool isAck = request.method() == Method::Ack;
    const auto self = shared_from_this();
    if (isAck && m_host && (InviteServerMachine::step(m_state, Event::Ack).actions & Action::DeliverAck))
        m_host->ackToSuccess(request, from);
    else
        run(isAck ? Event::Ack : Event::Invite);
}

bool InviteServerTransaction::run(Event event, const SipResponse *response)
{
    if (!m_host)
        return false;
    const auto self = shared_from_this();
    const bool wasPending = isPending();
    const auto [next, actions, isListed] = InviteServerMachine::step(m_state, event);
    m_state = next;
    runTimers(actions);
    if (actions & Action::Send)
        send(*response);
    if (actions & Action::SendLast)
        sendLast();
    if (actions & Action::SendTrying)
        send(SipResponse::to(request(), 100, {}));
    if (wasPending && !isPending())
        m_host->answered(*this);
    // I is zero over reliable transports: there the ACK cannot come again.
    if ((actions & Action::StartI) && isReliable())
        return run(Event::TimerI);
    if (m_state == State::Terminated && isListed)
        leave();
    if (actions & Action::ReportFailure)
        tellFailure(
            event == Event::TimerH ? TransactionFailure::Timeout : TransactionFailure::TransportError);
    return isListed;
}

void InviteServerTransaction::runTimers(InviteServerMachine::Actions actions)
{
    const TimerValues &timers = m_host->timers();
    if (actions & Action::StopTrying)
        m_repeat.stop();
    if (actions & Action::StopGH) {
        m_repeat.stop();
        m_life.stop();
    }
    if (actions & Action::StartGH) {
        m_life.start(64 * timers.t1, [this] { run(Event::TimerH); });
        if (!isReliable())
            m_repeat.start(m_repeatAfter, [this] { run(Event::TimerG); });
    }
    if (actions & Action::RestartG) {
        m_repeatAfter = std::min(2 * m_repeatAfter, timers.t2);
        m_repeat.start(m_repeatAfter, [this] { run(Event::TimerG); });
    }
    if ((actions & Action::StartI) && !isReliable())
        m_life.start(timers.t4, [this] { run(Event::TimerI); });
    if (actions & Action::StartL)
        m_life.start(64 * timers.t1, [this] { run(Event::TimerL); });
}

} // namespace carillon
