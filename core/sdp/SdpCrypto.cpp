#include "SdpCrypto.h"

#include <algorithm>
#include <array>

namespace carillon {

namespace {

struct SuiteRow {
    SrtpSuite suite;
    const char *name;
    qsizetype bytes;
};

constexpr std::array suites{
    SuiteRow{SrtpSuite::AesCm128HmacSha1_80, "AES_CM_128_HMAC_SHA1_80", 16 + 14},
    SuiteRow{SrtpSuite::AesCm128HmacSha1_32, "AES_CM_128_HMAC_SHA1_32", 16 + 14},
    SuiteRow{SrtpSuite::AesCm256HmacSha1_80, "AES_256_CM_HMAC_SHA1_80", 32 + 14},
    SuiteRow{SrtpSuite::AeadAes128Gcm, "AEAD_AES_128_GCM", 16 + 12},
    SuiteRow{SrtpSuite::AeadAes256Gcm, "AEAD_AES_256_GCM", 32 + 12},
};

const SuiteRow &rowOf(SrtpSuite suite)
{
    for (const SuiteRow &row : suites) {
        if (row.suite == suite)
            return row;
    }
    Q_UNREACHABLE();
}

QByteArrayView takeWord(QByteArrayView &text)
{
    text = text.trimmed();
    const qsizetype space = text.indexOf(' ');
    const QByteArrayView word = space < 0 ? text : text.first(space);
    text = space < 0 ? QByteArrayView() : text.sliced(space + 1);
    return word;
}

/// RFC 4568 §6.1: "value:length", a decimal number and the bytes it takes in a packet. nullopt when the
/// number has no room in them.
std::optional<QByteArray> parseMki(QByteArrayView text)
{
    constexpr qsizetype mostDigits = 309; // of 128 bytes
    const qsizetype colon = text.indexOf(':');
    const QByteArrayView value = text.first(colon);
    const QByteArrayView length = text.sliced(colon + 1);
    const auto isNumber = [](QByteArrayView digits) {
        return !digits.isEmpty()
            && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (!isNumber(value) || !isNumber(length) || value.size() > mostDigits || length.size() > 3)
        return std::nullopt;
    const int bytes = length.toByteArray().toInt();
    if (bytes < 1 || bytes > SdpCrypto::MaxMkiBytes)
        return std::nullopt;
    QByteArray number(bytes, '\0');
    for (const char digit : value) {
        unsigned carry = unsigned(digit - '0');
        for (qsizetype i = number.size() - 1; i >= 0; --i) {
            carry += 10U * quint8(number[i]);
            number[i] = char(carry & 0xff);
            carry >>= 8;
        }
        if (carry != 0)
            return std::nullopt;
    }
    return number;
}

/// RFC 4568 §6.1: key||salt ["|" lifetime] ["|" MKI ":" length].
bool parseKeyParameters(QByteArrayView text, SdpCrypto &crypto)
{
    constexpr QByteArrayView method("inline:");
    if (!text.startsWith(method) || text.contains(';')) // several keys need an MKI to tell them apart
        return false;
    const QList<QByteArray> parts = text.sliced(method.size()).toByteArray().split('|');
    if (parts.size() > 3)
        return false;
    const auto decoded = QByteArray::fromBase64Encoding(
        parts[0], QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok
        || decoded.decoded.size() != keyAndSaltBytes(crypto.suite))
        return false;
    crypto.keyAndSalt = decoded.decoded;
    for (qsizetype i = 1; i < parts.size(); ++i) {
        if (parts[i].isEmpty())
            return false;
        QByteArray &place = parts[i].contains(':') ? crypto.mki : crypto.lifetime;
        if (!place.isEmpty())
            return false;
        place = parts[i];
    }
    return crypto.lifetime.size() <= SdpCrypto::MaxLifetimeBytes
        && (crypto.mki.isEmpty() || parseMki(crypto.mki));
}

/// §6.3: parameters that change the protection are not for us; WSH= and those marked with "-" may be ignored.
bool parseSessionParameters(QByteArrayView text, SdpCrypto &crypto)
{
    QList<QByteArray> kept;
    for (QByteArrayView word = takeWord(text); !word.isEmpty(); word = takeWord(text)) {
        if (!word.startsWith("WSH=") && !word.startsWith('-') && word != "KDR=0")
            return false;
        kept.append(word.toByteArray());
    }
    crypto.sessionParameters = kept.join(' ');
    return true;
}

} // namespace

QByteArrayView suiteName(SrtpSuite suite)
{
    return rowOf(suite).name;
}

std::optional<SrtpSuite> suiteNamed(QByteArrayView name)
{
    // RFC 6188 spells it AES_256_CM; others follow the pattern of RFC 4568.
    if (name.compare("AES_CM_256_HMAC_SHA1_80", Qt::CaseInsensitive) == 0)
        return SrtpSuite::AesCm256HmacSha1_80;
    for (const SuiteRow &row : suites) {
        if (name.compare(row.name, Qt::CaseInsensitive) == 0)
            return row.suite;
    }
    return std::nullopt;
}

qsizetype keyAndSaltBytes(SrtpSuite suite)
{
    return rowOf(suite).bytes;
}

std::optional<SdpCrypto> SdpCrypto::parse(QByteArrayView value)
{
    SdpCrypto crypto;
    const QByteArrayView tag = takeWord(value);
    bool isNumber = false;
    crypto.tag = tag.toByteArray().toUInt(&isNumber);
    if (!isNumber || tag.size() > 9 || tag.front() == '+')
        return std::nullopt;
    const auto suite = suiteNamed(takeWord(value));
    if (!suite)
        return std::nullopt;
    crypto.suite = *suite;
    if (!parseKeyParameters(takeWord(value), crypto) || !parseSessionParameters(value, crypto))
        return std::nullopt;
    return crypto;
}

SdpCrypto SdpCrypto::generate(quint32 tag, SrtpSuite suite, Random &random)
{
    SdpCrypto crypto;
    crypto.tag = tag;
    crypto.suite = suite;
    crypto.keyAndSalt = random.bytes(keyAndSaltBytes(suite));
    return crypto;
}

QByteArray SdpCrypto::toBytes() const
{
    QByteArray out = QByteArray::number(tag) + ' ';
    out += suiteName(suite);
    out += " inline:" + keyAndSalt.toBase64();
    if (!lifetime.isEmpty())
        out += '|' + lifetime;
    if (!mki.isEmpty())
        out += '|' + mki;
    if (!sessionParameters.isEmpty())
        out += ' ' + sessionParameters;
    return out;
}

QByteArray SdpCrypto::mkiBytes() const
{
    return mki.contains(':') ? parseMki(mki).value_or(QByteArray()) : QByteArray();
}

QList<SdpCrypto> cryptosOf(const SdpMedia &section)
{
    QList<SdpCrypto> usable;
    for (const QByteArray &value : section.attributes.values("crypto")) {
        if (auto crypto = SdpCrypto::parse(value))
            usable.append(std::move(*crypto));
    }
    return usable;
}

} // namespace carillon
