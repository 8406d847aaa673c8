// Ringing calls and their popups over real phones in virtual time.

#include "Office.h"

#include "ElidedLabel.h"
#include "PopupStack.h"

using namespace carillon;
using namespace carillon::office;
using namespace std::chrono_literals;

class tst_IncomingCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anIncomingCallIsAnsweredFromItsPopup()
    {
        Office office;
        Call *call = office.bobCalls();
        IncomingPopup *popup = shown<IncomingPopup>().value(0);
        QVERIFY(popup);
        QCOMPARE(popup->windowTitle(), QStringLiteral("bob is calling"));
        QVERIFY(popup->testAttribute(
            Qt::WA_ShowWithoutActivating)); // the offscreen platform activates everything
        QVERIFY(shown<CallWindow>().isEmpty());
        button(*popup, QStringLiteral("Answer"))->click();
        office.world.run(500ms);
        QVERIFY(call->state().phase == Phase::Established);
        QVERIFY(shown<IncomingPopup>().isEmpty());
        QCOMPARE(shown<CallWindow>().size(), 1);
        QCOMPARE(shown<CallWindow>().first()->windowTitle(), QStringLiteral("bob"));
        QCOMPARE(office.main().callsBar().lineCount(), 1);
    }
    void aCallerWhoGivesUpTakesThePopupAlong()
    {
        Office office;
        Call *call = office.bobCalls();
        QCOMPARE(shown<IncomingPopup>().size(), 1);
        (void)call->hangUp();
        office.world.run(500ms);
        QVERIFY(shown<IncomingPopup>().isEmpty());
        QVERIFY(shown<CallWindow>().isEmpty());
        QCOMPARE(office.main().callsBar().lineCount(), 0);
        QCOMPARE(office.anna.phone->history().entries().size(), 1);
    }
    void declining()
    {
        Office office;
        Call *call = office.bobCalls();
        button(*shown<IncomingPopup>().first(), QStringLiteral("Decline"))->click();
        office.world.run(500ms);
        QVERIFY(call->state().phase == Phase::Terminated);
        QVERIFY(shown<IncomingPopup>().isEmpty());
    }
    void silenceTakesThePopupAndTheRingButNotTheCall()
    {
        Office office;
        Call *call = office.bobCalls();
        button(*shown<IncomingPopup>().first(), QStringLiteral("Silence"))->click();
        office.world.run(500ms);
        QVERIFY(shown<IncomingPopup>().isEmpty());
        QVERIFY(call->state().ringing);
        QCOMPARE(office.anna.media.alerts.last(), PhoneMedia::Alert::None);
        QCOMPARE(office.main().callsBar().lineCount(), 1); // and can still be answered
        button(office.main().callsBar(), QStringLiteral("Answer"))->click();
        office.world.run(500ms);
        QVERIFY(call->state().phase == Phase::Established);
    }
    void keysAnswerAndDeclineWhoRingsLongest()
    {
        Office office;
        Call *first = office.bobCalls();
        Call *second = *office.carol->dial(office.anna.uri());
        office.world.run(500ms);
        Q_EMIT office.main().declineAsked();
        office.world.run(500ms);
        QVERIFY(first->state().phase == Phase::Terminated);
        Q_EMIT office.main().answerAsked();
        office.world.run(500ms);
        QVERIFY(second->state().phase == Phase::Established);
    }
    void popupsStandInOrderOfArrivalAndOnTheScreen()
    {
        Office office;
        QList<Call *> rings;
        for (int i = 0; i < 12; ++i) {
            rings.append(*office.bob->dial(office.anna.uri()));
            office.world.run(500ms);
        }
        int ringing = 0;
        for (const Call *call : office.anna->calls())
            ringing += ringsHere(call->state()) ? 1 : 0;
        const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
        const auto popups = shown<IncomingPopup>();
        QVERIFY(popups.size() > 1 && popups.size() < ringing);
        for (const IncomingPopup *popup : popups)
            QVERIFY(screen.contains(popup->geometry()));
        IncomingPopup *top = *std::min_element(popups.begin(), popups.end(),
            [](const IncomingPopup *a, const IncomingPopup *b) { return a->y() < b->y(); });
        button(*top, QStringLiteral("Decline"))->click();
        office.world.run(500ms);
        QVERIFY(rings.first()->state().phase == Phase::Terminated);
    }
    void thirtyCallsAtOnceAreShownBounded()
    {
        Office office;
        const int ringing = office.callsFromBob(30);
        QVERIFY(ringing >= 16);
        const auto popups = shown<IncomingPopup>();
        QCOMPARE(popups.size(), PopupStack::mostShown);
        QStringList said;
        for (const IncomingPopup *popup : popups) {
            for (const auto *label : popup->findChildren<QLabel *>()) {
                if (label->isVisible())
                    said.append(label->text());
            }
            for (const auto *label : popup->findChildren<ElidedLabel *>()) {
                if (label->isVisible())
                    said.append(label->text());
            }
        }
        const QString more = QStringLiteral("and %1 more are calling").arg(ringing - PopupStack::mostShown);
        QVERIFY2(said.contains(more), qPrintable(said.join(u'|')));
        office.bob->hangUpAll();
        office.world.run(2s);
        QVERIFY(shown<IncomingPopup>().isEmpty());
    }
    void popupsStack()
    {
        Office office;
        office.bobCalls();
        (void)office.carol->dial(office.anna.uri());
        office.world.run(500ms);
        const auto popups = shown<IncomingPopup>();
        QCOMPARE(popups.size(), 2);
        QVERIFY(!popups.at(0)->geometry().intersects(popups.at(1)->geometry()));
    }
    void aSecondCallSaysWhomItHolds()
    {
        Office office;
        office.talkToBob();
        (void)office.carol->dial(office.anna.uri());
        office.world.run(500ms);
        IncomingPopup *popup = shown<IncomingPopup>().value(0);
        QVERIFY(popup);
        QCOMPARE(popup->shown().answer, QStringLiteral("Answer (holds bob)"));
        button(*popup, QStringLiteral("Answer"))->click();
        office.world.run(500ms);
        QVERIFY(office.anna->calls().first()->state().heldLocal);
        QCOMPARE(shown<CallWindow>().size(), 2);
    }
};

QTEST_MAIN(tst_IncomingCalls)
#include "tst_IncomingCalls.moc"
