#include "MainWindow.h"

#include "AboutPage.h"
#include "AccountForm.h"
#include "AccountsPage.h"
#include "CallsBar.h"
#include "FavouriteBar.h"
#include "FirstStartPage.h"
#include "IconButton.h"
#include "KeyTable.h"
#include "Metrics.h"
#include "NoticeBar.h"
#include "PastCallPage.h"
#include "QuietMenu.h"
#include "RecentPanel.h"
#include "SelfTestPage.h"
#include "StatusButton.h"
#include "TabOrder.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace carillon {
namespace {

constexpr QSize usualSize(360, 620);
constexpr QSize smallestSize(metrics::narrowest, 420);
constexpr int listHeight = 72;    // below this a list is of no use
constexpr int lettersAcross = 32; // so many the narrowest window shows, however large the system has them

} // namespace

MainWindow::MainWindow(Suggest suggest, SettingsAccess settings, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_header(makeHeader())
    , m_notices(new NoticeBar(this))
    , m_calls(new CallsBar(this))
    , m_screens(new QStackedWidget(this))
    , m_dialer(new DialerPanel(std::move(suggest), this))
    , m_recent(new RecentPanel(this))
    , m_favourites(new FavouriteBar(this))
    , m_firstStart(new FirstStartPage(this))
    , m_accounts(new AccountsPage(this))
    , m_form(new AccountForm(this))
    , m_settings(new SettingsPage(std::move(settings), this))
    , m_selfTest(new SelfTestPage(this))
    , m_pastCall(new PastCallPage(this))
    , m_about(new AboutPage(this))
{
    setWindowTitle(tr("Carillon"));
    setWindowIcon(applicationIcon());
    fitLetters();
    resize(usualSize.expandedTo(minimumSize()));
    // In the order of Screen.
    for (QWidget *screen :
        {static_cast<QWidget *>(m_firstStart), makeCallsScreen(), static_cast<QWidget *>(m_accounts),
            static_cast<QWidget *>(m_form), static_cast<QWidget *>(m_settings),
            static_cast<QWidget *>(m_selfTest), static_cast<QWidget *>(m_pastCall), m_about})
        m_screens->addWidget(screen);
    auto *bars = new QVBoxLayout;
    bars->setContentsMargins(
        metrics::gap, metrics::gapTiny, metrics::gap, 0); // also where the header is hidden
    bars->setSpacing(metrics::gapSmall);
    bars->addWidget(m_calls);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gapTiny);
    column->addWidget(m_header);
    column->addLayout(bars);
    column->addWidget(m_screens, 1);
    // Below, where they push away nothing that is about to be pressed.
    auto *notices = new QVBoxLayout;
    notices->setContentsMargins(metrics::gap, 0, metrics::gap, metrics::gapSmall);
    notices->addWidget(m_notices);
    column->addLayout(notices);
    makeShortcuts();
    wireScreens();
    showScreen(Screen::Calls);
    tabInLayoutOrder(*this);
}

QWidget *MainWindow::makeHeader()
{
    auto *header = new QWidget(this);
    m_status = new StatusButton(header);
    m_menuButton = new IconButton(Icon::Menu, tr("Open the menu"), IconButton::Shape::Flat, header);
    m_menuButton->setSentence(tr("Open the menu"), KeyTable::text(KeyAction::Menu));
    m_quietButton = new IconButton(Icon::Bell, tr("Do not disturb"), IconButton::Shape::Flat, header);
    m_quietButton->setCheckable(true);
    QSizePolicy keepsItsPlace = m_status->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_status->setSizePolicy(keepsItsPlace);
    m_menu = makeMenu();
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(metrics::gapSmall, metrics::gapSmall, metrics::gapSmall, 0);
    row->setSpacing(metrics::gapTiny);
    row->addWidget(m_status, 1);
    row->addWidget(m_quietButton);
    row->addWidget(m_menuButton);
    connect(m_quietButton, &IconButton::clicked, this, &MainWindow::doNotDisturbToggled);
    connect(m_status, &StatusButton::clicked, this, [this] { showScreen(Screen::Accounts); });
    connect(m_menuButton, &IconButton::clicked, this, [this] {
        const QPoint below(
            isRightToLeft() ? 0 : m_menuButton->width() - m_menu->sizeHint().width(), m_menuButton->height());
        m_menu->popup(m_menuButton->mapToGlobal(below));
    });
    return header;
}

QWidget *MainWindow::makeCallsScreen()
{
    auto *screen = new QWidget(this);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(metrics::gap, metrics::gapTiny, metrics::gap, 0);
    top->addWidget(m_dialer);
    auto *column = new QVBoxLayout(screen);
    column->setContentsMargins(0, 0, 0, metrics::gapSmall);
    column->setSpacing(metrics::gap);
    column->addLayout(top);
    column->addWidget(m_recent, 1);
    auto *people = new QVBoxLayout;
    people->setContentsMargins(metrics::gap, 0, metrics::gap, 0);
    people->addWidget(m_favourites);
    column->addLayout(people);
    m_favourites->hide();
    // The suggestions take the place of the recent calls, so that nothing pops up over anything.
    connect(m_dialer, &DialerPanel::suggestingChanged, m_recent, [this] { fitToHeight(); });
    connect(m_dialer, &DialerPanel::dialPadToggled, this, [this] { fitToHeight(); });
    connect(m_dialer, &DialerPanel::leftDownwards, m_recent, &RecentPanel::focusList);
    return screen;
}

