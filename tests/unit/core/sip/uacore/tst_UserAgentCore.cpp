// §8 and §9 as seen on the wire of a user agent: what is answered by itself, who may have our credentials,
// and how hops are tried.
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

const QByteArray challenge = "Digest realm=\"example.com\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"";
const QByteArray foreignChallenge = "Digest realm=\"evil.example\", nonce=\"n2\", algorithm=MD5";

TestPhone::Options account()
{
    return {.server = QByteArray("sip:192.0.2.2"), .password = "secret"};
}

bool hasCredentials(const SipMessage &message)
{
    return message.contains(HeaderId::Authorization) || message.contains(HeaderId::ProxyAuthorization);
}

WirePeer::Extra with(const QByteArray &name, const QByteArray &value)
{
    return {{}, {{name, value}}};
}

} // namespace

class tst_UserAgentCore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersByItself_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("explains");
        const QByteArray none;
        QTest::newRow("OPTIONS") << QByteArray("OPTIONS") << none << none << 200
                                 << QByteArray("Allow: INVITE");
        QTest::newRow("a method nobody knows")
            << QByteArray("DANCE") << none << none << 501 << QByteArray("Allow:");
        QTest::newRow("a method not ours")
            << QByteArray("PUBLISH") << none << none << 405 << QByteArray("Allow:");
        QTest::newRow("BYE of nothing") << QByteArray("BYE") << none << none << 481 << none;
        QTest::newRow("CANCEL of nothing") << QByteArray("CANCEL") << none << none << 481 << none;
        QTest::newRow("PRACK of nothing") << QByteArray("PRACK") << none << none << 481 << none;
        QTest::newRow("NOTIFY of nothing") << QByteArray("NOTIFY") << none << none << 481 << none;
        QTest::newRow("MESSAGE with nobody to read") << QByteArray("MESSAGE") << none << none << 405 << none;
        QTest::newRow("an unknown extension")
            << QByteArray("INVITE") << QByteArray("Require") << QByteArray("100rel, magic, sip-2077") << 420
            << QByteArray("Unsupported: magic, sip-2077");
        QTest::newRow("an encoding") << QByteArray("INVITE") << QByteArray("Content-Encoding")
                                     << QByteArray("gzip") << 415 << QByteArray("Accept-Encoding: identity");
        QTest::newRow("reads no descriptions")
            << QByteArray("INVITE") << QByteArray("Accept") << QByteArray("text/plain") << 406
            << QByteArray("Accept: application/sdp");
        QTest::newRow("reads everything")
            << QByteArray("INVITE") << QByteArray("Accept") << QByteArray("*/*;q=0.1") << 180 << none;
    }
    void answersByItself()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        QFETCH(int, code);
        QFETCH(QByteArray, explains);
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite();
        peer.phone.invitation()->hangUp();
        peer.run(6s);
        peer.phone.transport->clear();
        peer.request(method, header.isEmpty() ? WirePeer::Extra() : with(header, value), 9000);
        const SipMessage response = peer.expect("SIP/2.0 " + QByteArray::number(code));
        QVERIFY(!response.toTag().isEmpty());
        QVERIFY2(explains.isEmpty() || response.toBytes().contains(explains), response.toBytes().constData());
    }
    void bodiesThatAreNoDescriptions_data()
    {
        QTest::addColumn<QByteArray>("disposition");
        QTest::addColumn<int>("code");
        QTest::newRow("required") << QByteArray() << 415;
        QTest::newRow("optional") << QByteArray("session;handling=optional") << 180;
        QTest::newRow("to be shown") << QByteArray("render") << 180;
    }
    void bodiesThatAreNoDescriptions()
    {
        QFETCH(QByteArray, disposition);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        WirePeer::Extra extra{"x", {}, "application/x-yz"};
        if (!disposition.isEmpty())
            extra.headers = {{"Content-Disposition", disposition}};
        peer.invite(extra);
        peer.expect("SIP/2.0 " + QByteArray::number(code));
    }
    void otherSchemes()
    {
        FakeClock clock;
        WirePeer peer(clock);
        SipRequest invite = peer.invite();
        peer.expect("SIP/2.0 180");
        invite.setRequestUri("tel:+15551234");
        invite.set(HeaderId::CallId, "tel");
        invite.set(HeaderId::Via, "SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKtel");
        peer.phone.transport->inject(invite);
        peer.expect("SIP/2.0 416");
        invite.setRequestUri("sips:user1@10.0.0.1");
        invite.set(HeaderId::CallId, "sips");
        invite.set(HeaderId::Via, "SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKsips");
        peer.phone.transport->inject(invite);
        QVERIFY(peer.expect("SIP/2.0 180").value(HeaderId::Contact).startsWith("<sips:user1@")); // §12.1.1
    }
    void mergedRequests() // §8.2.2.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        SipRequest invite = peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        invite.set(HeaderId::Via, "SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKtheotherway");
        peer.phone.transport->inject(invite);
        peer.expect("SIP/2.0 482");
        QCOMPARE(peer.phone.invitations.size(), 1);
    }
    void ourOwnCallComesBack()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        SipMessage invite = peer.expect("INVITE");
        invite.set(HeaderId::Via, "SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKloop");
        peer.phone.transport->inject(invite);
        peer.expect("SIP/2.0 482");
    }
    void aFloodOfCalls()
    {
        FakeClock clock;
        WirePeer peer(clock);
        for (int i = 0; i < 200; ++i)
            peer.invite({WirePeer::Offer});
        QCOMPARE(peer.phone.agent->sessions().size(), peer.phone.agent->options().mostSessions);
        QCOMPARE(peer.phone.transport->count("SIP/2.0 486") >= 136, true);
    }
    void scannersAreNotForUs_data()
    {
        QTest::addColumn<bool>("isRegistered");
        QTest::newRow("registered") << true;
        QTest::newRow("nothing was ever sent to the server") << false;
    }
    void scannersAreNotForUs()
    {
        QFETCH(bool, isRegistered);
        FakeClock clock;
        WirePeer peer(clock, account());
        if (isRegistered) {
            (void)peer.phone.agent->registerer().addBinding();
            peer.answer(peer.expect("REGISTER"), 200, "r");
        }
        const Hop stranger{TransportProtocol::Udp, QHostAddress(QStringLiteral("203.0.113.9")), 5060, {}};
        const auto inviteFor = [&](const QByteArray &uri, const QByteArray &id, const Hop &from) {
            SipRequest invite(Method::Invite, uri);
            invite.append(HeaderId::Via, "SIP/2.0/UDP 203.0.113.9;branch=z9hG4bK" + id);
            invite.append(HeaderId::From, "<sip:100@203.0.113.9>;tag=" + id);
            invite.append(HeaderId::To, "<" + uri + ">");
            invite.append(HeaderId::CallId, id);
            invite.append(HeaderId::CSeq, "1 INVITE");
            invite.append(HeaderId::Contact, "<sip:100@203.0.113.9>");
            peer.phone.transport->inject(invite, from);
        };
        inviteFor("sip:100@10.0.0.1", "a", stranger);
        peer.expect("SIP/2.0 404");
        inviteFor("sip:user1@10.0.0.1", "b", stranger);
        peer.expect("SIP/2.0 180");
        inviteFor("sip:100@10.0.0.1", "c",
            FakeTransport::defaultPeer(TransportProtocol::Udp)); // the server knows better
        peer.expect("SIP/2.0 180");
    }

    void challengesAreAnsweredOnTheWay() // §22.2, §22.3
    {
        FakeClock clock;
        WirePeer peer(clock, account());
        peer.phone.call("sip:carol@example.com");
        const SipMessage first = peer.expect("INVITE sip:carol@example.com");
        QVERIFY(!hasCredentials(first));
        peer.answer(first, 407, "p", with("Proxy-Authenticate", challenge));
        peer.expect("ACK");
        const SipMessage second = peer.expect("INVITE");
        QVERIFY(second.contains(HeaderId::ProxyAuthorization));
        QCOMPARE(second.cseq().value().number, 2u);
        QVERIFY(second.topVia().value().branch() != first.topVia().value().branch());
        peer.answer(second, 401, "s", with("WWW-Authenticate", challenge));
        peer.expect("ACK");
        const SipMessage third = peer.expect("INVITE");
        QVERIFY(third.contains(HeaderId::ProxyAuthorization));
        QVERIFY(third.contains(HeaderId::Authorization));
        QCOMPARE(third.cseq().value().number, 3u);
        peer.answer(third, 200, "carol", {WirePeer::Answer});
        const SipMessage ack = peer.expect("ACK");
        QCOMPARE(ack.cseq().value().number, 3u);
        QVERIFY(ack.contains(HeaderId::ProxyAuthorization)); // §22.1
    }
    void aKnownNonceIsOfferedUnasked() // §22.3, RFC 7616 §3.3
    {
        FakeClock clock;
        WirePeer peer(clock, account());
        peer.phone.call("sip:carol@example.com");
        peer.answer(peer.expect("INVITE"), 407, "p", with("Proxy-Authenticate", challenge));
        peer.expect("ACK");
        const SipMessage first = peer.expect("INVITE");
        QVERIFY(first.value(HeaderId::ProxyAuthorization).toByteArray().contains("nc=00000001"));
        // The callee cannot choose what we sign next.
        peer.answer(
            first, 200, "carol", {WirePeer::Answer, {{"Proxy-Authentication-Info", "nextnonce=\"his\""}}});
        peer.expect("ACK");
        peer.phone.call("sip:dave@example.com");
        const SipMessage second = peer.expect("INVITE");
        const QByteArray given = second.value(HeaderId::ProxyAuthorization).toByteArray();
        QVERIFY2(given.contains("nonce=\"n1\"") && given.contains("nc=00000002"), given.constData());
        QVERIFY2(given.contains("uri=\"sip:dave@"), given.constData());
        QCOMPARE(second.count(HeaderId::ProxyAuthorization), 1);
        peer.answer(second, 407, "p",
            with("Proxy-Authenticate",
                "Digest realm=\"example.com\", nonce=\"n9\", algorithm=MD5, qop=\"auth\", stale=true"));
        peer.expect("ACK");
        const QByteArray fresh = peer.expect("INVITE").value(HeaderId::ProxyAuthorization).toByteArray();
        QVERIFY2(fresh.contains("nonce=\"n9\"") && fresh.contains("nc=00000001"), fresh.constData());
    }
    void theNextNonceOfTheRegistrarIsTaken() // RFC 7616 §3.5
    {
        FakeClock clock;
        WirePeer peer(clock, account());
        auto &registerer = peer.phone.agent->registerer();
        (void)registerer.addBinding();
        peer.answer(peer.expect("REGISTER"), 401, "r", with("WWW-Authenticate", challenge));
        peer.answer(peer.expect("REGISTER"), 200, "r", with("Authentication-Info", "nextnonce=\"n2\""));
        QVERIFY(registerer.isRegistered());
        (void)registerer.addBinding();
        const QByteArray given = peer.expect("REGISTER").value(HeaderId::Authorization).toByteArray();
        QVERIFY2(given.contains("nonce=\"n2\"") && given.contains("nc=00000001"), given.constData());
    }
    void challengesWithoutEnd()
    {
        FakeClock clock;
        WirePeer peer(clock, account());
        Inviter *call = peer.phone.call("sip:carol@example.com");
        int invites = 0;
        for (int i = 0; i < 20 && call->state() != Session::State::Terminated; ++i) {
            const SipMessage invite = peer.expect("INVITE");
            ++invites;
            peer.answer(invite, 401, "s",
                with("WWW-Authenticate",
                    "Digest realm=\"example.com\", stale=true, algorithm=MD5, nonce=\"n"
                        + QByteArray::number(i) + '"'));
            peer.expect("ACK");
        }
        QCOMPARE(call->state(), Session::State::Terminated);
        QCOMPARE(call->end().code, 401);
        QVERIFY(invites <= 4);
    }
    void aRealmNobodyTaughtUs_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("realm");
        QTest::addColumn<bool>("answered");
        QTest::newRow("somebody else's domain")
            << QByteArray("sip:x@stranger.example") << QByteArray("evil.example") << false;
        QTest::newRow("the domain's own realm")
            << QByteArray("sip:x@stranger.example") << QByteArray("example.com") << true;
        QTest::newRow("a server that names itself otherwise")
            << QByteArray("sip:x@example.com") << QByteArray("asterisk") << true;
    }
    void aRealmNobodyTaughtUs() // an account that does not register
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, realm);
        QFETCH(bool, answered);
        FakeClock clock;
        WirePeer peer(clock, {.server = QByteArray("sip:192.0.2.2"), .password = "secret"});
        peer.phone.call(target);
        peer.answer(peer.expect("INVITE"), 401, "x",
            with("WWW-Authenticate", "Digest realm=\"" + realm + "\", nonce=\"n\", algorithm=MD5"));
        peer.expect("ACK");
        if (!answered) {
            peer.expectNothing();
            return;
        }
        const SipMessage again = peer.expect("INVITE");
        QVERIFY(hasCredentials(again));
        peer.answer(again, 200, "x", {WirePeer::Answer});
        peer.expect("ACK");
        // What a callee got accepted shuts nobody out.
        peer.phone.call("sip:y@example.com");
        peer.answer(peer.expect("INVITE"), 407, "y",
            with("Proxy-Authenticate", "Digest realm=\"example.com\", nonce=\"m\", algorithm=MD5"));
        peer.expect("ACK");
        QVERIFY(hasCredentials(peer.expect("INVITE")));
    }
    void aStrangersChallengeToOurBye() // the digest leak: SySS-2021, anchors: credentials only to our server
                                       // and realm
    {
        FakeClock clock;
        WirePeer peer(clock, {.password = "secret"}); // who calls is not our server
        Invitation *call = peer.establishIncoming();
        call->hangUp();
        const SipMessage bye = peer.expect("BYE");
        peer.answer(bye, 407, {}, with("Proxy-Authenticate", challenge));
        peer.expectNothing();
    }
    void aMaddrLeadsToAStranger() // whatever the host is called: nobody there is our server
    {
        FakeClock clock;
        WirePeer peer(clock, {.password = "secret"});
        peer.phone.call("sip:x@example.com;maddr=203.0.113.6");
        peer.answer(peer.expect("INVITE"), 401, "x", with("WWW-Authenticate", challenge));
        peer.expect("ACK");
        peer.expectNothing();
    }
    void aStrangersChallengeToOurBye_throughOurServer_data()
    {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<bool>("answered");
        QTest::newRow("another realm") << foreignChallenge << false;
        QTest::newRow("the account's realm") << challenge << true; // our own server may ask
    }
    void aStrangersChallengeToOurBye_throughOurServer()
    {
        QFETCH(QByteArray, asked);
        QFETCH(bool, answered);
        FakeClock clock;
        WirePeer peer(clock, account());
        (void)peer.phone.agent->registerer().addBinding();
        peer.answer(peer.expect("REGISTER"), 401, "r", with("WWW-Authenticate", challenge));
        const SipMessage registering = peer.expect("REGISTER");
        QVERIFY(registering.contains(HeaderId::Authorization));
        peer.answer(registering, 200, "r");
        Invitation *call = peer.establishIncoming();
        call->hangUp();
        const SipMessage bye = peer.expect("BYE");
        QVERIFY(!hasCredentials(bye));
        peer.answer(bye, 401, {}, with("WWW-Authenticate", asked));
        if (answered) {
            const SipMessage again = peer.expect("BYE");
            QVERIFY(again.contains(HeaderId::Authorization));
            QCOMPARE(again.cseq().value().number, bye.cseq().value().number + 1);
        } else {
            peer.expectNothing();
        }
    }
    void anAckThatGoesToAStrangerHasNoCredentials_data()
    {
        QTest::addColumn<QByteArray>("recordRoute");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("isTrusted");
        QTest::newRow("through our server")
            << QByteArray("<sip:192.0.2.2;lr>") << QStringLiteral("192.0.2.2") << true;
        QTest::newRow("straight to the contact") << QByteArray() << QStringLiteral("192.0.2.66") << false;
    }
    void anAckThatGoesToAStrangerHasNoCredentials()
    {
        QFETCH(const QByteArray, recordRoute);
        QFETCH(const bool, isTrusted);
        FakeClock clock;
        WirePeer peer(clock, account());
        peer.phone.call("sip:bob@example.com");
        const SipMessage first = peer.expect("INVITE");
        peer.answer(first, 407, "one", with("Proxy-Authenticate", challenge));
        peer.expect("ACK");
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(hasCredentials(invite));
        SipResponse success = SipResponse::to(SipRequest(invite), 200, "two");
        success.append(HeaderId::Contact, "<sip:bob@192.0.2.66>");
        if (!recordRoute.isEmpty())
            success.append(HeaderId::RecordRoute, recordRoute);
        success.setBody(WirePeer::Answer, "application/sdp");
        peer.phone.transport->inject(success);
        QCOMPARE(hasCredentials(peer.expect("ACK sip:bob@192.0.2.66")), isTrusted);
        QTEST(peer.phone.transport->sent().last().to.address.toString(), "to");
    }
    void aStrictRouterBeforeALooseOne() // §12.2.1.1
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 200, "bobtag",
            {WirePeer::Answer,
                {{"Record-Route", "<sip:192.0.2.51;lr>"}, {"Record-Route", "<sip:192.0.2.50>"}}});
        peer.expect("ACK sip:192.0.2.50");
        QCOMPARE(peer.phone.transport->sent().last().to.address, QHostAddress(QStringLiteral("192.0.2.50")));
        (void)call->bye();
        const SipMessage bye = peer.expect("BYE sip:192.0.2.50");
        QCOMPARE(bye.value(HeaderId::Route).toByteArray(), QByteArray("<sip:192.0.2.51;lr>"));
        QCOMPARE(peer.phone.transport->sent().last().to.address, QHostAddress(QStringLiteral("192.0.2.50")));
    }
    void aStrangersChallengeToADirectCall()
    {
        FakeClock clock;
        WirePeer peer(clock, {.password = "secret"}); // the account's server is 10.0.0.1 itself
        Inviter *call = peer.phone.call(WirePeer::Uri);
        peer.answer(peer.expect("INVITE"), 401, "s", with("WWW-Authenticate", foreignChallenge));
        peer.expect("ACK");
        peer.expectNothing();
        QCOMPARE(call->end().code, 401);
    }
    void aByeThatIsChallengedKeepsTheCSeqInStep() // SIP.js repeats the number
    {
        FakeClock clock;
        WirePeer peer(clock, account());
        Inviter *call = peer.phone.call("sip:carol@example.com");
        peer.answer(peer.expect("INVITE"), 407, "p", with("Proxy-Authenticate", challenge));
        peer.expect("ACK");
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 200, "carol", {WirePeer::Answer});
        peer.expect("ACK");
        QVERIFY(call->info({{}, "text/plain", "x"}));
        const SipMessage info = peer.expect("INFO");
        QCOMPARE(info.cseq().value().number, 3u);
        peer.answer(info, 407, {}, with("Proxy-Authenticate", challenge));
        const SipMessage again = peer.expect("INFO");
        QCOMPARE(again.cseq().value().number, 4u);
        peer.answer(again, 200);
        call->hangUp();
        QCOMPARE(peer.expect("BYE").cseq().value().number, 5u);
    }
    void aServerThatIsOutOfServiceEndsTheRequest()
    {
        FakeClock clock;
        WirePeer peer(clock, account());
        Inviter *call = peer.phone.call("sip:carol@example.com");
        peer.answer(peer.expect("INVITE"), 503, "s");
        peer.expect("ACK");
        QCOMPARE(call->end().code, 503);
        QCOMPARE(call->end().by, Session::End::By::Remote);
    }
    void aTransportThatFailsIsTold()
    {
        FakeClock clock;
        WirePeer peer(clock, account());
        peer.phone.transport->failSends(TransportError{TransportError::Kind::Unreachable, {}});
        Inviter *call = peer.phone.call("sip:carol@example.com");
        peer.run(10ms);
        QCOMPARE(call->state(), Session::State::Terminated);
        QCOMPARE(call->end().code, 503);
        QCOMPARE(call->end().by, Session::End::By::Network);
    }
    void anUnknownHost()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call("sip:carol@nowhere.example");
        peer.run(10ms);
        QCOMPARE(call->end().code, 503);
        QCOMPARE(call->end().by, Session::End::By::Network);
        peer.expectNothing();
    }
    void messagesAreAllowedWhileSomebodyListens() // §20.5: what is handled, not what could be
    {
        FakeClock clock;
        WirePeer peer(clock);
        const auto allowed = [&] {
            peer.requestOutside("OPTIONS");
            return peer.expect("SIP/2.0 200").hasToken(HeaderId::Allow, "MESSAGE");
        };
        QVERIFY(!allowed());
        {
            QSignalSpy heard(peer.phone.agent.get(), &UserAgent::messageReceived);
            QVERIFY(allowed());
            peer.phone.call(WirePeer::Uri);
            QVERIFY(peer.expect("INVITE").hasToken(HeaderId::Allow, "MESSAGE"));
        }
        QVERIFY(!allowed());
        peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.hasToken(HeaderId::Allow, "INVITE"));
        QVERIFY(!invite.hasToken(HeaderId::Allow, "MESSAGE"));
        peer.requestOutside("MESSAGE", {"hello", {}, "text/plain"});
        QVERIFY(!peer.expect("SIP/2.0 405").hasToken(HeaderId::Allow, "MESSAGE"));
    }
    void messagesReachWhoListens()
    {
        FakeClock clock;
        WirePeer peer(clock);
        int heard = 0;
        int answer = 0;
        QObject::connect(peer.phone.agent.get(), &UserAgent::messageReceived, qApp,
            [&](const std::shared_ptr<ReceivedRequest> &message) {
                ++heard;
                if (answer)
                    message->reject(answer);
            });
        peer.invite();
        peer.phone.invitation()->hangUp();
        peer.run(6s);
        peer.phone.transport->clear();
        peer.request("MESSAGE", {"hello", {}, "text/plain"}, 5);
        peer.expect("SIP/2.0 200");
        QCOMPARE(heard, 1);
        answer = 415;
        peer.request("MESSAGE", {"hello", {}, "text/unknown"}, 6);
        peer.expect("SIP/2.0 415");
        QCOMPARE(heard, 2);
    }
};

QTEST_GUILESS_MAIN(tst_UserAgentCore)
#include "tst_UserAgentCore.moc"
