// Which window gets the leave of the desktop to come to the front, and which does not any more.
#include "ActivationLeave.h"
#include "FakeClock.h"

#include <QTest>
#include <QWidget>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

struct World {
    FakeClock clock;
    QStringList used; ///< "token" or "token, shown already"; "-": it is over
    ActivationLeave leave{clock, [this](const QWidget &shown, const QString &token) {
                              used.append(token.isEmpty() ? QStringLiteral("-")
                                      : shown.isVisible() ? token + QStringLiteral(", shown already")
                                                          : token);
                          }};
    QWidget window;
};

} // namespace

class tst_ActivationLeave : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTakenOnceAndBeforeTheWindowIsShown()
    {
        World world;
        world.leave.give(QStringLiteral("t-1"));
        QVERIFY(world.leave.isGiven());
        world.leave.bringForward(world.window);
        QVERIFY(world.window.isVisible());
        QVERIFY(!world.leave.isGiven());
        QCOMPARE(world.used, (QStringList{QStringLiteral("t-1"), QStringLiteral("-")}));
        world.leave.bringForward(world.window);
        QCOMPARE(world.used.size(), 2);
    }
    void aWindowComesWithoutItToo()
    {
        World world;
        world.window.showMinimized();
        world.leave.bringForward(world.window);
        QVERIFY(world.window.isVisible() && !world.window.isMinimized());
        QVERIFY(world.used.isEmpty());
    }
    void theNewestCounts()
    {
        World world;
        world.leave.give(QStringLiteral("t-1"));
        world.leave.give(QStringLiteral("t-2"));
        world.leave.bringForward(world.window);
        QCOMPARE(world.used.constFirst(), QStringLiteral("t-2"));
        world.leave.give(QStringLiteral("t-3"));
        world.leave.give({});
        QVERIFY(!world.leave.isGiven());
    }
    void isOfTheMoment()
    {
        World world;
        world.leave.give(QStringLiteral("t-1"));
        world.clock.advance(ActivationLeave::lifetime - 1ms);
        QVERIFY(world.leave.isGiven());
        world.clock.advance(1ms);
        QVERIFY(!world.leave.isGiven());
        world.leave.bringForward(world.window);
        QVERIFY(world.used.isEmpty());
    }
};

QTEST_MAIN(tst_ActivationLeave)
#include "tst_ActivationLeave.moc"
