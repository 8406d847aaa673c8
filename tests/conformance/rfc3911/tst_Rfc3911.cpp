// RFC 3911, the Join header, and what RFC 3891 §3 has about early dialogs, in virtual time; one end written
// by hand.
//
// Covered: §4 (matching, 400, 481, 603, Join beside Replaces), §5 (what we send), §7.2 (the
// option tag). Not covered: mixing, which is the program's; early dialogs, of which none is joined.
#include "CallWorld.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using Support = SipExtensions::Support;

namespace {

TestPhone::Options joining(Support support = Support::Supported)
{
    TestPhone::Options options;
    options.adjust = [support](UserAgentOptions &agent) { agent.extensions.join = support; };
    return options;
}

QByteArray nameOf(const Session &session)
{
    const DialogName name = session.dialogName().value();
    return name.callId + ";to-tag=" + name.localTag + ";from-tag=" + name.remoteTag;
}

} // namespace

class tst_Rfc3911 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void section4_theCallIsFound()
    {
        FakeClock clock;
        WirePeer peer(clock, joining());
        Inviter *call = peer.establishOutgoing();
        peer.invite({WirePeer::Offer, {{"Join", nameOf(*call)}, {"Require", "join"}}});
        peer.expect("SIP/2.0 180"); // a person is asked; nothing is accepted by itself
        Invitation *invitation = peer.phone.invitation();
        QCOMPARE(invitation->joined(), call);
        QVERIFY(!invitation->replacee());
        QVERIFY(invitation->accept());
        peer.expect("SIP/2.0 200");
        QCOMPARE(call->state(), State::Established); // and both go on
    }
    void section4_refusals_data()
    {
        QTest::addColumn<QByteArray>("join"); // %: the call's name
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<int>("code");
        QTest::newRow("no such dialog") << QByteArray("nope;to-tag=a;from-tag=b") << QByteArray() << 481;
        QTest::newRow("malformed") << QByteArray("nope") << QByteArray() << 400;
        QTest::newRow("two of them") << QByteArray("%") << QByteArray("Join: %") << 400;
        QTest::newRow("with Replaces") << QByteArray("%") << QByteArray("Replaces: %") << 400;
    }
    void section4_refusals()
    {
        QFETCH(QByteArray, join);
        QFETCH(QByteArray, other);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock, joining());
        const QByteArray name = nameOf(*peer.establishOutgoing());
        WireExtra extra{WirePeer::Offer, {{"Join", join.replace("%", name)}}};
        if (!other.isEmpty())
            extra.headers.append({other.split(':').first(), name});
        peer.invite(extra);
        peer.expect("SIP/2.0 " + QByteArray::number(code));
        QVERIFY(peer.phone.invitations.isEmpty());
    }
    void section4_aCallThatIsOver()
    {
        FakeClock clock;
        WirePeer peer(clock, joining());
        Inviter *call = peer.establishOutgoing();
        const QByteArray name = nameOf(*call);
        call->hangUp();
        peer.answer(peer.expect("BYE"), 200);
        peer.invite({WirePeer::Offer, {{"Join", name}}});
        peer.expect("SIP/2.0 603"); // a SHOULD, as in RFC 3891
    }
    void section7_2_theOptionTag_data()
    {
        QTest::addColumn<bool>("isRequired");
        QTest::addColumn<int>("code");
        QTest::newRow("required: 420") << true << 420;
        QTest::newRow("else the header is not heeded") << false << 180;
    }
    void section7_2_theOptionTag()
    {
        QFETCH(bool, isRequired);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock); // join is not offered unless the program mixes
        WireExtra extra{WirePeer::Offer, {{"Join", "nope;to-tag=a;from-tag=b"}}};
        if (isRequired)
            extra.headers.emplaceBack("Require", "join");
        peer.invite(extra);
        peer.expect("SIP/2.0 " + QByteArray::number(code));
    }
    void section5_weJoin()
    {
        CallWorld world;
        TestPhone &alice = world.add(joining());
        TestPhone &bob = world.add(joining());
        auto [caller, callee] = world.connectCall(alice, bob);
        Inviter *second = alice.call(bob.uri, {.joins = caller->dialogName()});
        world.run(50ms);
        QCOMPARE(bob.invitation()->joined(), callee.data());
        QVERIFY(bob.invitation()->request().hasToken(HeaderId::Require, "join"));
        QVERIFY(bob.invitation()->accept());
        world.run(50ms);
        QCOMPARE(second->state(), State::Established);
        QCOMPARE(caller->state(), State::Established);
    }
    void C13_anEarlyDialogIsReplaced() // RFC 3891 §3: of a call that we made
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *ringing = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "early");
        peer.invite({WirePeer::Offer,
            {{"Replaces", invite.callId() + ";to-tag=" + invite.fromTag() + ";from-tag=early;early-only"}}});
        QCOMPARE(peer.phone.invitation()->replacee(), ringing);
        peer.expect("SIP/2.0 200"); // accepted by itself: a person made this call
        const SipMessage cancel = peer.expect("CANCEL");
        peer.answer(cancel, 200);
        peer.answer(invite, 487, "early");
        peer.expect("ACK");
        QCOMPARE(ringing->state(), State::Terminated);
    }
    void anEarlyDialogOfAnotherIsNot() // RFC 3891 §3: only who made the call may be asked
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest first = peer.invite({WirePeer::Offer});
        const SipMessage ringing = peer.expect("SIP/2.0 180");
        peer.invite({WirePeer::Offer,
            {{"Replaces", first.callId() + ";to-tag=" + ringing.toTag() + ";from-tag=" + first.fromTag()}}});
        peer.expect("SIP/2.0 481");
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3911)
#include "tst_Rfc3911.moc"
