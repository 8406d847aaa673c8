// What the doctor found in the sound of a call: said, kept with the history, and mended where we can.
#include "History.h"
#include "PhoneJson.h"
#include "PhoneTest.h"

using namespace carillon;
using namespace std::chrono_literals;
using Fix = CallState::Fix;
using Direction = CallState::Diagnosis::Direction;

class tst_PhoneFixes : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsWrong();
    void saysNothingBeforeTheAnswer();
    void resumes();
    void unmutes();
    void reconnectsWithOrWithoutOtherWays_data();
    void reconnectsWithOrWithoutOtherWays();
    void unmutesTheSystem();
    void whatOnlyAPersonCanChoose_data();
    void whatOnlyAPersonCanChoose();
    void theScoreIsKept();

private:
    void diagnose(Direction direction, Fix fix)
    {
        MediaState &sound = m_anna->media.sound;
        sound.diagnosis = {QStringLiteral("some-cause"), direction, QStringLiteral("Something is wrong.")};
        sound.fix = fix;
        m_anna->media.callProblem = sound.diagnosis.sentence;
    }
};

void tst_PhoneFixes::saysWhatIsWrong()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    QVERIFY(PhoneJson::call(annas->state()).value(QStringLiteral("diagnosis")).isNull());
    diagnose(Direction::Heard, Fix::UseRelay);
    const QJsonObject call = PhoneJson::call(annas->state());
    QCOMPARE(call.value(QStringLiteral("diagnosis")).toObject(),
        (QJsonObject{{QStringLiteral("cause"), QStringLiteral("some-cause")},
            {QStringLiteral("direction"), QStringLiteral("heard")},
            {QStringLiteral("sentence"), QStringLiteral("Something is wrong.")},
            {QStringLiteral("fix"), QStringLiteral("use-relay")}}));
    QCOMPARE(call.value(QStringLiteral("problem")).toString(), QStringLiteral("Something is wrong."));
}

void tst_PhoneFixes::saysNothingBeforeTheAnswer()
{
    diagnose(Direction::Heard, Fix::Reconnect);
    const auto dialled = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QCOMPARE((*dialled)->state().diagnosis.cause, QString());
    QCOMPARE((*dialled)->state().problem, QString());
    QCOMPARE((*dialled)->fix().error().code, QStringLiteral("nothing-to-fix"));
}

void tst_PhoneFixes::resumes()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas->hold());
    m_world->run(200ms);
    diagnose(Direction::Both, Fix::Resume);
    QVERIFY(annas->fix());
    m_world->run(200ms);
    QVERIFY(!annas->state().heldLocal);
}

void tst_PhoneFixes::unmutes()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas->setMuted(true));
    diagnose(Direction::Sent, Fix::Unmute);
    QVERIFY(annas->fix());
    QVERIFY(!annas->state().muted);
    QVERIFY(!m_anna->media.last->isMuted);
}

void tst_PhoneFixes::reconnectsWithOrWithoutOtherWays_data()
{
    QTest::addColumn<int>("fix");
    QTest::addColumn<bool>("hasWays");
    QTest::addColumn<bool>("hasRelay");
    QTest::newRow("a plain call is offered anew") << int(Fix::Reconnect) << false << false;
    QTest::newRow("with ICE other ways are looked for") << int(Fix::Reconnect) << true << false;
    QTest::newRow("by a relay") << int(Fix::UseRelay) << true << true;
    QTest::newRow("by a relay that is not there") << int(Fix::UseRelay) << true << false;
}

void tst_PhoneFixes::reconnectsWithOrWithoutOtherWays()
{
    QFETCH(int, fix);
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QFETCH(bool, hasWays);
    QFETCH(bool, hasRelay);
    m_anna->media.hasWays = hasWays;
    m_anna->media.hasRelay = hasRelay;
    diagnose(Direction::Heard, Fix(fix));
    FakeTransport &wire = *m_anna->transports.constLast();
    wire.clear();
    QVERIFY(annas->fix());
    m_world->run(200ms);
    QCOMPARE(wire.count("INVITE "), 1);
    QCOMPARE(m_anna->media.relays, hasRelay ? 1 : 0);
    QCOMPARE(m_anna->media.renewals, hasWays && !hasRelay ? 1 : 0);
    QCOMPARE(phase(annas), CallState::Phase::Established);
}

void tst_PhoneFixes::unmutesTheSystem()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    m_anna->media.canUnmute = true;
    diagnose(Direction::Sent, Fix::UnmuteSystem);
    QVERIFY(annas->fix());
    diagnose(Direction::Heard, Fix::UnmuteSystem);
    QVERIFY(annas->fix());
    QCOMPARE(m_anna->media.unmuted, (QList{PhoneMedia::Role::Input, PhoneMedia::Role::Output}));
    m_anna->media.canUnmute = false;
    QCOMPARE(annas->fix().error().code, QStringLiteral("needs-choice"));
}

void tst_PhoneFixes::whatOnlyAPersonCanChoose_data()
{
    QTest::addColumn<int>("fix");
    QTest::addColumn<QString>("code");
    QTest::newRow("a microphone") << int(Fix::ChooseMicrophone) << QStringLiteral("needs-choice");
    QTest::newRow("a loudspeaker") << int(Fix::ChooseLoudspeaker) << QStringLiteral("needs-choice");
    QTest::newRow("nothing") << int(Fix::None) << QStringLiteral("nothing-to-fix");
}

void tst_PhoneFixes::whatOnlyAPersonCanChoose()
{
    QFETCH(int, fix);
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    diagnose(Direction::Sent, Fix(fix));
    const auto fixed = annas->fix();
    QVERIFY(!fixed);
    QTEST(fixed.error().code, "code");
    QVERIFY(fixed.error().message.endsWith(QLatin1Char('.')));
}

void tst_PhoneFixes::theScoreIsKept()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    MediaState &sound = m_anna->media.sound;
    sound.mosHeard = 4.1;
    sound.mosRemote = 3.2;
    sound.mosMean = 3.9;
    sound.mosLeast = 2.8;
    sound.qualitySentence = QStringLiteral("The sound recovers from a disturbance.");
    sound.callSentence = QStringLiteral("The sound is good.");
    QCOMPARE(annas->state().mosRemote, 3.2);
    QCOMPARE(annas->state().qualitySentence, sound.qualitySentence);
    QVERIFY(annas->hangUp());
    m_world->run(200ms);
    const QList<HistoryEntry> entries = (*m_anna)->history().entries();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0].mosMean, 3.9);
    QCOMPARE(entries[0].mosLeast, 2.8);
    QCOMPARE(entries[0].qualitySentence, QStringLiteral("The sound is good."));
    QCOMPARE(PhoneJson::historyEntry(entries[0]).value(QStringLiteral("mosLeast")).toDouble(), 2.8);
}

QTEST_GUILESS_MAIN(tst_PhoneFixes)
#include "tst_PhoneFixes.moc"
