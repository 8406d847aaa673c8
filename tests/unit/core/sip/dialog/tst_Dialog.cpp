#include "Dialog.h"
#include "MessageSamples.h"

#include <QTest>

using namespace carillon;

namespace {

void addRecordRoutes(SipMessage &message, const QByteArrayList &values)
{
    for (const QByteArray &value : values)
        message.append(HeaderId::RecordRoute, value);
}

const QByteArrayList TwoProxies{"<sip:p2.example.com;lr;ftag=x>", "<sip:p1.example.com;lr>"};

/// Alice's end after Bob's 200.
Dialog callersDialog(const QByteArrayList &recordRoutes = {}, int status = 200)
{
    const SipRequest invite = samples::invite();
    SipResponse response = samples::response(invite, status);
    addRecordRoutes(response, recordRoutes);
    return Dialog::asUac(invite, response).value();
}

Dialog calleesDialog(const QByteArrayList &recordRoutes = {})
{
    SipRequest invite = samples::invite();
    addRecordRoutes(invite, recordRoutes);
    return Dialog::asUas(invite, "bobs-tag").value();
}

/// A request of Bob's inside Alice's dialog.
SipRequest fromBob(Method method, quint32 cseq, const QByteArray &contact = {})
{
    SipRequest request(method, "sip:alice@192.0.2.1:5060");
    request.append(HeaderId::CSeq, CSeq{cseq, methodName(method).toByteArray()}.toBytes());
    if (!contact.isEmpty())
        request.append(HeaderId::Contact, contact);
    return request;
}

} // namespace

