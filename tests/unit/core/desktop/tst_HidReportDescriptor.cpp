#include "HidReportDescriptor.h"
#include "HidSamples.h"

#include <QTest>

using namespace carillon;

class tst_HidReportDescriptor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsFieldsOneAfterTheOther();
    void countsEachReportAlone();
    void readsRangesAndArrays();
    void givesTheLastUsageToTheRest();
    void skipsLongItems();
    void staysWithinLimits_data();
    void staysWithinLimits();
    void whatFollowsTooMuchIsNowhere();
    void isCutOffAnywhere();

private:
    static std::optional<HidField> field(const HidReportDescriptor &descriptor, quint32 usage)
    {
        for (const HidField &one : descriptor.fields)
            if (one.usage == usage && !one.isConstant)
                return one;
        return std::nullopt;
    }
};

void tst_HidReportDescriptor::findsFieldsOneAfterTheOther()
{
    const auto descriptor = HidReportDescriptor::parse(HidSamples::headset());
    QVERIFY(descriptor.hasReportIds);
    const auto hook = field(descriptor, 0x0b0020), mute = field(descriptor, 0x0b002f);
    QVERIFY(hook && mute);
    QCOMPARE(hook->reportId, quint8(2));
    QCOMPARE(hook->bitOffset, 0);
    QVERIFY(!hook->isRelative && hook->isNoPreferred && !hook->isArray);
    QCOMPARE(mute->bitOffset, 2);
    QVERIFY(mute->isRelative);
    const auto ringer = field(descriptor, 0x0b009e), ring = field(descriptor, 0x080018);
    QVERIFY(ringer && ring);
    QCOMPARE(int(ringer->kind), int(HidField::Kind::Output));
    QCOMPARE(ringer->bitOffset, 6);
    QCOMPARE(ring->bitOffset, 3);
    QCOMPARE(descriptor.reportBytes(HidField::Kind::Input, 2), 1);
    QCOMPARE(descriptor.reportBytes(HidField::Kind::Output, 2), 2);
    QCOMPARE(descriptor.reportBytes(HidField::Kind::Output, 3), 0);
}

void tst_HidReportDescriptor::countsEachReportAlone()
{
    const auto descriptor = HidReportDescriptor::parse(HidSamples::scattered());
    const auto hook = field(descriptor, 0x0b0020), mute = field(descriptor, 0x0b002f);
    QVERIFY(hook && mute);
    QCOMPARE(hook->reportId, quint8(8));
    QCOMPARE(mute->reportId, quint8(9));
    QCOMPARE(mute->bitOffset, 0);
    QVERIFY(!mute->isRelative);
    QCOMPARE(field(descriptor, 0x080017)->reportId, quint8(12));
    QCOMPARE(descriptor.reportBytes(HidField::Kind::Output, 12), 1);
}

void tst_HidReportDescriptor::readsRangesAndArrays()
{
    const auto descriptor = HidReportDescriptor::parse(HidSamples::keyboard());
    QVERIFY(!descriptor.hasReportIds);
    QCOMPARE(field(descriptor, 0x0700e0)->bitOffset, 0);
    QCOMPARE(field(descriptor, 0x0700e7)->bitOffset, 7);
    QVERIFY(field(descriptor, 0x070000)->isArray);
    QCOMPARE(field(descriptor, 0x070000)->bitOffset, 16);
    QCOMPARE(field(descriptor, 0x080001)->bitOffset, 0); // outputs count from 0
    QCOMPARE(descriptor.reportBytes(HidField::Kind::Input, 0), 8);
}

void tst_HidReportDescriptor::givesTheLastUsageToTheRest()
{
    const auto descriptor = HidReportDescriptor::parse(QByteArray::fromHex("050b 09200921 7501 9503 8102"));
    QCOMPARE(descriptor.fields.size(), 3);
    QCOMPARE(descriptor.fields[1].usage, 0x0b0021u);
    QCOMPARE(descriptor.fields[2].usage, 0x0b0021u);
}

void tst_HidReportDescriptor::skipsLongItems()
{
    const auto descriptor
        = HidReportDescriptor::parse(QByteArray::fromHex("050b fe02aa8102 0920 7501 9501 8102"));
    QCOMPARE(descriptor.fields.size(), 1);
    QCOMPARE(descriptor.fields[0].usage, 0x0b0020u);
}

void tst_HidReportDescriptor::staysWithinLimits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("4 billion fields") << QByteArray::fromHex("7501 97ffffffff 8102");
    QTest::newRow("a field of 4 billion bits") << QByteArray::fromHex("77ffffffff 9501 8102");
    QTest::newRow("both") << QByteArray::fromHex("77ffffffff 97ffffffff 8102");
    QTest::newRow("a range of all usages") << QByteArray::fromHex("1700000000 2a ffff 7501 9501 8102");
    QTest::newRow("the last usage of all") << QByteArray::fromHex("1bffffffff 2bffffffff 7501 9501 8102");
    QTest::newRow("a thousand times pushed") << QByteArray(1000, '\xa4');
    QTest::newRow("popped and never pushed") << QByteArray(1000, '\xb4');
    QTest::newRow("report after report")
        << QByteArray::fromHex("75019564").append(QByteArray::fromHex("8102").repeated(2000));
    QTest::newRow("10 KiB") << HidSamples::headset().repeated(100);
}

void tst_HidReportDescriptor::staysWithinLimits()
{
    QFETCH(QByteArray, bytes);
    using Limits = HidReportDescriptor::Limits;
    const auto descriptor = HidReportDescriptor::parse(bytes);
    QVERIFY(descriptor.fields.size() <= Limits::Fields);
    for (const HidField &field : descriptor.fields)
        QVERIFY(field.bitSize >= 0 && field.bitOffset + field.bitSize <= Limits::ReportBits);
}

void tst_HidReportDescriptor::whatFollowsTooMuchIsNowhere()
{
    const auto fields
        = [](const char *hex) { return HidReportDescriptor::parse(QByteArray::fromHex(hex)).fields.size(); };
    QCOMPARE(fields("7501 9508 8102"), 8);
    QCOMPARE(fields("77ffffffff 97ffffffff 8102 7501 9508 8102"), 0);
}

void tst_HidReportDescriptor::isCutOffAnywhere()
{
    const QByteArray whole = HidSamples::headset();
    const qsizetype all = HidReportDescriptor::parse(whole).fields.size();
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY(HidReportDescriptor::parse(QByteArray(whole.constData(), length)).fields.size() <= all);
}

QTEST_GUILESS_MAIN(tst_HidReportDescriptor)
#include "tst_HidReportDescriptor.moc"
