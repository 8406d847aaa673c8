#include "AccountDesk.h"

#include "AccountForm.h"
#include "AccountsPage.h"
#include "FirstStartPage.h"
#include "MainWindow.h"
#include "NoticeBar.h"
#include "Phone.h"
#include "QuietEnd.h"
#include "RecentPanel.h"
#include "SettingKeys.h"
#include "SettingsStore.h"

#include <QScopedValueRollback>

namespace carillon {

using Screen = MainWindow::Screen;

namespace {

const auto noPassword = QStringLiteral("no-password"); // of PhoneError

AccountForm::Kept keptOf(const Account &account)
{
    using Password = AccountForm::Password;
    return {account.hasPassword() ? Password::Stored : Password::None,
        account.hasTurnPassword() ? Password::Stored : Password::None};
}

} // namespace

AccountDesk::AccountDesk(Phone &phone, Clock &clock, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_clock(clock)
    , m_window(window)
{
    wireFirstStart();
    wireAccounts();
    connect(&phone, &Phone::accountAdded, this, &AccountDesk::accountAdded);
    connect(&phone, &Phone::accountChanged, this, &AccountDesk::refresh);
    connect(&phone, &Phone::accountRemoved, this, [this](const QString &id) {
        if (id == m_firstId)
            m_firstId.clear();
        refresh();
        if (m_phone.accounts().isEmpty())
            m_window.showScreen(Screen::FirstStart);
    });
    connect(&phone, &Phone::onlineChanged, this, &AccountDesk::refresh);
    connect(&phone.settings(), &SettingsStore::changed, this, [this](const QString &key) {
        if (key == setting::doNotDisturb || key == setting::dndUntil)
            refresh();
    });
    window.showScreen(phone.accounts().isEmpty() ? Screen::FirstStart : Screen::Calls);
    refresh();
}

StatusPresentation AccountDesk::status() const
{
    return presentStatus(summaries(), m_phone.isOnline() ? Reachability::Online : Reachability::Offline,
        m_phone.settings().value(setting::doNotDisturb) == setting::on ? Disturbance::Refused
                                                                       : Disturbance::Allowed,
        quietEndOf(m_phone.settings(), m_clock));
}

void AccountDesk::wireFirstStart()
{
    FirstStartPage &page = m_window.firstStart();
    connect(&page, &FirstStartPage::continueRequested, this, &AccountDesk::continueFirstStart);
    connect(&page, &FirstStartPage::finished, this, [this] {
        m_firstId.clear();
        m_window.firstStart().setSteps({});
    });
    connect(&page, &FirstStartPage::tryOutRequested, this, [this] {
        m_window.firstStart().setTryOutBusy(true);
        const PhoneResult<Account *> started = m_phone.startTryOut();
        m_window.firstStart().setTryOutBusy(false);
        if (started)
            m_window.showScreen(Screen::Calls);
        else
            m_window.notices().addNotice(started.error().code, started.error().message);
        refresh();
    });
}

void AccountDesk::wireAccounts()
{
    AccountsPage &page = m_window.accounts();
    AccountForm &form = m_window.accountForm();
    connect(&page, &AccountsPage::editRequested, this, [this](const QString &id) {
        const Account *account = m_phone.account(id);
        if (!account)
            return;
        m_window.showScreen(Screen::AccountForm);
        m_window.accountForm().startChanging(id, account->settings(), keptOf(*account));
    });
    connect(&page, &AccountsPage::removeRequested, this, [this](const QString &id) {
        if (const PhoneResult<> done = m_phone.removeAccount(id); !done)
            m_window.notices().addNotice(done.error().code, done.error().message);
    });
    connect(&page, &AccountsPage::connectionRequested, this, [this](const QString &id, bool registered) {
        Account *account = m_phone.account(id);
        if (!account)
            return;
        const PhoneResult<> done = registered ? account->addBinding() : account->removeBinding();
        if (done)
            return;
        if (done.error().code == noPassword)
            askForPassword(*account, done.error().message);
        else
            m_window.notices().addNotice(done.error().code, done.error().message);
    });
    connect(&form, &AccountForm::addRequested, this,
        [this](const AccountSettings &settings, const QString &password) {
            const PhoneResult<Account *> added = m_phone.addAccount(settings, password);
            if (added)
                m_window.showScreen(Screen::Accounts);
            else
                m_window.accountForm().showProblem(added.error().message);
        });
    connect(&form, &AccountForm::changeRequested, this,
        [this](const QString &id, const AccountSettings &settings, const std::optional<QString> &password) {
            const PhoneResult<> changed = m_phone.changeAccount(id, settings, password);
            if (changed)
                m_window.showScreen(Screen::Accounts);
            else
                m_window.accountForm().showProblem(changed.error().message);
        });
}

void AccountDesk::askForPassword(const Account &account, const QString &why)
{
    m_window.showScreen(Screen::AccountForm);
    m_window.accountForm().startChanging(account.id(), account.settings(), keptOf(account));
    m_window.accountForm().askForPassword(why);
}

QList<AccountSummary> AccountDesk::summaries() const
{
    QList<AccountSummary> all;
    for (const Account *account : m_phone.accounts())
        all.append(summarise(*account));
    return all;
}

void AccountDesk::refresh()
{
    const QList<AccountSummary> all = summaries();
    m_window.accounts().setAccounts(all);
    m_window.setStatus(status());
    m_window.recent().setEmptyHint(
        m_phone.isTryOut() ? tr(
            "Try it: call echo, music or friend. Calls to busy and noanswer show what happens when nobody "
            "talks to you.")
                           : QString());
    for (const AccountSummary &account : all) {
        if (account.id == m_firstId && !m_firstIsRefused) // how the old one fares is no news then
            m_window.firstStart().setSteps(presentSteps(account));
    }
    Q_EMIT statusChanged();
}

void AccountDesk::accountAdded()
{
    // Added by a script or by --try-out: the first start is over. Ours shows its steps first.
    if (!m_adding && m_firstId.isEmpty() && m_window.screen() == Screen::FirstStart)
        m_window.showScreen(Screen::Calls);
    refresh();
}

void AccountDesk::continueFirstStart(const AccountSettings &settings, const QString &password)
{
    const QScopedValueRollback adding(m_adding, true);
    if (m_phone.account(m_firstId)) {
        const PhoneResult<> changed = m_phone.changeAccount(m_firstId, settings, password);
        m_firstIsRefused = !changed;
        if (!changed)
            m_window.firstStart().showProblem(changed.error().message);
        refresh();
        return;
    }
    const PhoneResult<Account *> added = m_phone.addAccount(settings, password);
    if (!added) {
        m_window.firstStart().showProblem(added.error().message);
        return;
    }
    m_firstId = (*added)->id();
    m_firstIsRefused = false;
    refresh();
}

} // namespace carillon
