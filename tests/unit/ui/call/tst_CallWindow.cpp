#include "CallWindow.h"

#include "DialPad.h"
#include "FakeClock.h"
#include "IconButton.h"
#include "Metrics.h"
#include "SampleValues.h"
#include "TextLabel.h"
#include "TransferRow.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_CallWindow : public QObject
{
    Q_OBJECT
private:
    static IconButton *button(const CallWindow &window, const char *caption)
    {
        for (auto *one : window.findChildren<IconButton *>()) {
            if (one->caption() == QLatin1String(caption))
                return one;
        }
        return nullptr;
    }
    static QPushButton *pushButton(const QWidget &window, const char *text)
    {
        for (auto *one : window.findChildren<QPushButton *>()) {
            if (QString(one->text()).remove(QLatin1Char('&')) == QLatin1String(text) && one->isVisible())
                return one;
        }
        return nullptr;
    }

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void everyPhaseIsWholeAt320Pixels_data()
    {
        QTest::addColumn<CallState>("call");
        CallState call = sample::anna();
        call.remoteName
            = QStringLiteral("Dr. Theodora Papadopoulou-Featherstonehaugh of the accounts department");
        QTest::newRow("established") << call;
        call.muted = call.heldLocal = true;
        call.encryption = CallState::Encryption::Sdes;
        call.signallingSecure = false;
        call.problem
            = QStringLiteral("The microphone was unplugged; plug it in again or choose another one.");
        call.transfer = {CallState::Transfer::Failed, 486, QStringLiteral("sip:bob@example.org")};
        call.referralTarget = QStringLiteral("sip:a-long-name-of-somebody-else@a-long-domain.example.org");
        call.durationMs = 36000000;
        QTest::newRow("everything at once") << call;
        for (const auto phase : {CallState::Phase::Initial, CallState::Phase::Establishing,
                 CallState::Phase::Terminating, CallState::Phase::Terminated}) {
            call = sample::bob();
            call.phase = phase;
            QTest::addRow("phase %d", int(phase)) << call;
        }
    }
    void everyPhaseIsWholeAt320Pixels()
    {
        QFETCH(CallState, call);
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(call,
            {.accountLabel = QStringLiteral("1001@a-long-domain.example.org"),
                .transferName = {},
                .otherLiveName = {}});
        window.setTransferTargets(sample::targets());
        QVERIFY2(window.minimumSizeHint().width() <= metrics::narrowest,
            qPrintable(QString::number(window.minimumSizeHint().width())));
        window.resize(metrics::narrowest, window.height());
        window.show();
        QCoreApplication::processEvents();
        QCOMPARE(window.width(), metrics::narrowest);
        for (auto *one : window.findChildren<IconButton *>()) {
            QVERIFY2(one->showsWholeCaption(), qPrintable(one->caption()));
            QVERIFY(!one->accessibleName().isEmpty());
        }
        for (auto *one : window.findChildren<QAbstractButton *>()) {
            if (!one->isVisible())
                continue;
            QVERIFY2(one->height() >= metrics::minTarget, qPrintable(one->accessibleName()));
            const QRect inWindow(one->mapTo(&window, QPoint()), one->size());
            QVERIFY2(window.rect().contains(inWindow), qPrintable(one->accessibleName() + one->text()));
        }
    }
    void buttonsAskAndFollowTheCall()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        window.setCall(call, {});
        window.show();
        QSignalSpy mute(&window, &CallWindow::muteRequested);
        QSignalSpy hold(&window, &CallWindow::holdRequested);
        button(window, "Mute")->click();
        QVERIFY(!button(window, "Mute")->isChecked()); // not before the call says so
        call.muted = true;
        window.setCall(call, {});
        QVERIFY(button(window, "Unmute")->isChecked());
        button(window, "Unmute")->click();
        button(window, "Hold")->click();
        QCOMPARE(mute.size(), 2);
        QCOMPARE(mute.at(0).first().toBool(), true);
        QCOMPARE(mute.at(1).first().toBool(), false);
        QCOMPARE(hold.at(0).first().toBool(), true);
    }
    void singleKeys()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        window.show();
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
        window.show();
        QTest::keyClick(&window, Qt::Key_T);
        auto *field = window.findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("bob"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(field->text().isEmpty());
        QVERIFY(window.sentence().isEmpty());
    }
    void closingNeverEndsTheCall()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        window.show();
        QSignalSpy hangUp(&window, &CallWindow::hangUpRequested);
        window.close();
        QVERIFY(window.isHidden());
        QCOMPARE(hangUp.size(), 0);
    }
    void anEndedCallIsReadThenGoes()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        window.show();
        QSignalSpy finished(&window, &CallWindow::finished);
        CallState ended = sample::anna();
        ended.phase = CallState::Phase::Terminated;
        ended.end
            = CallState::End{CallState::End::By::Remote, 200, {}, QStringLiteral("Anna Weber hung up.")};
        window.setCall(ended, {});
        QCOMPARE(window.sentence(), QStringLiteral("Anna Weber hung up."));
        clock.advance(2499ms);
        QCOMPARE(finished.size(), 0);
        clock.advance(1ms);
        QCOMPARE(finished.size(), 1);
        clock.advance(1h);
        QCOMPARE(finished.size(), 1);
    }
    void theQuestionIsAnswered()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        call.referralTarget = QStringLiteral("sip:carol@example.org");
        window.setCall(call, {});
        window.show();
        QSignalSpy answered(&window, &CallWindow::referralAnswered);
        pushButton(window, "Connect")->click();
        pushButton(window, "No")->click();
        QCOMPARE(answered.at(0).first().toBool(), true);
        QCOMPARE(answered.at(1).first().toBool(), false);
        call.referralTarget.reset();
        window.setCall(call, {});
        QVERIFY(!pushButton(window, "Connect"));
    }
    void aRefusalIsSaidForAWhile()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        window.showRefusal(QStringLiteral("<b>Not</b> now."));
        QCOMPARE(window.sentence(), QStringLiteral("<b>Not</b> now."));
        window.setCall(sample::anna(), {});
        QCOMPARE(window.sentence(), QStringLiteral("<b>Not</b> now."));
        clock.advance(CallWindow::refusalTime);
        QVERIFY(window.sentence().isEmpty());
    }
    void namesAreNeverMarkup()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        call.remoteName = QStringLiteral("<a href='x'>Bob</a>");
        call.referralTarget = QStringLiteral("sip:<b>eve@example.org");
        window.setCall(call, {});
        QCOMPARE(window.windowTitle(), call.remoteName);
        for (auto *label : window.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        for (auto *widget : window.findChildren<QWidget *>())
            QVERIFY2(!widget->toolTip().contains(QLatin1String("<a ")), qPrintable(widget->toolTip()));
    }
    void levelsAreWantedOnlyWhenSeen()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        window.setCall(call, {});
        QVERIFY(!window.wantsLevels());
        window.show();
        QVERIFY(window.wantsLevels());
        call.muted = true;
        window.setCall(call, {});
        QVERIFY(!window.wantsLevels());
    }
};

QTEST_MAIN(tst_CallWindow)
#include "tst_CallWindow.moc"
