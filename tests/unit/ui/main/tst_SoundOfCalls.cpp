// The GUI over real phones in virtual time: recording, what is wrong with the sound, the self-test, and what
// is played back.
#include "Office.h"

#include "DiagnosisRow.h"
#include "PastCallPage.h"
#include "RecordingCard.h"
#include "RecordingRow.h"
#include "RowList.h"
#include "SelfTestPage.h"

#include <QTemporaryDir>

using namespace carillon;
using namespace carillon::office;
using namespace std::chrono_literals;

class tst_SoundOfCalls : public QObject
{
    Q_OBJECT
private:
    static void tell(Office &office)
    {
        Q_EMIT office.anna.media.stateChanged(office.anna.media.last);
        office.world.run(100ms);
    }

private Q_SLOTS:
    void aCallIsRecordedFromItsWindow()
    {
        using State = CallState::Recording::State;
        Office office;
        CallWindow &window = office.talkToBob();
        const Call *call = office.anna->calls().first();
        button(window, QStringLiteral("Record the call"))->click();
        QCOMPARE(call->state().recording.state, State::Starting);
        Q_EMIT office.anna.media.recordingBegan(office.anna.media.last, QStringLiteral("/tmp/a.opus"));
        office.world.run(100ms);
        QVERIFY(window.findChild<RecordingRow *>()->isVisible());
        for (auto *one : window.findChild<RecordingRow *>()->findChildren<QPushButton *>())
            one->click();
        QVERIFY(office.anna.media.last->isRecordingPaused);
        button(window, QStringLiteral("Stop recording"))->click();
        QCOMPARE(office.anna.media.last->recordingsStopped, 1);
        Q_EMIT office.anna.media.recordingEnded(office.anna.media.last, QStringLiteral("The disk is full."));
        office.world.run(100ms);
        QCOMPARE(window.shown().recording.words, QStringLiteral("The disk is full."));
    }
    void whatTheDiagnosisOffersIsDone()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        office.anna.media.canUnmute = true;
        office.anna.media.sound.diagnosis = {QStringLiteral("microphone-muted"),
            CallState::Diagnosis::Direction::Sent, QStringLiteral("The microphone is muted.")};
        office.anna.media.sound.fix = CallState::Fix::UnmuteSystem;
        tell(office);
        auto *row = window.findChild<DiagnosisRow *>();
        QVERIFY(row->isVisible());
        row->findChild<QPushButton *>()->click();
        QCOMPARE(office.anna.media.unmuted, QList<PhoneMedia::Role>{PhoneMedia::Role::Input});
    }
    void aMicrophoneIsChosenInTheSettings()
    {
        Office office;
        CallWindow &window = office.talkToBob();
        office.anna.media.sound.diagnosis.sentence = QStringLiteral("The microphone gives no sound.");
        office.anna.media.sound.fix = CallState::Fix::ChooseMicrophone;
        tell(office);
        window.findChild<DiagnosisRow *>()->findChild<QPushButton *>()->click();
        QCOMPARE(office.main().screen(), MainWindow::Screen::Settings);
    }
    void theSelfTestRunsWhereNoCallHasTheSound()
    {
        Office office;
        MainWindow &main = office.main();
        office.anna.media.hasSelfTest = true;
        main.showScreen(MainWindow::Screen::SelfTest);
        Q_EMIT main.selfTest().startRequested();
        QVERIFY(!main.selfTest().shown().canStart); // it runs
        QVERIFY(office.anna.media.testDone);
        office.anna.media.testDone({{QStringLiteral("ok"), true}, {QStringLiteral("steps"), QJsonArray()}});
        QCoreApplication::processEvents();
        QCOMPARE(main.selfTest().shown().sentence, QStringLiteral("All is well."));
        office.anna.media.testDone = {};
        CallWindow &window = office.talkToBob();
        QVERIFY(main.selfTest().shown().sentence.startsWith(QStringLiteral("A call is under way")));
        Q_EMIT main.selfTest().startRequested();
        QVERIFY(!office.anna.media.testDone); // not started
        main.showScreen(MainWindow::Screen::Calls);
        Q_EMIT window.selfTestRequested();
        QCOMPARE(main.screen(), MainWindow::Screen::SelfTest);
        office.anna->hangUpAll();
        office.world.run(1s);
        QVERIFY(main.selfTest().shown().canStart);
    }
    void theStepsOfASelfTestComeAsTheyBeginAndEnd()
    {
        Office office;
        SelfTestPage &page = office.main().selfTest();
        FakePhoneMedia &media = office.anna.media;
        media.hasSelfTest = true;
        const auto step = [](const char *name, bool isRunning) {
            return QJsonObject{{QStringLiteral("name"), QLatin1String(name)},
                {QStringLiteral("ok"), isRunning ? QJsonValue() : QJsonValue(true)},
                {QStringLiteral("running"), isRunning}};
        };
        const auto outcomes = [&page] {
            QList<SelfTestRow::Outcome> all;
            for (const SelfTestRow &row : page.shown().steps)
                all.append(row.outcome);
            return all;
        };
        using enum SelfTestRow::Outcome;
        Q_EMIT page.startRequested();
        QVERIFY(page.shown().steps.isEmpty());
        media.testStep(step("network", true));
        QCOMPARE(outcomes(), QList{Running});
        media.testStep(step("network", false));
        media.testStep(step("microphone", true));
        QCOMPARE(outcomes(), (QList{Good, Running}));
        QVERIFY(page.shown().canStop && media.test);
        Q_EMIT page.stopRequested();
        QVERIFY(!media.test); // at once
        QVERIFY(page.shown().canStart && !page.shown().canStop);
        QCOMPARE(outcomes(), QList{Good}); // what it came to
        Q_EMIT page.startRequested();
        QVERIFY(media.test && page.shown().steps.isEmpty());
        media.testDone({{QStringLiteral("ok"), true}, {QStringLiteral("steps"), QJsonArray()}});
        Q_EMIT page.stopRequested(); // too late
        QCoreApplication::processEvents();
        QCOMPARE(page.shown().sentence, QStringLiteral("All is well."));
    }
    void aRecordingIsPlayedFromTheListOfCalls()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("a.opus"));
        QFile(file).open(QIODevice::WriteOnly);
        Office office;
        HistoryEntry entry;
        entry.remoteUri = office.bob.uri();
        entry.startedAt = office.world.clock.wallTime();
        entry.recordings = {file, folder.filePath(QStringLiteral("gone.opus"))};
        entry.mosMean = 4.2;
        office.anna->history().add(entry);
        MainWindow &main = office.main();
        main.recent().focusList();
        QTest::keyClick(main.recent().findChild<RowList *>(), Qt::Key_Right);
        QCOMPARE(main.screen(), MainWindow::Screen::PastCall);
        Q_EMIT main.pastCall().playRequested(file);
        QCOMPARE(office.anna.media.nowPlaying.file, file);
        QTRY_VERIFY(button(main.pastCall(), QStringLiteral("Stop playing"))); // made anew: one is gone
        Q_EMIT main.pastCall().playRequested(entry.recordings.constLast());   // not there: nothing changes
        QCOMPARE(office.anna.media.nowPlaying.file, file);
        main.showScreen(MainWindow::Screen::Calls);
        QVERIFY(office.anna.media.nowPlaying.file.isEmpty()); // nobody could stop it there
    }
    void aSlowDiskHoldsUpNothing()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("a.opus"));
        QFile(file).open(QIODevice::WriteOnly);
        Office office;
        FakePhoneMedia &media = office.anna.media;
        media.isDiskSlow = true;
        HistoryEntry entry;
        entry.remoteUri = office.bob.uri();
        entry.startedAt = office.world.clock.wallTime();
        entry.recordings = {file, folder.filePath(QStringLiteral("gone.opus"))};
        office.anna->history().add(entry);
        MainWindow &main = office.main();
        main.recent().focusList();
        QTest::keyClick(main.recent().findChild<RowList *>(), Qt::Key_Right);
        QCOMPARE(main.screen(), MainWindow::Screen::PastCall);
        const auto playable = [&main] {
            const auto cards = main.pastCall().findChildren<RecordingCard *>();
            return std::count_if(cards.begin(), cards.end(),
                [](const RecordingCard *card) { return !card->findChild<IconButton *>()->isHidden(); });
        };
        QCOMPARE(playable(), 2); // not known yet
        media.answerFiles();
        QCOMPARE(playable(), 1);
        Q_EMIT main.pastCall().playRequested(file);
        QVERIFY(media.nowPlaying.file.isEmpty());
        media.answerFiles();
        QCOMPARE(media.nowPlaying.file, file);
        media.stopPlaying();
        Q_EMIT main.pastCall().playRequested(file);
        main.showScreen(MainWindow::Screen::Calls);
        media.answerFiles(); // too late: nobody could stop it there
        QVERIFY(media.nowPlaying.file.isEmpty());
    }
    void theRingInTheSettingsIsPlayed()
    {
        Office office;
        Q_EMIT office.main().settingsPage().playRequested(QStringLiteral("/ring.ogg"));
        QCOMPARE(office.anna.media.nowPlaying.file, QStringLiteral("/ring.ogg"));
        Q_EMIT office.main().settingsPage().stopRequested();
        QVERIFY(office.anna.media.nowPlaying.file.isEmpty());
    }
};

QTEST_MAIN(tst_SoundOfCalls)
#include "tst_SoundOfCalls.moc"
