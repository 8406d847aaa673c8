#include "GainStage.h"
#include "SpscRing.h"
#include "StereoHold.h"
#include "TwoTones.h"

#include <QTest>

using namespace carillon;

class tst_StereoFrame final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothChannelsComeBack_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("right");
        QTest::newRow("silence") << 0 << 0;
        QTest::newRow("the same") << 12345 << 12345;
        QTest::newRow("the left one alone") << 20000 << 0;
        QTest::newRow("the right one alone") << 0 << -20001;
        QTest::newRow("one against the other") << 32767 << -32768;
        QTest::newRow("full scale") << -32768 << -32768;
        QTest::newRow("odd") << 3 << 2;
    }
    void bothChannelsComeBack()
    {
        QFETCH(int, left);
        QFETCH(int, right);
        StereoFrame frame{};
        frame.isStereo = true;
        frame.set(7, left, right);
        QVERIFY(std::abs(frame.left(7) - left) <= 1);
        QVERIFY(std::abs(frame.right(7) - right) <= 1);
        if (left == right) {
            QVERIFY(!frame.hasSide());
            QCOMPARE(int(frame[7]), left);
        }
    }
    void asSoundSystemsHaveIt()
    {
        InterleavedFrame both{}, again{};
        for (std::size_t i = 0; i < both.size(); ++i)
            both[i] = std::int16_t(20 * i + i % 2 * 2);
        StereoFrame frame;
        deinterleave(both, frame);
        QVERIFY(frame.isStereo);
        interleave(frame, again);
        QVERIFY(both == again);
        for (std::size_t i = 0; i < both.size(); i += 2)
            both[i + 1] = both[i];
        deinterleave(both, frame);
        QVERIFY(!frame.isStereo); // one sound twice
        interleave(frame, again);
        QVERIFY(both == again); // and heard equally on both sides
    }
    void whoWantsOneTakesTheMean()
    {
        SpscRing<StereoFrame, 2> ring;
        const StereoFrame frame = TwoTones().frame(3);
        ring.push(frame);
        ring.push(AudioFrame{});
        AudioFrame mean{};
        QVERIFY(ring.pop(mean));
        for (std::size_t i = 0; i < mean.size(); ++i)
            QVERIFY(std::abs(2 * mean[i] - (frame.left(i) + frame.right(i))) <= 1);
        StereoFrame one = frame;
        QVERIFY(ring.pop(one));
        QVERIFY(!one.isStereo);
    }
    void gainKeepsTheSidesApart_data()
    {
        QTest::addColumn<float>("gain");
        for (const float gain : {0.1f, 1.f, 2.f, 8.f})
            QTest::addRow("%.1f", double(gain)) << gain;
    }
    void gainKeepsTheSidesApart()
    {
        QFETCH(float, gain);
        GainStage stage;
        stage.setGain(gain);
        TwoTones tones; // the left one alone is bent, whatever the right one does
        BothHeard heard;
        for (int i = 0; i < 10; ++i) {
            StereoFrame frame = tones.frame(i);
            for (std::size_t s = 0; s < frame.size(); ++s)
                frame.set(s, frame.left(s), 0);
            stage.process(frame);
            heard.add(frame);
        }
        for (const std::int16_t sample : heard.right)
            QVERIFY(std::abs(int(sample)) <= 1);
        const double loudest = *std::max_element(heard.left.begin(), heard.left.end());
        QVERIFY2(gain > 2 ? loudest > 24000 : std::abs(loudest - 8000. * double(gain)) < 10,
            qPrintable(QString::number(loudest)));
    }
    void mutedIsSilentOnBothSides()
    {
        GainStage stage;
        StereoFrame frame = TwoTones().frame(1);
        stage.process(frame, 0.f);
        for (std::size_t i = 0; i < frame.size(); ++i)
            QVERIFY(frame.left(i) == 0 && frame.right(i) == 0);
    }
    void aPauseDoesNotMakeOneOfTwo()
    {
        StereoHold hold;
        const auto isTwo = [&](StereoFrame frame) {
            hold.process(frame);
            return frame.isStereo;
        };
        StereoFrame twice{};
        twice.isStereo = true; // says so, and both are the same
        QVERIFY(!isTwo(twice));
        QVERIFY(isTwo(TwoTones().frame(1)));
        for (int i = 1; i < StereoHold::HoldFrames; ++i)
            QVERIFY(isTwo(i % 2 ? twice : StereoFrame{}));
        QVERIFY(!isTwo(twice));
        QVERIFY(!isTwo({}));
    }
    void whatIsHeldHasNoSideOfBefore()
    {
        StereoHold hold;
        StereoFrame frame = TwoTones().frame(1);
        hold.process(frame);
        frame.isStereo = false; // what is in side means nothing now
        hold.process(frame);
        QVERIFY(frame.isStereo && !frame.hasSide());
    }
};

QTEST_APPLESS_MAIN(tst_StereoFrame)
#include "tst_StereoFrame.moc"
