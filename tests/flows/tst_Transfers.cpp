// RFC 5589 among three user agents without a proxy, and RFC 3515 at one end with the other written by hand.
// Not covered: REFER outside a dialog as a sender, GRUU, transfer over different servers.
#include "CallWorld.h"
#include "Transfer.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using TransferState = Session::TransferState;

namespace {

QList<TransferState> states(const QSignalSpy &spy)
{
    QList<TransferState> list;
    for (const auto &arguments : spy)
        list.append(arguments.first().value<TransferState>());
    return list;
}

QByteArray fragmentOf(const SipMessage &notify)
{
    return notify.body().trimmed();
}

} // namespace

class tst_Transfers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void blind() // RFC 5589 §6.1
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        TestPhone &carol = world.add();
        auto [transferor, transferee] = world.connectCall(alice, bob);
        QSignalSpy told(transferor, &Session::transferChanged);
        QVERIFY(transferor->refer(address("<" + carol.uri + ">")));
        QCOMPARE(transferor->transferState(), TransferState::Trying);
        world.run(50ms);
        QCOMPARE(bob.referrals.size(), 1);
        const auto referral = bob.referrals.first();
        QCOMPARE(referral->referTo().uri.toBytes(), carol.uri);
        QCOMPARE(referral->referredBy().value().uri.toBytes(), alice.uri);
        QPointer<Inviter> onward = referral->accept({}, bob.agent.get());
        QVERIFY(onward);
        QVERIFY(!referral->accept());
        world.run(50ms);
        QVERIFY(carol.invitation());
        QCOMPARE(
            carol.invitation()->request().value(HeaderId::ReferredBy).toByteArray(), "<" + alice.uri + ">");
        QCOMPARE(transferor->transferState(), TransferState::Ringing);
        QVERIFY(carol.invitation()->accept());
        world.run(50ms);
        QCOMPARE(onward->state(), State::Established);
        QCOMPARE(transferor->transferState(), TransferState::Succeeded);
        QCOMPARE(transferor->transferStatusCode(), 200);
        QCOMPARE(transferor->state(), State::Terminated); // we ended it
        QVERIFY(!transferee);
        QCOMPARE(states(told),
            (QList{TransferState::Trying, TransferState::Trying, TransferState::Ringing,
                TransferState::Succeeded}));
        QCOMPARE(alice.transport->count("BYE"), 1);
    }
    void blindToSomebodyBusy() // RFC 5589 §6.2
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        TestPhone &carol = world.add();
        auto [transferor, transferee] = world.connectCall(alice, bob);
        QVERIFY(transferor->refer(address("<" + carol.uri + ">")));
        world.run(50ms);
        bob.referrals.first()->accept({}, bob.agent.get());
        world.run(50ms);
        QVERIFY(carol.invitation()->reject(486));
        world.run(50ms);
        QCOMPARE(transferor->transferState(), TransferState::Failed);
        QCOMPARE(transferor->transferStatusCode(), 486);
        QCOMPARE(transferor->state(), State::Established); // the call stays
        QCOMPARE(transferee->state(), State::Established);
        QVERIFY(transferor->refer(address("<" + carol.uri + ">"))); // and may be tried again
    }
    void thePeerDeclines()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        auto [transferor, transferee] = world.connectCall(alice, bob);
        QVERIFY(transferor->refer(address("<sip:carol@10.0.0.3>")));
        world.run(50ms);
        bob.referrals.first()->reject();
        world.run(50ms);
        QCOMPARE(transferor->transferState(), TransferState::Failed);
        QCOMPARE(transferor->transferStatusCode(), 603);
        QCOMPARE(transferor->state(), State::Established);
    }
    void withNobodyToAskItIsDeclined()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        auto [transferor, transferee] = world.connectCall(alice, bob);
        disconnect(transferee, &Session::referred, nullptr, nullptr);
        QVERIFY(transferor->refer(address("<sip:carol@10.0.0.3>")));
        world.run(50ms);
        QCOMPARE(transferor->transferStatusCode(), 603);
        QCOMPARE(bob.transport->count("INVITE sip:carol"), 0);
    }
    void aPersonMayTakeHisTime()
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        TestPhone &carol = world.add();
        auto [transferor, transferee] = world.connectCall(alice, bob);
        QVERIFY(transferor->refer(address("<" + carol.uri + ">")));
        world.run(25s);
        QCOMPARE(bob.transport->count("SIP/2.0 202"), 1);
        QCOMPARE(transferor->transferState(), TransferState::Trying);
        bob.referrals.first()->reject();
        bob.referrals.clear();
        world.run(50ms);
        QCOMPARE(transferor->transferState(), TransferState::Failed);
        QCOMPARE(transferor->transferStatusCode(), 603);
    }
    void attended() // RFC 5589 §7.1
    {
        CallWorld world;
        TestPhone &alice = world.add();
        TestPhone &bob = world.add();
        TestPhone &carol = world.add();
        auto [first, bobsEnd] = world.connectCall(alice, bob);
        auto [second, carolsEnd] = world.connectCall(alice, carol);
        QCOMPARE(first->refer(*first).error(), Session::Refusal::InvalidTarget);
        QVERIFY(first->refer(*second));
        world.run(50ms);
        const auto referral = bob.referrals.first();
        QVERIFY(referral->replaces().startsWith(second->callId()));
        QVERIFY(referral->referTo().uri.headers.isEmpty());
        QPointer<Inviter> onward = referral->accept({}, bob.agent.get());
        world.run(100ms);
        QCOMPARE(onward->state(), State::Established); // carol had accepted alice; nobody was asked again
        QPointer<Invitation> carolsNew = carol.invitation();
        QVERIFY(carolsNew != carolsEnd);
        QCOMPARE(carolsNew->state(), State::Established);
        QCOMPARE(carol.transport->count("SIP/2.0 180"), 1); // of the first call
        QVERIFY(!carolsEnd);
        QVERIFY(!bobsEnd);
        QCOMPARE(first->transferState(), TransferState::Succeeded);
        QCOMPARE(first->state(), State::Terminated);
        QCOMPARE(second->state(), State::Terminated);
        QVERIFY(alice.agent->sessions().isEmpty());
        QCOMPARE(alice.mediaFaults() + bob.mediaFaults() + carol.mediaFaults(), QStringList());
    }
    void aStrangersReplacesIsRefused() // RFC 3891 §3
    {
        FakeClock clock;
        WirePeer peer(clock);
        Invitation *call = peer.establishIncoming();
        peer.invite({WirePeer::Offer, {{"Replaces", "nope;to-tag=a;from-tag=b"}}});
        peer.expect("SIP/2.0 481");
        peer.invite({WirePeer::Offer, {{"Replaces", "nope"}}});
        peer.expect("SIP/2.0 400");
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.invitations.size(), 1);
    }
    void everyNotifySaysTerminated() // as SIP.js does: the sipfrag counts
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->refer(address("<sip:carol@example.com>")));
        const SipMessage refer = peer.expect("REFER");
        QCOMPARE(refer.value(HeaderId::ReferTo).toByteArray(), QByteArray("<sip:carol@example.com>"));
        const auto notify = [&](const QByteArray &line) {
            peer.request("NOTIFY",
                {line, {{"Event", "refer"}, {"Subscription-State", "terminated;reason=noresource"}},
                    "message/sipfrag"});
            peer.expect("SIP/2.0 200");
        };
        notify("SIP/2.0 100 Trying"); // before the 202
        peer.answer(refer, 202);
        QCOMPARE(call->transferState(), TransferState::Trying);
        notify("SIP/2.0 180 Ringing\r\n");
        QCOMPARE(call->transferState(), TransferState::Ringing);
        notify("SIP/2.0 200 OK");
        QCOMPARE(call->transferState(), TransferState::Succeeded);
        peer.expect("BYE");
        QCOMPARE(call->end().by, Session::End::By::Local);
    }
    void thePeerSaysByeInsteadOfNotify()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->refer(address("<sip:carol@example.com>")));
        peer.answer(peer.expect("REFER"), 202);
        peer.request("BYE");
        peer.expect("SIP/2.0 200");
        QCOMPARE(call->transferState(), TransferState::Succeeded);
        QCOMPARE(call->state(), State::Terminated);
    }
    void thePeerNeverSaysMore()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->refer(address("<sip:carol@example.com>")));
        peer.answer(peer.expect("REFER"), 202);
        peer.run(5min);
        QCOMPARE(call->transferState(), TransferState::Failed);
        QCOMPARE(call->state(), State::Established);
    }
    void notifiesOfNothingAreRefused()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Invitation *call = peer.establishIncoming();
        peer.request("NOTIFY",
            {"SIP/2.0 200 OK", {{"Event", "refer"}, {"Subscription-State", "active"}}, "message/sipfrag"});
        peer.expect("SIP/2.0 481");
        peer.request("NOTIFY", {{}, {{"Event", "check-sync"}, {"Subscription-State", "active"}}});
        peer.expect("SIP/2.0 489");
        QCOMPARE(call->state(), State::Established);
    }
    void notifiesAfterTheEndAreRefused_data() // RFC 6665 §4.1.3
    {
        QTest::addColumn<QByteArray>("subscription"); ///< that comes with the last word
        QTest::newRow("it ends with the last word") << QByteArray("terminated;reason=noresource");
        QTest::newRow("it ends later") << QByteArray("active;expires=60");
    }
    void notifiesAfterTheEndAreRefused()
    {
        QFETCH(QByteArray, subscription);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        const auto notify = [&](const QByteArray &state) {
            peer.request("NOTIFY",
                {"SIP/2.0 486 Busy Here", {{"Event", "refer"}, {"Subscription-State", state}},
                    "message/sipfrag"});
        };
        QVERIFY(call->refer(address("<sip:carol@example.com>")));
        peer.answer(peer.expect("REFER"), 202);
        notify(subscription);
        peer.expect("SIP/2.0 200");
        QCOMPARE(call->transferState(), TransferState::Failed);
        if (subscription.startsWith("active")) {
            notify("terminated;reason=noresource");
            peer.expect("SIP/2.0 200");
        }
        notify("terminated;reason=noresource");
        peer.expect("SIP/2.0 481");
        QCOMPARE(call->state(), State::Established);
        QVERIFY(call->refer(address("<sip:dave@example.com>"))); // another one is heard again
        peer.answer(peer.expect("REFER"), 202);
        notify(subscription);
        peer.expect("SIP/2.0 200");
    }
    void whenTheCallIsOverNothingMoreIsTold()
    {
        FakeClock clock;
        WirePeer peer(clock);
        QPointer<Invitation> call = peer.establishIncoming();
        QSignalSpy told(call, &Session::transferChanged);
        QVERIFY(call->refer(address("<sip:carol@example.com>")));
        const SipMessage refer = peer.expect("REFER");
        (void)call->bye();
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(told.size(), 1);
        peer.phone.transport->inject(SipResponse::to(SipRequest(refer), 603, "bob"));
        clock.advance(Transfer::Patience + 1min);
        QVERIFY(call); // it is deleted when the event loop runs
        QCOMPARE(told.size(), 1);
    }
    void whatAnEarlierReferStillSays() // RFC 3515 §2.4.6
    {
        FakeClock clock;
        WirePeer peer(clock);
        Invitation *call = peer.establishIncoming();
        const auto notify = [&](const SipMessage &refer, const QByteArray &line) {
            peer.request("NOTIFY",
                {line,
                    {{"Event", "refer;id=" + QByteArray::number(refer.cseq().value().number)},
                        {"Subscription-State", "active"}},
                    "message/sipfrag"});
            peer.expect("SIP/2.0 200");
        };
        QVERIFY(call->refer(address("<sip:carol@example.com>")));
        const SipMessage first = peer.expect("REFER");
        peer.answer(first, 202);
        notify(first, "SIP/2.0 486 Busy Here");
        QCOMPARE(call->transferState(), TransferState::Failed);
        QVERIFY(call->refer(address("<sip:dave@example.com>")));
        const SipMessage second = peer.expect("REFER");
        peer.answer(second, 202);
        notify(first, "SIP/2.0 200 OK");
        QCOMPARE(call->transferState(), TransferState::Trying);
        notify(second, "SIP/2.0 180 Ringing");
        QCOMPARE(call->transferState(), TransferState::Ringing);
    }
    void progressIsToldInOrder() // RFC 3515 §2.4.5
    {
        FakeClock clock;
        WirePeer peer(clock);
        Invitation *call = peer.establishIncoming();
        QVERIFY(call);
        peer.request(
            "REFER", {{}, {{"Refer-To", "<sip:carol@192.0.2.2>"}, {"Referred-By", "<sip:bob@192.0.2.2>"}}});
        QCOMPARE(peer.phone.referrals.size(), 1);
        QPointer<Inviter> onward = peer.phone.referrals.first()->accept({}, peer.phone.agent.get());
        peer.expect("SIP/2.0 202");
        const SipMessage first = peer.expect("NOTIFY sip:bob@192.0.2.2");
        QCOMPARE(fragmentOf(first), QByteArray("SIP/2.0 100 Trying"));
        QCOMPARE(first.value(HeaderId::Event).toByteArray(), QByteArray("refer"));
        QVERIFY(first.value(HeaderId::SubscriptionState).toByteArray().startsWith("active;expires="));
        const SipMessage invite = peer.expect("INVITE sip:carol@192.0.2.2 SIP/2.0");
        peer.answer(invite, 180, "carol");
        peer.expectNothing(); // the first NOTIFY has no answer yet
        peer.request("BYE");  // the call ends, what it began goes on (RFC 5057)
        peer.expect("SIP/2.0 200");
        peer.answer(first, 200);
        const SipMessage second = peer.expect("NOTIFY");
        QCOMPARE(fragmentOf(second), QByteArray("SIP/2.0 180 Ringing"));
        QCOMPARE(second.cseq().value().number, first.cseq().value().number + 1);
        peer.answer(second, 200);
        peer.answer(invite, 200, "carol", {WirePeer::Answer});
        peer.expect("ACK");
        const SipMessage last = peer.expect("NOTIFY");
        QCOMPARE(fragmentOf(last), QByteArray("SIP/2.0 200 OK"));
        QCOMPARE(last.value(HeaderId::SubscriptionState).toByteArray(),
            QByteArray("terminated;reason=noresource"));
        peer.answer(last, 200);
        peer.expectNothing();
        QCOMPARE(onward->state(), State::Established);
    }
    void theSecondReferHasAnId()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        const auto refer = [&] {
            return peer.request("REFER", {{}, {{"Refer-To", "<sip:carol@192.0.2.2>"}}});
        };
        refer();
        peer.phone.referrals.first()->accept({}, peer.phone.agent.get());
        peer.expect("SIP/2.0 202");
        peer.answer(peer.expect("NOTIFY"), 200);
        peer.expect("INVITE");
        const SipRequest second = refer();
        peer.phone.referrals.last()->accept({}, peer.phone.agent.get());
        peer.expect("SIP/2.0 202");
        QCOMPARE(peer.expect("NOTIFY").value(HeaderId::Event).toByteArray(),
            "refer;id=" + QByteArray::number(second.cseq().value().number));
    }
    void badRefers_data()
    {
        QTest::addColumn<QByteArray>("referTo");
        QTest::addColumn<int>("code");
        QTest::newRow("nothing") << QByteArray() << 400;
        QTest::newRow("not a URI") << QByteArray("<<>>") << 400;
        QTest::newRow("a file") << QByteArray("<file:///etc/passwd>") << 416;
        QTest::newRow("another method") << QByteArray("<sip:carol@192.0.2.2;method=BYE>") << 501;
    }
    void badRefers()
    {
        QFETCH(QByteArray, referTo);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        WirePeer::Extra extra;
        if (!referTo.isEmpty())
            extra.headers = {{"Refer-To", referTo}};
        peer.request("REFER", extra);
        peer.expect("SIP/2.0 " + QByteArray::number(code));
        QVERIFY(peer.phone.referrals.isEmpty());
    }
    void headersInReferToGoNoFurther()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        peer.request("REFER",
            {{},
                {{"Refer-To",
                    "<sip:carol@192.0.2.2?Subject=evil&body=x&Route=%3Csip:evil%40192.0.2.9%3Blr%3E>"}}});
        peer.phone.referrals.first()->accept({}, peer.phone.agent.get());
        peer.expect("SIP/2.0 202");
        peer.expect("NOTIFY");
        const SipMessage invite = peer.expect("INVITE sip:carol@192.0.2.2 SIP/2.0");
        QVERIFY(!invite.contains(HeaderId::Subject));
        QVERIFY(!invite.contains(HeaderId::Route));
    }
    void outsideADialog()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer}); // only for the identifiers
        peer.expect("SIP/2.0 180");
        peer.phone.invitation()->hangUp();
        peer.expect("SIP/2.0 486");
        const SipRequest refer = peer.request("REFER", {{}, {{"Refer-To", "<sip:carol@192.0.2.2>"}}}, 77);
        Q_UNUSED(refer)
        QCOMPARE(peer.phone.referrals.size(), 1);
        peer.phone.referrals.first()->accept({}, peer.phone.agent.get());
        QVERIFY(!peer.expect("SIP/2.0 202").toTag().isEmpty());
        QCOMPARE(fragmentOf(peer.expect("NOTIFY sip:bob@192.0.2.2")), QByteArray("SIP/2.0 100 Trying"));
        peer.expect("INVITE sip:carol@192.0.2.2");
    }
    void whoCanBeAsked_data()
    {
        QTest::addColumn<QByteArray>("allow");
        QTest::addColumn<bool>("canRefer");
        QTest::newRow("nothing said") << QByteArray() << true;
        QTest::newRow("takes it") << QByteArray("INVITE, ACK, BYE, REFER") << true;
        QTest::newRow("takes it not") << QByteArray("INVITE, ACK, BYE, INFO") << false;
    }
    void whoCanBeAsked() // RFC 3261 §20.5
    {
        QFETCH(QByteArray, allow);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QVERIFY(call->canRefer());
        const SipMessage sent = peer.expect("INVITE");
        WireExtra extra{WirePeer::Answer};
        if (!allow.isEmpty())
            extra.headers.emplaceBack("Allow", allow);
        peer.answer(sent, 200, "bobtag", extra);
        peer.joinAsCallee(sent, "bobtag");
        peer.expect("ACK");
        QTEST(call->canRefer(), "canRefer");
        // What he says last counts.
        peer.request("INFO", {{}, {{"Allow", "INVITE, ACK, BYE, REFER"}}});
        QVERIFY(call->canRefer());
    }
};

QTEST_GUILESS_MAIN(tst_Transfers)
#include "tst_Transfers.moc"