QMenu *MainWindow::makeMenu()
{
    auto *menu = new QMenu(this);
    menu->addAction(
        themedIcon(Icon::Person), tr("&Accounts"), this, [this] { showScreen(Screen::Accounts); });
    menu->addAction(themedIcon(Icon::Settings), tr("&Settings"), KeyTable::keys(KeyAction::Settings), this,
        [this] { showScreen(Screen::Settings); });
    menu->addAction(themedIcon(Icon::Loudspeaker), tr("S&ound"), this,
        [this] { showSettings(SettingsPage::Section::Sound); });
    menu->addAction(
        themedIcon(Icon::Check), tr("&Test the sound"), this, [this] { showScreen(Screen::SelfTest); });
    m_quiet = new QuietMenu(menu);
    menu->addMenu(m_quiet)->setIcon(themedIcon(Icon::Silence));
    connect(m_quiet, &QuietMenu::chosen, this, &MainWindow::quietChosen);
    connect(menu, &QMenu::aboutToShow, m_quiet, [this] { m_quiet->offerFrom(QDateTime::currentDateTime()); });
    QMenu *themes = menu->addMenu(tr("A&ppearance"));
    m_themes = new QActionGroup(this);
    const std::pair<QString, QString> choices[] = {{QStringLiteral("system"), tr("As the &system")},
        {QStringLiteral("light"), tr("&Light")}, {QStringLiteral("dark"), tr("&Dark")}};
    for (const auto &[name, text] : choices) {
        QAction *action = themes->addAction(text);
        action->setCheckable(true);
        action->setData(name);
        m_themes->addAction(action);
    }
    connect(m_themes, &QActionGroup::triggered, this,
        [this](QAction *action) { Q_EMIT themeChosen(action->data().toString()); });
    menu->addAction(themedIcon(Icon::Collapse), tr("S&mall strip on top"), this, &MainWindow::stripAsked);
    menu->addSeparator();
    menu->addAction(themedIcon(Icon::Keypad), tr("&Keys"), KeyTable::keys(KeyAction::MainKeys), this,
        &MainWindow::keysAsked);
    menu->addAction(
        themedIcon(Icon::Bell), tr("A&bout Carillon"), this, [this] { showScreen(Screen::About); });
    menu->addAction(themedIcon(Icon::Close), tr("&Quit"), KeyTable::keys(KeyAction::Quit), this,
        &MainWindow::quitRequested);
    addActions(menu->actions()); // so that their keys work while the menu is closed
    return menu;
}

void MainWindow::makeShortcuts()
{
    const auto on = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    on(KeyTable::keys(KeyAction::Menu), [this] { m_menuButton->click(); });
    on(KeyTable::keys(KeyAction::TypeNumber), [this] {
        showScreen(Screen::Calls);
        m_dialer->focusField();
    });
    on(KeyTable::keys(KeyAction::CloseMain), [this] { askToClose(); });
    on(KeyTable::keys(KeyAction::AnswerMain), [this] { Q_EMIT answerAsked(); });
    on(KeyTable::keys(KeyAction::DeclineMain), [this] { Q_EMIT declineAsked(); });
}

void MainWindow::wireScreens()
{
    const auto back = [this] { showScreen(Screen::Calls); };
    connect(m_accounts, &Page::backRequested, this, back);
    connect(m_settings, &Page::backRequested, this, back);
    connect(m_settings, &SettingsPage::accountsRequested, this, [this] { showScreen(Screen::Accounts); });
    connect(m_settings, &SettingsPage::selfTestRequested, this, [this] { showScreen(Screen::SelfTest); });
    connect(m_selfTest, &Page::backRequested, this, &MainWindow::leaveSelfTest);
    connect(m_pastCall, &Page::backRequested, this, [this] {
        showScreen(Screen::Calls);
        m_recent->focusList(); // where it was asked for
    });
    connect(static_cast<Page *>(m_about), &Page::backRequested, this, back);
    connect(m_form, &Page::backRequested, this, [this] { showScreen(Screen::Accounts); });
    connect(m_accounts, &AccountsPage::addRequested, this, [this] {
        showScreen(Screen::AccountForm);
        m_form->startAdding();
    });
    connect(m_firstStart, &FirstStartPage::finished, this, back);
    connect(m_recent, &RecentPanel::takeRequested, this, [this](const QString &uri) {
        m_dialer->setText(uri);
        m_dialer->focusField();
    });
}

