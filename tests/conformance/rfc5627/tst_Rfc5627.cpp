// RFC 5627, GRUU, seen from the user agent.
//
// Covered:     §4.1 what a REGISTER asks for; §3.1 what counts as a GRUU; §4.4 where it is used, and the
// temporary
//              one for who wants to stay unknown; §4.5 what comes in for one; its end with the binding.
// Not covered: the registrar's and the proxy's part (§5, §6); self-made GRUUs (§4.3).
#include "TestRegistrar.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

constexpr char Instance[] = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
constexpr char PublicGruu[] = "sip:user1@example.com;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
constexpr char TemporaryGruu[] = "sip:tgruu.7hs==jd7vnzga5w7fajsc7-ajd6fabz0f8g5@example.com;gr";
const QByteArray both = QByteArray(";pub-gruu=\"") + PublicGruu + "\";temp-gruu=\"" + TemporaryGruu + "\"";

WirePeer::Extra header(const QByteArray &name, const QByteArray &value)
{
    return {{}, {{name, value}}};
}

/// A phone that the peer, its server, registers.
struct Alice {
    explicit Alice(std::function<void(UserAgentOptions &)> adjust = {})
        : peer(clock, {.server = QByteArray("sip:192.0.2.2"), .adjust = [adjust](UserAgentOptions &options) {
                           options.instanceId = Instance;
                           if (adjust)
                               adjust(options);
                       }})
    {
    }
    SipMessage registers(const QByteArray &granted)
    {
        (void)peer.phone.agent->registerer().addBinding();
        const SipMessage request = peer.expect("REGISTER");
        peer.answer(
            request, 200, "r", header("Contact", request.value(HeaderId::Contact).toByteArray() + granted));
        return request;
    }
    static SipUri contactOf(const SipMessage &message)
    {
        return message.nameAddrs(HeaderId::Contact).value().first().uri;
    }
    FakeClock clock;
    WirePeer peer;
};

SipUri uri(const QByteArray &text)
{
    return SipUri::parse(text).value();
}

} // namespace

