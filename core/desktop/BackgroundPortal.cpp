#include "BackgroundPortal.h"

#include "BusLink.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace carillon {
namespace {

const auto service = QStringLiteral("org.freedesktop.portal.Desktop");
const auto requestInterface = QStringLiteral("org.freedesktop.portal.Request");

} // namespace

BackgroundPortal::BackgroundPortal(BusLink &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    connect(&m_bus, &BusLink::up, this, [this] {
        if (std::exchange(m_isWaiting, false))
            call();
    });
    connect(&m_bus, &BusLink::down, this, [this] {
        if (std::exchange(m_isWaiting, false) || !std::exchange(m_request, {}).isEmpty())
            Q_EMIT refused();
    });
}

void BackgroundPortal::ask(const Wish &wish)
{
    m_wish = wish;
    m_isWaiting = !m_bus.isUp();
    if (m_isWaiting)
        m_bus.start();
    else
        call();
}

// The answer may come before the call returns: its path is known beforehand, from our name and the token.
void BackgroundPortal::call()
{
    QDBusConnection bus = m_bus.bus();
    const QString token = QStringLiteral("carillon%1").arg(++m_number);
    const QString sender = bus.baseService().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
    m_request = QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2").arg(sender, token);
    bus.connect(service, m_request, requestInterface, QStringLiteral("Response"), this,
        SLOT(responded(uint, QVariantMap, QDBusMessage)));
    QDBusMessage message
        = QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/portal/desktop"),
            QStringLiteral("org.freedesktop.portal.Background"), QStringLiteral("RequestBackground"));
    message.setArguments({QString(),
        QVariantMap{{QStringLiteral("handle_token"), token}, {QStringLiteral("reason"), m_wish.reason},
            {QStringLiteral("autostart"), m_wish.startsWithSession},
            {QStringLiteral("commandline"), m_wish.command}, {QStringLiteral("dbus-activatable"), false}}});
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, request = m_request, answer] {
        answer->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> reply(*answer);
        if (!reply.isError() || request != m_request)
            return;
        m_request.clear();
        Q_EMIT refused();
    });
}

void BackgroundPortal::responded(uint response, const QVariantMap &results, const QDBusMessage &message)
{
    if (message.path() != m_request)
        return;
    m_request.clear();
    if (response == 0)
        Q_EMIT granted(results.value(QStringLiteral("autostart")).toBool());
    else
        Q_EMIT refused();
}

} // namespace carillon
