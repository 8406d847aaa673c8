#include "Concealer.h"

#include <QTest>
#include <cmath>
#include <vector>

using namespace carillon;

class tst_Concealer final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void continuesAVowel();
    void leavesAsSmoothlyAsItCame();
    void doesNotHumWithNoise();
    void isSilentAfterEightyMs();
    void inventsNothingFromNothing();
};

static std::vector<std::int16_t> vowel(int from, int samples)
{
    std::vector<std::int16_t> pcm(static_cast<std::size_t>(samples));
    for (int i = 0; i < samples; ++i) {
        const double t = 2 * M_PI * 150. * (from + i) / 8000.;
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

void tst_Concealer::continuesAVowel()
{
    Concealer concealer(8000);
    auto heard = vowel(0, 400);
    concealer.received(heard);
    std::vector<std::int16_t> invented(80);
    concealer.conceal(invented);
    const auto wanted = vowel(400, 80);
    double error = 0, energy = 0;
    for (std::size_t i = 0; i < 80; ++i) {
        error += std::pow(wanted[i] - invented[i], 2);
        energy += std::pow(wanted[i], 2);
    }
    QVERIFY2(error < 0.1 * energy, qPrintable(QString::number(error / energy)));
}

void tst_Concealer::leavesAsSmoothlyAsItCame()
{
    Concealer concealer(8000);
    auto all = vowel(0, 400);
    const int natural = largestStep(all);
    concealer.received(all);
    std::vector<std::int16_t> invented(640);
    concealer.conceal(invented);
    all.insert(all.end(), invented.begin(), invented.end());
    QVERIFY(largestStep(all) <= natural * 14 / 10);
}

void tst_Concealer::doesNotHumWithNoise()
{
    Concealer concealer(8000);
    std::vector<std::int16_t> noise(400);
    std::uint32_t random = 1;
    for (auto &sample : noise) {
        random = random * 1664525u + 1013904223u;
        sample = std::int16_t(int(random >> 18) - 8192);
    }
    concealer.received(noise);
    std::vector<std::int16_t> invented(160);
    concealer.conceal(invented);
    // Nothing in it repeats itself within 15 ms.
    for (std::size_t lag = 20; lag <= 120; ++lag) {
        double product = 0, energy = 1;
        for (std::size_t i = lag; i < invented.size(); ++i) {
            product += double(invented[i]) * invented[i - lag];
            energy += double(invented[i - lag]) * invented[i - lag];
        }
        QVERIFY2(product < 0.75 * energy, qPrintable(QString::number(lag)));
    }
}

void tst_Concealer::isSilentAfterEightyMs()
{
    Concealer concealer(8000);
    auto heard = vowel(0, 400);
    concealer.received(heard);
    std::vector<std::int16_t> invented(640);
    concealer.conceal(invented);
    concealer.conceal(invented);
    QVERIFY(std::all_of(invented.begin(), invented.end(), [](auto sample) { return sample == 0; }));
}

void tst_Concealer::inventsNothingFromNothing()
{
    Concealer concealer(16000);
    std::vector<std::int16_t> invented(320, 99);
    concealer.conceal(invented);
    QVERIFY(std::all_of(invented.begin(), invented.end(), [](auto sample) { return sample == 0; }));
}

QTEST_APPLESS_MAIN(tst_Concealer)
#include "tst_Concealer.moc"
