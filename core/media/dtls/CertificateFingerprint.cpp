#include "CertificateFingerprint.h"

#include <algorithm>
#include <array>

namespace carillon {

namespace {

using Hash = CertificateFingerprint::Hash;

struct Known {
    Hash hash;
    const char *name;
    qsizetype bytes;
};
constexpr std::array known{Known{Hash::Sha256, "sha-256", 32}, Known{Hash::Sha384, "sha-384", 48},
    Known{Hash::Sha512, "sha-512", 64}};

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

QByteArrayView hashName(Hash hash)
{
    const auto *row
        = std::find_if(known.begin(), known.end(), [&](const Known &one) { return one.hash == hash; });
    return row->name;
}

std::optional<CertificateFingerprint> CertificateFingerprint::parse(QByteArrayView value)
{
    const QByteArrayView text = value.trimmed();
    const qsizetype space = text.indexOf(' ');
    if (space < 0)
        return std::nullopt;
    const QByteArrayView name = text.first(space);
    const auto *row = std::find_if(known.begin(), known.end(),
        [&](const Known &one) { return name.compare(QByteArrayView(one.name), Qt::CaseInsensitive) == 0; });
    const QByteArrayView hex = text.sliced(space + 1).trimmed();
    if (row == known.end() || hex.size() != row->bytes * 3 - 1)
        return std::nullopt;
    CertificateFingerprint result{row->hash, {}};
    for (qsizetype i = 0; i < hex.size(); i += 3) {
        const int high = digitOf(hex[i]);
        const int low = digitOf(hex[i + 1]);
        if (high < 0 || low < 0 || (i + 2 < hex.size() && hex[i + 2] != ':'))
            return std::nullopt;
        result.digest.append(char(high * 16 + low));
    }
    return result;
}

QByteArray CertificateFingerprint::toBytes() const
{
    return hashName(hash).toByteArray() + ' ' + digest.toHex(':').toUpper();
}

} // namespace carillon
