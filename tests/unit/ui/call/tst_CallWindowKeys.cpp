#include "CallWindow.h"

#include "DialPad.h"
#include "FakeClock.h"
#include "OnScreen.h"
#include "SampleValues.h"
#include "TabChain.h"
#include "TransferRow.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_CallWindowKeys : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void singleKeys()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        QSignalSpy mute(&window, &CallWindow::muteRequested);
        QSignalSpy hold(&window, &CallWindow::holdRequested);
        QSignalSpy tone(&window, &CallWindow::toneRequested);
        QTest::keyClick(&window, Qt::Key_M);
        QTest::keyClick(&window, Qt::Key_H);
        QTest::keyClick(&window, Qt::Key_K);
        QVERIFY(window.findChild<DialPad *>()->isVisible());
        QTest::keyClicks(&window, QStringLiteral("5#"));
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(mute.size(), 1);
        QCOMPARE(hold.size(), 1);
        QCOMPARE(tone.size(), 2);
        QTest::keyClick(&window, Qt::Key_T);
        QTest::keyClicks(window.focusWidget(), QStringLiteral("mh5")); // now they are letters
        QCOMPARE(window.findChild<QLineEdit *>()->text(), QStringLiteral("mh5"));
        QCOMPARE(mute.size(), 1);
        QCOMPARE(tone.size(), 2);
    }
    void escapeHangsUpOnlyWhenPressedTwiceInTime()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        window.show();
        QSignalSpy hangUp(&window, &CallWindow::hangUpRequested);
        QTest::keyClick(&window, Qt::Key_Escape);
        QCOMPARE(window.sentence(), QStringLiteral("Press Esc again to hang up"));
        clock.advance(2s);
        QVERIFY(window.sentence().isEmpty());
        QTest::keyClick(&window, Qt::Key_Escape);
        QCOMPARE(hangUp.size(), 0);
        QTest::keyClick(&window, Qt::Key_Escape);
        QCOMPARE(hangUp.size(), 1);
    }
    void escapeLeavesTheFieldFirst()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        QTest::keyClick(&window, Qt::Key_T);
        auto *field = window.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("bob"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(field->text().isEmpty());
        QVERIFY(window.sentence().isEmpty());
    }
    void aHeldKeyIsOnePress()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        QSignalSpy tones(&window, &CallWindow::toneRequested);
        QSignalSpy hangUp(&window, &CallWindow::hangUpRequested);
        for (const auto &[key, text] :
            {std::pair(Qt::Key_5, QStringLiteral("5")), std::pair(Qt::Key_Escape, QString())}) {
            for (const bool repeats : {false, true, true, true}) {
                QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier, text, repeats);
                QApplication::sendEvent(&window, &press);
            }
        }
        QCOMPARE(tones.size(), 1);
        QCOMPARE(hangUp.size(), 0);
    }
    void typedTonesAreSeen()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        QTest::keyClicks(&window, QStringLiteral("12#"));
        QCOMPARE(window.sentence(), QStringLiteral("Tones sent: 12#"));
        clock.advance(CallWindow::tonesTime);
        QVERIFY(window.sentence().isEmpty());
    }
    void keysForWhoeverRings()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        QSignalSpy answer(&window, &CallWindow::answerAsked);
        QSignalSpy decline(&window, &CallWindow::declineAsked);
        QTest::keyClick(&window, Qt::Key_F5);
        QTest::keyClick(&window, Qt::Key_T);
        QTest::keyClick(window.focusWidget(), Qt::Key_F6); // also while somebody types
        QCOMPARE(answer.size(), 1);
        QCOMPARE(decline.size(), 1);
    }
    void everyButtonObeysEnterAndTabFollowsTheEye()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        call.referralTarget = QStringLiteral("Carol");
        call.transfer = sample::failedTransfer(486);
        window.setCall(call, {});
        window.setTransferTargets(sample::targets());
        openWithKeyboard(window);
        iconButton(window, "Keypad")->click();
        clock.advance(1s);
        QCoreApplication::processEvents();
        const QList<QWidget *> order = tabOrder(window);
        QVERIFY(order.size() > 20);
        QVERIFY(seenInOrder(order, window));
        for (QWidget *widget : order) {
            auto *one = qobject_cast<QAbstractButton *>(widget);
            if (!one || !one->isEnabled() || one->text() == QStringLiteral("&Undo"))
                continue;
            QSignalSpy clicked(one, &QAbstractButton::clicked);
            const QPointer<QAbstractButton> still(one);
            QTest::keyClick(one, Qt::Key_Return);
            QVERIFY2(
                clicked.size() == 1, qPrintable(still ? one->accessibleName() + one->text() : QString()));
            window.transferRow().undo();
        }
    }
};

QTEST_MAIN(tst_CallWindowKeys)
#include "tst_CallWindowKeys.moc"
