#include "StereoMixer.h"
#include "TwoTones.h"

#include <QTest>

using namespace carillon;

class tst_StereoMixer final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneSourcePassesAsItIs()
    {
        const StereoFrame frame = TwoTones().frame(2);
        StereoMixer mixer;
        mixer.add(frame);
        const StereoFrame mixed = mixer.mixed();
        QVERIFY(mixed.isStereo);
        for (std::size_t i = 0; i < frame.size(); ++i)
            QVERIFY(mixed.left(i) == frame.left(i) && mixed.right(i) == frame.right(i));
    }
    void withoutASecondChannelItIsAMixer()
    {
        AudioFrame one, other;
        for (std::size_t i = 0; i < one.size(); ++i) {
            one[i] = std::int16_t(60 * i);
            other[i] = std::int16_t(30000 - 100 * int(i));
        }
        Mixer plain;
        StereoMixer mixer;
        for (const AudioFrame &frame : {one, other}) {
            plain.add(frame);
            mixer.add(frame);
        }
        const StereoFrame mixed = mixer.mixed();
        QVERIFY(!mixed.isStereo);
        QVERIFY(static_cast<const AudioFrame &>(mixed) == plain.mixed());
    }
    void oneChannelIsInTheMiddle()
    {
        AudioFrame middle;
        middle.fill(1000);
        StereoMixer mixer;
        mixer.add(middle);
        const StereoFrame tones = TwoTones().frame(2);
        mixer.add(tones);
        const StereoFrame mixed = mixer.mixed();
        for (std::size_t i = 0; i < tones.size(); ++i) {
            QVERIFY(std::abs(mixed.left(i) - (tones.left(i) + 1000)) <= 1);
            QVERIFY(std::abs(mixed.right(i) - (tones.right(i) + 1000)) <= 1);
        }
    }
    void aLoudSideDoesNotMoveIntoTheOther()
    {
        StereoMixer mixer;
        StereoFrame loud{};
        loud.isStereo = true;
        for (std::size_t i = 0; i < loud.size(); ++i)
            loud.set(i, 30000, 0);
        mixer.add(loud);
        mixer.add(loud);
        const StereoFrame mixed = mixer.mixed();
        QVERIFY(mixed.left(0) > 28000);
        QVERIFY(std::abs(int(mixed.right(0))) <= 1);
    }
};

QTEST_APPLESS_MAIN(tst_StereoMixer)
#include "tst_StereoMixer.moc"
