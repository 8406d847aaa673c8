#pragma once

#include <QString>

/// The settings which the windows read and write, by the names they have in the store.
namespace carillon::setting {

inline const QString theme = QStringLiteral("theme");
inline const QString autoAnswer = QStringLiteral("autoAnswer");
inline const QString acceptRefer = QStringLiteral("acceptRefer");
inline const QString closeToTray = QStringLiteral("closeToTray");
inline const QString audioInput = QStringLiteral("audioInput");
inline const QString audioOutput = QStringLiteral("audioOutput");
inline const QString ringDevice = QStringLiteral("ringDevice");
inline const QString codecs = QStringLiteral("codecs");
inline const QString doNotDisturb = QStringLiteral("dnd");
inline const QString showDialPad = QStringLiteral("showDialPad");
inline const QString on = QStringLiteral("on");
inline const QString off = QStringLiteral("off");

} // namespace carillon::setting
