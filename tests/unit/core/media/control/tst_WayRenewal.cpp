#include "FakeClock.h"
#include "WayRenewal.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

/// Somebody who is asked, in virtual time.
struct Asked {
    FakeClock clock;
    QList<qint64> seconds; ///< when
    int gaveUp = 0;
    std::unique_ptr<WayRenewal> renewal = std::make_unique<WayRenewal>(
        clock, WayRenewal::Callbacks{[this] { seconds.append(now()); }, [this] { ++gaveUp; }});

    qint64 now() const
    {
        return std::chrono::duration_cast<std::chrono::seconds>(clock.now() - m_begin).count();
    }

private:
    TimePoint m_begin = clock.now();
};

} // namespace

class tst_WayRenewal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksSeldomerAndSeldomer_data()
    {
        QTest::addColumn<bool>("wasThere"); ///< a way
        QTest::addColumn<QList<qint64>>("seconds");
        QTest::newRow("a way that is lost is replaced at once") << true << QList<qint64>{0, 5, 15, 35, 75};
        QTest::newRow("one that was not found is looked for later")
            << false << QList<qint64>{5, 10, 20, 40, 80};
    }
    void asksSeldomerAndSeldomer()
    {
        QFETCH(bool, wasThere);
        Asked asked;
        if (wasThere)
            asked.renewal->lost();
        else
            asked.renewal->missed();
        asked.clock.advance(100s);
        QTEST(asked.seconds, "seconds");
        QCOMPARE(asked.gaveUp, 0);
        asked.clock.advance(45s);
        QCOMPARE(asked.gaveUp, 1); // and it is said, once
        QVERIFY(asked.renewal->hasGivenUp());
        asked.renewal->missed();
        asked.renewal->lost();
        asked.clock.advance(1h);
        QCOMPARE(asked.seconds.size(), WayRenewal::Attempts);
        QCOMPARE(asked.gaveUp, 1);
    }
    void newsOnTheWayChangesNoTime() // each offer makes a way that is looked for, and is missed in the end
    {
        Asked asked;
        asked.renewal->lost();
        for (int i = 0; i < 100; ++i) {
            asked.clock.advance(500ms);
            asked.renewal->missed();
            asked.renewal->lost();
        }
        QCOMPARE(asked.seconds, (QList<qint64>{0, 5, 15, 35}));
    }
    void aWayThatIsFoundEndsIt()
    {
        Asked asked;
        asked.renewal->lost();
        asked.clock.advance(20s);
        asked.renewal->found();
        asked.clock.advance(1h);
        QCOMPARE(asked.seconds.size(), 3);
        asked.renewal->lost(); // the next one is replaced at once again
        asked.clock.advance(6s);
        QCOMPARE(asked.seconds.size(), 5);
    }
    void anotherNetworkBeginsAnew_data()
    {
        QTest::addColumn<bool>("hasGivenUp");
        QTest::newRow("after giving up") << true;
        QTest::newRow("in the middle") << false;
    }
    void anotherNetworkBeginsAnew()
    {
        QFETCH(bool, hasGivenUp);
        Asked asked;
        asked.renewal->lost();
        asked.clock.advance(hasGivenUp ? 200s : 76s);
        QCOMPARE(asked.renewal->hasGivenUp(), hasGivenUp);
        asked.seconds.clear();
        asked.renewal->beginAnew();
        QVERIFY(!asked.renewal->hasGivenUp());
        asked.clock.advance(200s);
        QCOMPARE(asked.seconds.size(), WayRenewal::Attempts);
    }
    void itMayGoOutOfItsOwnQuestion()
    {
        Asked asked;
        asked.renewal = std::make_unique<WayRenewal>(
            asked.clock, WayRenewal::Callbacks{[&asked] { asked.renewal.reset(); }, {}});
        asked.renewal->lost();
        QVERIFY(!asked.renewal);
        asked.clock.advance(1h);
    }
};

QTEST_GUILESS_MAIN(tst_WayRenewal)
#include "tst_WayRenewal.moc"
