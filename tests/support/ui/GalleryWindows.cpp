// The main window and its pages.

#include "AccountForm.h"
#include "AccountsPage.h"
#include "CallsBar.h"
#include "FirstStartPage.h"
#include "Gallery.h"
#include "NoticeBar.h"
#include "PastCallPage.h"
#include "RecentPanel.h"
#include "SampleSettings.h"
#include "SelfTestPage.h"
#include "Sentences.h"

#include <QPushButton>

namespace carillon {
namespace {

AccountSummary failedAccount()
{
    AccountSummary account = sample::account(Account::State::Failed);
    account.id = QStringLiteral("a2");
    account.settings.aor = QStringLiteral("sip:anna.weber@a-very-long-company-name.example.org");
    account.reason = Sentences::text("The password for %1 was refused by the server.")
                         .arg(QStringLiteral("anna.weber@a-very-long-company-name.example.org"));
    return account;
}

/// Also with somebody whose name runs the other way.
QList<HistoryEntry> history()
{
    QList<HistoryEntry> entries = sample::history();
    entries.insert(3,
        sample::entry(
            "محمد الأحمد", "sip:+962791234567@example.org", HistoryEntry::Outcome::Answered, 60 * 21));
    return entries;
}

} // namespace

std::unique_ptr<MainWindow> Gallery::makeMain()
{
    auto window = std::make_unique<MainWindow>(
        [](const QString &text) {
            QList<HistoryEntry> found;
            for (const HistoryEntry &entry : sample::history()) {
                if (entry.remoteName.contains(text, Qt::CaseInsensitive))
                    found.append(entry);
            }
            return found;
        },
        sample::settings());
    window->setStatus(presentStatus({sample::account(Account::State::Registered)}, Reachability::Online));
    window->recent().setEntries(history(), sample::moment());
    window->recent().setUnseenMissed(2);
    QList<FavouritePresentation> favourites;
    const std::initializer_list<std::pair<const char *, Lamp>> people{{"Bob Miller", Lamp::Idle},
        {"Carol Nguyen", Lamp::Busy}, {"Reception", Lamp::Ringing}, {"Dave", Lamp::Unknown}};
    for (const auto &[name, lamp] : people) {
        FavouriteState state;
        state.favourite = {QString::fromLatin1(name), QString::fromLatin1(name), {}, {}};
        state.lamp = lamp;
        favourites.append(presentFavourite(state));
    }
    window->setFavourites(favourites);
    window->accounts().setAccounts({sample::account(Account::State::Registered), failedAccount()});
    return window;
}

void Gallery::paintMain()
{
    auto window = makeMain();
    save(*window, "main");
    window->dialer().setDialPadVisible(true);
    save(*window, "main-pad");
    window->dialer().setDialPadVisible(false);
    window->dialer().setText(QStringLiteral("re"));
    save(*window, "main-suggestions");
    window->dialer().setText({});
    window->dialer().offer(QStringLiteral("+49 30 1234567"));
    save(*window, "main-link");
    window->dialer().setText({});
    paintBusyMain(*window);
    paintPages(*window);
}

void Gallery::paintBusyMain(MainWindow &window)
{
    window.notices().addNotice(QStringLiteral("x"),
        QStringLiteral("The headset was unplugged. Calls now use the loudspeaker."),
        NoticeBar::Weight::Quiet);
    CallState held = sample::bob();
    held.heldLocal = true;
    window.callsBar().setCalls({sample::anna(), held, sample::ringing()});
    window.resize(320, 420);
    save(window, "main-320");
    window.resize(360, 620);
    CallState longName = sample::ringing();
    longName.remoteName = QStringLiteral("Anna with a very long name & more");
    window.callsBar().setCalls({longName});
    window.setDoNotDisturb(true);
    AccountSummary noPassword = failedAccount();
    noPassword.reason = Sentences::text("The password for %1 is not stored: please enter it again.")
                            .arg(QStringLiteral("1001@carillon.test"));
    window.setStatus(presentStatus({noPassword}, Reachability::Online));
    save(window, "main-long");
    window.setDoNotDisturb(false);
    window.callsBar().setCalls({sample::anna()});
    window.notices().dismiss();
    save(window, "main-call");
    window.callsBar().setCalls({});
}

void Gallery::paintPages(MainWindow &window)
{
    window.showScreen(MainWindow::Screen::FirstStart);
    save(window, "first-start");
    window.firstStart().setSteps(presentSteps(sample::account(Account::State::Failed)));
    save(window, "first-start-failed");
    window.firstStart().setSteps(presentSteps(sample::account(Account::State::Registered)));
    save(window, "first-start-done");
    window.showScreen(MainWindow::Screen::Accounts);
    save(window, "accounts");
    window.showScreen(MainWindow::Screen::AccountForm);
    window.accountForm().startChanging(
        QStringLiteral("a1"), sample::account(Account::State::Registered).settings);
    for (auto *button : window.accountForm().findChildren<QPushButton *>())
        button->setChecked(button->isCheckable());
    window.resize(360, 1050);
    save(window, "account-form");
    window.resize(360, 620);
    paintSettings(window);
    window.resize(360, 620);
    paintSelfTest(window);
    paintPastCall(window);
    window.showScreen(MainWindow::Screen::About);
    save(window, "about");
}

void Gallery::paintSettings(MainWindow &window)
{
    window.showScreen(MainWindow::Screen::Settings);
    save(window, "settings");
    window.showSettings(SettingsPage::Section::Sound);
    save(window, "settings-sound");
    window.settingsPage().search(QStringLiteral("record"));
    save(window, "settings-search");
    window.settingsPage().search({});
    for (auto *button : window.settingsPage().findChildren<QPushButton *>())
        button->setChecked(button->isCheckable());
    window.settingsPage().setMeter(Speech::Open, 0.2F);
    window.resize(360, 5200);
    save(window, "settings-all");
}

void Gallery::paintSelfTest(MainWindow &window)
{
    window.showScreen(MainWindow::Screen::SelfTest);
    window.selfTest().setPresentation(presentSelfTest(SelfTestState::Done, sample::selfTest()));
    save(window, "self-test");
}

void Gallery::paintPastCall(MainWindow &window)
{
    window.pastCall().setCall(presentPastCall(sample::recordedCall(), sample::moment(),
        [](const QString &file) { return !file.endsWith(QLatin1String("_2.opus")); }));
    window.pastCall().setPlaying(sample::recordedCall().recordings.constFirst(), 12000, 195000);
    window.showScreen(MainWindow::Screen::PastCall);
    save(window, "past-call");
}

} // namespace carillon
