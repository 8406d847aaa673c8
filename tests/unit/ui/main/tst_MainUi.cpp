// The whole GUI over real phones in virtual time: what is clicked happens, and what happens is shown.

#include "Office.h"

#include "AccountsPage.h"
#include "LevelLine.h"
#include "OrderedList.h"
#include "TextLabel.h"
#include "TryOut.h"
#include "TryOutParties.h"

#include <QTemporaryDir>

using namespace carillon;
using namespace carillon::office;
using namespace std::chrono_literals;

namespace {

class QuietTryOut final : public TryOut
{
public:
    void start() override { }
    void stop() override { }
    Subscriber subscriber() const override { return {}; }
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
    void closingWithoutATrayOnlyMinimises()
    {
        Office office;
        QSignalSpy quit(office.ui.get(), &MainUi::quitRequested);
        office.main().askToClose();
        QVERIFY(office.main().isVisible() && office.main().isMinimized());
        QCOMPARE(quit.size(), 0);
        office.ui->raise();
        QVERIFY(!office.main().isMinimized());
    }
    void closingEndsItOnlyWhereThatWasChosenAndNobodyTalks()
    {
        Office office;
        (void)office.anna->settings().set(QStringLiteral("closeToTray"), QStringLiteral("off"));
        QSignalSpy quit(office.ui.get(), &MainUi::quitRequested);
        office.talkToBob();
        office.main().askToClose();
        QCOMPARE(quit.size(), 0);
        office.anna->hangUpAll();
        office.world.run(5s);
        office.main().askToClose();
        QCOMPARE(quit.size(), 1);
    }
    void withoutATrayABackgroundStartStaysHidden()
    {
        Office office(MainUiOptions::Start::Background);
        office.world.run(60s);
        for (const QWidget *widget : QApplication::topLevelWidgets())
            QVERIFY2(!widget->isVisible(), widget->metaObject()->className());
    }
    void theWindowComesBackWhereItWas()
    {
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("windows.ini"));
        QRect place;
        {
            Office office(MainUiOptions{.placesFile = file});
            office.main().resize(380, 560);
            office.main().move(120, 90);
            place = QRect(office.main().pos(), office.main().size());
        }
        Office again(MainUiOptions{.placesFile = file});
        QCOMPARE(QRect(again.main().pos(), again.main().size()), place);
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
    void theCallWindowSaysThatADeviceWentAway()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        FakePhoneMedia &media = office.anna.media;
        media.callProblem = QStringLiteral("The headset went away.");
        Q_EMIT media.stateChanged(media.last);
        QCOMPARE(window.sentence(), media.callProblem);
        media.callProblem.clear();
        Q_EMIT media.stateChanged(media.last);
        QVERIFY(!window.sentence().contains(QStringLiteral("headset")));
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
    void withoutAPasswordTryingAgainAsksForIt()
    {
        PhoneWorld world;
        PhoneFixture phone(world, QStringLiteral("anna"));
        const QString id = phone.addAccount(QStringLiteral("secret"))->id();
        phone.restart(); // nobody kept the password
        world.run(1s);
        MainUi ui(*qApp, *phone, world.clock, {});
        MainWindow &window = *shown<MainWindow>().first();
        Q_EMIT window.accounts().connectionRequested(id, true);
        QCOMPARE(window.screen(), MainWindow::Screen::AccountForm);
        auto *field = qobject_cast<QLineEdit *>(window.focusWidget());
        QVERIFY(field && field->echoMode() == QLineEdit::Password);
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
    void aClickMeantForWhatStoodThereDoesNothing()
    {
        Office office;
        Call *call = office.bobCalls();
        IconButton *answer = button(office.main().callsBar(), QStringLiteral("Answer"));
        QVERIFY(answer);
        office.world.run(1s);
        (void)call->hangUp();
        office.world.run(1s);
        call = *office.bob->dial(office.anna.uri());
        for (int i = 0; i < 100 && !button(office.main().callsBar(), QStringLiteral("Answer")); ++i)
            office.world.run(10ms);
        answer = button(office.main().callsBar(), QStringLiteral("Answer"));
        QVERIFY(answer);
        QTest::mouseClick(answer, Qt::LeftButton); // it has only just come
        office.world.run(300ms);
        QVERIFY(call->state().phase != Phase::Established);
        office.world.run(300ms);
        QTest::mouseClick(answer, Qt::LeftButton);
        office.world.run(500ms);
        QVERIFY(call->state().phase == Phase::Established);
    }
    void theTryOutSaysWhomToCall()
    {
        PhoneWorld world;
        PhoneFixture fresh(world, QStringLiteral("fresh"));
        fresh.environment->makeTryOut = [] { return std::make_unique<QuietTryOut>(); };
        MainUi ui(*qApp, *fresh, world.clock, {});
        QVERIFY(suggestionsFor(*fresh)(QStringLiteral("fr")).isEmpty());
        QVERIFY(fresh->startTryOut());
        const QList<HistoryEntry> found = suggestionsFor(*fresh)(QStringLiteral("fr"));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().remoteUri, QStringLiteral("sip:friend@127.0.0.1"));
        QCOMPARE(suggestionForEnter(QStringLiteral("fr"), found), 0);
        shown<MainWindow>().value(0)->dialer().setText(QStringLiteral("fr"));
        QVERIFY(shown<MainWindow>().value(0)->dialer().isSuggesting());
        QVERIFY(tryOutFriend(*fresh));
    }
    void aNoticeGoesWithWhatItSaid()
    {
        Office office;
        const QString sentence = QStringLiteral("The microphone x is not connected.");
        Q_EMIT office.anna.media.noticed(QStringLiteral("device-missing"), sentence);
        QCOMPARE(office.main().notices().sentence(), sentence);
        Q_EMIT office.anna.media.recovered(sentence);
        QVERIFY(office.main().notices().isHidden());
        office.talkToBob();
        Q_EMIT office.anna.media.noticed(QStringLiteral("device-missing"), sentence);
        QCOMPARE(office.main().notices().sentence(), sentence);
        office.anna->hangUpAll();
        office.world.run(1s);
        QVERIFY(office.main().notices().isHidden());
    }
    void anotherDeviceIsOneQuietLineThatGoes()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        const QString sentence = QStringLiteral("The headset went away: the loudspeaker is used now.");
        Q_EMIT office.anna.media.noticed(QStringLiteral("device-changed"), sentence);
        QCOMPARE(window.sentence(), sentence);
        QCOMPARE(office.main().notices().sentence(), sentence);
        QVERIFY(office.main().notices().findChild<TextLabel *>()->tone() == Tone::Second);
        office.world.run(8s);
        QVERIFY(office.main().notices().isHidden());
        QVERIFY(window.sentence().isEmpty());
    }
    void theHintUnmutesTheCall()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        Call *call = office.anna->calls().first();
        (void)call->setMuted(true);
        office.anna.media.talkingWhileMuted = true;
        Q_EMIT office.anna.media.stateChanged(office.anna.media.last);
        QCOMPARE(window.sentence(), QStringLiteral("You are talking, but muted."));
        for (auto *one : window.findChildren<QPushButton *>()) {
            if (one->isVisible() && one->text() == QStringLiteral("&Unmute"))
                one->click();
        }
        QVERIFY(!call->state().muted);
    }
    void twoCallsAreMergedAndSplit()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        const auto press = [&window](const QString &text) {
            for (auto *one : window.findChildren<QPushButton *>()) {
                if (one->isVisible() && one->text().remove(QLatin1Char('&')) == text)
                    return one->click();
            }
            QFAIL(qPrintable(text));
        };
        (void)office.anna->dial(office.carol.uri());
        office.world.run(500ms);
        (void)office.carol->calls().last()->answer();
        office.world.run(500ms);
        press(QStringLiteral("Merge with carol"));
        office.world.run(500ms);
        Call *bob = office.anna->calls().first();
        QVERIFY(bob->state().conference);
        QVERIFY(!bob->state().heldLocal);
        QCOMPARE(window.sentence(), QStringLiteral("In a conference with carol"));
        press(QStringLiteral("Talk alone"));
        office.world.run(500ms);
        QVERIFY(!bob->state().conference);
        QVERIFY(office.anna->calls().at(1)->state().heldLocal);
        press(QStringLiteral("Merge with carol"));
        office.world.run(500ms);
        press(QStringLiteral("Leave them to each other"));
        office.world.run(500ms);
        (void)office.bob->calls().first()->acceptReferral();
        office.world.run(2s);
        QVERIFY(bob->state().phase == Phase::Terminated);
    }
    void digitsThatWaitAreAskedFor()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        Call *call = office.anna->calls().first();
        (void)call->sendDtmf(QStringLiteral(";9#"));
        office.world.run(100ms);
        QCOMPARE(window.shown().digitsQuestion, QStringLiteral("Send 9#?"));
        Q_EMIT window.waitingDigitsAnswered(true);
        office.world.run(1s);
        QVERIFY(window.shown().digitsQuestion.isEmpty());
        QVERIFY(office.anna.media.last->sentDigits.contains("9#"));
    }
    void theSettingsListTheDevicesAndMoveTheMeter()
    {
        Office office;
        MainWindow &main = office.main();
        main.showSettings(SettingsPage::Section::Sound);
        SettingsPage &page = main.settingsPage();
        QVERIFY(page.findChild<LevelLine *>()->isHidden());
        office.talkToBob();
        QVERIFY(!page.findChild<LevelLine *>()->isHidden());
        QCOMPARE(page.findChildren<OrderedList *>().first()->ids(), QStringList(QStringLiteral("default")));
        Q_EMIT office.anna.media.devicesChanged();
        (void)office.anna->settings().set(QStringLiteral("audioInputs"), QStringLiteral("usb1,default"));
        QCOMPARE(page.findChildren<OrderedList *>().first()->ids(),
            QStringList({QStringLiteral("usb1"), QStringLiteral("default")}));
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
