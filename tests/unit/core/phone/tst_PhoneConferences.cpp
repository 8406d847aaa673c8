// Conferences that a phone mixes: who is in them, what they do as one, and how they end. Not covered: the
// sound itself, which is in tst_MediaEngineCore and interop/test_conference.py.
#include "Conferences.h"
#include "PhoneTest.h"
#include "SpeechWatch.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;

class tst_PhoneConferences : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void mergesAndResumes();
    void moreJoin();
    void twoConferencesBecomeOne();
    void whatCannotBeMerged();
    void holdsAndResumesAsOne();
    void anotherCallHoldsAll();
    void mutesAsOne();
    void aMutedMemberMutesAll();
    void whoHangsUpLeaves();
    void splitsToTalkAlone();
    void splitsWhileHeld();
    void leavesTheOtherTwoToEachOther();
    void aRefusedHandoverComesBack();
    void onlyTwoCanGoOnWithoutUs();
    void tellsWhoSpeaks();
    void speechDoesNotFlicker_data();
    void speechDoesNotFlicker();
    void endsWithThePhone();

private:
    /// Anna with Bob and Cy, merged.
    QList<Call *> three()
    {
        const auto [bob, bobs] = established(*m_anna, *m_bob);
        const auto [cy, cys] = established(*m_anna, *m_cy);
        if (!bob || !cy)
            return {};
        m_world->run(500ms);
        if (!(*m_anna)->merge(*bob, *cy))
            return {};
        m_world->run(1s);
        return {bob, cy, bobs, cys};
    }
    int group(int handler) const { return m_anna->media.handlers[handler]->conference; }
    static QStringList members(const Call *call)
    {
        const auto conference = call->state().conference;
        return conference ? conference->members : QStringList();
    }
};

void tst_PhoneConferences::mergesAndResumes()
{
    const auto [bob, bobs] = established(*m_anna, *m_bob);
    const auto [cy, cys] = established(*m_anna, *m_cy);
    m_world->run(500ms);
    QVERIFY(bob->state().heldLocal);
    QVERIFY(!bob->state().conference);
    QVERIFY((*m_anna)->merge(*bob, *cy));
    QVERIFY(group(0) != 0);
    QCOMPARE(group(0), group(1));
    m_world->run(1s);
    QVERIFY(!bob->state().heldLocal && !cy->state().heldLocal);
    QVERIFY(!bobs->state().heldRemote && !cys->state().heldRemote);
    QCOMPARE(members(bob), (QStringList{bob->id(), cy->id()}));
    QCOMPARE(members(cy), members(bob));
    QCOMPARE(cy->state().conference->id, bob->state().conference->id);
    QVERIFY(!bobs->state().conference);   // they do not know
    QVERIFY((*m_anna)->merge(*bob, *cy)); // once more is no mistake
    QCOMPARE(members(cy).size(), 2);
}

void tst_PhoneConferences::moreJoin()
{
    const QList<Call *> calls = three();
    QCOMPARE(calls.size(), 4);
    const auto [fourth, annas] = established(*m_cy, *m_anna);
    m_world->run(1s);
    QVERIFY(calls[0]->state().heldLocal && calls[1]->state().heldLocal);
    QVERIFY((*m_anna)->merge(*annas, *calls[0]));
    m_world->run(1s);
    QCOMPARE(members(calls[1]), (QStringList{annas->id(), calls[0]->id(), calls[1]->id()}));
    for (const Call *call : {calls[0], calls[1], annas})
        QVERIFY(!call->state().heldLocal);
    QCOMPARE(group(0), group(2));
}

void tst_PhoneConferences::twoConferencesBecomeOne()
{
    const QList<Call *> calls = three();
    const auto [third, annas3] = established(*m_bob, *m_anna);
    const auto [fourth, annas4] = established(*m_cy, *m_anna);
    QVERIFY((*m_anna)->merge(*annas3, *annas4));
    m_world->run(1s);
    QVERIFY(calls[0]->state().heldLocal); // another conference is another call
    QVERIFY(calls[0]->state().conference->id != annas3->state().conference->id);
    QVERIFY((*m_anna)->merge(*calls[1], *annas4));
    m_world->run(1s);
    QCOMPARE(members(annas3).size(), 4);
    for (int i = 1; i < 4; ++i)
        QCOMPARE(group(i), group(0));
    QVERIFY(!calls[0]->state().heldLocal && !annas3->state().heldLocal);
}

