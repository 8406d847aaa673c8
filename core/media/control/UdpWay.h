#pragma once

#include "MediaWay.h"
#include "SocketAddress.h"

#include <QSocketNotifier>
#include <memory>

namespace carillon {

/// Sockets of our own, symmetric RTP (RFC 4961). Until a stream runs, DTLS is read here; afterwards the media
/// thread, which then owns the socket, passes it on through a pair of local sockets.
///
/// Whoever's handshake gets through has proven by its certificate that it is the peer, so a server's answers
/// go to where the handshake comes from: behind a NAT that is not where the SDP says (RFC 5763 §6.7.1). Until
/// then each hello gets its answer, which is a cookie, and who returns it is followed. A client's hello goes
/// where the SDP says, and nobody else is heard.
class UdpWay final : public MediaWay
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int DatagramsPerTurn = 32; ///< of the event loop; the rest waits in the kernel
        static constexpr int Strangers
            = 8; ///< whose handshake failed; then only the announced place is heard
    };
    explicit UdpWay(
        std::shared_ptr<RtpSockets> sockets, const QHostAddress &local, QObject *parent = nullptr);
    ~UdpWay() override;

    void describe(LocalMediaCapabilities &capabilities) override;
    void agree(const NegotiatedAudio &audio, const QHostAddress &remote) override;
    bool isConnected() const override { return true; }
    std::shared_ptr<RtpSockets> sockets() const override { return m_sockets; }
    void applyTo(StreamParameters &parameters) const override;
    void sendDtls(const QByteArray &datagram) override;
    void beginMedia() override;
    void endMedia() override;
    void peerProven() override { m_isPeerProven = true; }
    QByteArray dtlsSource() const override;
    void followDtls() override;
    bool leaveStranger() override;

private:
    void listen();
    void readSocket();
    void readControl();
    bool hears(const SocketAddress &source) const;

    std::shared_ptr<RtpSockets> m_sockets;
    QHostAddress m_local;
    SocketAddress m_signalled;   ///< of the peer's RTP
    SocketAddress m_dtlsPeer;    ///< where the handshake goes
    SocketAddress m_asking;      ///< of the datagram at hand, which is answered there
    bool m_isFollowing = false;  ///< the handshake that came from m_dtlsPeer
    bool m_isPeerProven = false; ///< by that handshake
    bool m_isDtls = false;
    bool m_isClient = false;                            ///< of DTLS
    int m_strangers = 0;                                ///< that were followed in vain
    bool m_isRead = false;                              ///< by a stream
    std::unique_ptr<QSocketNotifier> m_notifier;        ///< of the RTP socket, until a stream runs
    std::unique_ptr<QSocketNotifier> m_controlNotifier; ///< of our end of the pair
    int m_controlFd = -1;                               ///< ours
    int m_mediaControlFd = -1;                          ///< the media thread's
};

} // namespace carillon
