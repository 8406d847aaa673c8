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
    void refusesTruncation_data() { profiles(); }
    void refusesTruncation();
    void refusesReplay();
    void refusesReplayedReports_data() { profiles(); }
    void refusesReplayedReports();
    void survivesTheWrapUnderLoss_data() { profiles(); }
    void survivesTheWrapUnderLoss();
    void changesToTheSpareSsrc_data() { profiles(); }
    void changesToTheSpareSsrc();
    void refusesAnotherKey();
    void survivesTheWrapOfTheSequence();
    void takesReorderedPackets();
    void boundsTheSsrcs();
    void refusesWhatIsTooShort();
    void forgedPacketsLeaveNoTrace();
    void packetsNameTheirKey_data();
    void packetsNameTheirKey();
    void anotherMkiIsNotOurs_data() { profiles(); }
    void anotherMkiIsNotOurs();
    void refusesWhatHasNoRoomForItsMki_data() { profiles(); }
    void refusesWhatHasNoRoomForItsMki();
    void refusesAnMkiThatIsTooLong();

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

void tst_SrtpContext::refusesTruncation()
{
    QFETCH(SrtpProfile, profile);
    const auto sender = SrtpContext::createSender(key(profile, 1), 1);
    const auto receiver = SrtpContext::createReceiver(key(profile, 1));
    const Packet packet = protectedRtp(*sender, 1);
    Packet report;
    report.bytes = {0x80, 201, 0, 1, 0, 0, 0, 1};
    report.size = sender->protectRtcp(report.bytes, 8);
    for (std::size_t size = 0; size < packet.size; ++size) {
        Packet cut = packet;
        cut.size = size;
        QVERIFY(unprotect(*receiver, cut) != Outcome::Ok);
    }
    for (std::size_t size = 0; size < report.size; ++size) {
        Packet cut = report;
        cut.size = size;
        QVERIFY(receiver->unprotectRtcp(MutableBytes(cut.bytes).first(size), cut.size) != Outcome::Ok);
    }
    QVERIFY(unprotect(*receiver, packet) == Outcome::Ok);
}

/// SRTCP carries its index with it: what was heard is not heard again, in whatever order it comes.
void tst_SrtpContext::refusesReplayedReports()
{
    QFETCH(SrtpProfile, profile);
    const auto sender = SrtpContext::createSender(key(profile, 1), 1);
    const auto receiver = SrtpContext::createReceiver(key(profile, 1));
    std::vector<Packet> reports;
    for (int i = 0; i < 300; ++i) {
        Packet report;
        report.bytes = {0x80, 201, 0, 1, 0, 0, 0, 1};
        report.size = sender->protectRtcp(report.bytes, 8);
        reports.push_back(report);
    }
    const auto hear = [&receiver](Packet report) {
        return receiver->unprotectRtcp(MutableBytes(report.bytes).first(report.size), report.size);
    };
    QVERIFY(hear(reports[0]) == Outcome::Ok);
    QVERIFY(hear(reports[0]) == Outcome::Replayed);
    QVERIFY(hear(reports[5]) == Outcome::Ok);
    QVERIFY(hear(reports[3]) == Outcome::Ok); // later than its followers
    QVERIFY(hear(reports[3]) == Outcome::Replayed);
    QVERIFY(hear(reports[299]) == Outcome::Ok);
    QVERIFY(hear(reports[6]) == Outcome::Replayed); // before the window
    Packet renumbered = reports[298];
    const std::size_t indexAt = renumbered.size - 4
        - (profile == SrtpProfile::AeadAes128Gcm || profile == SrtpProfile::AeadAes256Gcm ? 0 : 10);
    renumbered.bytes[indexAt + 3] ^= 0x40; // an old report with a new number
    QVERIFY(hear(renumbered) == Outcome::NotAuthentic);
    QVERIFY(hear(reports[298]) == Outcome::Ok);
}

