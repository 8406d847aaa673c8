#pragma once

#include "MessageIntake.h"
#include "NetworkError.h"
#include "Transport.h"

namespace carillon {

TransportError transportError(const NetworkError &error);

/// How header names are written: compact ones (RFC 3261 §7.3.3) make messages smaller.
enum class HeaderNames { Full, Compact };

/// What all transports on real sockets share: the way of bytes up to the layers above, states, failures told
/// later.
class WireTransport : public Transport
{
    Q_OBJECT
public:
    State state() const final { return m_state; }
    DroppedMessages droppedMessages() const override { return m_intake.counters(); }
    void setHeaderNames(HeaderNames names) { m_headerNames = names; }
    HeaderNames headerNames() const { return m_headerNames; }

protected:
    WireTransport(Clock &clock, Random &random);

    void setState(State state);
    /// What close() ends with: Disconnecting, and Disconnected in the next turn of the event loop unless
    /// open() comes before it. May destroy this.
    void retire();
    /// Disconnected, and why. May destroy this.
    void fall(const TransportError &error);
    /// Judges what came in and emits or answers it. May destroy this.
    void take(const QByteArray &bytes, const Hop &from);
    /// Answers the @p head of a request whose end cannot be found. May destroy this.
    void refuseUnframed(const QByteArray &head, const Hop &from);
    void traceSent(const QByteArray &bytes, const Hop &to);
    /// Calls @p failed in the next turn of the event loop.
    void failLater(SendCallback failed, const TransportError &error);
    /// @p message as it goes out.
    QByteArray bytesOf(const SipMessage &message) const;
    MessageIntake &intake() { return m_intake; }
    /// Whether a response with this top Via answers a request of ours, §18.1.2.
    virtual bool isOwnVia(const Via &via) const = 0;

private:
    State m_state = State::Disconnected;
    HeaderNames m_headerNames = HeaderNames::Full;
    MessageIntake m_intake;
};

} // namespace carillon
