#pragma once

#include <QString>
#include <QStringList>

namespace carillon {

/// What may stand in a setting, one function a kind. Pure; each returns empty, or one sentence saying why the
/// value of the key is refused.
namespace SettingChecks {

/// For the other checks.
QString oneOf(const QString &key, const QString &value, const QStringList &allowed);

QString autoAnswer(const QString &key, const QString &value);
QString mostCalls(const QString &key, const QString &value);
QString opusBitrate(const QString &key, const QString &value);
QString codecs(const QString &key, const QString &value);
QString accountId(const QString &key, const QString &value);
QString device(const QString &key, const QString &value);
QString devices(const QString &key, const QString &value);
QString volume(const QString &key, const QString &value);
QString ringVolume(const QString &key, const QString &value);
QString onOff(const QString &key, const QString &value);
QString acceptRefer(const QString &key, const QString &value);
QString recordingFormat(const QString &key, const QString &value);
QString recordingRate(const QString &key, const QString &value);
QString toneRegion(const QString &key, const QString &value);
QString place(const QString &key, const QString &value); ///< of a window, X,Y
QString path(const QString &key, const QString &value);
QString dialLinks(const QString &key, const QString &value);
QString theme(const QString &key, const QString &value);
QString voiceProcessing(const QString &key, const QString &value);
QString echoCancellation(const QString &key, const QString &value);
QString noiseSuppression(const QString &key, const QString &value);

} // namespace SettingChecks
} // namespace carillon
