#include "BusInterface.h"

#include <QCryptographicHash>

namespace carillon {

QString BusInterface::object()
{
    return QStringLiteral("/org/carillon/Carillon");
}

QString BusInterface::application()
{
    return QStringLiteral("org.freedesktop.Application");
}

QString BusInterface::control()
{
    return QStringLiteral("org.carillon.Carillon1");
}

QString BusInterface::properties()
{
    return QStringLiteral("org.freedesktop.DBus.Properties");
}

QStringList BusInterface::readable()
{
    return {QStringLiteral("Version"), QStringLiteral("Online"), QStringLiteral("DoNotDisturb"),
        QStringLiteral("Calls"), QStringLiteral("Accounts")};
}

QString BusInterface::name(const QString &profile, const QString &usual)
{
    const QString own = QStringLiteral("org.carillon.Carillon");
    if (profile == usual)
        return own;
    // A path holds what a name cannot, and says more than others need to know.
    const QByteArray hash = QCryptographicHash::hash(profile.toUtf8(), QCryptographicHash::Sha256);
    return own + QStringLiteral(".p") + QString::fromLatin1(hash.first(10).toHex());
}

QString BusInterface::introspection()
{
    return QStringLiteral(R"(  <interface name="org.freedesktop.Application">
    <method name="Activate">
      <arg type="a{sv}" name="platform_data" direction="in"/>
    </method>
    <method name="Open">
      <arg type="as" name="uris" direction="in"/>
      <arg type="a{sv}" name="platform_data" direction="in"/>
    </method>
    <method name="ActivateAction">
      <arg type="s" name="action_name" direction="in"/>
      <arg type="av" name="parameter" direction="in"/>
      <arg type="a{sv}" name="platform_data" direction="in"/>
    </method>
  </interface>
  <interface name="org.carillon.Carillon1">
    <method name="Run">
      <arg type="s" name="verb" direction="in"/>
      <arg type="as" name="arguments" direction="in"/>
      <arg type="a{sv}" name="options" direction="in"/>
      <arg type="s" name="json" direction="out"/>
    </method>
    <method name="Dial">
      <arg type="s" name="target" direction="in"/>
      <arg type="a{sv}" name="options" direction="in"/>
      <arg type="s" name="call" direction="out"/>
    </method>
    <method name="Answer">
      <arg type="s" name="call" direction="in"/>
    </method>
    <method name="HangUp">
      <arg type="s" name="call" direction="in"/>
    </method>
    <method name="BlindTransfer">
      <arg type="s" name="call" direction="in"/>
      <arg type="s" name="target" direction="in"/>
    </method>
    <method name="Consult">
      <arg type="s" name="call" direction="in"/>
      <arg type="s" name="target" direction="in"/>
      <arg type="s" name="consultation" direction="out"/>
    </method>
    <method name="Complete">
      <arg type="s" name="call" direction="in"/>
      <arg type="s" name="consultation" direction="in"/>
    </method>
    <method name="CancelConsult">
      <arg type="s" name="call" direction="in"/>
      <arg type="s" name="consultation" direction="in"/>
    </method>
    <method name="Mute">
      <arg type="s" name="call" direction="in"/>
      <arg type="b" name="on" direction="in"/>
    </method>
    <method name="Hold">
      <arg type="s" name="call" direction="in"/>
      <arg type="b" name="on" direction="in"/>
    </method>
    <method name="SetDoNotDisturb">
      <arg type="b" name="on" direction="in"/>
      <arg type="u" name="minutes" direction="in"/>
    </method>
    <signal name="CallChanged">
      <arg type="s" name="call"/>
      <arg type="a{sv}" name="state"/>
    </signal>
    <signal name="AccountChanged">
      <arg type="s" name="account"/>
      <arg type="a{sv}" name="state"/>
    </signal>
    <signal name="Event">
      <arg type="s" name="json"/>
    </signal>
    <property name="Version" type="s" access="read"/>
    <property name="Online" type="b" access="read"/>
    <property name="DoNotDisturb" type="b" access="read"/>
    <property name="Calls" type="aa{sv}" access="read">
      <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="false"/>
    </property>
    <property name="Accounts" type="aa{sv}" access="read">
      <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="false"/>
    </property>
  </interface>
)");
}

} // namespace carillon
