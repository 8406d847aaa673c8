// Handing over from the call window, over real phones in virtual time: what is clicked, and who talks to
// whom.

#include "Office.h"

#include "CallDrag.h"
#include "CallStrip.h"
#include "ConsultPanel.h"
#include "KeyMapWindow.h"
#include "RowList.h"
#include "TransferChip.h"

#include <QDropEvent>
#include <QMimeData>

using namespace carillon;
using namespace carillon::office;

class tst_HandoverDesk : public QObject
{
    Q_OBJECT
private:
    struct Desk : Office {
        CallWindow &window = talkToBob();
        Desk() { (void)bob->settings().set(QStringLiteral("acceptRefer"), QStringLiteral("always")); }
        void choose(TransferVerb verb)
        {
            window.transferRow().choose(
                {verb, {TransferTarget::Kind::Person, QStringLiteral("Carol"), carol.uri()}});
            world.run(500ms);
        }
        void ask() { choose(TransferVerb::Ask); }
        void carolAnswers()
        {
            (void)carol->calls().last()->answer();
            world.run(500ms);
        }
        CallState withBob() { return anna->calls().at(0)->state(); }
        CallState withCarol() { return anna->calls().at(1)->state(); }
        void act(const char *caption)
        {
            if (auto *one = iconButton(caption))
                one->click();
            for (auto *one : window.findChildren<QPushButton *>()) {
                if (one->isVisible() && one->text() == QLatin1String(caption))
                    one->click();
            }
            world.run(1s);
        }
        IconButton *iconButton(const char *caption)
        {
            for (auto *one : window.findChildren<IconButton *>()) {
                if (one->isVisible() && one->caption() == QLatin1String(caption))
                    return one;
            }
            return nullptr;
        }
        void drop(QWidget &where, const QPoint &at)
        {
            const std::unique_ptr<QMimeData> call(CallDrag::mimeData(withBob().id));
            QDragEnterEvent enter(at, Qt::MoveAction, call.get(), Qt::LeftButton, {});
            QApplication::sendEvent(&where, &enter);
            QDropEvent event(at, Qt::MoveAction, call.get(), Qt::LeftButton, {});
            QApplication::sendEvent(&where, &event);
        }
        bool isAsking() { return window.findChild<ConsultPanel *>()->isVisible(); }
        /// Bob and Carol have a call with each other, and we have none.
        bool areConnected()
        {
            const auto talks = [](Phone &phone, const QString &to) {
                for (const Call *call : phone.calls()) {
                    const CallState state = call->state();
                    // A call of the list is called back without the port that was not written there.
                    if (state.phase == Phase::Established && to.startsWith(state.remoteUri)
                        && !state.heldLocal)
                        return true;
                }
                return false;
            };
            const auto isOver = [](const Call *call) { return call->state().phase == Phase::Terminated; };
            const QList<Call *> ours = anna->calls();
            return talks(*bob, carol.uri()) && std::all_of(ours.begin(), ours.end(), isOver);
        }
    };

private Q_SLOTS:
    void askingShowsBothInOneWindow()
    {
        Desk d;
        d.ask();
        QCOMPARE(shown<CallWindow>().size(), 1);
        QVERIFY(d.isAsking());
        QVERIFY(d.withBob().heldLocal);
        QCOMPARE(d.withCarol().consultOf, d.withBob().id);
        d.carolAnswers();
        QCOMPARE(shown<CallWindow>().size(), 1);
        QTest::keyClick(&d.window, Qt::Key_M); // means Carol, whom we talk to
        QVERIFY(d.withCarol().muted);
        QVERIFY(!d.withBob().muted);
    }
    void connectJoinsTheTwo()
    {
        Desk d;
        d.ask();
        d.carolAnswers();
        d.act("Connect");
        QVERIFY(d.areConnected());
        QCOMPARE(shown<CallWindow>().size(), 1); // of the first call, which tells how it ended
        QVERIFY(d.window.sentence().contains(QStringLiteral("is talking to Carol")));
        d.world.run(3s);
        QVERIFY(shown<CallWindow>().isEmpty());
    }
    void connectWhileItRingsSends()
    {
        Desk d;
        d.ask();
        QTest::keyClick(&d.window, Qt::Key_Return);
        d.world.run(1s);
        d.carolAnswers();
        d.world.run(1s);
        QVERIFY(d.areConnected());
    }
    void connectWhileItRingsAndFailingGivesTheCallBack()
    {
        Desk d;
        d.ask();
        QTest::keyClick(&d.window, Qt::Key_Return);
        d.world.run(1s);
        (void)d.carol->calls().last()->reject(486);
        d.world.run(2s);
        QVERIFY(d.withBob().phase == Phase::Established);
        QVERIFY(!d.withBob().heldLocal);
        QVERIFY2(d.window.sentence().endsWith(QStringLiteral("is back with you."))
                || d.window.shown().transferOutcome.endsWith(QStringLiteral("is back with you.")),
            qPrintable(d.window.sentence()));
        QVERIFY(d.window.transferRow().isVisible());
    }
    void escapeGoesBackToTheFirst()
    {
        Desk d;
        d.ask();
        d.carolAnswers();
        QTest::keyClick(&d.window, Qt::Key_Escape);
        d.world.run(1s);
        QVERIFY(d.withCarol().phase == Phase::Terminated);
        QVERIFY(d.withBob().phase == Phase::Established && !d.withBob().heldLocal);
        QVERIFY(!d.isAsking());
        QVERIFY(d.window.transferRow().isVisible());
    }
    void swapAndBack()
    {
        Desk d;
        d.ask();
        d.carolAnswers();
        d.act("Swap");
        QVERIFY(!d.withBob().heldLocal && d.withCarol().heldLocal);
        QVERIFY(d.isAsking());
        QTest::keyClick(&d.window, Qt::Key_X);
        d.world.run(1s);
        QVERIFY(d.withBob().heldLocal && !d.withCarol().heldLocal);
    }
    void mergeMakesAConference()
    {
        Desk d;
        d.ask();
        d.carolAnswers();
        d.act("Merge");
        QVERIFY(d.withBob().conference && d.withCarol().conference);
        QVERIFY(!d.isAsking());
        QCOMPARE(shown<CallWindow>().size(), 1);
        QCOMPARE(d.window.shown().conference.members.size(), 2);
    }
    void whoDeclinesGivesTheFirstBack()
    {
        Desk d;
        d.ask();
        (void)d.carol->calls().last()->reject(486);
        d.world.run(1s);
        QVERIFY(d.withBob().phase == Phase::Established && !d.withBob().heldLocal);
        QCOMPARE(d.window.sentence(), QStringLiteral("Carol is busy. bob is back with you."));
        QVERIFY(d.window.transferRow().isVisible());
    }
    void whoIsBusyBeforeTheFirstIsHeldGivesItBack()
    {
        Desk d;
        d.carol->settings().set(QStringLiteral("dnd"), QStringLiteral("on")); // refuses within a round trip
        d.window.transferRow().focusField();
        d.ask();
        d.world.run(3s);
        QVERIFY(d.withBob().phase == Phase::Established);
        QVERIFY(!d.withBob().heldLocal);
    }
    void whoWaitedAndHangsUpLeavesAnOrdinaryCall()
    {
        Desk d;
        d.ask();
        d.carolAnswers();
        (void)d.bob->calls().first()->hangUp();
        d.world.run(1s);
        QVERIFY(d.withCarol().phase == Phase::Established);
        QVERIFY(!d.withCarol().heldLocal);
        d.world.run(3s);
        QCOMPARE(shown<CallWindow>().size(), 1); // that of the first is gone
        QVERIFY(!shown<CallWindow>().first()->isConsulting());
        QCOMPARE(shown<CallWindow>().first()->shown().name, QStringLiteral("carol"));
    }
    void onlyOneIsAskedAtATime()
    {
        Desk d;
        d.ask();
        const qsizetype calls = d.anna->calls().size();
        Q_EMIT d.window.transferRequested(
            {TransferVerb::Ask, {TransferTarget::Kind::Person, QStringLiteral("Carol"), d.carol.uri()}});
        QCOMPARE(d.anna->calls().size(), calls);
        QVERIFY(d.window.sentence().contains(QStringLiteral("being asked")));
    }
    void anEntryOfTheListTakesADroppedCall()
    {
        Desk d;
        (void)d.carol->dial(d.anna.uri()); // somebody who was called with, to have a row
        d.world.run(500ms);
        (void)d.anna->calls().last()->reject();
        d.world.run(1s);
        RowList &list = d.main().recent().list();
        QTRY_VERIFY(d.main().recent().rowCount() > 0);
        const QRect row = list.visualRect(list.model()->index(0, 0));
        d.drop(*list.viewport(), QPoint(row.right() - 8, row.center().y()));
        d.world.run(500ms);
        QVERIFY(d.isAsking()); // the second verb
        d.carolAnswers();
        d.act("Connect");
        QVERIFY(d.areConnected());
    }
    void aCallDroppedOnAnotherIsJoinedWithIt()
    {
        Desk d;
        (void)d.carol->dial(d.anna.uri());
        d.world.run(500ms);
        (void)d.anna->calls().last()->answer();
        d.world.run(1s);
        CallLine *carol = nullptr;
        for (auto *line : d.main().callsBar().findChildren<CallLine *>()) {
            if (line->name() == QLatin1String("carol"))
                carol = line;
        }
        QVERIFY(carol);
        d.drop(*carol, QPoint(8, 8));
        d.world.run(2s);
        QVERIFY(d.areConnected());
    }
    void theStripFollowsTheWish()
    {
        Desk d;
        QVERIFY(shown<CallStrip>().isEmpty());
        QTest::keyClick(&d.window, Qt::Key_S);
        CallStrip *strip = shown<CallStrip>().value(0);
        QVERIFY(strip);
        QCOMPARE(strip->callId(), d.withBob().id);
        d.window.close();
        button(*strip, QStringLiteral("Hand bob over"))->click();
        QVERIFY(d.window.isVisible());
        QVERIFY(d.window.transferRow().fieldHasFocus());
        button(*strip, QStringLiteral("Hang up"))->click();
        d.world.run(1s);
        QVERIFY(shown<CallStrip>().isEmpty());
        QCOMPARE(
            d.anna->settings().value(QStringLiteral("callStrip")), QStringLiteral("on")); // for the next one
    }
    void f1ShowsTheKeys()
    {
        Desk d;
        QTest::keyClick(&d.window, Qt::Key_F1);
        QCOMPARE(shown<KeyMapWindow>().size(), 1);
    }
};

QTEST_MAIN(tst_HandoverDesk)
#include "tst_HandoverDesk.moc"
