#include "SessionTimer.h"

#include "Reinviter.h"
#include "SessionContext.h"
#include "UpdateSender.h"

namespace carillon {

using namespace SessionTimerTerms;
using SessionTimerMachine::Action;
using SessionTimerMachine::Event;
using Role = SessionExpires::Refresher;

SessionTimer::SessionTimer(SessionContext &context)
    : m_context(context)
    , m_refresh(context.core.clock())
    , m_end(context.core.clock())
{
}

void SessionTimer::stop()
{
    handle(Event::Stop);
}

void SessionTimer::noteSmallest(const SipMessage &message)
{
    m_smallest = std::max(m_smallest, minSessionExpires(message).value_or(std::chrono::seconds(0)));
}

void SessionTimer::prepare(SipRequest &request)
{
    request.remove(HeaderId::SessionExpires);
    request.remove(HeaderId::MinSE);
    const SessionTimerPolicy ours = m_context.host.sessionTimer();
    const auto smallest = std::max(ours.smallest, m_smallest);
    if (smallest > SessionExpires::Smallest)
        request.append(HeaderId::MinSE, QByteArray::number(qint64(smallest.count())));
    SessionExpires expires{std::min(ours.wanted, SessionTimerTerms::Limits::Longest), Role::Unsaid};
    if (m_agreed) // §7.4: the roles stay
        expires = {m_agreed->interval, m_agreed->refresher == Refresher::Us ? Role::Uac : Role::Uas};
    if (expires.interval.count() == 0)
        return;
    expires.interval = std::max(expires.interval, smallest);
    request.append(HeaderId::SessionExpires, expires.toBytes());
}

bool SessionTimer::mayRepeat(const SipRequest &request, const SipResponse &refusal)
{
    const auto demanded = minSessionExpires(refusal);
    const auto asked = SessionExpires::of(request);
    // One that demands nothing, or what we said already, would be refused for ever.
    if (refusal.statusCode() != 422 || !demanded || !asked || *demanded <= asked->interval
        || *demanded > SessionTimerTerms::Limits::Longest || m_tooBriefs >= Limits::TooBriefs)
        return false;
    ++m_tooBriefs;
    noteSmallest(refusal);
    return true;
}

void SessionTimer::accepted(const SipRequest &request, const SipResponse &success)
{
    agree(agreedByPeer(SessionExpires::of(request), success));
}

void SessionTimer::answer(const SipRequest &request, SipResponse &success)
{
    noteSmallest(request);
    const auto granted = grant(Asked::by(request), m_context.host.sessionTimer(), m_agreed);
    if (granted) {
        success.append(HeaderId::SessionExpires, granted->expires.toBytes());
        if (granted->isRequired)
            success.append(HeaderId::Require, "timer");
    }
    agree(granted ? std::optional(agreedByUs(*granted)) : std::nullopt);
}

void SessionTimer::agree(const std::optional<Agreed> &agreed)
{
    if (m_context.state == Session::State::Terminated)
        return;
    m_agreed = agreed;
    m_tooBriefs = 0;
    m_retries = 0;
    if (!agreed)
        handle(Event::NoneAgreed);
    else
        handle(agreed->refresher == Refresher::Us ? Event::OursAgreed : Event::PeersAgreed);
}

void SessionTimer::handle(Event event)
{
    const auto step = SessionTimerMachine::step(m_state, event);
    if (!step)
        return;
    m_state = step->next;
    switch (step->action) {
    case Action::None: return;
    case Action::StartBoth:
        m_refresh.start(untilRefresh(*m_agreed), [this] { handle(Event::RefreshDue); });
        startEnd();
        return;
    case Action::StartEnd:
        m_refresh.stop();
        startEnd();
        return;
    case Action::StopBoth:
        m_refresh.stop();
        m_end.stop();
        return;
    case Action::SendRefresh: sendRefresh(); return;
    case Action::PlanRetry: planRetry(); return;
    case Action::EndSession: endSession(); return;
    }
}

void SessionTimer::startEnd()
{
    m_end.start(untilEnd(*m_agreed), [this] { handle(Event::Expired); });
}

/// §7.4: UPDATE without offer where the peer takes it, else a re-INVITE that says what was said.
void SessionTimer::sendRefresh()
{
    RequestDelegate delegate;
    delegate.onReject = [this, alive = QPointer(m_context.session)](const RequestDelegate::Answer &answer) {
        if (alive)
            refused(answer);
    };
    delegate.onRedirect = delegate.onReject;
    const bool byUpdate = m_takesUpdate && m_context.channel && m_context.channel->peerAllows(Method::Update);
    const auto sent = byUpdate
        ? m_context.updateSender->start({UpdateSender::Offer::None, {}, std::move(delegate)})
        : m_context.reinviter->start(
            {m_context.isLocalHold, {}, std::move(delegate), Reinviter::Purpose::Refresh});
    if (!sent && m_state == SessionTimerMachine::State::Refreshing)
        m_refresh.start(Limits::Busy, [this] { handle(Event::RefreshDue); });
}

/// 408 and 481 ended the session before this; 491 and 422 were followed.
void SessionTimer::refused(const RequestDelegate::Answer &answer)
{
    if (m_state != SessionTimerMachine::State::Refreshing)
        return;
    const int code = answer.response.statusCode();
    const bool isPeers = answer.origin == RequestDelegate::Answer::Origin::Remote;
    const bool isUnknown = m_takesUpdate && isPeers && (code == 405 || code == 501);
    // Whatever its Allow says, a re-INVITE is next; but a server in trouble says nothing about UPDATE.
    m_takesUpdate = m_takesUpdate && (!isPeers || code == 500 || code == 503);
    if (isUnknown)
        m_refresh.start(Milliseconds(0), [this] { handle(Event::RefreshDue); });
    else
        handle(Event::RefreshFailed);
}

/// §10: not again and again.
void SessionTimer::planRetry()
{
    if (m_retries >= Limits::Retries)
        return;
    ++m_retries;
    const Milliseconds left = untilRefresh(*m_agreed);
    m_refresh.start(left / (Limits::Retries + 1), [this] { handle(Event::RefreshDue); });
}

void SessionTimer::endSession()
{
    m_refresh.stop();
    m_context.endByBye({Session::End::By::Network, 408, Session::TimerExpired.toByteArray(), 0},
        withReason(408, Session::TimerExpired));
}

std::optional<std::chrono::seconds> refusedInterval(const SipRequest &request, const SessionTimerPolicy &ours)
{
    if (!isTooBrief(Asked::by(request), ours))
        return std::nullopt;
    return ours.smallest;
}

} // namespace carillon
