#include "Phone.h"

#include "AccountFields.h"
#include "AccountWiring.h"
#include "DialHeaders.h"
#include "DialString.h"
#include "DialTarget.h"
#include "NetworkMonitor.h"
#include "PhonePrivate.h"
#include "RelayServers.h"
#include "RemoteText.h"
#include "Sentences.h"
#include "SettingsStore.h"

#include <QMetaMethod>
#include <QScopedValueRollback>
#include <QTimer>

namespace carillon {

namespace {

/// Whether the TURN server of @p after takes the password that the one of @p before has.
bool keepsTurnPassword(const AccountSettings &before, const AccountSettings &after)
{
    const auto old = TurnServer::parse(before.turnUri);
    const auto now = TurnServer::parse(after.turnUri);
    return !old || (now && now->user == old->user);
}

/// What was learned of those who are called there.
bool keepsLearnedProfile(const AccountSettings &before, const AccountSettings &after)
{
    return before.aor == after.aor && before.server == after.server
        && before.outboundProxy == after.outboundProxy && before.mediaEncryption == after.mediaEncryption;
}

Failure<PhoneError> badAccount(const QString &sentence)
{
    return Failure<PhoneError>({QStringLiteral("bad-account"), sentence});
}

} // namespace

Phone::Phone(Environment &environment, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, environment))
{
    d->load();
}

Phone::~Phone() = default;

QList<Account *> Phone::accounts() const
{
    QList<Account *> list;
    for (const auto &account : d->accounts)
        list.append(account.get());
    return list;
}

Account *Phone::account(const QString &id) const
{
    return d->account(id);
}

PhoneResult<Account *> Phone::addAccount(
    const AccountSettings &wished, const QString &password, const std::optional<QString> &turnPassword)
{
    AccountSettings settings = wished;
    const auto inUri = AccountFields::takeTurnPassword(settings);
    const QString relayPassword = turnPassword.value_or(inUri.value_or(QString()));
    if (const QString refusal = AccountFields::check(settings); !refusal.isEmpty())
        return badAccount(refusal);
    const AccountRecord record{settings, !password.isEmpty(), !relayPassword.isEmpty(), {}};
    std::optional<StoreNotice> problem;
    StoredAccount stored = d->environment.profile.addAccount(record.toJson(), &problem);
    if (problem)
        d->notNow(problem->code, problem->sentence);
    stored.settings
        = AccountRecord{settings, false, false, {}}.toJson(); // known already, nobody has to be asked
    Account *account = d->addAccount(stored, true);
    if (!password.isEmpty())
        account->d->setPassword(password);
    if (!relayPassword.isEmpty())
        account->d->setTurnPassword(relayPassword);
    account->d->start();
    return account;
}

PhoneResult<> Phone::changeAccount(const QString &id, const AccountSettings &wished,
    const std::optional<QString> &password, const std::optional<QString> &turnPassword)
{
    Account *account = d->account(id);
    if (!account)
        return Failure<PhoneError>(Sentences::unknownAccount(id));
    if (account == d->tryOutAccount)
        return badAccount(Sentences::text("The account of the try-out cannot be changed."));
    Account::Private &data = *account->d;
    AccountSettings settings = wished;
    const auto inUri = AccountFields::takeTurnPassword(settings);
    auto relayPassword = turnPassword ? turnPassword : inUri;
    if (const QString refusal = AccountFields::check(settings, data.settings); !refusal.isEmpty())
        return badAccount(refusal);
    const bool isSame = data.settings == settings;
    if (isSame && !password && !relayPassword)
        return {};
    if (!relayPassword && data.turnPassword != Account::Private::Password::NotNeeded
        && !keepsTurnPassword(data.settings, settings))
        relayPassword = QString();
    if (!keepsLearnedProfile(data.settings, settings))
        data.learned = LearnedProfile::None;
    data.settings = settings;
    if (password)
        data.setPassword(*password);
    if (relayPassword)
        data.setTurnPassword(*relayPassword);
    if (const auto problem = d->environment.profile.changeAccount(id, data.record().toJson()))
        d->notNow(problem->code, problem->sentence);
    if (!isSame || password)
        data.restart(); // the relay's password is for the next call only
    d->accountChanged(*account);
    return {};
}

