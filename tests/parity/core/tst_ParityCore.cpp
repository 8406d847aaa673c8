// Groups COR-20 and COR-30..43 of docs/parity-groups.txt: requests inside a dialog at the level of the core,
// and what is answered without anybody's help. An id with F asserts what we want instead of what the
// framework does.
#include "CallWorld.h"
#include "DialogChannel.h"
#include "Subscriber.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// Both ends of a dialog between two cores, with nothing above them.
struct Ends {
    CallWorld world;
    TestPhone &alice = world.add();
    TestPhone &bob = world.add();
    std::shared_ptr<DialogChannel> caller;
    std::shared_ptr<DialogChannel> callee;

    Ends()
    {
        SipRequest invite(Method::Invite, bob.uri);
        invite.append(HeaderId::From, '<' + alice.uri + ">;tag=a");
        invite.append(HeaderId::To, '<' + bob.uri + '>');
        invite.append(HeaderId::CallId, "one");
        invite.append(HeaderId::CSeq, "1 INVITE");
        invite.append(HeaderId::Contact, '<' + alice.uri + '>');
        SipResponse success = SipResponse::to(invite, 200, "b");
        success.append(HeaderId::Contact, '<' + bob.uri + '>');
        caller = std::make_shared<DialogChannel>(alice.agent->core(), *Dialog::asUac(invite, success));
        callee = std::make_shared<DialogChannel>(bob.agent->core(), *Dialog::asUas(invite, "b"));
        callee->dialog().confirm();
        for (TestPhone *phone : {&alice, &bob}) // as a program does that takes messages
            phone->agent->core().setReceiver(Method::Message, [](const auto &) {});
    }
};

Method methodOf(const QByteArray &name)
{
    return methodFromName(name);
}

} // namespace

class tst_ParityCore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void insideADialog_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<bool>("isFromCaller");
        for (const char *method : {"BYE", "INFO", "INVITE", "MESSAGE", "NOTIFY", "PRACK", "REFER"}) {
            QTest::addRow("COR-20 %s by the caller", method) << QByteArray(method) << true;
            QTest::addRow("COR-20 %s by the callee", method) << QByteArray(method) << false;
        }
    }
    void insideADialog()
    {
        QFETCH(QByteArray, method);
        QFETCH(bool, isFromCaller);
        Ends ends;
        const auto &from = isFromCaller ? ends.caller : ends.callee;
        const auto &to = isFromCaller ? ends.callee : ends.caller;
        QByteArrayList heard;
        to->setReceiver(
            [&](const std::shared_ptr<ServerTransaction> &transaction) {
                heard.append(transaction->request().methodName().toByteArray());
                transaction->respond(to->makeResponse(*transaction, 200));
            },
            [&](const SipRequest &) { heard.append("ACK"); });
        QList<int> answers;
        const SipRequest request = from->makeRequest(methodOf(method));
        from->send(request, [&](const RequestDelegate::Answer &answer) {
            answers.append(answer.response.statusCode());
            if (method == "INVITE")
                from->acknowledge(request);
        });
        ends.world.run(50ms);
        QCOMPARE(answers, QList{200});
        QCOMPARE(heard, method == "INVITE" ? QByteArrayList({"INVITE", "ACK"}) : QByteArrayList{method});
    }
    void unhandled_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("code");
        // MESSAGE that nobody reads is not accepted, SUBSCRIBE to a phone that has no events is not
        // "unavailable".
        QTest::newRow("COR-30F") << QByteArray("MESSAGE") << 405;
        QTest::newRow("COR-31") << QByteArray("PUBLISH") << 405;
        QTest::newRow("COR-32F") << QByteArray("SUBSCRIBE") << 405;
        QTest::newRow("COR-40F 501 is for what nobody knows") << QByteArray("FOO") << 501; // RFC 3261 §21.5.2
    }
    void unhandled()
    {
        QFETCH(QByteArray, method);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        peer.requestOutside(method, {{}, {{"Event", "presence"}}});
        const SipMessage response = peer.expect("SIP/2.0 " + QByteArray::number(code));
        QVERIFY(response.hasToken(HeaderId::Allow, "INVITE"));
        QVERIFY(!response.hasToken(HeaderId::Allow, method));
    }
    void aPresenceServer() // COR-33
    {
        FakeClock clock;
        WirePeer peer(clock);
        Subscriber subscriber(
            peer.phone.agent->core(), address("<sip:bob@192.0.2.2>"), {.event = "presence"});
        int notified = 0;
        connect(&subscriber, &Subscriber::notified, this, [&] { ++notified; });
        QVERIFY(subscriber.subscribe());
        const SipMessage subscribe = peer.expect("SUBSCRIBE");
        peer.answer(subscribe, 200, "b", {{}, {{"Expires", "600"}}});
        peer.joinAsCallee(subscribe, "b");
        const WirePeer::Extra state{{},
            {{"Event", "presence"}, {"Subscription-State", "active;expires=600"},
                {"Contact", "<sip:bob@192.0.2.2>"}}};
        for (int i = 1; i <= 3; ++i) {
            peer.request("NOTIFY", state);
            peer.expect("SIP/2.0 200");
            QCOMPARE(notified, i);
        }
        for (const quint32 old : {peer.lastCSeq(), peer.lastCSeq() - 1}) {
            peer.request("NOTIFY", state, old);
            peer.expect("SIP/2.0 500");
        }
        QCOMPARE(notified, 3);
    }
    void requestUris_data()
    {
        QTest::addColumn<QByteArray>("requestUri");
        QTest::addColumn<int>("code");
        QTest::newRow("COR-41 tel") << QByteArray("tel:+15551234") << 416;
        QTest::newRow("COR-41 unknown") << QByteArray("nobodyknows:x") << 416;
        QTest::newRow("COR-41F sips is ours") << QByteArray("sips:user1@10.0.0.1") << 180;
        QTest::newRow("COR-42 another user") << QByteArray("sip:another@10.0.0.1") << 404;
        QTest::newRow("COR-42 our user") << QByteArray("sip:user1@elsewhere.example") << 180;
    }
    void requestUris()
    {
        QFETCH(QByteArray, requestUri);
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock, {.server = QByteArray("sip:192.0.2.77")});
        SipRequest invite = peer.invite({WirePeer::Offer});
        peer.phone.transport->clear();
        invite.setRequestUri(requestUri);
        invite.set(HeaderId::CallId, "other");
        invite.set(HeaderId::Via, "SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKother");
        peer.phone.transport->inject(invite);
        peer.expect("SIP/2.0 " + QByteArray::number(code));
    }
    void merged() // COR-43
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
};

QTEST_GUILESS_MAIN(tst_ParityCore)
#include "tst_ParityCore.moc"
