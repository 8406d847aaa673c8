#pragma once

#include "FakeTransport.h"

namespace carillon {

/// A network in virtual time between FakeTransports: `network.attach(alice)`, then what alice sends to bob's
/// address reaches him after the delay, unless it is lost. Datagrams may be lost; reliable transports fail
/// their sends instead.
class LoopbackNetwork
{
public:
    explicit LoopbackNetwork(Clock &clock)
        : m_clock(clock)
    {
    }
    /// Reachable at its local() hop from now on. A transport may die first.
    void attach(FakeTransport &transport);
    void detach(FakeTransport &transport);

    void setDelay(Milliseconds delay) { m_delay = delay; }
    /// Every @p nth datagram is lost, counted over all senders; 0: none.
    void setLoss(int nth) { m_lossEvery = nth; }
    /// A filter: messages for which it says true are lost, over reliable transports without anybody hearing
    /// of it.
    using Filter = std::function<bool(const QByteArray &bytes, const Hop &from, const Hop &to)>;
    void setDrop(Filter filter) { m_drop = std::move(filter); }
    /// The cable: while it is out nothing arrives.
    void setUp(bool isUp) { m_isUp = isUp; }

    int carried() const { return m_carried; }
    int lost() const { return m_lost; }

private:
    void carry(
        FakeTransport &sender, const QByteArray &bytes, const Hop &to, const Transport::SendCallback &failed);
    bool isLost(const QByteArray &bytes, const Hop &from, const Hop &to);
    FakeTransport *at(const Hop &hop) const;

    Clock &m_clock;
    QList<QPointer<FakeTransport>> m_attached;
    Milliseconds m_delay{1};
    int m_lossEvery = 0;
    int m_datagrams = 0;
    Filter m_drop;
    bool m_isUp = true;
    int m_carried = 0;
    int m_lost = 0;
};

} // namespace carillon
