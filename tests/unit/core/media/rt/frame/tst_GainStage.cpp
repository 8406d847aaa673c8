#include "GainStage.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace carillon;

class tst_GainStage final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesUnityAlone();
    void rampsWithoutAStep();
    void mutesCompletely();
    void louderThanFullScaleIsBentNotCut_data();
    void louderThanFullScaleIsBentNotCut();
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

void tst_GainStage::louderThanFullScaleIsBentNotCut_data()
{
    QTest::addColumn<float>("gain");
    for (const float gain : {1.05f, 1.5f, 2.f, 8.f})
        QTest::addRow("%.0f %%", double(gain) * 100) << gain;
}

void tst_GainStage::louderThanFullScaleIsBentNotCut()
{
    QFETCH(float, gain);
    GainStage stage;
    stage.setGain(gain);
    AudioFrame frame{};
    stage.process(frame);
    // All levels, from silence to full scale: ever louder, in ever smaller steps, and nowhere flat at the
    // top.
    for (std::size_t i = 0; i < frame.size(); ++i)
        frame[i] = std::int16_t(i * 32767 / (frame.size() - 1));
    const AudioFrame before = frame;
    stage.process(frame);
    const float knee = 32767 * std::max(0.75f, 1 / gain);
    for (std::size_t i = 1; i < frame.size(); ++i) {
        QVERIFY(frame[i] >= frame[i - 1]);
        QVERIFY(float(frame[i] - frame[i - 1]) <= gain * float(before[i] - before[i - 1]) + 1);
        if (float(before[i]) * gain < knee)
            QVERIFY(std::abs(float(frame[i]) - float(before[i]) * gain) <= 1);
        else
            QVERIFY(frame[i] < 32767);
    }
    QVERIFY(float(frame.back()) > knee);
    AudioFrame lowest{};
    lowest.fill(-32768);
    stage.process(lowest);
    QVERIFY(lowest[100] < -24000 && lowest[100] > -32767);
}

QTEST_APPLESS_MAIN(tst_GainStage)
#include "tst_GainStage.moc"
