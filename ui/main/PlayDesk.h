#pragma once

#include "RecentModel.h"

#include <QObject>
#include <functional>

class QTimer;

namespace carillon {

class MainWindow;
class Phone;

/// Shows a call that is over, and plays what is asked for: its recordings, and the ring in the settings.
class PlayDesk final : public QObject
{
    Q_OBJECT
public:
    PlayDesk(Phone &phone, MainWindow &window, QObject *parent = nullptr);
    void showCall(const HistoryEntry &entry, const Moment &moment);

Q_SIGNALS:
    void callRequested(const QString &uri, const QString &accountId);

private:
    void play(const QString &file);
    void follow();
    void tellPosition();
    void showFolder(const QString &file) const;

    Phone &m_phone;
    MainWindow &m_window;
    HistoryEntry m_entry;
    Moment m_moment;
    QTimer *m_position; // runs only while something is heard
};

} // namespace carillon
