// The call window: recording, and what is wrong with the sound.
#include "CallWindow.h"
#include "DiagnosisRow.h"
#include "ElapsedTime.h"
#include "FakeClock.h"
#include "IconButton.h"
#include "Metrics.h"
#include "OnScreen.h"
#include "QualityDot.h"
#include "RecordingRow.h"
#include "SampleValues.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using Recording = CallWindow::Recording;
using State = CallState::Recording::State;

class tst_CallWindowSound : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;

    static CallState recorded(State state)
    {
        CallState call = sample::anna();
        call.recording.state = state;
        return call;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qRegisterMetaType<Recording>();
        m_theme = std::make_unique<Theme>(*qApp); // sizes come from its style sheet
    }
    void cleanupTestCase() { m_theme.reset(); }
    void theButtonStartsAndStops()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        window.show();
        QSignalSpy asked(&window, &CallWindow::recordingRequested);
        iconButton(window, "Record")->click();
        QVERIFY(!iconButton(window, "Record")->isChecked()); // not before the call says so
        window.setCall(recorded(State::On), {});
        QVERIFY(iconButton(window, "Stop")->isChecked());
        iconButton(window, "Stop")->click();
        QCOMPARE(asked.size(), 2);
        QCOMPARE(asked.at(0).first().value<Recording>(), Recording::Start);
        QCOMPARE(asked.at(1).first().value<Recording>(), Recording::Stop);
    }
    void theKeyDoesToo()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        QSignalSpy asked(&window, &CallWindow::recordingRequested);
        QTest::keyClick(&window, Qt::Key_R);
        QCOMPARE(asked.size(), 1);
        window.setCall(sample::ringing(), {});
        QTest::keyClick(&window, Qt::Key_R); // nothing to record
        QCOMPARE(asked.size(), 1);
    }
    void thatItRecordsIsSeenAndSaid()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        window.show();
        auto *row = window.findChild<RecordingRow *>();
        QVERIFY(row->isHidden());
        window.setCall(recorded(State::On), {});
        QVERIFY(row->isVisible());
        QCOMPARE(row->accessibleName(), QStringLiteral("The call with Anna Weber is being recorded."));
        QVERIFY(row->findChild<ElapsedTime *>()->isVisible());
        QVERIFY(row->findChild<ElapsedTime *>()->isTicking());
        window.setCall(recorded(State::Paused), {});
        QVERIFY(!row->findChild<ElapsedTime *>()->isTicking());
        QCOMPARE(
            row->accessibleName(), QStringLiteral("The recording of the call with Anna Weber is paused."));
        window.setCall(sample::anna(), {});
        QVERIFY(row->isHidden());
    }
    void itIsPausedAndGoesOn()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(recorded(State::On), {});
        window.show();
        QSignalSpy asked(&window, &CallWindow::recordingRequested);
        pushButton(window, "Pause")->click();
        window.setCall(recorded(State::Paused), {});
        pushButton(window, "Go on")->click();
        QCOMPARE(asked.size(), 2);
        QCOMPARE(asked.at(0).first().value<Recording>(), Recording::Pause);
        QCOMPARE(asked.at(1).first().value<Recording>(), Recording::Start);
    }
    void whyItFailedIsSaid()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        call.recording.problem = QStringLiteral("The recording stopped: <b>the disk</b> is full.");
        window.setCall(call, {});
        window.show();
        auto *row = window.findChild<RecordingRow *>();
        QVERIFY(row->isVisible());
        QCOMPARE(row->accessibleName(), call.recording.problem);
        QVERIFY(!row->findChild<ElapsedTime *>()->isVisible());
    }
    void whatWouldHelpIsOneClickAway()
    {
        FakeClock clock;
        CallWindow window(clock);
        CallState call = sample::anna();
        call.diagnosis.sentence = QStringLiteral("None of your voice arrives.");
        call.fix = CallState::Fix::UseRelay;
        window.setCall(call, {});
        window.show();
        QCOMPARE(window.findChild<DiagnosisRow *>()->accessibleName(), call.diagnosis.sentence);
        QSignalSpy asked(&window, &CallWindow::fixRequested);
        pushButton(window, "Use the relay")->click();
        QCOMPARE(asked.size(), 1);
        call.fix = CallState::Fix::None;
        window.setCall(call, {});
        QVERIFY(!pushButton(window, "Use the relay"));
        QVERIFY(window.findChild<DiagnosisRow *>()->isVisible());
        window.setCall(sample::anna(), {});
        QVERIFY(window.findChild<DiagnosisRow *>()->isHidden());
    }
    void theTestIsReachedFromTheQuality()
    {
        FakeClock clock;
        CallWindow window(clock);
        window.setCall(sample::anna(), {});
        window.show();
        QVERIFY(window.explanation().isEmpty());
        window.findChild<QualityDot *>()->click();
        QVERIFY(window.explanation().startsWith(QStringLiteral("The sound is good.")));
        QSignalSpy asked(&window, &CallWindow::selfTestRequested);
        const auto buttons = window.findChildren<QPushButton *>();
        const auto test = std::find_if(buttons.begin(), buttons.end(),
            [](const QPushButton *one) { return one->text().contains(QStringLiteral("Test the sound")); });
        QVERIFY(test != buttons.end() && (*test)->isVisible());
        (*test)->click();
        QCOMPARE(asked.size(), 1);
        window.findChild<QualityDot *>()->click();
        QVERIFY(!(*test)->isVisible());
    }
    void everythingIsWholeAt320Pixels_data()
    {
        QTest::addColumn<bool>("isHidden");
        QTest::newRow("made narrow") << false;
        QTest::newRow("comes back narrow") << true;
    }
    void everythingIsWholeAt320Pixels()
    {
        QFETCH(bool, isHidden);
        FakeClock clock;
        CallWindow window(clock);
        CallState call = recorded(State::On);
        call.diagnosis.sentence = QStringLiteral("Your voice leaves, but the other side reports that none of "
                                                 "it arrives; a firewall or router may be in the way.");
        call.fix = CallState::Fix::ChooseMicrophone;
        window.setCall(call, {});
        window.show();
        window.findChild<QualityDot *>()->click();
        QVERIFY(window.minimumSizeHint().width() <= metrics::narrowest);
        window.setVisible(!isHidden);
        window.resize(metrics::narrowest, isHidden ? 10 : window.height());
        window.show();
        QCoreApplication::processEvents();
        for (auto *one : window.findChildren<QAbstractButton *>()) {
            if (!one->isVisible())
                continue;
            const QRect inWindow(one->mapTo(&window, QPoint()), one->size());
            QVERIFY2(window.rect().contains(inWindow), qPrintable(one->accessibleName() + one->text()));
            QVERIFY2(
                !one->accessibleName().isEmpty() || !one->text().isEmpty(), one->metaObject()->className());
            QVERIFY2(one->height() >= metrics::minTarget, qPrintable(one->accessibleName()));
        }
        const QWidget *sign = window.findChild<RecordingRow *>();
        const QRect signAt(sign->mapTo(&window, QPoint()), sign->size());
        for (auto *one : window.findChildren<IconButton *>()) {
            const QRect oneAt(one->mapTo(&window, QPoint()), one->size());
            QVERIFY2(!one->isVisible() || !signAt.intersects(oneAt), qPrintable(one->caption()));
        }
    }
};

QTEST_MAIN(tst_CallWindowSound)
#include "tst_CallWindowSound.moc"
