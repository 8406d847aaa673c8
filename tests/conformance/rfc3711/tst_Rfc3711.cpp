// RFC 3711, SRTP, with RFC 6188 (256-bit keys) and RFC 7714 (AES-GCM): are our packets the ones which the
// text describes? The test derives keys and encrypts by itself, with AES and HMAC of another library, and
// compares bytes.
//
// Covered: §4.3.1 and B.3 key derivation; §4.1.1 counter mode; §4.2 tag over packet and ROC; §3.3.1 the ROC
// across a wrap; §3.4 SRTCP with E bit and index; RFC 7714 §8.1, §9.1, §9.2 and §12 for SRTP and SRTCP. Not
// covered: MKI, key derivation rates other than 0, F8, NULL ciphers: never offered and never accepted by us.
#include "SrtpContext.h"

#include <QByteArray>
#include <QTest>
#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

using namespace carillon;

Q_DECLARE_METATYPE(carillon::SrtpProfile)

class tst_Rfc3711 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void b3_keyDerivation();
    void s4_rtpPackets_data() { profiles(); }
    void s4_rtpPackets();
    void s3_4_rtcpPackets_data() { profiles(); }
    void s3_4_rtcpPackets();

private:
    static void profiles();
};

// ---- the RFC, once more, in the plainest words
// -----------------------------------------------------------------

static const unsigned char *data(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

/// AES in counter mode over zeros: the key stream of §4.1.1.
static QByteArray keyStream(const QByteArray &key, QByteArray iv, int size)
{
    QByteArray out(size, '\0');
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int written = 0;
    EVP_EncryptInit_ex(
        context, key.size() == 16 ? EVP_aes_128_ctr() : EVP_aes_256_ctr(), nullptr, data(key), data(iv));
    EVP_EncryptUpdate(
        context, reinterpret_cast<unsigned char *>(out.data()), &written, data(QByteArray(size, '\0')), size);
    EVP_CIPHER_CTX_free(context);
    return out;
}

static QByteArray exored(QByteArray a, const QByteArray &b)
{
    for (qsizetype i = 0; i < a.size() && i < b.size(); ++i)
        a[i] = char(a[i] ^ b[i]);
    return a;
}

/// §4.3.1 with a key derivation rate of 0: x = label << 48 XOR salt.
static QByteArray derived(const QByteArray &masterKey, const QByteArray &masterSalt, int label, int size)
{
    QByteArray x = masterSalt.leftJustified(14, '\0'); // RFC 7714 §11: 96 bits are padded at the end
    x[7] = char(x[7] ^ label);
    return keyStream(masterKey, x + QByteArray(2, '\0'), size);
}

static QByteArray bigEndian(quint64 value, int bytes)
{
    QByteArray out;
    for (int i = bytes - 1; i >= 0; --i)
        out.append(char(value >> (8 * i)));
    return out;
}

static QByteArray hmac(const QByteArray &key, const QByteArray &text, int size)
{
    unsigned char digest[20];
    unsigned int length = 0;
    HMAC(EVP_sha1(), data(key), int(key.size()), data(text), std::size_t(text.size()), digest, &length);
    return QByteArray(reinterpret_cast<const char *>(digest), size);
}

static QByteArray gcm(
    const QByteArray &key, const QByteArray &iv, const QByteArray &associated, const QByteArray &plain)
{
    QByteArray out(plain.size() + 16, '\0');
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    auto *bytes = reinterpret_cast<unsigned char *>(out.data());
    int written = 0;
    EVP_EncryptInit_ex(
        context, key.size() == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm(), nullptr, data(key), data(iv));
    EVP_EncryptUpdate(context, nullptr, &written, data(associated), int(associated.size()));
    EVP_EncryptUpdate(context, bytes, &written, data(plain), int(plain.size()));
    EVP_EncryptFinal_ex(context, bytes + plain.size(), &written);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, 16, bytes + plain.size());
    EVP_CIPHER_CTX_free(context);
    return out;
}

struct Keys {
    QByteArray cipher, salt, auth;
    bool aead = false;
    int tag = 10;
};

static Keys keysOf(const SrtpKey &key, bool rtcp)
{
    const auto keyBytes = qsizetype(srtpMasterKeyBytes(key.profile));
    const auto saltBytes = qsizetype(srtpMasterSaltBytes(key.profile));
    const QByteArray all(reinterpret_cast<const char *>(key.keyAndSalt.data()), qsizetype(key.bytes()));
    const QByteArray master = all.left(keyBytes), salt = all.mid(keyBytes);
    const int label = rtcp ? 3 : 0;
    Keys keys;
    keys.aead = saltBytes == 12;
    keys.cipher = derived(master, salt, label, int(keyBytes));
    keys.auth = derived(master, salt, label + 1, 20);
    keys.salt = derived(master, salt, label + 2, int(saltBytes));
    const bool shortTag
        = key.profile == SrtpProfile::Aes128CmSha1_32 || key.profile == SrtpProfile::Aes256CmSha1_32;
    keys.tag = shortTag && !rtcp ? 4 : 10;
    return keys;
}

/// §4.1.1: IV = (salt << 16) XOR (SSRC << 64) XOR (index << 16).
static QByteArray counterIv(const Keys &keys, quint32 ssrc, quint64 index)
{
    return exored(QByteArray(4, '\0') + bigEndian(ssrc, 4) + bigEndian(index, 6) + QByteArray(2, '\0'),
        keys.salt + QByteArray(2, '\0'));
}

