#include "FakeTransport.h"

#include "FakeRandom.h"

#include <QTest>

namespace carillon {

namespace {

bool isWebSocket(TransportProtocol protocol)
{
    return protocol == TransportProtocol::Ws || protocol == TransportProtocol::Wss;
}

QByteArray startLineOf(const QByteArray &bytes)
{
    return bytes.first(std::max<qsizetype>(0, bytes.indexOf("\r\n")));
}

} // namespace

Hop FakeTransport::defaultLocal(TransportProtocol protocol)
{
    return {protocol, QHostAddress(QStringLiteral("192.0.2.1")), defaultPort(protocol), {}};
}

Hop FakeTransport::defaultPeer(TransportProtocol protocol)
{
    return {protocol, QHostAddress(QStringLiteral("192.0.2.2")), defaultPort(protocol), {}};
}

FakeTransport::FakeTransport(Clock &clock, TransportProtocol protocol)
    : FakeTransport(clock, defaultLocal(protocol))
{
}

FakeTransport::FakeTransport(Clock &clock, const Hop &local)
    : m_clock(clock)
    , m_local(local)
    , m_peer(defaultPeer(local.protocol))
    , m_random(std::make_unique<FakeRandom>(local.port + local.address.toIPv4Address()))
    , m_intake(clock, *m_random)
    , m_invalidHost(m_random->token(12) + ".invalid")
{
}

void FakeTransport::inject(const QByteArray &text)
{
    inject(text, m_peer);
}

void FakeTransport::inject(const QByteArray &text, const Hop &from)
{
    QByteArray bytes = text;
    if (!bytes.contains('\r'))
        bytes.replace("\n", "\r\n");
    deliver(bytes, from);
}

void FakeTransport::deliver(const QByteArray &bytes, const Hop &from)
{
    if (m_state != State::Connected)
        return;
    const QPointer<FakeTransport> self(this);
    Q_EMIT traced({TracedMessage::Direction::Received, from, bytes});
    if (!self)
        return;
    auto verdict = m_intake.judge(bytes, from, [this](const Via &via) { return via.host == sentBy().host; });
    if (auto *request = std::get_if<SipRequest>(&verdict))
        Q_EMIT requestReceived(*request, from);
    else if (auto *response = std::get_if<SipResponse>(&verdict))
        Q_EMIT responseReceived(*response, from);
    else if (auto *rejection = std::get_if<MessageIntake::Rejection>(&verdict))
        sendResponse(rejection->response, from, {});
}

SipMessage FakeTransport::expect(QByteArrayView startLine)
{
    const QByteArray wanted = startLine.toByteArray();
    if (m_expected >= m_sent.size()) {
        QTest::qFail(
            ("expected on the wire: " + wanted + "; nothing more was sent").constData(), __FILE__, __LINE__);
        return {};
    }
    const Sent &next = m_sent.at(m_expected++);
    const QByteArray line = startLineOf(next.bytes);
    if (line.startsWith(wanted))
        return next.message;
    QTest::qFail(("expected on the wire: " + wanted + "; sent was: " + line).constData(), __FILE__, __LINE__);
    return {};
}

void FakeTransport::expectNothing()
{
    if (m_expected >= m_sent.size())
        return;
    const QByteArray line = startLineOf(m_sent.at(m_expected).bytes);
    QTest::qFail(("expected nothing on the wire; sent was: " + line).constData(), __FILE__, __LINE__);
}

int FakeTransport::count(QByteArrayView startLine) const
{
    return int(std::count_if(m_sent.begin(), m_sent.end(),
        [&](const Sent &sent) { return QByteArrayView(sent.bytes).startsWith(startLine); }));
}

void FakeTransport::clear()
{
    m_sent.clear();
    m_expected = 0;
}

void FakeTransport::lose(const TransportError &error)
{
    if (m_state == State::Disconnected)
        return;
    const QPointer<FakeTransport> self(this);
    setState(State::Disconnected);
    if (self)
        Q_EMIT failed(error);
}

void FakeTransport::open()
{
    if (m_state == State::Connected || m_state == State::Connecting)
        return;
    m_clock.schedule(Milliseconds(0), [self = QPointer(this)] {
        if (!self || self->m_state != State::Connecting)
            return;
        if (self->m_openError)
            self->lose(*self->m_openError);
        else
            self->setState(State::Connected);
    });
    setState(State::Connecting); // last: whoever hears of it may delete us
}

void FakeTransport::close()
{
    setState(State::Disconnected);
}

QList<TransportProtocol> FakeTransport::protocols() const
{
    if (protocol() == TransportProtocol::Udp || protocol() == TransportProtocol::Tcp)
        return {protocol(),
            protocol() == TransportProtocol::Udp ? TransportProtocol::Tcp : TransportProtocol::Udp};
    return {protocol()};
}

QByteArray FakeTransport::contactHostPort(const Hop &) const
{
    return sentBy().toBytes();
}

SentBy FakeTransport::sentBy() const
{
    if (isWebSocket(protocol()))
        return {m_invalidHost, std::nullopt};
    return {hostText(m_local.address), m_local.port};
}

void FakeTransport::sendRequest(SipRequest request, const Hop &hop, SendCallback failed)
{
    stampRequest(request, hop.protocol, sentBy());
    send(request, hop, std::move(failed));
}

void FakeTransport::sendResponse(const SipResponse &response, const Hop &arrivedFrom, SendCallback failed)
{
    send(response, isReliable(arrivedFrom.protocol) ? arrivedFrom : responseTarget(response, arrivedFrom),
        std::move(failed));
}

void FakeTransport::send(const SipMessage &message, const Hop &to, SendCallback failed)
{
    std::optional<TransportError> error = m_sendError;
    if (m_state != State::Connected)
        error = TransportError{TransportError::Kind::NotOpen, {}};
    if (error) {
        if (failed)
            m_clock.schedule(
                Milliseconds(0), [failed = std::move(failed), error = *error] { failed(error); });
        return;
    }
    const QByteArray bytes = message.toBytes();
    m_sent.append({message, to, bytes});
    const QPointer<FakeTransport> self(this);
    Q_EMIT traced({TracedMessage::Direction::Sent, to, bytes});
    if (self && m_carrier)
        m_carrier(bytes, to, failed);
}

void FakeTransport::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace carillon
