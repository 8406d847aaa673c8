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
inline const QString audioInputs = QStringLiteral("audioInputs");
inline const QString audioOutputs = QStringLiteral("audioOutputs");
inline const QString rings = QStringLiteral("rings");
inline const QString inputVolume = QStringLiteral("inputVolume");
inline const QString outputVolume = QStringLiteral("outputVolume");
inline const QString ringVolume = QStringLiteral("ringVolume");
inline const QString echoCancellation = QStringLiteral("echoCancellation");
inline const QString noiseSuppression = QStringLiteral("noiseSuppression");
inline const QString automaticGain = QStringLiteral("automaticGain");
inline const QString opusBitrate = QStringLiteral("opusBitrate");
inline const QString silenceSuppression = QStringLiteral("silenceSuppression");
inline const QString codecs = QStringLiteral("codecs");
inline const QString doNotDisturb = QStringLiteral("dnd");
inline const QString showDialPad = QStringLiteral("showDialPad");
inline const QString transferVerb = QStringLiteral("transferVerb");
inline const QString undoSeconds = QStringLiteral("undoSeconds");
inline const QString transferCode = QStringLiteral("transferCode");
inline const QString callStrip = QStringLiteral("callStrip");
inline const QString callStripPlace = QStringLiteral("callStripPlace");
inline const QString on = QStringLiteral("on");
inline const QString off = QStringLiteral("off");

} // namespace carillon::setting
