#include "DtlsAssociation.h"

#include "DtlsAttempt.h"
#include "DtlsRecords.h"

#include <algorithm>
#include <array>

#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace carillon {

namespace {

/// Tells where its hello came from without keeping it, RFC 6347 §4.2.1.
QByteArray cookieFor(QByteArrayView source, const std::array<unsigned char, 32> &secret)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), secret.data(), int(secret.size()),
        reinterpret_cast<const unsigned char *>(source.data()), std::size_t(source.size()), digest.data(),
        &size);
    return {reinterpret_cast<const char *>(digest.data()), qsizetype(size)};
}

} // namespace

class DtlsAssociation::Private
{
public:
    Private(Clock &theClock, const DtlsCertificate &certificate, Role theRole, Callbacks theCallbacks)
        : clock(theClock)
        , own(certificate)
        , role(theRole)
        , callbacks(std::move(theCallbacks))
        , retransmission(theClock)
        , patience(theClock)
        , windowBegin(theClock.now())
        , notBefore(theClock.now())
    {
    }
    std::unique_ptr<DtlsAttempt> makeAttempt() const
    {
        return DtlsAttempt::make(
            role == Role::Client ? DtlsAttempt::Role::Client : DtlsAttempt::Role::Server, own);
    }
    void begin();
    void beginAnew(Failure reason);
    void advance(const QByteArray &datagram);
    void serve(const QByteArray &datagram, QByteArrayView source);
    void serveHello(const QByteArray &hello, QByteArrayView source);
    void serveUnprovenHello(const QByteArray &hello, QByteArrayView source);
    void verify();
    void fail(Failure failure);
    bool isExpected() const;
    enum Origin { OfPeer, OfOthers };
    bool isRoom(Origin origin);
    void readPeersWords(const QByteArray &datagram);
    void flush(DtlsAttempt &from) const;
    void planRetransmission();

    Clock &clock;
    const DtlsCertificate &own;
    const Role role;
    Callbacks callbacks;
    State state = State::Idle;
    std::unique_ptr<DtlsAttempt> attempt; ///< of a server: since somebody said hello
    QByteArray helloRandom;               ///< of that hello
    QByteArray peer;                      ///< a server's: where it came from; empty: that was known before
    std::array<unsigned char, 32> secret{};
    int hellos = 0; ///< that took the place of another
    std::optional<QList<CertificateFingerprint>> expected;
    Failure reason = Failure::Timeout; ///< if time runs out
    Timer retransmission;              ///< or the next attempt
    Timer patience;
    TimePoint windowBegin;
    std::array<int, 2> inWindow{}; ///< by Origin: others do not push the peer out
    TimePoint notBefore;           ///< a server listens again
    std::weak_ptr<Private> self;
};

void DtlsAssociation::Private::begin()
{
    attempt = makeAttempt();
    if (attempt)
        advance({});
    else
        fail(Failure::Protocol);
}

/// What came may be forged, and what we would say of it with it: the peer hears no alert.
void DtlsAssociation::Private::beginAnew(Failure why)
{
    if (reason != Failure::FingerprintMismatch)
        reason = why;
    state = State::Handshaking;
    attempt.reset();
    helloRandom.clear();
    peer.clear();
    notBefore = clock.now() + Limits::BetweenAttempts;
    retransmission.stop();
    if (role == Role::Client)
        retransmission.start(Limits::BetweenAttempts, [this] {
            const auto keep = self.lock();
            if (state == State::Handshaking)
                begin();
        });
}

void DtlsAssociation::Private::advance(const QByteArray &datagram)
{
    const auto keep = self.lock();
    const auto progress = attempt->advance(datagram);
    if (progress == DtlsAttempt::Progress::Broken) {
        beginAnew(Failure::Protocol);
        return;
    }
    flush(*attempt);
    if (state != State::Handshaking)
        return;
    if (progress == DtlsAttempt::Progress::Waiting) {
        planRetransmission();
        return;
    }
    retransmission.stop();
    state = State::Verifying;
    verify();
}

void DtlsAssociation::Private::serve(const QByteArray &datagram, QByteArrayView source)
{
    const bool isOfPeer = source.isEmpty() || source == peer;
    if (clock.now() < notBefore)
        return;
    if (DtlsRecords::beginClientHello(datagram))
        serveHello(datagram, source);
    else if (attempt && isOfPeer)
        advance(datagram);
}

