#pragma once

#include "QuietTime.h"
#include "TrayPresentation.h"

#include <QMenu>
#include <map>

namespace carillon {

class QuietMenu;

/// The menu of the tray. What is chosen there is asked for by signals.
class TrayMenu final : public QMenu
{
    Q_OBJECT
public:
    static constexpr int mostCalls = 6;
    explicit TrayMenu(QWidget *parent = nullptr);
    void setShown(const TrayPresentation &shown);
    /// The actions of a call stay the same ones while it goes on: the menu may be open.
    void setCalls(const QList<CallState> &calls);
    /// The entry for a number that was copied stands there from now on; it says none until setNumber(). So
    /// nothing moves in a menu that is open by then.
    void expectNumber();
    /// What was copied; nothing where that is no number.
    void setNumber(const std::optional<QString> &number);

Q_SIGNALS:
    void openRequested();
    void newCallRequested(const QString &target); ///< empty: it is still to be typed
    void quitRequested();
    void quietChosen(const carillon::QuietTime &time);
    void answerRequested(const QString &id);
    void endRequested(const QString &id);
    void showCallRequested(const QString &id);
    void muteRequested(const QString &id, bool muted);

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

    QAction *m_callsEnd; ///< the actions of calls stand above it
    QAction *m_callNumber = nullptr;
    QuietMenu *m_quiet = nullptr;
    QAction *m_accountsEnd = nullptr; ///< the lines of accounts stand above it
    QList<QAction *> m_accounts;
    QString m_number;
    std::map<QString, CallActions> m_calls;
};

} // namespace carillon
