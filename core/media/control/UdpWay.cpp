#include "UdpWay.h"

#include "Demultiplexer.h"
#include "MediaSocket.h"
#include "RtpSockets.h"
#include "StreamBuilder.h"

#include <QPointer>
#include <array>
#include <sys/socket.h>
#include <unistd.h>

namespace carillon {

UdpWay::UdpWay(std::shared_ptr<RtpSockets> sockets, const QHostAddress &local, QObject *parent)
    : MediaWay(parent)
    , m_sockets(std::move(sockets))
    , m_local(local)
{
}

UdpWay::~UdpWay()
{
    m_notifier.reset();
    m_controlNotifier.reset();
    if (m_controlFd >= 0)
        close(m_controlFd);
    // The media thread's end belongs to the sockets, which live as long as its stream.
}

void UdpWay::describe(LocalMediaCapabilities &capabilities)
{
    QHostAddress address = m_local;
    address.setScopeId({}); // means nothing to the peer
    capabilities.address = address.toString().toLatin1();
    capabilities.rtpPort = m_sockets->rtpPort();
    capabilities.rtcpPort = m_sockets->rtcpPort();
    capabilities.ice.reset();
}

void UdpWay::agree(const NegotiatedAudio &audio, const QHostAddress &remote)
{
    SdpEndpoint endpoint = audio.remoteRtp;
    endpoint.address = remote.toString().toLatin1();
    const SocketAddress before = m_signalled;
    m_signalled = SocketAddress(socketAddressOf(endpoint, m_sockets->family()));
    // An address that is only said again takes nothing from where the handshake came from.
    const bool isOther = m_signalled.isUsable() && !(m_signalled == before);
    if (isOther || !m_dtlsPeer.isUsable())
        m_dtlsPeer = m_signalled;
    m_isDtls = audio.dtls.has_value();
    m_isClient = audio.dtls && audio.dtls->isClient;
    if (m_isClient && !m_isPeerProven)
        m_dtlsPeer = m_signalled;
    if (isOther || !m_isPeerProven || (audio.dtls && audio.dtls->isNew)) {
        m_isPeerProven = false;
        m_isFollowing = false;
        m_strangers = 0;
    }
    if (m_isDtls)
        listen();
}

void UdpWay::listen()
{
    if (m_notifier || m_isRead)
        return;
    m_sockets->discardArrived();
    m_notifier = std::make_unique<QSocketNotifier>(m_sockets->rtpFd(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UdpWay::readSocket);
}

void UdpWay::readSocket()
{
    const QPointer<UdpWay> alive(this); // a slot may end the call
    alignas(16) std::array<std::uint8_t, DatagramBatch::MaxBytes> buffer;
    for (int i = 0; i < Limits::DatagramsPerTurn && alive && m_notifier; ++i) {
        sockaddr_storage from{};
        socklen_t length = sizeof from;
        const ssize_t size = recvfrom(m_sockets->rtpFd(), buffer.data(), buffer.size(),
            MSG_DONTWAIT | MSG_TRUNC, reinterpret_cast<sockaddr *>(&from), &length);
        if (size < 0)
            return;
        if (size > ssize_t(buffer.size()))
            continue;
        if (datagramKind(Bytes(buffer).first(std::size_t(size))) != DatagramKind::Dtls)
            continue; // there is no key yet that could read it
        const SocketAddress source(from);
        if (!hears(source))
            continue;
        m_asking = source;
        Q_EMIT dtlsReceived(QByteArray(reinterpret_cast<const char *>(buffer.data()), qsizetype(size)));
        if (alive)
            m_asking = {};
    }
}

bool UdpWay::hears(const SocketAddress &source) const
{
    if (source == m_dtlsPeer)
        return true;
    const bool isSettled = m_isClient || m_isPeerProven || (m_isFollowing && m_dtlsPeer == m_signalled);
    return !isSettled && (m_strangers < Limits::Strangers || source == m_signalled);
}

QByteArray UdpWay::dtlsSource() const
{
    if (!m_asking.isUsable())
        return {};
    const sockaddr_storage &storage = m_asking.storage();
    return {reinterpret_cast<const char *>(&storage), qsizetype(socketAddressSize(storage.ss_family))};
}

void UdpWay::followDtls()
{
    if (!m_asking.isUsable())
        return;
    m_dtlsPeer = m_asking;
    m_isFollowing = true;
}

bool UdpWay::leaveStranger()
{
    if (m_dtlsPeer == m_signalled || m_isRead)
        return false;
    ++m_strangers;
    m_dtlsPeer = m_signalled;
    m_isFollowing = false;
    return true;
}

void UdpWay::readControl()
{
    const QPointer<UdpWay> alive(this);
    std::array<char, DatagramBatch::MaxBytes> buffer;
    for (int i = 0; i < Limits::DatagramsPerTurn && alive && m_controlFd >= 0; ++i) {
        const ssize_t size = recv(m_controlFd, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (size <= 0)
            return;
        // What a stream that ended read last does not say where it came from. Of the handshake that is on now
        // it would be a part whose sender nobody knows; it is said again.
        if (m_isRead)
            Q_EMIT dtlsReceived(QByteArray(buffer.data(), qsizetype(size)));
    }
}

void UdpWay::sendDtls(const QByteArray &datagram)
{
    const SocketAddress &to = m_asking.isUsable() ? m_asking : m_dtlsPeer;
    if (!to.isUsable())
        return;
    sendDatagram(m_sockets->rtpFd(), m_sockets->family(),
        Bytes(reinterpret_cast<const std::uint8_t *>(datagram.constData()), std::size_t(datagram.size())),
        to);
}

void UdpWay::beginMedia()
{
    m_isRead = true;
    m_sockets->discardArrived();
    if (m_notifier) { // one reader; it may be what calls
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater();
    }
    if (!m_isDtls || m_controlFd >= 0)
        return;
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return; // the peer's last flight of a lost handshake will not be answered again; all else works
    m_controlFd = ends[0];
    m_sockets->keep(ends[1]);
    m_mediaControlFd = ends[1];
    m_controlNotifier = std::make_unique<QSocketNotifier>(m_controlFd, QSocketNotifier::Read);
    connect(m_controlNotifier.get(), &QSocketNotifier::activated, this, &UdpWay::readControl);
}

void UdpWay::endMedia()
{
    m_isRead = false;
    if (m_isDtls)
        listen();
}

void UdpWay::applyTo(StreamParameters &parameters) const
{
    parameters.controlFd = m_mediaControlFd;
    parameters.isPeerCertain = false;
    if (m_isDtls && m_dtlsPeer.isUsable())
        parameters.remoteRtp = m_dtlsPeer.storage();
}

} // namespace carillon
