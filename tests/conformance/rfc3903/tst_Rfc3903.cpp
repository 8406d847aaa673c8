// RFC 3903, PUBLISH, in virtual time: the event publication agent against a compositor written by hand.
//
// Covered: §4 (what a PUBLISH carries, one at a time, which answers mean what), §4.1 to §4.5 (initial,
// refresh, modification, removal, the entity-tag through all of them), §5 (Expires of the answer), §11.2.1,
// §11.3 (SIP-ETag, SIP-If-Match, 412), RFC 3261 §10.2.8 heritage (423).
//
// Not covered: the compositor (§6: none is here), Content-Disposition and content indirection (§4.1), PIDF
// and other documents (RFC 3856, RFC 4480), OPTIONS that ask a compositor (§7).
#include "Publisher.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Publisher::State;

namespace {

struct Publishing {
    FakeClock clock;
    WirePeer peer{clock};
    std::unique_ptr<Publisher> publisher;
    QList<int> rejections;

    explicit Publishing(PublisherOptions options = {.event = "presence", .expires = 600s})
    {
        publisher = std::make_unique<Publisher>(
            peer.phone.agent->core(), address("<sip:user1@192.0.2.2>"), std::move(options));
        QObject::connect(publisher.get(), &Publisher::rejected, publisher.get(),
            [this](int code, const QByteArray &) { rejections.append(code); });
    }
    SipMessage publish(const QByteArray &content = "open")
    {
        (void)publisher->publish(content);
        return peer.expect("PUBLISH");
    }
    void accept(const SipMessage &sent, const QByteArray &tag, const QByteArray &expires = "600")
    {
        peer.answer(sent, 200, "s", {{}, {{"SIP-ETag", tag}, {"Expires", expires}}});
    }
    void published() { accept(publish(), "e1"); }
};

QByteArray matchOf(const SipMessage &sent)
{
    return sent.value(HeaderId::SipIfMatch).toByteArray();
}

} // namespace

