#pragma once

#include "Clock.h"

#include <functional>

namespace carillon {

/// When another way for the sound is asked for while there is none, and when no more: the only place that
/// times it. A way that was lost is replaced at once, one that was never found after FirstWait; each question
/// after that waits twice as long as the one before. Core thread.
class WayRenewal final
{
public:
    static constexpr int Attempts = 5; ///< that find nothing; then a person decides, or another network
    static constexpr Milliseconds FirstWait{5000};
    static constexpr Milliseconds LongestWait{60000};
    struct Callbacks {
        std::function<void()> ask;
        std::function<void()> gaveUp;
    };

    /// A callback may destroy it.
    WayRenewal(Clock &clock, Callbacks callbacks);

    /// It worked, and does not any more.
    void lost();
    /// None was found.
    void missed();
    void found();
    /// What was tried says nothing about what comes now: another network, or somebody asks for it.
    void beginAnew();
    void stop();
    bool hasGivenUp() const { return m_hasGivenUp; }

private:
    void plan();
    void due();

    Callbacks m_callbacks;
    Timer m_timer;
    int m_asked = 0; ///< since there was a way
    bool m_hasGivenUp = false;
};

} // namespace carillon
