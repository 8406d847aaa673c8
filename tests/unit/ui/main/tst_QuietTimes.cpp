// "Do not disturb" with an end, through the whole GUI.
#include "Office.h"

#include "QuietMenu.h"
#include "StatusButton.h"

using namespace carillon;
using namespace carillon::office;

class tst_QuietTimes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doNotDisturbUntilATimeOfDay()
    {
        Office office;
        auto *menu = office.main().findChild<QuietMenu *>();
        QVERIFY(menu);
        const QDateTime now = office.world.clock.wallTime().toLocalTime();
        const QDateTime end = now.addSecs(2 * 3600 + 20);
        Q_EMIT menu->chosen({QuietTime::Kind::Until, {}, end});
        const QString kept = office.anna->settings().value(QStringLiteral("dndUntil"));
        const QDateTime until = QDateTime::fromString(kept, Qt::ISODateWithMs);
        QVERIFY(until >= end.addSecs(-1) && until < end.addSecs(60));
        QVERIFY(menu->title().contains(QStringLiteral("until ")));
        const auto *status = office.main().findChild<StatusButton *>();
        QVERIFY2(status->accessibleName().startsWith(QStringLiteral("Do not disturb until ")),
            qPrintable(status->accessibleName()));
        Q_EMIT menu->chosen({QuietTime::Kind::UntilTurnedOff}); // without an end now
        QVERIFY(!menu->title().contains(QStringLiteral("until ")));
        Q_EMIT menu->chosen({QuietTime::Kind::Off});
        QVERIFY(button(office.main(), QStringLiteral("Do not disturb")));
    }
};

QTEST_MAIN(tst_QuietTimes)
#include "tst_QuietTimes.moc"
