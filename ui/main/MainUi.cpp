#include "MainUi.h"

#include "AccountDesk.h"
#include "AlertDesk.h"
#include "Autostart.h"
#include "CallDesk.h"
#include "CallWindow.h"
#include "CallsBar.h"
#include "ClickGuard.h"
#include "Clock.h"
#include "CursorRest.h"
#include "DropDesk.h"
#include "FavouriteDesk.h"
#include "HistoryDesk.h"
#include "KeyMapWindow.h"
#include "LookDesk.h"
#include "MainWindow.h"
#include "NoticeBar.h"
#include "Phone.h"
#include "PhoneMedia.h"
#include "PlayDesk.h"
#include "QuietEnd.h"
#include "RecentPanel.h"
#include "SelfTestDesk.h"
#include "SettingKeys.h"
#include "SettingsAccessOf.h"
#include "SettingsStore.h"
#include "SoundDesk.h"
#include "StripDesk.h"
#include "Theme.h"
#include "TrayDesk.h"
#include "TryOutParties.h"
#include "WindowPlaces.h"

#include <QApplication>

namespace carillon {
namespace {

const auto quitNotice = QStringLiteral("quit");

} // namespace

class MainUi::Private
{
public:
    Private(MainUi &owner, QApplication &application, Phone &thePhone, Clock &theClock,
        const MainUiOptions &options)
        : q(owner)
        , phone(thePhone)
        , clock(theClock)
        , theme(application)
        , lookOfDesktop(theme, options.bus)
        , cursorRest(application, theClock)
        , places(options.placesFile, theClock)
        , window(suggestionsFor(thePhone), settingsAccessOf(thePhone))
        , leave(theClock, options.useToken)
        , calls(thePhone, theClock, leave)
        , alerts(thePhone, calls, {theClock, options.bus, options.systemBus})
        , history({thePhone, theClock, window, calls, alerts})
        , accounts(thePhone, theClock, window)
        , tray({thePhone, theClock, window, calls, alerts}, options.bus)
        , sound(thePhone, theClock, window, calls)
        , selfTest(thePhone, window, calls)
        , player(thePhone, window)
        , strip(thePhone, calls)
        , drops(window, calls)
        , favourites(thePhone, window)
        , clickGuard(application, theClock, window, {&window.callsBar(), &window.notices()})
    {
    }

    void present();
    void wireWindow();
    void wireTray();
    void wireCalls();
    void wireSettings();
    void wireAutostart(Autostart &autostart);
    void dial(const QString &target, const QString &accountId);
    void close();
    void quit();
    void refreshCalls();
    void refreshStatus();
    void applySetting(const QString &key);
    void setQuiet(const QuietTime &time);

