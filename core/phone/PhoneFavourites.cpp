// The favourites of Phone::Private.
#include "PhoneJson.h"
#include "PhonePrivate.h"
#include "Sentences.h"
#include "SettingsStore.h"

#include <QSet>

namespace carillon {

namespace {

/// The code is one of the account's own telephone system: elsewhere it would be a number like any other.
bool isAtHome(const NameAddr &target, const AccountSettings &settings)
{
    const auto own = SipUri::parse(settings.aor.toUtf8());
    return own && target.otherUri.isEmpty() && !target.uri.user.isEmpty()
        && own->host.compare(target.uri.host, Qt::CaseInsensitive) == 0;
}

/// What rings there is our own call: by its Call-ID or, with an exchange between, by who is called and who
/// calls.
bool isOwnCall(const Favourites::Ringing &ringing, const Call &call, const AccountSettings &settings)
{
    const CallState state = call.state();
    if (state.direction != CallState::Direction::Outgoing || state.phase != CallState::Phase::Establishing)
        return false;
    if (ringing.dialog && ringing.dialog->callId == call.sipCallId())
        return true;
    const auto caller = NameAddr::parse(ringing.callerUri.toUtf8());
    const auto own = SipUri::parse(settings.aor.toUtf8());
    const bool isByUs = caller && own && caller->uri.user == own->user && caller->uri.host == own->host;
    return isByUs && state.remoteUri == QString::fromUtf8(ringing.target.uri.addressOfRecord().toBytes());
}

} // namespace

Favourites::Environment Phone::Private::favouritesEnvironment()
{
    Favourites::Environment needs{environment.profile, environment.clock, {}, {}, {}, {}};
    needs.hasAccount = [this](const QString &id) { return account(id) != nullptr; };
    needs.resolve = [this](const QString &accountId, const QString &target) -> PhoneResult<NameAddr> {
        const auto account = chosenAccount(accountId);
        return account ? resolve(**account, target) : Failure<PhoneError>(account.error());
    };
    needs.core = [this](const QString &accountId) -> UserAgentCore * {
        const auto account = chosenAccount(accountId);
        return account && (*account)->isReady() ? &(*account)->d->userAgent->core() : nullptr;
    };
    needs.notKept = [this](const QString &code, const QString &sentence) { notNow(code, sentence); };
    return needs;
}

void Phone::Private::wireFavourites()
{
    favourites = std::make_unique<Favourites>(favouritesEnvironment());
    favourites->setLampsWanted(
        environment.profile.settings().value(QStringLiteral("lamps")) == QLatin1String("on"));
    QObject::connect(favourites.get(), &Favourites::changed, &q, [this] {
        tellFavourites();
        Q_EMIT q.favouritesChanged();
    });
}

QJsonObject Phone::Private::newsOf(const FavouriteState &state)
{
    QJsonObject content = PhoneJson::favourite(state);
    content.insert(QStringLiteral("favourite"), state.favourite.id);
    return content;
}

void Phone::Private::tellFavourites()
{
    const bool isHeard = hasListener();
    QSet<QString> there;
    for (const FavouriteState &state : favourites->list()) {
        there.insert(state.favourite.id);
        if (isHeard)
            tellIfNew(QStringLiteral("favourite"), state.favourite.id, newsOf(state));
    }
    QStringList gone;
    for (auto one = told.constBegin(); one != told.constEnd(); ++one)
        if (one.key().startsWith(QLatin1Char('f')) && !there.contains(one.key()))
            gone.append(one.key());
    for (const QString &id : std::as_const(gone)) {
        told.remove(id);
        if (isHeard)
            tell(QStringLiteral("favourite"),
                {{QStringLiteral("favourite"), id}, {QStringLiteral("id"), id},
                    {QStringLiteral("state"), QStringLiteral("Removed")}});
    }
}

PhoneResult<Call *> Phone::pickUp(const QString &favouriteId)
{
    if (d->isStopping)
        return Failure<PhoneError>(
            {QStringLiteral("wrong-state"), Sentences::text("Carillon is about to quit.")});
    const auto ringing = d->favourites->ringing(favouriteId);
    if (!ringing)
        return Failure<PhoneError>(ringing.error());
    const auto account = d->accountFor(ringing->accountId);
    if (!account)
        return Failure<PhoneError>(account.error());
    for (Call *call : liveCalls()) {
        if (isOwnCall(*ringing, *call, (*account)->settings()))
            return Failure<PhoneError>({QStringLiteral("cannot-pick-up"),
                Sentences::text("It is your own call that rings at %1.").arg(ringing->name)});
        if (ringing->dialog && call->d->dialled.replaces == ringing->dialog)
            return call; // asked for twice
    }
    DialOptions options;
    options.accountId = (*account)->id();
    options.pickUpFor = ringing->name;
    if (ringing->dialog) {
        options.replaces = ringing->dialog;
        NameAddr caller = ringing->dialog->caller;
        caller.displayName = ringing->party.toUtf8();
        return d->dial(**account, caller, options);
    }
    const AccountSettings &settings = (*account)->settings();
    if (settings.pickupCode.isEmpty() || !isAtHome(ringing->target, settings))
        return Failure<PhoneError>({QStringLiteral("cannot-pick-up"),
            Sentences::text("The call for %1 cannot be picked up: the telephone system does not tell enough "
                            "about it, and the account has no pick-up code.")
                .arg(ringing->name)});
    NameAddr target = ringing->target;
    target.uri.user.prepend(settings.pickupCode.toLatin1());
    return d->dial(**account, target, options);
}

Favourites &Phone::favourites() const
{
    return *d->favourites;
}

} // namespace carillon
