#pragma once

#include "Endpoint.h"
#include "NetworkError.h"

#include <QObject>
#include <optional>

namespace carillon {

/// A bound UDP socket. Core thread; sends at once or says why not.
class DatagramSocket : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Endpoint local() const = 0;
    /// Nothing when the system took it.
    virtual std::optional<NetworkError> send(const QByteArray &datagram, const Endpoint &to) = 0;

Q_SIGNALS:
    /// A datagram to @p to came to nobody (ICMP): at most one word for several.
    void refused(const carillon::Endpoint &to, const carillon::NetworkError &error);
    void received(const QByteArray &datagram, const carillon::Endpoint &from);
};

} // namespace carillon