PhoneResult<> Phone::removeAccount(const QString &id)
{
    Account *account = d->account(id);
    if (!account)
        return Failure<PhoneError>(Sentences::unknownAccount(id));
    for (const auto &call : d->snapshot())
        if (call && call->d->identity.accountId == id)
            (void)call->hangUp();
    if (account->d->isStored) {
        if (const auto problem = d->environment.profile.removeAccount(id))
            d->notNow(problem->code, problem->sentence);
        account->d->forgetPasswords();
    }
    d->forget(*account);
    return {};
}

PhoneResult<Account *> Phone::startTryOut()
{
    if (!d->environment.makeTryOut)
        return Failure<PhoneError>(
            {QStringLiteral("not-available"), Sentences::text("The try-out is not available here.")});
    if (!d->tryOutAccount)
        d->startTryOut();
    return d->tryOutAccount;
}

bool Phone::isTryOut() const
{
    return d->tryOutAccount != nullptr;
}

QList<Call *> Phone::calls() const
{
    return d->allCalls();
}

QList<Call *> Phone::liveCalls() const
{
    QList<Call *> list;
    for (const auto &call : d->calls)
        list.append(call.get());
    return list;
}

Call *Phone::call(const QString &id) const
{
    const QList<Call *> all = d->allCalls();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Call *one) { return one->id() == id; });
    return found == all.end() ? nullptr : *found;
}

PhoneResult<Call *> Phone::dial(const QString &target, const DialOptions &options)
{
    if (d->isStopping)
        return Failure<PhoneError>(
            {QStringLiteral("wrong-state"), Sentences::text("Carillon is about to quit.")});
    if (const auto refusal = DialHeaders::check(options.headers))
        return Failure<PhoneError>(*refusal);
    const auto account = d->accountFor(options.accountId);
    if (!account)
        return Failure<PhoneError>(account.error());
    const DialString parts = DialString::split(target);
    const auto resolved = d->resolve(**account, parts.target);
    if (!resolved)
        return Failure<PhoneError>(resolved.error());
    DialOptions all = options;
    all.digits += parts.digits;
    if (all.digits.size() > DigitQueue::Limits::Digits || !DigitQueue::isAllowed(all.digits))
        return Failure<PhoneError>({QStringLiteral("bad-digits"),
            Sentences::text("These are no digits to be sent after the answer, or too many.")});
    return d->dial(**account, *resolved, all);
}

PhoneResult<> Phone::merge(Call &call, Call &other)
{
    if (&call == &other)
        return Failure<PhoneError>(
            {QStringLiteral("bad-target"), Sentences::text("A call cannot be joined with itself.")});
    for (const Call *one : {&call, &other}) {
        if (one->state().phase != CallState::Phase::Established)
            return Failure<PhoneError>({QStringLiteral("wrong-state"),
                Sentences::text("Only calls that were answered can be joined to a conference.")});
        if (one->d->handover->isRunning())
            return Failure<PhoneError>(Sentences::refusal(Session::Refusal::RequestPending));
    }
    const QPointer<Call> first(&call);
    if (const auto merged = d->conferences.merge(call, other); !merged || !first)
        return merged;
    const QList<Call *> members = d->conferences.membersWith(call);
    const bool isMuted
        = std::any_of(members.begin(), members.end(), [](const Call *member) { return member->d->isMuted; });
    if (isMuted)
        (void)call.setMuted(true);
    return first ? call.resume() : PhoneResult<>();
}

