// Every window and page with sample values: each control has a name of its own, is reached by Tab in a circle
// that goes both ways, and no text is cut where the system has letters twice as large. What a program on a
// real screen says to a real reader is shown by tests/interop/test_access.py.

#include "AccessWalk.h"
#include "AccountForm.h"
#include "AccountsPage.h"
#include "CallStrip.h"
#include "CallWindow.h"
#include "CallsBar.h"
#include "DialPad.h"
#include "ElidedLabel.h"
#include "FakeClock.h"
#include "FirstStartPage.h"
#include "IncomingPopup.h"
#include "KeyMapWindow.h"
#include "MainWindow.h"
#include "NoticeBar.h"
#include "OnScreen.h"
#include "PastCallPage.h"
#include "RecentPanel.h"
#include "SampleSettings.h"
#include "SelfTestPage.h"
#include "TabChain.h"
#include "TransferChip.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

using namespace carillon;
using Screen = MainWindow::Screen;

namespace {

AccountSummary other()
{
    AccountSummary account = sample::account(Account::State::Failed);
    account.id = QStringLiteral("a2");
    account.settings.aor = QStringLiteral("sip:anna@example.net");
    return account;
}

std::unique_ptr<MainWindow> makeMain()
{
    auto window = std::make_unique<MainWindow>(
        [](const QString &text) {
            return text == QLatin1String("re") ? sample::history().mid(0, 2) : QList<HistoryEntry>();
        },
        sample::settings());
    window->setStatus(presentStatus({sample::account(Account::State::Registered)}, Reachability::Online));
    window->setDoNotDisturb(false);
    window->recent().setEntries(sample::history(), sample::moment());
    window->accounts().setAccounts({sample::account(Account::State::Registered), other()});
    window->firstStart().setSteps(presentSteps(other()));
    window->accountForm().startChanging(other().id, other().settings);
    window->selfTest().setPresentation(presentSelfTest(SelfTestState::Done, sample::selfTest()));
    window->pastCall().setCall(
        presentPastCall(sample::recordedCall(), sample::moment(), [](const QString &) { return true; }));
    window->settingsPage().setSessionStart(
        {[] { return SessionStart::State::Off; }, [](bool) { return QString(); }});
    window->setFavourites(
        {{QStringLiteral("f1"), QStringLiteral("Bob"), Lamp::Idle, QStringLiteral("Call Bob, free")},
            {QStringLiteral("f2"), QStringLiteral("Zoe"), Lamp::Busy, QStringLiteral("Call Zoe, busy")}});
    window->resize(400, 640);
    return window;
}

void unfold(QWidget &page)
{
    for (auto *button : page.findChildren<QPushButton *>()) {
        if (button->isCheckable())
            button->setChecked(true);
    }
}

constexpr int Rounding = 2; ///< of a layout, in several lines

/// @returns what is too small for its words.
QStringList cut(QWidget &window)
{
    QStringList found;
    for (auto *one : window.findChildren<QWidget *>()) {
        if (!one->isVisible() || one->window() != &window)
            continue;
        int needed = 0;
        int wide = 0;
        QString words;
        if (auto *label = qobject_cast<QLabel *>(one)) {
            words = label->text();
            needed = words.isEmpty()         ? 0
                : label->hasHeightForWidth() ? label->heightForWidth(label->width())
                                             : label->sizeHint().height();
            wide = label->wordWrap() || words.isEmpty() ? 0 : label->sizeHint().width();
        } else if (auto *button = qobject_cast<QAbstractButton *>(one)) {
            words = button->text() + button->accessibleName();
            needed = button->minimumSizeHint().height();
            wide = button->text().isEmpty() ? 0 : button->minimumSizeHint().width();
        } else if (auto *line = qobject_cast<ElidedLabel *>(one)) {
            words = line->text();
            needed = line->fontMetrics().height();
        } else if (qobject_cast<QLineEdit *>(one) || qobject_cast<QComboBox *>(one)) {
            words = spokenName(*one);
            needed = one->fontMetrics().height();
        }
        if (one->height() < needed - Rounding || one->width() < wide)
            found.append(QStringLiteral("%1: %2x%3 of %4x%5")
                             .arg(words.left(60))
                             .arg(one->width())
                             .arg(one->height())
                             .arg(wide)
                             .arg(needed));
    }
    return found;
}

/// As the system's text size at 200 %, for as long as it lives.
class LargeLetters
{
public:
    LargeLetters()
    {
        QFont large = m_usual;
        if (m_usual.pointSizeF() > 0)
            large.setPointSizeF(m_usual.pointSizeF() * 2);
        else
            large.setPixelSize(m_usual.pixelSize() * 2);
        QApplication::setFont(large);
    }
    ~LargeLetters() { QApplication::setFont(m_usual); }
    Q_DISABLE_COPY_MOVE(LargeLetters)

private:
    const QFont m_usual = QApplication::font();
};

CallState second()
{
    CallState call = sample::bob();
    call.consultOf = sample::anna().id;
    return call;
}

} // namespace

