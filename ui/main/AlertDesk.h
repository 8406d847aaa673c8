#pragma once

#include "CallPresentation.h"
#include "Notifications.h"
#include "SessionReturn.h"

#include <QObject>
#include <memory>

namespace carillon {

class BusLink;
class CallDesk;
class Phone;

/// How a person is told that somebody calls: the setting alertStyle.
enum class AlertStyle { Popup, Notification, Both };
AlertStyle alertStyleOf(const QString &setting);

/// What goes to the desktop's notifications: who calls, who called, where the window has gone, and, where no
/// tray does, that a call goes on. Where nobody shows them, the popups do, whatever the setting says.
class AlertDesk final : public QObject
{
    Q_OBJECT
public:
    /// As many calls are notified at once; the others are counted.
    static constexpr qsizetype mostCalls = 3;
    struct Around {
        Clock &clock;
        BusLink *session = nullptr; ///< null: there is none
        BusLink *system = nullptr;
    };
    AlertDesk(Phone &phone, CallDesk &calls, const Around &around, QObject *parent = nullptr);
    ~AlertDesk() override;
    void tellMissed(const QString &who);
    void forgetMissed();
    /// About the program itself; a click on it is openRequested(). A newer one takes its place.
    void tell(const QString &title, const QString &body);
    void forgetTold();
    /// Without a tray nothing else tells of a call whose window was closed.
    enum class Tray { There, Missing };
    void setTray(Tray tray);

Q_SIGNALS:
    void openRequested();
    /// Came with a click on a notification, whose wish follows at once: see ActivationLeave.
    void tokenGiven(const QString &token);
    /// Nobody shows notifications: perhaps the tray does.
    void untold(const QString &title, const QString &body);

private:
    void refresh();
    void refreshRinging();
    void refreshOngoing();
    void takeOthers(const QString &prefix, const QList<CallState> &calls);
    void withhold();
    void tellAgain();
    void show(const QString &name, const Notification &notification);
    void take(const QString &name);
    void invoked(const QString &name, const QString &action);
    void failed(const QString &name);
    Notification incoming(const CallState &call, qsizetype more) const;
    static Notification ongoing(const CallState &call);
    QList<CallState> ringing() const;

    Phone &m_phone;
    CallDesk &m_calls;
    std::unique_ptr<Notifications> m_notifications; ///< null where there is no bus
    QHash<QString, Notification> m_told;            ///< by name; one that was dismissed is not shown again
    SessionReturn m_return;
    Tray m_tray = Tray::There;
    bool m_isFailing = false; ///< somebody rings whom no notification shows
};

} // namespace carillon
