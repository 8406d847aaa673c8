#include "DtlsAssociation.h"

#include "DatagramBio.h"
#include "DtlsRecords.h"
#include "OpenSslHandles.h"

#include <algorithm>
#include <array>

#include <openssl/err.h>
#include <openssl/srtp.h>

namespace carillon {

namespace {

constexpr char ExporterLabel[] = "EXTRACTOR-dtls_srtp"; // RFC 5764 §4.2
/// Ours, the preferred first. AES-GCM needs less of the machine and has no short tag.
constexpr char Profiles[]
    = "SRTP_AEAD_AES_128_GCM:SRTP_AEAD_AES_256_GCM:SRTP_AES128_CM_SHA1_80:SRTP_AES128_CM_SHA1_32";
/// Forward secrecy and AEAD; ECDSA is ours, RSA may be the peer's.
constexpr char Ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL:!PSK";

std::optional<SrtpProfile> profileOf(const SRTP_PROTECTION_PROFILE *chosen)
{
    switch (chosen ? chosen->id : 0) {
    case SRTP_AES128_CM_SHA1_80: return SrtpProfile::Aes128CmSha1_80;
    case SRTP_AES128_CM_SHA1_32: return SrtpProfile::Aes128CmSha1_32;
    case SRTP_AEAD_AES_128_GCM: return SrtpProfile::AeadAes128Gcm;
    case SRTP_AEAD_AES_256_GCM: return SrtpProfile::AeadAes256Gcm;
    default: return std::nullopt;
    }
}

/// Self-signed by design: the fingerprint decides, after the handshake.
int acceptForNow(int, X509_STORE_CTX *)
{
    return 1;
}

unsigned int nextWait(SSL *, unsigned int lastMicroseconds)
{
    using std::chrono::microseconds;
    using Limits = DtlsAssociation::Limits;
    if (lastMicroseconds == 0)
        return unsigned(microseconds(Limits::FirstWait).count());
    return std::min(2 * lastMicroseconds, unsigned(microseconds(Limits::LongestWait).count()));
}

} // namespace

class DtlsAssociation::Private
{
public:
    Private(Clock &theClock, Role theRole, Callbacks theCallbacks)
        : clock(theClock)
        , role(theRole)
        , callbacks(std::move(theCallbacks))
        , retransmission(theClock)
        , patience(theClock)
        , windowBegin(theClock.now())
    {
        bio.send = [this](const QByteArray &datagram) { outgoing.append(datagram); };
    }
    bool prepare();
    void advance();
    void verify();
    void fail(Failure failure);
    std::optional<DtlsKeys> exportKeys() const;
    bool isExpected() const;
    bool isRoom();
    void readPeersWords();
    void flush();
    void planRetransmission();

    Clock &clock;
    const Role role;
    Callbacks callbacks;
    State state = State::Idle;
    DatagramBio bio; // before ssl, which refers to it
    SslContext context;
    Ssl ssl;
    const DtlsCertificate::Private *own = nullptr;
    bool hasSpoken = false;
    std::optional<QList<CertificateFingerprint>> expected;
    QList<QByteArray> outgoing; ///< sent when OpenSSL is not on the stack any more: a callback may destroy us
    Timer retransmission;
    Timer patience;
    TimePoint windowBegin;
    int inWindow = 0;
    std::weak_ptr<Private> self;
};

bool DtlsAssociation::Private::prepare()
{
    ssl.reset();
    context.reset(SSL_CTX_new(DTLS_method()));
    if (!context)
        return false;
    SSL_CTX *ctx = context.get();
    SSL_CTX_set_options(
        ctx, SSL_OP_NO_QUERY_MTU | SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, acceptForNow);
    const bool isSet = SSL_CTX_set_min_proto_version(ctx, DTLS1_2_VERSION) == 1
        && SSL_CTX_set_cipher_list(ctx, Ciphers) == 1 && SSL_CTX_set_tlsext_use_srtp(ctx, Profiles) == 0
        && SSL_CTX_use_certificate(ctx, own->certificate.get()) == 1
        && SSL_CTX_use_PrivateKey(ctx, own->key.get()) == 1;
    ssl.reset(isSet ? SSL_new(ctx) : nullptr);
    BIO *handle = ssl ? bio.makeHandle() : nullptr;
    if (!handle)
        return false;
    SSL_set_bio(ssl.get(), handle, handle);
    SSL_set_mtu(ssl.get(), DatagramBio::Mtu);
    DTLS_set_link_mtu(ssl.get(), DatagramBio::Mtu);
    DTLS_set_timer_cb(ssl.get(), nextWait);
    if (role == Role::Client)
        SSL_set_connect_state(ssl.get());
    else
        SSL_set_accept_state(ssl.get());
    return true;
}

void DtlsAssociation::Private::advance()
{
    const auto keep = self.lock();
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl.get());
    const int error = SSL_get_error(ssl.get(), result);
    flush();
    if (state != State::Handshaking)
        return;
    if (result == 1) {
        retransmission.stop();
        state = State::Verifying;
        verify();
    } else if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
        planRetransmission();
    } else {
        fail(Failure::Protocol);
    }
}

