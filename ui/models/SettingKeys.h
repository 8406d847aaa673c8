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
inline const QString stereo = QStringLiteral("stereo");
inline const QString silenceSuppression = QStringLiteral("silenceSuppression");
inline const QString codecs = QStringLiteral("codecs");
inline const QString doNotDisturb = QStringLiteral("dnd");
inline const QString showDialPad = QStringLiteral("showDialPad");
inline const QString recordingFolder = QStringLiteral("recordingFolder");
inline const QString recordingFormat = QStringLiteral("recordingFormat");
inline const QString recordingRate = QStringLiteral("recordingRate");
inline const QString recordingTone = QStringLiteral("recordingTone");
inline const QString ringFile = QStringLiteral("ringFile");
inline const QString toneRegion = QStringLiteral("toneRegion");
inline const QString voiceProcessing = QStringLiteral("voiceProcessing");
inline const QString dialLinks = QStringLiteral("dialLinks");
inline const QString defaultAccount = QStringLiteral("defaultAccount");
inline const QString dndCode = QStringLiteral("dndCode");
inline const QString dndUntil = QStringLiteral("dndUntil");
inline const QString autoAnswerFor = QStringLiteral("autoAnswerFor");
inline const QString autoAnswerHeader = QStringLiteral("autoAnswerHeader");
inline const QString blocked = QStringLiteral("blocked");
inline const QString forwardAlways = QStringLiteral("forwardAlways");
inline const QString forwardBusy = QStringLiteral("forwardBusy");
inline const QString forwardNoAnswer = QStringLiteral("forwardNoAnswer");
inline const QString forwardAfter = QStringLiteral("forwardAfter");
inline const QString dialRules = QStringLiteral("dialRules");
inline const QString strictContact = QStringLiteral("strictContact");
inline const QString hookCommand = QStringLiteral("hookCommand");
inline const QString pausePlayers = QStringLiteral("pausePlayers");
inline const QString keepAwake = QStringLiteral("keepAwake");
inline const QString globalHotkeys = QStringLiteral("globalHotkeys");
inline const QString hotkeyAnswer = QStringLiteral("hotkeyAnswer");
inline const QString hotkeyHangUp = QStringLiteral("hotkeyHangUp");
inline const QString hotkeyMute = QStringLiteral("hotkeyMute");
inline const QString headset = QStringLiteral("headset");
inline const QString alertStyle = QStringLiteral("alertStyle");
inline const QString lamps = QStringLiteral("lamps");
inline const QString transferVerb = QStringLiteral("transferVerb");
inline const QString undoSeconds = QStringLiteral("undoSeconds");
inline const QString transferCode = QStringLiteral("transferCode");
inline const QString callStrip = QStringLiteral("callStrip");
inline const QString callStripPlace = QStringLiteral("callStripPlace");
inline const QString on = QStringLiteral("on");
inline const QString off = QStringLiteral("off");

} // namespace carillon::setting
