#include "LoopbackNetwork.h"

namespace carillon {

void LoopbackNetwork::attach(FakeTransport &transport)
{
    m_attached.append(&transport);
    transport.setCarrier([this, sender = &transport](const QByteArray &bytes, const Hop &to,
                             const Transport::SendCallback &failed) { carry(*sender, bytes, to, failed); });
}

void LoopbackNetwork::detach(FakeTransport &transport)
{
    m_attached.removeAll(&transport);
    transport.setCarrier({});
}

void LoopbackNetwork::carry(
    FakeTransport &sender, const QByteArray &bytes, const Hop &to, const Transport::SendCallback &failed)
{
    const Hop from = sender.local();
    FakeTransport *const receiver = m_isUp ? at(to) : nullptr;
    if (isReliable(to.protocol)) {
        if (!receiver) {
            const auto kind = m_isUp ? TransportError::Kind::Refused : TransportError::Kind::Unreachable;
            if (failed)
                m_clock.schedule(m_delay, [failed, kind] { failed({kind, {}}); });
            return;
        }
        if (m_drop && m_drop(bytes, from, to)) {
            ++m_lost;
            return;
        }
    } else if (!receiver || isLost(bytes, from, to)) {
        ++m_lost;
        return;
    }
    ++m_carried;
    Hop source = from;
    source.protocol = to.protocol;
    m_clock.schedule(m_delay, [receiver = QPointer(receiver), bytes, source] {
        if (receiver)
            receiver->deliver(bytes, source);
    });
}

bool LoopbackNetwork::isLost(const QByteArray &bytes, const Hop &from, const Hop &to)
{
    ++m_datagrams;
    return (m_lossEvery > 0 && m_datagrams % m_lossEvery == 0) || (m_drop && m_drop(bytes, from, to));
}

FakeTransport *LoopbackNetwork::at(const Hop &hop) const
{
    for (const auto &transport : m_attached) {
        if (transport && transport->local().address == hop.address && transport->local().port == hop.port)
            return transport;
    }
    return nullptr;
}

} // namespace carillon
