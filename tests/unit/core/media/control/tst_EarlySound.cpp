// Whether a phone has to make a ringback of its own while early media was agreed.
#include "EarlySound.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_EarlySound : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isHeard_data()
    {
        QTest::addColumn<int>("packetsUntil"); // ms
        QTest::addColumn<int>("soundUntil");   // ms
        QTest::addColumn<int>("at");           // s
        QTest::addColumn<bool>("heard");
        QTest::newRow("it may still come") << 0 << 0 << 0 << true;
        QTest::newRow("nothing comes") << 0 << 0 << 1 << false;
        QTest::newRow("it goes on") << 60000 << 60000 << 30 << true;
        QTest::newRow("it stops for a moment") << 5500 << 5500 << 6 << true;
        QTest::newRow("it stops") << 5500 << 5500 << 8 << false;
        QTest::newRow("the pause of a ringback") << 60000 << 1000 << 6 << true;
        QTest::newRow("packets of silence") << 60000 << 1000 << 10 << false;
        QTest::newRow("never anything but silence") << 60000 << 0 << 9 << false;
    }
    void isHeard()
    {
        QFETCH(int, packetsUntil);
        QFETCH(int, soundUntil);
        QFETCH(int, at);
        const TimePoint begin(1h);
        EarlySound early;
        QVERIFY(!early.isHeard(begin));
        early.begin(begin);
        quint64 packets = 0;
        for (int second = 1; second <= at; ++second) {
            if (second * 1000 <= packetsUntil)
                packets += 50;
            early.look(
                begin + std::chrono::seconds(second), packets, second * 1000 <= soundUntil ? 0.1f : 0.0001f);
        }
        QTEST(early.isHeard(begin + std::chrono::seconds(at)), "heard");
    }
    void theFirstPacketIsEnough()
    {
        const TimePoint begin(1h);
        EarlySound early;
        early.begin(begin);
        early.look(begin + 5s, 0, 0);
        QVERIFY(!early.isHeard(begin + 5s));
        early.came(begin + 5200ms);
        QVERIFY(early.isHeard(begin + 5200ms));
    }
};

QTEST_GUILESS_MAIN(tst_EarlySound)
#include "tst_EarlySound.moc"
