// Thirty calls at once at a phone of a person: what rings is bounded, the others hear that it is busy, and
// the phone goes on.
#include "PhoneTest.h"
#include "SettingsStore.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;

class tst_ManyRinging : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void thirtyAtOnce_data();
    void thirtyAtOnce();

private:
    static int countOf(PhoneFixture &phone, const std::function<bool(const CallState &)> &matches);
};

int tst_ManyRinging::countOf(PhoneFixture &phone, const std::function<bool(const CallState &)> &matches)
{
    const QList<Call *> calls = phone->calls();
    return int(
        std::count_if(calls.begin(), calls.end(), [&](const Call *call) { return matches(call->state()); }));
}

void tst_ManyRinging::thirtyAtOnce_data()
{
    QTest::addColumn<QString>("mostCalls");
    QTest::addColumn<int>("rings");
    QTest::newRow("as usual") << QString() << 16;
    QTest::newRow("fewer are taken at all") << QStringLiteral("5") << 5;
}

void tst_ManyRinging::thirtyAtOnce()
{
    QFETCH(QString, mostCalls);
    QFETCH(int, rings);
    if (!mostCalls.isEmpty()) {
        QCOMPARE((*m_bob)->settings().set(QStringLiteral("mostCalls"), mostCalls), QString());
        m_bob->restart(); // counts when it begins
    }
    QSignalSpy added(&**m_bob, &Phone::callAdded);
    m_bob->media.alerts.clear();
    const QString bob = (*m_bob)->accounts().constFirst()->contact();
    for (int i = 0; i < 15; ++i) {
        QVERIFY((*m_anna)->dial(bob));
        QVERIFY((*m_cy)->dial(bob));
    }
    m_world->run(500ms);
    QCOMPARE(added.size(), rings);
    QCOMPARE(m_bob->media.alerts, QList<PhoneMedia::Alert>{PhoneMedia::Alert::Ringing}); // once
    const auto isBusy = [](const CallState &state) { return state.end && state.end->code == 486; };
    QCOMPARE(countOf(*m_anna, isBusy) + countOf(*m_cy, isBusy), 30 - rings);

    QVERIFY(incoming(*m_bob)->answer());
    m_world->run(500ms);
    const auto isEstablished = [](const CallState &state) { return state.phase == Phase::Established; };
    QCOMPARE(countOf(*m_bob, isEstablished), 1);
    (*m_bob)->hangUpAll();
    m_world->run(1s);
    QCOMPARE(countOf(*m_bob, [](const CallState &state) { return !state.end; }), 0);
    // There is room again.
    QVERIFY((*m_anna)->dial(bob));
    m_world->run(200ms);
    QVERIFY(incoming(*m_bob));
}

QTEST_GUILESS_MAIN(tst_ManyRinging)
#include "tst_ManyRinging.moc"
