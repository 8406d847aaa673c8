#include "CallWindow.h"

#include "FakeClock.h"
#include "LevelBars.h"
#include "Metrics.h"
#include "OnScreen.h"
#include "QualityDot.h"
#include "QuestionCard.h"
#include "SampleValues.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_CallWindow : public QObject
{
    Q_OBJECT
private:
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
        call.transfer = sample::failedTransfer(486);
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
                .otherLiveName = {},
                .ringsLongest = false});
        window.setTransferTargets(sample::targets());
        QVERIFY2(window.minimumSizeHint().width() <= metrics::narrowest,
            qPrintable(QString::number(window.minimumSizeHint().width())));
        window.resize(metrics::narrowest, window.height());
        window.show();
        QCoreApplication::processEvents();
        QCOMPARE(window.width(), metrics::narrowest);
        for (auto *one : window.findChildren<IconButton *>()) {
            if (!one->isVisible())
                continue;
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
        iconButton(window, "Mute")->click();
        QVERIFY(!iconButton(window, "Mute")->isChecked()); // not before the call says so
        call.muted = true;
        window.setCall(call, {});
        QVERIFY(iconButton(window, "Unmute")->isChecked());
        iconButton(window, "Unmute")->click();
        iconButton(window, "Hold")->click();
        QCOMPARE(mute.size(), 2);
        QCOMPARE(mute.at(0).first().toBool(), true);
        QCOMPARE(mute.at(1).first().toBool(), false);
        QCOMPARE(hold.at(0).first().toBool(), true);
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
        QVERIFY(window.explanation().isEmpty()); // a short sentence is told once
        clock.advance(2499ms);
        QCOMPARE(finished.size(), 0);
        clock.advance(1ms);
        QCOMPARE(finished.size(), 1);
        clock.advance(1h);
        QCOMPARE(finished.size(), 1);
    }
    void aShortSentenceIsToldOnceFromTheBegin()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState ended = sample::bob();
        ended.phase = CallState::Phase::Terminated;
        ended.end
            = CallState::End{CallState::End::By::Remote, 200, {}, QStringLiteral("Bob Miller hung up.")};
        window.setCall(ended, {});
        window.show();
        QVERIFY2(window.explanation().isEmpty(), qPrintable(window.explanation()));
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
        pushButton(window, "Connect")->click(); // meant for what was there a moment ago
        QCOMPARE(answered.size(), 0);
        clock.advance(QuestionCard::deafTime);
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
    void noButtonMovesWhateverHappens()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setTransferTargets(sample::targets());
        window.setCall(sample::anna(), {});
        window.show();
        QCoreApplication::processEvents();
        const auto places = [&] {
            QList<QRect> found;
            for (const auto *one : window.findChildren<QAbstractButton *>()) {
                if (one->isVisible()
                    && (qobject_cast<const IconButton *>(one) || qobject_cast<const ChipHalf *>(one)))
                    found.append(QRect(one->mapTo(&window, QPoint()), QSize(1, one->height())));
            }
            return found;
        };
        const QList<QRect> before = places();
        CallState call = sample::anna();
        const auto check = [&] {
            window.setCall(call, {});
            QCoreApplication::processEvents();
            return places() == before;
        };
        call.heldRemote = true;
        QVERIFY(check());
        call.problem = QStringLiteral("The microphone was unplugged. ").repeated(5);
        QVERIFY(check());
        QVERIFY(window.explanation().endsWith(QStringLiteral("unplugged. "))); // told whole
        call.referralTarget = QStringLiteral("Carol");
        QVERIFY(check());
        call.transfer = sample::failedTransfer(486);
        QVERIFY(check());
        window.showRefusal(QStringLiteral("Not now."));
        QVERIFY(check());
    }
    void factsExplainThemselves()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        QVERIFY(window.explanation().isEmpty());
        auto *dot = window.findChild<QualityDot *>();
        QTest::keyClick(dot, Qt::Key_Return);
        QVERIFY(window.explanation().startsWith(QStringLiteral("The sound is good.")));
        QTest::keyClick(dot, Qt::Key_Space);
        QVERIFY(window.explanation().isEmpty());
        CallState failed = sample::bob();
        failed.phase = CallState::Phase::Terminated;
        failed.establishedAt.reset();
        failed.end = CallState::End{
            CallState::End::By::Remote, 486, QStringLiteral("Busy Here"), QStringLiteral("Bob is busy.")};
        window.setCall(failed, {});
        pushButton(window, "Details")->click();
        QVERIFY(window.explanation().contains(QStringLiteral("486 Busy Here")));
    }
    /// What is wrong is said with what can be done about it, and nothing moves for it.
    void whereTheSoundFindsNoWayItIsLookedForAgain()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        const int height = window.findChild<CallHeader *>()->height();
        auto *again = pushButton(window, "Try again");
        QVERIFY(!again || !again->isVisible());
        CallState call = sample::anna();
        call.way = CallState::Way::Failed;
        window.setCall(call, {});
        QCOMPARE(window.sentence(), QStringLiteral("The sound finds no way to the other phone."));
        again = pushButton(window, "Try again");
        QVERIFY(again && again->isVisible());
        QVERIFY(!again->accessibleName().isEmpty());
        QCOMPARE(window.findChild<CallHeader *>()->height(), height);
        QSignalSpy asked(&window, &CallWindow::reconnectRequested);
        again->click();
        QCOMPARE(asked.size(), 1);
        call.way = CallState::Way::Connecting;
        window.setCall(call, {});
        QVERIFY(!again->isVisible());
    }
    void aFailureStaysWhileItIsPointedAt()
    {
        FakeClock clock;
        CallWindow window(clock);
        QSignalSpy finished(&window, &CallWindow::finished);
        CallState failed = sample::bob();
        failed.phase = CallState::Phase::Terminated;
        failed.establishedAt.reset();
        failed.end = CallState::End{CallState::End::By::Remote, 486, {}, QStringLiteral("Bob is busy.")};
        window.setCall(failed, {});
        window.show();
        const auto point = [&](bool at) {
            window.setAttribute(Qt::WA_UnderMouse, at);
            QEnterEvent enter({}, {}, {});
            QEvent leave(QEvent::Leave);
            QApplication::sendEvent(&window, at ? &enter : &leave);
            window.setAttribute(Qt::WA_UnderMouse, at);
        };
        clock.advance(7s);
        point(true);
        clock.advance(1h);
        QCOMPARE(finished.size(), 0);
        point(false);
        clock.advance(8s);
        QCOMPARE(finished.size(), 1);
    }
    void whatHappensIsAnnounced()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        QSignalSpy announced(window.findChild<CallHeader *>(), &CallHeader::announced);
        CallState call = sample::anna();
        call.heldRemote = true;
        window.setCall(call, {});
        window.setCall(call, {});
        QCOMPARE(announced.size(), 1); // once
        call.phase = CallState::Phase::Terminated;
        window.setCall(call, {});
        QCOMPARE(announced.size(), 2);
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
        QVERIFY(window.wantsLevels()); // the other side is still to be seen
        window.hide();
        QVERIFY(!window.wantsLevels());
    }
    void bothDirectionsHaveTheirBarsAndAMutedOneIsDark()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        window.setCall(call, {});
        window.show();
        const auto bars = window.findChildren<LevelBars *>();
        QCOMPARE(bars.size(), 2);
        window.setLevels(0.5F, 0.1F);
        QVERIFY(bars.at(0)->barsLit() > bars.at(1)->barsLit());
        QVERIFY(bars.at(1)->barsLit() > 0);
        call.muted = true;
        window.setCall(call, {});
        window.setLevels(0.5F, 0.1F);
        QCOMPARE(bars.at(0)->barsLit(), 0);
        QVERIFY(bars.at(1)->barsLit() > 0);
    }
};

QTEST_MAIN(tst_CallWindow)
#include "tst_CallWindow.moc"
