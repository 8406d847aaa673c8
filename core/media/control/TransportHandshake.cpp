// MediaTransport: the handshake whose keys the stream uses.
#include "DtlsCertificate.h"
#include "DtlsRecords.h"
#include "MediaTransport.h"

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

void MediaTransport::startAssociation(const NegotiatedAudio &audio)
{
    QList<CertificateFingerprint> expected;
    for (const QByteArray &value : audio.dtls->fingerprints) {
        if (const auto fingerprint = CertificateFingerprint::parse(value))
            expected.append(*fingerprint);
    }
    m_role = audio.dtls->isClient ? DtlsAssociation::Role::Client : DtlsAssociation::Role::Server;
    m_handshakes = 0;
    m_hello.clear();
    m_hasFailed = false;
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
    callbacks.established = [this](const DtlsKeys &keys) {
        m_keys = keys;
        if (m_current)
            m_current->peerProven();
        setState(currentState());
        Q_EMIT readyChanged();
    };
    callbacks.failed = [this](DtlsAssociation::Failure why) { associationFailed(why); };
    callbacks.closed = [] {}; // SIP says when a call ends
    m_association = std::make_unique<DtlsAssociation>(
        m_services.clock, m_services.certificate(), m_role, std::move(callbacks));
    m_isStarted = false;
    m_association->setExpected(m_expected);
}

void MediaTransport::handshakeArrived(const MediaWay &from, const QByteArray &datagram)
{
    if (!m_association || !m_isStarted) {
        m_early.keep(&from, datagram);
        return;
    }
    if (&from != m_current.get() && &from != m_next.get())
        return;
    if (const QByteArrayView hello = DtlsRecords::clientRandom(datagram); !hello.isEmpty()) {
        const QByteArray former = std::exchange(m_hello, hello.toByteArray());
        if (!former.isEmpty() && former != m_hello) // another fork's than the one that was heard first
            beginHandshakeAnew();
    }
    m_association->receive(datagram);
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
        handshakeArrived(*m_current, datagram);
    }
}

/// A stranger's hello that came first may not spoil the peer's: the handshake of a server belongs to whoever
/// says hello last, until one has proven who he is.
void MediaTransport::beginHandshakeAnew()
{
    const bool isServing = m_association && m_role == DtlsAssociation::Role::Server && m_isStarted
        && m_association->state() == DtlsAssociation::State::Handshaking;
    if (!isServing || ++m_handshakes > Limits::Handshakes)
        return;
    makeAssociation();
    m_isStarted = true;
    m_association->start();
}

void MediaTransport::associationFailed(DtlsAssociation::Failure why)
{
    m_hasFailed = true;
    m_keys.reset();
    setState(State::Failed);
    Q_EMIT failed({MediaError::Kind::NotAcceptable, sentence(why)});
}

} // namespace carillon
