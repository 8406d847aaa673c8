#include "MainUi.h"

#include "AccountDesk.h"
#include "CallDesk.h"
#include "CallsBar.h"
#include "Clock.h"
#include "History.h"
#include "MainWindow.h"
#include "NoticeBar.h"
#include "Phone.h"
#include "RecentPanel.h"
#include "SettingsStore.h"
#include "Theme.h"
#include "TrayIcon.h"

#include <QApplication>

namespace carillon {
namespace {

constexpr int recentCalls = 200;
const auto themeKey = QStringLiteral("theme");
const auto quietKey = QStringLiteral("dnd");
const auto padKey = QStringLiteral("showDialPad");
const auto closeKey = QStringLiteral("closeToTray");
const auto on = QStringLiteral("on");
const auto off = QStringLiteral("off");
const auto quitNotice = QStringLiteral("quit");

} // namespace

class MainUi::Private
{
public:
    Private(MainUi &owner, QApplication &application, Phone &thePhone, Clock &theClock)
        : q(owner)
        , phone(thePhone)
        , clock(theClock)
        , theme(application)
        , window([this](const QString &text) { return phone.history().suggestions(text); },
              {[this](const QString &key) { return phone.settings().value(key); },
                  [this](
                      const QString &key, const QString &value) { return phone.settings().set(key, value); }})
        , calls(thePhone, theClock)
        , accounts(thePhone, window)
    {
    }

    void wireWindow();
    void wireCalls();
    void wireHistory();
    void wireSettings();
    void dial(const QString &target, const QString &accountId);
    void close();
    void quit();
    void refreshCalls();
    void refreshHistory();
    void refreshStatus();
    void applySetting(const QString &key);

