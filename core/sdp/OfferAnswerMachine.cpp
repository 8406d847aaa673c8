#include "OfferAnswerMachine.h"

#include "MachineTable.h"
#include "MediaRules.h"

namespace carillon {

namespace {

using State = OfferAnswerMachine::State;
using Event = OfferAnswerMachine::Event;

struct Row {
    State from;
    Event on;
    State next;
};

constexpr std::array table{
    //   from                    on                    next
    Row{State::Stable, Event::SendOffer, State::HaveLocalOffer},
    Row{State::Stable, Event::ReceiveOffer, State::HaveRemoteOffer},
    Row{State::Stable, Event::Reopen, State::HaveLocalOffer},
    Row{State::Stable, Event::Rollback, State::Stable},
    Row{State::Stable, Event::Close, State::Closed},
    Row{State::HaveLocalOffer, Event::ReceiveAnswer, State::Stable},
    Row{State::HaveLocalOffer, Event::Rollback, State::Stable},
    Row{State::HaveLocalOffer, Event::Close, State::Closed},
    Row{State::HaveRemoteOffer, Event::SendAnswer, State::Stable},
    Row{State::HaveRemoteOffer, Event::Rollback, State::Stable},
    Row{State::HaveRemoteOffer, Event::Close, State::Closed},
    Row{State::Closed, Event::Close, State::Closed},
};
static_assert(deterministic(table), "one row per (state, event)");

constexpr bool nothingLeavesClosed()
{
    for (const Row &row : table) {
        if (row.from == State::Closed && row.next != State::Closed)
            return false;
    }
    return true;
}
static_assert(nothingLeavesClosed(), "a closed session agrees to nothing");

Failure<NegotiationError> wrongState()
{
    return Failure<NegotiationError>(NegotiationError{NegotiationError::Kind::WrongState});
}

/// The credentials of ICE which we sent are those of @p capabilities.
bool isSameIce(const MediaAgreement &agreed, const LocalMediaCapabilities &capabilities)
{
    if (!agreed.audio.ice || !capabilities.ice)
        return !agreed.audio.ice;
    const auto said = IceDescription::of(agreed.local, agreed.local.media[agreed.audioIndex]);
    return said && said->ufrag == capabilities.ice->ufrag && said->password == capabilities.ice->password;
}

/// What we said last holds for @p capabilities too: address, port, hold, ICE.
bool isStillTrue(const MediaAgreement &agreed, const LocalMediaCapabilities &capabilities)
{
    const SdpMedia &section = agreed.local.media[agreed.audioIndex];
    const bool isHold = !receives(directionIn(agreed.local, section));
    return !agreed.audio.rejected && section.port == capabilities.rtpPort && isHold == capabilities.hold
        && agreed.local.connection == SdpConnection::to(capabilities.address)
        && isSameIce(agreed, capabilities);
}

} // namespace

std::optional<State> OfferAnswerMachine::step(State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? std::optional(row->next) : std::nullopt;
}

void OfferAnswerMachine::take(Event on)
{
    const auto next = step(m_state, on);
    Q_ASSERT(next);
    m_state = *next;
}

NegotiationContext OfferAnswerMachine::context(const LocalMediaCapabilities &capabilities) const
{
    return {capabilities, m_random, agreement(), m_lastSent ? &*m_lastSent : nullptr};
}

Result<SessionDescription, NegotiationError> OfferAnswerMachine::createOffer(
    const LocalMediaCapabilities &capabilities)
{
    if (!allows(Event::SendOffer))
        return wrongState();
    if (!capabilities.dtls && section::keysToOffer(context(capabilities)) == section::OfferedKeys::Dtls)
        return Failure<NegotiationError>(NegotiationError{NegotiationError::Kind::EncryptionRequired});
    m_pending = makeOffer(context(capabilities));
    m_lastSent = m_pending;
    take(Event::SendOffer);
    return *m_pending;
}

Result<SessionDescription, NegotiationError> OfferAnswerMachine::repeatOffer(
    const LocalMediaCapabilities &capabilities)
{
    if (!allows(Event::SendOffer))
        return wrongState();
    // After an offer that was refused the version has gone on.
    if (!m_agreed || m_lastSent != m_agreed->local || !isStillTrue(*m_agreed, capabilities))
        return createOffer(capabilities);
    m_pending = m_agreed->local;
    take(Event::SendOffer);
    return *m_pending;
}

Result<void, NegotiationError> OfferAnswerMachine::receiveOffer(const SessionDescription &offer)
{
    if (!allows(Event::ReceiveOffer))
        return wrongState();
    m_pending = offer;
    take(Event::ReceiveOffer);
    return {};
}

Result<NegotiatedAudio, NegotiationError> OfferAnswerMachine::checkOffer(
    const LocalMediaCapabilities &capabilities) const
{
    if (!allows(Event::SendAnswer))
        return wrongState();
    const auto agreed = makeAnswer(*m_pending, context(capabilities));
    if (!agreed)
        return Failure<NegotiationError>(agreed.error());
    return agreed->audio;
}

Result<SessionDescription, NegotiationError> OfferAnswerMachine::createAnswer(
    const LocalMediaCapabilities &capabilities)
{
    if (!allows(Event::SendAnswer))
        return wrongState();
    auto agreed = makeAnswer(*m_pending, context(capabilities));
    if (!agreed)
        return Failure<NegotiationError>(agreed.error());
    m_agreed = std::move(*agreed);
    m_lastSent = m_agreed->local;
    m_pending.reset();
    m_isFirstAnswer = false;
    take(Event::SendAnswer);
    return m_agreed->local;
}

Result<void, NegotiationError> OfferAnswerMachine::receiveAnswer(
    const SessionDescription &answer, const LocalMediaCapabilities &capabilities)
{
    if (!allows(Event::ReceiveAnswer))
        return wrongState();
    auto agreed = applyAnswer(*m_pending, answer, context(capabilities));
    if (!agreed)
        return Failure<NegotiationError>(agreed.error());
    m_isFirstAnswer = !m_agreed;
    m_agreed = std::move(*agreed);
    m_pending.reset();
    take(Event::ReceiveAnswer);
    return {};
}

bool OfferAnswerMachine::reopenFirstOffer()
{
    if (!allows(Event::Reopen) || !m_isFirstAnswer || m_lastSent != m_agreed->local)
        return false;
    m_pending = m_agreed->local;
    m_agreed.reset();
    m_isFirstAnswer = false;
    take(Event::Reopen);
    return true;
}

void OfferAnswerMachine::rollback()
{
    if (!allows(Event::Rollback))
        return;
    m_pending.reset();
    take(Event::Rollback);
}

void OfferAnswerMachine::close()
{
    m_pending.reset();
    take(Event::Close);
}

} // namespace carillon
