// Which tone is heard when: ringback with and without early media, the end of a call, a call answered
// elsewhere.
#include "PhoneTest.h"
#include "SettingsStore.h"

using namespace carillon;
using namespace std::chrono_literals;
using Alert = PhoneMedia::Alert;

class tst_PhoneTones : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void earlyMedia_data();
    void earlyMedia();
    void theRingStopsAtOnce_data();
    void theRingStopsAtOnce();
    void theEndIsHeard_data();
    void theEndIsHeard();
    void aNewCallEndsTheTone();
    void nothingIsHeardBesideAnotherCall();
    void theToneDoesNotComeLate_data();
    void theToneDoesNotComeLate();
    void soundsAreTheSettings();

private:
    Alert alert(const PhoneFixture &phone) const
    {
        return phone.media.alerts.value(phone.media.alerts.size() - 1);
    }
};

void tst_PhoneTones::earlyMedia_data()
{
    QTest::addColumn<bool>("isAgreed");
    QTest::addColumn<bool>("isSilent");
    QTest::addColumn<bool>("ringsBack");
    QTest::newRow("none: we make the ringback") << false << false << true;
    QTest::newRow("the far end's own is heard") << true << false << false;
    QTest::newRow("agreed, and nothing comes") << true << true << true;
}

void tst_PhoneTones::earlyMedia()
{
    QFETCH(bool, isAgreed);
    QFETCH(bool, isSilent);
    QFETCH(bool, ringsBack);
    QVERIFY((*m_anna)->dial(m_bob->uri()));
    m_world->run(100ms);
    FakeMediaHandler *handler = m_anna->media.last;
    handler->isAgreed = isAgreed;
    handler->isSilent = isSilent;
    Q_EMIT m_anna->media.stateChanged(handler);
    QCOMPARE(alert(*m_anna) == Alert::Ringback, ringsBack);
    handler->isAgreed = true; // sound comes after all
    handler->isSilent = false;
    Q_EMIT m_anna->media.stateChanged(handler);
    QCOMPARE(alert(*m_anna), Alert::None);
    handler->isSilent = true; // and ends again
    Q_EMIT m_anna->media.stateChanged(handler);
    QCOMPARE(alert(*m_anna), Alert::Ringback);
    QVERIFY(incoming(*m_bob)->answer());
    m_world->run(100ms);
    QCOMPARE(alert(*m_anna), Alert::None);
}

void tst_PhoneTones::theRingStopsAtOnce_data()
{
    QTest::addColumn<bool>("isAnswered");
    QTest::newRow("the caller gives up, or another phone took it: CANCEL") << false;
    QTest::newRow("answered") << true;
}

void tst_PhoneTones::theRingStopsAtOnce()
{
    QFETCH(bool, isAnswered);
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QCOMPARE(alert(*m_bob), Alert::Ringing);
    if (isAnswered)
        QVERIFY(incoming(*m_bob)->answer());
    else
        QVERIFY((*call)->hangUp());
    const TimePoint asked = m_world->clock.now();
    while (alert(*m_bob) == Alert::Ringing && m_world->clock.now() < asked + 1s)
        m_world->run(1ms);
    QVERIFY2(m_world->clock.now() - asked <= 25ms,
        "with the message: the network of the test takes 10 ms for one");
    QCOMPARE(alert(*m_bob), Alert::None);
    m_world->run(1s);
    QCOMPARE(alert(*m_bob), Alert::None);
}

void tst_PhoneTones::theEndIsHeard_data()
{
    QTest::addColumn<int>("code"); ///< 0: answered, then hung up there; -1: here
    QTest::addColumn<Alert>("tone");
    QTest::newRow("who is left") << 0 << Alert::Busy;
    QTest::newRow("who leaves") << -1 << Alert::None;
    QTest::newRow("busy") << 486 << Alert::Busy;
    QTest::newRow("busy everywhere") << 600 << Alert::Busy;
    QTest::newRow("no way") << 503 << Alert::Failed;
    QTest::newRow("not found") << 404 << Alert::Failed;
}

void tst_PhoneTones::theEndIsHeard()
{
    QFETCH(int, code);
    QFETCH(Alert, tone);
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    Call *other = incoming(*m_bob);
    if (code > 0) {
        QVERIFY(other->reject(code));
    } else {
        QVERIFY(other->answer());
        m_world->run(100ms);
        QVERIFY((code == 0 ? other : *call)->hangUp());
    }
    m_world->run(200ms);
    QCOMPARE(alert(*m_anna), tone);
    m_world->run(4s);
    QCOMPARE(alert(*m_anna), Alert::None);
}

void tst_PhoneTones::aNewCallEndsTheTone()
{
    QVERIFY((*m_anna)->dial(m_bob->uri()));
    m_world->run(100ms);
    QVERIFY(incoming(*m_bob)->reject(486));
    m_world->run(100ms);
    QCOMPARE(alert(*m_anna), Alert::Busy);
    QVERIFY((*m_anna)->dial(m_cy->uri()));
    QVERIFY(alert(*m_anna) != Alert::Busy);
}

void tst_PhoneTones::nothingIsHeardBesideAnotherCall()
{
    const auto [first, bob] = established(*m_anna, *m_bob);
    const auto [second, cy] = established(*m_anna, *m_cy);
    QVERIFY(first && bob && second && cy);
    QVERIFY(cy->hangUp());
    m_world->run(100ms);
    QCOMPARE(alert(*m_anna), Alert::None);
}

void tst_PhoneTones::theToneDoesNotComeLate_data()
{
    QTest::addColumn<bool>("wasThere");
    QTest::newRow("another call was there when it ended") << true;
    QTest::newRow("another call began when it had ended") << false;
}

void tst_PhoneTones::theToneDoesNotComeLate()
{
    QFETCH(bool, wasThere);
    Call *other = nullptr;
    if (wasThere)
        other = established(*m_anna, *m_cy).first;
    QVERIFY((*m_anna)->dial(m_bob->uri()));
    m_world->run(100ms);
    QVERIFY(incoming(*m_bob)->reject(486));
    m_world->run(100ms);
    QCOMPARE(alert(*m_anna), wasThere ? Alert::None : Alert::Busy);
    if (!wasThere) {
        const auto begun = (*m_anna)->dial(m_cy->uri());
        QVERIFY(begun);
        other = *begun;
    }
    QVERIFY(other && other->hangUp());
    m_world->run(100ms);
    QCOMPARE(alert(*m_anna), Alert::None);
}

void tst_PhoneTones::soundsAreTheSettings()
{
    QCOMPARE(m_anna->media.alertSounds, QStringList({QStringLiteral("auto"), QString()}));
    set(*m_anna, "toneRegion", "fr");
    set(*m_anna, "ringFile", "/music/ring.ogg");
    QCOMPARE(
        m_anna->media.alertSounds, QStringList({QStringLiteral("fr"), QStringLiteral("/music/ring.ogg")}));
    m_anna->restart();
    QCOMPARE(
        m_anna->media.alertSounds, QStringList({QStringLiteral("fr"), QStringLiteral("/music/ring.ogg")}));
}

QTEST_GUILESS_MAIN(tst_PhoneTones)
#include "tst_PhoneTones.moc"
