#include "CallDesk.h"

#include "AccountPresentation.h"
#include "ActivationLeave.h"
#include "CallDrag.h"
#include "CallWindow.h"
#include "HandoverDesk.h"
#include "IncomingPopup.h"
#include "Metrics.h"
#include "Phone.h"
#include "PopupStack.h"
#include "SoundWishes.h"
#include "TransferTargets.h"
#include "TryOutParties.h"

#include <QTimer>

namespace carillon {
namespace {

constexpr int levelsEveryMs = 100;

bool isLive(const CallState &call)
{
    return call.phase != CallState::Phase::Terminated;
}

} // namespace

CallDesk::CallDesk(Phone &phone, Clock &clock, ActivationLeave &leave, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_clock(clock)
    , m_leave(leave)
    , m_stack(new PopupStack(this))
    , m_handover(new HandoverDesk(phone, this))
    , m_levels(new QTimer(this))
{
    m_levels->setInterval(levelsEveryMs);
    connect(m_levels, &QTimer::timeout, this, &CallDesk::pollLevels);
    wireHandover();
    connect(&phone, &Phone::callAdded, this, &CallDesk::refresh);
    connect(&phone, &Phone::callChanged, this, &CallDesk::refresh);
    connect(&phone, &Phone::callRemoved, this, [this](const QString &id) {
        remove(id);
        refresh();
    });
    connect(&phone, &Phone::favouritesChanged, this, [this] { // the chips' lamps
        for (auto &[id, entry] : m_entries)
            refreshEntry(entry);
    });
    refresh();
}

CallDesk::~CallDesk() = default;

QList<CallState> CallDesk::liveCalls() const
{
    QList<CallState> live;
    for (const Call *call : m_phone.calls()) {
        const CallState state = call->state();
        if (isLive(state))
            live.append(state);
    }
    return live;
}

void CallDesk::showWindow(const QString &id)
{
    CallWindow *shown = windowOf(id);
    if (!shown)
        return;
    CallWindow &window = *shown;
    window.setAttribute(Qt::WA_ShowWithoutActivating, false);
    m_leave.bringForward(window);
}

void CallDesk::answer(const QString &id)
{
    act(id, [](Call &call) { return call.answer(); });
    showWindow(id);
}

void CallDesk::end(const QString &id)
{
    act(id, [](Call &call) { return ringsHere(call.state()) ? call.reject() : call.hangUp(); });
}

std::optional<QString> CallDesk::oldestRinging() const
{
    for (const CallState &call : liveCalls()) {
        if (ringsHere(call))
            return call.id;
    }
    return std::nullopt;
}

void CallDesk::answerOldest()
{
    if (const auto id = oldestRinging())
        answer(*id);
}

void CallDesk::declineOldest()
{
    if (const auto id = oldestRinging())
        end(*id);
}

void CallDesk::setMuted(const QString &id, bool muted)
{
    act(id, [muted](Call &call) { return call.setMuted(muted); });
}

void CallDesk::tellNews(const QString &sentence)
{
    for (auto &[id, entry] : m_entries) {
        if (entry.window && entry.call && isLive(entry.call->state()))
            entry.window->showNews(sentence);
    }
}

bool CallDesk::showAnyWindow()
{
    for (const CallState &call : liveCalls()) {
        if (windowOf(call.id)) {
            showWindow(call.id);
            return true;
        }
    }
    return false;
}

bool CallDesk::isSilenced(const QString &id) const
{
    const auto found = m_entries.find(id);
    return found != m_entries.end() && found->second.silenced;
}

IncomingPresentation CallDesk::incoming(const CallState &call) const
{
    static const Entry unknown;
    const auto found = m_entries.find(call.id);
    return presentIncoming(call, contextOf(call, found == m_entries.end() ? unknown : found->second));
}

Suggest CallDesk::suggest() const
{
    return suggestionsFor(m_phone);
}

QHash<QString, QString> CallDesk::domains() const
{
    QHash<QString, QString> domains;
    for (const Account *account : m_phone.accounts())
        domains.insert(account->id(), domainOf(account->settings().aor));
    return domains;
}

void CallDesk::refresh()
{
    for (Call *call : m_phone.calls()) {
        const QString id = call->id();
        if (m_entries.count(id) || !isLive(call->state()))
            continue;
        m_entries[id].call = call;
    }
    for (auto &[id, entry] : m_entries)
        refreshEntry(entry);
    m_handover->follow();
    stackPopups();
    pollLevels();
    Q_EMIT callsChanged();
}

void CallDesk::refreshEntry(Entry &entry)
{
    if (!entry.call)
        return;
    const CallState state = entry.call->state();
    const CallContext context = contextOf(state, entry);
    refreshPopup(entry, state, context);
    refreshWindow(entry, state, context);
}

void CallDesk::refreshPopup(Entry &entry, const CallState &state, const CallContext &context)
{
    if (!ringsHere(state)) {
        if (entry.popup)
            retire(std::move(entry.popup));
        return;
    }
    if (entry.silenced)
        return;
    if (!entry.popup)
        makePopup(entry, state.id);
    entry.popup->setCall(state, context); // shown by the stack, in its place
    entry.popup->setDeflectTargets(deflectTargets(m_phone, state, domains()));
}

void CallDesk::refreshWindow(Entry &entry, const CallState &state, const CallContext &context)
{
    if (ringsHere(state))
        return;
    if (m_handover->hostOf(state)) { // shown in the window of the call it was made for
        if (entry.window)
            retire(std::move(entry.window));
        return;
    }
    const bool isNew = !entry.window;
    if (isNew) {
        if (state.phase == CallState::Phase::Terminating || state.phase == CallState::Phase::Terminated)
            return; // never was more than a popup
        makeWindow(entry, state.id);
    }
    entry.window->setCall(state, context);
    entry.window->setTransferOptions(m_handover->optionsFor(state));
    entry.window->setTransferTargets(transferTargets(m_phone, state, liveCalls(), domains()));
    entry.window->setConsult(m_handover->consultFor(state));
    if (isNew && m_leave.isGiven())
        showWindow(state.id); // whoever had it dialled clicked for it
    else if (isNew)
        entry.window->show();
    else if (!isLive(state) && !entry.window->isVisible())
        retire(std::move(entry.window));
}

void CallDesk::makePopup(Entry &entry, const QString &id)
{
    entry.popup = std::make_unique<IncomingPopup>(suggest());
    IncomingPopup &popup = *entry.popup;
    popup.setWindowIcon(applicationIcon());
    connect(&popup, &IncomingPopup::answerRequested, this, [this, id] { answer(id); });
    connect(&popup, &IncomingPopup::declineRequested, this, [this, id] { end(id); });
    connect(&popup, &IncomingPopup::silenceRequested, this, [this, id] {
        Entry &silenced = m_entries[id];
        silenced.silenced = true;
        act(id, [](Call &call) { return call.silence(); });
        if (silenced.popup)
            retire(std::move(silenced.popup));
        stackPopups();
    });
    connect(&popup, &IncomingPopup::deflectRequested, this, [this, id](const QString &target) {
        Call *call = m_phone.call(id);
        const PhoneResult<> done = call ? call->deflect(target) : PhoneResult<>();
        const auto found = m_entries.find(id);
        if (!done && found != m_entries.end() && found->second.popup)
            found->second.popup->showRefusal(done.error().message);
    });
}

void CallDesk::remove(const QString &id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    if (found->second.popup)
        retire(std::move(found->second.popup));
    if (found->second.window)
        retire(std::move(found->second.window));
    m_entries.erase(found);
}

// One below the other in the corner of the screen where the pointer is.
void CallDesk::stackPopups()
{
    QList<IncomingPopup *> popups;
    for (const Call *call :
        m_phone.calls()) { // in order of arrival, which the names of calls do not sort into
        const auto found = m_entries.find(call->id());
        if (found != m_entries.end() && found->second.popup)
            popups.append(found->second.popup.get());
    }
    m_stack->setPopups(popups);
}

void CallDesk::pollLevels()
{
    bool wanted = false;
    for (auto &[id, entry] : m_entries) {
        if (!entry.window || !entry.call || !entry.window->wantsLevels())
            continue;
        wanted = true;
        const CallState state = entry.call->state();
        entry.window->setLevels(state.inputLevel, state.outputLevel);
    }
    if (wanted && !m_levels->isActive())
        m_levels->start();
    else if (!wanted)
        m_levels->stop();
}

CallContext CallDesk::contextOf(const CallState &call, const Entry &entry) const
{
    CallContext context;
    const QList<Account *> accounts = m_phone.accounts();
    if (accounts.size() > 1) {
        if (const Account *account = m_phone.account(call.accountId))
            context.accountLabel = shortAddress(account->settings().aor);
    }
    context.transferName = entry.transferName;
    context.ringsLongest = oldestRinging() == call.id;
    for (const CallState &other : liveCalls()) {
        if (other.id != call.id && other.phase == CallState::Phase::Established && !other.heldLocal)
            context.otherLiveName = nameOf(other);
    }
    addConference(context, call, liveCalls());
    return context;
}

void CallDesk::act(const QString &id, const std::function<PhoneResult<>(Call &)> &action)
{
    Call *call = m_phone.call(id);
    if (!call)
        return;
    const PhoneResult<> done = action(*call);
    if (done)
        return;
    if (CallWindow *window = windowOf(id))
        window->showRefusal(done.error().message);
    else
        Q_EMIT refused(done.error().message);
}

void CallDesk::retire(std::unique_ptr<QWidget> widget)
{
    widget->hide();
    widget->disconnect(this);
    m_retired.push_back(std::move(widget));
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!CallDrag::isRunning()) // it began in one of them
                m_retired.clear();
        },
        Qt::QueuedConnection);
}

} // namespace carillon
