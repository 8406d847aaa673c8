#include "GainStage.h"

#include <QTest>

using namespace carillon;

class tst_GainStage final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesUnityAlone();
    void rampsWithoutAStep();
    void mutesCompletely();
    void clipsInsteadOfWrapping();
};

void tst_GainStage::leavesUnityAlone()
{
    GainStage stage;
    AudioFrame frame;
    for (std::size_t i = 0; i < frame.size(); ++i)
        frame[i] = std::int16_t(i * 60 - 14000);
    const AudioFrame before = frame;
    stage.process(frame);
    QVERIFY(frame == before);
}

void tst_GainStage::rampsWithoutAStep()
{
    GainStage stage;
    AudioFrame frame;
    frame.fill(10000);
    stage.setGain(0);
    stage.process(frame);
    for (std::size_t i = 1; i < frame.size(); ++i)
        QVERIFY(std::abs(frame[i] - frame[i - 1]) <= 21);
    QCOMPARE(int(frame.back()), 0);
}

void tst_GainStage::mutesCompletely()
{
    GainStage stage;
    AudioFrame frame;
    frame.fill(10000);
    stage.process(frame, 0.f); // the ramp
    frame.fill(10000);
    stage.process(frame, 0.f);
    QVERIFY(frame == AudioFrame{});
}

void tst_GainStage::clipsInsteadOfWrapping()
{
    GainStage stage;
    stage.setGain(8);
    AudioFrame frame;
    frame.fill(-20000);
    stage.process(frame);
    frame.fill(-20000);
    stage.process(frame);
    QCOMPARE(int(frame[0]), -32768);
}

QTEST_APPLESS_MAIN(tst_GainStage)
#include "tst_GainStage.moc"
