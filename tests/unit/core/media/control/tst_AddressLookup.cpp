#include "AddressLookup.h"

#include <QTest>
#include <optional>
#include <sys/socket.h>

using namespace carillon;

class tst_AddressLookup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void literals_data();
    void literals();
    void namesAreLookedUp();
    void aCancelledLookupIsSilent();
    void theWayToAnAddress();
};

void tst_AddressLookup::literals_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("family");
    QTest::addColumn<QString>("address"); // empty: none
    QTest::newRow("IPv4") << QByteArray("192.0.2.1") << AF_INET << QStringLiteral("192.0.2.1");
    QTest::newRow("IPv6") << QByteArray("2001:db8::1") << AF_INET6 << QStringLiteral("2001:db8::1");
    QTest::newRow("IPv4 on an IPv6 socket") << QByteArray("192.0.2.1") << AF_INET6 << QString();
    QTest::newRow("IPv6 on an IPv4 socket") << QByteArray("2001:db8::1") << AF_INET << QString();
    QTest::newRow("IPv4 on either") << QByteArray("192.0.2.1") << AF_UNSPEC << QStringLiteral("192.0.2.1");
    QTest::newRow("IPv6 on either") << QByteArray("2001:db8::1") << AF_UNSPEC
                                    << QStringLiteral("2001:db8::1");
    QTest::newRow("nothing on either") << QByteArray() << AF_UNSPEC << QString();
    QTest::newRow("nothing") << QByteArray() << AF_INET << QString();
    QTest::newRow("held by .invalid") << QByteArray("anonymous.Invalid") << AF_INET << QString();
    QTest::newRow("a browser's .local") << QByteArray("1f2e.local") << AF_INET << QString();
}

void tst_AddressLookup::literals()
{
    QFETCH(QByteArray, host);
    QFETCH(int, family);
    QFETCH(QString, address);
    AddressLookup lookup;
    std::optional<QHostAddress> found;
    lookup.start(host, family, this, [&found](const QHostAddress &result) { found = result; });
    QVERIFY(found); // at once
    QVERIFY(!lookup.isBusy());
    QCOMPARE(found->toString(), address);
}

void tst_AddressLookup::namesAreLookedUp()
{
    AddressLookup lookup;
    std::optional<QHostAddress> found;
    lookup.start("localhost", AF_INET, this, [&found](const QHostAddress &result) { found = result; });
    QTRY_VERIFY(found);
    QVERIFY(found->isLoopback());
    QVERIFY(!lookup.isBusy());
    found.reset();
    lookup.start("localhost", AF_UNSPEC, this, [&found](const QHostAddress &result) { found = result; });
    QTRY_VERIFY(found);
    QCOMPARE(*found, QHostAddress(QHostAddress::LocalHost)); // whatever else it means
}

void tst_AddressLookup::aCancelledLookupIsSilent()
{
    AddressLookup lookup;
    int answers = 0;
    lookup.start("localhost", AF_INET, this, [&answers](const QHostAddress &) { answers += 100; });
    lookup.start("localhost", AF_INET, this, [&answers](const QHostAddress &) { ++answers; });
    QTRY_VERIFY(answers > 0);
    QCOMPARE(answers, 1);
}

void tst_AddressLookup::theWayToAnAddress()
{
    QCOMPARE(
        localAddressTowards(QHostAddress(QHostAddress::LocalHost)), QHostAddress(QHostAddress::LocalHost));
    QVERIFY(localAddressTowards(QHostAddress()).isNull());
}

QTEST_GUILESS_MAIN(tst_AddressLookup)
#include "tst_AddressLookup.moc"
