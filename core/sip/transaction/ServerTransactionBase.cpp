#include "ServerTransactions.h"

namespace carillon {

ServerTransactionBase::ServerTransactionBase(
    TransactionHost &host, SipRequest request, const Hop &from, ServerKey key, State start)
    : m_host(&host)
    , m_state(start)
    , m_repeat(host.clock())
    , m_life(host.clock())
    , m_request(std::move(request))
    , m_from(from)
    , m_key(std::move(key))
{
}

void ServerTransactionBase::setUser(ServerTransactionUser user)
{
    m_user = std::make_shared<ServerTransactionUser>(std::move(user));
}

QByteArray ServerTransactionBase::toTag() const
{
    const QByteArray tag = m_last.isEmpty() ? QByteArray() : m_last.toTag();
    return tag.isEmpty() ? m_request.toTag() : tag;
}

void ServerTransactionBase::detach()
{
    m_host = nullptr;
    m_repeat.stop();
    m_life.stop();
    m_user.reset();
    m_state = State::Terminated;
}

void ServerTransactionBase::send(const SipResponse &response)
{
    m_last = response;
    sendLast();
}

void ServerTransactionBase::sendLast()
{
    if (m_last.isEmpty())
        return;
    m_host->sendResponse(m_last, m_from, [weak = weak_from_this()](const TransportError &) {
        if (const auto self = weak.lock())
            self->transportFailed();
    });
}

void ServerTransactionBase::tellCancelled(const SipRequest &cancel)
{
    if (!isPending())
        return;
    if (const auto user = m_user; user && user->cancelled)
        user->cancelled(cancel);
}

void ServerTransactionBase::tellFailure(TransactionFailure failure)
{
    const auto user = m_user;
    if (!user)
        return;
    // Told once. A provisional response that did not leave ends nothing: CANCEL is still to be heard.
    m_user = std::make_shared<ServerTransactionUser>(
        ServerTransactionUser{m_state == State::Terminated ? nullptr : user->cancelled, {}});
    if (user->failed)
        user->failed(failure);
}

void ServerTransactionBase::leave()
{
    m_repeat.stop();
    m_life.stop();
    m_host->terminated(*this);
}

} // namespace carillon
