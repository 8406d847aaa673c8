// Recording as the phone does it: takes, pauses, what ends it, what the history keeps, what a script is
// answered.
#include "Command.h"
#include "CommandTable.h"
#include "History.h"
#include "PhoneTest.h"
#include "SettingsStore.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using State = CallState::Recording::State;

class tst_PhoneRecording : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void aTake();
    void twoTakesAreKeptInTheHistory();
    void onlyWhatWasAnswered();
    void whatEndsByItself();
    void asTheSettingsSay();
    void ofAConference();
    void answersToAScript_data();
    void answersToAScript();

private:
    static CallState::Recording recording(const Call *call) { return call->state().recording; }
    FakeMediaHandler &handler() { return *m_anna->media.handlers.first(); }
    void began(const char *file) { Q_EMIT m_anna->media.recordingBegan(&handler(), QString::fromUtf8(file)); }
    void ended(const char *problem = "")
    {
        Q_EMIT m_anna->media.recordingEnded(&handler(), QString::fromUtf8(problem));
    }
};

void tst_PhoneRecording::aTake()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call);
    QVERIFY(call->startRecording());
    QCOMPARE(recording(call).state, State::Starting);
    QVERIFY(!call->startRecording());
    QCOMPARE(handler().recordings.size(), 1);
    QVERIFY(handler().recordings.first().name.endsWith(QLatin1String("_out_bob")));
    began("/music/one.ogg");
    QCOMPARE(recording(call).state, State::On);
    QCOMPARE(recording(call).files, QStringList{QStringLiteral("/music/one.ogg")});
    QVERIFY(call->pauseRecording());
    QVERIFY(handler().isRecordingPaused);
    QCOMPARE(recording(call).state, State::Paused);
    QVERIFY(call->startRecording());
    QVERIFY(!handler().isRecordingPaused);
    QCOMPARE(handler().recordings.size(), 1); // the same take
    QVERIFY(call->stopRecording());
    QCOMPARE(recording(call).state, State::Stopping);
    QVERIFY(!call->stopRecording());
    ended();
    QCOMPARE(recording(call).state, State::Off);
    QCOMPARE(recording(other).state, State::Off);
}

void tst_PhoneRecording::twoTakesAreKeptInTheHistory()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call->startRecording());
    began("/music/one.ogg");
    QVERIFY(call->stopRecording());
    ended();
    QVERIFY(call->startRecording(QStringLiteral("/tmp/two.wav")));
    QCOMPARE(handler().recordings.last().file, QStringLiteral("/tmp/two.wav"));
    began("/tmp/two.wav");
    QVERIFY(call->hangUp());
    QCOMPARE(handler().recordingsStopped, 2);
    m_world->run(1s);
    const HistoryEntry entry = (*m_anna)->history().entries().first();
    QCOMPARE(
        entry.recordings, QStringList({QStringLiteral("/music/one.ogg"), QStringLiteral("/tmp/two.wav")}));
    QCOMPARE(recording(call).state, State::Off);
    QVERIFY((*m_bob)->history().entries().first().recordings.isEmpty());
    QVERIFY(!call->startRecording());
}

void tst_PhoneRecording::onlyWhatWasAnswered()
{
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QVERIFY(!(*call)->startRecording());
    QVERIFY(!(*call)->pauseRecording());
    QVERIFY(!(*call)->stopRecording());
    QVERIFY(!incoming(*m_bob)->startRecording());
}

void tst_PhoneRecording::whatEndsByItself()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QSignalSpy noticed(&**m_anna, &Phone::noticed);
    QVERIFY(call->startRecording());
    began("/music/one.ogg");
    ended("The disk is full.");
    QCOMPARE(recording(call).state, State::Off);
    QCOMPARE(recording(call).problem, QStringLiteral("The disk is full."));
    QCOMPARE(noticed.size(), 1);
    QCOMPARE(noticed[0][1].toString(), QStringLiteral("The disk is full."));
    QCOMPARE(phase(call), CallState::Phase::Established);
    QVERIFY(call->startRecording()); // may be tried again
    QVERIFY(recording(call).problem.isEmpty());
}

void tst_PhoneRecording::asTheSettingsSay()
{
    set(*m_anna, "recordingFolder", "/home/anna/calls");
    set(*m_anna, "recordingFormat", "wav");
    set(*m_anna, "recordingRate", "16000");
    set(*m_anna, "recordingTone", "on");
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call->startRecording());
    const RecordingOrder order = handler().recordings.first();
    QCOMPARE(order.folder, QStringLiteral("/home/anna/calls"));
    QVERIFY(order.format == RecordingOrder::Format::Wav && order.tone == RecordingOrder::Tone::Heard);
    QCOMPARE(order.rateHz, 16000);
}

void tst_PhoneRecording::ofAConference()
{
    const auto [first, bob] = established(*m_anna, *m_bob);
    const auto [second, cy] = established(*m_anna, *m_cy);
    QVERIFY((*m_anna)->merge(*first, *second));
    m_world->run(1s);
    QVERIFY(first->startRecording());
    QVERIFY(handler().recordings.first().name.endsWith(QLatin1String("_out_conference")));
}

void tst_PhoneRecording::answersToAScript_data()
{
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QString>("error");
    QTest::newRow("the file") << QString() << QString();
    QTest::newRow("why there is none") << QStringLiteral("No folder.") << QStringLiteral("recording-failed");
}

void tst_PhoneRecording::answersToAScript()
{
    QFETCH(QString, problem);
    QFETCH(QString, error);
    const auto [call, other] = established(*m_anna, *m_bob);
    CommandTable table(**m_anna);
    std::optional<CommandResult> answer;
    CommandListener listener;
    listener.done = [&](const CommandResult &result) { answer = result; };
    const auto command = Command::parse({QStringLiteral("record"), call->id(), QStringLiteral("start")});
    QVERIFY(command);
    const auto waiting = table.run(*command, listener);
    QVERIFY(!answer);
    if (problem.isEmpty())
        began("/music/one.ogg");
    else
        ended(problem.toUtf8().constData());
    QVERIFY(answer);
    if (!error.isEmpty()) {
        QVERIFY(!*answer);
        QCOMPARE(answer->error().error.code, error);
        QCOMPARE(answer->error().error.message, problem);
        return;
    }
    const QJsonObject told = (*answer)->toObject().value(QLatin1String("recording")).toObject();
    QCOMPARE(told.value(QLatin1String("state")).toString(), QStringLiteral("on"));
    QCOMPARE(told.value(QLatin1String("file")).toString(), QStringLiteral("/music/one.ogg"));
}

QTEST_GUILESS_MAIN(tst_PhoneRecording)
#include "tst_PhoneRecording.moc"
