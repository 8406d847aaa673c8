#pragma once

#include "AudioPort.h"
#include "Clock.h"
#include "DeviceSpec.h"

#include <QObject>
#include <array>

namespace carillon {

/// Notices that a device does not deliver or fetch sound though a call wants it to. One that is busy says
/// nothing: PulseAudio takes a stream of a suspended device, and QtMultimedia 6.4 waits for ever for one that
/// the server refused. Core thread.
class SoundWatch final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds Period{2};
    /// Of the 10 ms frames of a period; a device that only stutters stays below.
    static constexpr std::uint64_t StalledFrames = 150;
    /// In a row: a sound system that slept, or a wireless headset, takes some seconds until sound flows.
    static constexpr int StalledPeriods = 3;

    SoundWatch(const AudioPort &port, Clock &clock);
    /// A call needs microphone and loudspeaker.
    void setWanted(bool wanted);

Q_SIGNALS:
    void stalled(carillon::DeviceRole role); ///< Input or Output; once, until it flows
    void flows(carillon::DeviceRole role);   ///< again, or nobody wants it now

private:
    struct Direction {
        DeviceRole role;
        const std::atomic<std::uint64_t> &missed;
        std::uint64_t before = 0;
        int periods = 0; ///< in a row without sound
        bool isStalled = false;
    };
    void look();
    void change(Direction &direction, bool isStalled);

    std::array<Direction, 2> m_directions;
    Timer m_timer;
};

} // namespace carillon
