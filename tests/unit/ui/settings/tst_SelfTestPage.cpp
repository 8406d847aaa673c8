#include "SelfTestPage.h"

#include "Metrics.h"
#include "OnScreen.h"
#include "SampleValues.h"
#include "TextLabel.h"
#include "Theme.h"

#include <QApplication>
#include <QFrame>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;

class tst_SelfTestPage : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void whatWasTriedIsListedAndTriedAgain()
    {
        SelfTestPage page;
        page.resize(metrics::narrowest, 600);
        page.show();
        QSignalSpy asked(&page, &SelfTestPage::startRequested);
        QCOMPARE(page.firstFocus(), pushButton(page, "Start the test"));
        pushButton(page, "Start the test")->click();
        page.setPresentation(presentSelfTest(SelfTestState::Running, {}));
        QVERIFY(!pushButton(page, "Testing…") || !pushButton(page, "Testing…")->isEnabled());
        page.setPresentation(presentSelfTest(SelfTestState::Done, sample::selfTest()));
        QStringList spoken;
        for (const auto *card : page.findChildren<QFrame *>()) {
            if (card->property("role") == QStringLiteral("card"))
                spoken.append(card->accessibleName());
        }
        QCOMPARE(spoken.size(), 4);
        QVERIFY(spoken.at(2).startsWith(QStringLiteral("Microphone: not right. ")));
        QVERIFY(spoken.at(3).contains(QStringLiteral("not tried")));
        pushButton(page, "Test again")->click();
        QCOMPARE(asked.size(), 2);
    }
    void itIsStoppedBesideWhereItBegan()
    {
        SelfTestPage page;
        page.resize(metrics::narrowest, 600);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QSignalSpy stopped(&page, &SelfTestPage::stopRequested);
        QVERIFY(!pushButton(page, "Stop"));
        pushButton(page, "Start the test")->setFocus();
        page.setPresentation(presentSelfTest(SelfTestState::Running, sample::selfTest()));
        QVERIFY(pushButton(page, "Stop")->isVisible());
        QVERIFY(pushButton(page, "Stop")->hasFocus());
        QCOMPARE(page.firstFocus(), pushButton(page, "Stop"));
        QTest::keyClick(page.firstFocus(), Qt::Key_Space);
        QCOMPARE(stopped.size(), 1);
        page.setPresentation(presentSelfTest(SelfTestState::Stopped, sample::selfTest()));
        QVERIFY(!pushButton(page, "Stop"));
        QVERIFY(pushButton(page, "Test again")->hasFocus());
    }
    void duringACallItSaysSo()
    {
        SelfTestPage page;
        page.setPresentation(presentSelfTest(SelfTestState::Busy, {}));
        page.show();
        QVERIFY(!pushButton(page, "Start the test")->isEnabled());
        QVERIFY(page.firstFocus()->isEnabled()); // the way back
        QVERIFY(page.shown().sentence.startsWith(QStringLiteral("A call is under way")));
    }
};

QTEST_MAIN(tst_SelfTestPage)
#include "tst_SelfTestPage.moc"
