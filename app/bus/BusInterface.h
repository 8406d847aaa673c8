#pragma once

#include <QString>
#include <QStringList>

namespace carillon {

/// What stands on the bus, in words. Constants.
namespace BusInterface {

QString object();        ///< /org/carillon/Carillon
QString application();   ///< org.freedesktop.Application
QString control();       ///< org.carillon.Carillon1
QString properties();    ///< org.freedesktop.DBus.Properties
QString introspection(); ///< of the first two, as XML
QStringList readable();  ///< the properties of org.carillon.Carillon1
/// The name that a phone owns: org.carillon.Carillon, or with a suffix for a @p profile that is not @p usual.
QString name(const QString &profile, const QString &usual);

} // namespace BusInterface
} // namespace carillon
