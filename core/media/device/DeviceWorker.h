#pragma once

#include "AlertTone.h"
#include "AudioPort.h"
#include "Clock.h"
#include "DeviceChoice.h"
#include "DeviceSlot.h"
#include "GainStage.h"
#include "PlaybackFeed.h"

#include <array>

namespace carillon {

/// What the device thread works with.
struct DeviceTools {
    std::unique_ptr<Clock> clock;
    std::unique_ptr<AudioSystem> system;
};

/// Opens and closes what is wanted, and copies between the sound system and the rings. Lives on the device
/// thread; see AudioDevices, which tells it what is wanted.
///
/// Nothing runs while there is neither a call nor an alert: no device is open and no timer is active. Of each
/// order the first device that is there is used: one that comes or goes while it is wanted is followed at
/// once. One that cannot be opened is tried again every second; it is said once, until the device has worked
/// for a second or is no longer wanted. A call takes the next of the order meanwhile.
class DeviceWorker final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t MaxRings = 4;
    using MakeTools = std::function<DeviceTools()>;

    /// @param port outlives the worker.
    /// @param makeTools called once, on the device thread.
    DeviceWorker(AudioPort &port, MakeTools makeTools);
    ~DeviceWorker() override;

    /// First of all, on the device thread.
    void start();
    /// Of rings all are used at once, of the others the first.
    void setOrder(DeviceRole role, const DeviceOrder &order);
    /// Of microphone and loudspeaker, from when they are opened next; a ring has one.
    void setChannels(Channels channels) { m_channels = channels; }
    /// @param linear 1: as it comes.
    void setVolume(DeviceRole role, float linear);
    void setCallActive(bool active);
    void setAlert(Alert alert);
    /// Of the alerts that begin from now on.
    void setSounds(const AlertSounds &sounds) { m_sounds = sounds; }
    /// Is played on the output beside whatever else, until it is complete; null ends it at once.
    void play(std::shared_ptr<PlaybackFeed> feed);
    void unmute(DeviceRole role, const QString &id) { m_tools.system->unmute(role, id); }
    /// listed() follows, now and when the sound system has answered.
    void listDevices();
    void closeAll();

Q_SIGNALS:
    void failed(carillon::DeviceRole role, const carillon::DeviceError &error);
    /// A device that had failed works, or its failure does not matter any more.
    void recovered(carillon::DeviceRole role);
    void switched(carillon::DeviceRole role, const QString &sentence);
    /// Empty: none.
    void inUse(carillon::DeviceRole role, const QString &id);
    void listed(const QList<carillon::AudioDevice> &devices);
    /// What play() was given has come to its end.
    void played();

private:
    using InputSlot = DeviceSlot<AudioInput>;
    using OutputSlot = DeviceSlot<AudioOutput>;
    using Why = SlotReason;

    struct Ring {
        OutputSlot slot;
        AlertTone tone;
        GainStage gain;
    };

    void systemTold();
    void update(Why why);
    void look();
    void updateInput(Why why);
    void updateOutput(Why why);
    void updateRings(Why why);
    QList<DeviceSpec> ringTargets() const;
    QList<DeviceSpec> present(DeviceRole role) const;
    template <typename Slot, typename Open>
    void use(Slot &slot, const DeviceSpec &target, Open open);
    template <typename Slot>
    void miss(Slot &slot, DeviceRole role);
    bool isReal(DeviceRole role) const;
    const DeviceOrder &order(DeviceRole role) const { return m_orders[std::size_t(role)]; }
    static std::int32_t microseconds(std::chrono::microseconds delay);
    void captured(const StereoFrame &frame);
    void endCapture();
    /// The alerts which belong into the output rather than to the ring; files hold calls only.
    bool playsAlertOnOutput() const;
    void addPlayed(AudioFrame &frame);
    bool wantsOutput() const { return m_callActive || m_feed || playsAlertOnOutput(); }
    bool wantsRing() const;
    bool nextOutputFrame(StereoFrame &frame);
    void alertMayBeOver();
    void tellInUse();

    AudioPort &m_port;
    MakeTools m_makeTools;
    DeviceTools m_tools;
    SlotEvents m_events;
    std::array<DeviceOrder, 3> m_orders;
    InputSlot m_input;
    OutputSlot m_output;
    DeviceChoice<AudioInput> m_inputChoice;
    DeviceChoice<AudioOutput> m_outputChoice;
    std::array<Ring, MaxRings> m_rings;
    std::array<QString, 3> m_inUse;
    GainStage m_inputGain;
    GainStage m_outputGain;
    Channels m_channels = Channels::One;
    bool m_callActive = false;
    AudioSystem::Want m_want = AudioSystem::Want::Nothing;
    AlertTone m_alert;
    AlertSounds m_sounds;
    std::shared_ptr<PlaybackFeed> m_feed; ///< shared with its reader
    std::optional<Timer> m_second;        ///< runs while a device is wanted
};

} // namespace carillon
