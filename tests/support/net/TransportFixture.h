#pragma once

#include "FakeClock.h"
#include "FakeRandom.h"
#include "SystemNetwork.h"
#include "TransportFactory.h"

#include <QSignalSpy>
#include <QTest>

namespace carillon {

/// A transport on real sockets in virtual time, and everything it said.
struct TransportFixture {
    explicit TransportFixture(const TransportOptions &options)
        : transport(makeTransport(network, clock, random, options))
    {
        watch();
    }
    void watch()
    {
        QObject::connect(transport.get(), &Transport::requestReceived, transport.get(),
            [this](const SipRequest &request, const Hop &from) {
                requests.append(request);
                sources.append(from);
            });
        QObject::connect(transport.get(), &Transport::responseReceived, transport.get(),
            [this](const SipResponse &response) { responses.append(response); });
        QObject::connect(transport.get(), &Transport::failed, transport.get(),
            [this](const TransportError &error) { errors.append(error); });
    }
    Transport::SendCallback noteFailure()
    {
        return [this](const TransportError &error) { sendErrors.append(error); };
    }
    Transport *operator->() const { return transport.get(); }
    bool isConnected() const { return transport->state() == Transport::State::Connected; }
    bool isDown() const { return transport->state() == Transport::State::Disconnected; }
    /// The port in contactHostPort().
    quint16 port(const QHostAddress &towards = QHostAddress(QHostAddress::LocalHost)) const
    {
        const QByteArray text = transport->contactHostPort({transport->protocol(), towards, 5060, {}});
        return text.mid(text.lastIndexOf(':') + 1).toUShort();
    }

    FakeClock clock;
    FakeRandom random;
    SystemNetwork network{clock};
    std::unique_ptr<Transport> transport;
    QList<SipRequest> requests;
    QList<Hop> sources;
    QList<SipResponse> responses;
    QList<TransportError> errors;
    QList<TransportError> sendErrors;
};

} // namespace carillon
