// The E-model against what ITU-T G.107, its annex B, and G.113 appendix I print.
// Not covered: the values for Opus and the robustness of G.722, which are ours (see SpeechScore).
#include "SpeechQuality.h"

#include <QTest>

using namespace carillon;
using Cause = SpeechScore::Cause;
using Impairments = SpeechImpairments;

Q_DECLARE_METATYPE(carillon::SpeechImpairments)

class tst_SpeechQuality : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ratingBecomesMos_data()
    {
        QTest::addColumn<double>("rating");
        QTest::addColumn<double>("mos");
        QTest::newRow("every default (G.107 §7.7)") << 93.2 << 4.41;
        QTest::newRow("very satisfied (annex B)") << 90. << 4.34;
        QTest::newRow("satisfied (annex B)") << 80. << 4.03;
        QTest::newRow("some dissatisfied (annex B)") << 70. << 3.60;
        QTest::newRow("many dissatisfied (annex B)") << 60. << 3.10;
        QTest::newRow("nearly all dissatisfied (annex B)") << 50. << 2.58;
        QTest::newRow("no less than 1") << -5. << 1.;
        QTest::newRow("no more than 4.5") << 110. << 4.5;
    }
    void ratingBecomesMos()
    {
        QFETCH(double, rating);
        QFETCH(double, mos);
        QVERIFY2(std::abs(mosOf(rating) - mos) < 0.01, qPrintable(QString::number(mosOf(rating))));
    }
    void delayImpairs_data()
    {
        QTest::addColumn<double>("delayMs");
        QTest::addColumn<double>("idd"); // by G.107 (3-27), (3-28)
        QTest::newRow("nothing") << 0. << 0.;
        QTest::newRow("100 ms are free") << 100. << 0.;
        QTest::newRow("200 ms") << 200. << 3.04;
        QTest::newRow("400 ms") << 400. << 24.07;
        QTest::newRow("nonsense") << -50. << 0.;
    }
    void delayImpairs()
    {
        QFETCH(double, delayMs);
        QFETCH(double, idd);
        QVERIFY2(std::abs(delayImpairment(delayMs) - idd) < 0.02,
            qPrintable(QString::number(delayImpairment(delayMs))));
    }
    void lossImpairs_data()
    {
        QTest::addColumn<double>("ie");
        QTest::addColumn<double>("bpl");
        QTest::addColumn<double>("loss");
        QTest::addColumn<double>("burst");
        QTest::addColumn<double>("ieEff");
        // Ie and Bpl of G.113 appendix I.
        QTest::newRow("G.711 without concealment, 1 %") << 0. << 4.3 << 1. << 1. << 17.92;
        QTest::newRow("G.711 with concealment, 1 %") << 0. << 25.1 << 1. << 1. << 3.64;
        QTest::newRow("G.711 with concealment, 5 %") << 0. << 25.1 << 5. << 1. << 15.78;
        QTest::newRow("G.729A, none") << 11. << 19. << 0. << 1. << 11.;
        QTest::newRow("G.729A, 2 %") << 11. << 19. << 2. << 1. << 19.;
        QTest::newRow("G.723.1, 2 %") << 15. << 16.1 << 2. << 1. << 23.84;
        QTest::newRow("bursts are worse") << 0. << 25.1 << 5. << 2. << 17.21;
        QTest::newRow("all of it") << 0. << 25.1 << 100. << 1. << 75.94;
        QTest::newRow("nonsense is bounded") << 0. << 25.1 << 5000. << 0. << 75.94;
    }
    void lossImpairs()
    {
        QFETCH(double, ie);
        QFETCH(double, bpl);
        QFETCH(double, loss);
        QFETCH(double, burst);
        const double value = effectiveImpairment({ie, bpl}, loss, burst);
        QFETCH(double, ieEff);
        QVERIFY2(std::abs(value - ieEff) < 0.02, qPrintable(QString::number(value)));
    }
    void burstsAreRatios_data()
    {
        QTest::addColumn<double>("lost");
        QTest::addColumn<double>("runs");
        QTest::addColumn<double>("ratio");
        QTest::newRow("none") << 0. << 0. << 1.;
        QTest::newRow("at random: one by one") << 10. << 9.9 << 1.;
        QTest::newRow("in threes") << 30. << 10. << 2.91;
        QTest::newRow("all in one is bounded") << 500. << 1. << 8.;
    }
    void burstsAreRatios()
    {
        QFETCH(double, lost);
        QFETCH(double, runs);
        QFETCH(double, ratio);
        QVERIFY2(std::abs(burstRatio(lost, runs, 1000) - ratio) < 0.02,
            qPrintable(QString::number(burstRatio(lost, runs, 1000))));
    }
    void scores_data()
    {
        QTest::addColumn<SpeechImpairments>("impairments");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::addColumn<int>("cause");
        const auto row
            = [](const char *name, const Impairments &impairments, double least, double most, Cause cause) {
                  QTest::newRow(name) << impairments << least << most << int(cause);
              };
        row("a clean line of G.711", {.endDelayMs = 60}, 4.40, 4.42, Cause::None);
        row("a clean line of Opus", {.codec = CodecKind::Opus, .endDelayMs = 60}, 4.49, 4.5, Cause::None);
        row("a clean line of G.722", {.codec = CodecKind::G722, .endDelayMs = 60}, 4.3, 4.4, Cause::None);
        row("two percent lost", {.lostPercent = 2, .endDelayMs = 60}, 4.1, 4.3, Cause::Loss);
        row("ten percent lost", {.lostPercent = 10, .endDelayMs = 60}, 3.2, 3.6, Cause::Loss);
        row("half lost", {.lostPercent = 50, .endDelayMs = 60}, 1.0, 2.0, Cause::Loss);
        row("redundancy helps",
            {.codec = CodecKind::Opus,
                .recovery = Impairments::Recovery::InbandFec,
                .lostPercent = 10,
                .endDelayMs = 60},
            4.0, 4.3, Cause::Loss);
        row("what comes too late", {.lostPercent = 1, .latePercent = 9, .endDelayMs = 60}, 3.2, 3.6,
            Cause::Jitter);
        row("a device that does not keep up", {.missedPercent = 10, .endDelayMs = 60}, 3.2, 3.6,
            Cause::Device);
        row("half a second late", {.networkDelayMs = 500}, 2.4, 3.3, Cause::Delay);
        row("late and lost: the worse is named", {.lostPercent = 1, .networkDelayMs = 500}, 2.2, 3.2,
            Cause::Delay);
        row("nonsense is bounded", {.lostPercent = 500, .networkDelayMs = -20}, 1.0, 2.0, Cause::Loss);
    }
    void scores()
    {
        QFETCH(SpeechImpairments, impairments);
        QFETCH(double, least);
        QFETCH(double, most);
        const SpeechScore result = score(impairments);
        QVERIFY2(result.mos >= least && result.mos <= most, qPrintable(QString::number(result.mos)));
        QTEST(int(result.cause), "cause");
    }
};

QTEST_GUILESS_MAIN(tst_SpeechQuality)
#include "tst_SpeechQuality.moc"
