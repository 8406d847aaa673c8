// The whole GUI over real phones in virtual time: what is clicked happens, and what happens is shown.

#include "MainUi.h"

#include "CallWindow.h"
#include "CallsBar.h"
#include "History.h"
#include "IconButton.h"
#include "IncomingPopup.h"
#include "MainWindow.h"
#include "NoticeBar.h"
#include "PhoneFixture.h"
#include "RecentPanel.h"
#include "SettingsStore.h"
#include "TransferRow.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;

namespace {

template <typename Window>
QList<Window *> shown()
{
    QList<Window *> found;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        auto *window = qobject_cast<Window *>(widget);
        if (window && window->isVisible())
            found.append(window);
    }
    return found;
}

IconButton *button(const QWidget &window, const QString &sentenceStart)
{
    for (auto *one : window.findChildren<IconButton *>()) {
        if (one->isVisible() && one->accessibleName().startsWith(sentenceStart))
            return one;
    }
    return nullptr;
}

/// Anna at this screen, Bob and Carol elsewhere.
struct Office {
    PhoneWorld world;
    PhoneFixture anna{world, QStringLiteral("anna")};
    PhoneFixture bob{world, QStringLiteral("bob")};
    PhoneFixture carol{world, QStringLiteral("carol")};
    std::unique_ptr<MainUi> ui;

    explicit Office(MainUiOptions::Start start = MainUiOptions::Start::Window)
    {
        anna.addAccount();
        bob.addAccount();
        carol.addAccount();
        ui = std::make_unique<MainUi>(*qApp, *anna, world.clock, MainUiOptions{start});
        world.run(100ms);
    }
    MainWindow &main() const
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *window = qobject_cast<MainWindow *>(widget))
                return *window;
        }
        qFatal("there is no main window");
    }
    Call *bobCalls()
    {
        Call *call = *bob->dial(anna.uri());
        world.run(500ms);
        return call;
    }
    /// A call with Bob that is up, and its window.
    CallWindow &talkToBob()
    {
        main().dialer().setText(bob.uri());
        QTest::keyClick(main().dialer().findChild<QLineEdit *>(), Qt::Key_Return);
        world.run(500ms);
        (void)bob->calls().last()->answer();
        world.run(500ms);
        return *shown<CallWindow>().first();
    }
    Phase phase() { return anna->calls().first()->state().phase; }
};

} // namespace

