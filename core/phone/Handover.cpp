#include "Handover.h"

#include "Sentences.h"

namespace carillon {

using HandoverMachine::Action;
using HandoverMachine::Event;
using HandoverMachine::State;

Handover::Handover(Clock &clock, Session &session, QObject *parent)
    : QObject(parent)
    , m_session(&session)
    , m_patience(clock)
{
    connect(&session, &Session::transferChanged, this, &Handover::news);
}

void Handover::start(const NameAddr &target, const QString &name, Hold hold)
{
    m_target = target;
    m_other = nullptr;
    begin(name, hold);
}

void Handover::start(Session &other, const QString &name)
{
    m_other = &other;
    begin(name, Hold::AsBefore);
}

void Handover::begin(const QString &name, Hold hold)
{
    m_name = name;
    m_code = 0;
    m_hasRung = false;
    m_tellsFailure = false;
    const bool isHeld = m_session->isLocalHold();
    m_staysHeld = isHeld && hold == Hold::AsBefore;
    handle(isHeld ? Event::StartHeld : Event::Start);
}

bool Handover::isRunning() const
{
    return m_state != State::Idle && m_state != State::Succeeded && m_state != State::Failed;
}

CallState::TransferProgress Handover::progress(const QString &otherName) const
{
    CallState::TransferProgress progress;
    progress.code = m_code;
    progress.target = m_name;
    progress.hasRung = m_hasRung;
    if (m_tellsFailure)
        progress.sentence = Sentences::transferFailed({m_name, otherName, m_code, m_hasRung});
    switch (m_state) {
    case State::Idle: break;
    case State::Holding:
    case State::Asking:
    case State::Trying: progress.state = CallState::Transfer::Trying; break;
    case State::Ringing: progress.state = CallState::Transfer::Ringing; break;
    case State::Succeeded: progress.state = CallState::Transfer::Succeeded; break;
    case State::Failed: progress.state = CallState::Transfer::Failed; break;
    }
    return progress;
}

void Handover::forgetOutcome()
{
    if (!std::exchange(m_tellsFailure, false))
        return;
    Q_EMIT changed();
}

void Handover::holdEnded()
{
    if (m_session)
        handle(m_session->isLocalHold() ? Event::Held : Event::NotHeld);
}

void Handover::callEnded()
{
    handle(Event::CallEnded);
}

void Handover::handle(Event event)
{
    const auto [next, action] = HandoverMachine::step(m_state, event);
    const bool isChange = next != m_state;
    m_state = next;
    m_hasRung |= next == State::Ringing;
    switch (action) {
    case Action::None:
        if (!isRunning())
            m_patience.stop();
        break;
    case Action::Hold:
        m_patience.start(HoldPatience, [this] { handle(Event::NotHeld); });
        Q_EMIT holdWanted(true);
        break;
    case Action::Refer: refer(); break;
    case Action::AwaitNews:
        m_tellsFailure = false; // late news after all
        m_patience.start(LaterNews, [this] { handle(Event::Silence); });
        break;
    case Action::HangUp:
        m_patience.stop();
        m_tellsFailure = false;
        if (m_code == 0)
            m_code = 200;
        Q_EMIT changed();
        Q_EMIT succeeded();
        return;
    case Action::GiveBack:
        m_patience.stop();
        m_tellsFailure = true;
        if (!m_staysHeld)
            Q_EMIT holdWanted(false);
        break;
    }
    if (next == State::Succeeded && m_code < 200)
        m_code = 200;
    if (isChange)
        Q_EMIT changed();
}

void Handover::refer()
{
    if (!m_session)
        return;
    m_patience.start(Answering, [this] { handle(Event::Silence); });
    RequestDelegate delegate;
    delegate.onAccept = [self = QPointer(this)](const RequestDelegate::Answer &answer) {
        if (self && self->m_state == State::Asking) // NOTIFY may have overtaken this answer
            self->m_patience.start(FirstNews, [self] { self->handle(Event::Silence); });
        // RFC 4488 §4: no subscription was made, so this is all that will be heard.
        if (self && answer.response.value(HeaderId::ReferSub).compare("false", Qt::CaseInsensitive) == 0)
            self->handle(Event::NewsSuccess);
    };
    delegate.onReject = [self = QPointer(this)](const RequestDelegate::Answer &answer) {
        if (!self)
            return;
        self->m_code = answer.response.statusCode();
        self->handle(Event::NewsFailure);
    };
    const auto asked = m_other ? m_session->refer(*m_other, {}, std::move(delegate))
                               : m_session->refer(m_target, {}, std::move(delegate));
    if (!asked)
        handle(Event::NewsFailure);
}

void Handover::news(Session::TransferState state)
{
    if (!m_session)
        return;
    if (m_session->transferStatusCode() > 0)
        m_code = m_session->transferStatusCode();
    switch (state) {
    case Session::TransferState::None: return;
    case Session::TransferState::Trying:
        // Also said when REFER itself went out: only a sipfrag is news.
        if (m_session->transferStatusCode() > 0)
            handle(Event::NewsTrying);
        return;
    case Session::TransferState::Ringing: handle(Event::NewsRinging); return;
    case Session::TransferState::Succeeded: handle(Event::NewsSuccess); return;
    case Session::TransferState::Failed: handle(Event::NewsFailure); return;
    }
}

} // namespace carillon
