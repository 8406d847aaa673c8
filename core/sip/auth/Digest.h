#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

namespace carillon {

/// The hash functions of RFC 7616 and RFC 8760.
enum class DigestHash { Md5, Sha256, Sha512_256 };

/// An algorithm parameter: the hash and whether its key is bound to a session.
struct DigestAlgorithm {
    DigestHash hash = DigestHash::Md5;
    bool isSession = false; ///< -sess
    /// Without case; an empty name is MD5 (RFC 3261 §22.4). Nothing for one we do not know.
    static std::optional<DigestAlgorithm> fromName(QByteArrayView name);
    QByteArray name() const; ///< as RFC 8760 writes it: "SHA-256"
    /// Orders by what an attacker would have to break; the two of 256 bits are equals.
    int strength() const { return hash == DigestHash::Md5 ? 0 : 1; }
    friend bool operator==(const DigestAlgorithm &, const DigestAlgorithm &) = default;
};

/// Whether and how the answer covers the request, RFC 7616 §3.4.3. None is RFC 2069's form.
enum class DigestQop { None, Auth, AuthInt };

/// What a digest response is computed from, RFC 7616 §3.4.1. Everything unquoted and unescaped.
struct DigestInput {
    DigestAlgorithm algorithm;
    DigestQop qop = DigestQop::None;
    QByteArray username;
    QByteArray realm;
    QByteArray password;
    QByteArray nonce;
    QByteArray cnonce;
    QByteArray nonceCount; ///< eight hexadecimal digits
    QByteArray method;     ///< empty for rspauth
    QByteArray uri;
    QByteArray body; ///< counts for AuthInt only
};

/// In lower case hexadecimal digits.
QByteArray digestResponse(const DigestInput &input);
QByteArray hexDigest(DigestHash hash, QByteArrayView data);
/// The nc parameter.
QByteArray nonceCountText(quint32 count);

} // namespace carillon
