#include "DialerPanel.h"

#include "DialPad.h"
#include "RowList.h"
#include "SampleValues.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_DialerPanel : public QObject
{
    Q_OBJECT
private:
    static QList<HistoryEntry> suggest(const QString &text)
    {
        QList<HistoryEntry> found;
        for (const HistoryEntry &entry : sample::history()) {
            if (entry.remoteName.contains(text, Qt::CaseInsensitive) || entry.remoteUri.contains(text))
                found.append(entry);
        }
        return found;
    }

private Q_SLOTS:
    void whatEnterCalls_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("called");
        QTest::newRow("a number") << QStringLiteral("100") << QStringLiteral("100");
        QTest::newRow("the begin of a name")
            << QStringLiteral("anna") << QStringLiteral("sip:+491701234567@example.org");
        QTest::newRow("the begin of a later word")
            << QStringLiteral("Web") << QStringLiteral("sip:+491701234567@example.org");
        QTest::newRow("the middle of a word is no name") << QStringLiteral("eber") << QStringLiteral("eber");
        QTest::newRow("an extension of that name") << QStringLiteral("dave") << QStringLiteral("dave");
        QTest::newRow("an address") << QStringLiteral("anna@elsewhere.example")
                                    << QStringLiteral("anna@elsewhere.example");
        QTest::newRow("a URI") << QStringLiteral("sip:anna") << QStringLiteral("sip:anna");
        QTest::newRow("somebody new") << QStringLiteral("echo") << QStringLiteral("echo");
        QTest::newRow("spaces around") << QStringLiteral("  echo ") << QStringLiteral("echo");
    }
    void whatEnterCalls()
    {
        QFETCH(QString, typed);
        DialerPanel panel(suggest);
        QSignalSpy dialled(&panel, &DialerPanel::dialRequested);
        auto *field = panel.findChild<QLineEdit *>();
        panel.show();
        QTest::keyClicks(field, typed);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(dialled.size(), 1);
        QTEST(dialled.first().first().toString(), "called");
    }
    void nothingTypedCallsNobody()
    {
        DialerPanel panel(suggest);
        QSignalSpy dialled(&panel, &DialerPanel::dialRequested);
        QTest::keyClick(panel.findChild<QLineEdit *>(), Qt::Key_Return);
        panel.setText(QStringLiteral("  "));
        QTest::keyClick(panel.findChild<QLineEdit *>(), Qt::Key_Return);
        QCOMPARE(dialled.size(), 0);
    }
    void suggestionsComeAndGoAndAreChosenByKeys()
    {
        DialerPanel panel(suggest);
        QSignalSpy suggesting(&panel, &DialerPanel::suggestingChanged);
        QSignalSpy dialled(&panel, &DialerPanel::dialRequested);
        panel.show();
        auto *field = panel.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("example"));
        QVERIFY(panel.isSuggesting());
        QTest::keyClick(field, Qt::Key_Down);
        auto *list = panel.findChild<RowList *>();
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(dialled.first().first().toString(), QStringLiteral("sip:100@example.org"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(field->text().isEmpty());
        QVERIFY(!panel.isSuggesting());
        QCOMPARE(suggesting.size(), 2);
    }
    void theChoiceOfEnterIsSeen()
    {
        DialerPanel panel(suggest);
        panel.show();
        panel.setText(QStringLiteral("ann"));
        QVERIFY(panel.findChild<RowList *>()->currentIndex().isValid());
        panel.setText(QStringLiteral("100"));
        QVERIFY(!panel.findChild<RowList *>()->currentIndex().isValid());
    }
    void thePadIsAToggleAndTypes()
    {
        DialerPanel panel(suggest);
        QSignalSpy toggled(&panel, &DialerPanel::dialPadToggled);
        panel.show();
        QVERIFY(!panel.findChild<DialPad *>()->isVisible());
        panel.setDialPadVisible(true);
        QVERIFY(panel.findChild<DialPad *>()->isVisible());
        QTest::mouseClick(panel.findChild<DialPad *>()->key(QLatin1Char('7')), Qt::LeftButton);
        QCOMPARE(panel.text(), QStringLiteral("7"));
        QCOMPARE(toggled.size(), 1);
    }
    void enterOnAKeyOfThePadDials()
    {
        DialerPanel panel(suggest);
        QSignalSpy dialled(&panel, &DialerPanel::dialRequested);
        panel.show();
        panel.setDialPadVisible(true);
        auto *key = panel.findChild<DialPad *>()->key(QLatin1Char('7'));
        QTest::keyClick(key, Qt::Key_Return); // nothing to dial yet
        QTest::keyClick(key, Qt::Key_Space);
        QTest::keyClick(key, Qt::Key_Return);
        QCOMPARE(dialled.size(), 1);
        QCOMPARE(dialled.first().first().toString(), QStringLiteral("77"));
    }
    void aLinkIsOfferedAndNeverCalled()
    {
        DialerPanel panel(suggest);
        QSignalSpy dialled(&panel, &DialerPanel::dialRequested);
        panel.show();
        panel.offer(QStringLiteral("sip:friend@127.0.0.1"));
        QCOMPARE(panel.text(), QStringLiteral("sip:friend@127.0.0.1"));
        QCOMPARE(dialled.size(), 0);
        QTest::keyClick(panel.findChild<QLineEdit *>(), Qt::Key_Return);
        QCOMPARE(dialled.size(), 1);
        panel.offer(QString(100000, QLatin1Char('9')));
        QVERIFY(panel.text().size() <= 512);
    }
};

QTEST_MAIN(tst_DialerPanel)
#include "tst_DialerPanel.moc"
