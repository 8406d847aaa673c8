#pragma once

#include "Clock.h"
#include "History.h"

#include <QObject>

namespace carillon {

class AlertDesk;
class CallDesk;
class MainWindow;
class Phone;

/// The recent calls in the main window: the list, how many were missed and not seen yet, and when they count
/// as seen.
class HistoryDesk final : public QObject
{
    Q_OBJECT
public:
    struct Around {
        Phone &phone;
        Clock &clock;
        MainWindow &window;
        CallDesk &calls;
        AlertDesk &alerts;
    };
    /// Shows nothing before the first refresh(). What was missed before this start is not told.
    explicit HistoryDesk(const Around &around, QObject *parent = nullptr);
    void refresh();

Q_SIGNALS:
    void missedCounted(int count); ///< not seen yet; told by each refresh

private:
    void look();
    QString missedNews(const QList<HistoryEntry> &entries, int missed) const;

    const Around m_around;
    Timer m_seenTimer; ///< the list of calls is being looked at
    int m_unseenMissed;
};

} // namespace carillon