class tst_Dialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asUac()
    {
        const Dialog dialog = callersDialog(TwoProxies);
        QCOMPARE(dialog.id(), (DialogId{"a84b4c76e66710@192.0.2.1", "1928301774", "a6c85cf"}));
        QCOMPARE(dialog.state(), Dialog::State::Confirmed);
        QCOMPARE(dialog.remoteTarget().toBytes(), QByteArray("sip:bob@192.0.2.4"));
        QCOMPARE(dialog.routeSet().size(), 2);
        QCOMPARE(dialog.routeSet().first().uri.host, QByteArray("p1.example.com")); // reversed
        QCOMPARE(dialog.nextHop().host, QByteArray("p1.example.com"));
        QCOMPARE(dialog.localSequence(), 314159u);
        QVERIFY(!dialog.remoteSequence());
        QVERIFY(!dialog.isSecure());
        QCOMPARE(dialog.local().displayName, QByteArray("Alice"));
        QCOMPARE(dialog.remote().tag(), QByteArray("a6c85cf"));
    }
    void asUas()
    {
        const Dialog dialog = calleesDialog(TwoProxies);
        QCOMPARE(dialog.id(), (DialogId{"a84b4c76e66710@192.0.2.1", "bobs-tag", "1928301774"}));
        QCOMPARE(dialog.state(), Dialog::State::Early);
        QCOMPARE(dialog.remoteTarget().toBytes(), QByteArray("sip:alice@192.0.2.1:5060"));
        QCOMPARE(dialog.routeSet().first().uri.host, QByteArray("p2.example.com")); // in order
        QCOMPARE(dialog.remoteSequence(), std::optional<quint32>(314159));
        QCOMPARE(dialog.localSequence(), 0u);
        QCOMPARE(dialog.local().tag(), QByteArray("bobs-tag"));
    }
    void bothEndsAgree()
    {
        Dialog alice = callersDialog();
        const SipRequest bye = alice.makeRequest(Method::Bye);
        QCOMPARE(DialogId::ofReceived(bye), (DialogId{alice.id().callId, "a6c85cf", "1928301774"}));
        QCOMPARE(DialogId::ofReceived(samples::response(samples::invite(), 200)), alice.id());
        QCOMPARE(qHash(DialogId::ofReceived(samples::response(samples::invite(), 200))), qHash(alice.id()));
    }
    void whatMakesNone_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<bool>("makes");
        QTest::newRow("100") << 100 << QByteArray("t") << false;
        QTest::newRow("180 with tag") << 180 << QByteArray("t") << true;
        QTest::newRow("180 without tag") << 180 << QByteArray() << false;
        QTest::newRow("200 without tag: a peer of RFC 2543") << 200 << QByteArray() << true;
        QTest::newRow("302") << 302 << QByteArray("t") << false;
        QTest::newRow("486") << 486 << QByteArray("t") << false;
    }
    void whatMakesNone()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, tag);
        const SipRequest invite = samples::invite();
        const auto dialog = Dialog::asUac(invite, samples::response(invite, status, tag));
        QTEST(dialog.has_value(), "makes");
        if (!dialog)
            QCOMPARE(dialog.error(), Dialog::Error::NoDialog);
    }
    void hostileMessagesMakeNone()
    {
        const SipRequest invite = samples::invite();
        SipResponse response = samples::response(invite, 200);
        addRecordRoutes(response, QByteArrayList(Dialog::Limits::Routes + 1, "<sip:p.example.com;lr>"));
        QCOMPARE(Dialog::asUac(invite, response).error(), Dialog::Error::TooManyRoutes);
        response = samples::response(invite, 200);
        addRecordRoutes(response, {"<sip:p.example.com;lr"});
        QCOMPARE(Dialog::asUac(invite, response).error(), Dialog::Error::Malformed);
        response = samples::response(invite, 200);
        addRecordRoutes(response, {"<tel:+15551234>"});
        QCOMPARE(Dialog::asUac(invite, response).error(), Dialog::Error::Malformed);
        QCOMPARE(Dialog::asUas(invite, {}).error(), Dialog::Error::NoDialog);
        QCOMPARE(Dialog::asUas(SipRequest(Method::Invite, "sip:a@b"), "t").error(), Dialog::Error::Malformed);
    }
    void aMissingContactDoesNotHangTheCall_data()
    {
        QTest::addColumn<QByteArray>("contact");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("not SIP") << QByteArray("<tel:+15551234>");
        QTest::newRow("a star") << QByteArray("*");
        QTest::newRow("unreadable") << QByteArray("<sip:bob@");
    }
    void aMissingContactDoesNotHangTheCall()
    {
        QFETCH(QByteArray, contact);
        SipRequest invite = samples::invite();
        SipResponse response = samples::response(invite, 200);
        response.remove(HeaderId::Contact);
        invite.remove(HeaderId::Contact);
        if (!contact.isEmpty()) {
            response.append(HeaderId::Contact, contact);
            invite.append(HeaderId::Contact, contact);
        }
        QCOMPARE(Dialog::asUac(invite, response)->remoteTarget().toBytes(), samples::BobUri.toByteArray());
        QCOMPARE(Dialog::asUas(invite, "t")->remoteTarget().toBytes(), samples::AliceUri.toByteArray());
    }
    void requests()
    {
        Dialog dialog = callersDialog(TwoProxies);
        const SipRequest bye = dialog.makeRequest(Method::Bye);
        QCOMPARE(bye.requestUriText(), QByteArrayView("sip:bob@192.0.2.4"));
        QCOMPARE(bye.values(HeaderId::Route),
            (QList<QByteArray>{"<sip:p1.example.com;lr>", "<sip:p2.example.com;lr;ftag=x>"}));
        QCOMPARE(bye.value(HeaderId::MaxForwards), QByteArrayView("70"));
        QCOMPARE(bye.fromTag(), QByteArray("1928301774"));
        QCOMPARE(bye.toTag(), QByteArray("a6c85cf"));
        QCOMPARE(bye.callId(), dialog.id().callId);
        QCOMPARE(bye.cseq()->number, 314160u);
        QCOMPARE(bye.cseq()->method, QByteArray("BYE"));
        QCOMPARE(dialog.makeRequest("FOO").value(HeaderId::CSeq), QByteArrayView("314161 FOO"));
        SipRequest again = bye;
        dialog.renumber(again);
        QCOMPARE(again.value(HeaderId::CSeq), QByteArrayView("314162 BYE"));
        QCOMPARE(calleesDialog().makeRequest(Method::Bye).cseq()->number, 1u);
    }
    void anOlderPeerHasNoTag()
    {
        const SipRequest invite = samples::invite();
        Dialog dialog = Dialog::asUac(invite, samples::response(invite, 200, {})).value();
        QCOMPARE(dialog.makeRequest(Method::Bye).toTag(), QByteArray());
        QVERIFY(!dialog.makeRequest(Method::Bye).value(HeaderId::To).contains("tag"));
    }
    void acks()
    {
        SipRequest invite = samples::invite();
        invite.append(HeaderId::Authorization, "Digest username=\"alice\", realm=\"a\"");
        invite.append(HeaderId::ProxyAuthorization, "Digest username=\"alice\", realm=\"p\"");
        Dialog dialog = Dialog::asUac(invite, samples::response(invite, 200)).value();
        dialog.makeRequest(Method::Update); // the numbers have gone on since
        const SipRequest ack = dialog.makeAck(invite);
        QCOMPARE(ack.value(HeaderId::CSeq), QByteArrayView("314159 ACK"));
        QCOMPARE(ack.requestUriText(), QByteArrayView("sip:bob@192.0.2.4"));
        QCOMPARE(ack.value(HeaderId::Authorization), invite.value(HeaderId::Authorization));
        QCOMPARE(ack.value(HeaderId::ProxyAuthorization), invite.value(HeaderId::ProxyAuthorization));
        QCOMPARE(dialog.makeAck(314159).value(HeaderId::CSeq), QByteArrayView("314159 ACK"));
        QCOMPARE(dialog.localSequence(), 314160u);
    }
    void strictRouters() // §12.2.1.1
    {
        Dialog dialog
            = callersDialog({"<sip:p2.example.com;lr>", "<sip:strict.example.com;method=INVITE?X=y>"});
        const SipRequest bye = dialog.makeRequest(Method::Bye);
        QCOMPARE(bye.requestUriText(), QByteArrayView("sip:strict.example.com"));
        QCOMPARE(bye.values(HeaderId::Route),
            (QList<QByteArray>{"<sip:p2.example.com;lr>", "<sip:bob@192.0.2.4>"}));
        QCOMPARE(dialog.nextHop().host, QByteArray("strict.example.com"));
        QCOMPARE(callersDialog({"<sip:p.example.com;LR=on>"}).makeRequest(Method::Bye).requestUriText(),
            QByteArrayView("sip:bob@192.0.2.4"));
    }
    void theTargetLosesWhatARequestUriMayNotHave()
    {
        const SipRequest invite = samples::invite();
        SipResponse response = samples::response(invite, 200);
        response.set(
            HeaderId::Contact, "<sip:bob@192.0.2.4;alias=10.0.0.1~5060~1;method=BYE;ob?Subject=x>;q=0.5");
        QCOMPARE(Dialog::asUac(invite, response)->makeAck(1).requestUriText(),
            QByteArrayView("sip:bob@192.0.2.4;alias=10.0.0.1~5060~1;ob"));
    }
    void confirming()
    {
        Dialog dialog = callersDialog({"<sip:early.example.com;lr>"}, 183);
        QCOMPARE(dialog.state(), Dialog::State::Early);
        SipResponse success = samples::response(samples::invite(), 200);
        success.set(HeaderId::Contact, "<sip:bob@192.0.2.99>");
        addRecordRoutes(success, TwoProxies);
        dialog.confirm(success); // §13.2.2.4: the route set is made anew
        QCOMPARE(dialog.state(), Dialog::State::Confirmed);
        QCOMPARE(dialog.nextHop().host, QByteArray("p1.example.com"));
        QCOMPARE(dialog.remoteTarget().host, QByteArray("192.0.2.99"));
        Dialog callee = calleesDialog();
        callee.confirm();
        QCOMPARE(callee.state(), Dialog::State::Confirmed);
    }
    void targetRefresh_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<bool>("refreshes");
        for (const Method method :
            {Method::Invite, Method::Update, Method::Subscribe, Method::Notify, Method::Refer})
            QTest::newRow(carillon::methodName(method).toByteArray().constData()) << method << true;
        for (const Method method :
            {Method::Bye, Method::Info, Method::Options, Method::Message, Method::Prack})
            QTest::newRow(carillon::methodName(method).toByteArray().constData()) << method << false;
    }
    void targetRefresh()
    {
        QFETCH(Method, method);
        QFETCH(bool, refreshes);
        Dialog dialog = callersDialog(TwoProxies);
        const QByteArray before = dialog.remoteTarget().toBytes();
        dialog.refreshTarget(fromBob(method, 1));
        QCOMPARE(dialog.remoteTarget().toBytes(), before); // no Contact
        dialog.refreshTarget(fromBob(method, 1, "<sip:bob@mobile.example.net>"));
        QCOMPARE(
            dialog.remoteTarget().toBytes(), refreshes ? QByteArray("sip:bob@mobile.example.net") : before);
        QCOMPARE(dialog.nextHop().host, QByteArray("p1.example.com")); // the route set never changes (§12.2)

        Dialog ours = callersDialog();
        const SipRequest request = ours.makeRequest(method);
        for (const int status : {180, 486}) {
            SipResponse refused = SipResponse::to(request, status, {});
            refused.append(HeaderId::Contact, "<sip:elsewhere@example.net>");
            ours.refreshTarget(refused);
            QCOMPARE(ours.remoteTarget().toBytes(), before);
        }
        SipResponse success = SipResponse::to(request, 200, {});
        success.append(HeaderId::Contact, "<sip:bob@mobile.example.net>");
        ours.refreshTarget(success);
        QCOMPARE(
            ours.remoteTarget().toBytes(), refreshes ? QByteArray("sip:bob@mobile.example.net") : before);
    }
    void order() // §12.2.2
    {
        Dialog dialog = callersDialog();
        QVERIFY(dialog.checkRequest(fromBob(Method::Info, 7)));   // the first one sets the number
        QVERIFY(dialog.checkRequest(fromBob(Method::Info, 100))); // gaps are allowed
        QCOMPARE(dialog.checkRequest(fromBob(Method::Info, 99)).error(), 500);
        QCOMPARE(dialog.checkRequest(fromBob(Method::Info, 100)).error(), 500);
        QCOMPARE(dialog.remoteSequence(), std::optional<quint32>(100));
        QVERIFY(dialog.checkRequest(fromBob(Method::Ack, 7)));
        QVERIFY(dialog.checkRequest(fromBob(Method::Cancel, 7)));
        QCOMPARE(dialog.remoteSequence(), std::optional<quint32>(100));
        QCOMPARE(dialog.checkRequest(SipRequest(Method::Bye, "sip:a@b")).error(), 400);
        QCOMPARE(calleesDialog().checkRequest(fromBob(Method::Bye, 314158)).error(), 500);
    }
    void responses()
    {
        SipRequest invite = samples::invite();
        addRecordRoutes(invite, TwoProxies);
        const Dialog dialog = Dialog::asUas(invite, "bobs-tag").value();
        for (const int status : {180, 200}) {
            const SipResponse response = dialog.makeResponse(invite, status);
            QCOMPARE(response.toTag(), QByteArray("bobs-tag"));
            QCOMPARE(response.values(HeaderId::RecordRoute), invite.values(HeaderId::RecordRoute));
        }
        QVERIFY(!dialog.makeResponse(invite, 486).contains(HeaderId::RecordRoute));
        QVERIFY(!dialog.makeResponse(invite, 100).contains(HeaderId::RecordRoute));
        SipRequest bye = samples::bye();
        addRecordRoutes(bye, TwoProxies);
        QVERIFY(!dialog.makeResponse(bye, 200).contains(HeaderId::RecordRoute));
        QCOMPARE(dialog.makeResponse(bye, 200, "Gone home").reasonPhrase(), QByteArrayView("Gone home"));
    }
    void secure()
    {
        const SipRequest invite = samples::invite({}, "sips:bob@biloxi.example.com");
        QVERIFY(Dialog::asUac(invite, samples::response(invite, 200))->isSecure());
        QVERIFY(Dialog::asUas(invite, "t")->isSecure());
    }
};

QTEST_GUILESS_MAIN(tst_Dialog)
#include "tst_Dialog.moc"
