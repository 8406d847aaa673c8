// RFC 3891, Replaces, in virtual time: a phone in calls with bob, who invites it to replace them.
//
// Covered: §3 (matching by Call-ID and both tags as the receiver knows them; 400, 481, 486 for early-only,
// 603; early dialogs at caller and callee; the new call is taken by itself and the old one ended by BYE or
// CANCEL; what cannot be taken leaves the old call as it was), §4 (Replaces is sent for confirmed dialogs
// only), §5 (proxies are not asked: nothing is sent to them), §6.1 (grammar, and the option tag in §6.2).
//
// Not covered: authorization (§3: who knows Call-ID and both tags is believed), the header in REFER (it
// travels in Refer-To, see flows/tst_Transfers).
#include "EndedDialogs.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

struct Replacing {
    FakeClock clock;
    WirePeer peer{clock};

    /// A call of the phone's that bob answered with the tag "b". @returns what names it.
    QByteArray outgoing()
    {
        call = peer.phone.call(WirePeer::Uri);
        const SipMessage sent = peer.expect("INVITE");
        peer.answer(sent, 200, "b", {WirePeer::Answer});
        peer.expect("ACK");
        return nameOf(sent, "b");
    }
    /// The same, ringing.
    QByteArray ringingOutgoing()
    {
        call = peer.phone.call(WirePeer::Uri);
        const SipMessage sent = peer.expect("INVITE");
        invite = sent;
        peer.answer(sent, 180, "b");
        return nameOf(sent, "b");
    }
    static QByteArray nameOf(const SipMessage &sent, const QByteArray &peersTag)
    {
        return sent.callId() + ";to-tag=" + sent.fromTag() + ";from-tag=" + peersTag;
    }
    void replace(const QByteArray &value) { peer.invite({WirePeer::Offer, {{"Replaces", value}}}); }
    /// The answer to a replacing INVITE, whatever else went out before it.
    int answer()
    {
        peer.run(1ms);
        const auto &sent = peer.phone.transport->sent();
        for (auto it = sent.crbegin(); it != sent.crend(); ++it)
            if (it->message.statusCode() >= 200)
                return it->message.statusCode();
        return 0;
    }
    QPointer<Session> call;
    SipMessage invite;
};

} // namespace

