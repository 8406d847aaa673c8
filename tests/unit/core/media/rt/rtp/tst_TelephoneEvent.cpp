#include "TelephoneEvent.h"

#include <QTest>
#include <array>
#include <vector>

using namespace carillon;
using namespace std::chrono_literals;

class tst_TelephoneEvent final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void payloadRoundTrip();
    void receives_data();
    void receives();
    void endsByTimeout();
    void sameDigitTwice();
    void ignoresOldTimestamps();
};

struct Step {
    std::uint32_t timestamp;
    std::uint8_t event;
    std::uint16_t duration;
    bool end;
};
Q_DECLARE_METATYPE(std::vector<Step>)

void tst_TelephoneEvent::payloadRoundTrip()
{
    const TelephoneEvent event{11, true, 63, 0xfffe};
    std::array<std::uint8_t, 4> bytes{};
    event.write(bytes);
    QVERIFY(*TelephoneEvent::parse(bytes) == event);
    QVERIFY(!TelephoneEvent::parse(Bytes(bytes).first(3)));
    QVERIFY(!TelephoneEvent::parse({}));
}

void tst_TelephoneEvent::receives_data()
{
    QTest::addColumn<std::vector<Step>>("steps");
    QTest::addColumn<QString>("finished"); // "event:ms ..."
    QTest::newRow("all packets") << std::vector<Step>{{0, 5, 160, false}, {0, 5, 320, false},
        {0, 5, 800, true}, {0, 5, 800, true}, {0, 5, 800, true}}
                                 << "5:100";
    QTest::newRow("only the last end") << std::vector<Step>{{0, 5, 800, true}} << "5:100";
    QTest::newRow("end before the rest")
        << std::vector<Step>{{0, 5, 800, true}, {0, 5, 160, false}} << "5:100";
    QTest::newRow("end lost, next begins") << std::vector<Step>{{0, 5, 160, false}, {0, 5, 480, false},
        {2000, 6, 160, false}, {2000, 6, 800, true}}
                                           << "5:60 6:100";
    QTest::newRow("end lost, next only an end")
        << std::vector<Step>{{0, 5, 480, false}, {2000, 6, 800, true}, {2000, 6, 800, true}} << "5:60 6:100";
    QTest::newRow("timestamp wraps") << std::vector<Step>{{0xffffff00, 1, 160, true}, {0x100, 1, 160, true}}
                                     << "1:20 1:20";
    QTest::newRow("duration goes back: reordered")
        << std::vector<Step>{{0, 5, 640, false}, {0, 5, 320, false}, {0, 5, 640, true}} << "5:80";
    QTest::newRow("longer than one segment") << std::vector<Step>{{0, 9, 64000, false}, {0, 9, 65440, false},
        {65440, 9, 160, false}, {65440, 9, 14560, true}}
                                             << "9:10000";
}

void tst_TelephoneEvent::receives()
{
    QFETCH(std::vector<Step>, steps);
    QFETCH(QString, finished);
    TelephoneEventReceiver receiver;
    MediaTime now{1h};
    QStringList heard;
    for (const Step &step : steps) {
        now += 20ms;
        if (const auto one
            = receiver.received({step.event, step.end, 10, step.duration}, step.timestamp, 8000, now))
            heard << QStringLiteral("%1:%2").arg(one->event).arg(one->durationMs);
    }
    QVERIFY(!receiver.timedOut(now));
    QCOMPARE(heard.join(QLatin1Char(' ')), finished);
}

void tst_TelephoneEvent::endsByTimeout()
{
    TelephoneEventReceiver receiver;
    const MediaTime now{1h};
    QVERIFY(!receiver.received({3, false, 10, 400}, 0, 8000, now));
    QVERIFY(!receiver.timedOut(now + 100ms));
    const auto finished = receiver.timedOut(now + 150ms);
    QVERIFY(finished);
    QCOMPARE(int(finished->event), 3);
    QCOMPARE(finished->durationMs, 50);
    QVERIFY(!receiver.timedOut(now + 10s));
    QVERIFY(!receiver.received({3, true, 10, 800}, 0, 8000, now + 200ms)); // its end after all: not once more
}

void tst_TelephoneEvent::sameDigitTwice()
{
    TelephoneEventReceiver receiver;
    const MediaTime now{1h};
    QVERIFY(receiver.received({3, true, 10, 800}, 100, 8000, now));
    QVERIFY(!receiver.received({3, true, 10, 800}, 100, 8000, now));
    QVERIFY(receiver.received({3, true, 10, 800}, 2000, 8000, now));
}

void tst_TelephoneEvent::ignoresOldTimestamps()
{
    TelephoneEventReceiver receiver;
    const MediaTime now{1h};
    QVERIFY(receiver.received({3, true, 10, 800}, 5000, 8000, now));
    QVERIFY(!receiver.received({2, true, 10, 800}, 4000, 8000, now));
    QVERIFY(receiver.received({4, true, 10, 800}, 6000, 8000, now));
    // More than any reordering: the sender's clock has a new origin.
    QVERIFY(receiver.received({5, true, 10, 800}, 6000 - 11 * 8000, 8000, now));
    QVERIFY(receiver.received({6, true, 10, 800}, 7000 - 11 * 8000, 8000, now));
}

QTEST_APPLESS_MAIN(tst_TelephoneEvent)
#include "tst_TelephoneEvent.moc"
