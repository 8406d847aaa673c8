#include "Activation.h"

#include <QDBusVariant>

namespace carillon {

QString Activation::tokenOf(const QString &given)
{
    const bool isPlain = std::all_of(
        given.begin(), given.end(), [](QChar c) { return c >= QLatin1Char(' ') && c <= QLatin1Char('~'); });
    return given.size() <= longestToken && isPlain ? given : QString();
}

QString Activation::tokenIn(const QVariantMap &platformData)
{
    for (const auto &name : {QStringLiteral("activation-token"), QStringLiteral("desktop-startup-id")}) {
        QVariant value = platformData.value(name);
        if (value.metaType() == QMetaType::fromType<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
        if (value.typeId() != QMetaType::QString)
            continue;
        if (const QString token = tokenOf(value.toString()); !token.isEmpty())
            return token;
    }
    return {};
}

QString Activation::tokenOfEnvironment()
{
    const QString token = tokenOf(qEnvironmentVariable("XDG_ACTIVATION_TOKEN"));
    return token.isEmpty() ? tokenOf(qEnvironmentVariable("DESKTOP_STARTUP_ID")) : token;
}

} // namespace carillon
