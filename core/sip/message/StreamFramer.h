#pragma once

#include "SipMessage.h"

namespace carillon {

/// Cuts a byte stream into messages by Content-Length, RFC 3261 §18.3, and finds the keep-alives of RFC 5626
/// §3.5.1. Bounded by SipMessage::Limits; a stream with a fault cannot be trusted any further and is closed
/// by its owner.
class StreamFramer
{
public:
    enum class Item {
        NeedMore, ///< nothing whole is there
        Message,  ///< message() holds it
        Ping,     ///< CRLFCRLF between messages
        Pong,     ///< CRLF between messages
        Fault,    ///< no or bad Content-Length, or a limit passed; the rest of the stream is ignored
    };
    /// Who listens. Only a server knows that all it is sent are pings; for the others a ping that comes in
    /// two halves is two pongs. Clients are pinged too: some servers keep their connections open on their
    /// own.
    enum class Role { Either, Client, Server };
    explicit StreamFramer(Role role = Role::Either)
        : m_role(role)
    {
    }
    /// Adds what came from the wire.
    void feed(QByteArrayView bytes);
    /// The next item; call it until NeedMore or Fault.
    Item next();
    /// The bytes of the message that next() found; parse them with SipMessage::parse.
    /// After a Fault: the head whose Content-Length was to blame, else empty.
    QByteArray message() const { return m_message; }

private:
    Item nextKeepAlive(const char *at, qsizetype left);
    bool findHeadEnd();
    Item fault(const QByteArray &head = {});

    QByteArray m_buffer;
    qsizetype m_start = 0;   ///< first byte not yet consumed
    qsizetype m_scanned = 0; ///< how far the end of the headers was looked for: each byte once
    qsizetype m_headEnd
        = 0; ///< behind the empty line of the message that is still to be completed; 0: not found yet
    qsizetype m_bodySize = 0;
    QByteArray m_message;
    Role m_role = Role::Either;
    bool m_faulty = false;
};

} // namespace carillon
