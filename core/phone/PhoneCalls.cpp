// The calls of Phone::Private: how they come, go, and make room for each other.
#include "AccountWiring.h"
#include "CallRecord.h"
#include "DialTarget.h"
#include "PhoneJson.h"
#include "PhonePrivate.h"
#include "Referral.h"
#include "RemoteText.h"
#include "Sentences.h"
#include "SettingsStore.h"

namespace carillon {

namespace {

bool isLive(const Session &)
{
    return true;
}

bool waitsForAnswer(const Session &session)
{
    return session.direction() == Session::Direction::Incoming && session.state() == Session::State::Initial;
}

bool isEstablished(const Session &session)
{
    return session.state() == Session::State::Established;
}

} // namespace

CallEnvironment Phone::Private::callEnvironment(Account &account)
{
    CallEnvironment needs{environment.clock, environment.media, {}, {}, {}, {}};
    needs.holdOthers = [this](Call &front) { holdOthers(front); };
    needs.resolve = [aor = account.settings().aor](const QString &target) {
        return dialTarget(target, SipUri::parse(aor.toUtf8()).value_or(SipUri()));
    };
    needs.followed = [this](Call &call, Inviter *inviter) { followed(call, inviter); };
    needs.ended = [this](Call &call) { ended(call); };
    return needs;
}

/// @p decision Phone: rejected before anybody hears of it, so that nothing rings and nothing pops up.
Call *Phone::Private::add(
    Account &account, Session &session, std::unique_ptr<Inviter> owned, Decision decision)
{
    CallIdentity identity;
    identity.id = QStringLiteral("c%1").arg(++lastCall);
    identity.accountId = account.id();
    identity.trustsAssertedIdentity = AccountWiring::trustsAssertedIdentity(account.settings());
    identity.signallingSecure = isSecure(AccountWiring::protocol(account.settings()));
    auto data = std::make_unique<Call::Private>(callEnvironment(account), std::move(identity), session);
    data->ownedInviter = std::move(owned);
    calls.emplace_back(new Call(std::move(data), nullptr));
    Call *call = calls.back().get();
    QObject::connect(call, &Call::changed, &q, [this, call] { callChanged(*call); });
    QObject::connect(call, &Call::dtmfReceived, &q, [this, call](QChar digit) {
        tell(QStringLiteral("dtmf"),
            {{QStringLiteral("call"), call->id()}, {QStringLiteral("digit"), QString(digit)}});
    });
    QObject::connect(&session, &Session::referred, call,
        [this, call](const std::shared_ptr<Referral> &referral) { referred(*call, referral); });
    call->d->decision = decision;
    call->d->attach(call);
    if (decision == Decision::Phone)
        (void)call->reject(486);
    Q_EMIT q.callAdded(call);
    callChanged(*call);
    return call;
}

void Phone::Private::invited(Account &account, Invitation *invitation)
{
    // What answers itself waits for nobody: there the limit of what rings is none.
    const bool isForAPerson
        = environment.profile.settings().value(QStringLiteral("autoAnswer")) == QLatin1String("off");
    const bool isTooMany
        = (isForAPerson && count(waitsForAnswer) >= Limits::Ringing) || count(isLive) >= Limits::Live;
    if (isStopping || (isTooMany && !invitation->replacee())) {
        (void)invitation->reject(486);
        return;
    }
    if (invitation->replacee()) {
        add(account, *invitation); // accepts itself: a person answered the call whose place it takes
        return;
    }
    const bool isDoNotDisturb
        = environment.profile.settings().value(QStringLiteral("dnd")) == QLatin1String("on");
    autoAnswer(*add(account, *invitation, nullptr, isDoNotDisturb ? Decision::Phone : Decision::Person));
}

/// Does not hold the others: a phone that answers by itself is a test's or a baby monitor, where each call is
/// as good as the next.
void Phone::Private::autoAnswer(Call &call)
{
    const QString setting = environment.profile.settings().value(QStringLiteral("autoAnswer"));
    if (setting == QLatin1String("off"))
        return;
    const auto accept = [call = QPointer(&call)] {
        auto *invitation = call ? qobject_cast<Invitation *>(call->d->live()) : nullptr;
        if (invitation && invitation->state() == Session::State::Initial)
            (void)invitation->accept();
    };
    if (setting == QLatin1String("on"))
        accept();
    else
        environment.clock.schedule(std::chrono::seconds(setting.toInt()), accept);
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
    if (Account *account = this->account(call.state().accountId))
        add(*account, *inviter, std::move(owned));
}

void Phone::Private::holdOthers(Call &front)
{
    for (const auto &call : calls) {
        const Session *session = call->d->live();
        if (call.get() != &front && session && isEstablished(*session))
            (void)call->d->hold->want(true);
    }
}

void Phone::Private::callChanged(Call &call)
{
    const CallState state = call.state();
    QJsonObject content = PhoneJson::call(state);
    content.remove(QStringLiteral("durationMs"));
    content.insert(QStringLiteral("call"), state.id);
    const QJsonValue before = told.value(state.id).value(QLatin1String("transfer"));
    tellIfNew(QStringLiteral("call"), state.id, content);
    const QJsonValue transfer = content.value(QLatin1String("transfer"));
    if (before.isObject() && before != transfer)
        tell(QStringLiteral("transfer"),
            {{QStringLiteral("call"), state.id}, {QStringLiteral("transfer"), transfer}});
    updateAlert();
    Q_EMIT q.callChanged(&call);
}

void Phone::Private::ended(Call &call)
{
    const CallState state = call.state();
    constexpr int answeredElsewhere = 200; // RFC 3326 §2: the reason of a forking proxy's CANCEL
    environment.profile.history().add(
        callRecord(state, call.d->endCause == answeredElsewhere ? Decision::OtherPhone : call.d->decision));
    updateAlert();
    environment.clock.schedule(Lingering, [this, guard = QPointer(&q), call = QPointer(&call)] {
        if (!guard || !call)
            return;
        const auto found
            = std::find_if(calls.begin(), calls.end(), [&](const auto &one) { return one.get() == call; });
        const QString id = call->id();
        told.remove(id);
        const auto leaving = std::move(*found);
        calls.erase(found);
        Q_EMIT q.callRemoved(id);
    });
    if (Account *account = this->account(state.accountId))
        account->d->callEnded();
    removeEnded(Limits::Ended);
}

/// The oldest ended calls go when there are too many; later, because it may be an ending call that brought us
/// here.
void Phone::Private::removeEnded(std::size_t keep)
{
    const auto isEnded = [](const auto &call) { return call->d->last.has_value(); };
    std::size_t ended = std::size_t(std::count_if(calls.begin(), calls.end(), isEnded));
    while (ended > keep) {
        const auto oldest = std::find_if(calls.begin(), calls.end(), isEnded);
        Call *leaving = oldest->release();
        calls.erase(oldest);
        told.remove(leaving->id());
        leaving->setParent(&q);
        leaving->deleteLater();
        Q_EMIT q.callRemoved(leaving->id());
        --ended;
    }
}

/// Of the sessions that live. Ended calls cost nothing here: there may be many.
int Phone::Private::count(bool (*matches)(const Session &)) const
{
    return int(std::count_if(calls.begin(), calls.end(), [&](const auto &call) {
        const Session *session = call->d->live();
        return session && matches(*session);
    }));
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
    // Early media brings the far end's own tone.
    const bool hearsNothingYet = std::any_of(calls.begin(), calls.end(), [](const auto &call) {
        const Session *session = call->d->live();
        return session && session->direction() == Session::Direction::Outgoing
            && session->state() == Session::State::Establishing && session->isRinging()
            && call->state().codec.isEmpty();
    });
    const Alert next = rings ? (talks ? Alert::CallWaiting : Alert::Ringing)
        : hearsNothingYet    ? Alert::Ringback
                             : Alert::None;
    if (next == alert)
        return;
    alert = next;
    environment.media.setAlert(next);
}

} // namespace carillon