    MainUi &q;
    Phone &phone;
    Clock &clock;
    Theme theme;
    TrayIcon tray;
    MainWindow window;
    CallDesk calls;
    AccountDesk accounts;
    int unseenMissed = 0;
};

MainUi::MainUi(QApplication &application, Phone &phone, Clock &clock, MainUiOptions options, QObject *parent)
    : QObject(parent)
{
    application.setQuitOnLastWindowClosed(false);
    application.setWindowIcon(applicationIcon());
    d = std::make_unique<Private>(*this, application, phone, clock);
    d->wireWindow();
    d->wireCalls();
    d->wireHistory();
    d->wireSettings();
    d->refreshStatus();
    d->tray.show();
    if (options.start == MainUiOptions::Start::Window)
        d->window.present();
}

MainUi::~MainUi() = default;

void MainUi::raise()
{
    d->window.present();
}

void MainUi::dialRequested(const QString &target)
{
    d->window.showScreen(MainWindow::Screen::Calls);
    d->window.present();
    d->window.dialer().offer(target);
}

void MainUi::linkOpened(const QString &target, bool background)
{
    if (!background)
        return dialRequested(target);
    d->window.showScreen(MainWindow::Screen::Calls);
    d->window.dialer().offer(target);
    d->window.notices().addNotice(QStringLiteral("link"), tr("A link waits in the field to be called."));
}

void MainUi::Private::wireWindow()
{
    connect(&window.dialer(), &DialerPanel::dialRequested, &q,
        [this](const QString &target) { dial(target, {}); });
    connect(&window.recent(), &RecentPanel::callRequested, &q,
        [this](const QString &uri, const QString &accountId) {
            dial(uri, phone.account(accountId) ? accountId : QString());
        });
    connect(&window, &MainWindow::closeAsked, &q, [this] { close(); });
    connect(&window, &MainWindow::quitRequested, &q, [this] { quit(); });
    connect(&window.notices(), &NoticeBar::accepted, &q, [this](const QString &code) {
        if (code == quitNotice)
            Q_EMIT q.quitRequested();
    });
    connect(&phone, &Phone::noticed, &window.notices(), &NoticeBar::addNotice);
    connect(&tray, &TrayIcon::showRequested, &window, &MainWindow::present);
    connect(&tray, &TrayIcon::quitRequested, &q, [this] { quit(); });
}

void MainUi::Private::wireCalls()
{
    connect(&calls, &CallDesk::callsChanged, &q, [this] { refreshCalls(); });
    connect(&calls, &CallDesk::refused, &q, [this](const QString &sentence) {
        window.notices().addNotice(QStringLiteral("call-refused"), sentence);
    });
    connect(&window.callsBar(), &CallsBar::showRequested, &calls, &CallDesk::showWindow);
    connect(&window.callsBar(), &CallsBar::answerRequested, &calls, &CallDesk::answer);
    connect(&window.callsBar(), &CallsBar::endRequested, &calls, &CallDesk::end);
    connect(&tray, &TrayIcon::answerRequested, &calls, &CallDesk::answer);
    connect(&tray, &TrayIcon::endRequested, &calls, &CallDesk::end);
    connect(&accounts, &AccountDesk::statusChanged, &q, [this] { refreshStatus(); });
    refreshCalls();
}

void MainUi::Private::wireHistory()
{
    connect(&phone.history(), &History::changed, &q, [this] { refreshHistory(); });
    connect(&phone.history(), &History::failed, &q,
        [this](const QString &sentence) { window.notices().addNotice(QStringLiteral("history"), sentence); });
    connect(&window, &MainWindow::activated, &q, [this] {
        if (window.screen() == MainWindow::Screen::Calls && phone.history().unseenMissed() > 0)
            phone.history().markAllSeen();
        refreshHistory(); // "today" may have become "yesterday"
    });
    unseenMissed = phone.history().unseenMissed(); // what was missed before this start needs no notification
    refreshHistory();
}

void MainUi::Private::wireSettings()
{
    SettingsStore &settings = phone.settings();
    connect(&settings, &SettingsStore::changed, &q, [this](const QString &key) {
        applySetting(key);
        if (window.screen() == MainWindow::Screen::Settings)
            window.settingsPage().reload();
    });
    for (const QString &key : {themeKey, quietKey, padKey})
        applySetting(key);
    connect(&window, &MainWindow::themeChosen, &q,
        [this](const QString &name) { phone.settings().set(themeKey, name); });
    connect(&window, &MainWindow::doNotDisturbToggled, &q,
        [this](bool quiet) { phone.settings().set(quietKey, quiet ? on : off); });
    connect(&window.dialer(), &DialerPanel::dialPadToggled, &q,
        [this](bool visible) { phone.settings().set(padKey, visible ? on : off); });
}

void MainUi::Private::dial(const QString &target, const QString &accountId)
{
    DialOptions options;
    options.accountId = accountId;
    const PhoneResult<Call *> call = phone.dial(target, options);
    if (!call) {
        window.dialer().showRefusal(call.error().message);
        return;
    }
    const CallState state = (*call)->state();
    if (state.end) { // over before it had a window
        window.dialer().showRefusal(state.end->sentence);
        return;
    }
    window.dialer().setText({});
    calls.showWindow(state.id);
}

// Closing hides where a tray can bring the window back, else it minimises; it ends the program only where the
// user chose so and nobody is talking.
void MainUi::Private::close()
{
    const bool stays = phone.settings().value(closeKey) != off;
    if (!stays && calls.liveCalls().isEmpty())
        Q_EMIT q.quitRequested();
    else if (TrayIcon::isAvailable())
        window.hide();
    else
        window.showMinimized();
}

void MainUi::Private::quit()
{
    const QList<CallState> live = calls.liveCalls();
    if (live.isEmpty()) {
        Q_EMIT q.quitRequested();
        return;
    }
    window.present();
    window.notices().ask(quitNotice,
        live.size() == 1 ? MainUi::tr("Quitting hangs up: %1.").arg(presentOngoing(live.first()).sentence)
                         : MainUi::tr("Quitting hangs up %n calls.", nullptr, int(live.size())),
        MainUi::tr("Quit"));
}

void MainUi::Private::refreshCalls()
{
    const QList<CallState> live = calls.liveCalls();
    window.callsBar().setCalls(live);
    tray.setCalls(live);
}

void MainUi::Private::refreshHistory()
{
    const History &history = phone.history();
    const QList<HistoryEntry> entries = history.entries({}, recentCalls);
    window.recent().setEntries(entries, {clock.wallTime().toLocalTime(), QLocale()});
    const int missed = history.unseenMissed();
    window.recent().setUnseenMissed(missed);
    tray.setUnseenMissed(missed);
    if (missed > unseenMissed && !entries.isEmpty() && !window.isActiveWindow())
        tray.notify(MainUi::tr("Missed call"), presentRecent(entries.first(), {}).title);
    unseenMissed = missed;
}

void MainUi::Private::refreshStatus()
{
    tray.setStatus(accounts.status().sentence);
}

void MainUi::Private::applySetting(const QString &key)
{
    const QString value = phone.settings().value(key);
    if (key == themeKey) {
        theme.setChoice(Theme::choiceFromName(value));
        window.setThemeChoice(theme.choice());
    } else if (key == quietKey) {
        window.setDoNotDisturb(value == on);
    } else if (key == padKey) {
        window.dialer().setDialPadVisible(value == on);
    }
}

} // namespace carillon
