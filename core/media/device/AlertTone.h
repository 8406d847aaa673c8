#pragma once

#include "ToneGenerator.h"

#include <span>

namespace carillon {

/// What is heard beside the sound of calls.
enum class Alert {
    None,
    Ringing,     ///< somebody calls
    CallWaiting, ///< somebody calls while we talk
    Ringback,    ///< it rings at the other end, and the other end sends no sound of its own
    Busy,
    Failed, ///< the call could not be made
};

/// The cadences of the alerts, made by ourselves: ringback, busy and congestion as in ITU-T E.180 (425 Hz).
class AlertTone final
{
public:
    void start(Alert alert);
    Alert alert() const { return m_alert; }
    /// Busy and Failed end by themselves after three seconds; the others when told.
    bool isOver() const;
    void generate(AudioFrame &frame);

    struct Step {
        double hz; ///< 0: pause
        double secondHz;
        int frames; ///< of 10 ms
    };

private:
    Alert m_alert = Alert::None;
    std::span<const Step> m_cadence;
    std::size_t m_step = 0;
    int m_inStep = 0;
    int m_total = 0;
    ToneGenerator m_tone;
};

} // namespace carillon
