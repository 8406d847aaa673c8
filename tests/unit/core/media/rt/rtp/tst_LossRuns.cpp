#include "LossRuns.h"

#include <QTest>
#include <vector>

using namespace carillon;

class tst_LossRuns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void counts_data()
    {
        QTest::addColumn<QList<int>>("numbers");
        QTest::addColumn<int>("runs");
        QTest::addColumn<int>("packets");
        QTest::newRow("nothing is lost") << QList{1, 2, 3, 4} << 0 << 0;
        QTest::newRow("one") << QList{1, 3} << 1 << 1;
        QTest::newRow("three in a row, and one") << QList{1, 5, 7} << 2 << 4;
        QTest::newRow("over the wrap") << QList{65534, 1} << 1 << 2;
        QTest::newRow("duplicates are none") << QList{1, 1, 2, 2} << 0 << 0;
        QTest::newRow("out of order is one, as who plays it sees it") << QList{1, 3, 2, 4} << 1 << 1;
        QTest::newRow("another stream is none") << QList{1, 20000, 20001} << 0 << 0;
        QTest::newRow("another stream, backwards") << QList{20000, 1, 2, 4} << 1 << 1;
    }
    void counts()
    {
        QFETCH(QList<int>, numbers);
        LossRuns losses;
        for (const int number : numbers)
            losses.received(std::uint16_t(number));
        QTEST(int(losses.runs()), "runs");
        QTEST(int(losses.packets()), "packets");
    }
};

QTEST_GUILESS_MAIN(tst_LossRuns)
#include "tst_LossRuns.moc"
