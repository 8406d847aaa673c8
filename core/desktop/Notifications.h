#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

class QDBusPendingCall;
class QDBusPendingCallWatcher;
class QDBusServiceWatcher;

namespace carillon {

class BusLink;

/// What a notification says. Plain texts; those from the network have gone through remoteText().
struct Notification {
    enum class Urgency { Low, Normal, Critical }; ///< as numbered on the bus
    /// Lasting: until it is closed; it is shown again by a daemon that comes anew.
    enum class Lifetime { Passing, Lasting };
    struct Action {
        QString id; ///< "default": a click on the notification itself
        QString label;
        friend bool operator==(const Action &, const Action &) = default;
    };
    QString title;
    QString body = {};
    QString category = {}; ///< "call.incoming"
    Urgency urgency = Urgency::Normal;
    Lifetime lifetime = Lifetime::Passing;
    QList<Action> actions = {};
    friend bool operator==(const Notification &, const Notification &) = default;
};

/// Client of org.freedesktop.Notifications. Nothing waits: a daemon may be slow, die and come back. Core
/// thread.
class Notifications final : public QObject
{
    Q_OBJECT
public:
    explicit Notifications(BusLink &bus, QObject *parent = nullptr);
    ~Notifications() override;
    /// Under a name of ours; one of the same name is replaced. Where it cannot be shown, failed() tells.
    void show(const QString &name, const Notification &notification);
    /// One that is not there is ignored.
    void close(const QString &name);

Q_SIGNALS:
    /// By which a window may come to the front (Desktop Notifications 1.2); invoked() follows at once.
    void tokenGiven(const QString &token);
    void invoked(const QString &name, const QString &action);
    void dismissed(const QString &name); ///< by the person or by its time, not by us
    /// There is nobody to show it, or nobody who shows its actions.
    void failed(const QString &name);

private Q_SLOTS:
    void activationToken(uint id, const QString &token);
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    struct Shown {
        Notification notification;
        uint id = 0;        ///< of the daemon; 0: not known yet
        QString token = {}; ///< for the action that is told next
        bool isOnItsWay = false;
        bool isStale = false;   ///< changed while on its way: to be sent again
        bool isClosing = false; ///< not wanted any more, but on its way
    };
    void follow();
    void forgetDaemon();
    void askCapabilities();
    void capabilitiesKnown(const QDBusPendingCall &call, int daemon);
    void send(const QString &name);
    void sent(const QString &name, const QDBusPendingCall &call, int daemon);
    void fail(const QString &name);
    void failAll();
    QString nameOf(uint id) const;

    BusLink &m_bus;
    QDBusServiceWatcher *m_watcher = nullptr;
    QHash<QString, Shown> m_shown;
    QStringList m_capabilities;
    enum class Daemon { Unknown, Asked, Known } m_daemon = Daemon::Unknown;
    int m_daemons = 0; ///< counts them: answers of an earlier one no longer count
};

/// @name How texts go onto the bus. Pure functions.
/// @{
QString notificationBody(const QString &text, const QStringList &capabilities);
QStringList notificationActions(const QList<Notification::Action> &actions, const QStringList &capabilities);
/// @}

} // namespace carillon
