#include "SpeechQuality.h"

#include <QTest>

using namespace carillon;

class tst_SpeechQuality : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsTheEModel_data()
    {
        QTest::addColumn<double>("loss");
        QTest::addColumn<double>("delay");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::newRow("a clean line") << 0.0 << 50.0 << 4.3 << 4.5;
        QTest::newRow("two percent lost") << 2.0 << 50.0 << 4.0 << 4.3;
        QTest::newRow("ten percent lost") << 10.0 << 50.0 << 2.8 << 3.8;
        QTest::newRow("half lost") << 50.0 << 50.0 << 1.0 << 2.0;
        QTest::newRow("half a second late") << 0.0 << 500.0 << 2.0 << 3.2;
        QTest::newRow("nonsense is bounded") << 500.0 << -20.0 << 1.0 << 2.0;
    }
    void followsTheEModel()
    {
        QFETCH(double, loss);
        QFETCH(double, delay);
        QFETCH(double, least);
        QFETCH(double, most);
        const double mos = estimateMos(loss, delay, CodecKind::Pcmu);
        QVERIFY2(mos >= least && mos <= most, qPrintable(QString::number(mos)));
    }
};

QTEST_GUILESS_MAIN(tst_SpeechQuality)
#include "tst_SpeechQuality.moc"
