#pragma once

#include "SessionDescriptionHandler.h"

#include <QPointer>
#include <memory>
#include <optional>

namespace carillon {

/// The offer/answer exchange that is in progress in a session (RFC 3261 §13.2.1, RFC 3264), in front of the
/// media. Descriptions are opaque.
///
/// One exchange at a time; an answer that media gives after rollback() or close() is not heard.
class Negotiation
{
public:
    enum class State {
        Idle, ///< no exchange: offers may go and come
        MakingOffer,
        OfferSent, ///< ours waits for its answer
        TakingAnswer,
        TakingOffer, ///< theirs is applied, our answer is made; Idle when it is there
        Closed,
    };
    enum class Event {
        MakeOffer,
        OfferMade,
        AnswerCame,
        OfferCame,
        Done,
        Failed,
        Reopened,
        RolledBack,
        Close
    };
    using Description = SessionDescriptionHandler::Description;
    using DescriptionCallback = SessionDescriptionHandler::DescriptionCallback;
    using AppliedCallback = SessionDescriptionHandler::AppliedCallback;

    ~Negotiation();
    static std::optional<State> step(State from, Event on);

    State state() const { return m_state; }
    /// Called when an exchange is over, agreed or not: before its own callback, so nothing may be done in it.
    void setIdleListener(std::function<void()> listener) { m_idle = std::move(listener); }
    bool isIdle() const { return m_state == State::Idle; }
    /// An exchange was finished at some time: the session has media.
    bool isAgreed() const { return m_isAgreed; }
    void setHandler(std::unique_ptr<SessionDescriptionHandler> handler);
    SessionDescriptionHandler *handler() const { return m_handler.get(); }

    /// Each answers WrongState at once when the state does not allow it.
    void makeOffer(const DescriptionOptions &options, DescriptionCallback done);
    void takeAnswer(const Description &answer, AppliedCallback done);
    /// Applies the offer and makes the answer.
    void takeOffer(const Description &offer, const DescriptionOptions &options, DescriptionCallback done);
    /// Idle only: another fork answers our offer, see SessionDescriptionHandler::forgetAnswer(). @returns
    /// whether takeAnswer() may bring that answer.
    bool reopen();
    /// What was agreed before stands.
    void rollback();
    void close();

private:
    bool change(Event event);
    void answerOffer(const DescriptionOptions &options, DescriptionCallback done, quint64 exchange);

    State m_state = State::Idle;
    bool m_isAgreed = false;
    std::function<void()> m_idle;
    quint64 m_exchange = 0;                                 ///< callbacks of an older one are late
    std::shared_ptr<int> m_life = std::make_shared<int>(0); ///< a handler may answer later than we live
    std::unique_ptr<SessionDescriptionHandler> m_handler;
};

} // namespace carillon
