#include "SessionTimerMachine.h"

#include <QTest>

using namespace carillon;
using SessionTimerMachine::Action;
using SessionTimerMachine::Event;
using SessionTimerMachine::State;
using SessionTimerMachine::step;

class tst_SessionTimerMachine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyAgreementSettlesIt()
    {
        for (const State from : {State::Off, State::Waiting, State::Refreshing, State::Watching}) {
            QVERIFY(step(from, Event::OursAgreed)->next == State::Waiting);
            QVERIFY(step(from, Event::OursAgreed)->action == Action::StartBoth);
            QVERIFY(step(from, Event::PeersAgreed)->next == State::Watching);
            QVERIFY(step(from, Event::PeersAgreed)->action == Action::StartEnd);
        }
    }
    void whatRunsCanBeStopped()
    {
        for (const State from : {State::Waiting, State::Refreshing, State::Watching}) {
            for (const Event on : {Event::NoneAgreed, Event::Stop}) {
                QVERIFY(step(from, on)->next == State::Off);
                QVERIFY(step(from, on)->action == Action::StopBoth);
            }
            QVERIFY(step(from, Event::Expired)->next == State::Off);
            QVERIFY(step(from, Event::Expired)->action == Action::EndSession);
        }
    }
    void nothingHappensWhereThereIsNoTimer()
    {
        for (const Event on :
            {Event::NoneAgreed, Event::RefreshDue, Event::RefreshFailed, Event::Expired, Event::Stop})
            QVERIFY(!step(State::Off, on));
    }
    void onlyTheRefresherRefreshes()
    {
        QVERIFY(step(State::Waiting, Event::RefreshDue)->action == Action::SendRefresh);
        QVERIFY(step(State::Refreshing, Event::RefreshFailed)->action == Action::PlanRetry);
        QVERIFY(step(State::Refreshing, Event::RefreshDue)->action == Action::SendRefresh);
        QVERIFY(!step(State::Watching, Event::RefreshDue));
        QVERIFY(!step(State::Waiting, Event::RefreshFailed));
    }
};

QTEST_GUILESS_MAIN(tst_SessionTimerMachine)
#include "tst_SessionTimerMachine.moc"
