#include "FakeRandom.h"
#include "ReconnectMachine.h"

#include <QTest>

using namespace carillon;
using namespace carillon::ReconnectMachine;
using namespace std::chrono_literals;

class tst_ReconnectMachine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverTwoAttemptsAtOnce()
    {
        for (const Event on : {Event::Start, Event::Due})
            QCOMPARE(step(State::Connecting, on).action, Action::None);
        // The network is another: what was begun on the old one is given up first.
        const auto begun = step(State::Connecting, Event::Now);
        QCOMPARE(begun.action, Action::Close);
        QCOMPARE(step(begun.next, Event::Now).action, Action::None);
        QCOMPARE(step(begun.next, Event::Down).action, Action::Open);
    }
    void stoppedStaysStopped()
    {
        for (const Event on : {Event::Stop, Event::Up, Event::Down, Event::Due, Event::Now})
            QCOMPARE(step(State::Stopped, on).next, State::Stopped);
        for (const State from : {State::Connecting, State::Connected, State::Reopening, State::Waiting})
            QCOMPARE(step(from, Event::Stop).next, State::Stopped);
    }
    void whatIsLostIsWaitedFor()
    {
        QCOMPARE(step(State::Connected, Event::Down).next, State::Waiting);
        QCOMPARE(step(State::Connecting, Event::Down).next, State::Waiting);
        QCOMPARE(step(State::Waiting, Event::Due).action, Action::Open);
        QCOMPARE(step(State::Waiting, Event::Now).action, Action::Open);
    }
    void theWaitGrowsAndStaysBounded()
    {
        FakeRandom random;
        const Backoff backoff;
        for (int attempt = 1; attempt <= 3; ++attempt)
            QCOMPARE(backoff.delay(attempt, random), Milliseconds(4s));
        Milliseconds least{60s};
        Milliseconds most{0};
        for (int attempt = 4; attempt < 1000; ++attempt) {
            const Milliseconds delay = backoff.delay(attempt, random);
            QVERIFY(delay >= 4s && delay <= 60s);
            if (attempt > 10) {
                least = std::min(least, delay);
                most = std::max(most, delay);
            }
        }
        QVERIFY(least < 33s && most > 57s); // jitter
    }
};

QTEST_GUILESS_MAIN(tst_ReconnectMachine)
#include "tst_ReconnectMachine.moc"
