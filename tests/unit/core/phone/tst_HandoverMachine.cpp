#include "HandoverMachine.h"

#include <QTest>

using namespace carillon::HandoverMachine;

class tst_HandoverMachine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void walks_data();
    void walks();
    void whatIsOverStaysOver();
};

Q_DECLARE_METATYPE(carillon::HandoverMachine::State)
Q_DECLARE_METATYPE(QList<carillon::HandoverMachine::Event>)

void tst_HandoverMachine::walks_data()
{
    QTest::addColumn<QList<Event>>("events");
    QTest::addColumn<State>("state");
    QTest::addColumn<int>("lastAction");
    const auto row = [](const char *name, QList<Event> events, State state, Action action) {
        QTest::newRow(name) << events << state << int(action);
    };
    row("held first", {Event::Start}, State::Holding, Action::Hold);
    row("then asked", {Event::Start, Event::Held}, State::Asking, Action::Refer);
    row("held before", {Event::StartHeld}, State::Asking, Action::Refer);
    row("hold refused: asked all the same", {Event::Start, Event::NotHeld}, State::Asking, Action::Refer);
    row("success", {Event::StartHeld, Event::NewsTrying, Event::NewsRinging, Event::NewsSuccess},
        State::Succeeded, Action::HangUp);
    row("no subscription", {Event::StartHeld, Event::NewsSuccess}, State::Succeeded, Action::HangUp);
    row("refused", {Event::StartHeld, Event::NewsFailure}, State::Failed, Action::GiveBack);
    row("declined by the target", {Event::StartHeld, Event::NewsTrying, Event::NewsFailure}, State::Failed,
        Action::GiveBack);
    row("silence", {Event::StartHeld, Event::Silence}, State::Failed, Action::GiveBack);
    row("early BYE after news", {Event::StartHeld, Event::NewsTrying, Event::CallEnded}, State::Succeeded,
        Action::None);
    row("BYE before any news", {Event::StartHeld, Event::CallEnded}, State::Failed, Action::None);
    row("news after silence", {Event::StartHeld, Event::Silence, Event::NewsTrying}, State::Trying,
        Action::AwaitNews);
    row("success after silence", {Event::StartHeld, Event::Silence, Event::NewsSuccess}, State::Succeeded,
        Action::HangUp);
    row("again after a failure", {Event::StartHeld, Event::NewsFailure, Event::Start}, State::Holding,
        Action::Hold);
}

void tst_HandoverMachine::walks()
{
    QFETCH(QList<Event>, events);
    QFETCH(State, state);
    State at = State::Idle;
    Action last = Action::None;
    for (const Event event : events) {
        const Step next = step(at, event);
        at = next.next;
        last = next.action;
    }
    QCOMPARE(int(at), int(state));
    QTEST(int(last), "lastAction");
}

void tst_HandoverMachine::whatIsOverStaysOver()
{
    for (int event = int(Event::Held); event <= int(Event::CallEnded); ++event) {
        const bool isLateNews = Event(event) == Event::NewsTrying || Event(event) == Event::NewsRinging
            || Event(event) == Event::NewsSuccess;
        for (const State over : {State::Succeeded, State::Failed, State::Idle}) {
            if (over == State::Failed && isLateNews)
                continue;
            QCOMPARE(int(step(over, Event(event)).next), int(over));
            QCOMPARE(int(step(over, Event(event)).action), int(Action::None));
        }
    }
}

QTEST_GUILESS_MAIN(tst_HandoverMachine)
#include "tst_HandoverMachine.moc"
