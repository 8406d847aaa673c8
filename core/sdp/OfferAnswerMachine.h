#pragma once

#include "MediaNegotiation.h"

#include <optional>

namespace carillon {

/// Offer and answer of one session, RFC 3264 §4: who is waiting for whom, and what was agreed last.
///
/// The machine says what is allowed, the pure functions of MediaNegotiation.h say what is said. A plain
/// class.
class OfferAnswerMachine final
{
public:
    enum class State { Stable, HaveLocalOffer, HaveRemoteOffer, Closed };
    enum class Event { SendOffer, ReceiveOffer, SendAnswer, ReceiveAnswer, Reopen, Rollback, Close };
    /// Pure. nullopt: not allowed in this state.
    static std::optional<State> step(State from, Event on);

    explicit OfferAnswerMachine(Random &random)
        : m_random(random)
    {
    }

    State state() const { return m_state; }
    /// The last completed offer and answer; null before the first.
    const MediaAgreement *agreement() const { return m_agreed ? &*m_agreed : nullptr; }

    /// The offer in either direction that waits for its answer; null when there is none.
    const SessionDescription *pendingOffer() const { return m_pending ? &*m_pending : nullptr; }

    /// Stable only. The offer counts as sent. EncryptionRequired: DTLS is demanded and we have no
    /// certificate.
    Result<SessionDescription, NegotiationError> createOffer(const LocalMediaCapabilities &capabilities);
    /// The same where nothing is to change: what was agreed, as we said it last, under its version (RFC 4028
    /// §7.4). createOffer() when address, port or hold are other than then.
    Result<SessionDescription, NegotiationError> repeatOffer(const LocalMediaCapabilities &capabilities);
    /// Stable only.
    Result<void, NegotiationError> receiveOffer(const SessionDescription &offer);
    /// What createAnswer() would agree to; says before somebody is rung that a call cannot be.
    Result<NegotiatedAudio, NegotiationError> checkOffer(const LocalMediaCapabilities &capabilities) const;
    /// HaveRemoteOffer only. When the offer cannot be agreed to the state stays: reject it, then rollback().
    Result<SessionDescription, NegotiationError> createAnswer(const LocalMediaCapabilities &capabilities);
    /// HaveLocalOffer only. When the answer cannot be agreed to the state stays and rollback() keeps what was
    /// agreed.
    Result<void, NegotiationError> receiveAnswer(
        const SessionDescription &answer, const LocalMediaCapabilities &capabilities);
    /// Somebody else answers our first offer too (RFC 3261 §13.2.1: a fork), and nothing was agreed with him:
    /// it waits for its answer again. @returns false, and nothing changes, when more was agreed than that.
    bool reopenFirstOffer();
    /// The pending offer was refused (§8: what was agreed before stands). Stable: nothing.
    void rollback();
    void close();

private:
    NegotiationContext context(const LocalMediaCapabilities &capabilities) const;
    /// @returns whether the event is allowed, without taking the step.
    bool allows(Event on) const { return step(m_state, on).has_value(); }
    void take(Event on);

    Random &m_random;
    State m_state = State::Stable;
    std::optional<MediaAgreement> m_agreed;
    std::optional<SessionDescription> m_pending; ///< the offer in either direction that was not answered
    std::optional<SessionDescription> m_lastSent;
    bool m_isFirstAnswer = false; ///< what was agreed answers our first offer
};

} // namespace carillon
