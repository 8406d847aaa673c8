#include "RecordingPresentation.h"
#include "SampleValues.h"

#include <QTest>

using namespace carillon;
using State = CallState::Recording::State;
using Sign = RecordingPresentation::Sign;
using Show = ButtonPresentation::Show;

class tst_RecordingPresentation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void states_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<Sign>("sign");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("pause"); ///< empty: no such button
        const auto row = [](const char *name, State state, const char *problem, Sign sign, const char *words,
                             const char *button, const char *pause) {
            QTest::newRow(name) << state << QString::fromUtf8(problem) << sign << QString::fromUtf8(words)
                                << QString::fromUtf8(button) << QString::fromUtf8(pause);
        };
        row("off", State::Off, "", Sign::None, "", "Record", "");
        row("its file is made", State::Starting, "", Sign::Working, "Starting to record…", "Stop", "");
        row("on", State::On, "", Sign::Recording, "Recording", "Stop", "Pause");
        row("paused", State::Paused, "", Sign::Paused, "Recording paused", "Stop", "Go on");
        row("its file is completed", State::Stopping, "", Sign::Working, "Finishing the recording…", "Record",
            "");
        row("failed", State::Off, "The disk is full.", Sign::Problem, "The disk is full.", "Record", "");
        row("again after a failure", State::Starting, "", Sign::Working, "Starting to record…", "Stop", "");
    }
    void states()
    {
        QFETCH(State, state);
        QFETCH(QString, pause);
        CallState call = sample::anna();
        call.recording.state = state;
        QFETCH(QString, problem);
        call.recording.problem = problem;
        const CallPresentation shown = present(call, {});
        QTEST(shown.recording.sign, "sign");
        QTEST(shown.recording.words, "words");
        QTEST(shown.record.caption, "button");
        QCOMPARE(shown.record.show, state == State::Stopping ? Show::Disabled : Show::Enabled);
        QCOMPARE(shown.recording.pause.show == Show::Enabled, !pause.isEmpty());
        QCOMPARE(QString(shown.recording.pause.caption).remove(QLatin1Char('&')), pause);
        QCOMPARE(shown.recording.sentence.isEmpty(), shown.recording.sign == Sign::None);
    }
    void theNamesAreWholeSentences()
    {
        CallState call = sample::anna();
        QCOMPARE(present(call, {}).record.sentence, QStringLiteral("Record the call with Anna Weber"));
        call.recording.state = State::On;
        const CallPresentation shown = present(call, {});
        QCOMPARE(shown.record.sentence, QStringLiteral("Stop recording the call with Anna Weber"));
        QCOMPARE(shown.recording.sentence, QStringLiteral("The call with Anna Weber is being recorded."));
        QCOMPARE(shown.recording.pause.sentence,
            QStringLiteral("Pause the recording of the call with Anna Weber"));
    }
    void onlyWhatWasAnsweredCanBeRecorded_data()
    {
        QTest::addColumn<CallState::Phase>("phase");
        QTest::newRow("dialled") << CallState::Phase::Initial;
        QTest::newRow("called") << CallState::Phase::Establishing;
        QTest::newRow("ending") << CallState::Phase::Terminating;
        QTest::newRow("ended") << CallState::Phase::Terminated;
    }
    void onlyWhatWasAnsweredCanBeRecorded()
    {
        QFETCH(CallState::Phase, phase);
        CallState call = sample::bob();
        call.phase = phase;
        QCOMPARE(present(call, {}).record.show, Show::Disabled);
        call.recording.problem = QStringLiteral("The disk is full.");
        QCOMPARE(present(call, {}).recording.words, call.recording.problem); // also at the end
    }
    void theListOfCallsSaysItToo()
    {
        CallState call = sample::bob();
        QVERIFY(!presentOngoing(call).recorded);
        call.recording.state = State::On;
        QVERIFY(presentOngoing(call).recorded);
        QCOMPARE(presentOngoing(call).sentence, QString::fromUtf8("Bob Miller · recording"));
        call.recording.state = State::Paused;
        QCOMPARE(presentOngoing(call).sentence, QStringLiteral("Bob Miller"));
    }
};

QTEST_MAIN(tst_RecordingPresentation)
#include "tst_RecordingPresentation.moc"