void tst_SrtpContext::survivesTheWrapUnderLoss()
{
    QFETCH(SrtpProfile, profile);
    const auto sender = SrtpContext::createSender(key(profile, 1), 1);
    const auto receiver = SrtpContext::createReceiver(key(profile, 1));
    // All around the wrap is lost, then nearly half a cycle at a time.
    int heard = 0;
    for (std::uint32_t i = 65000; i < 65000 + 2 * 65536; ++i) {
        const Packet packet = protectedRtp(*sender, std::uint16_t(i));
        const bool isLost = (i > 65100 && i < 66500) || (i > 70000 && i % 30000 != 0);
        if (isLost)
            continue;
        QVERIFY(unprotect(*receiver, packet) == Outcome::Ok);
        ++heard;
    }
    QVERIFY(heard > 3600);
}

void tst_SrtpContext::changesToTheSpareSsrc()
{
    QFETCH(SrtpProfile, profile);
    const auto sender = SrtpContext::createSender(key(profile, 1), 1, 2u);
    const auto receiver = SrtpContext::createReceiver(key(profile, 1));
    QVERIFY(unprotect(*receiver, protectedRtp(*sender, 100, 1)) == Outcome::Ok);
    QVERIFY(unprotect(*receiver, protectedRtp(*sender, 101, 2)) == Outcome::Ok);
    Packet stranger = rtp(102, 3);
    QCOMPARE(sender->protectRtp(stranger.bytes, stranger.size), std::size_t(0)); // of no SSRC of ours
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

static SrtpKey named(SrtpKey key, std::size_t mkiBytes, std::uint8_t last = 9)
{
    key.mkiBytes = mkiBytes;
    if (mkiBytes > 0 && mkiBytes <= SrtpKey::MaxMkiBytes)
        key.mki[mkiBytes - 1] = last;
    return key;
}

void tst_SrtpContext::packetsNameTheirKey_data()
{
    QTest::addColumn<SrtpProfile>("profile");
    QTest::addColumn<int>("mkiBytes");
    for (const int bytes : {1, 4, 128}) {
        QTest::addRow("AES_CM_128_HMAC_SHA1_80, %d", bytes) << SrtpProfile::Aes128CmSha1_80 << bytes;
        QTest::addRow("AES_CM_128_HMAC_SHA1_32, %d", bytes) << SrtpProfile::Aes128CmSha1_32 << bytes;
        QTest::addRow("AES_256_CM_HMAC_SHA1_80, %d", bytes) << SrtpProfile::Aes256CmSha1_80 << bytes;
        QTest::addRow("AEAD_AES_128_GCM, %d", bytes) << SrtpProfile::AeadAes128Gcm << bytes;
        QTest::addRow("AEAD_AES_256_GCM, %d", bytes) << SrtpProfile::AeadAes256Gcm << bytes;
    }
}

/// RFC 3711 §3.1 and §3.4: sound and reports, in between the payload and the tag.
void tst_SrtpContext::packetsNameTheirKey()
{
    QFETCH(SrtpProfile, profile);
    QFETCH(int, mkiBytes);
    const SrtpKey shared = named(key(profile, 1), std::size_t(mkiBytes));
    const auto plainSender = SrtpContext::createSender(key(profile, 1), 1);
    const auto sender = SrtpContext::createSender(shared, 1, 2u);
    const auto receiver = SrtpContext::createReceiver(shared);
    const auto knowing = SrtpContext::createReceiver(shared, 1u);
    QVERIFY(sender && receiver && knowing);
    const std::size_t without = protectedRtp(*plainSender, 1).size;
    for (std::uint16_t sequence = 1; sequence < 4; ++sequence) {
        const Packet packet = protectedRtp(*sender, sequence);
        QCOMPARE(packet.size, without + std::size_t(mkiBytes));
        QVERIFY(unprotect(*receiver, packet) == Outcome::Ok);
        QVERIFY(unprotect(*knowing, packet) == Outcome::Ok);
        QVERIFY(unprotect(*receiver, packet) == Outcome::Replayed);
    }
    QVERIFY(unprotect(*receiver, protectedRtp(*sender, 4, 2)) == Outcome::Ok);
    Packet report;
    report.bytes = {0x80, 201, 0, 1, 0, 0, 0, 1};
    report.size = sender->protectRtcp(report.bytes, 8);
    QVERIFY(report.size >= 8 + 4 + 10 + std::size_t(mkiBytes));
    for (const auto *end : {&receiver, &knowing}) {
        Packet heard = report;
        QVERIFY(
            (*end)->unprotectRtcp(MutableBytes(heard.bytes).first(heard.size), heard.size) == Outcome::Ok);
        QCOMPARE(heard.size, std::size_t(8));
    }
}

/// An MKI that is missing, of another key or of another length, and one where none was agreed.
void tst_SrtpContext::anotherMkiIsNotOurs()
{
    QFETCH(SrtpProfile, profile);
    const SrtpKey bare = key(profile, 1);
    const auto receiver = SrtpContext::createReceiver(named(bare, 4));
    const auto plainReceiver = SrtpContext::createReceiver(bare);
    for (const SrtpKey &wrong : {bare, named(bare, 4, 8), named(bare, 3), named(bare, 128)}) {
        const auto sender = SrtpContext::createSender(wrong, 1);
        QVERIFY(unprotect(*receiver, protectedRtp(*sender, 1)) != Outcome::Ok);
        Packet report;
        report.bytes = {0x80, 201, 0, 1, 0, 0, 0, 1};
        report.size = sender->protectRtcp(report.bytes, 8);
        QVERIFY(receiver->unprotectRtcp(MutableBytes(report.bytes).first(report.size), report.size)
            != Outcome::Ok);
    }
    const auto sender = SrtpContext::createSender(named(bare, 4), 1);
    const Packet packet = protectedRtp(*sender, 1);
    QVERIFY(unprotect(*plainReceiver, packet) != Outcome::Ok);
    for (std::size_t size = 0; size < packet.size; ++size) {
        Packet cut = packet;
        cut.size = size;
        QVERIFY(unprotect(*receiver, cut) != Outcome::Ok);
    }
    for (std::size_t byte = 0; byte < packet.size; ++byte) {
        Packet broken = packet;
        broken.bytes[byte] ^= 0x10;
        QVERIFY(unprotect(*receiver, broken) != Outcome::Ok);
    }
    QVERIFY(unprotect(*receiver, packet) == Outcome::Ok);
}

/// An MKI that is right, in front of nothing: zeros all over. libsrtp would read beyond the packet.
void tst_SrtpContext::refusesWhatHasNoRoomForItsMki()
{
    QFETCH(SrtpProfile, profile);
    for (const std::size_t mkiBytes : {std::size_t(1), std::size_t(4), std::size_t(128)}) {
        const auto receiver = SrtpContext::createReceiver(named(key(profile, 1), mkiBytes, 0));
        for (const std::uint8_t first : std::array<std::uint8_t, 3>{0x80, 0x8f, 0x9f}) {
            for (std::size_t size = 0; size < 230; ++size) {
                Packet packet;
                packet.bytes[0] = first;
                packet.size = size;
                QVERIFY(unprotect(*receiver, packet) != Outcome::Ok);
                QVERIFY(receiver->unprotectRtcp(MutableBytes(packet.bytes).first(size), packet.size)
                    != Outcome::Ok);
            }
        }
    }
}

void tst_SrtpContext::refusesAnMkiThatIsTooLong() // RFC 4568 §6.1
{
    const SrtpKey bare = key(SrtpProfile::Aes128CmSha1_80, 1);
    for (const std::size_t bytes : {std::size_t(129), std::size_t(1) << 40}) {
        QVERIFY(!SrtpContext::createSender(named(bare, bytes), 1));
        QVERIFY(!SrtpContext::createReceiver(named(bare, bytes)));
    }
}

QTEST_APPLESS_MAIN(tst_SrtpContext)
#include "tst_SrtpContext.moc"