void tst_PhoneConferences::whatCannotBeMerged()
{
    const auto [bob, bobs] = established(*m_anna, *m_bob);
    QCOMPARE((*m_anna)->merge(*bob, *bob).error().code, QStringLiteral("bad-target"));
    const auto ringing = (*m_anna)->dial(m_cy->uri());
    m_world->run(100ms);
    QCOMPARE((*m_anna)->merge(*bob, **ringing).error().code, QStringLiteral("wrong-state"));
    QVERIFY((*ringing)->hangUp());
    m_world->run(100ms);
    QCOMPARE((*m_anna)->merge(*bob, **ringing).error().code, QStringLiteral("wrong-state"));
    QCOMPARE((*m_anna)->split(*bob).error().code, QStringLiteral("no-conference"));
    QCOMPARE((*m_anna)->leaveConference(*bob).error().code, QStringLiteral("no-conference"));
    QVERIFY(!bob->state().conference);
}

void tst_PhoneConferences::holdsAndResumesAsOne()
{
    const QList<Call *> calls = three();
    QVERIFY(calls[1]->hold());
    m_world->run(1s);
    for (int i : {0, 1})
        QVERIFY(calls[i]->state().heldLocal);
    for (int i : {2, 3})
        QVERIFY(calls[i]->state().heldRemote);
    QCOMPARE(members(calls[0]).size(), 2);
    QVERIFY(calls[0]->resume());
    m_world->run(1s);
    for (int i : {0, 1})
        QVERIFY(!calls[i]->state().heldLocal);
}

void tst_PhoneConferences::anotherCallHoldsAll()
{
    const QList<Call *> calls = three();
    const auto [another, annas] = established(*m_bob, *m_anna);
    m_world->run(1s);
    QVERIFY(calls[0]->state().heldLocal && calls[1]->state().heldLocal);
    QCOMPARE(members(calls[0]).size(), 2);
    QVERIFY(calls[1]->resume());
    m_world->run(1s);
    QVERIFY(!calls[0]->state().heldLocal && !calls[1]->state().heldLocal);
    QVERIFY(annas->state().heldLocal);
}

void tst_PhoneConferences::mutesAsOne()
{
    const QList<Call *> calls = three();
    QVERIFY(calls[0]->setMuted(true));
    QVERIFY(calls[1]->state().muted);
    for (int i : {0, 1})
        QVERIFY(m_anna->media.handlers[i]->isMuted);
    QVERIFY(calls[1]->setMuted(false));
    QVERIFY(!calls[0]->state().muted);
    QVERIFY(!m_anna->media.handlers[0]->isMuted);
}

void tst_PhoneConferences::aMutedMemberMutesAll() // who muted must not be heard by surprise
{
    const auto [bob, bobs] = established(*m_anna, *m_bob);
    QVERIFY(bob->setMuted(true));
    const auto [cy, cys] = established(*m_anna, *m_cy);
    QVERIFY((*m_anna)->merge(*cy, *bob));
    QVERIFY(cy->state().muted && bob->state().muted);
}

void tst_PhoneConferences::whoHangsUpLeaves()
{
    const QList<Call *> calls = three();
    const auto [fourth, annas] = established(*m_cy, *m_anna);
    QVERIFY((*m_anna)->merge(*calls[0], *annas));
    m_world->run(1s);
    QVERIFY(calls[2]->hangUp()); // Bob's end
    m_world->run(1s);
    QCOMPARE(phase(calls[0]), Phase::Terminated);
    QVERIFY(!calls[0]->state().conference);
    QCOMPARE(members(calls[1]), (QStringList{calls[1]->id(), annas->id()}));
    QVERIFY(group(1) != 0);
    QVERIFY(annas->hangUp());
    m_world->run(1s);
    QCOMPARE(phase(calls[1]), Phase::Established); // a plain call
    QVERIFY(!calls[1]->state().conference);
    QVERIFY(!calls[1]->state().heldLocal);
    QCOMPARE(group(1), 0);
}

void tst_PhoneConferences::splitsToTalkAlone()
{
    const QList<Call *> calls = three();
    QVERIFY((*m_anna)->split(*calls[1]));
    QCOMPARE(group(0), 0);
    QCOMPARE(group(1), 0);
    m_world->run(1s);
    QVERIFY(!calls[0]->state().conference && !calls[1]->state().conference);
    QVERIFY(calls[0]->state().heldLocal);
    QVERIFY(!calls[1]->state().heldLocal);
    QCOMPARE((*m_anna)->split(*calls[1]).error().code, QStringLiteral("no-conference"));
}

void tst_PhoneConferences::splitsWhileHeld()
{
    const QList<Call *> calls = three();
    QVERIFY(calls[0]->hold());
    m_world->run(1s);
    QVERIFY((*m_anna)->split(*calls[0]));
    m_world->run(1s);
    for (int i : {0, 1})
        QVERIFY(calls[i]->state().heldLocal);
    QVERIFY(calls[0]->resume());
    m_world->run(1s);
    QVERIFY(!calls[0]->state().heldLocal);
    QVERIFY(calls[1]->state().heldLocal);
}

