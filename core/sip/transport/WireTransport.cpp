#include "WireTransport.h"

#include <QMetaMethod>
#include <QPointer>

namespace carillon {

TransportError transportError(const NetworkError &error)
{
    return {error.kind, error.detail};
}

WireTransport::WireTransport(Clock &clock, Random &random)
    : m_intake(clock, random)
{
}

void WireTransport::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void WireTransport::retire()
{
    if (m_state == State::Disconnected || m_state == State::Disconnecting)
        return;
    const auto finish = [this] {
        if (m_state == State::Disconnecting)
            setState(State::Disconnected);
    };
    QMetaObject::invokeMethod(this, finish, Qt::QueuedConnection);
    setState(State::Disconnecting);
}

void WireTransport::fall(const TransportError &error)
{
    const QPointer<WireTransport> self(this);
    setState(State::Disconnected);
    if (self)
        Q_EMIT failed(error);
}

void WireTransport::take(const QByteArray &bytes, const Hop &from)
{
    auto verdict = m_intake.judge(bytes, from, [this](const Via &via) { return isOwnVia(via); });
    if (std::holds_alternative<MessageIntake::KeepAlive>(verdict))
        return;
    const QPointer<WireTransport> self(this);
    Q_EMIT traced({TracedMessage::Direction::Received, from, bytes});
    if (!self)
        return;
    if (const auto *request = std::get_if<SipRequest>(&verdict))
        Q_EMIT requestReceived(*request, from);
    else if (const auto *response = std::get_if<SipResponse>(&verdict))
        Q_EMIT responseReceived(*response, from);
    else if (const auto *rejection = std::get_if<MessageIntake::Rejection>(&verdict))
        sendResponse(rejection->response, from, {});
}

void WireTransport::refuseUnframed(const QByteArray &head, const Hop &from)
{
    if (head.isEmpty())
        return;
    const auto verdict = m_intake.refuseUnframed(head, from);
    const QPointer<WireTransport> self(this);
    Q_EMIT traced({TracedMessage::Direction::Received, from, head});
    const auto *rejection = std::get_if<MessageIntake::Rejection>(&verdict);
    if (self && rejection)
        sendResponse(rejection->response, from, {});
}

QByteArray WireTransport::bytesOf(const SipMessage &message) const
{
    return m_headerNames == HeaderNames::Compact ? message.toCompactBytes() : message.toBytes();
}

void WireTransport::traceSent(const QByteArray &bytes, const Hop &to)
{
    Q_EMIT traced({TracedMessage::Direction::Sent, to, bytes});
}

void WireTransport::failLater(SendCallback failed, const TransportError &error)
{
    if (failed)
        QMetaObject::invokeMethod(
            this, [failed = std::move(failed), error] { failed(error); }, Qt::QueuedConnection);
}

} // namespace carillon
