#pragma once

#include "DtlsAssociation.h"
#include "SocketAddress.h"

#include <QObject>
#include <QSocketNotifier>
#include <memory>
#include <optional>

namespace carillon {

class RtpSockets;

/// The second DTLS association of a stream whose RTCP has a port of its own (RFC 5764 §3: each pair of ports
/// has its handshake). Over UDP only. Core thread.
///
/// It begins when RTP has its keys, so the peer is known by then. The media thread gets the socket when there
/// are keys and the peer's last flight, if it was lost, had its time to come again: until then RTCP takes the
/// RTP port, encrypted by the keys of that.
class RtcpAssociation final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int DatagramsPerTurn = 32;     ///< of the event loop
        static constexpr Milliseconds LastFlight{2000}; ///< in which it is answered again
    };
    struct Setup {
        DtlsAssociation::Role role = DtlsAssociation::Role::Client;
        QList<CertificateFingerprint> expected;
        std::shared_ptr<RtpSockets> sockets;
        SocketAddress signalled; ///< of the peer's RTCP
    };

    RtcpAssociation(
        Clock &clock, const DtlsCertificate &certificate, const Setup &setup, QObject *parent = nullptr);
    ~RtcpAssociation() override;

    /// nullopt until they are to be used.
    const std::optional<DtlsKeys> &keys() const { return m_keys; }
    SocketAddress peer() const { return m_peer; }
    /// close_notify, while the socket is ours.
    void close();

Q_SIGNALS:
    void ready();

private:
    void readSocket();
    bool hears(const SocketAddress &source) const;
    void send(const QByteArray &datagram);

    std::shared_ptr<RtpSockets> m_sockets;
    const SocketAddress m_signalled;
    const DtlsAssociation::Role m_role;
    SocketAddress m_peer;
    SocketAddress m_asking; ///< of the datagram at hand
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::optional<DtlsKeys> m_keys;
    Timer m_lastFlight;
    DtlsAssociation m_association;
};

} // namespace carillon
