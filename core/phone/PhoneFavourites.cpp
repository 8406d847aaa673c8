// The favourites of Phone::Private.
#include "PhoneJson.h"
#include "PhonePrivate.h"
#include "SettingsStore.h"

#include <QSet>

namespace carillon {

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

Favourites &Phone::favourites() const
{
    return *d->favourites;
}

} // namespace carillon
