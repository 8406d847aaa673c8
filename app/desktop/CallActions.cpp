#include "CallActions.h"

#include "Phone.h"

#include <QCoreApplication>

namespace carillon {

namespace {

PhoneError noCall()
{
    return {QStringLiteral("no-call"), QCoreApplication::translate("CallActions", "There is no call.")};
}

bool isRinging(const CallStanding &state)
{
    return state.direction == CallState::Direction::Incoming && state.phase == CallState::Phase::Initial
        && !state.isOver;
}

/// How much it is the one that is meant: 0 not at all.
int rank(const CallStanding &state)
{
    if (state.isOver || state.phase == CallState::Phase::Terminating || isRinging(state))
        return 0;
    if (state.phase != CallState::Phase::Established)
        return 2;
    return state.heldLocal ? 1 : 3;
}

} // namespace

Call *CallActions::ringing() const
{
    for (Call *call : m_phone.liveCalls())
        if (isRinging(call->standing()))
            return call;
    return nullptr;
}

Call *CallActions::current() const
{
    Call *best = nullptr;
    int most = 1;
    for (Call *call : m_phone.liveCalls()) {
        const int its = rank(call->standing());
        if (its < most)
            continue;
        best = call;
        most = its;
    }
    return best;
}

bool CallActions::isAnyLive() const
{
    const QList<Call *> calls = m_phone.liveCalls();
    return std::any_of(calls.begin(), calls.end(), [](const Call *call) { return !call->standing().isOver; });
}

PhoneResult<> CallActions::answer()
{
    Call *call = ringing();
    return call ? call->answer() : PhoneResult<>(Failure<PhoneError>(noCall()));
}

PhoneResult<> CallActions::hangUp()
{
    if (Call *call = current())
        return call->hangUp();
    Call *call = ringing();
    return call ? call->reject() : PhoneResult<>(Failure<PhoneError>(noCall()));
}

PhoneResult<> CallActions::toggleMute()
{
    const Call *call = current();
    return setMuted(!call || !call->standing().muted);
}

PhoneResult<> CallActions::setMuted(bool isMuted)
{
    Call *call = current();
    return call ? call->setMuted(isMuted) : PhoneResult<>(Failure<PhoneError>(noCall()));
}

} // namespace carillon
