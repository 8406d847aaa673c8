#include "FakeRandom.h"
#include "ServiceOrder.h"

#include <QHash>
#include <QTest>

using namespace carillon;

class tst_ServiceOrder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void priorityGoesFirst()
    {
        FakeRandom random;
        const auto ordered
            = inOrderOfUse({{QStringLiteral("c"), 1, 30, 100}, {QStringLiteral("a"), 1, 10, 0},
                               {QStringLiteral("b"), 1, 20, 5}, {QStringLiteral("."), 1, 0, 0}},
                random);
        QCOMPARE(ordered.size(), 3);
        QCOMPARE(ordered[0].target, QStringLiteral("a"));
        QCOMPARE(ordered[1].target, QStringLiteral("b"));
        QCOMPARE(ordered[2].target, QStringLiteral("c"));
    }
    void weightIsAShare()
    {
        FakeRandom random;
        QHash<QString, int> first;
        for (int i = 0; i < 4000; ++i) {
            const auto ordered
                = inOrderOfUse({{QStringLiteral("never"), 1, 1, 0}, {QStringLiteral("one"), 1, 1, 1},
                                   {QStringLiteral("three"), 1, 1, 3}},
                    random);
            QCOMPARE(ordered.size(), 3);
            ++first[ordered.first().target];
        }
        // RFC 2782 draws from 0..sum inclusive: 1/5, 1/5, 3/5.
        QVERIFY(std::abs(first[QStringLiteral("never")] - 800) < 160);
        QVERIFY(std::abs(first[QStringLiteral("one")] - 800) < 160);
        QVERIFY(std::abs(first[QStringLiteral("three")] - 2400) < 240);
    }
};

QTEST_GUILESS_MAIN(tst_ServiceOrder)
#include "tst_ServiceOrder.moc"
