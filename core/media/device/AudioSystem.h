#pragma once

#include "AudioEndpoint.h"
#include "DeviceId.h"

#include <QList>

namespace carillon {

/// A microphone or loudspeaker that the system names.
struct AudioDevice {
    QString id;   ///< for `id:DEVICE`, see DeviceId; the same each time it is plugged in
    QString name; ///< for people
    DeviceRole role = DeviceRole::Input; ///< Input or Output
    bool isDefault = false;
    bool isMuted = false; ///< at system level, where that is known
    /// By its id or by its name, whose commas may be written as in an id.
    bool isNamed(const QString &text) const
    {
        return id == text || name == text || DeviceId::fromSystem(name) == text;
    }
    friend bool operator==(const AudioDevice &, const AudioDevice &) = default;
};

/// A sound system: which devices there are, and the way to them. Lives on the device thread.
class AudioSystem : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Unknown, ///< not asked yet, or it has not answered
        Ready,
        Absent, ///< no sound system can be reached
    };
    enum class Want { Nothing, Sound };

    virtual State state() const = 0;
    virtual QList<AudioDevice> devices() const = 0;
    /// Asks anew; refreshed() follows, unless the sound system never answers.
    virtual void refresh() = 0;
    /// While sound is wanted, one that is absent is looked for again and again.
    virtual void setWanted(Want want) = 0;
    /// @param id of a device; whether it can be opened is said when it is.
    virtual std::unique_ptr<AudioInput> makeInput(const QString &id) = 0;
    virtual std::unique_ptr<AudioOutput> makeOutput(const QString &id) = 0;
    /// The system lets the device be heard again; changed() follows. Nothing where it cannot be told to,
    /// which is where it does not tell of a mute either.
    virtual void unmute(DeviceRole, const QString &id) { Q_UNUSED(id); }

Q_SIGNALS:
    void changed(); ///< state() or devices()
    void refreshed();
};

class Clock;

/// The machine's: PulseAudio's protocol where it is built in and answered, else QtMultimedia.
std::unique_ptr<AudioSystem> makeAudioSystem(Clock &clock);

} // namespace carillon