void tst_PhoneConferences::leavesTheOtherTwoToEachOther()
{
    for (PhoneFixture *phone : {m_bob.get(), m_cy.get()})
        set(*phone, "acceptRefer", "always");
    const QList<Call *> calls = three();
    QVERIFY((*m_anna)->leaveConference(*calls[0]));
    m_world->run(5s);
    QCOMPARE(phase(calls[0]), Phase::Terminated);
    QCOMPARE(phase(calls[1]), Phase::Terminated);
    QCOMPARE(calls[0]->state().transfer.state, CallState::Transfer::Succeeded);
    const auto isTalking = [](PhoneFixture &phone) {
        const QList<Call *> all = phone->calls();
        return std::count_if(
            all.begin(), all.end(), [](const Call *call) { return phase(call) == Phase::Established; });
    };
    QCOMPARE(int(isTalking(*m_bob)), 1);
    QCOMPARE(int(isTalking(*m_cy)), 1);
}

void tst_PhoneConferences::aRefusedHandoverComesBack()
{
    set(*m_bob, "acceptRefer", "never");
    const QList<Call *> calls = three();
    QVERIFY((*m_anna)->leaveConference(*calls[0]));
    m_world->run(5s);
    QCOMPARE(calls[0]->state().transfer.state, CallState::Transfer::Failed);
    QVERIFY(!calls[0]->state().heldLocal);
    QCOMPARE(members(calls[0]).size(), 2);
    QCOMPARE(phase(calls[1]), Phase::Established);
    QVERIFY(group(0) != 0);
}

void tst_PhoneConferences::onlyTwoCanGoOnWithoutUs()
{
    const QList<Call *> calls = three();
    const auto [fourth, annas] = established(*m_cy, *m_anna);
    QVERIFY((*m_anna)->merge(*calls[0], *annas));
    QCOMPARE((*m_anna)->leaveConference(*annas).error().code, QStringLiteral("too-many-members"));
}

void tst_PhoneConferences::tellsWhoSpeaks()
{
    const QList<Call *> calls = three();
    m_anna->media.handlers[0]->outputLevel = 0.3f;
    m_world->run(100ms);
    QVERIFY(!calls[0]->state().speaking);
    QSignalSpy changed(calls[0], &Call::changed);
    m_world->run(200ms);
    QVERIFY(calls[0]->state().speaking);
    QVERIFY(!calls[1]->state().speaking);
    m_world->run(10s);
    QCOMPARE(changed.size(), 1); // said once
    m_anna->media.handlers[0]->outputLevel = 0;
    m_world->run(500ms);
    QVERIFY(calls[0]->state().speaking); // between words
    m_world->run(500ms);
    QVERIFY(!calls[0]->state().speaking);
    m_anna->media.handlers[0]->outputLevel = 0.3f;
    QVERIFY(calls[2]->hold()); // with music
    m_world->run(2s);
    QVERIFY(calls[0]->state().heldRemote);
    QVERIFY(!calls[0]->state().speaking);
}

void tst_PhoneConferences::speechDoesNotFlicker_data()
{
    QTest::addColumn<QList<float>>("levels");
    QTest::addColumn<QList<int>>("changes"); ///< after which of them
    const QList<float> quiet(10, 0.f);
    QTest::newRow("silence") << quiet << QList<int>();
    QTest::newRow("a click is no speech") << QList<float>{0, .9f, 0, 0, .9f, 0} << QList<int>();
    QTest::newRow("two looks are") << QList<float>{0, .1f, .1f, .1f} << QList<int>{2};
    QTest::newRow("and eight end it") << QList<float>{.1f, .1f} + quiet << QList<int>{1, 9};
    QTest::newRow("between the two levels nothing changes")
        << QList<float>{.02f, .02f, .1f, .1f} + QList<float>(20, .02f) << QList<int>{3};
}

void tst_PhoneConferences::speechDoesNotFlicker()
{
    QFETCH(QList<float>, levels);
    SpeechWatch watch;
    QList<int> changes;
    for (int i = 0; i < levels.size(); ++i)
        if (watch.look(levels[i]))
            changes.append(i);
    QTEST(changes, "changes");
}

void tst_PhoneConferences::endsWithThePhone()
{
    const QList<Call *> calls = three();
    QCOMPARE(calls.size(), 4);
    m_anna.reset(); // with a conference in it: ASan says whether all goes in the right order
    m_world->run(1s);
}

QTEST_GUILESS_MAIN(tst_PhoneConferences)
#include "tst_PhoneConferences.moc"
