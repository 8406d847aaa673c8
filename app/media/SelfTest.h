#pragma once

#include "AudioFrame.h"
#include "Clock.h"
#include "StreamStatistics.h"

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
/// when a call begins. Each step is {"name", "ok", "value", "unit", "sentence"}; "ok" is null for what there
/// is nothing to measure of.
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
    struct Step {
        const char *name;
        QJsonValue ok;
        double value = 0;
        const char *unit = "";
        QString sentence;
    };
    void add(const Step &step);
    // The network: two sessions
    void startNetwork();
    void exchangeDescriptions();
    void watchNetwork();
    void judgeNetwork();
    // The devices
    void startDevices();
    void pump();
    void judgeDevices();
    void judgeMicrophone();
    void judgeLoop();
    void stopDevices();
    void finish();
    bool isReal(const QString &spec) const;

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
