#pragma once

#include "SipMessage.h"

#include <chrono>

namespace carillon {

/// What an INVITE says of how it wants to be answered: Answer-Mode and Priv-Answer-Mode (RFC 5373), Call-Info
/// with answer-after, Alert-Info with info=alert-autoanswer, or "Auto Answer" and "Ring Answer" as some
/// telephone systems write it. A plain value; whether it is obeyed, IncomingPolicy decides.
struct AnswerWish {
    enum class Mode { None, Manual, Automatic } mode = Mode::None;
    std::chrono::seconds after{0};
    bool isRequired = false; ///< RFC 5373: rather refused than answered otherwise
    bool saysMode = false;   ///< by Answer-Mode: the answer says how it came about

    static constexpr std::chrono::seconds Longest{120}; ///< that it may ask to wait; else it is no wish
    static AnswerWish of(const SipMessage &invite);
    friend bool operator==(const AnswerWish &, const AnswerWish &) = default;
};

} // namespace carillon
