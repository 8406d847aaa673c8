#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <optional>

namespace carillon {

/// What a=fingerprint says of a certificate, RFC 8122 §5: a plain value.
struct CertificateFingerprint {
    enum class Hash {
        Sha256,
        Sha384,
        Sha512
    } hash
        = Hash::Sha256; ///< older ones can be forged and are not read
    QByteArray digest;  ///< raw, as long as the hash is

    /// The value of the attribute: "sha-256 4A:AD:B9:...", in any case. nullopt when it is none, or of a hash
    /// that proves nothing any more.
    static std::optional<CertificateFingerprint> parse(QByteArrayView value);
    /// Upper case, as RFC 8122 writes it.
    QByteArray toBytes() const;
    friend bool operator==(const CertificateFingerprint &, const CertificateFingerprint &) = default;
};

/// "sha-256" and its like.
QByteArrayView hashName(CertificateFingerprint::Hash hash);

} // namespace carillon