class tst_Rfc3903 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirst() // §4.1, §4.2
    {
        Publishing at({.event = "presence", .expires = 600s, .contentType = "application/pidf+xml"});
        const SipMessage sent = at.publish("<presence/>");
        QCOMPARE(sent.count(HeaderId::Event), 1); // §4.1: a single one
        QCOMPARE(sent.number(HeaderId::Expires), 600u);
        QVERIFY(!sent.contains(HeaderId::SipIfMatch)); // §4.2
        QCOMPARE(sent.requestUriText().toByteArray(), QByteArray("sip:user1@192.0.2.2"));
        QCOMPARE(sent.contentType(), QByteArray("application/pidf+xml"));
        QCOMPARE(sent.body(), QByteArray("<presence/>"));
        QVERIFY(!sent.contains(HeaderId::Contact)); // §4.1: it makes no dialog
        QVERIFY(sent.toTag().isEmpty());
    }
    void oneAtATime() // §4.1
    {
        Publishing at;
        const SipMessage first = at.publish("open");
        (void)at.publisher->publish("closed");
        at.peer.expectNothing();
        at.peer.answer(first, 100);
        at.peer.expectNothing();
        at.accept(first, "e1");
        const SipMessage second = at.peer.expect("PUBLISH");
        QCOMPARE(second.body(), QByteArray("closed"));
        QCOMPARE(matchOf(second), QByteArray("e1"));
    }
    void oneThatIsNeverAnsweredEndsToo() // §4.1: or the transaction timed out
    {
        Publishing at;
        at.publish("open");
        (void)at.publisher->publish("closed");
        QCOMPARE(at.peer.expectWithin(40s, "PUBLISH").method(), Method::Publish); // retransmission
        at.peer.run(40s);
        QCOMPARE(at.rejections, QList<int>{408});
    }
    void refreshing() // §4.3
    {
        Publishing at;
        at.published();
        const SipMessage refresh = at.peer.expectWithin(599s, "PUBLISH");
        QVERIFY(refresh.body().isEmpty());
        QCOMPARE(matchOf(refresh), QByteArray("e1"));
        QCOMPARE(refresh.count(HeaderId::SipIfMatch), 1);
        QCOMPARE(refresh.value(HeaderId::Event).toByteArray(), QByteArray("presence"));
        at.accept(refresh, "e2");
        QCOMPARE(matchOf(at.peer.expectWithin(599s, "PUBLISH")), QByteArray("e2")); // §4.3: the newest counts
    }
    void modifying() // §4.4
    {
        Publishing at;
        at.published();
        const SipMessage change = at.publish("closed");
        QCOMPARE(matchOf(change), QByteArray("e1"));
        QCOMPARE(change.body(), QByteArray("closed"));
        at.accept(change, "e2");
        QCOMPARE(at.publisher->entityTag(), QByteArray("e2"));
    }
    void removing() // §4.5
    {
        Publishing at;
        at.published();
        QVERIFY(at.publisher->unpublish());
        const SipMessage removal = at.peer.expect("PUBLISH");
        QCOMPARE(removal.number(HeaderId::Expires), 0u);
        QCOMPARE(matchOf(removal), QByteArray("e1"));
        QVERIFY(removal.body().isEmpty());
        at.peer.answer(removal, 200, "s", {{}, {{"SIP-ETag", "e2"}, {"Expires", "0"}}});
        QVERIFY(at.publisher->entityTag().isEmpty()); // §4.5: not used again
        QVERIFY(matchOf(at.publish()).isEmpty());
    }
    void theTimeIsTheServers() // §4.1: lower or equal
    {
        Publishing at;
        at.accept(at.publish(), "e1", "100");
        at.peer.expectWithin(100s, "PUBLISH");
    }
    void aLostStateIsPublishedWhole_data() // §4.1, §11.2.1
    {
        QTest::addColumn<bool>("isRefresh");
        QTest::newRow("§4.3: on a refresh") << true;
        QTest::newRow("§4.4: on a change") << false;
    }
    void aLostStateIsPublishedWhole()
    {
        QFETCH(bool, isRefresh);
        Publishing at;
        at.published();
        const SipMessage sent = isRefresh ? at.peer.expectWithin(599s, "PUBLISH") : at.publish("closed");
        at.peer.answer(sent, 412, "s");
        const SipMessage anew = at.peer.expect("PUBLISH");
        QVERIFY(matchOf(anew).isEmpty()); // the tag is never used again
        QCOMPARE(anew.body(), QByteArray(isRefresh ? "open" : "closed"));
        at.accept(anew, "e9");
        QCOMPARE(at.publisher->entityTag(), QByteArray("e9"));
    }
    void answers_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("§4: 404") << 404;
        QTest::newRow("§6: 489, an event it does not know") << 489;
        QTest::newRow("§6: 423 without Min-Expires") << 423;
        QTest::newRow("§6: 415") << 415;
        QTest::newRow("§6: 503") << 503;
        QTest::newRow("§6: 603") << 603;
    }
    void answers()
    {
        QFETCH(int, code);
        Publishing at;
        at.peer.answer(at.publish(), code, "s");
        QCOMPARE(at.publisher->state(), State::Unpublished);
        QCOMPARE(at.rejections, QList<int>{code});
        at.peer.run(1h);
        at.peer.expectNothing();
    }
    void tooBrief() // §6 step 4
    {
        Publishing at;
        at.peer.answer(at.publish(), 423, "s", {{}, {{"Min-Expires", "1800"}}});
        const SipMessage again = at.peer.expect("PUBLISH");
        QCOMPARE(again.number(HeaderId::Expires), 1800u);
        QCOMPARE(again.body(), QByteArray("open"));
    }
    void severalOfOneAreTheirOwn() // §4.2: each source has a tag of its own
    {
        Publishing at;
        at.published();
        Publisher other(at.peer.phone.agent->core(), address("<sip:user1@192.0.2.2>"), {.event = "presence"});
        (void)other.publish("away");
        const SipMessage sent = at.peer.expect("PUBLISH");
        QVERIFY(matchOf(sent).isEmpty());
        at.accept(sent, "o1");
        QCOMPARE(at.publisher->entityTag(), QByteArray("e1"));
        QCOMPARE(other.entityTag(), QByteArray("o1"));
    }
    void anEntityTagIsOpaque_data() // §11.3.1: a token that says nothing to us
    {
        QTest::addColumn<QByteArray>("tag");
        QTest::newRow("§11.3.1: upper and lower case") << QByteArray("aBcD");
        QTest::newRow("§11.3.1: every sign of a token") << QByteArray("-.!%*_+`'~x9");
    }
    void anEntityTagIsOpaque()
    {
        QFETCH(QByteArray, tag);
        Publishing at;
        at.accept(at.publish(), tag);
        QCOMPARE(matchOf(at.publish("closed")), tag);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3903)
#include "tst_Rfc3903.moc"
