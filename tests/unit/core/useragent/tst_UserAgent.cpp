// What a user agent's options do to what it hears and says; its connection is in flows/tst_Reconnection, its
// calls in the other flows.
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

TestPhone::Options account()
{
    return {.server = QByteArray("sip:192.0.2.2"), .password = "secret"};
}

} // namespace

class tst_UserAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNotifyOfNoSubscription_data() // RFC 6665 §4.1.3; SIP.js' allowLegacyNotifications
    {
        QTest::addColumn<bool>("isAccepted");
        QTest::addColumn<int>("answer"); ///< of who hears it; 0: nobody does
        QTest::addColumn<int>("code");
        QTest::newRow("refused") << false << 0 << 481;
        QTest::newRow("refused though somebody listens") << false << 200 << 481;
        QTest::newRow("accepted with nobody to read it") << true << 0 << 200;
        QTest::newRow("accepted") << true << 202 << 202;
        QTest::newRow("rejected by who reads it") << true << 489 << 489;
    }
    void aNotifyOfNoSubscription()
    {
        QFETCH(bool, isAccepted);
        QFETCH(int, answer);
        QFETCH(int, code);
        FakeClock clock;
        TestPhone::Options options = account();
        options.adjust = [&](UserAgentOptions &agent) {
            agent.unsolicitedNotify = isAccepted ? UserAgentOptions::UnsolicitedNotify::Accept
                                                 : UserAgentOptions::UnsolicitedNotify::Refuse;
        };
        WirePeer peer(clock, options);
        QByteArray heard;
        if (answer)
            connect(peer.phone.agent.get(), &UserAgent::notifyReceived, this,
                [&](const std::shared_ptr<ReceivedRequest> &notification) {
                    heard = notification->request().body();
                    answer < 300 ? notification->accept(answer) : notification->reject(answer);
                });
        peer.requestOutside("NOTIFY",
            {"Messages-Waiting: yes\r\n", {{"Event", "message-summary"}, {"Subscription-State", "active"}},
                "application/simple-message-summary"});
        peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(heard.isEmpty(), !isAccepted || answer == 0);
    }
    void aRegisterToUs()
    {
        FakeClock clock;
        WirePeer peer(clock, account());
        peer.requestOutside("REGISTER");
        peer.expect("SIP/2.0 405");
        connect(peer.phone.agent.get(), &UserAgent::registerReceived, this,
            [](const std::shared_ptr<ReceivedRequest> &registration) { registration->reject(403); });
        peer.requestOutside("REGISTER");
        peer.expect("SIP/2.0 403");
        peer.requestOutside("OPTIONS");
        QVERIFY(peer.expect("SIP/2.0 200").hasToken(HeaderId::Allow, "REGISTER"));
    }
    void optionsChangeWhileRunning()
    {
        FakeClock clock;
        WirePeer peer(clock, account());
        UserAgent &agent = *peer.phone.agent;
        UserAgentOptions options = agent.options();
        options.userAgentName = "Other/2";
        options.expires = 1200s;
        options.addressOfRecord.displayName = "Somebody else";
        options.contact.user = "desk";
        options.noAnswerTimeout = 5s;
        QCOMPARE(agent.setOptions(options), UserAgent::Taken::All);
        (void)agent.registerer().addBinding();
        const SipMessage request = peer.expect("REGISTER");
        QCOMPARE(request.value(HeaderId::UserAgent).toByteArray(), QByteArray("Other/2"));
        QVERIFY(request.value(HeaderId::Contact).contains("sip:desk@"));
        QVERIFY(request.value(HeaderId::Contact).contains("expires=1200"));
        QCOMPARE(request.from().value().displayName, QByteArray("Somebody else"));
        peer.answer(request, 200, "r", {{}, {{"Contact", request.value(HeaderId::Contact).toByteArray()}}});
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        peer.run(6s);
        peer.expect("SIP/2.0 480");
        options.addressOfRecord.uri.user = "another";
        QCOMPARE(agent.setOptions(options), UserAgent::Taken::AllButIdentity);
        QCOMPARE(agent.options().addressOfRecord.uri.user, QByteArray("user1"));
    }
};

QTEST_GUILESS_MAIN(tst_UserAgent)
#include "tst_UserAgent.moc"
