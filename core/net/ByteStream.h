#pragma once

#include "Endpoint.h"
#include "NetworkError.h"

#include <QObject>
#include <memory>

namespace carillon {

/// One TCP or TLS connection: opened() or closed(), then received() until closed(). Core thread, never
/// blocks.
class ByteStream : public QObject
{
    Q_OBJECT
public:
    enum class State { Connecting, Open, Closed };
    static constexpr qint64 ReadBytes = 1 << 16; ///< of one received() at most
    using QObject::QObject;
    virtual State state() const = 0;
    virtual Endpoint local() const = 0;
    virtual Endpoint peer() const = 0;
    /// Bytes are kept until the peer takes them; only while Open.
    virtual void write(const QByteArray &bytes) = 0;
    /// Written and not yet taken by the system, in bytes of the wire.
    virtual qint64 bytesToWrite() const = 0;
    /// Ends it, giving the system what it takes at once; nothing is signalled any more.
    virtual void close() = 0;

Q_SIGNALS:
    /// For TLS: the peer was verified as well.
    void opened();
    /// At most ReadBytes; what is not read stays in the system's buffer and slows the peer down.
    void received(const QByteArray &bytes);
    /// bytesToWrite() became less.
    void written();
    /// The connection was lost, ended by the peer, or never came about.
    void closed(const carillon::NetworkError &reason);
};

/// A listening TCP socket.
class StreamListener : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Endpoint local() const = 0;
    /// The connection which accepted() tells of; null when there is none (any more).
    virtual std::unique_ptr<ByteStream> take() = 0;

Q_SIGNALS:
    void accepted();
};

} // namespace carillon
