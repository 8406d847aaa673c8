#include "DtlsAttempt.h"

#include "DtlsAssociation.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/srtp.h>

namespace carillon {

namespace {

constexpr char ExporterLabel[] = "EXTRACTOR-dtls_srtp"; // RFC 5764 §4.2

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

/// Ours, the preferred first. AES-GCM needs less of the machine and has no short tag.
constexpr char Profiles[]
    = "SRTP_AEAD_AES_128_GCM:SRTP_AEAD_AES_256_GCM:SRTP_AES128_CM_SHA1_80:SRTP_AES128_CM_SHA1_32";
/// Forward secrecy and AEAD; ECDSA is ours, RSA may be the peer's.
constexpr char Ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL:!PSK";

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

DtlsAttempt &attemptOf(SSL *ssl)
{
    return *static_cast<DtlsAttempt *>(SSL_get_app_data(ssl));
}

} // namespace

DtlsAttempt::DtlsAttempt(Role role)
    : m_role(role)
{
    m_bio.send = [this](const QByteArray &datagram) { m_outgoing.append(datagram); };
}

std::unique_ptr<DtlsAttempt> DtlsAttempt::make(Role role, const DtlsCertificate &own)
{
    std::unique_ptr<DtlsAttempt> attempt(new DtlsAttempt(role));
    return attempt->prepare(*own.d) ? std::move(attempt) : nullptr;
}

bool DtlsAttempt::prepare(const DtlsCertificate::Private &own)
{
    m_context.reset(SSL_CTX_new(DTLS_method()));
    if (!m_context)
        return false;
    SSL_CTX *ctx = m_context.get();
    SSL_CTX_set_options(
        ctx, SSL_OP_NO_QUERY_MTU | SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, acceptForNow);
    SSL_CTX_set_cookie_generate_cb(ctx, makeCookie);
    SSL_CTX_set_cookie_verify_cb(ctx, checkCookie);
    const bool isSet = SSL_CTX_set_min_proto_version(ctx, DTLS1_2_VERSION) == 1
        && SSL_CTX_set_cipher_list(ctx, Ciphers) == 1 && SSL_CTX_set_tlsext_use_srtp(ctx, Profiles) == 0
        && SSL_CTX_use_certificate(ctx, own.certificate.get()) == 1
        && SSL_CTX_use_PrivateKey(ctx, own.key.get()) == 1;
    m_ssl.reset(isSet ? SSL_new(ctx) : nullptr);
    BIO *handle = m_ssl ? m_bio.makeHandle() : nullptr;
    if (!handle)
        return false;
    SSL_set_bio(m_ssl.get(), handle, handle);
    SSL_set_app_data(m_ssl.get(), this);
    SSL_set_mtu(m_ssl.get(), DatagramBio::Mtu);
    DTLS_set_link_mtu(m_ssl.get(), DatagramBio::Mtu);
    DTLS_set_timer_cb(m_ssl.get(), nextWait);
    if (m_role == Role::Client)
        SSL_set_connect_state(m_ssl.get());
    else
        SSL_set_accept_state(m_ssl.get());
    return true;
}

int DtlsAttempt::makeCookie(SSL *ssl, unsigned char *cookie, unsigned int *size)
{
    const QByteArray &ours = attemptOf(ssl).m_cookie;
    std::memcpy(cookie, ours.constData(), std::size_t(ours.size()));
    *size = unsigned(ours.size());
    return 1;
}

int DtlsAttempt::checkCookie(SSL *ssl, const unsigned char *cookie, unsigned int size)
{
    const QByteArray &ours = attemptOf(ssl).m_cookie;
    return qsizetype(size) == ours.size() && CRYPTO_memcmp(cookie, ours.constData(), size) == 0 ? 1 : 0;
}

DtlsAttempt::Hello DtlsAttempt::listen(const QByteArray &hello, const QByteArray &cookie)
{
    const std::unique_ptr<BIO_ADDR, OpenSslDeleter<&BIO_ADDR_free>> from(BIO_ADDR_new());
    m_cookie = cookie;
    m_bio.arrived = hello;
    ERR_clear_error();
    const bool isProven = from && DTLSv1_listen(m_ssl.get(), from.get()) > 0;
    m_bio.arrived.reset();
    return isProven ? Hello::Proven : Hello::Unproven;
}

DtlsAttempt::Progress DtlsAttempt::advance(const QByteArray &datagram)
{
    if (!datagram.isEmpty())
        m_bio.arrived = datagram;
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl.get());
    const int error = SSL_get_error(m_ssl.get(), result);
    m_bio.arrived.reset();
    if (result == 1)
        return Progress::Done;
    const bool isWaiting = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
    return isWaiting ? Progress::Waiting : Progress::Broken;
}

bool DtlsAttempt::awaitsClient() const
{
    return SSL_get_state(m_ssl.get()) == TLS_ST_SW_SRVR_DONE;
}

std::optional<DtlsKeys> DtlsAttempt::exportKeys() const
{
    const auto profile = profileOf(SSL_get_selected_srtp_profile(m_ssl.get()));
    if (!profile)
        return std::nullopt;
    const std::size_t key = srtpMasterKeyBytes(*profile);
    const std::size_t salt = srtpMasterSaltBytes(*profile);
    std::array<unsigned char, 2 * SrtpKey::MaxBytes> material{};
    const bool isExported = SSL_export_keying_material(m_ssl.get(), material.data(), 2 * (key + salt),
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
    const DtlsKeys keys = m_role == Role::Client ? DtlsKeys{direction(0), direction(1)}
                                                 : DtlsKeys{direction(1), direction(0)};
    OPENSSL_cleanse(material.data(), material.size());
    return isExported ? std::optional(keys) : std::nullopt;
}

QList<QByteArray> DtlsAttempt::takeOutgoing()
{
    m_hasSpoken |= !m_outgoing.isEmpty();
    return std::exchange(m_outgoing, {});
}

} // namespace carillon
