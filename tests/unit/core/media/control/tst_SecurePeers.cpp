// Who the peer is: strangers beside it, and others who take its place.
#include "DtlsAssociation.h"
#include "DtlsCertificate.h"
#include "SecurePair.h"

#include <QNetworkDatagram>
#include <QSignalSpy>

using namespace carillon;

class tst_SecurePeers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStrangersCertificateEndsTheSound_data()
    {
        QTest::addColumn<Ice>("ice");
        QTest::newRow("over UDP") << Ice::Off;
        QTest::newRow("over ICE") << Ice::WithWebRtc;
    }
    void aStrangersCertificateEndsTheSound()
    {
        QFETCH(Ice, ice);
        Pair pair(tone(MediaEncryption::Dtls, ice), tone(MediaEncryption::Dtls, ice));
        pair.onAnswer = [](QByteArray sdp) {
            spoilFingerprint(sdp);
            return sdp;
        };
        QSignalSpy failed(&pair.caller, &AudioSession::failed);
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(pair.caller.problem().contains(QLatin1String("certificate")));
        QCOMPARE(pair.caller.transport().state(), MediaTransport::State::Failed);
        QTRY_COMPARE(pair.controller.streamCount(), 0);
        QCOMPARE(pair.caller.figures().stream.packetsReceived, 0u);
        QCOMPARE(pair.caller.figures().stream.packetsSent, 0u);
    }
    void anotherPartyAnswersTheNextOffer_data()
    {
        QTest::addColumn<Ice>("ice");
        QTest::addColumn<bool>("isTheFirstAnImpostor");
        QTest::newRow("over UDP") << Ice::Off << false;
        QTest::newRow("over ICE") << Ice::WithWebRtc << false;
        QTest::newRow("over UDP, the first was not who it said") << Ice::Off << true;
        QTest::newRow("over ICE, the first was not who it said") << Ice::WithWebRtc << true;
    }
    /// Another fork, or a transfer by a server (RFC 3725): its credentials and its certificate are its own.
    void anotherPartyAnswersTheNextOffer()
    {
        QFETCH(Ice, ice);
        QFETCH(bool, isTheFirstAnImpostor);
        Pair pair(tone(MediaEncryption::Dtls, ice), tone(MediaEncryption::Dtls, ice));
        if (isTheFirstAnImpostor) {
            pair.onAnswer = [](QByteArray sdp) {
                spoilFingerprint(sdp);
                return sdp;
            };
        }
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        if (isTheFirstAnImpostor)
            QTRY_COMPARE(pair.caller.transport().state(), MediaTransport::State::Failed);
        else
            QVERIFY(pair.isHeard());
        pair.onAnswer = [](QByteArray sdp) { return sdp; };
        QSignalSpy renegotiation(&pair.caller, &AudioSession::renegotiationNeeded);
        Another another(pair, tone(MediaEncryption::Dtls, ice));
        pair.exchange(pair.caller, another.session);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY2(pair.error.isEmpty(), qPrintable(pair.error));
        QTRY_VERIFY(another.session.figures().stream.packetsReceived > 10);
        QCOMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
        QCOMPARE(pair.caller.problem(), QString());
        QTRY_VERIFY(pair.caller.figures().stream.receivedRms > 0.05f);
        QCOMPARE(renegotiation.size(), 0);
    }
    void anotherForkAnswersTheSameOffer_data()
    {
        using E = MediaEncryption;
        QTest::addColumn<AudioSessionOptions>("options");
        QTest::newRow("in the clear") << tone(E::None, Ice::Off);
        QTest::newRow("SDES") << tone(E::Sdes, Ice::Off);
        QTest::newRow("DTLS over UDP") << tone(E::Dtls, Ice::Off);
        QTest::newRow("DTLS over ICE") << tone(E::Dtls, Ice::WithWebRtc);
    }
    /// RFC 3261 §13.2.2.4: what is said here goes to whoever has the call, from the moment of his answer.
    void anotherForkAnswersTheSameOffer()
    {
        QFETCH(AudioSessionOptions, options);
        Pair pair(options, options);
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        Another another(pair, options);
        QByteArray answer;
        another.session.applyDescription({"application/sdp", pair.lastOffer}, [&](auto applied) {
            QVERIFY(applied);
            another.session.createDescription(
                Pair::options(), [&](auto made) { answer = made ? made->content : QByteArray("none"); });
        });
        QTRY_VERIFY(!answer.isEmpty());
        QVERIFY(pair.caller.forgetAnswer());
        QString error = QStringLiteral("nothing");
        pair.caller.applyDescription({"application/sdp", answer},
            [&](auto applied) { error = applied ? QString() : applied.error().message; });
        QTRY_COMPARE(error, QString());
        QTRY_VERIFY(another.session.figures().stream.packetsReceived > 10);
        QTRY_VERIFY(another.session.figures().stream.receivedRms > 0.05f);
        QTRY_VERIFY(pair.caller.figures().stream.receivedRms > 0.05f);
        const auto before = pair.callee.figures().stream.packetsReceived;
        const auto there = another.session.figures().stream.packetsReceived; // that is how time goes by
        QTRY_VERIFY(another.session.figures().stream.packetsReceived > there + 10);
        QCOMPARE(pair.callee.figures().stream.packetsReceived, before);
        QCOMPARE(pair.caller.problem(), QString());
    }
    void whomWeForgetHearsNothingMore() // where another offer has to come first
    {
        const AudioSessionOptions options = tone(MediaEncryption::None, Ice::Off);
        Pair pair(options, options);
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(pair.isHeard());
        QVERIFY(!pair.caller.forgetAnswer());
        QTRY_VERIFY(pair.callee.figures().stream.receivedRms < 0.001f);
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(pair.isHeard());
    }
    void whereTheHandshakeCameFromIsWhereTheSoundGoes()
    {
        // Behind a NAT the address in the SDP is nobody's, or somebody else's (RFC 5763 §6.7.1).
        QUdpSocket nobody;
        QVERIFY(nobody.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.onAnswer = [&nobody](QByteArray sdp) {
            return sdp.replace("m=audio " + QByteArray::number(audioPort(sdp)),
                "m=audio " + QByteArray::number(nobody.localPort()));
        };
        QVERIFY2(pair.connectCall(), qPrintable(pair.error));
        QVERIFY(pair.isHeard());
        pair.exchange(pair.caller, pair.callee); // a session is refreshed
        QVERIFY(QTest::qWaitFor([&] { return pair.isDone; }, 5000));
        QVERIFY(pair.isHeard());
        QVERIFY(!nobody.hasPendingDatagrams());
    }
    void aStrangersDatagramAfterTheHandshakeMovesNothing()
    {
        QUdpSocket nobody;
        QUdpSocket stranger;
        QVERIFY(nobody.bind(QHostAddress::LocalHost) && stranger.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.onAnswer = [&nobody](QByteArray sdp) {
            return sdp.replace("m=audio " + QByteArray::number(audioPort(sdp)),
                "m=audio " + QByteArray::number(nobody.localPort()));
        };
        pair.exchange(pair.caller, pair.callee);
        QTRY_COMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
        stranger.writeDatagram(
            QByteArray(60, '\x16'), QHostAddress(QHostAddress::LocalHost), audioPort(pair.lastOffer));
        QCoreApplication::processEvents(); // it is there, and is read now
        pair.caller.allowMedia();
        QTRY_VERIFY(pair.caller.figures().stream.packetsSent > 10);
        QVERIFY(!stranger.hasPendingDatagrams());
    }
    void aStrangersHelloThatComesFirstDoesNoHarm()
    {
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(pair.isDone); // what the callee said before the answer came is lost
        const auto certificate = DtlsCertificate::make();
        DtlsAssociation::Callbacks callbacks;
        callbacks.send = [&](const QByteArray &datagram) {
            stranger.writeDatagram(
                datagram, QHostAddress(QHostAddress::LocalHost), audioPort(pair.lastOffer));
        };
        DtlsAssociation intruder(
            pair.clock, *certificate, DtlsAssociation::Role::Client, std::move(callbacks));
        intruder.start();
        pair.caller.allowMedia();
        pair.callee.allowMedia();
        QVERIFY(pair.isHeard());
        QCOMPARE(pair.caller.problem(), QString());
    }
    void aStrangersWholeHandshakeDoesNoHarm()
    {
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(pair.isDone);
        const auto certificate = DtlsCertificate::make();
        const quint16 port = audioPort(pair.lastOffer);
        DtlsAssociation::Callbacks callbacks;
        callbacks.send = [&](const QByteArray &datagram) {
            stranger.writeDatagram(datagram, QHostAddress(QHostAddress::LocalHost), port);
        };
        callbacks.established = [](const DtlsKeys &) {};
        callbacks.failed = [](DtlsAssociation::Failure) {};
        DtlsAssociation intruder(
            pair.clock, *certificate, DtlsAssociation::Role::Client, std::move(callbacks));
        connect(&stranger, &QUdpSocket::readyRead, this, [&] {
            while (stranger.hasPendingDatagrams()) {
                QByteArray datagram(stranger.pendingDatagramSize(), Qt::Uninitialized);
                stranger.readDatagram(datagram.data(), datagram.size());
                intruder.receive(datagram);
            }
        });
        intruder.start();
        pair.caller.allowMedia();
        pair.callee.allowMedia();
        QVERIFY(pair.isHeard());
        QCOMPARE(pair.caller.problem(), QString());
        QCOMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
    }
    void whoCannotHearUsIsNotFlooded() // RFC 6347 §4.2.1
    {
        QUdpSocket stranger;
        QVERIFY(stranger.bind(QHostAddress::LocalHost));
        Pair pair(tone(MediaEncryption::Dtls, Ice::Off), tone(MediaEncryption::Dtls, Ice::Off));
        pair.exchange(pair.caller, pair.callee);
        QVERIFY(pair.isDone);
        const auto certificate = DtlsCertificate::make();
        qsizetype sent = 0;
        DtlsAssociation::Callbacks callbacks;
        callbacks.send = [&](const QByteArray &datagram) {
            sent += stranger.writeDatagram(
                datagram, QHostAddress(QHostAddress::LocalHost), audioPort(pair.lastOffer));
        };
        DtlsAssociation intruder(
            pair.clock, *certificate, DtlsAssociation::Role::Client, std::move(callbacks));
        intruder.start();
        QTRY_VERIFY(stranger.hasPendingDatagrams());
        qsizetype received = 0;
        while (stranger.hasPendingDatagrams())
            received += stranger.receiveDatagram().data().size();
        QVERIFY(received < sent);
        QTRY_COMPARE(pair.caller.transport().state(), MediaTransport::State::Connected);
    }
};

QTEST_GUILESS_MAIN(tst_SecurePeers)
#include "tst_SecurePeers.moc"
