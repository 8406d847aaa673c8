#pragma once

#include "Result.h"

#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>

namespace carillon {

struct DatabaseError;

/// Settings of one profile as named text values with checked ranges; durable when set() returns. Core thread.
///
/// Keys: autoAnswer off|on|SECONDS, acceptRefer ask|always|never, dnd off|on, codecs
/// opus,g722,pcmu,pcma,l16,l16-48k,
/// opusBitrate 8..510 (kbit/s), silenceSuppression off|on, stereo off|on,
/// defaultAccount ID, theme system|light|dark, closeToTray on|off, showDialPad on|off, audioInput,
/// audioOutput, ringDevice SPEC, dialLinks ask|always; audioInputs, audioOutputs ID,ID…: the first that is
/// there is used; rings ID,ID…: all ring; inputVolume, outputVolume 0..200, ringVolume 0..100 percent;
/// echoCancellation off|low|moderate, noiseSuppression off|low|moderate|high|very-high, automaticGain off|on,
/// voiceProcessing auto|always|never; recordingFolder PATH, recordingFormat opus|wav, recordingRate
/// 48000|16000, recordingTone off|on, ringFile PATH, toneRegion auto|COUNTRY; transferVerb send|ask|lamp,
/// undoSeconds 0..5, transferCode DIGITS; dndCode 480|486|600|603, dndUntil TIME in UTC; autoAnswerFor and
/// blocked PATTERN,PATTERN…, autoAnswerHeader off|on, strictContact on|off; forwardAlways, forwardBusy and
/// forwardNoAnswer TARGET, forwardAfter 5..120 seconds; dialRules pattern=>replacement;…; hookCommand PATH,
/// pausePlayers, keepAwake and headset on|off, globalHotkeys off|on, hotkeyAnswer, hotkeyHangUp and
/// hotkeyMute KEYS, alertStyle popup|notification|both, lamps on|off.
class SettingsStore final : public QObject
{
    Q_OBJECT
public:
    ~SettingsStore() override;
    QStringList keys() const;
    bool isKnown(const QString &key) const;
    QString value(const QString &key) const; ///< the default when it was never set
    /// @returns empty, or one sentence saying why the value is refused.
    QString set(const QString &key, const QString &value);
    /// Asked for each value that the rules allow, also when it is no change: whether what it stands for can
    /// be had.
    /// @returns empty, or one sentence; the value is then not kept.
    std::function<QString(const QString &key, const QString &value)> tryOut;

Q_SIGNALS:
    void changed(const QString &key, const QString &value);
    void failed(
        const QString &sentence); ///< a full disk and the like; the value holds until the program ends

private:
    friend class Profile;
    class Private;
    explicit SettingsStore(std::unique_ptr<Private> data);
    /// Tries those again which were refused.
    Result<void, DatabaseError> storeUnsaved();
    std::unique_ptr<Private> d;
};

} // namespace carillon
