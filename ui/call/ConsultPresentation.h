#pragma once

#include "CallPresentation.h"
#include "TransferPresentation.h"

#include <optional>

namespace carillon {

/// What a person does while asking somebody about a call that waits.
enum class ConsultAct {
    Connect, ///< the two talk to each other, we are out
    Swap,    ///< talk to the other one
    Merge,   ///< all three
    Drop     ///< back to the one who waits
};

/// A call that waits and the one that was made for it, as two halves of one window. Made by presentConsult()
/// and nothing else.
struct ConsultPresentation {
    struct Side {
        QString name;
        QString sentence; ///< "on hold", "talking", "ringing…"
        CallPresentation::Timer timer = CallPresentation::Timer::Hidden;
        std::chrono::milliseconds elapsed{0};
        bool isActive = false; ///< the one we talk to
        QString spoken;        ///< all of it, for screen readers
    };
    Side first;  ///< who waits
    Side second; ///< who is asked
    ButtonPresentation connect;
    ButtonPresentation swap;
    ButtonPresentation merge;
    ButtonPresentation drop;
    ConsultAct enter = ConsultAct::Connect; ///< the large button
    QString sentence;                       ///< what Enter will do
    QStringList names;                      ///< in the sentence
    CallPresentation active;                ///< what mute, keypad and hanging up mean
};
/// @p options: those of @p first.
ConsultPresentation presentConsult(
    const CallState &first, const CallState &second, const TransferOptions &options);

/// Which of the two we talk to, or will.
bool isSecondActive(const CallState &first, const CallState &second);

/// Why it is over, where the one who was asked ended it: "Bob is busy. Anna is back with you."
QString consultOutcome(const CallState &first, const CallState &second);

} // namespace carillon
