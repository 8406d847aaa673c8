#pragma once

#include <QByteArray>
#include <QString>

namespace carillon {

/// Ids of devices as they are known outside of the sound systems: lists of them are separated by commas and
/// kept in the settings, so that an id holds neither a comma nor anything that a list would lose. Translated
/// where a sound system is asked or told, and nowhere else. Pure.
namespace DeviceId {

/// Commas, percent signs, controls and blanks at an end become "%XX".
QString fromSystem(const QString &id);
/// The inverse.
QByteArray toSystem(const QString &id);

} // namespace DeviceId
} // namespace carillon
