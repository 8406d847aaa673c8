#include "EdgeTimer.h"
#include "ToneBursts.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace carillon;

class tst_ToneBursts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsWhatItWrote();
    void findsNothingElse_data();
    void findsNothingElse();
    void timesEdges();

private:
    static QList<qint16> sine(int hz, double amplitude, double seconds)
    {
        QList<qint16> samples;
        for (int i = 0; i < int(seconds * ToneBursts::SampleRateHz); ++i)
            samples.append(
                qint16(amplitude * 32767 * std::sin(2 * M_PI * hz * i / ToneBursts::SampleRateHz)));
        return samples;
    }
};

void tst_ToneBursts::findsWhatItWrote()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("a.wav"));
    QVERIFY(ToneBursts::write(path));
    const auto found = ToneBursts::findIn(path);
    QVERIFY(found);
    QCOMPARE(found->bursts, 1);
    QVERIFY(std::abs(found->seconds - 0.7) < 0.001);
    QVERIFY(std::abs(found->levelDbfs + 10.97) < 0.2); // 0.4 of full scale, as a sine
    QVERIFY(found->purity > 0.99);
    QVERIFY(!ToneBursts::findIn(directory.filePath(QStringLiteral("none.wav"))));
    QVERIFY(!ToneBursts::write(directory.filePath(QStringLiteral("no/where.wav"))));
}

void tst_ToneBursts::findsNothingElse_data()
{
    QTest::addColumn<QList<qint16>>("samples");
    QTest::newRow("nothing") << QList<qint16>();
    QTest::newRow("silence") << QList<qint16>(48000, 0);
    QTest::newRow("another tone") << sine(440, 0.4, 1);
    QTest::newRow("too quiet") << sine(1000, 0.001, 1);
    QTest::newRow("too short") << sine(1000, 0.4, 0.03);
}

void tst_ToneBursts::findsNothingElse()
{
    QFETCH(QList<qint16>, samples);
    QCOMPARE(ToneBursts::find(samples).bursts, 0);
}

void tst_ToneBursts::timesEdges()
{
    EdgeTimer timer;
    QVERIFY(!timer.delayMs());
    for (int burst = 0; burst < 3; ++burst) {
        for (int ms = 0; ms < 700; ms += 2) {
            const float in = ms >= 100 && ms < 400 ? 0.4f : 0.f;
            const float out = ms >= 160 && ms < 460 ? 0.3f : 0.f;
            timer.look(burst * 700.0 + ms, in, out);
        }
    }
    QCOMPARE(timer.count(), 3);
    QCOMPARE(*timer.delayMs(), 60.0);
}

QTEST_GUILESS_MAIN(tst_ToneBursts)
#include "tst_ToneBursts.moc"
