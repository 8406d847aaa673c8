#include "Negotiation.h"

#include "MachineTable.h"

namespace carillon {

namespace {

using State = Negotiation::State;
using Event = Negotiation::Event;

struct Row {
    State from;
    Event on;
    State next;
};

constexpr std::array table{
    Row{State::Idle, Event::MakeOffer, State::MakingOffer},
    Row{State::Idle, Event::OfferCame, State::TakingOffer},
    Row{State::Idle, Event::Reopened, State::OfferSent},
    Row{State::Idle, Event::RolledBack, State::Idle},
    Row{State::Idle, Event::Close, State::Closed},
    Row{State::MakingOffer, Event::OfferMade, State::OfferSent},
    Row{State::MakingOffer, Event::Failed, State::Idle},
    Row{State::MakingOffer, Event::RolledBack, State::Idle},
    Row{State::MakingOffer, Event::Close, State::Closed},
    Row{State::OfferSent, Event::AnswerCame, State::TakingAnswer},
    Row{State::OfferSent, Event::RolledBack, State::Idle},
    Row{State::OfferSent, Event::Close, State::Closed},
    Row{State::TakingAnswer, Event::Done, State::Idle},
    Row{State::TakingAnswer, Event::Failed, State::OfferSent},
    Row{State::TakingAnswer, Event::RolledBack, State::Idle},
    Row{State::TakingAnswer, Event::Close, State::Closed},
    Row{State::TakingOffer, Event::Done, State::Idle},
    Row{State::TakingOffer, Event::Failed, State::Idle},
    Row{State::TakingOffer, Event::RolledBack, State::Idle},
    Row{State::TakingOffer, Event::Close, State::Closed},
};
static_assert(deterministic(table), "one row per (state, event)");

MediaError wrongState()
{
    return {MediaError::Kind::WrongState, QStringLiteral("A description came where none was due.")};
}

} // namespace

Negotiation::~Negotiation()
{
    close();
}

std::optional<Negotiation::State> Negotiation::step(State from, Event on)
{
    const Row *row = rowFor(table, from, on);
    return row ? std::optional(row->next) : std::nullopt;
}

bool Negotiation::change(Event event)
{
    const auto next = step(m_state, event);
    if (!next)
        return false;
    const bool isOver = *next == State::Idle && m_state != State::Idle;
    m_isAgreed = m_isAgreed || event == Event::Done;
    m_state = *next;
    if (isOver && m_idle)
        m_idle();
    return true;
}

void Negotiation::setHandler(std::unique_ptr<SessionDescriptionHandler> handler)
{
    m_handler = std::move(handler);
}

void Negotiation::makeOffer(const DescriptionOptions &options, DescriptionCallback done)
{
    if (!m_handler || !change(Event::MakeOffer)) {
        done(Failure<MediaError>(wrongState()));
        return;
    }
    m_handler->createDescription(options,
        [this, life = std::weak_ptr(m_life), exchange = ++m_exchange, done = std::move(done)](
            Result<Description, MediaError> offer) {
            if (life.expired() || exchange != m_exchange)
                return;
            if (!offer)
                m_handler->rollback(); // a hold that was meant, ways that were looked for
            change(offer ? Event::OfferMade : Event::Failed);
            done(std::move(offer));
        });
}

void Negotiation::takeAnswer(const Description &answer, AppliedCallback done)
{
    if (!m_handler || !change(Event::AnswerCame)) {
        done(Failure<MediaError>(wrongState()));
        return;
    }
    m_handler->applyDescription(answer,
        [this, life = std::weak_ptr(m_life), exchange = ++m_exchange, done = std::move(done)](
            Result<void, MediaError> applied) {
            if (life.expired() || exchange != m_exchange)
                return;
            change(applied ? Event::Done : Event::Failed);
            done(std::move(applied));
        });
}

void Negotiation::takeOffer(
    const Description &offer, const DescriptionOptions &options, DescriptionCallback done)
{
    if (!m_handler || !change(Event::OfferCame)) {
        done(Failure<MediaError>(wrongState()));
        return;
    }
    if (!m_handler->understands(offer.contentType)) {
        change(Event::Failed);
        done(Failure<MediaError>({MediaError::Kind::UnsupportedType,
            QStringLiteral("The call is described in a way we do not read.")}));
        return;
    }
    m_handler->applyDescription(offer,
        [this, life = std::weak_ptr(m_life), options, exchange = ++m_exchange, done = std::move(done)](
            Result<void, MediaError> applied) mutable {
            if (life.expired() || exchange != m_exchange)
                return;
            if (applied) {
                answerOffer(options, std::move(done), exchange);
                return;
            }
            m_handler->rollback();
            change(Event::Failed);
            done(Failure<MediaError>(applied.error()));
        });
}

void Negotiation::answerOffer(const DescriptionOptions &options, DescriptionCallback done, quint64 exchange)
{
    m_handler->createDescription(options,
        [this, life = std::weak_ptr(m_life), exchange, done = std::move(done)](
            Result<Description, MediaError> answer) {
            if (life.expired() || exchange != m_exchange)
                return;
            if (!answer)
                m_handler->rollback();
            change(answer ? Event::Done : Event::Failed);
            done(std::move(answer));
        });
}

bool Negotiation::reopen()
{
    return m_handler && m_state == State::Idle && m_handler->forgetAnswer() && change(Event::Reopened);
}

void Negotiation::rollback()
{
    ++m_exchange;
    if (m_handler && m_state != State::Idle && m_state != State::Closed)
        m_handler->rollback();
    change(Event::RolledBack);
}

void Negotiation::close()
{
    ++m_exchange;
    if (!change(Event::Close) || !m_handler)
        return;
    m_handler->close();
    m_handler.release()->deleteLater(); // it may be the one who is calling
}

} // namespace carillon
