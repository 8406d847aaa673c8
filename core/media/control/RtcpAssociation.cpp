#include "RtcpAssociation.h"

#include "Demultiplexer.h"
#include "Logging.h"
#include "MediaSocket.h"
#include "RtpSockets.h"

#include <QPointer>
#include <array>
#include <sys/socket.h>

namespace carillon {

RtcpAssociation::RtcpAssociation(
    Clock &clock, const DtlsCertificate &certificate, const Setup &setup, QObject *parent)
    : QObject(parent)
    , m_sockets(setup.sockets)
    , m_signalled(setup.signalled)
    , m_role(setup.role)
    , m_peer(setup.signalled)
    , m_notifier(std::make_unique<QSocketNotifier>(m_sockets->rtcpFd(), QSocketNotifier::Read))
    , m_lastFlight(clock)
    , m_association(clock, certificate, setup.role,
          {[this](const QByteArray &datagram) { send(datagram); },
              [this](const DtlsKeys &keys) {
                  m_lastFlight.start(Limits::LastFlight, [this, keys] {
                      m_notifier.reset();
                      m_keys = keys;
                      Q_EMIT ready();
                  });
              },
              [](DtlsAssociation::Failure) {
                  qCInfo(lcMedia, "RTCP has no keys of its own: it stays on the port of RTP");
              },
              [] {}, [this] { m_peer = m_asking; },
              [this] {
                  const bool isStranger = !(m_peer == m_signalled);
                  m_peer = m_signalled;
                  return isStranger;
              }})
{
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &RtcpAssociation::readSocket);
    m_association.setExpected(setup.expected);
    m_association.start();
}

RtcpAssociation::~RtcpAssociation() = default;

void RtcpAssociation::close()
{
    if (m_notifier)
        m_association.close();
    m_lastFlight.stop();
    m_notifier.reset();
}

bool RtcpAssociation::hears(const SocketAddress &source) const
{
    const bool isServing = m_role == DtlsAssociation::Role::Server
        && m_association.state() == DtlsAssociation::State::Handshaking;
    return isServing || source == m_peer;
}

void RtcpAssociation::readSocket()
{
    const QPointer<RtcpAssociation> alive(this);
    alignas(16) std::array<std::uint8_t, DatagramBatch::MaxBytes> buffer;
    for (int i = 0; i < Limits::DatagramsPerTurn && alive && m_notifier; ++i) {
        sockaddr_storage from{};
        socklen_t length = sizeof from;
        const ssize_t size = recvfrom(m_sockets->rtcpFd(), buffer.data(), buffer.size(),
            MSG_DONTWAIT | MSG_TRUNC, reinterpret_cast<sockaddr *>(&from), &length);
        if (size < 0)
            return;
        if (size > ssize_t(buffer.size())
            || datagramKind(Bytes(buffer).first(std::size_t(size))) != DatagramKind::Dtls)
            continue;
        m_asking = SocketAddress(from);
        if (hears(m_asking)) {
            const sockaddr_storage &storage = m_asking.storage();
            m_association.receive(QByteArrayView(buffer.data(), size),
                QByteArrayView(reinterpret_cast<const char *>(&storage),
                    qsizetype(socketAddressSize(storage.ss_family))));
        }
        if (alive)
            m_asking = {};
    }
}

void RtcpAssociation::send(const QByteArray &datagram)
{
    const SocketAddress &to = m_asking.isUsable() ? m_asking : m_peer;
    if (to.isUsable())
        sendDatagram(m_sockets->rtcpFd(), m_sockets->family(),
            Bytes(reinterpret_cast<const std::uint8_t *>(datagram.constData()), std::size_t(datagram.size())),
            to);
}

} // namespace carillon
