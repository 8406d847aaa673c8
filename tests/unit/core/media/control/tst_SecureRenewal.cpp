// Associations and ways that are made anew (RFC 8842), and who asks for that.
#include "SecurePair.h"

#include <QSet>
#include <QSignalSpy>

using namespace carillon;

class tst_SecureRenewal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void associationsHaveNames() // RFC 8842 §5
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const QByteArray offered = valueOf(pair.lastOffer, "a=tls-id:");
        const QByteArray answered = valueOf(pair.lastAnswer, "a=tls-id:");
        QVERIFY2(offered.size() >= 20 && answered.size() >= 20 && offered != answered, offered.constData());
        pair.exchange(pair.caller, pair.callee, true);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QCOMPARE(valueOf(pair.lastOffer, "a=tls-id:"), offered);
        QCOMPARE(valueOf(pair.lastAnswer, "a=tls-id:"), answered);
        pair.exchange(pair.callee, pair.caller);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QCOMPARE(valueOf(pair.lastOffer, "a=tls-id:"), answered);
        QCOMPARE(pair.callee.transport().state(), MediaTransport::State::Connected);
    }
    void whoKnowsNoNamesGetsNone()
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.onOffer = [](QByteArray sdp) {
            return sdp.replace("a=tls-id:" + valueOf(sdp, "a=tls-id:") + "\r\n", "");
        };
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        QVERIFY(!pair.lastAnswer.contains("a=tls-id:"));
    }
    void aNewAssociationIsMadeWhenThePeerAsksForIt() // RFC 8842 §3.1
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const QByteArray answered = valueOf(pair.lastAnswer, "a=tls-id:");
        const_cast<MediaTransport &>(pair.caller.transport()).renewAssociation();
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(valueOf(pair.lastAnswer, "a=tls-id:") != answered); // §5.3
        QVERIFY(pair.isHeard());
        QCOMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
    }
    void aHandshakeThatFailsIsTriedAnew_data()
    {
        QTest::addColumn<bool>("isNamed");
        QTest::newRow("with one that names its associations") << true;
        QTest::newRow("with one that knows no tls-id") << false;
    }
    void aHandshakeThatFailsIsTriedAnew() // RFC 8842 §5.5
    {
        QFETCH(bool, isNamed);
        Alone alone(tone(MediaEncryption::Dtls, Ice::Off));
        QSignalSpy failed(&alone.session, &AudioSession::failed);
        QSignalSpy needed(&alone.session, &AudioSession::renegotiationNeeded);
        QSet<QByteArray> names;
        for (int i = 0; i <= AudioSession::NewHandshakes; ++i) {
            const QByteArray name
                = isNamed ? "a=tls-id:" + QByteArray(20, char('a' + i)) + "\r\n" : QByteArray();
            QVERIFY(alone.exchange(name));
            names.insert(valueOf(alone.offer, "a=tls-id:"));
            QCOMPARE(alone.session.transport().state(), MediaTransport::State::Securing);
            QVERIFY(QTest::qWaitFor([&alone] { return alone.datagrams() > 0; }));
            alone.clock.advance(std::chrono::seconds(31));
            QCOMPARE(alone.session.transport().state(), MediaTransport::State::Failed);
            QCOMPARE(failed.size(), i + 1);
            QVERIFY(alone.session.problem().contains(QLatin1String("did not answer")));
            QCOMPARE(needed.size(), i);
            alone.clock.advance(AudioSession::NewHandshakeStep * (1 << i));
            QCOMPARE(needed.size(), std::min(i + 1, AudioSession::NewHandshakes));
        }
        QCOMPARE(names.size(), AudioSession::NewHandshakes + 1);
        alone.clock.advance(std::chrono::hours(1));
        QCOMPARE(needed.size(), AudioSession::NewHandshakes);
        QVERIFY(alone.session.problem().contains(QLatin1String("did not answer")));
    }
    void whoeverOffersNextTriesTheHandshakeAnew()
    {
        Alone alone(tone(MediaEncryption::Dtls, Ice::Off));
        QVERIFY(alone.exchange({}));
        QVERIFY(QTest::qWaitFor([&alone] { return alone.datagrams() > 0; }));
        alone.clock.advance(std::chrono::seconds(31));
        QCOMPARE(alone.session.transport().state(), MediaTransport::State::Failed);
        QVERIFY(alone.exchange({})); // of a hold, say
        QCOMPARE(alone.session.transport().state(), MediaTransport::State::Securing);
        QVERIFY(QTest::qWaitFor([&alone] { return alone.datagrams() > 0; }));
    }
    void aRenewalThatIsWantedSurvivesAnotherOffer()
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        const QByteArray before = valueOf(pair.lastOffer, "a=ice-ufrag:");
        QVERIFY(!before.isEmpty());
        QVERIFY(pair.caller.renewWay());
        pair.exchange(pair.callee, pair.caller, true); // meanwhile the other one holds
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QCOMPARE(valueOf(pair.lastAnswer, "a=ice-ufrag:"), before);
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(valueOf(pair.lastOffer, "a=ice-ufrag:") != before);
    }
    void anOfferThatIsMadeAnewNamesItsCandidates()
    {
        Pair pair(tone(MediaEncryption::Dtls, Ice::WithWebRtc), tone(MediaEncryption::Dtls, Ice::WithWebRtc));
        QByteArray offer;
        pair.caller.createDescription(Pair::options(), [](auto) {});
        pair.caller.createDescription(
            Pair::options(), [&offer](auto made) { offer = made ? made->content : QByteArray("none"); });
        QTRY_VERIFY(!offer.isEmpty());
        QVERIFY2(offer.contains("a=candidate:"), offer.constData());
    }
    void aNewHandshakeThatIsRefusedIsAskedForAgain() // by 491, say: it is wanted all the same
    {
        Alone alone(tone(MediaEncryption::Dtls, Ice::Off));
        QSignalSpy needed(&alone.session, &AudioSession::renegotiationNeeded);
        QVERIFY(alone.exchange({}));
        QVERIFY(QTest::qWaitFor([&alone] { return alone.datagrams() > 0; }));
        alone.clock.advance(std::chrono::seconds(31));
        QCOMPARE(alone.session.transport().state(), MediaTransport::State::Failed);
        for (int i = 0; i < AudioSession::NewHandshakes; ++i) {
            const Milliseconds half = AudioSession::NewHandshakeStep * (1 << i) / 2;
            alone.clock.advance(half);
            QCOMPARE(needed.size(), i);
            alone.clock.advance(half);
            QCOMPARE(needed.size(), i + 1);
            alone.offerInVain();
        }
        alone.clock.advance(std::chrono::hours(1));
        QCOMPARE(needed.size(), AudioSession::NewHandshakes);
        QVERIFY(alone.session.problem().contains(QLatin1String("did not answer")));
        QVERIFY(alone.exchange({})); // whoever offers next
        QCOMPARE(alone.session.transport().state(), MediaTransport::State::Securing);
    }
    void whatIsRefusedBesideAGoodHandshakeAsksForNothing()
    {
        Alone alone(tone(MediaEncryption::Dtls, Ice::Off));
        QSignalSpy needed(&alone.session, &AudioSession::renegotiationNeeded);
        QVERIFY(alone.exchange({}));
        alone.offerInVain();
        alone.clock.advance(std::chrono::seconds(29)); // it is still under way
        QCOMPARE(needed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_SecureRenewal)
#include "tst_SecureRenewal.moc"
