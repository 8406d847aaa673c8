#include "MainWindow.h"

#include "AccountForm.h"
#include "AccountsPage.h"
#include "CallsBar.h"
#include "FirstStartPage.h"
#include "IconButton.h"
#include "Metrics.h"
#include "NoticeBar.h"
#include "OnScreen.h"
#include "RecentPanel.h"
#include "RowList.h"
#include "SampleValues.h"
#include "TabChain.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

using namespace carillon;
using Screen = MainWindow::Screen;

class tst_MainWindow : public QObject
{
    Q_OBJECT
private:
    static std::unique_ptr<MainWindow> make()
    {
        auto window = std::make_unique<MainWindow>([](const QString &) { return QList<HistoryEntry>(); },
            SettingsAccess{[](const QString &key) {
                               return key == QLatin1String("codecs") ? QStringLiteral("opus")
                                                                     : QStringLiteral("off");
                           },
                [](const QString &, const QString &) { return QString(); }});
        window->setStatus(presentStatus({sample::account(Account::State::Failed)}, Reachability::Online));
        window->recent().setEntries(sample::history(), sample::moment());
        AccountSummary longOne = sample::account(Account::State::Failed);
        longOne.settings.aor = QStringLiteral("sip:anna.weber@a-very-long-company-name.example.org");
        window->accounts().setAccounts({longOne});
        window->firstStart().setSteps(presentSteps(longOne));
        window->accountForm().startChanging(longOne.id, longOne.settings);
        for (auto *button : window->findChildren<QPushButton *>()) {
            if (button->isCheckable())
                button->setChecked(true); // everything that can unfold
        }
        return window;
    }

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void everyScreenIsWholeAt320Pixels_data()
    {
        QTest::addColumn<Screen>("screen");
        QTest::newRow("first start") << Screen::FirstStart;
        QTest::newRow("calls") << Screen::Calls;
        QTest::newRow("accounts") << Screen::Accounts;
        QTest::newRow("account form") << Screen::AccountForm;
        QTest::newRow("settings") << Screen::Settings;
        QTest::newRow("self-test") << Screen::SelfTest;
        QTest::newRow("past call") << Screen::PastCall;
        QTest::newRow("about") << Screen::About;
    }
    void everyScreenIsWholeAt320Pixels()
    {
        QFETCH(Screen, screen);
        const auto window = make();
        window->callsBar().setCalls({sample::anna(), sample::bob(), sample::ringing()});
        window->notices().addNotice(
            QStringLiteral("x"), QStringLiteral("The headset was unplugged. Calls now use the loudspeaker."));
        window->dialer().setDialPadVisible(false);
        window->showScreen(screen);
        QVERIFY(window->minimumSizeHint().width() <= metrics::narrowest);
        window->resize(metrics::narrowest, 420);
        window->show();
        QCoreApplication::processEvents();
        QCOMPARE(window->width(), metrics::narrowest);
        for (auto *scroll : window->findChildren<QScrollArea *>()) {
            if (scroll->isVisible())
                QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
        }
        for (auto *button : window->findChildren<QAbstractButton *>()) {
            if (!button->isVisible())
                continue;
            QVERIFY2(button->height() >= metrics::minTarget,
                qPrintable(button->accessibleName() + button->text()));
            const int left = button->mapTo(window.get(), QPoint()).x();
            QVERIFY2(left >= 0 && left + button->width() <= metrics::narrowest,
                qPrintable(button->accessibleName() + button->text()));
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                button->metaObject()->className());
            if (qobject_cast<QPushButton *>(button))
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
        for (auto *field : window->findChildren<QLineEdit *>())
            QVERIFY(!field->accessibleName().isEmpty());
    }
    void typingWorksEverywhere()
    {
        const auto window = make();
        window->show();
        window->recent().focusList();
        QTest::keyClicks(window->findChild<RecentPanel *>()->findChild<RowList *>(), QStringLiteral("49"));
        QCOMPARE(window->dialer().text(), QStringLiteral("49"));
    }
    void theKeyboardLandsInTheScreen_data() { everyScreenIsWholeAt320Pixels_data(); }
    void theKeyboardLandsInTheScreen()
    {
        QFETCH(Screen, screen);
        const auto window = make();
        openWithKeyboard(*window);
        window->recent().focusList();
        window->showScreen(screen);
        const auto shown = [&]() -> QWidget * {
            for (QWidget *widget = window->focusWidget(); widget; widget = widget->parentWidget()) {
                if (widget->parentWidget() && qobject_cast<QStackedWidget *>(widget->parentWidget()))
                    return widget;
            }
            return nullptr;
        };
        QWidget *const page = shown();
        QVERIFY2(page && page->isVisible(), "the focus is on another screen");
        QVERIFY(window->focusWidget()->isVisible() && window->focusWidget()->isEnabled());
        QTest::keyClick(window->focusWidget(), Qt::Key_Tab);
        QVERIFY2(window->focusWidget()->isVisible(), window->focusWidget()->metaObject()->className());
    }
    void afterCtrlCommaTabAndReturnWorkInTheSettings()
    {
        const auto window = make();
        openWithKeyboard(*window);
        QTest::keyClick(window.get(), Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(window->focusWidget(), window->settingsPage().firstFocus());
        QTest::keyClick(window->focusWidget(), Qt::Key_Return);
        QCOMPARE(window->screen(), Screen::Settings);
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(window->focusWidget(), Qt::Key_Tab);
            QVERIFY(window->settingsPage().isAncestorOf(window->focusWidget()));
        }
        window->settingsPage().firstFocus()->setFocus();
        QTest::keyClicks(window->settingsPage().firstFocus(), QStringLiteral("change accounts"));
        QTest::keyClick(window->settingsPage().firstFocus(), Qt::Key_Tab);
        QTest::keyClick(window->focusWidget(), Qt::Key_Return); // the only one that fits
        QCOMPARE(window->screen(), Screen::Accounts);
    }
    void keysReachTheScreens()
    {
        const auto window = make();
        window->show();
        window->activateWindow();
        QTRY_VERIFY(window->isActiveWindow());
        QTest::keyClick(window.get(), Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(window->screen(), Screen::Settings);
        QTest::keyClick(window->focusWidget(), Qt::Key_Escape);
        QCOMPARE(window->screen(), Screen::Calls);
        window->showScreen(Screen::Settings);
        window->showScreen(Screen::SelfTest);
        QTest::keyClick(window->focusWidget(), Qt::Key_Escape);
        QCOMPARE(window->screen(), Screen::Settings); // where it came from
        window->showScreen(Screen::Calls);
        window->showScreen(Screen::SelfTest);
        QTest::keyClick(window->focusWidget(), Qt::Key_Escape);
        QCOMPARE(window->screen(), Screen::Calls);
        QSignalSpy quit(window.get(), &MainWindow::quitRequested);
        QTest::keyClick(window.get(), Qt::Key_Q, Qt::ControlModifier);
        QCOMPARE(quit.size(), 1);
    }
    void downGoesToTheRecentCallsAndEnterCallsBack()
    {
        const auto window = make();
        window->show();
        QSignalSpy called(&window->recent(), &RecentPanel::callRequested);
        QTest::keyClick(window->dialer().findChild<QLineEdit *>(), Qt::Key_Down);
        auto *list = window->recent().findChild<RowList *>();
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(called.size(), 1);
        QCOMPARE(called.first().first().toString(), QStringLiteral("sip:100@example.org"));
    }
    void suggestionsTakeThePlaceOfTheRecentCalls()
    {
        MainWindow window([](const QString &) { return sample::history(); },
            {[](const QString &) { return QString(); },
                [](const QString &, const QString &) { return QString(); }});
        window.show();
        QVERIFY(window.recent().isVisible());
        window.dialer().setText(QStringLiteral("an"));
        QVERIFY(!window.recent().isVisible());
        window.dialer().setText({});
        QVERIFY(window.recent().isVisible());
    }
    void ongoingCallsAreListedAndLeave()
    {
        CallsBar bar;
        QSignalSpy ended(&bar, &CallsBar::endRequested);
        QSignalSpy answered(&bar, &CallsBar::answerRequested);
        QVERIFY(bar.isHidden());
        CallState incoming = sample::ringing();
        incoming.id = QStringLiteral("c9");
        bar.setCalls({sample::bob(), incoming});
        bar.show();
        QCOMPARE(bar.lineCount(), 2);
        for (auto *button : bar.findChildren<IconButton *>()) {
            if (button->isVisible()
                && (button->accessibleName().startsWith(QStringLiteral("Answer"))
                    || button->accessibleName().startsWith(QStringLiteral("Hang up"))))
                button->click();
        }
        QCOMPARE(answered.first().first().toString(), QStringLiteral("c9"));
        QCOMPARE(ended.first().first().toString(), QStringLiteral("c2"));
        QList<CallState> many;
        for (int i = 0; i < 50; ++i) {
            CallState call = sample::bob();
            call.id = QString::number(i);
            many.append(call);
        }
        bar.setCalls(many);
        QCOMPARE(bar.lineCount(), CallsBar::mostLines);
        bar.setCalls({});
        QVERIFY(bar.isHidden());
    }
    void aNewCallMovesNothingUnderThePointer()
    {
        QList<HistoryEntry> many;
        for (int i = 0; i < 40; ++i)
            many.append(sample::entry("Bob", "sip:bob@example.org", HistoryEntry::Outcome::Answered, i));
        const auto window = make();
        window->recent().setEntries(many, sample::moment());
        window->show();
        QCoreApplication::processEvents();
        auto *list = window->recent().findChild<RowList *>();
        const QPersistentModelIndex third = list->model()->index(2, 0);
        const QRect before = list->visualRect(third);
        QCursor::setPos(list->viewport()->mapToGlobal(before.center()));
        list->setAttribute(Qt::WA_UnderMouse);
        many.prepend(sample::entry("Eve", "sip:eve@example.org", HistoryEntry::Outcome::Answered, 0));
        window->recent().setEntries(many, sample::moment());
        QCOMPARE(third.row(), 3);
        QCOMPARE(list->visualRect(third), before);
    }
    void whoRingsComesFirst()
    {
        CallsBar bar;
        CallState incoming = sample::ringing();
        incoming.id = QStringLiteral("c9");
        bar.setCalls({sample::bob()});
        bar.setCalls({sample::bob(), incoming});
        bar.show();
        const auto lines = bar.findChildren<CallLine *>();
        QCOMPARE(lines.size(), 2);
        QCoreApplication::processEvents();
        for (const CallLine *line : lines)
            QCOMPARE(line->y() < bar.height() / 2, line->id() == QStringLiteral("c9"));
        QString tip;
        for (auto *button : bar.findChildren<IconButton *>())
            tip += button->toolTip();
        QVERIFY(tip.contains(QStringLiteral("F5")) && tip.contains(QStringLiteral("F6")));
    }
    void keysForWhoeverRings()
    {
        const auto window = make();
        window->show();
        window->activateWindow();
        QTRY_VERIFY(window->isActiveWindow());
        QSignalSpy answer(window.get(), &MainWindow::answerAsked);
        QSignalSpy decline(window.get(), &MainWindow::declineAsked);
        QTest::keyClick(window->focusWidget(), Qt::Key_F5);
        QTest::keyClick(window->focusWidget(), Qt::Key_F6);
        QCOMPARE(answer.size(), 1);
        QCOMPARE(decline.size(), 1);
    }
    void aLowWindowIsWhole_data()
    {
        QTest::addColumn<int>("calls");
        for (const int calls : {0, 1, 3, 9})
            QTest::addRow("%d calls", calls) << calls;
    }
    void aLowWindowIsWhole()
    {
        QFETCH(int, calls);
        const auto window = make();
        window->notices().addNotice(
            QStringLiteral("x"), QStringLiteral("The headset was unplugged. Calls now use the loudspeaker."));
        window->dialer().setDialPadVisible(true);
        QList<CallState> many;
        for (int i = 0; i < calls; ++i) {
            many.append(sample::bob());
            many.last().id = QString::number(i);
        }
        window->callsBar().setCalls(many);
        window->resize(metrics::narrowest, 420);
        window->show();
        QCoreApplication::processEvents();
        QCOMPARE(window->size(), QSize(metrics::narrowest, 420));
        const QList<QWidget *> order = tabOrder(*window);
        QVERIFY(seenInOrder(order, *window));
        for (const QWidget *one : order) {
            const QRect inWindow(one->mapTo(window.get(), QPoint()), one->size());
            QVERIFY2(window->rect().contains(inWindow), qPrintable(one->accessibleName()));
        }
        QVERIFY(window->callsBar().lineCount() >= std::min(calls, 1));
    }
    void tabFollowsTheEyeAndEveryButtonObeysEnter_data() { everyScreenIsWholeAt320Pixels_data(); }
    void tabFollowsTheEyeAndEveryButtonObeysEnter()
    {
        QFETCH(Screen, screen);
        const auto window = make();
        window->callsBar().setCalls({sample::anna(), sample::ringing()});
        window->showScreen(screen);
        window->resize(metrics::narrowest, 2000);
        window->show();
        window->activateWindow();
        QTRY_VERIFY(window->isActiveWindow());
        QCoreApplication::processEvents();
        const QList<QWidget *> order = tabOrder(*window);
        QVERIFY(!order.isEmpty() && seenInOrder(order, *window));
        for (QWidget *widget : order) {
            auto *button = qobject_cast<QAbstractButton *>(widget);
            if (!button || qobject_cast<QCheckBox *>(button) || !button->isVisible())
                continue; // Space is what a check box obeys everywhere
            QSignalSpy clicked(button, &QAbstractButton::clicked);
            button->blockSignals(false);
            QTest::keyClick(button, Qt::Key_Return);
            QVERIFY2(clicked.size() == 1, qPrintable(button->accessibleName() + button->text()));
            if (QWidget *popup = QApplication::activePopupWidget())
                popup->close();
            for (auto *dialog : window->findChildren<QDialog *>())
                dialog->close();
            if (window->screen() != screen)
                window->showScreen(screen);
        }
    }
    void escPutsANoticeAway()
    {
        const auto window = make();
        window->show();
        window->notices().ask(
            QStringLiteral("quit"), QStringLiteral("Quitting hangs up."), QStringLiteral("Quit"));
        QTest::keyClick(window->focusWidget(), Qt::Key_Escape);
        QVERIFY(window->notices().isHidden());
        window->notices().ask(
            QStringLiteral("quit"), QStringLiteral("Quitting hangs up."), QStringLiteral("Quit"));
        window->notices().remove(QStringLiteral("quit"));
        QVERIFY(window->notices().isHidden());
    }
    void typingGoesOnWhileTheFirstStartTriesAgain()
    {
        const auto window = make();
        window->showScreen(Screen::FirstStart);
        window->show();
        QWidget *field = window->focusWidget();
        QVERIFY(qobject_cast<QLineEdit *>(field));
        for (const auto state :
            {Account::State::Failed, Account::State::Connecting, Account::State::Registered}) {
            window->firstStart().setSteps(presentSteps(sample::account(state)));
            QVERIFY(field->isEnabled());
            QCOMPARE(window->focusWidget(), field);
        }
    }
    void everyLabelIsPlain()
    {
        const auto window = make();
        for (auto *label : window->findChildren<QLabel *>()) {
            if (label->pixmap().isNull())
                QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
        }
    }
    void rightToLeftIsWhole()
    {
        const auto window = make();
        window->setLayoutDirection(Qt::RightToLeft);
        window->callsBar().setCalls({sample::anna()});
        window->resize(metrics::narrowest, 420);
        window->show();
        QCoreApplication::processEvents();
        QVERIFY(!window->grab().isNull());
        QCOMPARE(window->width(), metrics::narrowest);
    }
};

QTEST_MAIN(tst_MainWindow)
#include "tst_MainWindow.moc"
