#include "HandoverDesk.h"

#include "AccountPresentation.h"
#include "Phone.h"
#include "SettingKeys.h"
#include "SettingsStore.h"

namespace carillon {

using Phase = CallState::Phase;

namespace {

bool isHandingOver(const CallState &call)
{
    return call.transfer.state == CallState::Transfer::Trying
        || call.transfer.state == CallState::Transfer::Ringing;
}

bool areTogether(const CallState &one, const CallState &other)
{
    return one.conference && other.conference && one.conference->id == other.conference->id;
}

PhoneResult<> overAlready(const CallState::End &end)
{
    return Failure<PhoneError>({QStringLiteral("not-reached"), end.sentence});
}

} // namespace

HandoverDesk::HandoverDesk(Phone &phone, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
{
}

TransferOptions HandoverDesk::optionsFor(const CallState &call) const
{
    const SettingsStore &settings = m_phone.settings();
    TransferOptions options;
    const QString verb = settings.value(setting::transferVerb);
    if (verb == QLatin1String("ask"))
        options.usual = TransferVerb::Ask;
    else if (verb == QLatin1String("lamp"))
        options.rule = TransferOptions::Rule::ByLamp;
    bool isNumber = false;
    const int seconds = settings.value(setting::undoSeconds).toInt(&isNumber);
    if (isNumber)
        options.undo = std::chrono::seconds(seconds);
    options.code = settings.value(setting::transferCode);
    options.canRefer = call.canRefer;
    return options;
}

PhoneResult<> HandoverDesk::carryOut(Call &call, const TransferRequest &request)
{
    const bool isLive = request.target.kind == TransferTarget::Kind::LiveCall;
    Call *other = isLive ? m_phone.call(request.target.target) : nullptr;
    if (isLive && !other)
        return {};          // it ended meanwhile
    switch (request.verb) { // no default: a new verb must break this build
    case TransferVerb::Send: return other ? call.transferTo(*other) : call.transfer(request.target.target);
    case TransferVerb::Code: return call.transferByCode(request.target.target);
    case TransferVerb::Connect: return other ? call.transferTo(*other) : PhoneResult<>();
    case TransferVerb::Merge: return other ? m_phone.merge(call, *other) : ask(call, request);
    case TransferVerb::Ask: return ask(call, request);
    }
    Q_UNREACHABLE();
}

PhoneResult<> HandoverDesk::ask(Call &call, const TransferRequest &request)
{
    if (askedFor(call.state()))
        return Failure<PhoneError>({QStringLiteral("busy"),
            tr("Somebody is being asked about %1 already.").arg(nameOf(call.state()))});
    const PhoneResult<Call *> asked = m_phone.consult(call, request.target.target);
    if (!asked)
        return Failure<PhoneError>(asked.error());
    const CallState state = (*asked)->state();
    m_names.insert(state.id, request.target.name);
    if (request.verb == TransferVerb::Merge)
        m_merging.insert(state.id);
    if (!state.end)
        return {};
    (void)call.resume();
    return overAlready(*state.end);
}

PhoneResult<> HandoverDesk::consult(Call &first, ConsultAct act)
{
    Call *second = askedFor(first.state());
    if (!second)
        return {};
    switch (act) { // no default: a new act must break this build
    case ConsultAct::Connect: {
        const PhoneResult<> begun = first.transferTo(*second);
        if (begun)
            m_connecting.insert(first.id());
        return begun;
    }
    case ConsultAct::Swap:
        return isSecondActive(first.state(), second->state()) ? first.resume() : second->resume();
    case ConsultAct::Merge: return m_phone.merge(first, *second);
    case ConsultAct::Drop: (void)second->hangUp(); return first.resume();
    }
    Q_UNREACHABLE();
}

Call *HandoverDesk::askedFor(const CallState &first) const
{
    if (first.phase != Phase::Established)
        return nullptr;
    const QList<Call *> calls = m_phone.calls();
    const auto isAsked = [&](const Call *call) {
        const CallState state = call->state();
        return state.consultOf == first.id && state.phase != Phase::Terminating
            && state.phase != Phase::Terminated && !areTogether(first, state);
    };
    const auto found = std::find_if(calls.rbegin(), calls.rend(), isAsked);
    return found == calls.rend() ? nullptr : *found;
}

Call *HandoverDesk::hostOf(const CallState &second) const
{
    Call *first = second.consultOf.isEmpty() ? nullptr : m_phone.call(second.consultOf);
    if (!first)
        return nullptr;
    const CallState state = first->state();
    const bool isDone = state.transfer.state == CallState::Transfer::Succeeded; // both end in a moment
    return state.phase == Phase::Established || isDone ? first : nullptr;
}

Call &HandoverDesk::activeOf(Call &first) const
{
    const CallState state = first.state();
    Call *second = askedFor(state);
    return second && isSecondActive(state, second->state()) ? *second : first;
}

std::optional<ConsultPresentation> HandoverDesk::consultFor(const CallState &first) const
{
    const Call *second = askedFor(first);
    if (!second)
        return std::nullopt;
    return presentConsult(first, named(*second), optionsFor(first));
}

// A number that a person clicked on by its name keeps that name, until the far end tells one of its own.
CallState HandoverDesk::named(const Call &call) const
{
    CallState state = call.state();
    const QString known = m_names.value(state.id);
    const QString user = shortAddress(state.remoteUri).section(QLatin1Char('@'), 0, 0);
    if (!known.isEmpty() && (state.remoteName.isEmpty() || state.remoteName == user))
        state.remoteName = known;
    return state;
}

void HandoverDesk::follow()
{
    begin();
    QStringList ended;
    for (auto one = m_asks.cbegin(); one != m_asks.cend(); ++one) {
        const Call *second = m_phone.call(one.key());
        const Call *first = m_phone.call(one.value());
        if (!second || second->state().end || !first || first->state().end)
            ended.append(one.key());
    }
    for (const QString &id : std::as_const(ended))
        end(id); // which may bring us here again
    followMerges();
    followConnects();
}

// Also those that a script began.
void HandoverDesk::begin()
{
    for (const Call *call : m_phone.calls()) {
        const CallState state = call->state();
        if (!state.consultOf.isEmpty() && !state.end && hostOf(state))
            m_asks.insert(state.id, state.consultOf);
    }
}

void HandoverDesk::end(const QString &secondId)
{
    const QString firstId = m_asks.take(secondId);
    m_merging.remove(secondId);
    Call *first = m_phone.call(firstId);
    Call *second = m_phone.call(secondId);
    if (firstId.isEmpty() || !first || !second)
        return;
    const CallState waits = first->state();
    const CallState asked = named(*second);
    m_names.remove(secondId);
    const bool isHandedOver = waits.transfer.state == CallState::Transfer::Succeeded;
    if (waits.end) {
        if (!asked.end && !isHandedOver)
            Q_EMIT freed(secondId, waits.end->sentence);
        return;
    }
    if (isHandingOver(waits) || isHandedOver)
        return; // Connect while it rang: what becomes of that is waited for
    takeUp(*first, consultOutcome(waits, asked));
}

void HandoverDesk::takeUp(Call &first, const QString &sentence)
{
    const QString id = first.id();
    (void)first.resume(); // its hold may still be on its way
    if (!sentence.isEmpty())
        Q_EMIT told(id, sentence);
}

// A call that was on hold when it was to be handed over to somebody who had answered is left so by the core;
// this one only waited for us, and that somebody may have gone meanwhile.
void HandoverDesk::followConnects()
{
    const QSet<QString> connecting = m_connecting;
    for (const QString &id : connecting) {
        Call *first = m_phone.call(id);
        const CallState state = first ? first->state() : CallState();
        if (first && !state.end && state.transfer.state != CallState::Transfer::Failed)
            continue;
        m_connecting.remove(id);
        if (!first || state.end || askedFor(state))
            continue; // whoever is asked is still there to be talked to
        takeUp(*first, state.transfer.sentence);
    }
}

void HandoverDesk::followMerges()
{
    const QSet<QString> merging = m_merging;
    for (const QString &id : merging) {
        Call *second = m_phone.call(id);
        Call *first = second ? m_phone.call(second->state().consultOf) : nullptr;
        if (!first || second->state().end) {
            m_merging.remove(id);
        } else if (second->state().phase == Phase::Established) {
            m_merging.remove(id);
            if (const auto merged = m_phone.merge(*first, *second); !merged)
                Q_EMIT told(first->id(), merged.error().message);
        }
    }
}

} // namespace carillon
