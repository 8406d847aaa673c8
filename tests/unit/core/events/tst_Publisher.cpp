// RFC 3903 §4, who publishes. Groups PUB of the framework's list. Not covered: the server.
#include "Publisher.h"
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Publisher::State;

namespace {

struct World {
    FakeClock clock;
    WirePeer peer{clock};
    QList<State> states;
    QList<int> rejections;
    std::unique_ptr<Publisher> publisher;

    explicit World(PublisherOptions options = {.event = "presence", .expires = 600s})
    {
        publisher = std::make_unique<Publisher>(
            peer.phone.agent->core(), address("<sip:user1@192.0.2.2>"), std::move(options));
        QObject::connect(publisher.get(), &Publisher::stateChanged, publisher.get(),
            [this](State state) { states.append(state); });
        QObject::connect(publisher.get(), &Publisher::rejected, publisher.get(),
            [this](int code, const QByteArray &) { rejections.append(code); });
    }
    SipMessage publish(const QByteArray &content)
    {
        (void)publisher->publish(content);
        return peer.expect("PUBLISH");
    }
    void accept(const SipMessage &sent, const QByteArray &tag, int expires = 600)
    {
        peer.answer(sent, 200, "s", {{}, {{"SIP-ETag", tag}, {"Expires", QByteArray::number(expires)}}});
    }
};

} // namespace

class tst_Publisher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void publishesRefreshesAndRemoves()
    {
        World world;
        const SipMessage first = world.publish("open");
        QCOMPARE(first.value(HeaderId::Event).toByteArray(), QByteArray("presence"));
        QCOMPARE(first.body(), QByteArray("open"));
        QVERIFY(!first.contains(HeaderId::SipIfMatch));
        world.accept(first, "e1", 300);
        QCOMPARE(world.publisher->state(), State::Published);
        QCOMPARE(world.publisher->entityTag(), QByteArray("e1"));
        const SipMessage refresh = world.peer.expectWithin(271s, "PUBLISH");
        QCOMPARE(refresh.value(HeaderId::SipIfMatch).toByteArray(), QByteArray("e1"));
        QVERIFY(refresh.body().isEmpty()); // §4.1
        QCOMPARE(refresh.callId(), first.callId());
        QVERIFY(refresh.cseq()->number > first.cseq()->number);
        world.accept(refresh, "e2", 300);
        QVERIFY(world.publisher->unpublish());
        const SipMessage removal = world.peer.expect("PUBLISH");
        QCOMPARE(removal.number(HeaderId::Expires), 0u);
        QCOMPARE(removal.value(HeaderId::SipIfMatch).toByteArray(), QByteArray("e2"));
        world.peer.answer(removal, 200, "s");
        QCOMPARE(world.publisher->state(), State::Unpublished);
        world.peer.run(3600s);
        world.peer.expectNothing();
        QVERIFY(!world.publisher->unpublish());
    }
    void aChangeNamesWhatItChanges()
    {
        World world;
        world.accept(world.publish("open"), "e1");
        const SipMessage change = world.publish("closed");
        QCOMPARE(change.value(HeaderId::SipIfMatch).toByteArray(), QByteArray("e1"));
        QCOMPARE(change.body(), QByteArray("closed"));
        QCOMPARE(world.publisher->state(), State::Modifying);
    }
    void oneAtATimeAndOnlyTheLastOfThoseThatWait()
    {
        World world;
        const SipMessage first = world.publish("1");
        (void)world.publisher->publish("2");
        (void)world.publisher->publish("3");
        world.peer.expectNothing();
        world.accept(first, "e1");
        QCOMPARE(world.peer.expect("PUBLISH").body(), QByteArray("3"));
        world.peer.expectNothing();
    }
    void whatTheServerLostIsPublishedAnew() // 412
    {
        World world;
        world.accept(world.publish("open"), "e1", 100);
        world.peer.answer(world.peer.expectWithin(91s, "PUBLISH"), 412, "s");
        const SipMessage anew = world.peer.expect("PUBLISH");
        QVERIFY(!anew.contains(HeaderId::SipIfMatch));
        QCOMPARE(anew.body(), QByteArray("open"));
        world.peer.answer(anew, 412, "s");
        world.peer.answer(world.peer.expect("PUBLISH"), 412, "s");
        QCOMPARE(world.publisher->state(), State::Unpublished); // it cannot be pleased
        QCOMPARE(world.rejections, QList<int>{412});
    }
    void tooBriefIsAskedForLonger()
    {
        World world;
        world.peer.answer(world.publish("open"), 423, "s", {{}, {{"Min-Expires", "3600"}}});
        const SipMessage again = world.peer.expect("PUBLISH");
        QCOMPARE(again.number(HeaderId::Expires), 3600u);
        QCOMPARE(again.body(), QByteArray("open"));
        world.peer.answer(again, 423, "s", {{}, {{"Min-Expires", "soon"}}});
        QCOMPARE(world.publisher->state(), State::Unpublished);
    }
    void aRefusalIsToldToWhoAsked()
    {
        World world;
        int told = 0;
        RequestDelegate delegate;
        delegate.onReject
            = [&](const RequestDelegate::Answer &answer) { told = answer.response.statusCode(); };
        (void)world.publisher->publish("open", delegate);
        world.peer.answer(world.peer.expect("PUBLISH"), 489, "s");
        QCOMPARE(told, 489);
        QCOMPARE(world.states, (QList<State>{State::Publishing, State::Unpublished}));
    }
    void withoutEntityTagItIsPublishedAnewInTime()
    {
        World world;
        world.peer.answer(world.publish("open"), 200, "s", {{}, {{"Expires", "60"}}});
        QCOMPARE(world.publisher->state(), State::Published);
        const SipMessage anew = world.peer.expectWithin(61s, "PUBLISH");
        QCOMPARE(anew.body(), QByteArray("open"));
    }
    void theOneWhoGoesRemovesWhatHePublished()
    {
        World world;
        world.accept(world.publish("open"), "e1");
        world.publisher.reset();
        QCOMPARE(world.peer.expect("PUBLISH").number(HeaderId::Expires), 0u);
    }
    void mayOutliveItsUserAgent()
    {
        World world;
        world.accept(world.publish("open"), "e1", 60);
        world.peer.phone.agent.reset();
        QCOMPARE(world.publisher->state(), State::Unpublished);
        world.clock.advance(3600s);
        const auto result = world.publisher->publish("x");
        QCOMPARE(result.error(), Publisher::Refusal::UserAgentGone);
    }
};

QTEST_GUILESS_MAIN(tst_Publisher)
#include "tst_Publisher.moc"
