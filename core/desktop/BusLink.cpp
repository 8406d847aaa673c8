#include "BusLink.h"

#include "Logging.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QFile>
#include <QThread>
#include <atomic>

namespace carillon {

namespace {

constexpr unsigned long LastPatienceMs = 1000; ///< at the end, for a bus that takes us and says nothing

QString nextName()
{
    static std::atomic<int> count{0};
    return QStringLiteral("carillon-%1").arg(++count);
}

} // namespace

QString BusLink::sessionAddress()
{
    if (const QString named = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"); !named.isEmpty())
        return named;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString socket = runtime + QStringLiteral("/bus");
    return !runtime.isEmpty() && QFile::exists(socket) ? QStringLiteral("unix:path=") + socket : QString();
}

QString BusLink::systemAddress()
{
    if (const QString named = qEnvironmentVariable("DBUS_SYSTEM_BUS_ADDRESS"); !named.isEmpty())
        return named;
    const QString socket = QStringLiteral("/run/dbus/system_bus_socket");
    return QFile::exists(socket) ? QStringLiteral("unix:path=") + socket : QString();
}

BusLink::BusLink(QString address, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_retry(clock)
{
}

BusLink::~BusLink()
{
    const bool isSettled = !m_maker || m_maker->wait(LastPatienceMs);
    if (isSettled && !m_name.isEmpty()) // else it would wait as long as that thread does
        QDBusConnection::disconnectFromBus(m_name);
}

void BusLink::start()
{
    if (std::exchange(m_isStarted, true) || m_address.isEmpty())
        return;
    attempt();
}

QDBusConnection BusLink::bus() const
{
    return QDBusConnection(m_name);
}

/// The first word with the bus waits for its answer: on a thread that may wait.
void BusLink::attempt()
{
    m_name = nextName();
    m_maker = QThread::create(
        [address = m_address, name = m_name] { QDBusConnection::connectToBus(address, name); });
    connect(m_maker, &QThread::finished, this, &BusLink::settle);
    connect(m_maker, &QThread::finished, m_maker, &QObject::deleteLater);
    m_maker->start();
}

void BusLink::settle()
{
    QDBusConnection made(m_name);
    if (!made.isConnected()) {
        qCDebug(lcApp) << "message bus" << made.lastError().message();
        return retry();
    }
    made.connect({}, QStringLiteral("/org/freedesktop/DBus/Local"),
        QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"), this, SLOT(lost()));
    m_pause = FirstRetry;
    m_isUp = true;
    Q_EMIT up();
}

void BusLink::lost()
{
    if (!std::exchange(m_isUp, false))
        return;
    Q_EMIT down();
    retry();
}

void BusLink::retry()
{
    QDBusConnection::disconnectFromBus(std::exchange(m_name, {}));
    m_retry.start(m_pause, [this] { attempt(); });
    m_pause = std::min(m_pause * 2, LastRetry);
}

} // namespace carillon