PhoneResult<> Phone::split(Call &call)
{
    if (!d->conferences.isMember(call))
        return Failure<PhoneError>(Sentences::noConference());
    const QPointer<Call> alive(&call);
    d->conferences.leave(call);
    if (alive && !call.state().heldLocal)
        d->holdOthers(call);
    return {};
}

PhoneResult<> Phone::leaveConference(Call &call)
{
    if (!d->conferences.isMember(call))
        return Failure<PhoneError>(Sentences::noConference());
    const QList<Call *> members = d->conferences.membersWith(call);
    if (members.size() != 2)
        return Failure<PhoneError>({QStringLiteral("too-many-members"),
            Sentences::text("Only two can go on without us: this conference has more members.")});
    return call.transferTo(*members[members.constFirst() == &call ? 1 : 0]);
}

PhoneResult<Call *> Phone::followRedirect(Call &call, qsizetype which)
{
    const QList<NameAddr> targets = call.d->redirects;
    if (which < 0 || which >= targets.size())
        return Failure<PhoneError>({QStringLiteral("no-redirect"),
            Sentences::text("This call was not sent on to another address.")});
    const auto account = d->accountFor(call.state().accountId);
    if (!account)
        return Failure<PhoneError>(account.error());
    (void)call.dismissRedirects();
    return d->dial(**account, targets[which], call.d->dialled);
}

PhoneResult<Call *> Phone::consult(Call &call, const QString &target)
{
    if (call.state().phase != CallState::Phase::Established)
        return Failure<PhoneError>(Sentences::refusal(Session::Refusal::WrongState));
    DialOptions options;
    options.accountId = call.state().accountId;
    options.consultOf = call.id();
    return dial(target, options); // which holds this call as every other one
}

void Phone::hangUpAll()
{
    for (const auto &call : d->snapshot())
        if (call)
            (void)call->hangUp();
}

PhoneResult<> Phone::openLink(const QString &uri, LinkShow show)
{
    const auto account = d->accountFor({});
    const DialString parts = DialString::split(uri);
    const auto target = account ? d->resolve(**account, parts.target) : dialTarget(parts.target, SipUri());
    if (!target)
        return Failure<PhoneError>(target.error());
    const bool isAtOnce = settings().value(QStringLiteral("dialLinks")) == QLatin1String("always");
    if (isAtOnce && !isFeatureCode(*target, parts.digits)) {
        const auto call = dial(uri);
        return call ? PhoneResult<>() : Failure<PhoneError>(call.error());
    }
    d->tell(QStringLiteral("link"), {{QStringLiteral("target"), remoteText(QStringView(uri))}});
    Q_EMIT linkOpened(uri, show == LinkShow::Background);
    return {};
}

void Phone::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&Phone::happened))
        d->beginTelling();
}

History &Phone::history() const
{
    return d->environment.profile.history();
}

SettingsStore &Phone::settings() const
{
    return d->environment.profile.settings();
}

PhoneMedia &Phone::media() const
{
    return d->environment.media;
}

TraceLog &Phone::trace() const
{
    return d->trace;
}

Clock &Phone::clock() const
{
    return d->environment.clock;
}

QString Phone::version() const
{
    return d->environment.version;
}

bool Phone::isOnline() const
{
    return d->environment.monitor.isOnline();
}

void Phone::stop()
{
    if (d->isStopping)
        return;
    d->isStopping = true;
    d->favourites->stop();
    d->stillStopping = int(d->accounts.size());
    for (const auto &account : d->accounts)
        account->d->stop([this] {
            --d->stillStopping;
            d->stopWhenQuiet();
        });
    d->stopTimer.start(Private::StopTime, [this] { d->stopNow(); });
    QTimer::singleShot(0, this, [this] { d->stopWhenQuiet(); });
}

void Phone::notice(const QString &code, const QString &sentence)
{
    d->notice(code, sentence);
}

bool Phone::isKeychainBusy() const
{
    return d->secrets.isWriting();
}

} // namespace carillon
