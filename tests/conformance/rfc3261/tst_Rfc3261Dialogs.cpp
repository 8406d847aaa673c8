// RFC 3261 §12, with §13.2.2.4 and §16.12: the two ends of a dialog, whose messages are written and read
// again.
//
// Covered:     §12.1.1, §12.1.2 (both ends compute the same dialog), §12.2.1.1 (route set through one to
// three proxies, loose and
//              strict), §12.2.2 (order), §13.2.2.4 (forked responses make dialogs of their own).
// Not covered: §12.3 (the owner ends a dialog), the proxies' own work on Route (§16.4) beyond what a strict
// router does.

#include "Dialog.h"
#include "MessageSamples.h"

#include <QTest>

using namespace carillon;

namespace {

/// As it comes out of the wire at the other end.
template <typename Message>
Message acrossTheWire(const Message &message)
{
    return Message(SipMessage::parse(message.toBytes()).value());
}

/// The INVITE as Bob gets it: each proxy on the way put its Record-Route on top.
SipRequest throughProxies(const SipRequest &invite, const QByteArrayList &proxies)
{
    SipRequest request = invite;
    for (const QByteArray &proxy : proxies)
        request.prepend(HeaderId::RecordRoute, proxy);
    return acrossTheWire(request);
}

struct Ends {
    Dialog alice;
    Dialog bob;
};

Ends talk(const QByteArrayList &proxies)
{
    const SipRequest sent = samples::invite();
    const SipRequest received = throughProxies(sent, proxies);
    Dialog bob = Dialog::asUas(received, "bobs-tag").value();
    SipResponse success = bob.makeResponse(received, 200);
    success.append(HeaderId::Contact, "<sip:bob@192.0.2.4>");
    bob.confirm();
    return {Dialog::asUac(sent, acrossTheWire(success)).value(), bob};
}

} // namespace

class tst_Rfc3261Dialogs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothEndsComputeTheSameDialog_data()
    {
        QTest::addColumn<QByteArrayList>("proxies"); ///< from Alice to Bob
        QTest::newRow("no proxy") << QByteArrayList();
        QTest::newRow("one") << QByteArrayList{"<sip:p1.example.com;lr>"};
        QTest::newRow("three") << QByteArrayList{"<sip:p1.example.com;lr>", "<sip:p2.example.com;lr;did=a.b>",
            "\"P 3\" <sip:p3.example.com:5080;transport=tcp;lr>"};
    }
    void bothEndsComputeTheSameDialog()
    {
        QFETCH(QByteArrayList, proxies);
        const Ends ends = talk(proxies);
        QCOMPARE(ends.alice.id().callId, ends.bob.id().callId);
        QCOMPARE(ends.alice.id().localTag, ends.bob.id().remoteTag);
        QCOMPARE(ends.alice.id().remoteTag, ends.bob.id().localTag);
        auto reversed = ends.bob.routeSet();
        std::reverse(reversed.begin(), reversed.end());
        QCOMPARE(ends.alice.routeSet(), reversed);
        QCOMPARE(ends.alice.routeSet().size(), proxies.size());
        QCOMPARE(ends.alice.state(), Dialog::State::Confirmed);
        QCOMPARE(ends.bob.state(), Dialog::State::Confirmed);
    }
    void requestsReachTheOtherEnd_data() { bothEndsComputeTheSameDialog_data(); }
    void requestsReachTheOtherEnd()
    {
        QFETCH(QByteArrayList, proxies);
        Ends ends = talk(proxies);
        const SipRequest fromAlice = acrossTheWire(ends.alice.makeRequest(Method::Info));
        QCOMPARE(DialogId::ofReceived(fromAlice), ends.bob.id());
        QVERIFY(ends.bob.checkRequest(fromAlice));
        const SipResponse answer = acrossTheWire(ends.bob.makeResponse(fromAlice, 200));
        QCOMPARE(DialogId::ofReceived(answer), ends.alice.id());
        const SipRequest fromBob = acrossTheWire(ends.bob.makeRequest(Method::Bye));
        QCOMPARE(DialogId::ofReceived(fromBob), ends.alice.id());
        QVERIFY(ends.alice.checkRequest(fromBob));
        QCOMPARE(fromBob.requestUriText(), QByteArrayView("sip:alice@192.0.2.1:5060"));
        QCOMPARE(fromBob.values(HeaderId::Route).size(), proxies.size());
    }
    void
    strictRouterInTheMiddle() // §16.12.1.2: its own URI is in the Request-URI, the target is the last Route
    {
        Ends ends = talk({"<sip:p1.example.com;lr>", "<sip:old.example.com>"});
        const SipRequest bye = ends.bob.makeRequest(Method::Bye);
        QCOMPARE(bye.requestUriText(), QByteArrayView("sip:old.example.com"));
        const auto routes = bye.nameAddrs(HeaderId::Route).value();
        QCOMPARE(routes.first().uri.host, QByteArray("p1.example.com"));
        QCOMPARE(routes.last().uri.toBytes(), QByteArray("sip:alice@192.0.2.1:5060"));
        // From Alice's side it comes second: she routes loosely.
        const SipRequest info = ends.alice.makeRequest(Method::Info);
        QCOMPARE(info.requestUriText(), QByteArrayView("sip:bob@192.0.2.4"));
        QCOMPARE(info.nameAddrs(HeaderId::Route).value().size(), 2);
    }
    void forkedResponsesMakeDialogsOfTheirOwn() // §13.2.2.4
    {
        const SipRequest invite = samples::invite();
        Dialog desk = Dialog::asUac(invite, samples::response(invite, 180, "desk")).value();
        const Dialog mobile = Dialog::asUac(invite, samples::response(invite, 183, "mobile")).value();
        QVERIFY(desk.id() != mobile.id());
        QCOMPARE(desk.state(), Dialog::State::Early);
        const SipResponse success = samples::response(invite, 200, "desk");
        QCOMPARE(DialogId::ofReceived(success), desk.id());
        desk.confirm(success);
        QCOMPARE(desk.state(), Dialog::State::Confirmed);
        QCOMPARE(mobile.state(), Dialog::State::Early);
        QCOMPARE(desk.makeAck(invite).toTag(), QByteArray("desk"));
    }
    void requestsOutOfOrderAreRefused() // §12.2.2
    {
        Ends ends = talk({});
        const SipRequest first = ends.alice.makeRequest(Method::Info);
        const SipRequest second = ends.alice.makeRequest(Method::Info);
        QVERIFY(ends.bob.checkRequest(second));
        QCOMPARE(ends.bob.checkRequest(first).error(), 500);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3261Dialogs)
#include "tst_Rfc3261Dialogs.moc"
