// RFC 8285, header extensions of RTP, with those we use: RFC 6464 (audio level), RFC 9143 §15 (mid),
// abs-send-time and the transport-wide sequence number.
//
// Covered: §4.1.2 padding, §4.2 the one-byte form with its IDs 0, 14 and 15, §4.3 the two-byte form, what
// hostile blocks are read as. Not covered: writing the two-byte form, encrypted extensions (RFC 6904).
#include "RtpHeaderExtensions.h"

#include <QByteArray>
#include <QTest>
#include <array>
#include <cmath>

using namespace carillon;

class tst_Rfc8285 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void writesTheOneByteForm();
    void writesOnlyWhatWasAgreedAndFits_data();
    void writesOnlyWhatWasAgreedAndFits();
    void rfc6464_levels_data();
    void rfc6464_levels();
    void absoluteSendTimeIsTheMiddleOfAnNtpTime();
};

static const RtpExtensionIds Ids{1, 2, 3, 4};

static Bytes bytesOf(const QByteArray &array)
{
    return {reinterpret_cast<const std::uint8_t *>(array.constData()), std::size_t(array.size())};
}

/// "level/time/sequence/mid" with "-" for what is not there.
static QByteArray inWords(const RtpExtensionValues &values)
{
    QByteArrayList words;
    const auto &level = values.audioLevel;
    words << (level ? QByteArray::number(level->belowOverload) + (level->isVoice ? "v" : "") : "-");
    words << (values.absoluteSendTime ? QByteArray::number(*values.absoluteSendTime, 16) : "-");
    words << (values.transportSequence ? QByteArray::number(*values.transportSequence) : "-");
    words << (values.mid.empty()
            ? "-"
            : QByteArray(reinterpret_cast<const char *>(values.mid.data()), qsizetype(values.mid.size())));
    return words.join('/');
}

void tst_Rfc8285::reads_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, int profile, QByteArray hex, QByteArray wanted) {
        QTest::newRow(name) << profile << hex.replace(' ', "") << wanted;
    };
    row("all four, one byte", 0xbede, "108a 22010203 310007 4030", "10v/10203/7/0");
    row("all four, two bytes", 0x1000, "01018a 0203010203 03020007 040130", "10v/10203/7/0");
    row("two bytes, with bits of an application", 0x100f, "01010a", "10/-/-/-");
    row("padding before, between and behind", 0xbede, "0000 108a 00 310007 00", "10v/-/7/-");
    row("padding in the two-byte form", 0x1000, "00 01018a 0000 03020007", "10v/-/7/-");
    row("ID 15 ends the one-byte form", 0xbede, "108a f0ff 310007", "10v/-/-/-");
    row("ID 15 is a number like others in the two-byte form", 0x1000, "0f01ff 03020007", "-/-/7/-");
    row("an empty element of the two-byte form", 0x1000, "0100 03020007", "-/-/7/-");
    row("not agreed: passed over", 0xbede, "508a 310007", "-/-/7/-");
    row("a level of two bytes is none", 0xbede, "118a8a 310007", "-/-/7/-");
    row("a time of two bytes is none", 0xbede, "210102", "-/-/-/-");
    row("a sequence with a request behind it", 0xbede, "33000780ff", "-/-/7/-");
    row("the last of two counts", 0xbede, "1001 1002", "2/-/-/-");
    row("beyond the end of the block", 0xbede, "108a 4f3031", "10v/-/-/-");
    row("beyond the end, two bytes", 0x1000, "01018a 04ff30", "10v/-/-/-");
    row("half an element header", 0x1000, "01018a 04", "10v/-/-/-");
    row("nothing", 0xbede, "", "-/-/-/-");
    row("another profile", 0x1234, "108a", "-/-/-/-");
    row("a mid of sixteen", 0xbede, "4f" + QByteArray("a1").repeated(16),
        "-/-/-/" + QByteArray(16, char(0xa1)));
}

