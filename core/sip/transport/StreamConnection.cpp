#include "StreamConnection.h"

#include "Logging.h"
#include "WireTransport.h"

#include <QPointer>

namespace carillon {

StreamConnection::StreamConnection(
    std::unique_ptr<ByteStream> stream, const Hop &peer, Origin origin, const Context &context)
    : m_stream(std::move(stream))
    , m_peer(peer)
    , m_origin(origin)
    , m_clock(context.clock)
    , m_owner(context.owner)
    // Whoever opened the connection sends the pings; the other side answers them (RFC 5626 §4.4.1).
    , m_framer(origin == Origin::Inbound ? StreamFramer::Role::Server : StreamFramer::Role::Client)
    , m_lastActivity(m_clock.now())
    , m_patience(m_clock)
    , m_idle(m_clock)
{
    connect(m_stream.get(), &ByteStream::opened, this, [this] {
        m_patience.stop();
        noteActivity();
        watchIdleness();
        Q_EMIT opened();
    });
    connect(m_stream.get(), &ByteStream::received, this, &StreamConnection::receive);
    connect(m_stream.get(), &ByteStream::written, this, [this] {
        if (m_stream->bytesToWrite() == 0)
            m_pending.clear();
    });
    connect(m_stream.get(), &ByteStream::closed, this,
        [this](const NetworkError &error) { end(transportError(error)); });
    const bool isInbound = origin == Origin::Inbound;
    m_patience.start(isInbound ? Limits::FirstMessagePatience : Limits::ConnectPatience, [this] {
        end({TransportError::Kind::TimedOut, {}});
    });
}

void StreamConnection::noteActivity()
{
    m_lastActivity = m_clock.now();
}

/// One timer that looks now and then, instead of one restarted for each message.
void StreamConnection::watchIdleness()
{
    if (m_isKept)
        return;
    const auto left = std::chrono::ceil<Milliseconds>(m_lastActivity + Limits::IdlePatience - m_clock.now());
    if (left.count() <= 0)
        end({TransportError::Kind::Closed, QStringLiteral("idle")});
    else
        m_idle.start(left, [this] { watchIdleness(); });
}

void StreamConnection::send(const QByteArray &bytes, Transport::SendCallback failed)
{
    if (m_stream->bytesToWrite() + bytes.size() > Limits::PendingBytes) {
        // The peer does not read. The end is told later: nothing fails from inside send().
        if (failed)
            m_pending.push_back(std::move(failed));
        QMetaObject::invokeMethod(
            this,
            [this] {
                end({TransportError::Kind::TooLarge, QStringLiteral("the peer does not read")});
            },
            Qt::QueuedConnection);
        return;
    }
    noteActivity();
    m_stream->write(bytes);
    if (failed && m_stream->bytesToWrite() > 0)
        m_pending.push_back(std::move(failed));
}

void StreamConnection::receive(const QByteArray &bytes)
{
    const QPointer<StreamConnection> self(this);
    m_framer.feed(bytes);
    while (self && !m_hasEnded) {
        switch (m_framer.next()) {
        case StreamFramer::Item::NeedMore: return;
        case StreamFramer::Item::Message:
            if (!m_isProven && m_origin == Origin::Inbound) {
                m_patience.stop();
                watchIdleness();
            }
            m_isProven = true;
            noteActivity();
            Q_EMIT messageReceived(m_framer.message());
            break;
        case StreamFramer::Item::Ping:
            // Strangers prove nothing by it, and pongs for a peer that does not read would pile up.
            if (m_isProven)
                noteActivity();
            if (m_origin == Origin::Inbound && m_stream->bytesToWrite() == 0)
                m_stream->write("\r\n");
            break;
        case StreamFramer::Item::Pong: Q_EMIT pongReceived(); break;
        case StreamFramer::Item::Fault:
            Q_EMIT framingFault(m_framer.message());
            if (self)
                end({TransportError::Kind::Closed, QStringLiteral("what the peer sent is not SIP")});
            return;
        }
    }
}

void StreamConnection::close(const TransportError &error)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_patience.stop();
    m_idle.stop();
    m_stream->disconnect(this);
    m_stream->close();
    failPending(error);
}

void StreamConnection::end(const TransportError &error)
{
    if (m_hasEnded)
        return;
    qCInfo(lcNet) << "connection with" << m_peer.address << m_peer.port << "ended:" << int(error.kind)
                  << error.detail;
    const QPointer<StreamConnection> self(this);
    close(error);
    if (self)
        Q_EMIT closed(error);
}

void StreamConnection::failPending(const TransportError &error)
{
    const auto pending = std::exchange(m_pending, {});
    // Later, as promised: whoever closes may be in the middle of sending.
    for (const auto &failed : pending)
        QMetaObject::invokeMethod(
            &m_owner, [failed, error] { failed(error); }, Qt::QueuedConnection);
}

} // namespace carillon