    MainUi &q;
    Phone &phone;
    Clock &clock;
    Theme theme;
    LookDesk lookOfDesktop;
    CursorRest cursorRest;
    WindowPlaces places; ///< before the windows: hears of them until they are gone
    MainWindow window;
    ActivationLeave leave;
    CallDesk calls;
    AlertDesk alerts;
    HistoryDesk history;
    AccountDesk accounts;
    TrayDesk tray;
    SoundDesk sound;
    SelfTestDesk selfTest;
    PlayDesk player;
    StripDesk strip;
    DropDesk drops;
    FavouriteDesk favourites;
    KeyMapWindow keys;
    ClickGuard clickGuard;
};

MainUi::MainUi(QApplication &application, Phone &phone, Clock &clock, MainUiOptions options, QObject *parent)
    : QObject(parent)
{
    application.setQuitOnLastWindowClosed(false);
    application.setWindowIcon(applicationIcon());
    d = std::make_unique<Private>(*this, application, phone, clock, options);
    d->places.keep(d->window, QStringLiteral("main"));
    d->wireWindow();
    d->wireTray();
    d->wireCalls();
    d->history.refresh();
    d->wireSettings();
    if (options.autostart)
        d->wireAutostart(*options.autostart);
    d->refreshStatus();
    if (options.start == MainUiOptions::Start::Window)
        d->window.present();
    else
        d->tray.startHidden();
}

MainUi::~MainUi() = default;

void MainUi::raise()
{
    d->present();
}

void MainUi::setActivationToken(const QString &token)
{
    d->leave.give(token);
}

void MainUi::newCall(const QString &number)
{
    d->window.showScreen(MainWindow::Screen::Calls);
    d->present();
    if (!number.isEmpty())
        d->window.dialer().setText(number);
    d->window.dialer().focusField();
}

void MainUi::dialRequested(const QString &target)
{
    d->window.showScreen(MainWindow::Screen::Calls);
    d->present();
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

void MainUi::Private::present()
{
    leave.bringForward(window);
}

void MainUi::Private::wireWindow()
{
    connect(&window.dialer(), &DialerPanel::dialRequested, &q,
        [this](const QString &target) { dial(target, favourites.accountFor(target)); });
    connect(&favourites, &FavouriteDesk::calling, &calls, &CallDesk::showWindow);
    connect(&favourites, &FavouriteDesk::callRequested, &q,
        [this](const QString &target, const QString &accountId) { dial(target, accountId); });
    connect(&window.recent(), &RecentPanel::callRequested, &q,
        [this](const QString &uri, const QString &accountId) {
            dial(uri, phone.account(accountId) ? accountId : QString());
        });
    connect(&window.recent(), &RecentPanel::detailsRequested, &q, [this](const HistoryEntry &entry) {
        player.showCall(entry, {clock.wallTime().toLocalTime(), QLocale(), calls.domains()});
    });
    connect(&player, &PlayDesk::callRequested, &window.recent(), &RecentPanel::callRequested);
    connect(&window, &MainWindow::closeAsked, &q, [this] { close(); });
    connect(&window, &MainWindow::quitRequested, &q, [this] { quit(); });
    connect(&window.notices(), &NoticeBar::accepted, &q, [this](const QString &code) {
        if (code == quitNotice)
            Q_EMIT q.quitRequested();
    });
    connect(&phone, &Phone::noticed, &q, [this](const QString &code, const QString &sentence) {
        if (!SoundDesk::isQuiet(code)) // that desk tells it
            window.notices().addNotice(code, sentence);
    });
    connect(&phone, &Phone::noticeOver, &window.notices(), &NoticeBar::removeSentence);
    connect(&window, &MainWindow::answerAsked, &calls, &CallDesk::answerOldest);
    connect(&window, &MainWindow::declineAsked, &calls, &CallDesk::declineOldest);
}

void MainUi::Private::wireTray()
{
    connect(&tray, &TrayDesk::openRequested, &q, &MainUi::raise);
    connect(&alerts, &AlertDesk::openRequested, &q, &MainUi::raise);
    connect(&alerts, &AlertDesk::tokenGiven, &q, &MainUi::setActivationToken);
    connect(&tray, &TrayDesk::newCallRequested, &q, &MainUi::newCall);
    connect(&tray, &TrayDesk::quitRequested, &q, [this] { quit(); });
    connect(&tray, &TrayDesk::quietChosen, &q, [this](const QuietTime &time) { setQuiet(time); });
    connect(&window, &MainWindow::quietChosen, &q, [this](const QuietTime &time) { setQuiet(time); });
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
    connect(&calls, &CallDesk::windowMade, &q,
        [this](CallWindow *made) { places.keep(*made, QStringLiteral("call")); });
    connect(&accounts, &AccountDesk::statusChanged, &q, [this] { refreshStatus(); });
    connect(&history, &HistoryDesk::missedCounted, &tray, &TrayDesk::setMissed);
    connect(&calls, &CallDesk::keysAsked, &q, [this] { keys.present(KeyPlace::CallWindow); });
    connect(&window, &MainWindow::keysAsked, &q, [this] { keys.present(KeyPlace::MainWindow); });
    connect(&window, &MainWindow::stripAsked, &strip, &StripDesk::toggle);
    refreshCalls();
}

void MainUi::Private::wireAutostart(Autostart &autostart)
{
    window.settingsPage().setSessionStart(sessionStartOf(autostart));
    connect(&autostart, &Autostart::changed, &window, &MainWindow::reloadSettings);
}

void MainUi::Private::wireSettings()
{
    SettingsStore &settings = phone.settings();
    connect(&settings, &SettingsStore::changed, &q, [this](const QString &key) {
        applySetting(key);
        window.reloadSettings();
    });
    connect(&phone.media(), &PhoneMedia::devicesChanged, &window,
        &MainWindow::reloadSettings); // plugged in while somebody looks
    for (const QString &key : {setting::theme, setting::doNotDisturb, setting::showDialPad})
        applySetting(key);
    connect(&window, &MainWindow::themeChosen, &q,
        [this](const QString &name) { phone.settings().set(setting::theme, name); });
    connect(&window, &MainWindow::doNotDisturbToggled, &q,
        [this](bool quiet) { (void)phone.setDoNotDisturb(quiet); });
    connect(&window.dialer(), &DialerPanel::dialPadToggled, &q, [this](bool visible) {
        phone.settings().set(setting::showDialPad, visible ? setting::on : setting::off);
    });
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
    window.dialer().showRefusal({}); // of an earlier one
    calls.showWindow(state.id);
}

// It ends the program only where the user chose so and nobody is talking.
void MainUi::Private::close()
{
    const bool stays = phone.settings().value(setting::closeToTray) != setting::off;
    if (!stays && calls.liveCalls().isEmpty())
        Q_EMIT q.quitRequested();
    else
        tray.putWindowAway();
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
    tray.refresh();
    if (!live.isEmpty())
        return;
    window.notices().remove(quitNotice); // there is nothing left to ask about
    for (const char *code : {"device-missing", "device-unavailable", "device-unreadable", "device-lost"})
        window.notices().remove(QLatin1String(code)); // of the calls: the next one tells it again
}

void MainUi::Private::refreshStatus()
{
    tray.refresh();
    history.refresh(); // with another account other addresses are at home
}

void MainUi::Private::setQuiet(const QuietTime &time)
{
    (void)phone.setDoNotDisturb(
        time.kind != QuietTime::Kind::Off, minutesOf(time, clock.wallTime().toLocalTime()));
}

void MainUi::Private::applySetting(const QString &key)
{
    const QString value = phone.settings().value(key);
    if (key == setting::theme) {
        theme.setChoice(Theme::choiceFromName(value));
        window.setThemeChoice(theme.choice());
    } else if (key == setting::doNotDisturb || key == setting::dndUntil) {
        window.setDoNotDisturb(phone.settings().value(setting::doNotDisturb) == setting::on,
            quietEndOf(phone.settings(), clock));
        tray.refresh();
    } else if (key == setting::showDialPad) {
        window.dialer().setDialPadVisible(value == setting::on);
    }
}

} // namespace carillon
