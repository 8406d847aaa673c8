#include "Appearance.h"

#include "BusCall.h"
#include "BusLink.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QMap>
#include <QVariantMap>

namespace carillon {
namespace {

const auto service = QStringLiteral("org.freedesktop.portal.Desktop");
const auto path = QStringLiteral("/org/freedesktop/portal/desktop");
const auto settings = QStringLiteral("org.freedesktop.portal.Settings");
const auto space = QStringLiteral("org.freedesktop.appearance");
const auto schemeKey = QStringLiteral("color-scheme");
const auto contrastKey = QStringLiteral("contrast");

Appearance::Scheme schemeOf(const QVariant &value)
{
    switch (value.toUInt()) { // as the portal numbers them; what it does not know yet is no preference
    case 1: return Appearance::Scheme::Dark;
    case 2: return Appearance::Scheme::Light;
    default: return Appearance::Scheme::Unknown;
    }
}

} // namespace

Appearance::Appearance(BusLink &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&m_session, &BusLink::up, this, &Appearance::read);
    if (m_session.isUp())
        read();
}

// What the desktop wished stays where the bus goes: nobody takes it back. The signal is heard from whoever
// sends it: to ask who owns the name would block, and a lie would only change colours.
void Appearance::read()
{
    QDBusConnection bus = m_session.bus();
    bus.connect(QString(), path, settings, QStringLiteral("SettingChanged"), this,
        SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, settings, QStringLiteral("ReadAll"));
    call << QStringList{space};
    busCall(bus, call, this, [this](const QDBusMessage &reply) { take(reply); });
}

void Appearance::take(const QDBusMessage &reply)
{
    if (reply.type() != QDBusMessage::ReplyMessage || reply.signature() != QLatin1String("a{sa{sv}}"))
        return;
    QMap<QString, QVariantMap> all;
    reply.arguments().value(0).value<QDBusArgument>() >> all;
    const QVariantMap wishes = all.value(space);
    set(schemeOf(wishes.value(schemeKey)), wishes.value(contrastKey).toUInt() == 1);
}

void Appearance::settingChanged(const QString &changedSpace, const QString &key, const QDBusVariant &value)
{
    if (changedSpace != space)
        return;
    if (key == schemeKey)
        set(schemeOf(value.variant()), m_wantsContrast);
    else if (key == contrastKey)
        set(m_scheme, value.variant().toUInt() == 1);
}

void Appearance::set(Scheme scheme, bool wantsContrast)
{
    if (m_scheme == scheme && m_wantsContrast == wantsContrast)
        return;
    m_scheme = scheme;
    m_wantsContrast = wantsContrast;
    Q_EMIT changed();
}

} // namespace carillon
