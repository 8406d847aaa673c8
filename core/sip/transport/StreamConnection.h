#pragma once

#include "ByteStream.h"
#include "Clock.h"
#include "StreamFramer.h"
#include "Transport.h"

namespace carillon {

/// One TCP or TLS connection with SIP on it: bytes into messages, RFC 3261 §18.3 and RFC 5626 §3.5.1, and
/// limits in size and time.
class StreamConnection final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr qint64 PendingBytes = 4
            << 20; ///< written by us, not taken by the peer; beyond it the connection ends
        static constexpr Milliseconds ConnectPatience{10000};      ///< until connected and, for TLS, verified
        static constexpr Milliseconds FirstMessagePatience{10000}; ///< a stranger has to say something in SIP
        static constexpr Milliseconds IdlePatience{
            600'000}; ///< nothing sent, nothing come but pongs and strangers' pings
    };
    enum class Origin { Inbound, Outbound };

    struct Context {
        Clock &clock;
        QObject &owner; ///< failures are told on its behalf, and not any more once it is gone
    };
    StreamConnection(
        std::unique_ptr<ByteStream> stream, const Hop &peer, Origin origin, const Context &context);

    const Hop &peer() const { return m_peer; }
    Endpoint local() const { return m_stream->local(); }
    Origin origin() const { return m_origin; }
    bool isOpen() const { return m_stream->state() == ByteStream::State::Open; }
    /// Whether a whole message came over it: strangers that said nothing go first when there are too many.
    bool isProven() const { return m_isProven; }
    /// It never ends for idleness: the account's own connection.
    void keep()
    {
        m_isKept = true;
        m_idle.stop();
    }

    /// @pre isOpen(). @p failed is called when the connection ends before the peer took the bytes.
    void send(const QByteArray &bytes, Transport::SendCallback failed);
    /// Ends it: what is pending fails with @p error, closed() is not sent.
    void close(const TransportError &error);

Q_SIGNALS:
    void opened();
    void messageReceived(const QByteArray &bytes);
    void pongReceived();
    /// The stream could not be cut into messages; closed() follows. @p head of the request that is to blame
    /// can still be answered, unless it is empty.
    void framingFault(const QByteArray &head);
    void closed(const carillon::TransportError &error);

private:
    void receive(const QByteArray &bytes);
    void noteActivity();
    void watchIdleness();
    void end(const TransportError &error);
    void failPending(const TransportError &error);

    std::unique_ptr<ByteStream> m_stream;
    const Hop m_peer;
    const Origin m_origin;
    Clock &m_clock;
    QObject &m_owner;
    StreamFramer m_framer;
    std::vector<Transport::SendCallback> m_pending; ///< of what is still in bytesToWrite()
    TimePoint m_lastActivity;
    bool m_isProven = false;
    bool m_isKept = false;
    bool m_hasEnded = false;
    Timer m_patience; ///< connecting, or waiting for the first message
    Timer m_idle;
};

} // namespace carillon
