#include "ClientTransactions.h"

namespace carillon {

ClientTransactionBase::ClientTransactionBase(TransactionHost &host, SipRequest request, const Hop &hop,
    ClientTransactionUser user, ClientKey key, State start)
    : m_host(&host)
    , m_state(start)
    , m_repeat(host.clock())
    , m_life(host.clock())
    , m_repeatAfter(host.timers().t1)
    , m_request(std::move(request))
    , m_hop(hop)
    , m_user(std::make_shared<ClientTransactionUser>(std::move(user)))
    , m_key(std::move(key))
{
}

bool ClientTransactionBase::isWaiting() const
{
    return m_state == State::Calling || m_state == State::Trying || m_state == State::Proceeding;
}

void ClientTransactionBase::detach()
{
    m_host = nullptr;
    m_repeat.stop();
    m_life.stop();
    m_user.reset();
    m_state = State::Terminated;
}

void ClientTransactionBase::send(const SipRequest &request)
{
    m_host->sendRequest(request, m_hop, [weak = weak_from_this()](const TransportError &error) {
        if (const auto self = weak.lock())
            self->transportFailed(error);
    });
}

void ClientTransactionBase::tellResponse(const SipResponse &response)
{
    if (const auto user = m_user; user && user->response)
        user->response(response);
}

void ClientTransactionBase::tellFailure(TransactionFailure failure, const TransportError &error)
{
    if (const auto user = std::exchange(m_user, nullptr); user && user->failed)
        user->failed(failure, error);
}

void ClientTransactionBase::leave()
{
    m_repeat.stop();
    m_life.stop();
    m_host->terminated(*this);
}

} // namespace carillon
