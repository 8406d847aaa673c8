#include "Notifications.h"

#include "Activation.h"
#include "BusLink.h"
#include "Logging.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QVariantMap>

namespace carillon {
namespace {

const auto service = QStringLiteral("org.freedesktop.Notifications");
const auto path = QStringLiteral("/org/freedesktop/Notifications");
constexpr int longestText = 512; ///< before escaping
constexpr qsizetype mostAtOnce = 64;
constexpr int patienceMs = 5000; ///< somebody rings meanwhile

QDBusMessage callOf(const QString &method, const QVariantList &arguments = {})
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, service, method);
    message.setArguments(arguments);
    return message;
}

} // namespace

QString notificationBody(const QString &text, const QStringList &capabilities)
{
    const QString bounded = text.left(longestText);
    return capabilities.contains(QLatin1String("body-markup")) ? bounded.toHtmlEscaped() : bounded;
}

QStringList notificationActions(const QList<Notification::Action> &actions, const QStringList &capabilities)
{
    QStringList pairs;
    if (capabilities.contains(QLatin1String("actions")))
        for (const Notification::Action &action : actions)
            pairs << action.id << action.label;
    return pairs;
}

Notifications::Notifications(BusLink &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    connect(&m_bus, &BusLink::up, this, &Notifications::follow);
    connect(&m_bus, &BusLink::down, this, [this] {
        forgetDaemon();
        failAll();
    });
    if (m_bus.isUp())
        follow();
}

// What still rings is not to stay on a screen where nobody takes it down any more.
Notifications::~Notifications()
{
    const QStringList names = m_shown.keys();
    for (const QString &name : names)
        close(name);
}

void Notifications::follow()
{
    delete m_watcher; // that of a lost connection
    QDBusConnection bus = m_bus.bus();
    m_watcher = new QDBusServiceWatcher(service, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
        [this](const QString &, const QString &before, const QString &owner) {
            if (!before.isEmpty())
                forgetDaemon();
            if (!owner.isEmpty() && m_daemon == Daemon::Unknown && !m_shown.isEmpty())
                askCapabilities();
        });
    bus.connect(
        service, path, service, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    bus.connect(service, path, service, QStringLiteral("ActivationToken"), this,
        SLOT(activationToken(uint, QString)));
    bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
        SLOT(notificationClosed(uint, uint)));
    if (!m_shown.isEmpty())
        askCapabilities();
}

// Its notifications died with it. Those that last wait for the next one, and meanwhile somebody else shows
// what they said.
void Notifications::forgetDaemon()
{
    ++m_daemons;
    m_daemon = Daemon::Unknown;
    m_capabilities.clear();
    const QStringList names = m_shown.keys();
    for (const QString &name : names) {
        Shown &shown = m_shown[name];
        shown.id = 0;
        shown.isOnItsWay = shown.isStale = false;
        if (shown.notification.lifetime == Notification::Lifetime::Passing || shown.isClosing)
            m_shown.remove(name);
    }
    const QStringList waiting = m_shown.keys();
    for (const QString &name : waiting)
        Q_EMIT failed(name);
}

void Notifications::askCapabilities()
{
    m_daemon = Daemon::Asked;
    auto *answer = new QDBusPendingCallWatcher(
        m_bus.bus().asyncCall(callOf(QStringLiteral("GetCapabilities")), patienceMs), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, daemon = m_daemons, answer] {
        answer->deleteLater();
        capabilitiesKnown(*answer, daemon);
    });
}

void Notifications::capabilitiesKnown(const QDBusPendingCall &call, int daemon)
{
    if (daemon != m_daemons)
        return;
    const QDBusPendingReply<QStringList> reply(call);
    if (reply.isError()) {
        m_daemon = Daemon::Unknown; // one may come; the next show() asks again
        failAll();
        return;
    }
    m_daemon = Daemon::Known;
    m_capabilities = reply.value();
    const QStringList names = m_shown.keys();
    for (const QString &name : names)
        send(name);
}

void Notifications::show(const QString &name, const Notification &notification)
{
    if (!m_shown.contains(name) && m_shown.size() >= mostAtOnce)
        return Q_EMIT failed(name);
    Shown &shown = m_shown[name];
    shown.notification = notification;
    shown.isClosing = false;
    shown.isStale = shown.isOnItsWay;
    if (!m_bus.isUp())
        fail(name);
    else if (m_daemon == Daemon::Known)
        send(name);
    else if (m_daemon == Daemon::Unknown)
        askCapabilities(); // which starts a daemon where the session can
}