void DtlsAssociation::Private::serveHello(const QByteArray &hello, QByteArrayView source)
{
    const QByteArray random = DtlsRecords::helloRandom(hello);
    const bool isSaidAgain = attempt && random == helloRandom && (source.isEmpty() || source == peer);
    if (!source.isEmpty() && !isSaidAgain) {
        serveUnprovenHello(hello, source);
        return;
    }
    // What is left of others must not stand in the way of a hello that begins; nor one that is forged in that
    // of a handshake that goes on.
    const bool isFree = !attempt || !attempt->hasSpoken();
    const bool isOther = !isSaidAgain && !isFree;
    if (isOther && (!attempt->awaitsClient() || ++hellos > Limits::Hellos))
        return;
    if (isFree || isOther)
        attempt = makeAttempt();
    helloRandom = random;
    if (attempt)
        advance(hello);
    else
        fail(Failure::Protocol);
}

void DtlsAssociation::Private::serveUnprovenHello(const QByteArray &hello, QByteArrayView source)
{
    const auto keep = self.lock();
    auto candidate = makeAttempt();
    if (!candidate)
        return;
    if (candidate->listen(hello, cookieFor(source, secret)) == DtlsAttempt::Hello::Unproven) {
        flush(*candidate);
        return;
    }
    if (attempt && ++hellos > Limits::Hellos)
        return;
    attempt = std::move(candidate);
    helloRandom = DtlsRecords::helloRandom(hello);
    peer = source.toByteArray();
    if (const auto told = callbacks.sourceProven)
        told();
    if (state == State::Handshaking)
        advance({});
}

void DtlsAssociation::Private::planRetransmission()
{
    timeval wait{};
    if (DTLSv1_get_timeout(attempt->handle(), &wait) != 1) {
        retransmission.stop();
        return;
    }
    // OpenSSL looks at its own clock: a millisecond more, so that it agrees.
    const auto due = std::chrono::seconds(wait.tv_sec) + std::chrono::microseconds(wait.tv_usec);
    retransmission.start(std::chrono::duration_cast<Milliseconds>(due) + Milliseconds(1), [this] {
        const auto keep = self.lock();
        if (state != State::Handshaking || !attempt)
            return;
        const long result = DTLSv1_handle_timeout(attempt->handle());
        if (result < 0) {
            beginAnew(reason); // OpenSSL gives up earlier than we do
            return;
        }
        flush(*attempt);
        if (state == State::Handshaking && attempt)
            planRetransmission();
    });
}

/// RFC 8122 §5: of what is expected the strongest hash decides; RFC 5763 §6.7.1: before anything else
/// happens.
bool DtlsAssociation::Private::isExpected() const
{
    const SslCertificate peers(SSL_get1_peer_certificate(attempt->handle()));
    if (!peers || expected->isEmpty())
        return false;
    const auto strongest
        = std::max_element(expected->begin(), expected->end(), [](const auto &a, const auto &b) {
              return a.hash < b.hash;
          })->hash;
    const CertificateFingerprint seen = fingerprintOf(*peers, strongest);
    return std::any_of(expected->begin(), expected->end(),
        [&](const CertificateFingerprint &one) { return one.hash == strongest && one == seen; });
}

void DtlsAssociation::Private::verify()
{
    if (!expected)
        return; // the answer is on its way
    if (!isExpected()) {
        const auto keep = self.lock();
        const auto asked = callbacks.isStranger;
        const bool isStranger = asked && asked();
        if (state != State::Verifying)
            return;
        if (isStranger)
            beginAnew(Failure::FingerprintMismatch);
        else
            fail(Failure::FingerprintMismatch);
        return;
    }
    const auto keys = attempt->exportKeys();
    if (!keys) {
        fail(Failure::NoProfile);
        return;
    }
    patience.stop();
    state = State::Established;
    if (const auto told = callbacks.established)
        told(*keys);
}

void DtlsAssociation::Private::fail(Failure failure)
{
    if (state == State::Failed || state == State::Closed)
        return;
    state = State::Failed;
    retransmission.stop();
    patience.stop();
    if (const auto told = callbacks.failed)
        told(failure);
}

