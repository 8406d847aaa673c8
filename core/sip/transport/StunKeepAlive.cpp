#include "StunKeepAlive.h"

namespace carillon {

StunKeepAlive::StunKeepAlive(Clock &clock, Random &random, Actions actions)
    : m_random(random)
    , m_actions(std::move(actions))
    , m_again(clock)
{
}

void StunKeepAlive::ping()
{
    m_transaction = m_random.bytes(StunBinding::TransactionBytes);
    m_sendings = 0;
    send();
}

void StunKeepAlive::send()
{
    const Milliseconds wait = Limits::FirstWait * (1 << m_sendings);
    if (++m_sendings < Limits::Sendings)
        m_again.start(wait, [this] { send(); });
    else
        m_again.stop();
    m_actions.send(StunBinding{StunBinding::Kind::Request, m_transaction, {}}.toBytes());
}

void StunKeepAlive::stop()
{
    m_again.stop();
    m_transaction.clear();
    m_mapped.reset();
}

/// Only what names our transaction: its 96 random bits are all that tells the server's word from a forgery.
void StunKeepAlive::take(const QByteArray &datagram)
{
    const auto answer = StunBinding::parse(datagram);
    if (!answer || answer->kind == StunBinding::Kind::Request || m_transaction.isEmpty()
        || answer->transaction != m_transaction)
        return;
    m_again.stop();
    m_transaction.clear();
    const std::optional<Endpoint> before = m_mapped;
    if (answer->mapped)
        m_mapped = answer->mapped;
    m_actions.answered(); // an error is an answer as well: the flow carries
    if (before && *before != *m_mapped)
        m_actions.moved();
}

} // namespace carillon
