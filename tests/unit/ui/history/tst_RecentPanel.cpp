#include "RecentPanel.h"

#include "OnScreen.h"
#include "RowList.h"
#include "SampleValues.h"
#include "Theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_RecentPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theArrowTellsMoreOfARow_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("left to right") << Qt::LeftToRight << Qt::Key_Right;
        QTest::newRow("right to left") << Qt::RightToLeft << Qt::Key_Left;
    }
    void theArrowTellsMoreOfARow()
    {
        QFETCH(Qt::LayoutDirection, direction);
        QFETCH(Qt::Key, key);
        RecentPanel panel;
        panel.setLayoutDirection(direction);
        panel.setEntries(sample::history(), sample::moment());
        panel.show();
        QSignalSpy asked(&panel, &RecentPanel::detailsRequested);
        QVERIFY(!pushButton(panel, "Details")); // of which?
        panel.focusList();
        QTest::keyClick(panel.findChild<RowList *>(), Qt::Key_Down);
        QTest::keyClick(panel.findChild<RowList *>(), key);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().value<HistoryEntry>().remoteName, QStringLiteral("Reception"));
        pushButton(panel, "Details")->click();
        QCOMPARE(asked.size(), 2);
    }
    void thatACallWasRecordedIsSeen()
    {
        QVERIFY(presentRecent(sample::recordedCall(), sample::moment())
                    .subtitle.endsWith(QString::fromUtf8(" · recorded")));
        QVERIFY(!presentRecent(sample::history().constFirst(), sample::moment())
                     .subtitle.contains(QStringLiteral("recorded")));
    }
};

QTEST_MAIN(tst_RecentPanel)
#include "tst_RecentPanel.moc"