class tst_Access : public QObject
{
    Q_OBJECT
private:
    static void check(QWidget &window)
    {
        QCOMPARE(badlyNamed(window).join(QLatin1Char('\n')), QString());
        QCOMPARE(picturesWithoutWords(window).join(QLatin1Char('\n')), QString());
    }
    static void checkAndWalk(QWidget &window)
    {
        openWithKeyboard(window);
        check(window);
        if (!QTest::currentTestFailed())
            QCOMPARE(unreached(window).join(QLatin1Char('\n')), QString());
    }
    /// For windows that do not take the keyboard by themselves.
    static void checkAndFollow(QWidget &window)
    {
        window.show();
        check(window);
        const QList<QWidget *> order = tabOrder(window);
        for (QWidget *one : controlsOf(window))
            QVERIFY2(
                !(one->focusPolicy() & Qt::TabFocus) || order.contains(one), qPrintable(spokenName(*one)));
    }

    std::unique_ptr<Theme> m_theme;
    FakeClock m_clock;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); } // sizes come from its style sheet
    void cleanupTestCase() { m_theme.reset(); }
    void pages_data()
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
    void pages()
    {
        QFETCH(Screen, screen);
        const auto window = makeMain();
        window->showScreen(screen);
        unfold(*window);
        checkAndWalk(*window);
    }
    void theDialField()
    {
        const auto window = makeMain();
        window->dialer().setDialPadVisible(true);
        window->resize(400, 800);
        checkAndWalk(*window);
        window->dialer().setDialPadVisible(false);
        window->dialer().setText(QStringLiteral("re"));
        QVERIFY(window->dialer().isSuggesting());
        checkAndWalk(*window);
    }
    void callsAndNoticesInTheMainWindow()
    {
        const auto window = makeMain();
        CallState held = sample::bob();
        held.heldLocal = true;
        window->resize(400, 900);
        window->callsBar().setCalls({sample::anna(), held, sample::ringing()});
        window->notices().ask(
            QStringLiteral("x"), QStringLiteral("Quitting hangs up 3 calls."), QStringLiteral("Quit"));
        checkAndWalk(*window);
    }
    void removingAnAccount()
    {
        const auto window = makeMain();
        window->showScreen(Screen::Accounts);
        openWithKeyboard(*window);
        for (auto *button : window->accounts().findChildren<IconButton *>()) {
            if (button->accessibleName().startsWith(QStringLiteral("Remove the account")))
                button->click();
        }
        checkAndWalk(*window); // both ask now
    }
    void calls_data()
    {
        QTest::addColumn<CallState>("call");
        const auto row = [](const char *name, auto change) {
            CallState call = sample::anna();
            change(call);
            QTest::newRow(name) << call;
        };
        row("established", [](CallState &) {});
        row("outgoing", [](CallState &call) {
            call.direction = CallState::Direction::Outgoing;
            call.phase = CallState::Phase::Establishing;
            call.establishedAt.reset();
        });
        row("on hold and muted", [](CallState &call) { call.heldLocal = call.muted = true; });
        row("without a way", [](CallState &call) { call.way = CallState::Way::Failed; });
        row("recording, with a problem", [](CallState &call) {
            call.recording.state = CallState::Recording::State::On;
            call.diagnosis.sentence = QStringLiteral("Your voice leaves, but does not arrive.");
            call.fix = CallState::Fix::UseRelay;
        });
        row("asked to be handed over",
            [](CallState &call) { call.referralTarget = QStringLiteral("sip:carol@example.org"); });
        row("a handover that failed", [](CallState &call) { call.transfer = sample::failedTransfer(486); });
        row("in a conference", [](CallState &call) {
            call.conference
                = CallState::Conference{QStringLiteral("m1"), {QStringLiteral("c1"), QStringLiteral("c2")}};
        });
        row("ended", [](CallState &call) {
            call.phase = CallState::Phase::Terminated;
            call.end = CallState::End{CallState::End::By::Remote, 486, QStringLiteral("Busy Here"),
                QStringLiteral("Anna Weber is busy.")};
            call.establishedAt.reset();
        });
    }
    void calls()
    {
        QFETCH(CallState, call);
        CallWindow window(m_clock);
        CallContext context;
        context.joinable = {{QStringLiteral("c3"), QStringLiteral("Eve"), false}};
        if (call.conference)
            context.joined = {{QStringLiteral("c1"), QStringLiteral("Anna Weber"), false},
                {QStringLiteral("c2"), QStringLiteral("Bob Miller"), true}};
        window.setCall(call, context);
        window.setTransferTargets(sample::targets());
        checkAndWalk(window);
    }
    void theKeypadOfACall()
    {
        CallWindow window(m_clock);
        window.setCall(sample::anna(), {});
        openWithKeyboard(window);
        iconButton(window, "Keypad")->click();
        checkAndWalk(window);
    }
    void askingBeforeHandingOver()
    {
        CallState first = sample::anna();
        first.heldLocal = true;
        CallWindow window(m_clock);
        window.setCall(first, {});
        window.setConsult(presentConsult(first, second(), {}));
        checkAndWalk(window);
    }
    void takingBack()
    {
        CallWindow window(m_clock);
        window.setCall(sample::anna(), {});
        window.setTransferTargets(sample::targets().mid(1));
        openWithKeyboard(window);
        window.findChildren<TransferChip *>().constFirst()->click();
        checkAndWalk(window);
    }
    void anIncomingCall()
    {
        IncomingPopup popup;
        popup.setDeflectTargets(sample::targets());
        popup.setCall(sample::ringing(), {});
        checkAndFollow(popup);
        popup.findChildren<IconButton *>().constLast()->click();
        QVERIFY(popup.isDeflecting());
        checkAndFollow(popup);
    }
    void theStrip()
    {
        CallStrip strip;
        strip.setPresentation(*presentStrip({sample::anna()}));
        checkAndFollow(strip);
    }
    void theKeys()
    {
        KeyMapWindow keys;
        keys.present(KeyPlace::CallWindow);
        check(keys);
        QCOMPARE(controlsOf(keys).size(), 1); // it is scrolled by keys
    }
    void eachEntryOfAMenuHasItsLetter()
    {
        const auto window = makeMain();
        const auto menus = window->findChildren<QMenu *>();
        QVERIFY(!menus.isEmpty());
        for (const QMenu *menu : menus) {
            QSet<QChar> letters;
            for (const QAction *entry : menu->actions()) {
                if (entry->isSeparator() || entry->data().canConvert<QDateTime>())
                    continue; // times of the day, each day others
                const qsizetype mark = entry->text().indexOf(QLatin1Char('&'));
                QVERIFY2(mark >= 0, qPrintable(entry->text()));
                const QChar letter = entry->text().at(mark + 1).toLower();
                QVERIFY2(!letters.contains(letter), qPrintable(entry->text()));
                letters.insert(letter);
            }
        }
    }
    void aLongPageIsScrolledByKeys()
    {
        const auto window = makeMain();
        window->showScreen(Screen::Settings);
        window->resize(window->minimumWidth(), window->minimumHeight());
        openWithKeyboard(*window);
        auto *scroll = window->findChild<QStackedWidget *>()->currentWidget()->findChild<QScrollArea *>();
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QTest::keyClick(window->focusWidget(), Qt::Key_PageDown);
        QVERIFY(scroll->verticalScrollBar()->value() > 0);
        QTest::keyClick(window->focusWidget(), Qt::Key_PageUp);
        QCOMPARE(scroll->verticalScrollBar()->value(), 0);
    }
    void noTextIsCutWithLettersTwiceAsLarge_data() { pages_data(); }
    void noTextIsCutWithLettersTwiceAsLarge()
    {
        QFETCH(Screen, screen);
        const LargeLetters large;
        const auto window = makeMain();
        window->dialer().setDialPadVisible(true);
        window->showScreen(screen);
        unfold(*window);
        window->resize(window->minimumWidth(), 1100);
        window->show();
        QCoreApplication::processEvents();
        QCOMPARE(cut(*window).join(QLatin1Char('\n')), QString());
    }
    void noTextOfACallIsCutWithLettersTwiceAsLarge()
    {
        const LargeLetters large;
        CallWindow window(m_clock);
        window.setCall(sample::anna(), {});
        window.setTransferTargets(sample::targets());
        CallStrip strip;
        strip.setPresentation(*presentStrip({sample::anna()}));
        IncomingPopup popup;
        popup.setCall(sample::ringing(), {});
        for (QWidget *one : {static_cast<QWidget *>(&window), static_cast<QWidget *>(&strip),
                 static_cast<QWidget *>(&popup)}) {
            one->show();
            QCoreApplication::processEvents();
            QCOMPARE(cut(*one).join(QLatin1Char('\n')), QString());
        }
    }
};

QTEST_MAIN(tst_Access)
#include "tst_Access.moc"
