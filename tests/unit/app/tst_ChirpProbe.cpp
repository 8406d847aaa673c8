#include "ChirpProbe.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>

using namespace carillon;

Q_DECLARE_METATYPE(std::vector<std::int16_t>)

class tst_ChirpProbe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isFound_data()
    {
        QTest::addColumn<int>("delay"); ///< samples
        QTest::addColumn<double>("gain");
        QTest::addColumn<int>("noise"); ///< its deviation, in steps of 16 bit
        QTest::newRow("at once") << 0 << 1. << 0;
        QTest::newRow("after 100 ms") << 4800 << 0.5 << 10;
        QTest::newRow("after half a second, quietly") << 24000 << 0.05 << 30;
        QTest::newRow("in a loud room") << 12000 << 0.1 << 800;
    }
    void isFound()
    {
        QFETCH(int, delay);
        QFETCH(double, gain);
        QFETCH(int, noise);
        const auto found = ChirpProbe::find(room(delay, gain, noise));
        QVERIFY(found);
        QVERIFY2(std::abs(found->at - delay / 48000.) < 0.001, qPrintable(QString::number(found->at)));
        QVERIFY2(
            std::abs(found->gainDb - 20 * std::log10(gain)) < 2, qPrintable(QString::number(found->gainDb)));
    }
    void isNotFound_data()
    {
        QTest::addColumn<std::vector<std::int16_t>>("sound");
        QTest::newRow("in nothing") << std::vector<std::int16_t>();
        QTest::newRow("in silence") << std::vector<std::int16_t>(72000);
        QTest::newRow("in noise") << room(0, 0, 1000);
        std::vector<std::int16_t> tone(72000);
        for (std::size_t i = 0; i < tone.size(); ++i)
            tone[i] = std::int16_t(8000 * std::sin(double(i) * 2 * 3.14159265 * 1000 / 48000));
        QTest::newRow("in a tone") << tone;
    }
    void isNotFound()
    {
        QFETCH(std::vector<std::int16_t>, sound);
        QVERIFY(!ChirpProbe::find(sound));
    }

private:
    /// A second and a half of it.
    static std::vector<std::int16_t> room(int delay, double gain, int noise)
    {
        std::vector<std::int16_t> sound(72000);
        std::mt19937 random(1);
        std::normal_distribution<double> hiss(0, noise);
        const auto chirp = ChirpProbe::chirp();
        for (std::size_t i = 0; i < sound.size(); ++i) {
            double value = noise > 0 ? hiss(random) : 0;
            if (i >= std::size_t(delay) && i - std::size_t(delay) < chirp.size())
                value += gain * chirp[i - std::size_t(delay)];
            sound[i] = std::int16_t(std::clamp(value, -32768., 32767.));
        }
        return sound;
    }
};

QTEST_GUILESS_MAIN(tst_ChirpProbe)
#include "tst_ChirpProbe.moc"
