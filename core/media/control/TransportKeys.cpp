// MediaTransport: the handshake and what it gives.
#include "DtlsCertificate.h"
#include "IceWay.h"
#include "MediaTransport.h"
#include "RtcpAssociation.h"
#include "RtpSockets.h"
#include "StreamBuilder.h"

#include <QPointer>

namespace carillon {

namespace {
QString sentence(DtlsAssociation::Failure failure)
{
    using Failure = DtlsAssociation::Failure;
    switch (failure) {
    case Failure::FingerprintMismatch:
        return MediaTransport::tr(
            "The other side is not who it says it is: its certificate is not the announced "
            "one. Somebody may be listening, so the sound was stopped.");
    case Failure::NoProfile:
        return MediaTransport::tr("The other side and this phone know no encryption in common.");
    case Failure::Timeout:
        return MediaTransport::tr("The other side did not answer when the encryption was to be set up.");
    case Failure::Protocol:
        return MediaTransport::tr("The encryption of the sound could not be set up with the other side.");
    }
    Q_UNREACHABLE();
}
} // namespace

void MediaTransport::renewAssociation()
{
    constexpr qsizetype characters = 32; // RFC 8842 §4: 120 random bits at least
    m_tlsId = m_services.random.token(characters);
}

bool MediaTransport::mayHandshakeAgain() const
{
    using Failure = DtlsAssociation::Failure;
    return m_handshakeFailure == Failure::Timeout || m_handshakeFailure == Failure::Protocol;
}

void MediaTransport::startAssociation(const NegotiatedAudio &audio)
{
    QList<CertificateFingerprint> expected;
    for (const QByteArray &value : audio.dtls->fingerprints) {
        if (const auto fingerprint = CertificateFingerprint::parse(value))
            expected.append(*fingerprint);
    }
    m_role = audio.dtls->isClient ? DtlsAssociation::Role::Client : DtlsAssociation::Role::Server;
    // Keys of who is the peer no longer: nothing is sent or played until the new one has proven itself.
    if (std::exchange(m_expected, expected) != expected)
        m_keys.reset();
    makeAssociation();
}

void MediaTransport::makeAssociation()
{
    DtlsAssociation::Callbacks callbacks;
    callbacks.send = [this](const QByteArray &datagram) {
        if (MediaWay *way = m_next && m_next->isConnected() ? m_next.get() : m_current.get())
            way->sendDtls(datagram);
    };
    callbacks.established = [this](const DtlsKeys &keys) { established(keys); };
    callbacks.failed = [this](DtlsAssociation::Failure why) { associationFailed(why); };
    callbacks.closed = [] {}; // SIP says when a call ends
    callbacks.sourceProven = [this] {
        if (m_current)
            m_current->followDtls();
    };
    callbacks.isStranger = [this] { return m_current && m_current->leaveStranger(); };
    m_handshakeFailure.reset();
    m_rtcpAssociation.reset();
    m_association = std::make_unique<DtlsAssociation>(
        m_services.clock, m_services.certificate(), m_role, std::move(callbacks));
    m_isStarted = false;
    m_association->setExpected(m_expected);
}

void MediaTransport::handshakeArrived(const MediaWay &from, const QByteArray &datagram)
{
    const QByteArray source = from.dtlsSource();
    if (!m_association || !m_isStarted) {
        if (source.isEmpty()) // ICE has proven it
            m_early.keep(&from, datagram);
    } else if (&from == m_current.get() || &from == m_next.get()) {
        m_association->receive(datagram, source);
    }
}

void MediaTransport::beginHandshake()
{
    m_isStarted = true;
    const QPointer<MediaTransport> alive(this); // a slot may end the call
    const QList<QByteArray> early = m_early.takeOf(m_current.get());
    m_association->start();
    for (const QByteArray &datagram : early) {
        if (!alive || !m_association || m_role != DtlsAssociation::Role::Server)
            return;
        m_association->receive(datagram);
    }
}

void MediaTransport::established(const DtlsKeys &keys)
{
    m_keys = keys;
    if (m_current)
        m_current->peerProven();
    const auto sockets = this->sockets();
    if (sockets && !hasIce() && m_rtcp.port != 0 && sockets->rtcpFd() >= 0) {
        m_rtcpAssociation = std::make_unique<RtcpAssociation>(m_services.clock, m_services.certificate(),
            RtcpAssociation::Setup{
                m_role, m_expected, sockets, SocketAddress(socketAddressOf(m_rtcp, sockets->family()))});
        connect(m_rtcpAssociation.get(), &RtcpAssociation::ready, this, &MediaTransport::readyChanged);
    }
    setState(currentState());
    Q_EMIT readyChanged();
}

bool MediaTransport::hasKeysOfRtcp() const
{
    const auto ours = sockets();
    return m_rtcp.port != 0 && m_rtcpAssociation && m_rtcpAssociation->keys() && !hasIce() && ours
        && ours->rtcpFd() >= 0;
}

void MediaTransport::associationFailed(DtlsAssociation::Failure why)
{
    m_hasFailed = true;
    m_handshakeFailure = why;
    m_keys.reset();
    renewAssociation();
    setState(State::Failed);
    Q_EMIT failed({MediaError::Kind::NotAcceptable, sentence(why)});
}

} // namespace carillon
