#pragma once

#include "Endpoint.h"
#include "NetworkError.h"

#include <QObject>
#include <memory>

namespace carillon {

/// One TCP or TLS connection: opened() or closed(), then received() until closed(). Core thread, never blocks.
class ByteStream : public QObject
{
    Q_OBJECT
public:
    enum class State { Connecting, Open, Closed };
    using QObject::QObject;
    virtual State state() const = 0;
    virtual Endpoint local() const = 0;
    virtual Endpoint peer() const = 0;
    /// Bytes are kept until the peer takes them; only while Open.
    virtual void write(const QByteArray &bytes) = 0;
    /// Ends it at once; nothing is signalled any more.
    virtual void abort() = 0;

Q_SIGNALS:
    /// For TLS: the peer was verified as well.
    void opened();
    /// At most 64 kB at a time.
    void received(const QByteArray &bytes);
    /// So many bytes left for the peer.
    void written(qint64 bytes);
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
