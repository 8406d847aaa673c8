// Requests within a call which are the program's business: MESSAGE, INFO, NOTIFY, and what it hears of ACK,
// BYE, CANCEL and re-INVITE; one end written by hand. Not covered: INFO packages (RFC 6086), of which we have
// none; DTMF, which is in tst_Invitations.
#include "InDialogRequests.h"
#include "ReceivedReinvite.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using Refusal = Session::Refusal;

namespace {

enum class Told { Message, Info, Notify, Transfer, Reinvite, Reinvited, Ack };

const RequestOptions text{{}, "text/plain", "hello"};

WireExtra notify(const QByteArray &event)
{
    return {"<x/>", {{"Event", event}, {"Subscription-State", "active"}}, "application/xml"};
}

} // namespace

class tst_InDialogRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMessageGoesOut() // RFC 3428 §4
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QCOMPARE(call->message(text).error(), Refusal::WrongState); // no dialog yet
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.expect("ACK");
        int accepted = 0;
        RequestDelegate delegate;
        delegate.onAccept = [&](const RequestDelegate::Answer &) { ++accepted; };
        QVERIFY(call->message({{{"X-Mood", "good"}}, "text/plain", "hello"}, delegate));
        const SipMessage message = peer.expect("MESSAGE sip:one@192.0.2.2 SIP/2.0");
        QCOMPARE(message.body(), QByteArray("hello"));
        QCOMPARE(message.contentType(), QByteArray("text/plain"));
        QCOMPARE(message.value("X-Mood").toByteArray(), QByteArray("good"));
        QCOMPARE(message.toTag(), QByteArray("one"));
        QVERIFY(!message.contains(HeaderId::Contact)); // RFC 3428 §4: no target refresh
        peer.answer(message, 200);
        QCOMPARE(accepted, 1);
    }
    void aMessageComesIn_data()
    {
        QTest::addColumn<int>("answer"); // 0: none is given
        QTest::addColumn<int>("code");
        QTest::newRow("nobody reads: 405") << -1 << 405;
        QTest::newRow("read: 200") << 0 << 200;
        QTest::newRow("accepted: 202") << 202 << 202;
        QTest::newRow("rejected: 488") << 488 << 488;
    }
    void aMessageComesIn()
    {
        QFETCH(int, answer);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QList<QByteArray> read;
        if (answer >= 0)
            connect(
                call, &Session::messageReceived, this, [&](const std::shared_ptr<ReceivedRequest> &message) {
                    read.append(message->request().body());
                    if (answer >= 300)
                        message->reject(answer);
                    else if (answer > 0)
                        message->accept(answer, {{{"X-Seen", "yes"}}, {}, {}});
                });
        peer.request("MESSAGE", {"hi", {}, "text/plain"});
        const SipMessage response = peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(response.value("X-Seen").toByteArray(), QByteArray(answer == 202 ? "yes" : ""));
        QCOMPARE(read.size(), answer < 0 ? 0 : 1);
        QCOMPARE(call->state(), State::Established);
    }
    void allowSaysWhoReads() // as the user agent does outside a dialog
    {
        FakeClock clock;
        WirePeer peer(clock);
        auto *deaf = peer.phone.call(WirePeer::Uri);
        const SipMessage first = peer.expect("INVITE");
        QVERIFY(!first.hasToken(HeaderId::Allow, "MESSAGE"));
        QVERIFY(deaf->cancel());
        auto *call = new Inviter(*peer.phone.agent, address(WirePeer::Uri), {}, peer.phone.agent.get());
        connect(call, &Session::messageReceived, this, [] {});
        QVERIFY(call->invite());
        const SipMessage invite = peer.expect("INVITE");
        QVERIFY(invite.hasToken(HeaderId::Allow, "MESSAGE"));
        QVERIFY(invite.hasToken(HeaderId::Allow, "UPDATE"));
        QCOMPARE(invite.count(HeaderId::Allow), 1);
        peer.answer(invite, 200, "one", {WirePeer::Answer});
        peer.expect("ACK");
        peer.joinAsCallee(invite, "one");
        peer.request("INVITE", {WirePeer::Offer});
        QVERIFY(peer.expect("SIP/2.0 200").hasToken(HeaderId::Allow, "MESSAGE"));
    }
    void infoIsAnsweredByWhoReadsIt()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Invitation *call = peer.establishIncoming();
        connect(call, &Session::infoReceived, this, [](const std::shared_ptr<ReceivedRequest> &info) {
            info->reject(606, "Not for me", {{}, "text/plain", "why"});
        });
        peer.request("INFO", {"hello", {}, "text/plain"});
        const SipMessage response = peer.expect("SIP/2.0 606 Not for me");
        QCOMPARE(response.body(), QByteArray("why"));
    }
    void infoInAnEarlyDialog_data() // SIP.js issue 352
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("isOut");
        QTest::newRow("180 with a tag: it goes out") << 180 << true;
        QTest::newRow("100: there is no dialog") << 100 << false;
    }
    void infoInAnEarlyDialog()
    {
        QFETCH(int, code);
        QFETCH(bool, isOut);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, code, code == 100 ? "" : "early");
        QCOMPARE(bool(call->info(text)), isOut);
        if (!isOut) {
            peer.expectNothing();
            return;
        }
        const SipMessage info = peer.expect("INFO sip:early@192.0.2.2");
        QCOMPARE(info.toTag(), QByteArray("early"));
        peer.answer(info, 481); // ends no call that is none yet
        QCOMPARE(call->state(), State::Establishing);
        peer.answer(invite, 200, "early", {WirePeer::Answer});
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
    }
    void infoFromTheCalleeWhileItRings()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer});
        peer.joinAsCaller(peer.expect("SIP/2.0 180"));
        QVERIFY(peer.phone.invitation()->info(text));
        peer.expect("INFO sip:bob@192.0.2.2");
        peer.request("INFO", {"hello", {}, "text/plain"});
        peer.expect("SIP/2.0 415"); // answered, though nobody reads it
        QCOMPARE(peer.phone.invitation()->state(), State::Initial);
    }
    void C15_nothingIsDroppedBeforeTheCallStands_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("code");
        QTest::newRow("INFO") << QByteArray("INFO") << 200;
        QTest::newRow("MESSAGE") << QByteArray("MESSAGE") << 405;
        QTest::newRow("NOTIFY") << QByteArray("NOTIFY") << 489;
        QTest::newRow("REFER") << QByteArray("REFER") << 603;
        QTest::newRow("PRACK") << QByteArray("PRACK") << 400; // without RAck
        QTest::newRow("UPDATE") << QByteArray("UPDATE") << 200;
        QTest::newRow("INVITE") << QByteArray("INVITE") << 491;
        QTest::newRow("BYE") << QByteArray("BYE") << 200;
        QTest::newRow("OPTIONS") << QByteArray("OPTIONS") << 200;
        QTest::newRow("PUBLISH") << QByteArray("PUBLISH") << 405;
    }
    void C15_nothingIsDroppedBeforeTheCallStands()
    {
        QFETCH(QByteArray, method);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        disconnect(call, &Session::referred, nullptr, nullptr); // nobody takes it
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "early");
        peer.joinAsCallee(invite, "early");
        WireExtra extra;
        if (method == "REFER")
            extra.headers = {{"Refer-To", "<sip:carol@192.0.2.3>"}};
        else if (method == "NOTIFY")
            extra = notify("presence");
        else if (method == "INVITE")
            extra.body = WirePeer::Offer;
        peer.request(method, extra);
        peer.expect("SIP/2.0 " + QByteArray::number(code));
    }
    void aNotifyOfAnotherEvent_data()
    {
        QTest::addColumn<bool>("isHeard");
        QTest::addColumn<int>("code");
        QTest::newRow("heard: 200") << true << 200;
        QTest::newRow("nobody: 489") << false << 489;
    }
    void aNotifyOfAnotherEvent()
    {
        QFETCH(bool, isHeard);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QByteArray event;
        if (isHeard)
            connect(
                call, &Session::notifyReceived, this, [&](const std::shared_ptr<ReceivedRequest> &request) {
                    event = request->request().value(HeaderId::Event).toByteArray();
                });
        peer.request("NOTIFY", notify("talk"));
        peer.expect("SIP/2.0 " + QByteArray::number(code));
        QCOMPARE(event, QByteArray(isHeard ? "talk" : ""));
    }
    void theNotifiesOfATransferAreShown()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QSignalSpy notified(call, &Session::transferNotified);
        QVERIFY(call->refer(address("<sip:carol@192.0.2.3>"), RequestOptions{{{"X-Why", "busy"}}, {}, {}}));
        const SipMessage refer = peer.expect("REFER");
        QCOMPARE(refer.value("X-Why").toByteArray(), QByteArray("busy"));
        peer.answer(refer, 202);
        peer.request("NOTIFY",
            {"SIP/2.0 180 Ringing\r\n", {{"Event", "refer"}, {"Subscription-State", "active;expires=60"}},
                "message/sipfrag"});
        peer.expect("SIP/2.0 200");
        QCOMPARE(notified.count(), 1);
        QCOMPARE(call->transferState(), Session::TransferState::Ringing);
    }
    void aTransferWithoutNotifies_data() // RFC 4488 §4
    {
        QTest::addColumn<bool>("agrees");
        QTest::newRow("the peer agrees: that was all") << true;
        QTest::newRow("the peer does not: NOTIFY counts") << false;
    }
    void aTransferWithoutNotifies()
    {
        QFETCH(bool, agrees);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QVERIFY(call->refer(address("<sip:carol@192.0.2.3>"), {{}, ReferOptions::Subscription::Suppressed}));
        const SipMessage refer = peer.expect("REFER");
        QCOMPARE(refer.value(HeaderId::ReferSub).toByteArray(), QByteArray("false"));
        QVERIFY(refer.hasToken(HeaderId::Supported, "norefersub"));
        peer.answer(refer, 202, {}, {{}, {{"Refer-Sub", agrees ? "false" : "true"}}});
        QCOMPARE(call->transferState(),
            agrees ? Session::TransferState::Succeeded : Session::TransferState::Trying);
        QCOMPARE(call->state(), State::Established); // nobody knows what became of it
    }
    void whoRefersMayWantNoNotifies() // RFC 4488 §4
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        peer.request("REFER", {{}, {{"Refer-To", "<sip:carol@192.0.2.2>"}, {"Refer-Sub", "false"}}});
        const auto referral = peer.phone.referrals.last();
        QVERIFY(referral->isUnwatched());
        QVERIFY(referral->accept({}, peer.phone.agent.get()));
        QCOMPARE(peer.expect("SIP/2.0 202").value(HeaderId::ReferSub).toByteArray(), QByteArray("false"));
        peer.expect("INVITE sip:carol@192.0.2.2");
        peer.expectNothing();
    }
    void C14_referProgressIsNotAlwaysTerminated()
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.establishIncoming();
        const SipRequest refer = peer.request("REFER", {{}, {{"Refer-To", "<sip:carol@192.0.2.2>"}}});
        QVERIFY(peer.phone.referrals.last()->accept({}, peer.phone.agent.get()));
        peer.expect("SIP/2.0 202");
        const SipMessage first = peer.expect("NOTIFY"); // at once
        QCOMPARE(first.body().trimmed(), QByteArray("SIP/2.0 100 Trying"));
        QVERIFY(first.value(HeaderId::SubscriptionState).startsWith("active"));
        peer.answer(first, 200);
        const SipMessage invite = peer.expect("INVITE sip:carol");
        peer.answer(invite, 180, "carol");
        const SipMessage second = peer.expect("NOTIFY");
        QCOMPARE(second.body().trimmed(), QByteArray("SIP/2.0 180 Ringing"));
        QVERIFY(second.value(HeaderId::SubscriptionState).startsWith("active"));
        peer.answer(second, 200);
        peer.answer(invite, 486, "carol");
        peer.expect("ACK");
        const SipMessage last = peer.expect("NOTIFY");
        QVERIFY(last.body().startsWith("SIP/2.0 486"));
        QVERIFY(last.value(HeaderId::SubscriptionState).startsWith("terminated"));
    }
    void theAckIsShown()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        Invitation *call = peer.phone.invitation();
        QSignalSpy acknowledged(call, &Session::acknowledged);
        QVERIFY(call->accept());
        peer.joinAsCaller(peer.expect("SIP/2.0 200"));
        peer.acknowledge(invite);
        peer.acknowledge(invite); // again
        QCOMPARE(acknowledged.count(), 1);
        const SipRequest again = peer.request("INVITE", {WirePeer::Offer});
        peer.expect("SIP/2.0 200");
        peer.acknowledge(again);
        QCOMPARE(acknowledged.count(), 2);
    }
    void theByeMayBeAnswered_data()
    {
        QTest::addColumn<bool>("isHeard");
        QTest::newRow("by the program") << true;
        QTest::newRow("by itself") << false;
    }
    void theByeMayBeAnswered()
    {
        QFETCH(bool, isHeard);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        std::shared_ptr<ReceivedRequest> kept;
        if (isHeard)
            connect(call, &Session::byeReceived, this, [&](const std::shared_ptr<ReceivedRequest> &bye) {
                QCOMPARE(call->state(), State::Established);
                bye->accept(200, {{{"X-Sum", "3"}}, "text/plain", "farewell"});
                kept = bye;
            });
        peer.request("BYE");
        const SipMessage response = peer.expect("SIP/2.0 200");
        QCOMPARE(response.body(), QByteArray(isHeard ? "farewell" : ""));
        QCOMPARE(response.value("X-Sum").toByteArray(), QByteArray(isHeard ? "3" : ""));
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().by, Session::End::By::Remote);
        peer.expectNothing();
    }
    void theSessionGoesInItsBye()
    {
        FakeClock clock;
        WirePeer peer(clock);
        QPointer<Inviter> call = peer.establishOutgoing();
        connect(call, &Session::byeReceived, this, [&] { delete call; });
        peer.request("BYE");
        peer.expect("SIP/2.0 200");
        QVERIFY(!call);
        peer.expectNothing(); // no BYE of our own
    }
    void theSessionGoesInASignal_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("MESSAGE") << int(Told::Message) << QByteArray("SIP/2.0 487");
        QTest::newRow("INFO") << int(Told::Info) << QByteArray("SIP/2.0 487");
        QTest::newRow("NOTIFY") << int(Told::Notify) << QByteArray("SIP/2.0 487");
        QTest::newRow("NOTIFY of a REFER") << int(Told::Transfer) << QByteArray("SIP/2.0 200");
        QTest::newRow("re-INVITE") << int(Told::Reinvite) << QByteArray("SIP/2.0 487");
        QTest::newRow("re-INVITE answered") << int(Told::Reinvited) << QByteArray("SIP/2.0 200");
        QTest::newRow("ACK") << int(Told::Ack) << QByteArray("SIP/2.0 200");
    }
    void theSessionGoesInASignal()
    {
        QFETCH(int, signal);
        QFETCH(QByteArray, answer);
        FakeClock clock;
        WirePeer peer(clock);
        QPointer<Inviter> call = peer.establishOutgoing();
        if (Told(signal) == Told::Transfer) {
            QVERIFY(call->refer(address("<sip:carol@192.0.2.3>")));
            peer.answer(peer.expect("REFER"), 202);
        }
        const auto go = [&] { delete call; };
        switch (Told(signal)) {
        case Told::Message:
            connect(call, &Session::messageReceived, qApp, go);
            peer.request("MESSAGE", {"hi", {}, "text/plain"});
            break;
        case Told::Info:
            connect(call, &Session::infoReceived, qApp, go);
            peer.request("INFO", {"hi", {}, "text/plain"});
            break;
        case Told::Notify:
            connect(call, &Session::notifyReceived, qApp, go);
            peer.request("NOTIFY", notify("talk"));
            break;
        case Told::Transfer:
            connect(call, &Session::transferNotified, qApp, go);
            peer.request("NOTIFY", notify("refer"));
            break;
        case Told::Reinvite:
            connect(call, &Session::reinviteReceived, qApp, go);
            peer.request("INVITE", {WirePeer::Offer});
            break;
        case Told::Reinvited:
            connect(call, &Session::reinviteAnswered, qApp, go);
            peer.request("INVITE", {WirePeer::Offer});
            break;
        case Told::Ack:
            connect(call, &Session::acknowledged, qApp, go);
            peer.acknowledge(peer.request("INVITE", {WirePeer::Offer}));
            break;
        }
        QVERIFY(!call);
        QVERIFY(peer.phone.transport->count(answer) == 1);
        QCOMPARE(peer.phone.transport->count("BYE"), 1);
    }
    void theCancelIsShown() // RFC 3326
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipRequest invite = peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        QPointer<Invitation> call = peer.phone.invitation();
        QByteArray reason;
        bool accepted = true;
        connect(call, &Invitation::cancelled, this, [&](const SipRequest &cancel) {
            reason = cancel.value(HeaderId::Reason).toByteArray();
            accepted = call->accept().has_value(); // too late
        });
        SipRequest cancel("CANCEL", invite.requestUriText());
        for (const HeaderId id : {HeaderId::Via, HeaderId::From, HeaderId::To, HeaderId::CallId})
            cancel.append(id, invite.value(id));
        cancel.append(HeaderId::CSeq, QByteArray::number(invite.cseq().value().number) + " CANCEL");
        cancel.append(HeaderId::Reason, "SIP;cause=200;text=\"elsewhere\"");
        peer.phone.transport->inject(cancel);
        peer.expect("SIP/2.0 200");
        peer.expect("SIP/2.0 487");
        QVERIFY(reason.contains("cause=200"));
        QVERIFY(!accepted);
    }
    void aReinviteMayBeRefused()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QSignalSpy answered(call, &Session::reinviteAnswered);
        const auto refusing = connect(call, &Session::reinviteReceived, this, [](ReceivedReinvite *reinvite) {
            QVERIFY(!reinvite->request().body().isEmpty());
            QVERIFY(!reinvite->refuse(488, {{{"X", "a\r\nY: b"}}}));
            QVERIFY(reinvite->refuse(603, {{{"X-Why", "no"}}, "Not now"}));
        });
        const SipRequest first = peer.request("INVITE", {WirePeer::Offer});
        const SipMessage refusal = peer.expect("SIP/2.0 603 Not now");
        QCOMPARE(refusal.value("X-Why").toByteArray(), QByteArray("no"));
        peer.acknowledge(first);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 1); // the media heard nothing of it
        disconnect(refusing);
        peer.request("INVITE", {WirePeer::Offer});
        peer.expect("SIP/2.0 200");
        QCOMPARE(answered.count(), 2);
        QCOMPARE(answered.at(0).at(1).toInt(), 603);
        QCOMPARE(answered.at(1).at(1).toInt(), 200);
    }
    void whatIsUnansweredAtTheEnd() // RFC 3261 §15.1.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QList<std::shared_ptr<ReceivedRequest>> kept;
        connect(call, &Session::messageReceived, this,
            [&](const std::shared_ptr<ReceivedRequest> &message) { kept.append(message); });
        peer.request("MESSAGE", {"hi", {}, "text/plain"});
        peer.expectNothing();
        peer.request("BYE");
        peer.expect("SIP/2.0 200");
        peer.expect("SIP/2.0 487");
        QVERIFY(!kept.first()->accept());
    }
    void nobodyKeepsMoreThanALimit()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QList<std::shared_ptr<ReceivedRequest>> kept;
        connect(call, &Session::messageReceived, this,
            [&](const std::shared_ptr<ReceivedRequest> &message) { kept.append(message); });
        for (qsizetype i = 0; i < InDialogRequests::Limits::Unanswered; ++i)
            peer.request("MESSAGE", {"hi", {}, "text/plain"});
        peer.expectNothing();
        peer.request("MESSAGE", {"hi", {}, "text/plain"});
        peer.expect("SIP/2.0 500");
        QCOMPARE(kept.size(), InDialogRequests::Limits::Unanswered);
    }
    void C20_noHeaderIsInjected_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a line break in the value") << QByteArray("X-A") << QByteArray("b\r\nTo: evil");
        QTest::newRow("LF alone") << QByteArray("X-A") << QByteArray("b\nTo: evil");
        QTest::newRow("NUL") << QByteArray("X-A") << QByteArray("b\0c", 3);
        QTest::newRow("a line break in the name") << QByteArray("X-A: b\r\nTo") << QByteArray("evil");
        QTest::newRow("a name with a space") << QByteArray("X A") << QByteArray("b");
        QTest::newRow("no name") << QByteArray() << QByteArray("b");
        QTest::newRow("the dialog's own: To") << QByteArray("To") << QByteArray("<sip:evil@192.0.2.9>");
        QTest::newRow("compact: Call-ID") << QByteArray("i") << QByteArray("other");
        QTest::newRow("too long") << QByteArray("X-A")
                                  << QByteArray(RequestOptions::Limits::HeaderBytes + 1, 'x');
    }
    void C20_noHeaderIsInjected()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        FakeClock clock;
        WirePeer peer(clock);
        const RequestOptions bad{{{name, value}}, {}, {}};
        Inviter inviter(*peer.phone.agent, address(WirePeer::Uri), {.request = bad});
        QCOMPARE(inviter.invite().error(), Refusal::InvalidContent);
        QCOMPARE(inviter.state(), State::Initial);
        Inviter *call = peer.establishOutgoing();
        QCOMPARE(call->bye(bad).error(), Refusal::InvalidContent);
        QCOMPARE(call->info(bad).error(), Refusal::InvalidContent);
        QCOMPARE(call->message(bad).error(), Refusal::InvalidContent);
        QCOMPARE(call->reinvite(bad).error(), Refusal::InvalidContent);
        QCOMPARE(call->refer(address("<sip:c@192.0.2.3>"), bad).error(), Refusal::InvalidContent);
        peer.expectNothing();
        peer.invite({WirePeer::Offer});
        peer.expect("SIP/2.0 180");
        Invitation *incoming = peer.phone.invitation();
        const AnswerOptions answer{bad.extraHeaders};
        QCOMPARE(incoming->accept(answer).error(), Refusal::InvalidContent);
        QCOMPARE(incoming->progress({183, answer}).error(), Refusal::InvalidContent);
        QCOMPARE(incoming->reject(RejectOptions{486, answer}).error(), Refusal::InvalidContent);
        QCOMPARE(incoming->state(), State::Initial);
        peer.expectNothing();
    }
};

QTEST_GUILESS_MAIN(tst_InDialogRequests)
#include "tst_InDialogRequests.moc"
