#include "TrayDesk.h"

#include "AlertDesk.h"
#include "CallDesk.h"
#include "MainWindow.h"
#include "Phone.h"
#include "QuietEnd.h"
#include "SettingKeys.h"
#include "SettingsStore.h"

#include "X11Clipboard.h"

#include <QGuiApplication>

namespace carillon {
namespace {

/// Only windows of X can show an icon in its tray, and only there may one read what was copied without having
/// the focus.
template <typename OfDisplay>
std::unique_ptr<OfDisplay> makeOnX()
{
    return QGuiApplication::platformName() == QLatin1String("xcb") ? std::make_unique<OfDisplay>() : nullptr;
}

} // namespace

TrayDesk::TrayDesk(const Around &around, BusLink *bus, QObject *parent)
    : QObject(parent)
    , m_around(around)
    , m_xembed(makeOnX<XembedTray>())
    , m_clipboard(makeOnX<X11Clipboard>())
    , m_host(bus, m_xembed.get(), around.clock)
    , m_patience(around.clock)
    , m_missing(around.clock)
{
    wire();
    hostChanged();
}

TrayDesk::~TrayDesk() = default;

void TrayDesk::wire()
{
    connect(&m_host, &TrayHost::changed, this, &TrayDesk::hostChanged);
    connect(&m_icon, &TrayIcon::openRequested, this, &TrayDesk::openRequested);
    connect(&m_icon, &TrayIcon::newCallRequested, this, &TrayDesk::newCallRequested);
    connect(&m_icon, &TrayIcon::quitRequested, this, &TrayDesk::quitRequested);
    connect(&m_icon, &TrayIcon::quietChosen, this, &TrayDesk::quietChosen);
    wireClipboard();
    connect(&m_icon, &TrayIcon::clicked, this, [this] {
        if (!m_around.calls.showAnyWindow())
            Q_EMIT openRequested();
    });
    CallDesk &calls = m_around.calls;
    connect(&m_icon, &TrayIcon::answerRequested, &calls, &CallDesk::answer);
    connect(&m_icon, &TrayIcon::endRequested, &calls, &CallDesk::end);
    connect(&m_icon, &TrayIcon::showCallRequested, &calls, &CallDesk::showWindow);
    connect(&m_icon, &TrayIcon::muteRequested, &calls, &CallDesk::setMuted);
    connect(&m_around.alerts, &AlertDesk::untold, &m_icon, &TrayIcon::notify);
}

// Nobody's clipboard is read before the menu is opened, and the menu does not wait for it.
void TrayDesk::wireClipboard()
{
    if (!m_clipboard)
        return;
    connect(&m_icon, &TrayIcon::menuOpens, this, [this] {
        if (!m_clipboard->isThere())
            return;
        m_icon.menu().expectNumber();
        m_clipboard->ask();
    });
    connect(m_clipboard.get(), &X11Clipboard::told, this,
        [this](const QString &text) { m_icon.menu().setNumber(dialableIn(text)); });
}

void TrayDesk::refresh()
{
    TrayFacts facts{.calls = m_around.calls.liveCalls(),
        .reachability = m_around.phone.isOnline() ? Reachability::Online : Reachability::Offline,
        .disturbance = m_around.phone.settings().value(setting::doNotDisturb) == setting::on
            ? Disturbance::Refused
            : Disturbance::Allowed,
        .missed = m_missed};
    facts.quietEnd = quietEndOf(m_around.phone.settings(), m_around.clock);
    for (const Account *account : m_around.phone.accounts())
        facts.accounts.append(summarise(*account));
    m_icon.setShown(trayPresentation(facts));
    m_icon.setCalls(facts.calls);
}

void TrayDesk::setMissed(int count)
{
    m_missed = count;
    refresh();
}

void TrayDesk::putWindowAway()
{
    if (m_host.isThere()) {
        m_where = Whereabouts::Tray;
        m_around.window.hide();
        return;
    }
    m_around.window.showMinimized();
    if (!std::exchange(m_hasToldTaskBar, true))
        m_around.alerts.tell(tr("Carillon keeps running"),
            tr("There is no tray for its icon: its window waits in the task bar, and calls still come in."));
}

void TrayDesk::startHidden()
{
    m_where = Whereabouts::Hidden;
    if (!m_host.isThere())
        m_patience.start(missingAfter, [this] { hostLost(); });
}

void TrayDesk::hostChanged()
{
    m_icon.setHost(m_host.isThere() ? TrayIcon::Host::There : TrayIcon::Host::None);
    if (m_host.isThere()) {
        m_hadHost = true;
        m_missing.stop();
        m_around.alerts.setTray(AlertDesk::Tray::There);
    } else if (!m_missing.isRunning()) {
        m_missing.start(m_hadHost ? goneAfter : missingAfter,
            [this] { m_around.alerts.setTray(AlertDesk::Tray::Missing); });
    }
    if (m_host.isThere()) {
        m_patience.stop();
        m_around.alerts.forgetTold();
    } else if (whereabouts() != Whereabouts::Window && !m_patience.isRunning()) {
        m_patience.start(goneAfter, [this] { hostLost(); });
    }
}

TrayDesk::Whereabouts TrayDesk::whereabouts()
{
    if (m_around.window.isVisible())
        m_where = Whereabouts::Window;
    return m_where;
}

// A window that was put into the tray goes where it can still be found; one that was never wanted stays away.
void TrayDesk::hostLost()
{
    switch (whereabouts()) {
    case Whereabouts::Window: return;
    case Whereabouts::Tray:
        m_where = Whereabouts::Window;
        m_around.window.showMinimized();
        m_around.alerts.tell(tr("Carillon keeps running"),
            tr("The tray with its icon has gone: its window waits in the task bar, and calls still come "
               "in."));
        return;
    case Whereabouts::Hidden:
        m_around.alerts.tell(tr("Carillon is running and takes calls"),
            tr("There is no tray for its icon. Click here, or start Carillon again, to see its window."));
        return;
    }
    Q_UNREACHABLE();
}

} // namespace carillon
