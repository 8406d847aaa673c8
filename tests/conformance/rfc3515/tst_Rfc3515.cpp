// RFC 3515, REFER, in virtual time: the phone is asked to call somebody by a peer written by hand. The other
// part is tst_Rfc3515Referrer.
//
// Covered: §2.1, §2.4.2 (202, 400, 603, what cannot be called), §2.4.3 (the call that follows), §2.4.4
// (NOTIFY at once, what it carries, Expires, outside a dialog), §2.4.5 (bodies, the last one ends the
// subscription), §2.4.6 (several in a dialog), §4.1 (the flow of the example), RFC 3265 §3.2.2 (NOTIFYs that
// are refused).
//
// Not covered: SUBSCRIBE that refreshes or ends the subscription (§2.4.4, not supported; that it is refused
// is covered), REFER to other methods than INVITE (the same), norefersub (RFC 4488), proxies (§3), a REFER
// without the mandatory Contact (taken; the NOTIFYs go to its From).
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;

namespace {

constexpr char Carol[] = "<sip:carol@192.0.2.2>";
constexpr char CarolUri[] = "sip:carol@192.0.2.2";

WireExtra referTo(const QByteArray &target = Carol)
{
    return {{}, {{"Refer-To", target}}};
}

QByteArray fragmentOf(const SipMessage &notify)
{
    return notify.body().trimmed();
}

QByteArray subscriptionOf(const SipMessage &notify)
{
    return notify.value(HeaderId::SubscriptionState).toByteArray();
}

/// A phone in a call that Bob began, who now asks it to call Carol.
struct Referee {
    FakeClock clock;
    WirePeer peer{clock};
    QPointer<Invitation> call{peer.establishIncoming()};

    /// The person says yes. @returns what the phone sent: the new INVITE; first the 202 and the NOTIFY.
    SipMessage follow()
    {
        peer.request("REFER", referTo());
        onward = peer.phone.referrals.last()->accept({}, peer.phone.agent.get());
        accepted = peer.expect("SIP/2.0 202");
        first = peer.expect("NOTIFY");
        return peer.expect("INVITE sip:carol@192.0.2.2 SIP/2.0");
    }
    /// The next NOTIFY, answered.
    SipMessage notified()
    {
        const SipMessage notify = peer.expect("NOTIFY");
        peer.answer(notify, 200);
        return notify;
    }

    QPointer<Inviter> onward;
    SipMessage accepted;
    SipMessage first;
};

} // namespace

