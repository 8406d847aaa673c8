#include "GoertzelDetector.h"
#include "ToneGenerator.h"

#include <QTest>

using namespace carillon;

class tst_ToneGenerator final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isPureAndOfTheRightLevel();
    void dtmfPairs_data();
    void dtmfPairs();
    void fadesOut();
};

void tst_ToneGenerator::isPureAndOfTheRightLevel()
{
    ToneGenerator tone(440);
    GoertzelDetector wanted(440), other(450);
    AudioFrame frame;
    tone.generate(frame); // the fade-in
    for (int i = 0; i < 100; ++i) {
        tone.generate(frame);
        wanted.add(frame);
        other.add(frame);
    }
    QVERIFY(std::abs(wanted.amplitude() - 0.25) < 0.001);
    QVERIFY(wanted.share() > 0.9999);
    QVERIFY(other.share() < 0.001);
}

void tst_ToneGenerator::dtmfPairs_data()
{
    QTest::addColumn<int>("event");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("0") << 0 << 941. << 1336.;
    QTest::newRow("1") << 1 << 697. << 1209.;
    QTest::newRow("5") << 5 << 770. << 1336.;
    QTest::newRow("9") << 9 << 852. << 1477.;
    QTest::newRow("*") << 10 << 941. << 1209.;
    QTest::newRow("#") << 11 << 941. << 1477.;
    QTest::newRow("A") << 12 << 697. << 1633.;
    QTest::newRow("D") << 15 << 941. << 1633.;
    QTest::newRow("flash has none") << 16 << 0. << 0.;
}

void tst_ToneGenerator::dtmfPairs()
{
    QFETCH(int, event);
    QFETCH(double, low);
    QFETCH(double, high);
    const DtmfPair pair = dtmfPair(std::uint8_t(event));
    QCOMPARE(pair.lowHz, low);
    QCOMPARE(pair.highHz, high);
}

void tst_ToneGenerator::fadesOut()
{
    ToneGenerator tone(440);
    AudioFrame frame;
    tone.generate(frame);
    tone.stop();
    QVERIFY(tone.isAudible());
    tone.generate(frame);
    QVERIFY(!tone.isAudible());
    QCOMPARE(int(frame.back()), 0);
}

QTEST_APPLESS_MAIN(tst_ToneGenerator)
#include "tst_ToneGenerator.moc"