void DtlsAssociation::Private::planRetransmission()
{
    timeval wait{};
    if (DTLSv1_get_timeout(ssl.get(), &wait) != 1) {
        retransmission.stop();
        return;
    }
    // OpenSSL looks at its own clock: a millisecond more, so that it agrees.
    const auto due = std::chrono::seconds(wait.tv_sec) + std::chrono::microseconds(wait.tv_usec);
    retransmission.start(std::chrono::duration_cast<Milliseconds>(due) + Milliseconds(1), [this] {
        const auto keep = self.lock();
        if (state != State::Handshaking)
            return;
        const long result = DTLSv1_handle_timeout(ssl.get());
        flush();
        if (state != State::Handshaking)
            return;
        if (result < 0)
            fail(Failure::Timeout);
        else
            planRetransmission();
    });
}

/// RFC 8122 §5: of what is expected the strongest hash decides; RFC 5763 §6.7.1: before anything else
/// happens.
bool DtlsAssociation::Private::isExpected() const
{
    const SslCertificate peers(SSL_get1_peer_certificate(ssl.get()));
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
        fail(Failure::FingerprintMismatch);
        return;
    }
    const auto keys = exportKeys();
    if (!keys) {
        fail(Failure::NoProfile);
        return;
    }
    patience.stop();
    state = State::Established;
    if (const auto told = callbacks.established)
        told(*keys);
}

std::optional<DtlsKeys> DtlsAssociation::Private::exportKeys() const
{
    const auto profile = profileOf(SSL_get_selected_srtp_profile(ssl.get()));
    if (!profile)
        return std::nullopt;
    const std::size_t key = srtpMasterKeyBytes(*profile);
    const std::size_t salt = srtpMasterSaltBytes(*profile);
    std::array<unsigned char, 2 * SrtpKey::MaxBytes> material{};
    const bool isExported = SSL_export_keying_material(ssl.get(), material.data(), 2 * (key + salt),
                                ExporterLabel, sizeof ExporterLabel - 1, nullptr, 0, 0)
        == 1;
    // Client's key, server's key, client's salt, server's salt.
    const auto direction = [&](std::size_t index) {
        SrtpKey made;
        made.profile = *profile;
        std::copy_n(material.data() + index * key, key, made.keyAndSalt.begin());
        std::copy_n(
            material.data() + 2 * key + index * salt, salt, made.keyAndSalt.begin() + std::ptrdiff_t(key));
        return made;
    };
    const DtlsKeys keys
        = role == Role::Client ? DtlsKeys{direction(0), direction(1)} : DtlsKeys{direction(1), direction(0)};
    OPENSSL_cleanse(material.data(), material.size());
    return isExported ? std::optional(keys) : std::nullopt;
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
bool DtlsAssociation::Private::isRoom()
{
    const TimePoint now = clock.now();
    if (now - windowBegin >= std::chrono::seconds(1)) {
        windowBegin = now;
        inWindow = 0;
    }
    return ++inWindow <= Limits::DatagramsPerSecond;
}

/// After the handshake: alerts, and the peer's last flight again, which OpenSSL answers. There is no
/// application data.
void DtlsAssociation::Private::readPeersWords()
{
    const auto keep = self.lock();
    std::array<char, Limits::DatagramBytes> ignored{};
    ERR_clear_error();
    const int result = SSL_read(ssl.get(), ignored.data(), int(ignored.size()));
    const int error = SSL_get_error(ssl.get(), result);
    flush();
    if (state != State::Established || error != SSL_ERROR_ZERO_RETURN)
        return;
    state = State::Closed;
    if (const auto told = callbacks.closed)
        told();
}

void DtlsAssociation::Private::flush()
{
    const auto send = callbacks.send;
    const QList<QByteArray> datagrams = std::exchange(outgoing, {});
    hasSpoken |= !datagrams.isEmpty();
    for (const QByteArray &datagram : datagrams)
        send(datagram);
}

DtlsAssociation::DtlsAssociation(
    Clock &clock, const DtlsCertificate &certificate, Role role, Callbacks callbacks)
    : d(std::make_shared<Private>(clock, role, std::move(callbacks)))
{
    d->self = d;
    d->own = certificate.d.get();
    if (!d->prepare())
        d->ssl.reset();
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
    if (!d->ssl) {
        keep->fail(Failure::Protocol);
        return;
    }
    d->patience.start(Limits::Handshake, [data = d.get()] {
        const auto kept = data->self.lock();
        data->fail(Failure::Timeout);
    });
    keep->advance();
}

void DtlsAssociation::setExpected(const QList<CertificateFingerprint> &fingerprints)
{
    const auto keep = d;
    d->expected = fingerprints;
    if (d->state == State::Verifying)
        keep->verify();
}

void DtlsAssociation::receive(QByteArrayView datagram)
{
    const auto keep = d;
    if (datagram.isEmpty() || datagram.size() > Limits::DatagramBytes)
        return;
    const bool isEarly = d->state == State::Handshaking || d->state == State::Verifying;
    if ((!isEarly && d->state != State::Established) || (isEarly && !d->isRoom()))
        return;
    if (isEarly && !DtlsRecords::arePlausible(datagram, Limits::MessageBytes))
        return;
    // What strangers left behind must not stand in the way of a hello that begins.
    if (d->role == Role::Server && !d->hasSpoken && DtlsRecords::beginClientHello(datagram)
        && !d->prepare()) {
        keep->fail(Failure::Protocol);
        return;
    }
    d->bio.arrived = datagram.toByteArray();
    if (d->state == State::Handshaking)
        keep->advance();
    else
        keep->readPeersWords();
    keep->bio.arrived.reset();
}

void DtlsAssociation::close()
{
    const auto keep = d;
    if (d->state != State::Established)
        return;
    d->state = State::Closed;
    ERR_clear_error();
    SSL_shutdown(d->ssl.get());
    keep->flush();
}

} // namespace carillon
