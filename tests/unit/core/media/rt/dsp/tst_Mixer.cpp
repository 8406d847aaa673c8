#include "Mixer.h"

#include <QTest>

using namespace carillon;

class tst_Mixer final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isSilentWithoutSources();
    void passesOneSourceUnchanged();
    void addsQuietSources();
    void bendsLoudSumsSoftly();
};

static AudioFrame constant(int value)
{
    AudioFrame frame;
    frame.fill(std::int16_t(value));
    return frame;
}

void tst_Mixer::isSilentWithoutSources()
{
    Mixer mixer;
    QVERIFY(mixer.mixed() == AudioFrame{});
}

void tst_Mixer::passesOneSourceUnchanged()
{
    Mixer mixer;
    mixer.add(constant(-32768));
    QVERIFY(mixer.mixed() == constant(-32768));
}

void tst_Mixer::addsQuietSources()
{
    Mixer mixer;
    mixer.add(constant(1000));
    mixer.add(constant(-3000));
    mixer.add(constant(500));
    QVERIFY(mixer.mixed() == constant(-1500));
}

void tst_Mixer::bendsLoudSumsSoftly()
{
    int previous = 0;
    for (int value = 0; value <= 32767; value += 111) {
        Mixer mixer;
        mixer.add(constant(value));
        mixer.add(constant(value));
        const int sum = mixer.mixed()[0];
        QVERIFY(sum >= previous); // monotonic, and never wraps
        QVERIFY(sum <= 32767);
        previous = sum;
    }
    QVERIFY(previous > 30000);
}

QTEST_APPLESS_MAIN(tst_Mixer)
#include "tst_Mixer.moc"
