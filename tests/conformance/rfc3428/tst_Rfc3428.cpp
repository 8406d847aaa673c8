// RFC 3428, MESSAGE, in virtual time: both sides against a peer written by hand.
//
// Covered: §4 (what a MESSAGE carries, no dialog by it, what the sender makes of the answers, Expires: told,
// the program decides), §6 (forks), §7 (the receiver answers at once, without Contact and body; what he
// cannot read), §8 (what is larger than a datagram may be), §9 (its place in Allow).
//
// Not covered: S/MIME and CPIM (§11: end-to-end security), relays that store (§7), is-composing (RFC 3994),
// delivery reports (RFC 5438); that a large one goes over TCP is shown by tst_DatagramAndStreamTransport.
#include "Messager.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

struct Messaging {
    FakeClock clock;
    WirePeer peer;
    std::shared_ptr<ReceivedRequest> received;
    QList<int> fates;
    bool keeps = false;

    explicit Messaging(bool isReading = true)
        : peer(clock)
    {
        if (isReading)
            QObject::connect(peer.phone.agent.get(), &UserAgent::messageReceived, peer.phone.agent.get(),
                [this](const std::shared_ptr<ReceivedRequest> &message) {
                    bodies.append(message->request().body());
                    if (keeps)
                        received = message;
                });
    }
    SipMessage send(const QByteArray &text = "Hello", const RequestOptions &options = {})
    {
        RequestDelegate delegate;
        delegate.onAccept = [this](const auto &answer) { fates.append(answer.response.statusCode()); };
        delegate.onReject = delegate.onRedirect = delegate.onAccept;
        Messager(peer.phone.agent->core(), address("<sip:bob@192.0.2.2>"))
            .message(text, "text/plain", delegate, options);
        return peer.expect("MESSAGE");
    }
    QByteArrayList bodies;
};

} // namespace

class tst_Rfc3428 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAMessageCarries() // §4
    {
        Messaging at;
        const SipMessage sent = at.send("Watson, come here.");
        QCOMPARE(sent.requestUriText().toByteArray(), QByteArray("sip:bob@192.0.2.2"));
        QVERIFY(!sent.contains(HeaderId::Contact)); // §4: MUST NOT
        QVERIFY(!sent.fromTag().isEmpty());
        QVERIFY(sent.toTag().isEmpty());
        QCOMPARE(sent.contentType(), QByteArray("text/plain"));
        QCOMPARE(sent.body(), QByteArray("Watson, come here."));
        QVERIFY(!sent.contains(HeaderId::RecordRoute));
    }
    void eachStandsAlone() // §4: no dialog
    {
        Messaging at;
        const SipMessage first = at.send();
        at.peer.answer(first, 200, "b");
        const SipMessage second = at.send();
        QVERIFY(second.callId() != first.callId());
        QVERIFY(second.toTag().isEmpty());
    }
    void whatBecomesOfIt_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("§4: 200, it was delivered") << 200;
        QTest::newRow("§4: 202, it is kept for later") << 202;
        QTest::newRow("§4: 302, not followed by itself") << 302;
        QTest::newRow("§4: 413") << 413;
        QTest::newRow("§4: 415") << 415;
        QTest::newRow("§4: 480") << 480;
        QTest::newRow("§4: 603") << 603;
    }
    void whatBecomesOfIt()
    {
        QFETCH(int, code);
        Messaging at;
        at.peer.answer(at.send(), code, "b");
        QCOMPARE(at.fates, QList<int>{code});
    }
    void aForkHasOneAnswer() // §6: the proxies choose; a second one finds nobody
    {
        Messaging at;
        const SipMessage sent = at.send();
        at.peer.answer(sent, 200, "b");
        at.peer.answer(sent, 200, "c");
        QCOMPARE(at.fates, QList<int>{200});
    }
    void nobodyAnswers() // §4, Timer F
    {
        Messaging at;
        at.send();
        at.peer.run(33s);
        QCOMPARE(at.fates, QList<int>{408});
    }
    void expiresAndDateAreTheProgramsWord() // §4
    {
        Messaging at;
        const SipMessage sent
            = at.send("soon", {{{"Expires", "60"}, {"Date", "Thu, 21 Feb 2002 13:02:03 GMT"}}, {}, {}});
        QCOMPARE(sent.number(HeaderId::Expires), 60u);
        QVERIFY(sent.contains(HeaderId::Date));
    }
    void oneThatComesIsAnsweredAtOnce() // §7
    {
        Messaging at;
        at.peer.requestOutside("MESSAGE", {"Hello", {}, "text/plain"});
        const SipMessage answer = at.peer.expect("SIP/2.0 200");
        QVERIFY(!answer.contains(HeaderId::Contact)); // §7: MUST NOT
        QVERIFY(answer.body().isEmpty());             // §7
        QVERIFY(!answer.toTag().isEmpty());
        QCOMPARE(at.bodies, QByteArrayList{"Hello"});
        at.peer.run(64s);
        at.peer.expectNothing();
    }
    void theSameAgainIsNotTwice() // RFC 3261 §17.2.2
    {
        Messaging at;
        const SipRequest sent = at.peer.requestOutside("MESSAGE", {"Hello", {}, "text/plain"});
        at.peer.expect("SIP/2.0 200");
        at.peer.phone.transport->inject(sent);
        at.peer.expect("SIP/2.0 200");
        QCOMPARE(at.bodies.size(), 1);
    }
    void whatCannotBeRead() // §7: 415 with Accept, said by who reads
    {
        Messaging at;
        at.keeps = true;
        at.peer.requestOutside("MESSAGE", {"\x01\x02", {}, "image/x-odd"});
        at.peer.expectNothing();
        QVERIFY(at.received->reject(415, {}, {{{"Accept", "text/plain"}}, {}, {}}));
        QVERIFY(at.peer.expect("SIP/2.0 415").contains(HeaderId::Accept));
        QVERIFY(!at.received->accept()); // answered once
    }
    void nobodyReads() // §9: not in Allow, and 405
    {
        Messaging at(false);
        at.peer.requestOutside("MESSAGE", {"Hello", {}, "text/plain"});
        QVERIFY(!at.peer.expect("SIP/2.0 405").hasToken(HeaderId::Allow, "MESSAGE"));
    }
    void whoReadsSaysSo() // §9
    {
        Messaging at;
        at.peer.requestOutside("OPTIONS");
        QVERIFY(at.peer.expect("SIP/2.0 200").hasToken(HeaderId::Allow, "MESSAGE"));
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3428)
#include "tst_Rfc3428.moc"
