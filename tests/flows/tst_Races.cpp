// Three phones do what people do, at any moment, over a network that loses and delays, with media that takes
// its time: whatever crosses whatever, nothing crashes, no exchange of descriptions is broken, and after
// everybody hung up nothing is left.
#include "CallWorld.h"
#include "UserAgentCore.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

class Crowd
{
public:
    explicit Crowd(quint64 seed)
        : m_random(seed)
    {
        for (int i = 0; i < 3; ++i) {
            TestPhone &phone = world.add();
            m_phones.append(&phone);
            phone.script.delay = Milliseconds(m_random.below(3) * 40);
            phone.script.hasRtpDtmf = m_random.below(2);
        }
        world.network.setDelay(Milliseconds(1 + m_random.below(60)));
        const int losses[] = {0, 0, 3, 5, 11};
        world.network.setLoss(losses[m_random.below(5)]);
    }
    void act()
    {
        TestPhone &phone = *m_phones.at(m_random.below(3));
        const QList<Session *> sessions = phone.agent->sessions();
        if (sessions.isEmpty() || m_random.below(12) == 0) {
            const bool withoutSdp = m_random.below(4) == 0;
            phone.call(
                anybodyElse(phone).uri, {.earlyMedia = m_random.below(2) == 0, .withoutSdp = withoutSdp});
            return;
        }
        Session &session = *sessions.at(m_random.below(quint32(sessions.size())));
        switch (m_random.below(20)) {
        case 0: session.hangUp(); break;
        case 1: (void)session.hold(); break;
        case 2: (void)session.resume(); break;
        case 3: (void)session.reinvite(); break;
        case 4: (void)session.sendDtmf("123"); break;
        case 5: (void)session.refer(address("<" + anybodyElse(phone).uri + ">")); break;
        case 6: (void)session.refer(*sessions.at(m_random.below(quint32(sessions.size())))); break;
        case 7: breakMedia(phone); break;
        case 8: answerReferral(phone); break;
        default: answer(phone, session); break;
        }
    }
    void step()
    {
        act();
        world.run(Milliseconds(m_random.below(4) == 0 ? m_random.below(3000) : m_random.below(120)));
    }
    void end()
    {
        for (TestPhone *phone : std::as_const(m_phones)) {
            phone->referrals.clear();
            const QList<Session *> sessions = phone->agent->sessions();
            for (Session *session : sessions) {
                if (phone->agent->sessions().contains(session))
                    session->hangUp();
            }
        }
        world.run(5min);
        for (TestPhone *phone : std::as_const(m_phones)) { // calls that were on their way
            const QList<Session *> sessions = phone->agent->sessions();
            for (Session *session : sessions)
                session->hangUp();
        }
        world.run(5min);
    }
    int sessions() const
    {
        qsizetype count = 0;
        for (const TestPhone *phone : m_phones)
            count += phone->agent->sessions().size();
        return int(count);
    }
    int unanswered() const
    {
        int count = 0;
        for (const TestPhone *phone : m_phones)
            count += phone->agent->core().unansweredCount();
        return count;
    }
    QStringList faults() const
    {
        QStringList all;
        for (const TestPhone *phone : m_phones)
            all += phone->mediaFaults();
        return all;
    }

    CallWorld world;

private:
    TestPhone &anybodyElse(const TestPhone &phone)
    {
        TestPhone &other = *m_phones.at(m_random.below(3));
        return &other == &phone && m_random.below(8) ? anybodyElse(phone) : other; // now and then oneself
    }
    void answer(TestPhone &phone, Session &session)
    {
        auto *invitation = qobject_cast<Invitation *>(&session);
        if (!invitation)
            return;
        phone.listenTo(session);
        if (m_random.below(8) == 0)
            (void)invitation->reject();
        else
            (void)invitation->accept();
    }
    void answerReferral(TestPhone &phone)
    {
        if (phone.referrals.isEmpty())
            return;
        const auto referral = phone.referrals.takeLast();
        if (m_random.below(3) != 0)
            referral->accept({}, phone.agent.get());
        else
            referral->reject();
    }
    void breakMedia(TestPhone &phone)
    {
        phone.script.refuseRemote = m_random.below(4) ? std::nullopt : std::optional(MediaError{});
        phone.script.refuseLocal = m_random.below(4) ? std::nullopt : std::optional(MediaError{});
    }

    FakeRandom m_random;
    QList<TestPhone *> m_phones;
};

} // namespace

class tst_Races : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingCrossesEverything_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 200; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void everythingCrossesEverything()
    {
        QFETCH(int, seed);
        Crowd crowd{quint64(seed)};
        for (int i = 0; i < 120; ++i)
            crowd.step();
        QCOMPARE(crowd.faults(), QStringList());
        crowd.end();
        QCOMPARE(crowd.faults(), QStringList());
        QCOMPARE(crowd.sessions(), 0);
        QCOMPARE(crowd.unanswered(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_Races)
#include "tst_Races.moc"
