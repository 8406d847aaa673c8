#include "TrayHost.h"

#include "BusLink.h"
#include "XembedTray.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>

namespace carillon {
namespace {

const auto service = QStringLiteral("org.kde.StatusNotifierWatcher");
const auto path = QStringLiteral("/StatusNotifierWatcher");
constexpr Milliseconds patience{3000}; ///< for a bus that does not answer

} // namespace

TrayHost::TrayHost(BusLink *bus, XembedTray *xembed, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_xembed(xembed)
    , m_patience(clock)
    , m_isSettled(!bus)
{
    if (m_bus) {
        connect(m_bus, &BusLink::up, this, &TrayHost::follow);
        connect(m_bus, &BusLink::down, this, [this] { setNotifierHost(false); });
        m_patience.start(patience, [this] { setNotifierHost(m_hasNotifierHost); });
        if (m_bus->isUp())
            follow();
    }
    if (m_xembed)
        connect(m_xembed, &XembedTray::changed, this, &TrayHost::decide);
    decide();
}

void TrayHost::follow()
{
    delete m_watcher; // that of a lost connection
    QDBusConnection bus = m_bus->bus();
    m_watcher = new QDBusServiceWatcher(service, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
        [this](const QString &, const QString &, const QString &owner) {
            setNotifierHost(false); // a new owner knows nothing of our icon
            if (!owner.isEmpty())
                ask();
        });
    for (const auto &signal :
        {QStringLiteral("StatusNotifierHostRegistered"), QStringLiteral("StatusNotifierHostUnregistered")})
        bus.connect(service, path, service, signal, this, SLOT(ask()));
    ask();
}

void TrayHost::ask()
{
    if (!m_bus->isUp())
        return;
    QDBusMessage message = QDBusMessage::createMethodCall(
        service, path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    message.setArguments({service, QStringLiteral("IsStatusNotifierHostRegistered")});
    message.setAutoStartService(false);
    auto *answer = new QDBusPendingCallWatcher(m_bus->bus().asyncCall(message), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, question = ++m_question, answer] {
        answer->deleteLater();
        if (question != m_question)
            return;
        const QDBusPendingReply<QDBusVariant> reply(*answer);
        setNotifierHost(!reply.isError() && reply.value().variant().toBool());
    });
}

void TrayHost::setNotifierHost(bool isThere)
{
    m_hasNotifierHost = isThere;
    m_isSettled = true;
    m_patience.stop();
    decide();
}

void TrayHost::decide()
{
    const bool hasXembed = m_xembed && m_xembed->isThere();
    Kind found = Kind::None;
    if (m_hasNotifierHost && m_only != Kind::Xembed)
        found = Kind::StatusNotifier;
    else if (hasXembed && m_isSettled && m_only != Kind::StatusNotifier)
        found = Kind::Xembed;
    if (m_only == Kind::None)
        m_only = found;
    const bool isOtherTray = found == Kind::Xembed && sender() == m_xembed;
    if (found == m_kind && !isOtherTray)
        return;
    m_kind = found;
    Q_EMIT changed();
}

} // namespace carillon
