#include "IncomingPolicy.h"

namespace carillon {

namespace {

using What = IncomingDecision::What;
using Why = IncomingDecision::Why;

bool isNamed(const IncomingCall &call, const QList<CallerPattern> &patterns)
{
    return std::any_of(call.names.begin(), call.names.end(), [&](const IncomingCall::Name &name) {
        return std::any_of(patterns.begin(), patterns.end(),
            [&](const CallerPattern &pattern) { return pattern.matches(name.user, name.host); });
    });
}

/// The name that can be believed most counts: anybody may write into the others what he likes.
bool isAllowed(const IncomingCall &call, const QList<CallerPattern> &patterns)
{
    IncomingCall believed;
    believed.names = call.names.mid(0, 1);
    return isNamed(believed, patterns);
}

/// The same telephone, as far as an address tells.
bool isSame(const SipUri &a, const SipUri &b)
{
    constexpr quint16 usual = 5060;
    return a.user.compare(b.user, Qt::CaseInsensitive) == 0
        && a.host.compare(b.host, Qt::CaseInsensitive) == 0
        && a.port.value_or(usual) == b.port.value_or(usual);
}

/// Where the call may be sent on to; nothing when that would be a loop.
std::optional<SipUri> way(const IncomingCall &call, const std::optional<SipUri> &target)
{
    const auto isTarget = [&](const SipUri &one) { return isSame(one, *target); };
    const bool isLoop = target
        && (isTarget(call.caller) || std::any_of(call.own.begin(), call.own.end(), isTarget)
            || std::any_of(call.passed.begin(), call.passed.end(), isTarget)
            || call.passed.size() > IncomingPolicy::MostStations);
    return isLoop ? std::nullopt : target;
}

std::optional<IncomingDecision> automatic(
    const IncomingCall &call, const IncomingRules &rules, const PresentCalls &present)
{
    if (call.wish.mode == AnswerWish::Mode::Manual)
        return std::nullopt;
    const bool isMeant = rules.autoAnswerFor.isEmpty() || isAllowed(call, rules.autoAnswerFor);
    if (rules.autoAnswer && isMeant)
        return IncomingDecision{What::Answer, Why::Setting, 0, *rules.autoAnswer};
    if (!rules.obeysWishes || call.wish.mode != AnswerWish::Mode::Automatic)
        return std::nullopt;
    // A microphone that opens by itself: for strangers who call us directly only where they are listed, and
    // never into another call.
    const bool mayWish
        = isMeant && (!rules.autoAnswerFor.isEmpty() || call.isThroughServer) && !present.isInCall;
    if (mayWish)
        return IncomingDecision{What::Answer, Why::Wish, 0, call.wish.after};
    if (call.wish.isRequired)
        return IncomingDecision{What::Reject, Why::AnswerRefused, 403};
    return std::nullopt;
}

} // namespace

bool IncomingPolicy::isDoNotDisturb(const IncomingRules &rules, const QDateTime &now)
{
    return rules.isDoNotDisturb && (!rules.dndUntil.isValid() || now < rules.dndUntil);
}

IncomingDecision IncomingPolicy::decide(
    const IncomingCall &call, const IncomingRules &rules, const PresentCalls &present, const QDateTime &now)
{
    constexpr int busy = 486, decline = 603;
    if (isNamed(call, rules.blocked))
        return {What::Reject, Why::Blocked, decline};
    if (const auto target = way(call, rules.forwardAlways))
        return {What::Forward, Why::Always, 0, {}, target};
    if (isDoNotDisturb(rules, now))
        return {What::Reject, Why::DoNotDisturb, rules.dndCode};
    const auto answered = automatic(call, rules, present);
    const auto elsewhere = way(call, rules.forwardBusy);
    if (present.isFull || (present.areTooManyRinging && !answered))
        return elsewhere ? IncomingDecision{What::Forward, Why::Busy, 0, {}, elsewhere}
                         : IncomingDecision{What::Reject, Why::TooMany, busy};
    if (answered)
        return *answered;
    if (elsewhere && present.isInCall)
        return {What::Forward, Why::Busy, 0, {}, elsewhere};
    const auto later = way(call, rules.forwardNoAnswer);
    return {What::Ring, Why::None, 0, later ? rules.forwardAfter : std::chrono::seconds(0), later};
}

} // namespace carillon
