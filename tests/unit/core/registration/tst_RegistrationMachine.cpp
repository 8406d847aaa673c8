#include "RegistrationMachine.h"

#include <QTest>

using namespace carillon;
using namespace carillon::RegistrationMachine;
using State = Registerer::State;

class tst_RegistrationMachine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyLifeEnds() // wherever it stands, End is heard and nothing comes after it
    {
        for (const State from : {State::Unregistered, State::Registering, State::Registered,
                 State::Refreshing, State::Unregistering})
            QCOMPARE(step(from, Event::End).next, State::Terminated);
        for (int on = 0; on <= int(Event::End); ++on)
            QCOMPARE(step(State::Terminated, Event(on)).next, State::Terminated);
    }
    void onlyAnswersAndLossEndAWait()
    {
        for (const State waiting : {State::Registering, State::Refreshing, State::Unregistering}) {
            QCOMPARE(step(waiting, Event::Add).action, Action::None);
            QCOMPARE(step(waiting, Event::Remove).next, waiting);
            QCOMPARE(step(waiting, Event::Rejected).next, State::Unregistered);
            QCOMPARE(step(waiting, Event::Lost).next, State::Unregistered);
        }
    }
    void aRefreshMayOutliveItsBinding()
    {
        const Step expired = step(State::Refreshing, Event::Expired);
        QCOMPARE(expired.next, State::Registering);
        QCOMPARE(expired.action, Action::None);
        QCOMPARE(step(expired.next, Event::Accepted).next, State::Registered);
    }
};

QTEST_GUILESS_MAIN(tst_RegistrationMachine)
#include "tst_RegistrationMachine.moc"
