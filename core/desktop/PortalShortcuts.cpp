#include "PortalShortcuts.h"

#include "BusCall.h"
#include "BusLink.h"

#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>

namespace carillon {

/// (sa{sv}) of BindShortcuts. In no unnamed namespace: the stream operators would not be found.
struct PortalWish {
    QString id;
    QVariantMap properties;
};

namespace {

QString desktop()
{
    return QStringLiteral("org.freedesktop.portal.Desktop");
}

QString desktopObject()
{
    return QStringLiteral("/org/freedesktop/portal/desktop");
}

QString shortcuts()
{
    return QStringLiteral("org.freedesktop.portal.GlobalShortcuts");
}

QString request()
{
    return QStringLiteral("org.freedesktop.portal.Request");
}

QDBusMessage portalCall(const QString &method)
{
    return QDBusMessage::createMethodCall(desktop(), desktopObject(), shortcuts(), method);
}

} // namespace

QDBusArgument &operator<<(QDBusArgument &argument, const PortalWish &wish);
const QDBusArgument &operator>>(const QDBusArgument &argument, PortalWish &wish);

QDBusArgument &operator<<(QDBusArgument &argument, const PortalWish &wish)
{
    argument.beginStructure();
    argument << wish.id << wish.properties;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, PortalWish &wish)
{
    argument.beginStructure();
    argument >> wish.id >> wish.properties;
    argument.endStructure();
    return argument;
}

PortalShortcuts::PortalShortcuts(BusLink &link, QObject *parent)
    : QObject(parent)
    , m_link(link)
{
    qDBusRegisterMetaType<PortalWish>();
    qDBusRegisterMetaType<QList<PortalWish>>();
    connect(&m_link, &BusLink::down, this, [this] {
        m_step = Step::Idle;
        m_session.clear();
    });
}

void PortalShortcuts::probe(std::function<void(bool)> done)
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        desktop(), desktopObject(), QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    call << shortcuts() << QStringLiteral("version");
    busCall(m_link.bus(), call, this, [done = std::move(done)](const QDBusMessage &reply) {
        done(reply.type() == QDBusMessage::ReplyMessage);
    });
}

void PortalShortcuts::bind(const QList<Shortcut> &wanted)
{
    m_shortcuts = wanted;
    closeSession();
    if (!wanted.isEmpty())
        createSession();
}

/// @returns the token that names the request; it may be answered before the call is.
QString PortalShortcuts::expectResponse()
{
    const QString token
        = QStringLiteral("carillon%1_%2").arg(QCoreApplication::applicationPid()).arg(++m_tokens);
    const QString sender = m_link.bus().baseService().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
    QDBusConnection bus = m_link.bus();
    if (!m_request.isEmpty())
        bus.disconnect(
            desktop(), m_request, request(), QStringLiteral("Response"), this, SLOT(responded(QDBusMessage)));
    m_request = QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2").arg(sender, token);
    bus.connect(
        desktop(), m_request, request(), QStringLiteral("Response"), this, SLOT(responded(QDBusMessage)));
    return token;
}

void PortalShortcuts::createSession()
{
    m_step = Step::Creating;
    const QString token = expectResponse();
    QDBusMessage call = portalCall(QStringLiteral("CreateSession"));
    call << QVariantMap{
        {QStringLiteral("handle_token"), token}, {QStringLiteral("session_handle_token"), token}};
    busCall(m_link.bus(), call, this, [this](const QDBusMessage &reply) {
        if (reply.type() != QDBusMessage::ReplyMessage)
            refuse();
    });
}

void PortalShortcuts::bindShortcuts()
{
    m_step = Step::Binding;
    m_link.bus().connect(desktop(), desktopObject(), shortcuts(), QStringLiteral("Activated"), this,
        SLOT(pressed(QDBusMessage)));
    QList<PortalWish> wishes;
    for (const Shortcut &one : m_shortcuts)
        wishes.append({one.id,
            {{QStringLiteral("description"), one.description},
                {QStringLiteral("preferred_trigger"), one.chord.toTrigger()}}});
    const QString token = expectResponse();
    QDBusMessage call = portalCall(QStringLiteral("BindShortcuts"));
    call << QVariant::fromValue(QDBusObjectPath(m_session)) << QVariant::fromValue(wishes) << QString()
         << QVariantMap{{QStringLiteral("handle_token"), token}};
    busCall(m_link.bus(), call, this, [this](const QDBusMessage &reply) {
        if (reply.type() != QDBusMessage::ReplyMessage)
            refuse();
    });
}

void PortalShortcuts::closeSession()
{
    if (!m_session.isEmpty() && m_link.isUp())
        busCall(m_link.bus(),
            QDBusMessage::createMethodCall(desktop(), m_session,
                QStringLiteral("org.freedesktop.portal.Session"), QStringLiteral("Close")),
            this, {});
    m_session.clear();
    m_step = Step::Idle;
}

void PortalShortcuts::refuse()
{
    closeSession();
    Q_EMIT refused();
}

void PortalShortcuts::responded(const QDBusMessage &message)
{
    if (message.path() != m_request)
        return; // of a request that we gave up
    const bool isGranted = message.arguments().value(0).toUInt() == 0 && message.arguments().size() == 2;
    if (!isGranted)
        return refuse();
    if (m_step == Step::Binding) {
        m_step = Step::Bound;
    } else if (m_step == Step::Creating) {
        const auto results = qdbus_cast<QVariantMap>(message.arguments().at(1));
        m_session = results.value(QStringLiteral("session_handle")).toString();
        if (!m_session.startsWith(QLatin1Char('/')))
            return refuse();
        bindShortcuts();
    }
}

void PortalShortcuts::pressed(const QDBusMessage &message)
{
    const auto session = message.arguments().value(0).value<QDBusObjectPath>().path();
    const QString id = message.arguments().value(1).toString();
    const bool isOurs = std::any_of(
        m_shortcuts.begin(), m_shortcuts.end(), [&](const Shortcut &shortcut) { return shortcut.id == id; });
    if (!m_session.isEmpty() && session == m_session && isOurs)
        Q_EMIT activated(id);
}

} // namespace carillon