class tst_Rfc3515 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itIsAcceptedWith202() // §2.4.2, and a Contact in the 2xx (table 2)
    {
        Referee at;
        at.follow();
        QCOMPARE(at.accepted.count(HeaderId::Contact), 1);
        QCOMPARE(at.accepted.cseq().value().method, QByteArray("REFER"));
    }
    void aPersonWhoThinksLongDoesNotMissTheTransaction() // §2.4.2: a final response before it runs out
    {
        Referee at;
        at.peer.request("REFER", referTo());
        at.peer.run(900ms);
        at.peer.expectNothing();
        at.peer.run(200ms);
        at.peer.expect("SIP/2.0 202");
        QCOMPARE(fragmentOf(at.notified()), QByteArray("SIP/2.0 100 Trying"));
        at.peer.phone.referrals.first()->reject();
        const SipMessage last = at.notified(); // §2.4.5: nothing was tried, the body says what became of it
        QCOMPARE(fragmentOf(last), QByteArray("SIP/2.0 603 Decline"));
        QVERIFY(subscriptionOf(last).startsWith("terminated"));
        at.peer.expectNothing();
    }
    void whatCannotBeFollowed_data() // §2.4.2
    {
        QTest::addColumn<QByteArrayList>("targets");
        QTest::addColumn<int>("code");
        QTest::newRow("§2.4.2: no Refer-To") << QByteArrayList() << 400;
        QTest::newRow("§2.4.2: two Refer-To") << QByteArrayList{Carol, "<sip:dave@192.0.2.2>"} << 400;
        QTest::newRow("§2.1: two values in one Refer-To")
            << QByteArrayList{QByteArray(Carol) + ", <sip:dave@192.0.2.2>"} << 400;
        QTest::newRow("§2.1: no URI in Refer-To") << QByteArrayList{"<>"} << 400;
        QTest::newRow("§2.4.3: a scheme that is not called")
            << QByteArrayList{"<http://www.example.com/>"} << 416;
        QTest::newRow("§2.4.3: SUBSCRIBE") << QByteArrayList{"<sip:carol@192.0.2.2;method=SUBSCRIBE>"} << 501;
    }
    void whatCannotBeFollowed()
    {
        QFETCH(QByteArrayList, targets);
        QFETCH(int, code);
        Referee at;
        WireExtra extra;
        for (const QByteArray &target : targets)
            extra.headers.append({"Refer-To", target});
        at.peer.request("REFER", extra);
        at.peer.expect("SIP/2.0 " + QByteArray::number(code));
        QVERIFY(at.peer.phone.referrals.isEmpty());
        at.peer.expectNothing(); // no subscription without a 2xx
        QCOMPARE(at.call->state(), State::Established);
    }
    void theCompactFormAndTheBareUri_data() // §2.1
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("§2.1: r") << QByteArray("r") << QByteArray(Carol);
        QTest::newRow("§2.1: addr-spec") << QByteArray("Refer-To") << QByteArray(CarolUri);
        QTest::newRow("§2.1: display name and parameter")
            << QByteArray("refer-to") << QByteArray("\"Carol, Ltd.\" <sip:carol@192.0.2.2>;x=1");
        QTest::newRow("§2.1: method=INVITE")
            << QByteArray("Refer-To") << QByteArray("<sip:carol@192.0.2.2;method=INVITE>");
    }
    void theCompactFormAndTheBareUri()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        Referee at;
        at.peer.request("REFER", {{}, {{name, value}}});
        QCOMPARE(at.peer.phone.referrals.size(), 1);
        QCOMPARE(at.peer.phone.referrals.first()->referTo().uri.toBytes(), QByteArray(CarolUri));
        at.peer.phone.referrals.clear(); // nobody took it
        at.peer.expect("SIP/2.0 603");
    }
    void theFirstNotifyComesAtOnce() // §2.4.4, §2.4.5
    {
        Referee at;
        const SipMessage invite = at.follow();
        Q_UNUSED(invite)
        QCOMPARE(fragmentOf(at.first), QByteArray("SIP/2.0 100 Trying"));
        QCOMPARE(at.first.contentType(), QByteArray("message/sipfrag"));
        QVERIFY(at.first.value(HeaderId::ContentType).toByteArray().contains("version=2.0"));
        QCOMPARE(at.first.value(HeaderId::Event).toByteArray(), QByteArray("refer"));
        QVERIFY(subscriptionOf(at.first).startsWith("active;expires="));
        const int expires = subscriptionOf(at.first).mid(int(qstrlen("active;expires="))).toInt();
        QVERIFY(expires >= 60 && expires <= 3600); // as long as it may ring
        QCOMPARE(at.first.count(HeaderId::Contact), 1);
        QCOMPARE(at.first.requestUriText().toByteArray(), QByteArray("sip:bob@192.0.2.2"));
        QCOMPARE(at.first.toTag(), QByteArray("bobtag")); // of the dialog of the REFER
        QCOMPARE(at.first.fromTag(), at.accepted.toTag());
        QCOMPARE(at.first.callId(), at.accepted.callId());
    }
    void theNotifyPrecedesTheAnswerOfTheCall() // §2.4.4: before anything is known of the call
    {
        Referee at;
        at.peer.request("REFER", referTo());
        at.peer.phone.referrals.last()->accept({}, at.peer.phone.agent.get());
        at.peer.expect("SIP/2.0 202");
        QCOMPARE(fragmentOf(at.peer.expect("NOTIFY")), QByteArray("SIP/2.0 100 Trying"));
        at.peer.expect("INVITE");
    }
    void successIsToldAndEndsTheSubscription() // §2.4.5, §4.1
    {
        Referee at;
        const SipMessage invite = at.follow();
        at.peer.answer(at.first, 200);
        at.peer.answer(invite, 180, "carol");
        const SipMessage ringing = at.notified();
        QCOMPARE(fragmentOf(ringing), QByteArray("SIP/2.0 180 Ringing"));
        QVERIFY(subscriptionOf(ringing).startsWith("active"));
        at.peer.answer(invite, 200, "carol", {WirePeer::Answer});
        at.peer.expect("ACK");
        const SipMessage last = at.notified();
        QCOMPARE(fragmentOf(last), QByteArray("SIP/2.0 200 OK"));
        QCOMPARE(subscriptionOf(last), QByteArray("terminated;reason=noresource"));
        QCOMPARE(last.value(HeaderId::Event).toByteArray(), QByteArray("refer"));
        QCOMPARE(last.cseq().value().number, at.first.cseq().value().number + 2);
        at.peer.run(10min);
        at.peer.expectNothing();
        QCOMPARE(at.onward->state(), State::Established);
        QCOMPARE(at.call->state(), State::Established); // who asked ends it (§2.4.5 says nothing of BYE)
    }
    void failureIsToldAndEndsTheSubscription_data() // §2.4.5
    {
        QTest::addColumn<int>("code");
        for (const int code : {302, 404, 486, 503, 603})
            QTest::addRow("§2.4.5: %d", code) << code;
    }
    void failureIsToldAndEndsTheSubscription()
    {
        QFETCH(int, code);
        Referee at;
        const SipMessage invite = at.follow();
        at.peer.answer(at.first, 200);
        at.peer.answer(invite, code, "carol");
        at.peer.expect("ACK");
        const SipMessage last = at.notified();
        QVERIFY(fragmentOf(last).startsWith("SIP/2.0 " + QByteArray::number(code) + ' '));
        QCOMPARE(subscriptionOf(last), QByteArray("terminated;reason=noresource"));
        at.peer.expectNothing();
        QCOMPARE(at.call->state(), State::Established);
    }
    void nobodyThereIsToldToo() // §2.4.5
    {
        Referee at;
        at.follow();
        at.peer.answer(at.first, 200);
        at.peer.run(32'300ms);
        QCOMPARE(at.peer.phone.transport->count("INVITE"), 7); // timer A until timer B
        QCOMPARE(at.peer.phone.transport->count("NOTIFY"), 2);
        const SipMessage last = at.peer.phone.transport->sent().last().message;
        QVERIFY(fragmentOf(last).startsWith("SIP/2.0 408"));
        QCOMPARE(subscriptionOf(last), QByteArray("terminated;reason=noresource"));
    }
    void aNotifyThatIsRefusedIsTheLast_data() // RFC 3265 §3.2.2
    {
        QTest::addColumn<int>("code");
        QTest::newRow("RFC 3265 §3.2.2: 481") << 481;
        QTest::newRow("RFC 3265 §3.2.2: 489") << 489;
    }
    void aNotifyThatIsRefusedIsTheLast()
    {
        QFETCH(int, code);
        Referee at;
        const SipMessage invite = at.follow();
        at.peer.answer(at.first, code);
        at.peer.answer(invite, 200, "carol", {WirePeer::Answer});
        at.peer.expect("ACK");
        at.peer.expectNothing();
        QCOMPARE(at.onward->state(), State::Established); // the call is not the subscription
    }
    void declinedByThePerson() // §2.4.2
    {
        Referee at;
        at.peer.request("REFER", referTo());
        at.peer.phone.referrals.first()->reject();
        at.peer.expect("SIP/2.0 603");
        at.peer.expectNothing();
    }
    void withNobodyToAskItIsDeclined_data() // §2.4.2, §5.2: never followed by itself
    {
        QTest::addColumn<bool>("inDialog");
        QTest::newRow("§5.2: in a dialog") << true;
        QTest::newRow("§5.2: outside a dialog") << false;
    }
    void withNobodyToAskItIsDeclined()
    {
        QFETCH(bool, inDialog);
        FakeClock clock;
        WirePeer peer(clock);
        if (inDialog) {
            Invitation *call = peer.establishIncoming();
            disconnect(call, &Session::referred, nullptr, nullptr);
            peer.request("REFER", referTo());
        } else {
            disconnect(peer.phone.agent.get(), &UserAgent::referred, nullptr, nullptr);
            peer.requestOutside("REFER", referTo());
        }
        peer.expect("SIP/2.0 603");
        peer.run(1min);
        peer.expectNothing();
    }
    void severalInOneDialogAreToldApart() // §2.4.6
    {
        Referee at;
        at.follow();
        at.peer.answer(at.first, 200);
        const SipRequest second = at.peer.request("REFER", referTo("<sip:dave@192.0.2.2>"));
        at.peer.phone.referrals.last()->accept({}, at.peer.phone.agent.get());
        at.peer.expect("SIP/2.0 202");
        QCOMPARE(at.notified().value(HeaderId::Event).toByteArray(),
            "refer;id=" + QByteArray::number(second.cseq().value().number));
        const SipMessage invite = at.peer.expect("INVITE sip:dave@192.0.2.2");
        at.peer.answer(invite, 486, "dave");
        at.peer.expect("ACK");
        const SipMessage last = at.notified();
        QVERIFY(last.value(HeaderId::Event).toByteArray().contains(";id="));
        QVERIFY(subscriptionOf(last).startsWith("terminated"));
        QCOMPARE(at.onward->state(), State::Establishing); // the first goes on
    }
    void subscribeIsRefused() // §2.4.4: a refresh; who cannot, says so, and the subscription stands
    {
        Referee at;
        const SipMessage invite = at.follow();
        at.peer.answer(at.first, 200);
        at.peer.request(
            "SUBSCRIBE", {{}, {{"Event", "refer"}, {"Expires", "0"}, {"Contact", "<sip:bob@192.0.2.2>"}}});
        QVERIFY(!at.peer.expect("SIP/2.0 405").values(HeaderId::Allow).isEmpty());
        at.peer.answer(invite, 180, "carol");
        QCOMPARE(fragmentOf(at.notified()), QByteArray("SIP/2.0 180 Ringing"));
        QCOMPARE(at.call->state(), State::Established);
    }
    void outsideADialogItMakesOne() // §2.4.4: the NOTIFYs are in the dialog of the REFER
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest refer = peer.requestOutside("REFER", referTo());
        QCOMPARE(peer.phone.referrals.size(), 1);
        peer.phone.referrals.first()->accept({}, peer.phone.agent.get());
        const SipMessage accepted = peer.expect("SIP/2.0 202");
        QVERIFY(!accepted.toTag().isEmpty());
        QCOMPARE(accepted.count(HeaderId::Contact), 1);
        const SipMessage first = peer.expect("NOTIFY sip:bob@192.0.2.2 SIP/2.0");
        QCOMPARE(first.callId(), refer.callId());
        QCOMPARE(first.fromTag(), accepted.toTag());
        QCOMPARE(first.toTag(), refer.fromTag());
        QCOMPARE(fragmentOf(first), QByteArray("SIP/2.0 100 Trying"));
        peer.answer(first, 200);
        const SipMessage invite = peer.expect("INVITE sip:carol@192.0.2.2");
        QVERIFY(invite.callId() != refer.callId()); // §2.4.3: a call of its own
        peer.answer(invite, 486, "carol");
        peer.expect("ACK");
        QCOMPARE(subscriptionOf(peer.expect("NOTIFY")), QByteArray("terminated;reason=noresource"));
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3515)
#include "tst_Rfc3515.moc"
