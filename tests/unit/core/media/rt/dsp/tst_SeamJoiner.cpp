#include "SeamJoiner.h"

#include <QTest>
#include <cmath>
#include <vector>

using namespace carillon;

Q_DECLARE_METATYPE(carillon::SeamJoiner::Align)

class tst_SeamJoiner final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void joinsWithoutAClick_data();
    void joinsWithoutAClick();
    void keepsThePhase();
    void staysWithinItsRoom();
};

static std::vector<std::int16_t> vowel(int rateHz, int from, int samples)
{
    std::vector<std::int16_t> pcm(static_cast<std::size_t>(samples));
    for (int i = 0; i < samples; ++i) {
        const double t = 2 * M_PI * 150. * (from + i) / rateHz;
        pcm[std::size_t(i)] = std::int16_t(6000 * std::sin(t) + 3000 * std::sin(3 * t));
    }
    return pcm;
}

static int largestStep(const std::vector<std::int16_t> &pcm)
{
    int step = 0;
    for (std::size_t i = 1; i < pcm.size(); ++i)
        step = std::max(step, std::abs(pcm[i] - pcm[i - 1]));
    return step;
}

void tst_SeamJoiner::joinsWithoutAClick_data()
{
    QTest::addColumn<int>("rateHz");
    QTest::addColumn<SeamJoiner::Align>("align");
    for (const int rate : {8000, 16000, 48000}) {
        QTest::addRow("%d Hz, leaving out", rate) << rate << SeamJoiner::Align::LeaveOut;
        QTest::addRow("%d Hz, adding", rate) << rate << SeamJoiner::Align::Add;
    }
}

void tst_SeamJoiner::joinsWithoutAClick()
{
    QFETCH(int, rateHz);
    QFETCH(SeamJoiner::Align, align);
    for (int leap = 0; leap < 10; ++leap) { // from everywhere in the period
        SeamJoiner joiner;
        auto all = vowel(rateHz, 0, rateHz / 20);
        const int natural = largestStep(all);
        joiner.remember(all);
        auto after = vowel(rateHz, rateHz / 20 + rateHz * leap / 1500, rateHz / 50);
        const int size = int(after.size());
        after.resize(after.size() + std::size_t(rateHz / 200));
        const int joined = joiner.join(after, size, rateHz, align);
        QVERIFY(std::abs(joined - size) <= rateHz / 200);
        QVERIFY(align == SeamJoiner::Align::Add ? joined >= size : joined <= size);
        after.resize(std::size_t(joined));
        all.insert(all.end(), after.begin(), after.end());
        QVERIFY2(largestStep(all) <= natural * 14 / 10, qPrintable(QString::number(leap)));
    }
}

void tst_SeamJoiner::keepsThePhase()
{
    // A third of a period is missing: where the seam is aligned, the tone goes on as if nothing had happened.
    SeamJoiner joiner;
    joiner.remember(vowel(48000, 0, 960));
    auto after = vowel(48000, 960 + 107, 960);
    after.resize(1200);
    const int joined = joiner.join(after, 960, 48000, SeamJoiner::Align::Add);
    QVERIFY(joined > 960);
    const auto wanted = vowel(48000, 960, 240);
    double error = 0, energy = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        error += std::pow(wanted[i] - after[i], 2);
        energy += std::pow(wanted[i], 2);
    }
    QVERIFY2(error < 0.02 * energy, qPrintable(QString::number(error / energy)));
}

void tst_SeamJoiner::staysWithinItsRoom()
{
    SeamJoiner joiner;
    std::vector<std::int16_t> tiny(3, 1000);
    QCOMPARE(joiner.join(tiny, 3, 48000, SeamJoiner::Align::Add), 3);
    QCOMPARE(joiner.join(tiny, 3, 48000, SeamJoiner::Align::LeaveOut), 3);
    QCOMPARE(joiner.join(tiny, 0, 8000, SeamJoiner::Align::Add), 0);
}

QTEST_APPLESS_MAIN(tst_SeamJoiner)
#include "tst_SeamJoiner.moc"
