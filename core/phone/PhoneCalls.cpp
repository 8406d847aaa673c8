// The calls of Phone::Private: how they come, go, and make room for each other.
#include "AccountWiring.h"
#include "CallRecord.h"
#include "PhonePrivate.h"
#include "Referral.h"
#include "RemoteText.h"
#include "Sentences.h"
#include "SettingsStore.h"

namespace carillon {

namespace {

bool isEstablished(const Session &session)
{
    return session.state() == Session::State::Established;
}

} // namespace

bool Phone::Private::waitsForAnswer(const Session &session)
{
    return session.direction() == Session::Direction::Incoming && session.state() == Session::State::Initial;
}

CallEnvironment Phone::Private::callEnvironment(Account &account)
{
    CallEnvironment needs{environment.clock, environment.media, {}, {}, {}, {}, {}, {}, {}, {}};
    needs.holdOthers = [this](Call &front) { holdOthers(front); };
    needs.resolve = [this, id = account.id()](const QString &target) -> PhoneResult<NameAddr> {
        const Account *mine = this->account(id);
        return mine ? resolve(*mine, target) : Failure<PhoneError>(Sentences::unknownAccount(id));
    };
    needs.transferCode
        = [this] { return environment.profile.settings().value(QStringLiteral("transferCode")); };
    needs.followed = [this](Call &call, Inviter *inviter) { followed(call, inviter); };
    needs.ended = [this](Call &call) { ended(call); };
    needs.answeredIn = [this, id = account.id()](LearnedProfile profile) {
        if (Account *mine = this->account(id))
            learnProfile(*mine, profile);
    };
    needs.recordingOrder = [this] { return recordingOrder(); };
    needs.together = [this](const Call &call) { return conferences.membersWith(call); };
    return needs;
}

Call *Phone::Private::add(Account &account, Session &session, NewCall how)
{
    CallIdentity identity;
    identity.number = ++lastCall;
    identity.id = QStringLiteral("c%1").arg(identity.number);
    identity.accountId = account.id();
    identity.trustsAssertedIdentity = AccountWiring::trustsAssertedIdentity(account.settings());
    if (!account.settings().server.isEmpty() || !account.settings().outboundProxy.isEmpty())
        identity.server = AccountWiring::serverName(account.settings());
    identity.signallingSecure = isSecure(account.d->protocol());
    auto data = std::make_unique<Call::Private>(callEnvironment(account), std::move(identity), session);
    data->ownedInviter = std::move(how.owned);
    calls.emplace_back(new Call(std::move(data), nullptr));
    Call *call = calls.back().get();
    QObject::connect(call, &Call::changed, &q, [this, call] { callChanged(*call); });
    QObject::connect(call, &Call::dtmfReceived, &q, [this, call](QChar digit, const QString &via) {
        tell(QStringLiteral("dtmf"),
            {{QStringLiteral("call"), call->id()}, {QStringLiteral("digit"), QString(digit)},
                {QStringLiteral("via"), via}});
    });
    QObject::connect(call, &Call::dtmfFailed, &q,
        [this](const QString &sentence) { notice(QStringLiteral("digits-not-sent"), sentence); });
    QObject::connect(&session, &Session::referred, call,
        [this, call](const std::shared_ptr<Referral> &referral) { referred(*call, referral); });
    call->d->decision = how.decision;
    if (how.prepare)
        how.prepare(*call);
    call->d->attach(call);
    if (how.first)
        how.first(*call);
    Q_EMIT q.callAdded(call);
    callChanged(*call);
    return call;
}

void Phone::Private::referred(Call &call, const std::shared_ptr<Referral> &referral)
{
    const QString policy = environment.profile.settings().value(QStringLiteral("acceptRefer"));
    if (policy == QLatin1String("never")) {
        referral->reject(603);
        return;
    }
    call.d->referral = referral;
    if (policy == QLatin1String("always"))
        (void)call.acceptReferral();
    else
        Q_EMIT call.changed();
}

void Phone::Private::followed(Call &call, Inviter *inviter)
{
    std::unique_ptr<Inviter> owned(inviter);
    const CallState before = call.state();
    if (Account *account = this->account(before.accountId))
        add(*account, *inviter,
            {std::move(owned), Decision::Person, [&](Call &next) { next.d->via = before.remoteName; }});
}

PhoneResult<Call *> Phone::Private::dial(Account &account, const NameAddr &target, const DialOptions &options)
{
    InviterOptions inviting;
    inviting.request.extraHeaders = options.headers;
    inviting.anonymous = options.anonymous;
    inviting.withoutSdp = options.withoutSdp;
    if (options.replaces) {
        const RingingDialog &taken = *options.replaces;
        inviting.replaces = DialogName{taken.callId, taken.localTag, taken.remoteTag};
        inviting.replaced
            = InviterOptions::Replaced::Early; // what was answered is not torn away from anybody
    }
    auto inviter = std::make_unique<Inviter>(*account.d->userAgent, target, inviting);
    Inviter *session = inviter.get();
    Call *call = add(account, *session,
        {std::move(inviter), Decision::Person, [&](Call &made) { made.d->dialled = options; }});
    if (!options.digits.isEmpty())
        (void)call->d->digits->add(options.digits, Session::DtmfWay::Auto);
    holdOthers(*call);
    if (const auto sent = session->invite(); !sent)
        return Failure<PhoneError>(Sentences::refusal(sent.error()));
    return call;
}

/// Who is in a conference with it is no other.
void Phone::Private::holdOthers(Call &front)
{
    const QList<Call *> together = conferences.membersWith(front);
    for (const auto &call : snapshot()) {
        const Session *session = call ? call->d->live() : nullptr;
        if (!together.contains(call.data()) && session && isEstablished(*session))
            (void)call->d->hold->want(true);
    }
}

void Phone::Private::callChanged(Call &call)
{
    if (hasListener())
        tellOf(call.state());
    updateAlert();
    Q_EMIT q.callChanged(&call);
}

void Phone::Private::tellOf(const CallState &state)
{
    const QJsonObject content = newsOf(state);
    const QJsonValue before = told.value(state.id).value(QLatin1String("transfer"));
    tellIfNew(QStringLiteral("call"), state.id, content);
    const QJsonValue transfer = content.value(QLatin1String("transfer"));
    if (before.isObject() && before != transfer)
        tell(QStringLiteral("transfer"),
            {{QStringLiteral("call"), state.id}, {QStringLiteral("transfer"), transfer}});
}

void Phone::Private::ended(Call &call)
{
    conferences.leave(call);
    const CallState state = call.state();
    constexpr int answeredElsewhere = 200; // RFC 3326 §2: the reason of a forking proxy's CANCEL
    environment.profile.history().add(
        callRecord(state, call.d->endCause == answeredElsewhere ? Decision::OtherPhone : call.d->decision));
    soundEnd(state);
    updateAlert();
    const auto found
        = std::find_if(calls.begin(), calls.end(), [&](const auto &one) { return one.get() == &call; });
    if (found != calls.end()) {
        endedCalls.push_back({std::move(*found), environment.clock.now()});
        calls.erase(found);
    }
    // Later, as it is an ending call that brought us here, and others may be on their way to their end.
    if (endedCalls.size() > Limits::Ended)
        endedTimer.start(Milliseconds(0), [this] { removeEnded(); });
    else if (!endedTimer.isRunning())
        endedTimer.start(Lingering, [this] { removeEnded(); });
    if (Account *account = this->account(state.accountId))
        account->d->callEnded();
}

/// Those whose time is over, and the oldest when there are too many.
void Phone::Private::removeEnded()
{
    const TimePoint now = environment.clock.now();
    while (!endedCalls.empty()
        && (endedCalls.size() > Limits::Ended || endedCalls.front().since + Lingering <= now)) {
        Call *leaving = endedCalls.front().call.release();
        endedCalls.pop_front();
        told.remove(leaving->id());
        leaving->setParent(&q);
        leaving->deleteLater(); // a dialog with an event loop of its own may stand on it
        Q_EMIT q.callRemoved(leaving->id());
    }
    if (!endedCalls.empty())
        endedTimer.start(std::chrono::ceil<Milliseconds>(endedCalls.front().since + Lingering - now),
            [this] { removeEnded(); });
}

QList<QPointer<Call>> Phone::Private::snapshot() const
{
    QList<QPointer<Call>> list;
    for (const auto &call : calls)
        list.append(QPointer(call.get()));
    return list;
}

QList<Call *> Phone::Private::allCalls() const
{
    QList<Call *> list;
    for (const EndedCall &ended : endedCalls)
        list.append(ended.call.get());
    for (const auto &call : calls)
        list.append(call.get());
    std::sort(list.begin(), list.end(),
        [](const Call *a, const Call *b) { return a->d->identity.number < b->d->identity.number; });
    return list;
}

/// Do not disturb begins: what rings here is quiet, the callers hear it ring on.
void Phone::Private::silenceRinging()
{
    for (const auto &call : snapshot())
        if (const Session *session = call ? call->d->live() : nullptr; session && waitsForAnswer(*session))
            (void)call->silence();
}

/// Of the sessions that live. Ended calls cost nothing here: there may be many.
int Phone::Private::count(bool (*matches)(const Session &)) const
{
    return int(std::count_if(calls.begin(), calls.end(), [&](const auto &call) {
        const Session *session = call->d->live();
        return session && matches(*session);
    }));
}

/// It rings at the far end, or is said to, and nothing is heard of it: early media brings the far end's own
/// tone, where it is no silence.
bool Phone::Private::waitsInSilence(const Call &call) const
{
    const Session *session = call.d->live();
    if (!session || session->direction() != Session::Direction::Outgoing
        || session->state() != Session::State::Establishing)
        return false;
    if (!call.d->handler)
        return session->isRinging();
    const MediaState media = environment.media.state(*call.d->handler);
    return media.isSilent || (session->isRinging() && media.codec.isEmpty());
}

/// Who was left hears so, as on any telephone, and why a call did not come about.
void Phone::Private::soundEnd(const CallState &state)
{
    if (!state.end || state.end->by == CallState::End::By::Local || isStopping
        || (!state.establishedAt && state.direction == CallState::Direction::Incoming))
        return;
    const bool isLeft = state.establishedAt && state.end->by == CallState::End::By::Remote;
    const bool isBusy = state.end->code == 486 || state.end->code == 600;
    endTone = isLeft || isBusy ? PhoneMedia::Alert::Busy : PhoneMedia::Alert::Failed;
    endToneTimer.start(EndToneTime, [this] {
        endTone = PhoneMedia::Alert::None;
        updateAlert();
    });
}

void Phone::Private::updateAlert()
{
    using Alert = PhoneMedia::Alert;
    const bool rings = std::any_of(calls.begin(), calls.end(), [](const auto &call) {
        const Session *session = call->d->live();
        return session && call->d->decision == Decision::Person && !call->d->isSilenced
            && waitsForAnswer(*session);
    });
    const bool talks = count(isEstablished) > 0;
    const bool hearsNothingYet
        = std::any_of(calls.begin(), calls.end(), [this](const auto &call) { return waitsInSilence(*call); });
    const bool isIdle = count([](const Session &) { return true; }) == 0;
    if (!isIdle) { // a call goes on: how another one ended is not told after this one
        endTone = Alert::None;
        endToneTimer.stop();
    }
    const Alert next = rings ? (talks ? Alert::CallWaiting : Alert::Ringing)
        : hearsNothingYet    ? Alert::Ringback
        : isIdle             ? endTone
                             : Alert::None;
    if (next == alert)
        return;
    alert = next;
    environment.media.setAlert(next);
}

} // namespace carillon
