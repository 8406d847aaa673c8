#pragma once

#include "SoundDoctor.h"
#include "SpeechQuality.h"
#include "StreamStatistics.h"

#include <array>
#include <optional>

namespace carillon {

/// How a call sounds at both ends, second by second, and in all. Pure: it is told the figures.
class CallQuality final
{
public:
    static constexpr double GoodMos = 3.9; ///< G.107 annex B: most users are satisfied
    static constexpr double FairMos = 3.1;
    enum class Grade : std::uint8_t { Unknown, Good, Fair, Poor };

    /// What happened since the look before, about a second ago.
    struct Second {
        const StreamStatistics &before;
        const StreamStatistics &now;
        double missedCapture = 0;  ///< 10 ms frames which the microphone did not give
        double missedPlayback = 0; ///< which the loudspeaker did not take
        int sendPtimeMs = 20;
        bool hasFec = false; ///< of what we send
        Diagnosis diagnosis = {};
    };
    void look(const Second &second);

    /// What I hear; nothing while nothing comes.
    const std::optional<SpeechScore> &heard() const { return m_heard; }
    /// What the other side hears, by what it reports; nothing until it did.
    const std::optional<SpeechScore> &remote() const { return m_remote; }
    /// By the worse end, smoothed over some seconds.
    Grade grade() const;
    /// Of the worse end.
    enum class End : std::uint8_t { Here, There };
    struct Worst {
        End end = End::Here;
        SpeechScore::Cause cause = SpeechScore::Cause::None;
        double percent = 0; ///< of the sound, for Loss, Jitter and Device
        double delayMs = 0; ///< for Delay
    };
    const Worst &worst() const { return m_worst; }

    /// Of the call so far: what it suffered most often, and how much of it in the mean. Seconds in which one
    /// direction was silent count as the worst there are.
    struct Overall {
        Grade grade = Grade::Unknown;
        Worst worst;
        Diagnosis silence; ///< where that was it
    };
    Overall overall() const;

    /// Since the call began, of the worse end; 0 without an opinion.
    double meanMos() const { return m_seconds > 0 ? m_sum / m_seconds : 0; }
    double leastMos() const { return m_least; } ///< smoothed, so that one second makes no bad call

private:
    /// Seconds of one kind, in which nobody was silenced.
    struct Tally {
        int seconds = 0;
        double mos = 0; ///< the sum of them
        Worst sum;
        bool isClean() const { return sum.cause == SpeechScore::Cause::None; }
    };
    struct Silence {
        int seconds = 0;
        Diagnosis diagnosis; ///< the last one of its cause
    };
    static constexpr std::size_t Causes = std::size_t(SpeechScore::Cause::Device) + 1;

    static std::optional<SpeechImpairments> impairmentsHere(const Second &second);
    void count(double mos); ///< of a second that is m_worst
    void count(const Diagnosis &silence);
    static std::optional<SpeechImpairments> impairmentsThere(const Second &second);

    std::optional<SpeechScore> m_heard;
    std::optional<SpeechScore> m_remote;
    std::optional<double> m_smooth; ///< MOS of the worse end
    Worst m_worst;
    double m_sum = 0;
    double m_least = 0;
    int m_seconds = 0;
    std::array<Tally, 2 * Causes> m_tallies; ///< by end and cause
    std::array<Silence, Diagnosis::Causes> m_silences;
};

} // namespace carillon
