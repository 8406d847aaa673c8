#pragma once

#include "Icons.h"

#include <QJsonObject>
#include <QList>

namespace carillon {

/// One thing that the self-test tried.
struct SelfTestStep {
    enum class Outcome { Good, Failed, NotTried };
    Outcome outcome = Outcome::NotTried;
    QString title;    ///< "Microphone"
    QString value;    ///< "-32 dB"; empty where nothing was measured
    QString sentence; ///< what it means
    QString spoken;   ///< the whole, for screen readers
    friend bool operator==(const SelfTestStep &, const SelfTestStep &) = default;
};

/// How it stands with the self-test.
enum class SelfTestState {
    Idle,
    Running,
    Busy, ///< a call has the sound
    Done,
    Unavailable
};

struct SelfTestPresentation {
    QString sentence; ///< above the steps
    Tone tone = Tone::Text;
    QString button; ///< with its mnemonic
    bool canStart = false;
    QList<SelfTestStep> steps;
};
/// @p card: what PhoneMedia::selfTest() told last; empty: nothing yet.
SelfTestPresentation presentSelfTest(SelfTestState state, const QJsonObject &card);

} // namespace carillon
