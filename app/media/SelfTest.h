#pragma once

#include "AudioFrame.h"
#include "Clock.h"
#include "DeviceSpec.h"
#include "SelfTestSteps.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <functional>
#include <memory>
#include <vector>

namespace carillon {

class AudioEngine;
class AudioSession;

/// Tries out, without a call and within MostSeconds: our own RTP and SRTP over loopback (two streams, one of
/// which hears the other), the microphone's level, and the way from loudspeaker to microphone by a chirp.
///
/// Core thread. While no stream runs, the rings to the devices are this object's; it lets go of them at once
/// when a call begins. The steps and what is said of them: SelfTestSteps. Whatever keeps it from its end is a
/// failed step of its own.
class SelfTest final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const QJsonObject &card)>;
    static constexpr int MostSeconds = 12;
    /// @p audio has no stream, and outlives it. @p done is told once; whoever is told may destroy this.
    SelfTest(AudioEngine &audio, Clock &clock, Done done);
    ~SelfTest() override;

private:
    void add(const QList<SelfTestStep> &steps);
    // The network: two sessions
    void startNetwork();
    void exchangeDescriptions();
    void watchNetwork();
    void judgeNetwork();
    // The devices
    void startDevices();
    void pump();
    void judgeDevices();
    void stopDevices();
    void finish();
    SelfTestSteps::Devices::Chosen chosen(DeviceRole role) const;
    SelfTestSteps::Devices found() const;

    AudioEngine &m_audio;
    Clock &m_clock;
    Done m_done;
    QJsonArray m_steps;
    bool m_isAllWell = true;
    Timer m_timer;
    TimePoint m_begun; ///< of the phase

    std::unique_ptr<AudioSession> m_caller;
    std::unique_ptr<AudioSession> m_callee;
    std::optional<TimePoint> m_spokenAt;
    std::optional<double> m_delayMs;

    bool m_ownsRings = false;
    std::vector<std::int16_t> m_chirp;
    std::size_t m_chirpAt = 0; ///< samples given to the loudspeaker
    std::vector<std::int16_t> m_captured;
    std::optional<std::size_t> m_chirpBegan; ///< in m_captured
    std::uint64_t m_framesPlayed = 0;
};

} // namespace carillon
