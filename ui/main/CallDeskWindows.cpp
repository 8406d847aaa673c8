// The windows of the desk: what they ask for reaches the calls.

#include "CallDesk.h"

#include "CallWindow.h"
#include "HandoverDesk.h"
#include "Icons.h"
#include "Phone.h"
#include "SoundWishes.h"
#include "TransferRow.h"

namespace carillon {

void CallDesk::makeWindow(Entry &entry, const QString &id)
{
    entry.window = std::make_unique<CallWindow>(m_clock, suggest());
    CallWindow &window = *entry.window;
    // Whoever dialled here is shown the window with the focus by showWindow(); a script's call disturbs
    // nobody's typing.
    window.setAttribute(Qt::WA_ShowWithoutActivating);
    window.setAttribute(Qt::WA_QuitOnClose, false);
    window.setWindowIcon(applicationIcon());
    Q_EMIT windowMade(&window);
    connect(&window, &CallWindow::muteRequested, this,
        [this, id](bool muted) { actOnActive(id, [muted](Call &call) { return call.setMuted(muted); }); });
    connect(&window, &CallWindow::holdRequested, this, [this, id](bool held) {
        actOnActive(id, [held](Call &call) { return held ? call.hold() : call.resume(); });
    });
    connect(&window, &CallWindow::toneRequested, this,
        [this, id](QChar digit) { actOnActive(id, [digit](Call &call) { return call.sendDtmf(digit); }); });
    connect(&window, &CallWindow::hangUpRequested, this,
        [this, id] { actOnActive(id, [](Call &call) { return call.hangUp(); }); });
    connect(&window, &CallWindow::reconnectRequested, this,
        [this, id] { act(id, [](Call &call) { return call.reconnect(); }); });
    connect(&window, &CallWindow::answerAsked, this, &CallDesk::answerOldest);
    connect(&window, &CallWindow::declineAsked, this, &CallDesk::declineOldest);
    connect(&window, &CallWindow::visibilityChanged, this, &CallDesk::pollLevels);
    connect(&window, &CallWindow::visibilityChanged, this, &CallDesk::windowsChanged);
    connect(&window, &CallWindow::stripAsked, this, &CallDesk::stripAsked);
    connect(&window, &CallWindow::keysAsked, this, &CallDesk::keysAsked);
    connect(&window, &CallWindow::finished, this, [this, id] {
        const auto found = m_entries.find(id);
        if (found == m_entries.end() || !found->second.window)
            return;
        found->second.window->hide();
        if (found->second.call && found->second.call->state().phase == CallState::Phase::Terminated)
            retire(std::move(found->second.window));
    });
    wireTransfers(window, entry, id);
    wireReferral(window, id);
    wireConference(window, id);
    wireSound(
        window, [this, id](const auto &action) { actOnActive(id, action); },
        [this] { Q_EMIT devicesAsked(); });
    connect(&window, &CallWindow::selfTestRequested, this, &CallDesk::selfTestAsked);
}

void CallDesk::wireConference(CallWindow &window, const QString &id)
{
    connect(&window, &CallWindow::waitingDigitsAnswered, this, [this, id](bool isYes) {
        actOnActive(
            id, [isYes](Call &call) { return isYes ? call.sendWaitingDigits() : call.dropWaitingDigits(); });
    });
    connect(&window, &CallWindow::mergeRequested, this, [this, id](const QString &otherId) {
        if (Call *other = m_phone.call(otherId))
            act(id, [this, other](Call &call) { return m_phone.merge(call, *other); });
    });
    connect(&window, &CallWindow::splitRequested, this,
        [this, id] { act(id, [this](Call &call) { return m_phone.split(call); }); });
    connect(&window, &CallWindow::leaveRequested, this,
        [this, id] { act(id, [this](Call &call) { return m_phone.leaveConference(call); }); });
}

void CallDesk::wireTransfers(CallWindow &window, Entry &entry, const QString &id)
{
    connect(&window, &CallWindow::transferRequested, this,
        [this, id, &entry](const TransferRequest &request) { carryOut(entry, id, request); });
    connect(&window, &CallWindow::callDropped, this, &CallDesk::handOver);
    connect(&window, &CallWindow::consultRequested, this, [this, id, &entry](ConsultAct wanted) {
        act(id, [&](Call &call) {
            if (const auto asked = m_handover->consultFor(call.state());
                wanted == ConsultAct::Connect && asked)
                entry.transferName = asked->second.name;
            return m_handover->consult(call, wanted);
        });
    });
}

void CallDesk::wireReferral(CallWindow &window, const QString &id)
{
    connect(&window, &CallWindow::referralAnswered, this, [this, id](bool accepted) {
        act(id, [this, accepted](Call &call) -> PhoneResult<> {
            if (call.state().redirects.isEmpty())
                return accepted ? call.acceptReferral() : call.rejectReferral();
            if (!accepted)
                return call.dismissRedirects();
            const auto dialled = m_phone.followRedirect(call);
            return dialled ? PhoneResult<>() : Failure<PhoneError>(dialled.error());
        });
    });
}

void CallDesk::wireHandover()
{
    connect(m_handover, &HandoverDesk::told, this, [this](const QString &id, const QString &sentence) {
        if (CallWindow *window = windowOf(id))
            window->showNews(sentence);
    });
    connect(m_handover, &HandoverDesk::freed, this, [this](const QString &id, const QString &sentence) {
        refresh(); // which makes its window
        showWindow(id);
        if (CallWindow *window = windowOf(id))
            window->showNews(sentence);
    });
}

void CallDesk::carryOut(Entry &entry, const QString &id, const TransferRequest &request)
{
    entry.transferName = request.target.name;
    act(id, [&](Call &call) { return m_handover->carryOut(call, request); });
}

void CallDesk::startHandover(const QString &id)
{
    showWindow(id);
    if (CallWindow *window = windowOf(id))
        window->transferRow().focusField();
}

void CallDesk::handOver(const QString &id, const TransferRequest &request)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    CallWindow *window = found->second.window.get();
    if (!window) // it is asked about another one, and has no row of its own
        return carryOut(found->second, id, request);
    showWindow(id);
    if (window->isConsulting())
        return window->showRefusal(tr("Somebody is being asked: connect, merge or go back first."));
    window->transferRow().choose(request);
}

TransferOptions CallDesk::optionsFor(const CallState &call) const
{
    return m_handover->optionsFor(call);
}

CallWindow *CallDesk::windowOf(const QString &id) const
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return nullptr;
    if (found->second.window)
        return found->second.window.get();
    const Call *host = found->second.call ? m_handover->hostOf(found->second.call->state()) : nullptr;
    const auto shown = host ? m_entries.find(host->id()) : m_entries.end();
    return shown == m_entries.end() ? nullptr : shown->second.window.get();
}

bool CallDesk::isSeen(const QString &id) const
{
    const CallWindow *window = windowOf(id);
    return window && window->isVisible() && !window->isMinimized();
}

void CallDesk::actOnActive(const QString &id, const std::function<PhoneResult<>(Call &)> &action)
{
    Call *call = m_phone.call(id);
    if (call)
        act(m_handover->activeOf(*call).id(), action);
}

} // namespace carillon
