#pragma once

#include "CertificateFingerprint.h"
#include "Clock.h"
#include "SrtpKey.h"

#include <QByteArray>
#include <QList>
#include <functional>
#include <memory>

namespace carillon {

class DtlsCertificate;

/// What the handshake gave both directions of SRTP.
struct DtlsKeys {
    SrtpKey send;
    SrtpKey receive;
};

/// One DTLS association for the keys of SRTP, RFC 5764 and RFC 8842: DTLS 1.2 by OpenSSL over datagrams that
/// somebody else carries. The peer is who owns the certificate of an expected fingerprint, and nobody else
/// (RFC 5763 §6.7.1): no key leaves here before that was checked. The thread of its Clock; callbacks come
/// from inside start(), receive(), setExpected() or a timer, and may destroy it.
///
/// Until then nothing vouches for what comes. So an alert in the clear ends nothing, and a handshake that
/// cannot be gone on with begins anew, without a word to the peer: only the time limit is the end. Over a way
/// that nobody has proven a server keeps and answers nothing but a hello that returns its cookie (RFC 6347
/// §4.2.1): it can be used neither to flood others nor to be kept busy by who cannot hear it.
///
/// Constraint: a client without answer must not wait the second that OpenSSL waits. Chosen: 50 ms, doubled
/// up to 2 s. Datagrams of at most 1200 bytes, which pass everywhere. Adds no latency to media: it is over
/// before.
class DtlsAssociation final
{
public:
    enum class Role {
        Client, ///< a=setup:active
        Server  ///< passive
    };
    enum class State { Idle, Handshaking, Verifying, Established, Failed, Closed };
    enum class Failure {
        FingerprintMismatch, ///< somebody else's certificate, or none that is expected
        NoProfile,           ///< no SRTP profile in common
        Timeout,
        Protocol, ///< what came was no DTLS that we do
    };
    struct Limits {
        static constexpr std::chrono::seconds Handshake{30}; ///< then nobody is there
        static constexpr qsizetype DatagramBytes = 2048;     ///< a longer one is dropped
        static constexpr quint32 MessageBytes = 16384;       ///< of the handshake: a chain of certificates
        static constexpr int DatagramsPerSecond = 200;       ///< until there are keys: the rest is dropped
        static constexpr std::chrono::milliseconds BetweenAttempts{250}; ///< when one cannot be gone on with
        static constexpr int Hellos = 20; ///< for which a server leaves another one's handshake
        static constexpr std::chrono::milliseconds FirstWait{50};
        static constexpr std::chrono::milliseconds LongestWait{2000};
    };
    struct Callbacks {
        std::function<void(const QByteArray &datagram)> send;
        std::function<void(const DtlsKeys &)> established; ///< once
        std::function<void(Failure)> failed;               ///< once, instead
        std::function<void()> closed;                      ///< the peer ended it after it was established
        /// A server believes the source of the datagram at hand: its cookie came back.
        std::function<void()> sourceProven = {};
        /// The certificate was of somebody else. @returns whether that was one who came from where nobody
        /// was announced: the handshake begins anew then, since the peer may still come.
        std::function<bool()> isStranger = {};
    };

    /// @p certificate outlives it.
    DtlsAssociation(Clock &clock, const DtlsCertificate &certificate, Role role, Callbacks callbacks);
    /// Says nothing to the peer; close() does.
    ~DtlsAssociation();
    DtlsAssociation(const DtlsAssociation &) = delete;
    DtlsAssociation &operator=(const DtlsAssociation &) = delete;

    State state() const;
    /// The client speaks first. A server may start before it knows whom to expect: the offerer hears the
    /// peer's hello before his answer (RFC 5763 §5).
    void start();
    /// What the SDP names; of several the strongest hash counts (RFC 8122 §5). Empty: nobody is expected,
    /// which fails when there is a peer.
    void setExpected(const QList<CertificateFingerprint> &fingerprints);
    /// A datagram whose first byte says DTLS (RFC 7983). @param source where it came from, in any form;
    /// empty: from where the peer is known to be, which needs no cookie.
    void receive(QByteArrayView datagram, QByteArrayView source = {});
    /// close_notify.
    void close();

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace carillon