void Notifications::send(const QString &name)
{
    const auto found = m_shown.find(name);
    if (found == m_shown.end() || found->isOnItsWay)
        return;
    Shown &shown = *found;
    const Notification one = shown.notification;
    const bool isLasting = one.lifetime == Notification::Lifetime::Lasting;
    QVariantMap hints{{QStringLiteral("urgency"), QVariant::fromValue(uchar(one.urgency))},
        {QStringLiteral("desktop-entry"), QStringLiteral("org.carillon.Carillon")},
        {QStringLiteral("suppress-sound"), true}}; // the phone rings itself
    if (!one.category.isEmpty())
        hints.insert(QStringLiteral("category"), one.category);
    shown.isOnItsWay = true;
    const QDBusMessage message = callOf(QStringLiteral("Notify"),
        {QStringLiteral("Carillon"), shown.id, QStringLiteral("org.carillon.Carillon"),
            one.title.left(longestText), notificationBody(one.body, m_capabilities),
            notificationActions(one.actions, m_capabilities), hints, isLasting ? 0 : -1});
    auto *answer = new QDBusPendingCallWatcher(m_bus.bus().asyncCall(message, patienceMs), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, name, daemon = m_daemons, answer] {
        answer->deleteLater();
        sent(name, *answer, daemon);
    });
    if (isLasting && !one.actions.isEmpty() && !m_capabilities.contains(QLatin1String("actions")))
        Q_EMIT failed(name); // it is shown all the same, but its buttons have to stand elsewhere
}

void Notifications::sent(const QString &name, const QDBusPendingCall &call, int daemon)
{
    const auto found = m_shown.find(name);
    if (daemon != m_daemons || found == m_shown.end())
        return;
    found->isOnItsWay = false;
    const QDBusPendingReply<uint> reply(call);
    if (reply.isError()) {
        qCWarning(lcApp).noquote() << "A notification was refused:" << reply.error().name();
        return fail(name);
    }
    found->id = reply.value();
    if (found->isClosing)
        close(name);
    else if (std::exchange(found->isStale, false))
        send(name);
}

void Notifications::close(const QString &name)
{
    const auto found = m_shown.find(name);
    if (found == m_shown.end())
        return;
    if (found->isOnItsWay) {
        found->isClosing = true; // its id is not known yet
        return;
    }
    const uint id = found->id;
    m_shown.erase(found);
    if (id && m_bus.isUp())
        m_bus.bus().send(callOf(QStringLiteral("CloseNotification"), {id}));
}

void Notifications::fail(const QString &name)
{
    const auto found = m_shown.find(name);
    if (found == m_shown.end())
        return;
    if (found->notification.lifetime == Notification::Lifetime::Passing || found->isClosing)
        m_shown.erase(found);
    Q_EMIT failed(name);
}

void Notifications::failAll()
{
    const QStringList names = m_shown.keys();
    for (const QString &name : names)
        fail(name);
}

QString Notifications::nameOf(uint id) const
{
    const auto found = std::find_if(
        m_shown.begin(), m_shown.end(), [id](const Shown &shown) { return id && shown.id == id; });
    return found == m_shown.end() ? QString() : found.key();
}

void Notifications::activationToken(uint id, const QString &token)
{
    if (const QString name = nameOf(id); !name.isEmpty())
        m_shown[name].token = Activation::tokenOf(token);
}

// The bus tells the signals of all notifications to all: most are not ours.
void Notifications::actionInvoked(uint id, const QString &action)
{
    const QString name = nameOf(id);
    if (name.isEmpty())
        return;
    const QString token = std::exchange(m_shown[name].token, {});
    const QList<Notification::Action> offered = m_shown.value(name).notification.actions;
    if (std::none_of(offered.begin(), offered.end(), [&](const auto &one) { return one.id == action; }))
        return;
    if (!token.isEmpty())
        Q_EMIT tokenGiven(token);
    Q_EMIT invoked(name, action);
}

void Notifications::notificationClosed(uint id, uint)
{
    const QString name = nameOf(id);
    if (name.isEmpty())
        return;
    m_shown.remove(name);
    Q_EMIT dismissed(name);
}

} // namespace carillon
