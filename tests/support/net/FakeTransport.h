#pragma once

#include "MessageIntake.h"
#include "Transport.h"
#include "ViaStamp.h"

#include <QPointer>

namespace carillon {

/// A Transport whose wire is a list: `wire.inject(bytes)`, `wire.expect("INVITE sip:bob@")`,
/// `wire.expectNothing()`.
///
/// What is injected goes through the same intake as on a real socket (parsed, validated, received and rport
/// filled in, 400 to what is malformed); what is sent gets the Via of a real transport. Open at once; open()
/// makes it Connected again.
class FakeTransport : public Transport
{
public:
    struct Sent {
        SipMessage message;
        Hop to;
        QByteArray bytes;
    };
    static Hop defaultLocal(TransportProtocol protocol); ///< 192.0.2.1 with the protocol's port
    static Hop defaultPeer(TransportProtocol protocol);  ///< 192.0.2.2 with the protocol's port

    explicit FakeTransport(Clock &clock, TransportProtocol protocol = TransportProtocol::Udp);
    FakeTransport(Clock &clock, const Hop &local);

    /// @name The wire, as tests see it
    /// Something arrives; `\n` may stand for CRLF in @p text as long as there is no CR in it.
    void inject(const QByteArray &text);
    void inject(const QByteArray &text, const Hop &from);
    void inject(const SipMessage &message) { deliver(message.toBytes(), m_peer); }
    void inject(const SipMessage &message, const Hop &from) { deliver(message.toBytes(), from); }
    /// Bytes as they are.
    void deliver(const QByteArray &bytes, const Hop &from);
    /// The next message sent that was not yet asked for. Its start line must begin with @p startLine, else
    /// the test fails and an empty message comes back.
    SipMessage expect(QByteArrayView startLine);
    /// Fails the test when something was sent that was not yet expected.
    void expectNothing();
    /// Everything ever sent, in order.
    const QList<Sent> &sent() const { return m_sent; }
    int count(QByteArrayView startLine) const; ///< how many of sent() begin so
    /// Forgets what was sent so far.
    void clear();

    /// Each message from now on fails with @p error; nothing: they are sent again.
    void failSends(std::optional<TransportError> error) { m_sendError = std::move(error); }
    /// open() fails with @p error from now on; nothing: it works again.
    void failOpen(std::optional<TransportError> error) { m_openError = std::move(error); }
    /// The connection drops.
    void lose(const TransportError &error);
    const Hop &local() const { return m_local; }
    /// The machine has another address from now on.
    void moveTo(const QHostAddress &address) { m_local.address = address; }
    /// The peer which inject() speaks for when none is named.
    void setPeer(const Hop &peer) { m_peer = peer; }
    /// Where sent bytes go besides the list; @p failed is for the carrier to call, later.
    using Carrier = std::function<void(const QByteArray &bytes, const Hop &to, const SendCallback &failed)>;
    void setCarrier(Carrier carrier) { m_carrier = std::move(carrier); }

    State state() const override { return m_state; }
    void open() override;
    void close() override;
    TransportProtocol protocol() const override { return m_local.protocol; }
    QList<TransportProtocol> protocols() const override;
    QByteArray contactHostPort(const Hop &towards) const override;
    QHostAddress localAddress(const Hop &) const override { return m_local.address; }
    void sendRequest(SipRequest request, const Hop &hop, SendCallback failed) override;
    void sendResponse(const SipResponse &response, const Hop &arrivedFrom, SendCallback failed) override;
    void setFlowTimer(std::chrono::milliseconds most) override { m_flowTimer = most; }
    std::chrono::milliseconds flowTimer() const { return m_flowTimer; }
    void setKeepAliveWay(KeepAliveWay way) override { m_keepAliveWay = way; }
    KeepAliveWay keepAliveWay() const { return m_keepAliveWay; }
    DroppedMessages droppedMessages() const override { return m_intake.counters(); }

private:
    SentBy sentBy() const;
    void send(const SipMessage &message, const Hop &to, SendCallback failed);
    void setState(State state);

    Clock &m_clock;
    Hop m_local;
    Hop m_peer;
    State m_state = State::Connected;
    std::unique_ptr<Random> m_random;
    MessageIntake m_intake;
    QByteArray m_invalidHost; ///< WS and WSS
    QList<Sent> m_sent;
    qsizetype m_expected = 0;
    std::optional<TransportError> m_sendError;
    std::optional<TransportError> m_openError;
    Carrier m_carrier;
    std::chrono::milliseconds m_flowTimer{0};
    KeepAliveWay m_keepAliveWay = KeepAliveWay::LineEnds;
};

} // namespace carillon
