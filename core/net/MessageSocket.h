#pragma once

#include "Endpoint.h"
#include "NetworkError.h"

#include <QObject>

namespace carillon {

/// A WebSocket client connection (RFC 6455): whole messages. Core thread, never blocks.
class MessageSocket : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual bool isOpen() const = 0;
    virtual Endpoint local() const = 0;
    virtual Endpoint peer() const = 0;
    /// A text message, or a binary one when the bytes are not UTF-8; only while open.
    virtual void send(const QByteArray &message) = 0;
    virtual qint64 bytesToWrite() const = 0;
    /// Says goodbye and ends it; nothing is signalled any more.
    virtual void close() = 0;

Q_SIGNALS:
    /// The server agreed to the subprotocol, and for wss it was verified.
    void opened();
    void received(const QByteArray &message);
    void closed(const carillon::NetworkError &reason);
};

} // namespace carillon
