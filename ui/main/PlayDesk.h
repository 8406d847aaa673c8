#pragma once

#include "RecentModel.h"

#include <QObject>
#include <functional>

class QTimer;

namespace carillon {

class MainWindow;
class Phone;

/// Shows a call that is over, and plays what is asked for: its recordings, and the ring in the settings. What
/// is on the disk is asked of the media, which may wait for it.
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
    void filesFound(const QStringList &asked, const QStringList &there);
    void showFolder(const QString &file);
    void openFolder(const QStringList &there);

    Phone &m_phone;
    MainWindow &m_window;
    HistoryEntry m_entry;
    Moment m_moment;
    QString m_wanted;      ///< to be played once it is known to be there
    QStringList m_folders; ///< of a file, the nearest first: asked for to be opened
    QTimer *m_position;    // runs only while something is heard
};

} // namespace carillon
