// An outgoing call that is refused: where it goes on (RFC 3261 §8.1.3.4), what is mended and tried again
// (§8.1.3.5), and what its end says. The other end is written by hand. Not covered: 422 (session timers), 401
// and 407 (tst_OutgoingRequest), 491 within a call (tst_Renegotiation).
#include "RedirectTargets.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using Refusal = Session::Refusal;
using By = Session::End::By;

namespace {

WireExtra contacts(const QByteArray &list)
{
    return {{}, {{"Contact", list}}};
}

QList<QByteArray> uris(const QList<NameAddr> &addresses)
{
    QList<QByteArray> list;
    for (const NameAddr &one : addresses)
        list.append(one.uri.toBytes());
    return list;
}

} // namespace

class tst_Redirects : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void C16_nothingIsFollowedUnasked()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        peer.answer(peer.expect("INVITE"), 302, "x",
            contacts("<sip:second@192.0.2.2>;q=0.2, <sip:first@192.0.2.2>;q=0.9"));
        peer.expect("ACK");
        peer.expectNothing();
        QCOMPARE(call->end().code, 302);
        QCOMPARE(uris(call->redirectContacts()),
            (QList<QByteArray>{"sip:first@192.0.2.2", "sip:second@192.0.2.2"}));
    }
    void C16_followedWithConsent()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.request = {{{"X-Mine", "1"}}, {}, {}}});
        const SipMessage first = peer.expect("INVITE");
        QCOMPARE(call->followRedirect(address("<sip:carol@192.0.2.2>")).error(), Refusal::WrongState);
        peer.answer(first, 302, "x", contacts("<sip:carol@192.0.2.2>, <sip:bob@192.0.2.2>"));
        peer.expect("ACK");
        QCOMPARE(call->followRedirect(address("<sip:else@192.0.2.2>")).error(), Refusal::InvalidTarget);
        QCOMPARE(call->followRedirect(call->redirectContacts().last()).error(),
            Refusal::InvalidTarget); // where it was already
        const auto next = call->followRedirect(call->redirectContacts().first(), peer.phone.agent.get());
        QVERIFY(next);
        peer.expectNothing(); // not before invite()
        QVERIFY((*next)->invite());
        const SipMessage second = peer.expect("INVITE sip:carol@192.0.2.2 SIP/2.0");
        QCOMPARE(second.value("X-Mine").toByteArray(), QByteArray("1"));
        peer.answer(second, 302, "y", contacts("<sip:bob@192.0.2.2>")); // round in a circle
        peer.expect("ACK");
        QCOMPARE(
            (*next)->followRedirect((*next)->redirectContacts().first()).error(), Refusal::InvalidTarget);
    }
    void followedByItselfWhenAllowed()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.mostRedirections = 3});
        QSignalSpy redirected(call, &Inviter::redirected);
        const SipMessage first = peer.expect("INVITE");
        peer.answer(first, 180, "x");
        QVERIFY(call->isRinging());
        peer.answer(first, 302, "x",
            contacts("<sip:c@192.0.2.2?X-Evil=1>;q=0.2, <sip:b@192.0.2.2;method=BYE>;q=0.9"));
        peer.expect("ACK");
        const SipMessage second = peer.expect("INVITE sip:b@192.0.2.2 SIP/2.0");
        QVERIFY(!call->isRinging());
        QCOMPARE(second.callId(), first.callId()); // §8.1.3.4
        QCOMPARE(second.value(HeaderId::To), first.value(HeaderId::To));
        QCOMPARE(second.fromTag(), first.fromTag());
        QCOMPARE(second.cseq().value().number, first.cseq().value().number + 1);
        QVERIFY(second.topVia().value().branch() != first.topVia().value().branch());
        peer.answer(second, 486, "y"); // the next one then
        peer.expect("ACK");
        const SipMessage third = peer.expect("INVITE sip:c@192.0.2.2 SIP/2.0");
        QVERIFY(!third.value("X-Evil").size());
        peer.answer(third, 200, "z", {WirePeer::Answer});
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(redirected.count(), 2);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void redirectionsEnd_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("contact");
        QTest::newRow("to itself") << QByteArray(WirePeer::Uri) << 302 << QByteArray("<sip:bob@192.0.2.2>");
        QTest::newRow("to nobody") << QByteArray(WirePeer::Uri) << 302 << QByteArray();
        QTest::newRow("to a web page")
            << QByteArray(WirePeer::Uri) << 302 << QByteArray("<https://example.com/>");
        QTest::newRow("to a telephone") << QByteArray(WirePeer::Uri) << 302 << QByteArray("<tel:+4930>");
        QTest::newRow("6xx speaks for all")
            << QByteArray(WirePeer::Uri) << 603 << QByteArray("<sip:c@192.0.2.2>");
        QTest::newRow("4xx names nobody")
            << QByteArray(WirePeer::Uri) << 404 << QByteArray("<sip:c@192.0.2.2>");
    }
    void redirectionsEnd()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, code);
        QFETCH(QByteArray, contact);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(target, {.mostRedirections = 5});
        peer.answer(peer.expect("INVITE"), code, "x", contact.isEmpty() ? WireExtra() : contacts(contact));
        peer.expect("ACK");
        peer.expectNothing();
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().code, code);
    }
    void aChainIsBounded()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.mostRedirections = 4});
        for (int i = 0; i < 5; ++i) {
            peer.answer(
                peer.expect("INVITE"), 302, "x", contacts("<sip:n" + QByteArray::number(i) + "@192.0.2.2>"));
            peer.expect("ACK");
        }
        peer.expectNothing();
        QCOMPARE(call->end().code, 302);
    }
    void cancelBetweenTwoTargets()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.mostRedirections = 4});
        connect(call, &Inviter::redirected, call, [call] { (void)call->cancel(); });
        peer.answer(peer.expect("INVITE"), 302, "x", contacts("<sip:c@192.0.2.2>"));
        peer.expect("ACK");
        peer.run(2s);
        peer.expectNothing();
        QCOMPARE(call->state(), State::Terminated);
        QCOMPARE(call->end().by, By::Local);
    }
    void targetsInOrder()
    {
        RedirectTargets targets(address("<sip:a@x>"));
        targets.add({address("<sip:low@x>;q=0.1"), address("<sip:a@x>"), address("<sip:high@x>"),
            address("<tel:+49>"), address("<sips:safe@x>;q=0.5"), address("<sip:high@X>;q=0.01")});
        QList<QByteArray> order;
        while (const auto next = targets.take())
            order.append(next->uri.toBytes());
        QCOMPARE(order, (QList<QByteArray>{"sip:high@x", "sips:safe@x", "sip:low@x"}));
    }
    void noWayDownFromSips()
    {
        RedirectTargets targets(address("<sips:a@x>"));
        QVERIFY(!targets.mayTry(address("<sip:b@x>")));
        QVERIFY(targets.mayTry(address("<sips:b@x>")));
    }
    void targetsAreBounded()
    {
        RedirectTargets targets(address("<sip:a@x>"));
        int tried = 0;
        for (int i = 0; i < 100; ++i) {
            targets.add({address("<sip:n" + QByteArray::number(i) + "@x>")});
            tried += targets.take() ? 1 : 0;
        }
        QCOMPARE(tried, int(RedirectTargets::Limits::Tried) - 1);
    }
    void mended_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("name"); // of the header that says what is wrong
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("again");
        QTest::newRow("420: without it") << 420 << QByteArray("Unsupported") << QByteArray("x-fancy") << true;
        QTest::newRow("420 of what we did not ask")
            << 420 << QByteArray("Unsupported") << QByteArray("other") << false;
        QTest::newRow("420 without a word") << 420 << QByteArray("X") << QByteArray("y") << false;
        QTest::newRow("421: with it") << 421 << QByteArray("Require") << QByteArray("100rel") << true;
        QTest::newRow("421 of what we cannot")
            << 421 << QByteArray("Require") << QByteArray("precondition") << false;
        QTest::newRow("415: the offer alone")
            << 415 << QByteArray("Accept") << QByteArray("application/sdp") << true;
        QTest::newRow("406: anything") << 406 << QByteArray("X") << QByteArray("y") << true;
        QTest::newRow("484") << 484 << QByteArray("X") << QByteArray("y") << false;
        QTest::newRow("493") << 493 << QByteArray("X") << QByteArray("y") << false;
        QTest::newRow("494") << 494 << QByteArray("X") << QByteArray("y") << false;
    }
    void mended() // §8.1.3.5
    {
        QFETCH(int, code);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(bool, again);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call
            = peer.phone.call(WirePeer::Uri, {.request = {{{"Require", "x-fancy"}}, "text/plain", "hello"}});
        const SipMessage first = peer.expect("INVITE");
        QCOMPARE(first.contentType(), QByteArray("multipart/mixed"));
        peer.answer(first, code, "x", {{}, {{name, value}}});
        peer.expect("ACK");
        if (!again) {
            peer.expectNothing();
            QCOMPARE(call->end().code, code);
            QCOMPARE(call->end().by, By::Remote);
            return;
        }
        const SipMessage second = peer.expect("INVITE sip:bob@192.0.2.2");
        QCOMPARE(second.cseq().value().number, first.cseq().value().number + 1);
        QCOMPARE(second.callId(), first.callId());
        QCOMPARE(second.hasToken(HeaderId::Require, "x-fancy"), code != 420);
        QCOMPARE(second.hasToken(HeaderId::Require, "100rel"), code == 421);
        QCOMPARE(second.contentType() == "application/sdp", code == 415);
        QCOMPARE(second.value(HeaderId::Accept) == QByteArrayView("*/*"), code == 406);
        peer.answer(second, code, "x", {{}, {{name, value}}}); // once is enough
        peer.expect("ACK");
        peer.expectNothing();
        QCOMPARE(call->end().code, code);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void aReplacementIsNeverLessThanThat()
    {
        FakeClock clock;
        WirePeer peer(clock);
        InviterOptions options;
        options.replaces = DialogName{"c", "ours", "his"};
        Inviter *call = peer.phone.call(WirePeer::Uri, options);
        const SipMessage invite = peer.expect("INVITE");
        QCOMPARE(invite.value(HeaderId::Replaces).toByteArray(), QByteArray("c;to-tag=his;from-tag=ours"));
        QVERIFY(invite.hasToken(HeaderId::Require, "replaces"));
        peer.answer(invite, 420, "x", {{}, {{"Unsupported", "replaces"}}});
        peer.expect("ACK");
        peer.expectNothing(); // it would be a second call beside the first
        QCOMPARE(call->end().code, 420);
    }
    void ambiguous() // §21.4.23
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri, {.mostRedirections = 5});
        peer.answer(peer.expect("INVITE"), 485, "x",
            contacts("<sip:bob.smith@192.0.2.2>, <sip:bob.jones@192.0.2.2>"));
        peer.expect("ACK");
        peer.expectNothing(); // a person chooses
        QCOMPARE(call->redirectContacts().size(), 2);
        QVERIFY(call->followRedirect(call->redirectContacts().last(), peer.phone.agent.get()));
    }
    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("a number") << QByteArray("120") << qint64(120);
        QTest::newRow("with a comment") << QByteArray("18000;duration=3600") << qint64(18000);
        QTest::newRow("a day at most") << QByteArray("4000000000") << qint64(86400);
        QTest::newRow("nonsense") << QByteArray("soon") << qint64(-1);
    }
    void retryAfter() // §20.33
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, seconds);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        peer.answer(peer.expect("INVITE"), 480, "x", {{}, {{"Retry-After", value}}});
        peer.expect("ACK");
        QCOMPARE(call->end().code, 480);
        QCOMPARE(call->end().retryAfter ? qint64(call->end().retryAfter->count()) : -1, seconds);
    }
};

QTEST_GUILESS_MAIN(tst_Redirects)
#include "tst_Redirects.moc"
