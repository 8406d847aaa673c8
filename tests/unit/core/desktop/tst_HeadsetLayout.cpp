#include "HeadsetLayout.h"
#include "HidSamples.h"

#include <QTest>

using namespace carillon;

class tst_HeadsetLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsTelephones();
    void readsSwitches();
    void readsNothingInOtherReports();
    void lightsWhatIsThere_data();
    void lightsWhatIsThere();
    void lightsEachReport();
    void writesAnIdWhereThereIsNone();

private:
    static HeadsetLayout layout(const QByteArray &bytes)
    {
        return *HeadsetLayout::of(HidReportDescriptor::parse(bytes));
    }
};

void tst_HeadsetLayout::knowsTelephones()
{
    QVERIFY(!HeadsetLayout::of(HidReportDescriptor::parse(HidSamples::keyboard())));
    QVERIFY(!HeadsetLayout::of({}));
    QCOMPARE(int(layout(HidSamples::headset()).muteKind()), int(HeadsetLayout::MuteKind::Button));
    QCOMPARE(int(layout(HidSamples::scattered()).muteKind()), int(HeadsetLayout::MuteKind::Switch));
}

void tst_HeadsetLayout::readsSwitches()
{
    const HeadsetLayout headset = layout(HidSamples::headset());
    QCOMPARE(headset.read(QByteArray::fromHex("0201")), (HeadsetLayout::Switches{true, false}));
    QCOMPARE(headset.read(QByteArray::fromHex("0204")), (HeadsetLayout::Switches{false, true}));
    QCOMPARE(headset.read(QByteArray::fromHex("02fa")), (HeadsetLayout::Switches{false, false}));
    QCOMPARE(
        layout(HidSamples::plain()).read(QByteArray::fromHex("03")), (HeadsetLayout::Switches{true, true}));
}

void tst_HeadsetLayout::readsNothingInOtherReports()
{
    const HeadsetLayout headset = layout(HidSamples::scattered());
    QCOMPARE(headset.read({}), HeadsetLayout::Switches());
    QCOMPARE(headset.read(QByteArray::fromHex("01ff")), HeadsetLayout::Switches());
    QCOMPARE(headset.read(QByteArray::fromHex("08")), HeadsetLayout::Switches());
    QCOMPARE(headset.read(QByteArray::fromHex("0801")), (HeadsetLayout::Switches{true, std::nullopt}));
    QCOMPARE(headset.read(QByteArray::fromHex("0901")), (HeadsetLayout::Switches{std::nullopt, true}));
}

void tst_HeadsetLayout::lightsWhatIsThere_data()
{
    QTest::addColumn<HeadsetLayout::Lights>("lights");
    QTest::addColumn<QByteArray>("report");
    QTest::newRow("idle") << HeadsetLayout::Lights{} << QByteArray::fromHex("020000");
    QTest::newRow("ringing: light and ringer")
        << HeadsetLayout::Lights{.ringing = true} << QByteArray::fromHex("024800");
    QTest::newRow("in a call, muted")
        << HeadsetLayout::Lights{.offHook = true, .muted = true} << QByteArray::fromHex("020500");
    QTest::newRow("held") << HeadsetLayout::Lights{.offHook = true, .held = true}
                          << QByteArray::fromHex("021100");
}

void tst_HeadsetLayout::lightsWhatIsThere()
{
    QFETCH(HeadsetLayout::Lights, lights);
    QFETCH(QByteArray, report);
    QCOMPARE(layout(HidSamples::headset()).write(lights), QList<QByteArray>{report});
}

void tst_HeadsetLayout::lightsEachReport()
{
    const auto reports = layout(HidSamples::scattered()).write({.offHook = true, .ringing = true});
    QCOMPARE(reports,
        (QList<QByteArray>{
            QByteArray::fromHex("0a00"), QByteArray::fromHex("0b01"), QByteArray::fromHex("0c01")}));
}

void tst_HeadsetLayout::writesAnIdWhereThereIsNone()
{
    QCOMPARE(layout(HidSamples::plain()).write({.offHook = true, .muted = true}),
        QList<QByteArray>{QByteArray::fromHex("0005")});
}

QTEST_GUILESS_MAIN(tst_HeadsetLayout)
#include "tst_HeadsetLayout.moc"
