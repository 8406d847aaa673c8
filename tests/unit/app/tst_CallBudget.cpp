#include "CallBudget.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_CallBudget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stopsAFlood();
    void letsTheOthersThrough();
    void boundsAllTogether();
    void forgetsTheQuiet();

private:
    using Limits = CallBudget::Limits;
    static int taken(CallBudget &budget, const QString &caller, int calls, TimePoint now)
    {
        int count = 0;
        for (int i = 0; i < calls; ++i)
            count += budget.take(caller, now);
        return count;
    }
    const TimePoint m_start{1h};
};

void tst_CallBudget::stopsAFlood()
{
    CallBudget budget;
    QCOMPARE(taken(budget, QStringLiteral(":1.1"), 1000, m_start), int(Limits::Burst));
    QCOMPARE(taken(budget, QStringLiteral(":1.1"), 1000, m_start + 1s), int(Limits::Rate));
    QCOMPARE(
        taken(budget, QStringLiteral(":1.1"), 1000, m_start + 1h), int(Limits::Burst)); // no more than that
}

void tst_CallBudget::letsTheOthersThrough()
{
    CallBudget budget;
    taken(budget, QStringLiteral(":1.1"), 100'000, m_start);
    QCOMPARE(taken(budget, QStringLiteral(":1.2"), 20, m_start), 20);
}

void tst_CallBudget::boundsAllTogether()
{
    CallBudget budget;
    int all = 0;
    for (int caller = 0; caller < 100; ++caller)
        all += taken(budget, QStringLiteral(":1.%1").arg(caller), 100, m_start);
    QCOMPARE(all, int(Limits::AllBurst));
}

/// As many names as it likes: nothing grows, and who is new begins with a burst of his own.
void tst_CallBudget::forgetsTheQuiet()
{
    CallBudget budget;
    for (int i = 0; i < 10 * Limits::Callers; ++i)
        QVERIFY(budget.take(QStringLiteral(":1.%1").arg(i), m_start + i * 1s));
    QVERIFY(budget.take(QStringLiteral(":1.0"), m_start + 10h));
}

QTEST_GUILESS_MAIN(tst_CallBudget)
#include "tst_CallBudget.moc"
