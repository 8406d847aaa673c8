#include "DnsCache.h"
#include "FakeClock.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Cache = DnsCache<int>;

class tst_DnsCache : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isKept_data()
    {
        QTest::addColumn<int>("life");
        QTest::addColumn<int>("after"); ///< seconds
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("until its TTL") << 300 << 299 << true;
        QTest::newRow("not beyond") << 300 << 300 << false;
        QTest::newRow("a TTL of zero not at all") << 0 << 0 << false;
        QTest::newRow("a TTL of years for an hour") << 2'000'000'000 << 3599 << true;
        QTest::newRow("a TTL of years not longer") << 2'000'000'000 << 3600 << false;
    }
    void isKept()
    {
        QFETCH(int, life);
        QFETCH(int, after);
        FakeClock clock;
        Cache cache(clock);
        cache.add(QStringLiteral("_sip._udp.Example.com"), {1, 2}, std::chrono::seconds(life));
        clock.advance(std::chrono::seconds(after));
        const auto found = cache.find(QStringLiteral("_SIP._udp.example.com"));
        QTEST(found.has_value(), "isKnown");
        if (found)
            QCOMPARE(*found, (QList<int>{1, 2}));
    }
    void itIsBounded()
    {
        FakeClock clock;
        Cache cache(clock);
        for (int i = 0; i < 3 * Cache::Limits::Names; ++i)
            cache.add(QString::number(i), {i}, std::chrono::seconds(60 + i));
        QCOMPARE(cache.size(), Cache::Limits::Names);
        QVERIFY(!cache.find(QStringLiteral("0"))); // it would have ended first
        QVERIFY(cache.find(QString::number(3 * Cache::Limits::Names - 1)));
        clock.advance(1h);
        cache.add(QStringLiteral("new"), {}, 60s);
        QCOMPARE(cache.size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_DnsCache)
#include "tst_DnsCache.moc"
