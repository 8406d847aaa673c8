// What protects and what is refused. Whether the bytes are RFC 3711's: conformance/rfc3711.
#include "SrtpContext.h"

#include <QTest>
#include <array>
#include <vector>

using namespace carillon;

Q_DECLARE_METATYPE(carillon::SrtpProfile)
using Outcome = SrtpContext::Outcome;

class tst_SrtpContext final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void protectsAndUnprotects_data() { profiles(); }
    void protectsAndUnprotects();
    void refusesTampering_data() { profiles(); }
    void refusesTampering();
    void refusesReplay();
    void refusesAnotherKey();
    void survivesTheWrapOfTheSequence();
    void takesReorderedPackets();
    void boundsTheSsrcs();
    void refusesWhatIsTooShort();
    void forgedPacketsLeaveNoTrace();

private:
    static void profiles();
};

static SrtpKey key(SrtpProfile profile, int seed)
{
    SrtpKey key;
    key.profile = profile;
    for (std::size_t i = 0; i < key.bytes(); ++i)
        key.keyAndSalt[i] = std::uint8_t(std::size_t(seed) + 3 * i);
    return key;
}

struct alignas(16) Packet {
    std::array<std::uint8_t, 400> bytes{};
    std::size_t size = 0;
};

static Packet rtp(std::uint16_t sequence, std::uint32_t ssrc = 1, std::size_t payload = 100)
{
    Packet packet;
    packet.bytes[0] = 0x80;
    packet.bytes[1] = 111;
    writeU16(packet.bytes, 2, sequence);
    writeU32(packet.bytes, 4, sequence * 960u);
    writeU32(packet.bytes, 8, ssrc);
    for (std::size_t i = 0; i < payload; ++i)
        packet.bytes[12 + i] = std::uint8_t(i);
    packet.size = 12 + payload;
    return packet;
}

static Packet protectedRtp(SrtpContext &sender, std::uint16_t sequence, std::uint32_t ssrc = 1)
{
    Packet packet = rtp(sequence, ssrc);
    packet.size = sender.protectRtp(packet.bytes, packet.size);
    return packet;
}

static Outcome unprotect(SrtpContext &receiver, Packet packet)
{
    return receiver.unprotectRtp(MutableBytes(packet.bytes).first(packet.size), packet.size);
}

void tst_SrtpContext::profiles()
{
    QTest::addColumn<SrtpProfile>("profile");
    QTest::newRow("AES_CM_128_HMAC_SHA1_80") << SrtpProfile::Aes128CmSha1_80;
    QTest::newRow("AES_CM_128_HMAC_SHA1_32") << SrtpProfile::Aes128CmSha1_32;
    QTest::newRow("AES_256_CM_HMAC_SHA1_80") << SrtpProfile::Aes256CmSha1_80;
    QTest::newRow("AES_256_CM_HMAC_SHA1_32") << SrtpProfile::Aes256CmSha1_32;
    QTest::newRow("AEAD_AES_128_GCM") << SrtpProfile::AeadAes128Gcm;
    QTest::newRow("AEAD_AES_256_GCM") << SrtpProfile::AeadAes256Gcm;
}

void tst_SrtpContext::protectsAndUnprotects()
{
    QFETCH(SrtpProfile, profile);
    const auto sender = SrtpContext::createSender(key(profile, 1), 1);
    const auto receiver = SrtpContext::createReceiver(key(profile, 1));
    QVERIFY(sender && receiver);
    const Packet plain = rtp(100);
    Packet packet = plain;
    packet.size = sender->protectRtp(packet.bytes, packet.size);
    QVERIFY(packet.size > plain.size);
    QVERIFY(!std::equal(packet.bytes.begin() + 12, packet.bytes.begin() + 112, plain.bytes.begin() + 12));
    QVERIFY(
        receiver->unprotectRtp(MutableBytes(packet.bytes).first(packet.size), packet.size) == Outcome::Ok);
    QCOMPARE(packet.size, plain.size);
    QVERIFY(std::equal(packet.bytes.begin(), packet.bytes.begin() + 112, plain.bytes.begin()));

    Packet report;
    report.bytes = {0x80, 201, 0, 1, 0, 0, 0, 1};
    report.size = sender->protectRtcp(report.bytes, 8);
    QVERIFY(report.size >= 8 + 4 + 10);
    Packet broken = report;
    broken.bytes[5] ^= 1;
    QVERIFY(
        receiver->unprotectRtcp(MutableBytes(broken.bytes).first(broken.size), broken.size) != Outcome::Ok);
    QVERIFY(
        receiver->unprotectRtcp(MutableBytes(report.bytes).first(report.size), report.size) == Outcome::Ok);
    QCOMPARE(report.size, std::size_t(8));
}

void tst_SrtpContext::refusesTampering()
{
    QFETCH(SrtpProfile, profile);
    const auto sender = SrtpContext::createSender(key(profile, 1), 1);
    const auto receiver = SrtpContext::createReceiver(key(profile, 1));
    const Packet packet = protectedRtp(*sender, 1);
    for (std::size_t byte = 0; byte < packet.size; ++byte) {
        Packet broken = packet;
        broken.bytes[byte] ^= 0x10;
        QVERIFY(unprotect(*receiver, broken) != Outcome::Ok);
    }
    Packet shortened = packet;
    --shortened.size;
    QVERIFY(unprotect(*receiver, shortened) != Outcome::Ok);
    QVERIFY(unprotect(*receiver, packet) == Outcome::Ok);
}

