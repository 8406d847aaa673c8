#include "KeepAwake.h"

#include "BusCall.h"
#include "BusLink.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QVariantMap>

namespace carillon {

namespace {

constexpr quint32 PortalSuspend = 4;
constexpr quint32 PortalIdle = 8;

QDBusMessage screenSaver(const QString &verb)
{
    return QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.ScreenSaver"),
        QStringLiteral("/org/freedesktop/ScreenSaver"), QStringLiteral("org.freedesktop.ScreenSaver"), verb);
}

void letScreenSaverGo(BusLink &session, QObject *context, quint32 cookie)
{
    QDBusMessage call = screenSaver(QStringLiteral("UnInhibit"));
    call << cookie;
    busCall(session.bus(), call, context, {});
}

void closePortalRequest(BusLink &session, QObject *context, const QString &request)
{
    busCall(session.bus(),
        QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.portal.Desktop"), request,
            QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Close")),
        context, {});
}

} // namespace

KeepAwake::KeepAwake(BusLink &session, BusLink &system, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_system(system)
{
    connect(&m_session, &BusLink::up, this, [this] {
        if (m_isWanted)
            askScreenSaver();
    });
    connect(&m_session, &BusLink::down, this, [this] {
        m_cookie = 0; // the screen saver saw us go
        m_request.clear();
    });
    connect(&m_system, &BusLink::up, this, [this] {
        if (m_isWanted)
            askLogin();
    });
}

KeepAwake::~KeepAwake()
{
    letGo();
}

void KeepAwake::hold()
{
    if (std::exchange(m_isWanted, true))
        return;
    if (m_session.isUp())
        askScreenSaver();
    if (m_system.isUp())
        askLogin();
    else
        m_system.start();
}

void KeepAwake::release()
{
    if (std::exchange(m_isWanted, false))
        letGo();
}

void KeepAwake::letGo()
{
    ++m_round;
    m_inhibitor.reset();
    if (!m_session.isUp())
        return;
    if (m_cookie)
        letScreenSaverGo(m_session, this, std::exchange(m_cookie, 0));
    if (!m_request.isEmpty())
        closePortalRequest(m_session, this, std::exchange(m_request, {}));
}

void KeepAwake::askScreenSaver()
{
    QDBusMessage call = screenSaver(QStringLiteral("Inhibit"));
    call << QStringLiteral("Carillon") << tr("In a call");
    busCall(m_session.bus(), call, this, [this, round = ++m_round](const QDBusMessage &reply) {
        const bool isGranted = reply.type() == QDBusMessage::ReplyMessage;
        const quint32 cookie = reply.arguments().value(0).toUInt();
        if (round != m_round) {
            if (isGranted && m_session.isUp())
                letScreenSaverGo(m_session, this, cookie);
        } else if (isGranted) {
            m_cookie = cookie;
        } else if (m_session.isUp()) {
            askPortal();
        }
    });
}

void KeepAwake::askPortal()
{
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.portal.Desktop"),
        QStringLiteral("/org/freedesktop/portal/desktop"), QStringLiteral("org.freedesktop.portal.Inhibit"),
        QStringLiteral("Inhibit"));
    call << QString() << (PortalSuspend | PortalIdle)
         << QVariantMap{{QStringLiteral("reason"), tr("In a call")}};
    busCall(m_session.bus(), call, this, [this, round = ++m_round](const QDBusMessage &reply) {
        if (reply.type() != QDBusMessage::ReplyMessage)
            return;
        const QString request = reply.arguments().value(0).value<QDBusObjectPath>().path();
        if (round == m_round)
            m_request = request;
        else if (m_session.isUp())
            closePortalRequest(m_session, this, request);
    });
}

/// Held as long as the descriptor is open.
void KeepAwake::askLogin()
{
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.login1"),
        QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
        QStringLiteral("Inhibit"));
    call << QStringLiteral("idle") << QStringLiteral("Carillon") << tr("In a call")
         << QStringLiteral("block");
    busCall(m_system.bus(), call, this, [this](const QDBusMessage &reply) {
        const QVariant value = reply.arguments().value(0);
        if (m_isWanted && value.canConvert<QDBusUnixFileDescriptor>())
            m_inhibitor = std::make_unique<QDBusUnixFileDescriptor>(value.value<QDBusUnixFileDescriptor>());
    });
}

} // namespace carillon
