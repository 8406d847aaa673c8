#include "HistoryDesk.h"

#include "AccountPresentation.h"
#include "AlertDesk.h"
#include "CallDesk.h"
#include "DialerPanel.h"
#include "MainWindow.h"
#include "Phone.h"
#include "RecentPanel.h"
#include "SettingKeys.h"
#include "SettingsStore.h"

namespace carillon {
namespace {

constexpr int recentCalls = 200;
constexpr Milliseconds lookTime{3000};

} // namespace

HistoryDesk::HistoryDesk(const Around &around, QObject *parent)
    : QObject(parent)
    , m_around(around)
    , m_seenTimer(around.clock)
    , m_unseenMissed(around.phone.history().unseenMissed())
{
    const MainWindow &window = around.window;
    connect(&around.phone.history(), &History::changed, this, &HistoryDesk::refresh);
    connect(&window, &MainWindow::activated, this, [this] {
        refresh(); // "today" may have become "yesterday"
        look();
    });
    connect(&window, &MainWindow::screenChanged, this, &HistoryDesk::look);
    connect(&window, &MainWindow::deactivated, this, [this] {
        if (m_seenTimer.isRunning()) { // was looked at, if shortly
            m_seenTimer.stop();
            m_around.phone.history().markAllSeen();
        }
    });
}

// Somebody looks at the list: what was missed is seen after a while, not before he could have read it.
void HistoryDesk::look()
{
    const MainWindow &window = m_around.window;
    if (!window.isActiveWindow() || window.screen() != MainWindow::Screen::Calls || m_unseenMissed == 0)
        m_seenTimer.stop();
    else if (!m_seenTimer.isRunning())
        m_seenTimer.start(lookTime, [this] { m_around.phone.history().markAllSeen(); });
}

QString HistoryDesk::missedNews(const QList<HistoryEntry> &entries, int missed) const
{
    if (missed > 1)
        return tr("%n missed calls", nullptr, missed);
    const auto newest = std::find_if(entries.begin(), entries.end(), [](const HistoryEntry &entry) {
        return !entry.seen && entry.outcome == HistoryEntry::Outcome::Missed;
    });
    return newest == entries.end() ? QString() : nameOf(*newest, m_around.calls.domains());
}

void HistoryDesk::refresh()
{
    const History &history = m_around.phone.history();
    MainWindow &window = m_around.window;
    const QList<HistoryEntry> entries = history.entries({}, recentCalls);
    const QHash<QString, QString> domains = m_around.calls.domains();
    window.dialer().setDomains(domains);
    window.recent().setEntries(entries, {m_around.clock.wallTime().toLocalTime(), QLocale(), domains});
    const int missed = history.unseenMissed();
    window.recent().setUnseenMissed(missed);
    Q_EMIT missedCounted(missed);
    const bool quiet = m_around.phone.settings().value(setting::doNotDisturb) == setting::on;
    if (missed > m_unseenMissed && !quiet && !window.isActiveWindow())
        m_around.alerts.tellMissed(missedNews(entries, missed));
    else if (missed == 0)
        m_around.alerts.forgetMissed();
    m_unseenMissed = missed;
    look();
}

} // namespace carillon
