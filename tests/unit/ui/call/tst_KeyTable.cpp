// What F1 shows is what the keys do.

#include "KeyTable.h"

#include "CallWindow.h"
#include "FakeClock.h"
#include "KeyMapWindow.h"
#include "OnScreen.h"
#include "SampleValues.h"

#include <QLabel>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_KeyTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyShortcutOfTheCallWindowStandsInTheTable()
    {
        FakeClock clock;
        CallWindow window(clock);
        QSet<QString> real;
        for (const QShortcut *one : window.findChildren<QShortcut *>()) {
            if (one->parent() == &window) // not those of texts with an underlined letter
                real.insert(one->key().toString());
        }
        QSet<QString> told;
        for (const KeyRow &row : KeyTable::rows(KeyPlace::CallWindow)) {
            if (!row.keys.isEmpty())
                told.insert(row.keys.toString());
        }
        QCOMPARE(real, told);
    }
    void noKeyMeansTwoThings()
    {
        for (const KeyPlace place : {KeyPlace::CallWindow, KeyPlace::MainWindow}) {
            QSet<QString> seen;
            for (const KeyRow &row : KeyTable::rows(place)) {
                QVERIFY(!row.text.isEmpty());
                QVERIFY(!row.sentence.isEmpty());
                if (row.keys.isEmpty())
                    continue;
                QVERIFY2(!seen.contains(row.keys.toString()), qPrintable(row.text));
                seen.insert(row.keys.toString());
            }
        }
    }
    void f1AndSAsk()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        QSignalSpy keys(&window, &CallWindow::keysAsked);
        QSignalSpy strip(&window, &CallWindow::stripAsked);
        QTest::keyClick(&window, Qt::Key_F1);
        QTest::keyClick(&window, Qt::Key_S);
        QCOMPARE(keys.size(), 1);
        QCOMPARE(strip.size(), 1);
    }
    void theListShowsEveryRow()
    {
        KeyMapWindow keys;
        keys.present(KeyPlace::CallWindow);
        QStringList shown;
        for (const QLabel *label : keys.findChildren<QLabel *>())
            shown.append(label->text());
        for (const KeyPlace place : {KeyPlace::CallWindow, KeyPlace::MainWindow}) {
            for (const KeyRow &row : KeyTable::rows(place))
                QVERIFY2(shown.contains(row.text) && shown.contains(row.sentence), qPrintable(row.sentence));
        }
        QTest::keyClick(&keys, Qt::Key_Escape);
        QVERIFY(keys.isHidden());
    }
};

QTEST_MAIN(tst_KeyTable)
#include "tst_KeyTable.moc"
