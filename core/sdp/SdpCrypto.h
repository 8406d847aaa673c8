#pragma once

#include "Random.h"
#include "SessionDescription.h"

#include <span>

namespace carillon {

/// The SRTP protection profiles that we do: RFC 4568 §6.2, RFC 6188, RFC 7714 §14.2.
enum class SrtpSuite {
    AesCm128HmacSha1_80,
    AesCm128HmacSha1_32,
    AesCm256HmacSha1_80,
    AeadAes128Gcm,
    AeadAes256Gcm,
};

/// "AES_CM_128_HMAC_SHA1_80" and its like.
QByteArrayView suiteName(SrtpSuite suite);
/// Any case; nullopt for a suite that we do not do.
std::optional<SrtpSuite> suiteNamed(QByteArrayView name);
/// Length of key and salt together.
qsizetype keyAndSaltBytes(SrtpSuite suite);

/// a=crypto, RFC 4568 §9: keys inside the description. Holds secrets: never logged.
struct SdpCrypto {
    static constexpr qsizetype MaxMkiBytes = 128;     ///< §6.1
    static constexpr qsizetype MaxLifetimeBytes = 32; ///< of its text; 2^48 packets are the most there can be

    quint32 tag = 1; ///< up to nine digits
    SrtpSuite suite = SrtpSuite::AesCm128HmacSha1_80;
    QByteArray keyAndSalt; ///< raw, keyAndSaltBytes(suite) long
    QByteArray lifetime;   ///< "2^31" as written; empty when absent. Never reached by a call: not acted upon.
    QByteArray mki;        ///< "1:4", value and length as written (§6.1); empty when absent
    QByteArray sessionParameters; ///< only those which may be ignored (WSH=, "-..."), as written

    /// nullopt when the suite, the length of the key, an MKI that is none, several keys or a mandatory
    /// session parameter make it unusable for us.
    static std::optional<SdpCrypto> parse(QByteArrayView value);
    static SdpCrypto generate(quint32 tag, SrtpSuite suite, Random &random);
    QByteArray toBytes() const;
    /// The MKI as it stands in each packet, most significant byte first (RFC 3711 §3.1); empty when there is
    /// none.
    QByteArray mkiBytes() const;
    friend bool operator==(const SdpCrypto &, const SdpCrypto &) = default;
};

/// Every usable a=crypto of a section, in the order of preference of its author.
QList<SdpCrypto> cryptosOf(const SdpMedia &section);

} // namespace carillon
