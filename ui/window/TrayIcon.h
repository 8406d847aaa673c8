#pragma once

#include "CallPresentation.h"

#include <QObject>
#include <QSystemTrayIcon>
#include <map>
#include <memory>

class QAction;
class QMenu;

namespace carillon {

/// The icon in the tray and its menu. Whether somebody shows it is a hint, asked anew each time.
class TrayIcon final : public QObject
{
    Q_OBJECT
public:
    static constexpr int mostCalls = 6;
    explicit TrayIcon(QObject *parent = nullptr);
    ~TrayIcon() override;
    void show();
    /// Whether a tray is there now; the window must not vanish where none is.
    static bool isAvailable();
    void setStatus(const QString &sentence);
    /// The actions of a call stay the same ones while it goes on: the menu may be open.
    void setCalls(const QList<CallState> &calls);
    void setUnseenMissed(int count);
    void setDoNotDisturb(bool on);
    /// Texts from the network may stand in @p body: it is shown as it is.
    void notify(const QString &title, const QString &body);
    QMenu &menu() const { return *m_menu; }

Q_SIGNALS:
    void clicked();
    void showRequested();
    void quitRequested();
    void answerRequested(const QString &id);
    void endRequested(const QString &id);
    void showCallRequested(const QString &id);
    void muteRequested(const QString &id, bool muted);
    void doNotDisturbToggled(bool on);

private:
    struct CallActions {
        QAction *show = nullptr;
        QAction *answer = nullptr;
        QAction *mute = nullptr;
        QAction *end = nullptr;
    };
    CallActions makeActions(const QString &id);
    void render(const CallActions &actions, const CallState &call);
    void removeGone(const QList<CallState> &calls);
    void renderToolTip();

    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon m_icon;
    QAction *m_status;
    QAction *m_callsEnd; ///< the actions of calls stand above it
    QAction *m_doNotDisturb = nullptr;
    std::map<QString, CallActions> m_calls;
    int m_missed = 0;
};

} // namespace carillon
