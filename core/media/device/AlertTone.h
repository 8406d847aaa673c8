#pragma once

#include "SoundReader.h"
#include "ToneGenerator.h"
#include "TonePlan.h"

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

/// How the alerts sound.
struct AlertSounds {
    const TonePlan *plan = &TonePlan::of(QStringView()); ///< never null
    RingSound ring;                                      ///< null: ours
};

/// The cadences of the alerts, made by ourselves: ringback, busy and congestion by the plan of a country.
class AlertTone final
{
public:
    static constexpr int EndingFrames = 300;

    void start(Alert alert, const AlertSounds &sounds = {});
    Alert alert() const { return m_alert; }
    /// Busy and Failed end by themselves after EndingFrames; the others when told.
    bool isOver() const;
    void generate(AudioFrame &frame);

    using Step = ToneStep;

private:
    void generateRing(AudioFrame &frame);

    Alert m_alert = Alert::None;
    AlertSounds m_sounds;
    std::span<const Step> m_cadence;
    std::size_t m_step = 0;
    int m_inStep = 0;
    int m_total = 0;
    std::size_t m_ringAt = 0; ///< the next sample of a ring of one's own
    ToneGenerator m_tone;
};

} // namespace carillon
