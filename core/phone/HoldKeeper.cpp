#include "HoldKeeper.h"

namespace carillon {

HoldKeeper::HoldKeeper(Clock &clock, Session &session, QObject *parent)
    : QObject(parent)
    , m_session(&session)
    , m_again(clock)
{
    connect(&session, &Session::holdChanged, this, [this] {
        m_isAsking = false;
        follow();
    });
    connect(&session, &Session::reinviteRejected, this, [this] {
        if (m_isAsking)
            settle();
    });
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Terminating || state == Session::State::Terminated)
            settle();
    });
}

Result<void, Session::Refusal> HoldKeeper::want(bool held)
{
    if (!m_session || m_session->state() != Session::State::Established)
        return Failure<Session::Refusal>(Session::Refusal::WrongState);
    m_wanted = held;
    follow();
    return {};
}

void HoldKeeper::follow()
{
    if (!m_wanted || m_isAsking || !m_session)
        return;
    if (m_session->isLocalHold() == *m_wanted) {
        settle();
        return;
    }
    m_isAsking = true;
    const auto asked = *m_wanted ? m_session->hold() : m_session->resume();
    if (asked)
        return;
    m_isAsking = false;
    if (asked.error() == Session::Refusal::RequestPending)
        m_again.start(BusyDelay, [this] { follow(); });
    else
        settle();
}

void HoldKeeper::settle()
{
    m_again.stop();
    m_isAsking = false;
    if (!m_wanted)
        return;
    m_wanted.reset();
    Q_EMIT settled();
}

} // namespace carillon
