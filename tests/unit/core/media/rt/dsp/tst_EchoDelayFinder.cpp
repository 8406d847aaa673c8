// By listening alone: how late the echo is, and that nothing is invented where there is none.
#include "EchoDelayFinder.h"
#include "VoiceTrial.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

struct Outcome {
    std::optional<EchoDelayFinder::Delay> delay;
    double foundAtS = 0; ///< the first time
};

Outcome listen(EchoRoomSpec spec, const Sound &far, const Sound &near)
{
    EchoRoom room(spec);
    EchoDelayFinder finder;
    Outcome outcome;
    for (std::size_t i = 0; i < 600; ++i) {
        const AudioFrame played = frameAt(far, i);
        finder.played(played);
        finder.captured(room.hear(played, frameAt(near, i)));
        if (finder.delay() && !outcome.delay)
            outcome.foundAtS = double(i) / 100;
        outcome.delay = finder.delay();
    }
    return outcome;
}

} // namespace

class tst_EchoDelayFinder final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void findsNothingWhereNothingIs_data();
    void findsNothingWhereNothingIs();
};

void tst_EchoDelayFinder::finds_data()
{
    QTest::addColumn<double>("delayMs");
    QTest::addColumn<double>("echoDb");
    QTest::addColumn<double>("noiseDb");
    QTest::addColumn<bool>("talker");
    QTest::newRow("at once") << 1. << -6. << -90. << false;
    QTest::newRow("60 ms") << 60. << -6. << -90. << false;
    QTest::newRow("600 ms") << 600. << -6. << -90. << false;
    QTest::newRow("quiet echo in noise") << 150. << -20. << -60. << false;
    QTest::newRow("somebody talks in the room") << 150. << -6. << -90. << true;
}

void tst_EchoDelayFinder::finds()
{
    QFETCH(double, delayMs);
    QFETCH(double, echoDb);
    QFETCH(double, noiseDb);
    QFETCH(bool, talker);
    EchoRoomSpec spec;
    spec.delayMs = delayMs;
    spec.echoDb = echoDb;
    spec.noiseDb = noiseDb;
    spec.reverberationMs = 300;
    const Outcome outcome
        = listen(spec, generatedSpeech(6), talker ? louder(generatedSpeech(6, 0.7), -12) : Sound());
    QVERIFY(outcome.delay);
    const double ms = double(outcome.delay->count()) / 1000;
    qInfo("%.1f ms, after %.2f s", ms, outcome.foundAtS);
    QVERIFY(ms >= delayMs && ms <= delayMs + 6); // 1.5 ms through the air
    QVERIFY(outcome.foundAtS < 3);
}

void tst_EchoDelayFinder::findsNothingWhereNothingIs_data()
{
    QTest::addColumn<bool>("played");
    QTest::addColumn<bool>("said");
    QTest::newRow("silence") << false << false;
    QTest::newRow("only the talker") << false << true;
    QTest::newRow("a headset that leaks nothing") << true << false;
    QTest::newRow("both, and no echo") << true << true;
}

void tst_EchoDelayFinder::findsNothingWhereNothingIs()
{
    QFETCH(bool, played);
    QFETCH(bool, said);
    EchoRoomSpec spec;
    spec.echoDb = -200;
    spec.noiseDb = -70;
    const Outcome outcome
        = listen(spec, played ? generatedSpeech(6) : Sound(), said ? generatedSpeech(6, 0.7) : Sound());
    QVERIFY(!outcome.delay);
}

QTEST_APPLESS_MAIN(tst_EchoDelayFinder)
#include "tst_EchoDelayFinder.moc"