class tst_Rfc3891 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aConfirmedDialogIsReplaced() // §3
    {
        Replacing at;
        const QByteArray name = at.outgoing();
        at.replace(name);
        const SipMessage accepted = at.peer.expect("SIP/2.0 200"); // no 180: a person took the first one
        QCOMPARE(at.peer.phone.invitation()->state(), State::Established);
        QCOMPARE(at.peer.phone.invitation()->replacee(), at.call.data());
        const SipMessage bye = at.peer.expect("BYE"); // §3: the old one is shut down
        QCOMPARE(bye.toTag(), QByteArray("b"));
        QVERIFY(accepted.callId() != bye.callId());
        at.peer.answer(bye, 200);
        QVERIFY(!at.call || at.call->state() == State::Terminated);
    }
    void whatDoesNotMatch_data()
    {
        QTest::addColumn<QByteArray>("pattern"); ///< %1: Call-ID, %2: our tag, %3: his
        QTest::addColumn<int>("code");
        QTest::newRow("§3: another Call-ID") << QByteArray("x%1;to-tag=%2;from-tag=%3") << 481;
        QTest::newRow("§3: another to-tag") << QByteArray("%1;to-tag=x%2;from-tag=%3") << 481;
        QTest::newRow("§3: another from-tag") << QByteArray("%1;to-tag=%2;from-tag=x%3") << 481;
        QTest::newRow("§3: the tags as the sender knows them")
            << QByteArray("%1;to-tag=%3;from-tag=%2") << 481;
        QTest::newRow("§3: a tag in another case") << QByteArray("%1;to-tag=%2;from-tag=B") << 481;
        QTest::newRow("§3: early-only, and it is confirmed")
            << QByteArray("%1;to-tag=%2;from-tag=%3;early-only") << 486;
        QTest::newRow("§6.1: no from-tag") << QByteArray("%1;to-tag=%2") << 400;
        QTest::newRow("§6.1: no to-tag") << QByteArray("%1;from-tag=%3") << 400;
        QTest::newRow("§6.1: nothing") << QByteArray(";to-tag=%2;from-tag=%3") << 400;
    }
    void whatDoesNotMatch()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(int, code);
        Replacing at;
        const QByteArrayList parts = at.outgoing().split(';');
        QByteArray value = pattern;
        value.replace("%1", parts[0]).replace("%2", parts[1].mid(7)).replace("%3", "b");
        at.replace(value);
        at.peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(at.call->state(), State::Established);
        QVERIFY(at.peer.phone.invitations.isEmpty()); // nobody is troubled
        at.peer.expectNothing();
    }
    void twoHeadersAreRefused() // §3: MUST 400
    {
        Replacing at;
        const QByteArray name = at.outgoing();
        at.peer.invite({WirePeer::Offer, {{"Replaces", name}, {"Replaces", name}}});
        at.peer.expect("SIP/2.0 400");
        QCOMPARE(at.call->state(), State::Established);
    }
    void onlyAnInviteReplaces_data() // §3: MUST 400
    {
        QTest::addColumn<QByteArray>("method");
        for (const char *method : {"OPTIONS", "REFER", "BYE", "NOTIFY"})
            QTest::addRow("§3: %s", method) << QByteArray(method);
    }
    void onlyAnInviteReplaces()
    {
        QFETCH(QByteArray, method);
        Replacing at;
        const QByteArray name = at.outgoing();
        at.peer.requestOutside(method, {{}, {{"Replaces", name}}});
        at.peer.expect("SIP/2.0 400");
        QCOMPARE(at.call->state(), State::Established);
    }
    void aDialogThatNoInviteMadeIsNone() // §3: MUST 481
    {
        Replacing at;
        std::shared_ptr<Notifier> notifier;
        QObject::connect(at.peer.phone.agent.get(), &UserAgent::subscriptionRequested,
            at.peer.phone.agent.get(), [&](const std::shared_ptr<Notifier> &asked) { notifier = asked; });
        at.peer.requestOutside(
            "SUBSCRIBE", {{}, {{"Event", "dialog"}, {"Expires", "600"}, {"Contact", "<sip:bob@192.0.2.2>"}}});
        notifier->accept();
        const SipMessage answer = at.peer.expect("SIP/2.0 200");
        at.peer.expect("NOTIFY");
        at.replace(answer.callId() + ";to-tag=" + answer.toTag() + ";from-tag=bobtag");
        at.peer.expect("SIP/2.0 481");
    }
    void anEarlyDialogThatWeMadeIsReplaced_data() // §3
    {
        QTest::addColumn<QByteArray>("flag");
        QTest::newRow("§3: early") << QByteArray();
        QTest::newRow("§3: early-only") << QByteArray(";early-only");
    }
    void anEarlyDialogThatWeMadeIsReplaced()
    {
        QFETCH(QByteArray, flag);
        Replacing at;
        at.replace(at.ringingOutgoing() + flag);
        at.peer.expect("SIP/2.0 200");
        QCOMPARE(at.peer.phone.invitation()->state(), State::Established);
        at.peer.expect("CANCEL");
        at.peer.answer(at.invite, 487, "b");
        at.peer.run(2s);
        QVERIFY(!at.call || at.call->state() == State::Terminated);
        QCOMPARE(at.peer.phone.invitation()->state(), State::Established);
    }
    void anEarlyDialogThatWasMadeToUsIsNot() // §3: MUST 481
    {
        Replacing at;
        const SipRequest ringing = at.peer.invite({WirePeer::Offer});
        const SipMessage provisional = at.peer.expect("SIP/2.0 180");
        at.replace(ringing.callId() + ";to-tag=" + provisional.toTag() + ";from-tag=bobtag");
        at.peer.expect("SIP/2.0 481");
        QCOMPARE(at.peer.phone.invitation()->state(), State::Initial); // it rings on
    }
    void whatCannotBeTakenLeavesTheOldCall() // §3: MUST leave it unchanged
    {
        Replacing at;
        const QByteArray name = at.outgoing();
        at.peer.phone.script.refuseOffer
            = MediaError{MediaError::Kind::NotAcceptable, QStringLiteral("no codec")};
        at.replace(name);
        QCOMPARE(at.answer(), 488);
        QCOMPARE(at.call->state(), State::Established);
        QCOMPARE(at.peer.phone.transport->count("BYE"), 0);
    }
    void anEndedDialogComesTooLate_data() // §3: SHOULD 603
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("code");
        QTest::newRow("§3: it has ended already") << 0 << 603;
        QTest::newRow("§3: and a while ago") << 170 << 603;
        QTest::newRow("we do not remember for ever") << 190 << 481;
    }
    void anEndedDialogComesTooLate()
    {
        QFETCH(int, seconds);
        QFETCH(int, code);
        Replacing at;
        const QByteArray name = at.outgoing();
        at.call->hangUp();
        at.peer.answer(at.peer.expect("BYE"), 200);
        at.peer.run(std::chrono::seconds(seconds));
        at.replace(name);
        at.peer.expect("SIP/2.0 " + QByteArray::number(code));
        QVERIFY(at.peer.phone.invitations.isEmpty());
    }
    void oneThatIsEndingToo() // §3: our BYE waits for his ACK
    {
        Replacing at;
        const SipRequest invite = at.peer.invite({WirePeer::Offer});
        const SipMessage ringing = at.peer.expect("SIP/2.0 180");
        QVERIFY(at.peer.phone.invitation()->accept());
        at.peer.expect("SIP/2.0 200");
        at.peer.phone.invitation()->hangUp();
        at.replace(invite.callId() + ";to-tag=" + ringing.toTag() + ";from-tag=bobtag");
        at.peer.expect("SIP/2.0 603");
    }
    void onlySoManyAreRemembered()
    {
        FakeClock clock;
        EndedDialogs ended(clock);
        for (int i = 0; i <= EndedDialogs::Limits::Dialogs; ++i)
            ended.note({QByteArray::number(i), "a", "b"});
        QVERIFY(!ended.contains({"0", "a", "b"}));
        QVERIFY(ended.contains({"1", "a", "b"}));
        QVERIFY(!ended.contains({"1", "b", "a"}));
    }
    void onlyAConfirmedDialogIsGivenAway() // §4: an early one was not made by who is called
    {
        Replacing at;
        at.outgoing();
        const QPointer<Session> first = at.call;
        at.ringingOutgoing();
        QCOMPARE(first->refer(*at.call).error(), Session::Refusal::NoDialog);
        at.peer.answer(at.invite, 200, "b", {WirePeer::Answer});
        at.peer.expect("ACK");
        QVERIFY(first->refer(*at.call));
        const QByteArray target = at.peer.expect("REFER").value(HeaderId::ReferTo).toByteArray();
        QVERIFY2(target.contains("Replaces=") && !target.contains("early-only"), target.constData());
        QVERIFY(target.contains("to-tag%3Db") || target.contains("to-tag=b")); // §4: as he knows it
    }
    void anEarlyCallOfSomebodyElseIsTaken_data() // §6.1
    {
        QTest::addColumn<bool>("isEarlyOnly");
        QTest::newRow("§6.1: early-only") << true;
        QTest::newRow("§6.1: whether answered or not") << false;
    }
    void anEarlyCallOfSomebodyElseIsTaken() // §3, §6.1: bob is called by the one we ask
    {
        QFETCH(bool, isEarlyOnly);
        Replacing at;
        InviterOptions options;
        options.replaces = DialogName{"call@192.0.2.9", "bobs", "alices"};
        if (isEarlyOnly)
            options.replaced = InviterOptions::Replaced::Early;
        at.call = at.peer.phone.call(WirePeer::Uri, options);
        const SipMessage sent = at.peer.expect("INVITE");
        QCOMPARE(sent.value(HeaderId::Replaces).toByteArray(),
            QByteArray("call@192.0.2.9;to-tag=alices;from-tag=bobs") + (isEarlyOnly ? ";early-only" : ""));
        QVERIFY(sent.hasToken(HeaderId::Require, "replaces"));
        at.peer.answer(sent, 486, "a"); // he has answered in the meantime
        at.peer.expect("ACK");
        QCOMPARE(at.peer.phone.transport->count("INVITE"), 1);
    }
    void theOptionTag() // §6.2
    {
        Replacing at;
        const QByteArray name = at.outgoing();
        at.peer.invite({WirePeer::Offer, {{"Replaces", name}, {"Require", "replaces"}}});
        QVERIFY(at.peer.expect("SIP/2.0 200").hasToken(HeaderId::Supported, "replaces"));
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3891)
#include "tst_Rfc3891.moc"
