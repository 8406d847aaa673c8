// A server among strangers: cookies (RFC 6347 §4.2.1), and whose hello is gone on with.
#include "DtlsEnds.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Role = DtlsAssociation::Role;
using State = DtlsAssociation::State;
using Failure = DtlsAssociation::Failure;

class tst_DtlsStrangers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoCannotHearUsGetsACookieOnly() // RFC 6347 §4.2.1: not ten times what he sent
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = "the client";
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        for (int i = 0; i < 100; ++i) {
            two.server.association->receive(hello, "stranger " + QByteArray::number(i));
            const QList<QByteArray> answer = std::exchange(two.server.sent, {});
            QCOMPARE(answer.size(), 1);
            QVERIFY2(answer.first().size() <= hello.size() / 2,
                QByteArray::number(answer.first().size()).constData());
        }
        QCOMPARE(two.server.proven, 0);
        two.carry();
        QCOMPARE(two.server.proven, 1);
        QVERIFY(two.client.keys && two.server.keys);
        QVERIFY(two.client.keys->send == two.server.keys->receive);
    }
    void aCookieIsOfOneSource()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = "the client";
        two.start();
        two.carry(two.client, two.server, {});
        two.carry(two.server, two.client, {});
        const QByteArray withCookie = two.client.sent.value(0);
        two.server.association->receive(withCookie, "another");
        QCOMPARE(two.server.proven, 0);
        QVERIFY(std::exchange(two.server.sent, {}).value(0).size() < withCookie.size());
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void aKnownSourceNeedsNoCookie() // ICE has checked it: one round trip less
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.start();
        two.carry(two.client, two.server, {});
        QVERIFY(two.server.sent.value(0).size() > 200);
        QCOMPARE(two.server.proven, 0);
    }
    void aFloodOfOthersDoesNotPushThePeerOut()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = "the client";
        two.start();
        const QByteArray hello = two.client.sent.value(0);
        two.carry(two.client, two.server, {});
        two.carry(two.server, two.client, {});
        two.carry(two.client, two.server, {});
        const QList<QByteArray> flight = two.server.sent;
        for (int i = 0; i < 1000; ++i)
            two.server.association->receive(hello, "another");
        two.server.sent = flight;
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void aClientThatBeginsAnewIsServed_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("with a cookie") << QByteArray("the client");
        QTest::newRow("from where it is known to be") << QByteArray();
    }
    void aClientThatBeginsAnewIsServed()
    {
        QFETCH(QByteArray, source);
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.source = source;
        two.start();
        for (int i = 0; i < (source.isEmpty() ? 1 : 2); ++i) {
            two.carry(two.client, two.server, {});
            two.carry(two.server, two.client, {});
        }
        QVERIFY(!two.server.keys);
        two.client.sent.clear(); // it goes, and comes back
        two.client.make(clock, Role::Client);
        two.client.association->setExpected({two.server.certificate->fingerprint()});
        two.client.association->start();
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void hellosWithoutEndAreBounded()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.server.association->start();
        qsizetype flights = 0;
        for (int i = 0; i < 5 * DtlsAssociation::Limits::Hellos; ++i) {
            End client;
            client.make(clock, Role::Client);
            client.association->start();
            two.server.association->receive(client.sent.value(0));
            flights += std::exchange(two.server.sent, {}).isEmpty() ? 0 : 1;
        }
        QCOMPARE(flights, DtlsAssociation::Limits::Hellos + 1);
        QVERIFY(!two.server.failure);
    }
    void aStrangersWholeHandshakeOnlyDelays()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.server.isStranger = true;
        End stranger;
        stranger.make(clock, Role::Client);
        stranger.association->setExpected({two.server.certificate->fingerprint()});
        two.server.association->start();
        stranger.association->start();
        while (!stranger.sent.isEmpty() || !two.server.sent.isEmpty()) {
            two.carry(stranger, two.server, {});
            two.carry(two.server, stranger, {});
        }
        QVERIFY(stranger.keys); // believes that he talks to us
        QVERIFY(!two.server.keys && !two.server.failure);
        clock.advance(DtlsAssociation::Limits::BetweenAttempts);
        two.client.association->start();
        two.carry();
        QVERIFY(two.client.keys && two.server.keys);
    }
    void ifOnlyStrangersCameThatIsSaid()
    {
        FakeClock clock;
        Two two(clock);
        two.expectEachOther();
        two.server.association->setExpected({DtlsCertificate::make()->fingerprint()});
        two.server.isStranger = true;
        two.start();
        two.carry();
        QVERIFY(!two.server.failure);
        clock.advance(31s);
        QCOMPARE(two.server.failure, std::optional(Failure::FingerprintMismatch));
    }
};

QTEST_GUILESS_MAIN(tst_DtlsStrangers)
#include "tst_DtlsStrangers.moc"
