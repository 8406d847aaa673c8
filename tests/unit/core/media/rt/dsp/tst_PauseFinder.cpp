#include "PauseFinder.h"

#include <QTest>
#include <array>

using namespace carillon;

namespace {

constexpr std::size_t Packet = 960; // 20 ms

/// A square wave: as loud as its level.
std::array<std::int16_t, Packet> sound(int level)
{
    std::array<std::int16_t, Packet> pcm;
    for (std::size_t i = 0; i < pcm.size(); ++i)
        pcm[i] = std::int16_t(i / 60 % 2 == 0 ? level : -level);
    return pcm;
}

/// @returns what it says of the last of @p packets such packets.
bool isPause(PauseFinder &finder, int level, int packets)
{
    bool is = false;
    for (int i = 0; i < packets; ++i)
        is = finder.isPause(sound(level));
    return is;
}

} // namespace

class tst_PauseFinder final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsSpeechFromWhatIsBelow_data();
    void tellsSpeechFromWhatIsBelow();
    void waitsUntilTheWordIsOver();
    void hearsAShortConsonant();
    void forgetsALoudVoice();
};

void tst_PauseFinder::tellsSpeechFromWhatIsBelow_data()
{
    QTest::addColumn<int>("level");
    QTest::addColumn<bool>("pause");
    QTest::newRow("silence") << 0 << true;
    QTest::newRow("a room's noise, 36 dB below the voice") << 126 << true;
    QTest::newRow("a soft sound, 24 dB below") << 504 << false;
    QTest::newRow("the voice itself") << 8000 << false;
}

void tst_PauseFinder::tellsSpeechFromWhatIsBelow()
{
    QFETCH(int, level);
    QFETCH(bool, pause);
    PauseFinder finder;
    QVERIFY(!isPause(finder, 8000, 10));
    QCOMPARE(isPause(finder, level, 2), pause);
}

void tst_PauseFinder::waitsUntilTheWordIsOver()
{
    PauseFinder finder;
    isPause(finder, 8000, 10);
    QVERIFY(!isPause(finder, 0, 1)); // what is stretched begins before it
    QVERIFY(isPause(finder, 0, 1));
}

void tst_PauseFinder::hearsAShortConsonant()
{
    PauseFinder finder;
    isPause(finder, 8000, 10);
    QVERIFY(isPause(finder, 0, 2));
    auto click = sound(0);
    std::fill_n(click.begin() + 400, 200, std::int16_t(2000));
    QVERIFY(!finder.isPause(click));
}

void tst_PauseFinder::forgetsALoudVoice()
{
    PauseFinder finder;
    isPause(finder, 20000, 10);
    QVERIFY(isPause(finder, 400, 2));        // 34 dB below
    QVERIFY(!isPause(finder, 400, 50 * 10)); // ten seconds later it is the voice
}

QTEST_APPLESS_MAIN(tst_PauseFinder)
#include "tst_PauseFinder.moc"
