#include "SessionMachine.h"

#include <QTest>

using namespace carillon;
using State = Session::State;
using SessionMachine::Event;
using SessionMachine::step;

class tst_SessionMachine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySessionMayEnd()
    {
        for (const State from : {State::Initial, State::Establishing, State::Established, State::Terminating})
            QCOMPARE(step(from, Event::Ended), std::optional(State::Terminated));
    }
    void nothingComesAfterTheEnd()
    {
        for (const Event on : {Event::Begin, Event::Confirm, Event::EndWanted, Event::Ended})
            QVERIFY(!step(State::Terminated, on));
    }
    void thereIsNoWayBack()
    {
        QVERIFY(!step(State::Initial, Event::Confirm));
        QVERIFY(!step(State::Established, Event::Begin));
        QVERIFY(
            !step(State::Terminating, Event::Confirm)); // a 2xx that crosses a CANCEL is ended, not welcomed
    }
};

QTEST_GUILESS_MAIN(tst_SessionMachine)
#include "tst_SessionMachine.moc"
