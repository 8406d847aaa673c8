#pragma once

#include "AudioFrame.h"
#include "Clock.h"
#include "DeviceSpec.h"
#include "SelfTestListener.h"
#include "SelfTestSteps.h"

#include <QObject>
#include <memory>
#include <vector>

namespace carillon {

class AudioEngine;
class AudioSession;

/// Tries out, without a call and within MostSeconds: our own RTP and SRTP over loopback (two streams, one of
/// which hears the other), the microphone's level, and the way from loudspeaker to microphone by a chirp.
///
/// Core thread. While no stream runs, the rings to the devices are this object's; it lets go of them at once
/// when a call begins, or when it is destroyed. The steps and what is said of them: SelfTestSteps; each is
/// told as it begins and as it ends. Whatever keeps it from its end is a failed step of its own.
class SelfTest final : public QObject
{
    Q_OBJECT
public:
    static constexpr int MostSeconds = 12;
    /// @p audio has no stream, and outlives it.
    SelfTest(AudioEngine &audio, Clock &clock, SelfTestListener listener);
    ~SelfTest() override;

private:
    /// Tells those that are new, or not what they were.
    void tell(const QList<SelfTestStep> &steps);
    // The network: two sessions
    void startNetwork();
    void exchangeDescriptions();
    void watchNetwork();
    SelfTestSteps::Network measured() const;
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
    SelfTestListener m_listener;
    QList<SelfTestStep> m_steps; ///< as they were told last
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