/// A peer sends some ten datagrams; whoever sends thousands is not him.
bool DtlsAssociation::Private::isRoom(Origin origin)
{
    const TimePoint now = clock.now();
    if (now - windowBegin >= std::chrono::seconds(1)) {
        windowBegin = now;
        inWindow = {};
    }
    return ++inWindow[origin] <= Limits::DatagramsPerSecond;
}

/// After the handshake: alerts, and the peer's last flight again, which OpenSSL answers. There is no
/// application data.
void DtlsAssociation::Private::readPeersWords(const QByteArray &datagram)
{
    const auto keep = self.lock();
    std::array<char, Limits::DatagramBytes> ignored{};
    attempt->setArrived(datagram);
    ERR_clear_error();
    const int result = SSL_read(attempt->handle(), ignored.data(), int(ignored.size()));
    const int error = SSL_get_error(attempt->handle(), result);
    attempt->forgetArrived();
    flush(*attempt);
    if (state != State::Established || error != SSL_ERROR_ZERO_RETURN)
        return;
    state = State::Closed;
    if (const auto told = callbacks.closed)
        told();
}

void DtlsAssociation::Private::flush(DtlsAttempt &from) const
{
    const auto send = callbacks.send;
    const QList<QByteArray> datagrams = from.takeOutgoing();
    for (const QByteArray &datagram : datagrams)
        send(datagram);
}

DtlsAssociation::DtlsAssociation(
    Clock &clock, const DtlsCertificate &certificate, Role role, Callbacks callbacks)
    : d(std::make_shared<Private>(clock, certificate, role, std::move(callbacks)))
{
    d->self = d;
}

DtlsAssociation::~DtlsAssociation()
{
    // A callback of ours may be on the stack.
    d->state = State::Closed;
    d->retransmission.stop();
    d->patience.stop();
    d->callbacks.established = {};
    d->callbacks.failed = {};
    d->callbacks.closed = {};
    d->callbacks.sourceProven = {};
    d->callbacks.isStranger = {};
}

DtlsAssociation::State DtlsAssociation::state() const
{
    return d->state;
}

void DtlsAssociation::start()
{
    const auto keep = d;
    if (d->state != State::Idle)
        return;
    d->state = State::Handshaking;
    if (RAND_bytes(d->secret.data(), int(d->secret.size())) != 1) {
        keep->fail(Failure::Protocol);
        return;
    }
    d->patience.start(Limits::Handshake, [data = d.get()] {
        const auto kept = data->self.lock();
        data->fail(data->reason);
    });
    if (d->role == Role::Client)
        keep->begin();
}

void DtlsAssociation::setExpected(const QList<CertificateFingerprint> &fingerprints)
{
    const auto keep = d;
    d->expected = fingerprints;
    if (d->state == State::Verifying)
        keep->verify();
}

void DtlsAssociation::receive(QByteArrayView datagram, QByteArrayView source)
{
    const auto keep = d;
    if (datagram.isEmpty() || datagram.size() > Limits::DatagramBytes)
        return;
    const bool isEarly = d->state == State::Handshaking || d->state == State::Verifying;
    const auto origin = source.isEmpty() || source == d->peer ? Private::OfPeer : Private::OfOthers;
    if ((!isEarly && d->state != State::Established) || (isEarly && !d->isRoom(origin)))
        return;
    if (isEarly && !DtlsRecords::arePlausible(datagram, Limits::MessageBytes))
        return;
    const QByteArray words = DtlsRecords::withoutPlainAlerts(datagram);
    if (isEarly && words.size() < datagram.size() && d->reason == Failure::Timeout)
        d->reason = Failure::Protocol; // it may have been the peer's after all
    if (words.isEmpty())
        return;
    if (d->state != State::Handshaking)
        keep->readPeersWords(words);
    else if (d->role == Role::Server)
        keep->serve(words, source);
    else if (d->attempt)
        keep->advance(words);
}

void DtlsAssociation::close()
{
    const auto keep = d;
    if (d->state != State::Established)
        return;
    d->state = State::Closed;
    ERR_clear_error();
    SSL_shutdown(d->attempt->handle());
    keep->flush(*d->attempt);
}

} // namespace carillon
