#pragma once

#include "DtlsAssociation.h"
#include "DtlsCertificate.h"
#include "FakeClock.h"

namespace carillon {

/// One end and what became of it; what it sends waits in a list.
struct End {
    std::unique_ptr<DtlsCertificate> certificate = DtlsCertificate::make();
    std::unique_ptr<DtlsAssociation> association;
    QList<QByteArray> sent;
    std::optional<DtlsKeys> keys;
    std::optional<DtlsAssociation::Failure> failure;
    bool isClosed = false;
    bool isStranger = false; ///< whoever had the wrong certificate
    int proven = 0;          ///< sources

    void make(Clock &clock, DtlsAssociation::Role role)
    {
        DtlsAssociation::Callbacks callbacks;
        callbacks.sourceProven = [this] { ++proven; };
        callbacks.isStranger = [this] { return isStranger; };
        callbacks.send = [this](const QByteArray &datagram) { sent.append(datagram); };
        callbacks.established = [this](const DtlsKeys &made) { keys = made; };
        callbacks.failed = [this](DtlsAssociation::Failure why) { failure = why; };
        callbacks.closed = [this] { isClosed = true; };
        association = std::make_unique<DtlsAssociation>(clock, *certificate, role, std::move(callbacks));
    }
};

struct Two {
    explicit Two(Clock &clock)
    {
        client.make(clock, DtlsAssociation::Role::Client);
        server.make(clock, DtlsAssociation::Role::Server);
    }
    void expectEachOther()
    {
        client.association->setExpected({server.certificate->fingerprint()});
        server.association->setExpected({client.certificate->fingerprint()});
    }
    void start() const
    {
        server.association->start();
        client.association->start();
    }
    /// Everything under way arrives; @p lost says which do not. @returns how many arrived.
    int carry(const std::function<bool(int)> &lost = {})
    {
        int arrived = 0;
        while (!client.sent.isEmpty() || !server.sent.isEmpty()) {
            arrived += carry(client, server, lost);
            arrived += carry(server, client, lost);
        }
        return arrived;
    }
    int carry(End &from, End &to, const std::function<bool(int)> &lost)
    {
        int arrived = 0;
        const QList<QByteArray> datagrams = std::exchange(from.sent, {});
        for (const QByteArray &datagram : datagrams) {
            largest = std::max(largest, datagram.size());
            if (lost && lost(count++))
                continue;
            to.association->receive(datagram, &to == &server ? QByteArrayView(source) : QByteArrayView());
            ++arrived;
        }
        return arrived;
    }

    End client;
    End server;
    QByteArray source; ///< of the client, as the server sees it; empty: known before
    qsizetype largest = 0;
    int count = 0;
};

} // namespace carillon
