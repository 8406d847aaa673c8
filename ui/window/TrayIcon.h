#pragma once

#include "Call.h"

#include <QObject>
#include <QSystemTrayIcon>
#include <memory>

class QAction;
class QMenu;

namespace carillon {

/// The icon in the tray and its menu. Whether somebody shows it is a hint, asked anew each time.
class TrayIcon final : public QObject
{
    Q_OBJECT
public:
    explicit TrayIcon(QObject *parent = nullptr);
    ~TrayIcon() override;
    void show();
    /// Whether a tray is there now; the window must not vanish where none is.
    static bool isAvailable();
    void setStatus(const QString &sentence);
    void setCalls(const QList<CallState> &calls);
    void setUnseenMissed(int count);
    /// Texts from the network may stand in @p body: it is shown as it is.
    void notify(const QString &title, const QString &body);
    QMenu &menu() const { return *m_menu; }

Q_SIGNALS:
    void showRequested();
    void quitRequested();
    void answerRequested(const QString &id);
    void endRequested(const QString &id);

private:
    void renderToolTip();

    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon m_icon;
    QAction *m_status;
    QAction *m_callsEnd; ///< the actions of calls stand above it
    QList<QAction *> m_callActions;
    int m_missed = 0;
};

} // namespace carillon
