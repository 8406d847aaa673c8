#include "Digest.h"

#include <array>
#include <openssl/evp.h>

namespace carillon {

namespace {

struct Name {
    DigestAlgorithm algorithm;
    QByteArrayView text;
};

constexpr std::array names{
    Name{{DigestHash::Md5, false}, "MD5"},
    Name{{DigestHash::Md5, true}, "MD5-sess"},
    Name{{DigestHash::Sha256, false}, "SHA-256"},
    Name{{DigestHash::Sha256, true}, "SHA-256-sess"},
    Name{{DigestHash::Sha512_256, false}, "SHA-512-256"},
    Name{{DigestHash::Sha512_256, true}, "SHA-512-256-sess"},
};

const EVP_MD *function(DigestHash hash)
{
    switch (hash) {
    case DigestHash::Md5: return EVP_md5();
    case DigestHash::Sha256: return EVP_sha256();
    case DigestHash::Sha512_256: return EVP_sha512_256();
    }
    Q_UNREACHABLE();
}

QByteArray joined(std::initializer_list<QByteArrayView> parts)
{
    QByteArray text;
    for (const QByteArrayView part : parts) {
        text += part;
        text += ':';
    }
    text.chop(1);
    return text;
}

} // namespace

std::optional<DigestAlgorithm> DigestAlgorithm::fromName(QByteArrayView name)
{
    if (name.isEmpty())
        return DigestAlgorithm{};
    for (const Name &known : names) {
        if (known.text.compare(name, Qt::CaseInsensitive) == 0)
            return known.algorithm;
    }
    return std::nullopt;
}

QByteArray DigestAlgorithm::name() const
{
    for (const Name &known : names) {
        if (known.algorithm == *this)
            return known.text.toByteArray();
    }
    Q_UNREACHABLE();
}

QByteArray hexDigest(DigestHash hash, QByteArrayView data)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
    unsigned int size = 0;
    if (EVP_Digest(data.data(), std::size_t(data.size()), raw.data(), &size, function(hash), nullptr) != 1)
        return {}; // the system's policy forbids the hash (FIPS): the answer will be refused
    return QByteArray::fromRawData(reinterpret_cast<const char *>(raw.data()), qsizetype(size)).toHex();
}

QByteArray nonceCountText(quint32 count)
{
    return QByteArray::number(count, 16).rightJustified(8, '0');
}

QByteArray digestResponse(const DigestInput &input)
{
    const auto hash = [&](std::initializer_list<QByteArrayView> parts) {
        return hexDigest(input.algorithm.hash, joined(parts));
    };
    QByteArray a1 = hash({input.username, input.realm, input.password});
    if (input.algorithm.isSession)
        a1 = hash({a1, input.nonce, input.cnonce});
    QByteArray a2;
    if (input.qop == DigestQop::AuthInt)
        a2 = hash({input.method, input.uri, hexDigest(input.algorithm.hash, input.body)});
    else
        a2 = hash({input.method, input.uri});
    if (input.qop == DigestQop::None)
        return hash({a1, input.nonce, a2});
    const QByteArrayView qop = input.qop == DigestQop::AuthInt ? "auth-int" : "auth";
    return hash({a1, input.nonce, input.nonceCount, input.cnonce, qop, a2});
}

} // namespace carillon
