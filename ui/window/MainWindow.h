#pragma once

#include "AccountPresentation.h"
#include "DialerPanel.h"
#include "LampPresentation.h"
#include "QuietTime.h"
#include "SettingsPage.h"
#include "Theme.h"

#include <QWidget>

class QActionGroup;
class QMenu;
class QStackedWidget;

namespace carillon {

class AccountForm;
class AccountsPage;
class CallsBar;
class FavouriteBar;
class FirstStartPage;
class IconButton;
class NoticeBar;
class Page;
class PastCallPage;
class QuietMenu;
class RecentPanel;
class SelfTestPage;
class StatusButton;

/// The main window: status, notices, ongoing calls, and one screen below. Knows no phone: it shows what it is
/// given and asks by signals.
class MainWindow final : public QWidget
{
    Q_OBJECT
public:
    enum class Screen { FirstStart, Calls, Accounts, AccountForm, Settings, SelfTest, PastCall, About };
    MainWindow(Suggest suggest, SettingsAccess settings, QWidget *parent = nullptr);

    void showScreen(Screen screen);
    void showSettings(SettingsPage::Section section);
    Screen screen() const;
    void setStatus(const StatusPresentation &status);
    /// @p until: when it ends, in words; empty: somebody ends it.
    void setDoNotDisturb(bool on, const QString &until = {});
    void setFavourites(const QList<FavouritePresentation> &favourites);
    void setThemeChoice(Theme::Choice choice);
    /// Shows, raises and activates.
    void present();
    /// What the close button does: never an end of anything.
    void askToClose();

    DialerPanel &dialer() const { return *m_dialer; }
    RecentPanel &recent() const { return *m_recent; }
    FavouriteBar &favourites() const { return *m_favourites; }
    CallsBar &callsBar() const { return *m_calls; }
    NoticeBar &notices() const { return *m_notices; }
    FirstStartPage &firstStart() const { return *m_firstStart; }
    AccountsPage &accounts() const { return *m_accounts; }
    AccountForm &accountForm() const { return *m_form; }
    SettingsPage &settingsPage() const { return *m_settings; }
    SelfTestPage &selfTest() const { return *m_selfTest; }
    PastCallPage &pastCall() const { return *m_pastCall; }
    /// Of the screen that is shown: what it shows may have changed.
    void reloadSettings();

Q_SIGNALS:
    void closeAsked();
    void quitRequested();
    void doNotDisturbToggled(bool on);
    void quietChosen(const carillon::QuietTime &time);
    void themeChosen(const QString &name); ///< the words of the setting
    void activated();                      ///< somebody looks at it
    void deactivated();
    void screenChanged();
    void answerAsked();  ///< the key for answering whoever rings
    void declineAsked(); ///< the key for declining whoever rings
    void keysAsked();    ///< the list of the keys
    void stripAsked();   ///< of a call: shown or hidden

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeCallsScreen();
    QMenu *makeMenu();
    void makeShortcuts();
    void wireScreens();
    void leaveSelfTest();
    Page *shownPage() const; ///< null for the calls
    void fitToHeight();
    void fitLetters();

    StatusButton *m_status = nullptr;
    IconButton *m_menuButton = nullptr;
    IconButton *m_quietButton = nullptr;
    QMenu *m_menu = nullptr;
    QuietMenu *m_quiet = nullptr;
    QActionGroup *m_themes = nullptr;
    bool m_isFitting = false; ///< its own changes ask for no other
    QWidget *m_header;
    NoticeBar *m_notices;
    CallsBar *m_calls;
    QStackedWidget *m_screens;
    DialerPanel *m_dialer;
    RecentPanel *m_recent;
    FavouriteBar *m_favourites;
    FirstStartPage *m_firstStart;
    AccountsPage *m_accounts;
    AccountForm *m_form;
    SettingsPage *m_settings;
    SelfTestPage *m_selfTest;
    PastCallPage *m_pastCall;
    QWidget *m_about;
    Screen m_beforeTest = Screen::Calls; ///< where the self-test was asked for
};

} // namespace carillon