void tst_SrtpContext::refusesReplay()
{
    const auto sender = SrtpContext::createSender(key(SrtpProfile::Aes128CmSha1_80, 1), 1);
    const auto receiver = SrtpContext::createReceiver(key(SrtpProfile::Aes128CmSha1_80, 1));
    const Packet first = protectedRtp(*sender, 1);
    QVERIFY(unprotect(*receiver, first) == Outcome::Ok);
    QVERIFY(unprotect(*receiver, first) == Outcome::Replayed);
    for (std::uint16_t i = 2; i < 2000; ++i)
        QVERIFY(unprotect(*receiver, protectedRtp(*sender, i)) == Outcome::Ok);
    QVERIFY(unprotect(*receiver, first) == Outcome::Replayed); // out of the window
}

void tst_SrtpContext::refusesAnotherKey()
{
    const auto sender = SrtpContext::createSender(key(SrtpProfile::Aes128CmSha1_80, 1), 1);
    const auto receiver = SrtpContext::createReceiver(key(SrtpProfile::Aes128CmSha1_80, 2));
    for (std::uint16_t i = 0; i < 1000; ++i)
        QVERIFY(unprotect(*receiver, protectedRtp(*sender, i)) == Outcome::NotAuthentic);
}

void tst_SrtpContext::survivesTheWrapOfTheSequence()
{
    const auto sender = SrtpContext::createSender(key(SrtpProfile::AeadAes128Gcm, 1), 1);
    const auto receiver = SrtpContext::createReceiver(key(SrtpProfile::AeadAes128Gcm, 1));
    for (std::uint32_t i = 65000; i < 65536 * 2 + 500; i += 1)
        QVERIFY(unprotect(*receiver, protectedRtp(*sender, std::uint16_t(i))) == Outcome::Ok);
}

void tst_SrtpContext::takesReorderedPackets()
{
    const auto sender = SrtpContext::createSender(key(SrtpProfile::Aes128CmSha1_32, 1), 1);
    const auto receiver = SrtpContext::createReceiver(key(SrtpProfile::Aes128CmSha1_32, 1));
    std::vector<Packet> packets;
    for (std::uint32_t i = 65500; i < 65600; ++i)
        packets.push_back(protectedRtp(*sender, std::uint16_t(i)));
    QVERIFY(unprotect(*receiver, packets[10]) == Outcome::Ok);
    for (std::size_t i = 0; i < packets.size(); i += 2)
        QVERIFY(unprotect(*receiver, packets[(i + 2) % packets.size()])
            == (i + 2 == 10 ? Outcome::Replayed : Outcome::Ok));
    for (std::size_t i = 1; i < packets.size(); i += 2)
        QVERIFY(unprotect(*receiver, packets[i]) == Outcome::Ok); // across the wrap, after it
}

void tst_SrtpContext::boundsTheSsrcs()
{
    const SrtpKey shared = key(SrtpProfile::Aes128CmSha1_80, 1);
    const auto receiver = SrtpContext::createReceiver(shared, 0u);
    std::size_t accepted = 0;
    for (std::uint32_t ssrc = 0; ssrc < 2 * SrtpContext::MaxStreams; ++ssrc) {
        const auto sender = SrtpContext::createSender(shared, ssrc);
        accepted += unprotect(*receiver, protectedRtp(*sender, 1, ssrc)) == Outcome::Ok ? 1 : 0;
    }
    QCOMPARE(accepted, SrtpContext::MaxStreams);
    const auto first = SrtpContext::createSender(shared, 0);
    QVERIFY(unprotect(*receiver, protectedRtp(*first, 2, 0)) == Outcome::Ok); // the known ones go on
}

void tst_SrtpContext::refusesWhatIsTooShort()
{
    const auto receiver = SrtpContext::createReceiver(key(SrtpProfile::AeadAes256Gcm, 1));
    Packet packet = rtp(1);
    for (std::size_t size = 0; size < 40; ++size) {
        packet.size = size;
        QVERIFY(unprotect(*receiver, packet) != Outcome::Ok);
        Packet report = packet;
        report.bytes[1] = 200;
        QVERIFY(receiver->unprotectRtcp(MutableBytes(report.bytes).first(size), report.size) != Outcome::Ok);
    }
    const auto sender = SrtpContext::createSender(key(SrtpProfile::AeadAes256Gcm, 1), 1);
    Packet tight = rtp(1, 1, 300);
    QCOMPARE(sender->protectRtp(tight.bytes, tight.size), std::size_t(0)); // no room for the tag
}

void tst_SrtpContext::forgedPacketsLeaveNoTrace()
{
    const SrtpKey shared = key(SrtpProfile::Aes128CmSha1_80, 1);
    const auto receiver = SrtpContext::createReceiver(shared);
    for (std::uint32_t ssrc = 0; ssrc < 10 * SrtpContext::MaxStreams; ++ssrc)
        QVERIFY(unprotect(*receiver, rtp(1, ssrc)) != Outcome::Ok);
    const auto sender = SrtpContext::createSender(shared, 99);
    QVERIFY(unprotect(*receiver, protectedRtp(*sender, 1, 99)) == Outcome::Ok);
}

QTEST_APPLESS_MAIN(tst_SrtpContext)
#include "tst_SrtpContext.moc"