void tst_Rfc8285::reads()
{
    QFETCH(int, profile);
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, wanted);
    const QByteArray block = QByteArray::fromHex(hex);
    RtpPacket packet;
    packet.extensionProfile = std::uint16_t(profile);
    packet.extension = bytesOf(block);
    QCOMPARE(inWords(RtpExtensionValues::parse(packet, Ids)), wanted);
    QCOMPARE(inWords(RtpExtensionValues::parse(packet, {})), QByteArray("-/-/-/-"));
}

void tst_Rfc8285::writesTheOneByteForm()
{
    const QByteArray mid("audio");
    RtpExtensionValues values;
    values.audioLevel = RtpExtensionValues::AudioLevel{10, true};
    values.absoluteSendTime = 0x010203;
    values.transportSequence = 7;
    values.mid = bytesOf(mid);
    std::array<std::uint8_t, MaxRtpExtensionBytes> block{};
    const std::size_t size = writeRtpExtensions(block, values, Ids);
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(block.data()), qsizetype(size)).toHex(),
        QByteArray("bede0004"
                   "108a"
                   "22010203"
                   "310007"
                   "44617564696f"
                   "00"));
}

void tst_Rfc8285::writesOnlyWhatWasAgreedAndFits_data()
{
    QTest::addColumn<int>("midId");
    QTest::addColumn<int>("midBytes");
    QTest::addColumn<int>("size");
    QTest::newRow("not agreed") << 0 << 1 << 0;
    QTest::newRow("the highest number") << 14 << 1 << 8;
    QTest::newRow("15 has another meaning") << 15 << 1 << 0;
    QTest::newRow("too high for one byte") << 200 << 1 << 0;
    QTest::newRow("none to send") << 4 << 0 << 0;
    QTest::newRow("sixteen bytes") << 4 << 16 << 24;
    QTest::newRow("seventeen do not fit") << 4 << 17 << 0;
}

void tst_Rfc8285::writesOnlyWhatWasAgreedAndFits()
{
    QFETCH(int, midId);
    QFETCH(int, midBytes);
    QFETCH(int, size);
    const QByteArray mid(midBytes, 'm');
    RtpExtensionValues values;
    values.mid = bytesOf(mid);
    values.absoluteSendTime = 1; // not agreed in any row
    std::array<std::uint8_t, MaxRtpExtensionBytes> block{};
    QCOMPARE(int(writeRtpExtensions(block, values, {0, 0, 0, std::uint8_t(midId)})), size);
    QCOMPARE(writeRtpExtensions(MutableBytes(block).first(8), values, Ids), std::size_t(0)); // no room
}

void tst_Rfc8285::rfc6464_levels_data()
{
    QTest::addColumn<double>("amplitude");
    QTest::addColumn<int>("level");
    QTest::addColumn<bool>("voice");
    QTest::newRow("overload") << 32768. << 0 << true;
    QTest::newRow("half of it") << 16384. << 6 << true;
    QTest::newRow("a tenth") << 3276.8 << 20 << true;
    QTest::newRow("a murmur") << 32768. / 1000 << 60 << false;
    QTest::newRow("one bit now and then") << 0.1 << 110 << false;
    QTest::newRow("digital silence") << 0. << 127 << false;
}

void tst_Rfc8285::rfc6464_levels()
{
    QFETCH(double, amplitude);
    QFETCH(int, level);
    QFETCH(bool, voice);
    const auto value = RtpExtensionValues::AudioLevel::of(amplitude * amplitude);
    QCOMPARE(int(value.belowOverload), level);
    QCOMPARE(value.isVoice, voice);
    QVERIFY(std::abs(double(value.linear()) - amplitude / 32768) < 0.06 * amplitude / 32768 + 1e-9);
}

void tst_Rfc8285::absoluteSendTimeIsTheMiddleOfAnNtpTime()
{
    QCOMPARE(absoluteSendTimeOf((quint64(1) << 32) | 0x80000000u), 0x040000u | 0x020000u); // 1.5 s
    QCOMPARE(absoluteSendTimeOf(quint64(64) << 32), 0u);                                   // wraps
}

QTEST_APPLESS_MAIN(tst_Rfc8285)
#include "tst_Rfc8285.moc"
