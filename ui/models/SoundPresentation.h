#pragma once

#include "OrderedList.h"

#include <QHash>

namespace carillon {

/// A microphone or loudspeaker that is there now.
struct DeviceChoice {
    QString id;
    QString name;
    bool isInUse = false;   ///< open now
    bool isMuted = false;   ///< by the system, whatever this program does
    bool isDefault = false; ///< what the system itself would take
    friend bool operator==(const DeviceChoice &, const DeviceChoice &) = default;
};

enum class SoundRole { Microphone, Loudspeaker, Ring };

/// What the settings say of one role: the one that is chosen, and the order it stands in front of.
struct DeviceWish {
    QString chosen; ///< `default`, `id:DEVICE`, or what only a script says: `null`, `file:PATH`, `tone:HZ`
    QString order;  ///< ids, the preferred one first; of the ring all that ring
    friend bool operator==(const DeviceWish &, const DeviceWish &) = default;
};

/// The rows of the list of @p role. @p names: of devices that were there before, by id.
QList<OrderedRow> presentDevices(SoundRole role, const DeviceWish &wish, const QList<DeviceChoice> &devices,
    const QHash<QString, QString> &names = {});
/// What is to be kept of rows that a person ordered or ticked: the value of `audioInputs` and the like; empty
/// when nothing is left.
QString deviceOrder(SoundRole role, const QList<OrderedRow> &rows);
/// @p fresh, but where it comes to the same as what is @p shown in the order that a person gave it: what is
/// never reached has no place in the settings, and yet is not to jump back on its way up.
QList<OrderedRow> arrangedAs(SoundRole role, const QList<OrderedRow> &shown, const QList<OrderedRow> &fresh);
/// Whether DeviceWish::chosen is one of the devices that are ordered; else it stands above them all.
bool isOrdered(const QString &chosen);
/// One sentence about what the system has muted; empty when nothing that is used.
QString mutedSentence(SoundRole role, const QList<DeviceChoice> &devices);

/// What stands beside the meter of the microphone.
struct MeterPresentation {
    bool isShown = false;
    float level = 0;
    QString sentence;
};
enum class Speech { NoCall, Muted, Open };
MeterPresentation presentMeter(Speech speech, float level);

} // namespace carillon