class tst_MainUi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAnAccountItBeginsWithTheFirstStart()
    {
        PhoneWorld world;
        PhoneFixture fresh(world, QStringLiteral("fresh"));
        MainUi ui(*qApp, *fresh, world.clock, {});
        MainWindow *window = shown<MainWindow>().value(0);
        QVERIFY(window);
        QCOMPARE(window->screen(), MainWindow::Screen::FirstStart);
        fresh.addAccount();
        QCOMPARE(window->screen(), MainWindow::Screen::Calls); // a script added one
        QVERIFY(window->windowTitle().startsWith(QStringLiteral("Carillon")));
    }
    void inTheBackgroundNothingIsShownUntilRaised()
    {
        Office office(MainUiOptions::Start::Background);
        for (const QWidget *widget : QApplication::topLevelWidgets())
            QVERIFY2(!widget->isVisible(), widget->metaObject()->className());
        office.ui->raise();
        QVERIFY(office.main().isVisible());
    }
    void aLinkIsShownAndNeverDialled()
    {
        Office office(MainUiOptions::Start::Background);
        office.ui->dialRequested(QStringLiteral("sip:friend@192.0.2.9"));
        office.world.run(1s);
        QCOMPARE(office.main().dialer().text(), QStringLiteral("sip:friend@192.0.2.9"));
        QVERIFY(office.main().isVisible());
        QVERIFY(office.anna->calls().isEmpty());
    }
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
    void keysOfTheCallWindowReachTheCall()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        QTRY_VERIFY(window.isActiveWindow());
        QVERIFY(office.main().dialer().text().isEmpty());
        QTest::keyClick(&window, Qt::Key_M);
        QVERIFY(office.anna->calls().first()->state().muted);
        QCOMPARE(window.sentence(), QStringLiteral("You are muted"));
        QTest::keyClick(&window, Qt::Key_M);
        QTest::keyClick(&window, Qt::Key_H);
        office.world.run(500ms);
        QVERIFY(office.anna->calls().first()->state().heldLocal);
        QTest::keyClick(&window, Qt::Key_5);
        QTest::keyClick(&window, Qt::Key_Escape);
        QTest::keyClick(&window, Qt::Key_Escape);
        office.world.run(500ms);
        QVERIFY(office.phase() == Phase::Terminated);
        QVERIFY(window.isVisible()); // how it ended is read
        office.world.run(2500ms);
        QVERIFY(shown<CallWindow>().isEmpty());
    }
    void closingTheWindowKeepsTheCall()
    {
        Office office;
        office.talkToBob().close();
        office.world.run(1s);
        QVERIFY(office.phase() == Phase::Established);
        QVERIFY(shown<CallWindow>().isEmpty());
        button(office.main().callsBar(), QStringLiteral("Show the call"))->click();
        QCOMPARE(shown<CallWindow>().size(), 1);
        shown<CallWindow>().first()->close();
        button(office.main().callsBar(), QStringLiteral("Hang up"))->click();
        office.world.run(5s);
        QVERIFY(office.phase() == Phase::Terminated);
        QVERIFY(shown<CallWindow>().isEmpty());
    }
    void handingOverByTheKeyboard()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        QTest::keyClick(&window, Qt::Key_T);
        QTest::keyClicks(window.focusWidget(), office.carol.uri());
        QTest::keyClick(window.focusWidget(), Qt::Key_Return);
        office.world.run(1900ms);
        QVERIFY(office.carol->calls().isEmpty()); // could still be taken back
        office.world.run(1s);
        QCOMPARE(office.carol->calls().size(), 0); // Bob asks his user first
        (void)office.bob->calls().first()->acceptReferral();
        office.world.run(500ms);
        QCOMPARE(office.carol->calls().size(), 1);
        (void)office.carol->calls().first()->answer();
        office.world.run(1s);
        QVERIFY(window.transferRow().sentence().contains(QStringLiteral("is talking to"))
            || window.sentence().contains(QStringLiteral("is talking to")));
        office.world.run(3s);
        QVERIFY(shown<CallWindow>().isEmpty());
    }
    void takingItBackSendsNothing()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        QTest::keyClick(&window, Qt::Key_T);
        QTest::keyClicks(window.focusWidget(), office.carol.uri());
        QTest::keyClick(window.focusWidget(), Qt::Key_Return);
        QTest::keyClick(&window, Qt::Key_Escape);
        office.world.run(5s);
        QVERIFY(!office.bob->calls().first()->state().referralTarget.has_value());
        QVERIFY(office.phase() == Phase::Established);
    }
    void beingHandedOverIsAsked()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        (void)office.bob->calls().first()->transfer(office.carol.uri());
        office.world.run(1s);
        QCoreApplication::processEvents();
        QVERIFY(window.shown().question.startsWith(QStringLiteral("bob wants to connect you with")));
        for (auto *one : window.findChildren<QPushButton *>()) {
            if (one->isVisible() && one->text() == QStringLiteral("&No"))
                one->click();
        }
        office.world.run(1s);
        QCoreApplication::processEvents();
        QVERIFY(window.shown().question.isEmpty());
        QVERIFY(office.carol->calls().isEmpty());
    }
    void aRefusedNumberIsSaid()
    {
        Office office;
        office.main().dialer().setText(QStringLiteral("sip:"));
        QTest::keyClick(office.main().dialer().findChild<QLineEdit *>(), Qt::Key_Return);
        QVERIFY(office.anna->calls().isEmpty());
        QCOMPARE(office.main().dialer().text(), QStringLiteral("sip:")); // to be corrected
    }
    void quittingInACallAsks()
    {
        Office office;
        QSignalSpy quit(office.ui.get(), &MainUi::quitRequested);
        office.talkToBob();
        Q_EMIT office.main().quitRequested();
        QCOMPARE(quit.size(), 0);
        QVERIFY(office.main().notices().isVisible());
        office.main().notices().findChild<QPushButton *>()->click();
        QCOMPARE(quit.size(), 1);
    }
    void theQuestionGoesWithTheLastCall()
    {
        Office office;
        office.talkToBob();
        Q_EMIT office.main().quitRequested();
        QVERIFY(office.main().notices().isVisible());
        (void)office.bob->calls().first()->hangUp();
        office.world.run(500ms);
        QVERIFY(office.main().notices().isHidden());
    }
    void doNotDisturbIsSeen()
    {
        Office office;
        button(office.main(), QStringLiteral("Do not disturb"))->click();
        QCOMPARE(office.anna->settings().value(QStringLiteral("dnd")), QStringLiteral("on"));
        QVERIFY(button(office.main(), QStringLiteral("Let callers"))->isChecked());
    }
    void whatWasMissedIsSeenAfterAWhile()
    {
        Office office;
        office.main().activateWindow();
        QTRY_VERIFY(office.main().isActiveWindow());
        Call *call = office.bobCalls();
        (void)call->hangUp();
        office.world.run(500ms);
        office.main().activateWindow();
        QTRY_VERIFY(office.main().isActiveWindow());
        QCOMPARE(office.anna->history().unseenMissed(), 1);
        office.world.run(4s);
        QCOMPARE(office.anna->history().unseenMissed(), 0);
    }
    void theCursorStandsStillWhenNobodyTypes()
    {
        Office office;
        const int flash = QApplication::cursorFlashTime();
        QVERIFY(flash > 0);
        office.world.run(11s);
        QCOMPARE(QApplication::cursorFlashTime(), 0);
        QTest::keyClick(&office.main(), Qt::Key_1);
        QCOMPARE(QApplication::cursorFlashTime(), flash);
    }
    void anOldRefusalIsForgottenByTheNextCall()
    {
        Office office;
        office.main().dialer().showRefusal(QStringLiteral("Nobody has this number."));
        Q_EMIT office.main().recent().callRequested(office.bob.uri(), {});
        office.world.run(500ms);
        for (const auto *label : office.main().dialer().findChildren<QLabel *>())
            QVERIFY(label->isHidden() || label->text().isEmpty());
    }
    void quittingWithoutACallDoesNot()
    {
        Office office;
        QSignalSpy quit(office.ui.get(), &MainUi::quitRequested);
        Q_EMIT office.main().quitRequested();
        QCOMPARE(quit.size(), 1);
    }
    void settingsHoldAtOnce()
    {
        Office office;
        (void)office.anna->settings().set(QStringLiteral("theme"), QStringLiteral("dark"));
        QCOMPARE(office.main().palette().color(QPalette::Window), Theme::colors(Theme::Kind::Dark).window);
        (void)office.anna->settings().set(QStringLiteral("showDialPad"), QStringLiteral("on"));
        QVERIFY(office.main().dialer().isDialPadVisible());
    }
    void aStormOfCallsLeavesNothingBehind()
    {
        Office office;
        for (int round = 0; round < 5; ++round) {
            Call *call = office.bobCalls();
            if (round % 2 == 0)
                button(*shown<IncomingPopup>().first(), QStringLiteral("Answer"))->click();
            office.world.run(500ms);
            (void)call->hangUp();
            office.world.run(4s);
        }
        office.world.run(70s);
        QVERIFY(shown<IncomingPopup>().isEmpty());
        QVERIFY(shown<CallWindow>().isEmpty());
        int left = 0;
        for (const QWidget *widget : QApplication::topLevelWidgets())
            left += qobject_cast<const CallWindow *>(widget) || qobject_cast<const IncomingPopup *>(widget)
                ? 1
                : 0;
        QCOMPARE(left, 0);
    }
};

QTEST_MAIN(tst_MainUi)
#include "tst_MainUi.moc"