void MainWindow::showScreen(Screen screen)
{
    if (screen == Screen::SelfTest && this->screen() != screen)
        m_beforeTest = this->screen() == Screen::Settings ? Screen::Settings : Screen::Calls;
    m_screens->setCurrentIndex(int(screen));
    Q_EMIT screenChanged();
    m_header->setVisible(screen == Screen::Calls || screen == Screen::FirstStart);
    m_status->setVisible(screen == Screen::Calls);
    m_quietButton->setVisible(screen == Screen::Calls);
    switch (screen) { // no default: a new screen must break this build
    case Screen::Calls: m_dialer->focusField(); break;
    case Screen::FirstStart: m_firstStart->focusFirst(); break;
    case Screen::Settings: reloadSettings(); [[fallthrough]];
    case Screen::Accounts:
    case Screen::AccountForm:
    case Screen::SelfTest:
    case Screen::PastCall:
    case Screen::About: shownPage()->firstFocus()->setFocus(Qt::OtherFocusReason); break;
    }
}

Page *MainWindow::shownPage() const
{
    return qobject_cast<Page *>(m_screens->currentWidget());
}

void MainWindow::showSettings(SettingsPage::Section section)
{
    showScreen(Screen::Settings);
    m_settings->showSection(section);
}

void MainWindow::leaveSelfTest()
{
    showScreen(m_beforeTest);
}

void MainWindow::reloadSettings()
{
    if (screen() == Screen::Settings)
        m_settings->reload();
}

MainWindow::Screen MainWindow::screen() const
{
    return Screen(m_screens->currentIndex());
}

void MainWindow::setStatus(const StatusPresentation &status)
{
    m_status->setStatus(status);
}

void MainWindow::setDoNotDisturb(bool on, const QString &until)
{
    m_quiet->setQuiet(on, until);
    m_quietButton->setChecked(on);
    m_quietButton->setIcon(on ? Icon::Silence : Icon::Bell);
    m_quietButton->setSentence(
        on ? tr("Let callers disturb you again") : tr("Do not disturb: callers hear that you are busy"));
}

void MainWindow::setFavourites(const QList<FavouritePresentation> &favourites)
{
    m_favourites->setFavourites(favourites);
    fitToHeight();
}

void MainWindow::setThemeChoice(Theme::Choice choice)
{
    m_themes->actions().at(int(choice))->setChecked(true);
}

void MainWindow::present()
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
}

void MainWindow::askToClose()
{
    Q_EMIT closeAsked();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!event->spontaneous()) // the program ends: QCoreApplication::quit() closes what it finds
        return;
    event->ignore();
    askToClose();
}

// On a low window first the calls become fewer lines, then the favourites go, then the list, then the pad;
// the field never.
void MainWindow::fitToHeight()
{
    if (!m_header || m_isFitting)
        return;
    const QScopedValueRollback fitting(m_isFitting, true);
    const int width = this->width() - 2 * metrics::gap;
    const int notices = m_notices->isHidden() ? 0 : m_notices->heightForWidth(width) + metrics::gapSmall;
    const int header = std::max(metrics::minTarget, m_status->sizeHint().height());
    const int fixed = header + 4 * metrics::gapSmall + notices + m_dialer->rowHeight();
    int room = height() - fixed;
    const bool wantsPad = m_dialer->isDialPadVisible();
    const int pad = wantsPad ? m_dialer->padHeight() + metrics::gapSmall : 0;
    const int calls = std::min(m_calls->callCount(), CallsBar::mostLines);
    const int spare = room - (wantsPad ? pad : listHeight);
    int lines = std::clamp(spare / m_calls->lineHeight(), std::min(calls, 1), std::max(calls, 1));
    if (lines < m_calls->callCount() && lines > 1)
        --lines; // for "and n more"
    m_calls->setLineLimit(lines);
    room -= calls > 0 ? lines * m_calls->lineHeight() + metrics::gapSmall : 0;
    m_dialer->setRoomForPad(pad <= room);
    room -= wantsPad ? pad : 0;
    const bool isFree = !m_dialer->isSuggesting();
    const int people = m_favourites->isEmpty() ? 0 : m_favourites->heightForWidth(width) + metrics::gap;
    m_favourites->setVisible(isFree && people > 0 && room - people >= listHeight);
    m_recent->setVisible(isFree && (!wantsPad || room >= listHeight));
}

// No text is wider than the page that it stands on.
void MainWindow::fitLetters()
{
    setMinimumSize(
        smallestSize.expandedTo({lettersAcross * fontMetrics().averageCharWidth(), smallestSize.height()}));
}

void MainWindow::resizeEvent(QResizeEvent *)
{
    fitToHeight();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_notices->isVisible()) {
        m_notices->dismiss();
        return;
    }
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const QString typed = event->text();
    if (screen() == Screen::Calls && plain && !typed.isEmpty() && typed.front().isPrint()
        && !typed.front().isSpace()) {
        m_dialer->typeCharacter(typed); // typing works everywhere
        return;
    }
    QWidget::keyPressEvent(event);
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::WindowActivate)
        Q_EMIT activated();
    else if (event->type() == QEvent::WindowDeactivate)
        Q_EMIT deactivated();
    else if (event->type() == QEvent::FontChange)
        fitLetters();
    else if (event->type() == QEvent::LayoutRequest)
        fitToHeight();
    return QWidget::event(event);
}

} // namespace carillon