static QByteArray expectedRtp(const SrtpKey &key, const QByteArray &packet, quint32 ssrc, quint32 roc)
{
    const Keys keys = keysOf(key, false);
    const QByteArray header = packet.left(12), payload = packet.mid(12);
    if (keys.aead) // RFC 7714 §8.1
        return header
            + gcm(keys.cipher,
                exored(QByteArray(2, '\0') + bigEndian(ssrc, 4) + bigEndian(roc, 4) + header.mid(2, 2),
                    keys.salt),
                header, payload);
    const quint64 index = (quint64(roc) << 16) | (quint64(quint8(header[2])) << 8) | quint8(header[3]);
    const QByteArray encrypted
        = header + exored(payload, keyStream(keys.cipher, counterIv(keys, ssrc, index), int(payload.size())));
    return encrypted + hmac(keys.auth, encrypted + bigEndian(roc, 4), keys.tag);
}

static QByteArray expectedRtcp(const SrtpKey &key, const QByteArray &packet, quint32 ssrc, quint32 index)
{
    const Keys keys = keysOf(key, true);
    const QByteArray header = packet.left(8), payload = packet.mid(8);
    const QByteArray trailer = bigEndian(0x80000000u | index, 4); // E and the index
    if (keys.aead) {                                              // RFC 7714 §9.1, §9.2
        const QByteArray iv = exored(
            QByteArray(2, '\0') + bigEndian(ssrc, 4) + QByteArray(2, '\0') + bigEndian(index, 4), keys.salt);
        return header + gcm(keys.cipher, iv, header + trailer, payload) + trailer;
    }
    const QByteArray encrypted = header
        + exored(payload, keyStream(keys.cipher, counterIv(keys, ssrc, index), int(payload.size())))
        + trailer;
    return encrypted + hmac(keys.auth, encrypted, keys.tag);
}

// ---- the cases
// ---------------------------------------------------------------------------------------------------

static SrtpKey keyOf(SrtpProfile profile, const QByteArray &bytes)
{
    SrtpKey key;
    key.profile = profile;
    std::copy_n(data(bytes), key.bytes(), key.keyAndSalt.begin());
    return key;
}

void tst_Rfc3711::profiles()
{
    QTest::addColumn<SrtpProfile>("profile");
    QTest::newRow("AES_CM_128_HMAC_SHA1_80") << SrtpProfile::Aes128CmSha1_80;
    QTest::newRow("AES_CM_128_HMAC_SHA1_32") << SrtpProfile::Aes128CmSha1_32;
    QTest::newRow("AES_256_CM_HMAC_SHA1_80") << SrtpProfile::Aes256CmSha1_80;
    QTest::newRow("AES_256_CM_HMAC_SHA1_32") << SrtpProfile::Aes256CmSha1_32;
    QTest::newRow("AEAD_AES_128_GCM") << SrtpProfile::AeadAes128Gcm;
    QTest::newRow("AEAD_AES_256_GCM") << SrtpProfile::AeadAes256Gcm;
}

void tst_Rfc3711::b3_keyDerivation()
{
    const QByteArray master = QByteArray::fromHex("E1F97A0D3E018BE0D64FA32C06DE4139");
    const QByteArray salt = QByteArray::fromHex("0EC675AD498AFEEBB6960B3AABE6");
    QCOMPARE(derived(master, salt, 0, 16).toHex().toUpper(), QByteArray("C61E7A93744F39EE10734AFE3FF7A087"));
    QCOMPARE(derived(master, salt, 2, 14).toHex().toUpper(), QByteArray("30CBBC08863D8C85D49DB34A9AE1"));
    QCOMPARE(derived(master, salt, 1, 20).toHex().toUpper(),
        QByteArray("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
}

static SrtpKey testKey(SrtpProfile profile)
{
    return keyOf(profile,
        QByteArray::fromHex("E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6"
                            "00112233445566778899AABBCCDDEEFF"));
}

void tst_Rfc3711::s4_rtpPackets()
{
    QFETCH(SrtpProfile, profile);
    const quint32 ssrc = 0xcafebabe;
    const SrtpKey key = testKey(profile);
    const auto sender = SrtpContext::createSender(key, ssrc);
    for (quint32 i = 0; i < 6; ++i) {
        const quint32 number = 65533 + i; // the ROC becomes 1 on the way
        const QByteArray packet = QByteArray::fromHex("806f") + bigEndian(number & 0xffff, 2)
            + bigEndian(960 * i, 4) + bigEndian(ssrc, 4) + QByteArray(37 + int(i), char(0xab));
        alignas(16) std::array<std::uint8_t, 400> buffer{};
        std::copy_n(data(packet), packet.size(), buffer.begin());
        const std::size_t size = sender->protectRtp(buffer, std::size_t(packet.size()));
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(buffer.data()), qsizetype(size)).toHex(),
            expectedRtp(key, packet, ssrc, number >> 16).toHex());
    }
}

void tst_Rfc3711::s3_4_rtcpPackets()
{
    QFETCH(SrtpProfile, profile);
    const quint32 ssrc = 0xcafebabe;
    const SrtpKey key = testKey(profile);
    const auto sender = SrtpContext::createSender(key, ssrc);
    for (quint32 i = 1; i < 4; ++i) {
        const QByteArray packet
            = QByteArray::fromHex("80c80006") + bigEndian(ssrc, 4) + QByteArray(20, char(0x11 * i));
        alignas(16) std::array<std::uint8_t, 400> buffer{};
        std::copy_n(data(packet), packet.size(), buffer.begin());
        const std::size_t size = sender->protectRtcp(buffer, std::size_t(packet.size()));
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(buffer.data()), qsizetype(size)).toHex(),
            expectedRtcp(key, packet, ssrc, i).toHex());
    }
}

QTEST_APPLESS_MAIN(tst_Rfc3711)
#include "tst_Rfc3711.moc"
