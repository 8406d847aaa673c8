// The digits of a session over SIP: INFO in its two content types, what the peer's Allow and its refusals
// lead to, and what comes in; one end written by hand. Not covered: the digits in RTP, which are in rfc4733,
// tst_DtmfSender and tst_AudioSession.
#include "InfoChannel.h"
#include "WirePeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using Refusal = Session::Refusal;
using Way = Session::DtmfWay;

namespace {

const QByteArray relay = "application/dtmf-relay";
const QByteArray plain = "application/dtmf";

/// A call of ours whose media has no telephone events.
Inviter *withoutEvents(WirePeer &peer, const QByteArray &allow = {})
{
    peer.phone.script.hasRtpDtmf = false;
    peer.phone.script.hasInBandDtmf = true;
    Inviter *call = peer.phone.call(WirePeer::Uri);
    const SipMessage sent = peer.expect("INVITE");
    WireExtra extra{WirePeer::Answer};
    if (!allow.isEmpty())
        extra.headers.emplaceBack("Allow", allow);
    peer.answer(sent, 200, "bobtag", extra);
    peer.joinAsCallee(sent, "bobtag");
    peer.expect("ACK");
    return call;
}

} // namespace

class tst_Digits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theWayFollowsWhatThePeerTakes_data()
    {
        QTest::addColumn<bool>("hasEvents");
        QTest::addColumn<QByteArray>("allow");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("telephone events: RTP")
            << true << QByteArray("INVITE, ACK, BYE, INFO") << QByteArray("rtp");
        QTest::newRow("none, and INFO is allowed: INFO")
            << false << QByteArray("INVITE, ACK, BYE, INFO") << QByteArray("info");
        QTest::newRow("none, and nothing said: INFO, which may be refused")
            << false << QByteArray() << QByteArray("info");
        QTest::newRow("none, and INFO is not allowed: in the sound")
            << false << QByteArray("INVITE, ACK, BYE") << QByteArray("inband");
    }
    void theWayFollowsWhatThePeerTakes()
    {
        QFETCH(bool, hasEvents);
        QFETCH(QByteArray, allow);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = withoutEvents(peer, allow);
        peer.phone.script.hasRtpDtmf = hasEvents;
        QVERIFY(call->sendDtmf("5"));
        peer.run(1ms);
        const auto *media = peer.phone.lastMedia();
        QByteArray sent = media->digits == "5" ? "rtp" : media->inBandDigits == "5" ? "inband" : "";
        if (sent.isEmpty() && peer.expect("INFO").body().startsWith("Signal=5"))
            sent = "info";
        else
            peer.expectNothing();
        QTEST(sent, "sent");
    }
    void theOtherTypeIsTried_data()
    {
        QTest::addColumn<int>("refusal");
        for (const int code : {400, 405, 406, 415, 480, 488, 501, 603})
            QTest::addRow("%d", code) << code;
    }
    void theOtherTypeIsTried()
    {
        QFETCH(int, refusal);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = withoutEvents(peer);
        QSignalSpy lost(call, &Session::dtmfRefused);
        QVERIFY(call->sendDtmf("1a", Way::Info));
        peer.answer(peer.expect("INFO"), refusal);
        const SipMessage again = peer.expect("INFO");
        QCOMPARE(again.contentType(), plain);
        QCOMPARE(again.body(), QByteArray("1"));
        peer.answer(again, 200);
        const SipMessage next = peer.expect("INFO"); // stays with what was taken
        QCOMPARE(next.contentType(), plain);
        QCOMPARE(next.body(), QByteArray("A"));
        peer.answer(next, 200);
        peer.expectNothing();
        QCOMPARE(lost.count(), 0);
    }
    void whatIsRefusedInBothTypesIsSaidInTheSound()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = withoutEvents(peer);
        QSignalSpy lost(call, &Session::dtmfRefused);
        QVERIFY(call->sendDtmf("12#"));
        peer.answer(peer.expect("INFO"), 415);
        peer.answer(peer.expect("INFO"), 415);
        peer.expectNothing();
        QCOMPARE(peer.phone.lastMedia()->inBandDigits, QByteArray("12#"));
        QVERIFY(call->sendDtmf("4")); // and is not asked again
        peer.expectNothing();
        QCOMPARE(peer.phone.lastMedia()->inBandDigits, QByteArray("12#4"));
        QCOMPARE(lost.count(), 0);
    }
    void whoWantsInfoHearsThatItIsRefused()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = withoutEvents(peer);
        QSignalSpy lost(call, &Session::dtmfRefused);
        QVERIFY(call->sendDtmf("12", Way::Info));
        peer.answer(peer.expect("INFO"), 415);
        peer.answer(peer.expect("INFO"), 405);
        peer.expectNothing();
        QCOMPARE(lost.count(), 1);
        QCOMPARE(lost.at(0).at(0).toByteArray(), QByteArray("12"));
        QCOMPARE(lost.at(0).at(1).toInt(), 405);
        QCOMPARE(peer.phone.lastMedia()->inBandDigits, QByteArray());
        QCOMPARE(call->state(), State::Established);
    }
    void aMomentsTroubleIsNoRefusal_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("500") << 500;
        QTest::newRow("503") << 503;
    }
    void aMomentsTroubleIsNoRefusal()
    {
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = withoutEvents(peer);
        QVERIFY(call->sendDtmf("12"));
        peer.answer(peer.expect("INFO"), code);
        const SipMessage next = peer.expect("INFO");
        QCOMPARE(next.contentType(), relay);
        QVERIFY(next.body().startsWith("Signal=2"));
    }
    void aDialogThatIsGoneEndsTheCall() // RFC 3261 §12.2.1.2: there is nobody left to hear the tones
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = withoutEvents(peer);
        QVERIFY(call->sendDtmf("12"));
        peer.answer(peer.expect("INFO"), 481);
        QCOMPARE(call->state(), State::Terminated);
        peer.expect("BYE");
    }
    void theQueueIsBounded()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = withoutEvents(peer);
        QVERIFY(call->sendDtmf(QByteArray(InfoChannel::Limits::Digits, '1')));
        QCOMPARE(call->sendDtmf("2").error(), Refusal::RequestPending);
    }
    void inTheSoundWhenAsked()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = withoutEvents(peer);
        QVERIFY(call->sendDtmf("7", Way::InBand));
        QCOMPARE(peer.phone.lastMedia()->inBandDigits, QByteArray("7"));
        peer.phone.script.hasInBandDtmf = false;
        QCOMPARE(call->sendDtmf("7", Way::InBand).error(), Refusal::NotSupported);
        peer.expectNothing();
    }
    void whatComes_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("digit"); ///< empty: refused
        const auto row
            = [](const char *name, const QByteArray &type, const QByteArray &body, const char *digit) {
                  QTest::newRow(name) << type << body << QString::fromLatin1(digit);
              };
        row("relay", relay, "Signal=5\r\nDuration=160\r\n", "5");
        row("relay with spaces, in another order", relay, "Duration= 250\r\nSignal= 5 \r\n", "5");
        row("relay without a duration", relay, "Signal=5", "5");
        row("relay in small letters", relay, "signal=d\nduration=1", "D");
        row("relay by event: star", relay, "Signal=10\r\nDuration=160", "*");
        row("relay by event: hash", relay, "Signal=11\r\nDuration=160", "#");
        row("relay by event: A", relay, "Signal=12\r\nDuration=160", "A");
        row("a flash", relay, "Signal=16\r\nDuration=160", "!");
        row("a flash by name", relay, "Signal=hf\r\n", "!");
        row("with parameters of the type", relay + "; charset=utf-8", "Signal=5\r\n", "5");
        row("plain", plain, "5", "5");
        row("plain with a line end", plain, "#\r\n", "#");
        row("plain by event", plain, "10", "*");
        row("plain that says it as relay", plain, "Signal=5\r\nDuration=160\r\n", "5");
        row("no digit", relay, "Signal=x\r\n", "");
        row("nothing", plain, "", "");
        row("two digits", plain, "55", "");
        row("an event that is no key", plain, "17", "");
        row("markup", relay, "Signal=<b>\r\n", "");
        row("a long body", plain, QByteArray(5000, ' ') + "5", "");
    }
    void whatComes()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QString, digit);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QString heard;
        QList<Way> ways;
        connect(call, &Session::dtmfReceived, this, [&](QChar one, Way way) {
            heard += one;
            ways.append(way);
        });
        WireExtra extra{body, {}, type};
        if (body.isEmpty())
            extra.headers.emplaceBack("Content-Type", type);
        peer.request("INFO", extra);
        peer.expect(digit.isEmpty() ? "SIP/2.0 400" : "SIP/2.0 200");
        QCOMPARE(heard, digit);
        QCOMPARE(ways, digit.isEmpty() ? QList<Way>() : QList<Way>{Way::Info});
        Q_EMIT peer.phone.lastMedia()->dtmfReceived(QLatin1Char('9'));
        QCOMPARE(ways.last(), Way::Rtp);
    }
};

QTEST_GUILESS_MAIN(tst_Digits)
#include "tst_Digits.moc"
