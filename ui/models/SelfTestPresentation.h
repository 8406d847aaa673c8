#pragma once

#include "Icons.h"

#include <QJsonObject>
#include <QList>

namespace carillon {

/// One thing that the self-test tried.
struct SelfTestRow {
    enum class Outcome { Running, Good, Failed, NotTried };
    Outcome outcome = Outcome::NotTried;
    QString title;    ///< "Microphone"
    QString value;    ///< "-32 dB"; empty where nothing was measured
    QString sentence; ///< what it means
    QString spoken;   ///< the whole, for screen readers
    friend bool operator==(const SelfTestRow &, const SelfTestRow &) = default;
};

/// How it stands with the self-test.
enum class SelfTestState {
    Idle,
    Running,
    Busy, ///< a call has the sound
    Done,
    Stopped, ///< by whoever began it
    Unavailable
};

struct SelfTestPresentation {
    QString sentence; ///< above the steps
    Tone tone = Tone::Text;
    QString button; ///< with its mnemonic
    bool canStart = false;
    bool canStop = false;
    QList<SelfTestRow> steps;
};
/// @p card: what SelfTestListener was told last, while it runs the steps until now; empty: nothing yet.
SelfTestPresentation presentSelfTest(SelfTestState state, const QJsonObject &card);

} // namespace carillon
