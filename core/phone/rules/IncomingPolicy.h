#pragma once

#include "AnswerWish.h"
#include "CallerPattern.h"
#include "SipUri.h"

#include <QDateTime>
#include <optional>

namespace carillon {

/// What the settings say of incoming calls, read.
struct IncomingRules {
    QList<CallerPattern> blocked;
    bool isDoNotDisturb = false;
    int dndCode = 486;
    QDateTime dndUntil; ///< invalid: until somebody ends it
    std::optional<std::chrono::seconds> autoAnswer;
    QList<CallerPattern> autoAnswerFor; ///< none: everybody
    bool obeysWishes = false;           ///< of those in autoAnswerFor
    std::optional<SipUri> forwardAlways;
    std::optional<SipUri> forwardBusy;
    std::optional<SipUri> forwardNoAnswer;
    std::chrono::seconds forwardAfter{20};
};

/// What is known of a call that comes in.
struct IncomingCall {
    struct Name {
        QString user;
        QString host;
    };
    QList<Name> names;            ///< of the caller, the one that can be believed most first
    SipUri caller;                ///< where it would be called back
    QList<SipUri> own;            ///< our addresses
    QList<SipUri> passed;         ///< who was called before us (Diversion, History-Info)
    bool isThroughServer = false; ///< comes from the account's server
    AnswerWish wish;
};

/// The calls that there are.
struct PresentCalls {
    bool isFull = false;            ///< none more, whoever calls
    bool areTooManyRinging = false; ///< none more for a person
    bool isInCall = false;          ///< somebody talks, or is about to
};

struct IncomingDecision {
    enum class What { Ring, Answer, Reject, Forward } what = What::Ring;
    enum class Why {
        None,
        Blocked,
        DoNotDisturb,
        TooMany,
        AnswerRefused, ///< it wants to be answered automatically or not at all (RFC 5373)
        Always,
        Busy,
        Setting, ///< autoAnswer
        Wish,    ///< the caller's, to be answered automatically
    } why
        = Why::None;
    int code = 0;                   ///< Reject
    std::chrono::seconds after{0};  ///< Answer; Ring: until target takes over
    std::optional<SipUri> target{}; ///< Forward; Ring: where it goes when nobody answers
    friend bool operator==(const IncomingDecision &, const IncomingDecision &) = default;
};

/// What becomes of an incoming call. Pure.
///
/// In this order: blocked, forwarded always, do not disturb, too many, answered automatically,
/// busy and forwarded, rung for a person and perhaps forwarded then. Nobody is forwarded to himself, to us,
/// or to where the call was before.
namespace IncomingPolicy {

IncomingDecision decide(
    const IncomingCall &call, const IncomingRules &rules, const PresentCalls &present, const QDateTime &now);
/// Whether do not disturb is on at that time.
bool isDoNotDisturb(const IncomingRules &rules, const QDateTime &now);

constexpr qsizetype MostStations = 5; ///< that a call passed before us; then it is not sent on any more

} // namespace IncomingPolicy
} // namespace carillon