class tst_Rfc5627 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRegisterAsksForIt() // §4.1
    {
        Alice alice;
        const SipMessage request = alice.registers(both);
        QVERIFY(request.hasToken(HeaderId::Supported, "gruu"));
        QVERIFY(request.value(HeaderId::Contact).contains("+sip.instance=\"<urn:uuid:f81d4fae"));
        const RegisteredIdentity &identity = alice.peer.phone.agent->registerer().identity();
        QCOMPARE(identity.publicGruu, uri(PublicGruu));
        QCOMPARE(identity.temporaryGruu, uri(TemporaryGruu));
        // A GRUU is never what is registered.
        const SipMessage refresh = alice.registers(both);
        QVERIFY(!refresh.value(HeaderId::Contact).contains("gr="));
    }
    void switchedOff()
    {
        Alice alice([](UserAgentOptions &options) { options.gruu = RegistererOptions::Gruu::Off; });
        const SipMessage request = alice.registers(both);
        QVERIFY(!request.hasToken(HeaderId::Supported, "gruu"));
        alice.peer.phone.call(WirePeer::Uri);
        QVERIFY(!Alice::contactOf(alice.peer.expect("INVITE")).parameters.contains("gr"));
    }
    void whatCountsAsOne_data() // §3.1
    {
        QTest::addColumn<QByteArray>("granted");
        QTest::addColumn<bool>("isUsed");
        QTest::newRow("public") << QByteArray(";pub-gruu=\"" + QByteArray(PublicGruu) + '"') << true;
        QTest::newRow("no gr") << QByteArray(";pub-gruu=\"sip:user1@example.com\"") << false;
        QTest::newRow("no URI") << QByteArray(";pub-gruu=\"user1 at home;gr\"") << false;
        QTest::newRow("empty") << QByteArray(";pub-gruu=\"\"") << false;
        QTest::newRow("another scheme") << QByteArray(";pub-gruu=\"tel:+491234;gr\"") << false;
        QTest::newRow("a temporary one alone is not for everybody")
            << QByteArray(";temp-gruu=\"" + QByteArray(TemporaryGruu) + '"') << false;
    }
    void whatCountsAsOne()
    {
        QFETCH(QByteArray, granted);
        QFETCH(bool, isUsed);
        Alice alice;
        alice.registers(granted);
        alice.peer.phone.call(WirePeer::Uri);
        QCOMPARE(Alice::contactOf(alice.peer.expect("INVITE")).parameters.contains("gr"), isUsed);
    }
    void requestsThatOpenDialogs() // §4.4
    {
        Alice alice;
        alice.registers(both);
        const QPointer<Inviter> call = alice.peer.phone.call(WirePeer::Uri);
        const SipMessage invite = alice.peer.expect("INVITE");
        QCOMPARE(Alice::contactOf(invite), uri(PublicGruu));
        QVERIFY(invite.hasToken(HeaderId::Supported, "gruu"));
        alice.peer.answer(invite, 200, "bobtag", {WirePeer::Answer});
        alice.peer.expect("ACK");
        QVERIFY(call->hold()); // and those that refresh the target
        QCOMPARE(Alice::contactOf(alice.peer.expect("INVITE")), uri(PublicGruu));
    }
    void answersThatOpenDialogs() // §4.4
    {
        Alice alice;
        alice.registers(both);
        alice.peer.invite({WirePeer::Offer});
        QCOMPARE(Alice::contactOf(alice.peer.expect("SIP/2.0 180")), uri(PublicGruu));
        QVERIFY(alice.peer.phone.invitation()->accept());
        const SipMessage accepted = alice.peer.expect("SIP/2.0 200");
        QCOMPARE(Alice::contactOf(accepted), uri(PublicGruu));
        QVERIFY(accepted.hasToken(HeaderId::Supported, "gruu"));
    }
    void whoWantsToStayUnknownShowsTheTemporaryOne()
    {
        Alice alice;
        alice.registers(both);
        alice.peer.phone.call(WirePeer::Uri, {.anonymous = true});
        const SipMessage invite = alice.peer.expect("INVITE");
        QCOMPARE(Alice::contactOf(invite), uri(TemporaryGruu));
        alice.peer.answer(invite, 200, "bobtag", {WirePeer::Answer});
        alice.peer.expect("ACK");
    }
    void withoutOneHeShowsNoName()
    {
        Alice alice;
        alice.peer.phone.call(WirePeer::Uri, {.anonymous = true});
        const SipUri contact = Alice::contactOf(alice.peer.expect("INVITE"));
        QCOMPARE(contact.user, QByteArray("anonymous"));
        QCOMPARE(contact.host, QByteArray("10.0.0.1"));
    }
    void callsToAGruuAreOurs_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<bool>("isOurs");
        QTest::addColumn<QByteArray>("contact");
        QTest::newRow("the public one") << QByteArray(PublicGruu) << true << QByteArray(PublicGruu);
        QTest::newRow("the temporary one, which answers for itself")
            << QByteArray(TemporaryGruu) << true << QByteArray(TemporaryGruu);
        QTest::newRow("somebody's") << QByteArray("sip:tgruu.else@example.com;gr") << false << QByteArray();
        QTest::newRow("without gr") << QByteArray(TemporaryGruu).chopped(3) << false << QByteArray();
    }
    void callsToAGruuAreOurs() // §4.5; from a stranger, as the server may name us as it likes
    {
        QFETCH(QByteArray, target);
        QFETCH(bool, isOurs);
        QFETCH(QByteArray, contact);
        Alice alice;
        alice.registers(both);
        alice.peer.phone.transport->setPeer(
            {TransportProtocol::Udp, QHostAddress(QStringLiteral("198.51.100.9")), 5060, {}});
        alice.peer.phone.transport->inject("INVITE " + target
            + " SIP/2.0\n"
              "Via: SIP/2.0/UDP 198.51.100.9;branch=z9hG4bKg\nMax-Forwards: 70\n"
              "From: <sip:carol@198.51.100.9>;tag=c\nTo: <"
            + target
            + ">\nCall-ID: g\nCSeq: 1 INVITE\n"
              "Contact: <sip:carol@198.51.100.9>\nContent-Length: 0\n\n");
        const SipMessage answer = alice.peer.expect(isOurs ? "SIP/2.0 180" : "SIP/2.0 404");
        if (isOurs)
            QCOMPARE(Alice::contactOf(answer), uri(contact));
        else
            QVERIFY(alice.peer.phone.invitations.isEmpty());
    }
    void earlierTemporaryOnesStayValid() // §3.1.2
    {
        Alice alice;
        alice.registers(both);
        alice.registers(";temp-gruu=\"sip:tgruu.second@example.com;gr\"");
        const RegisteredIdentity &known = alice.peer.phone.agent->core().registered();
        QVERIFY(known.isGruu(uri(TemporaryGruu)));
        QVERIFY(known.isGruu(uri("sip:tgruu.second@example.com;gr")));
        QVERIFY(!known.publicGruu); // each 200 counts for itself
        for (int i = 0; i < 40; ++i)
            alice.registers(";temp-gruu=\"sip:tgruu." + QByteArray::number(i) + "@example.com;gr\"");
        QCOMPARE(known.earlierGruus.size(), RegisteredIdentity::Limits::EarlierGruus);
    }
    void theyEndWithTheBinding()
    {
        Alice alice;
        alice.registers(both);
        (void)alice.peer.phone.agent->registerer().removeBinding();
        alice.peer.answer(alice.peer.expect("REGISTER"), 200, "r");
        QVERIFY(!alice.peer.phone.agent->core().registered().hasGruu());
        alice.peer.phone.call(WirePeer::Uri);
        QVERIFY(!Alice::contactOf(alice.peer.expect("INVITE")).parameters.contains("gr"));
    }
    void theInstanceStandsInEveryContactWhereWanted() // SIP.js' instanceIdAlwaysAdded
    {
        Alice alice([](UserAgentOptions &options) {
            options.contact.instance = ContactOptions::Instance::InEveryContact;
        });
        alice.peer.phone.call(WirePeer::Uri);
        QVERIFY(
            alice.peer.expect("INVITE").value(HeaderId::Contact).contains("+sip.instance=\"<urn:uuid:f8"));
        alice.peer.phone.call(WirePeer::Uri, {.anonymous = true});
        QVERIFY(!alice.peer.expect("INVITE").value(HeaderId::Contact).contains("+sip.instance"));
        alice.peer.invite({WirePeer::Offer});
        QVERIFY(alice.peer.expect("SIP/2.0 180")
                    .value(HeaderId::Contact)
                    .contains("+sip.instance=\"<urn:uuid:f8"));
    }
    void theContactIsWhatTheUserSays() // SIP.js' contactName, contactParams, viaHost
    {
        Alice alice([](UserAgentOptions &options) {
            options.contact.user = "desk-7";
            options.contact.hostPort = "203.0.113.7:6060";
            options.contact.uriParameters.set("x-line", QByteArray("2"));
        });
        const SipUri contact = Alice::contactOf(alice.registers({}));
        QCOMPARE(contact.toBytes(), QByteArray("sip:desk-7@203.0.113.7:6060;x-line=2"));
        alice.peer.phone.call(WirePeer::Uri);
        QCOMPARE(Alice::contactOf(alice.peer.expect("INVITE")), contact);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc5627)
#include "tst_Rfc5627.moc"
