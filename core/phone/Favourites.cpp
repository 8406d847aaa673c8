#include "Favourites.h"

#include "LampWatch.h"
#include "Profile.h"
#include "RemoteText.h"
#include "Sentences.h"
#include "UserAgentCore.h"

namespace carillon {

static_assert(Favourites::Limits::Favourites == Profile::MostFavourites);

namespace {

/// What a person calls somebody of whom only the address is known.
QString nameOfTarget(const NameAddr &target)
{
    const QByteArray &user = target.uri.user;
    return remoteText(QByteArrayView(user.isEmpty() ? target.uri.host : user), Favourites::Limits::Name);
}

/// The other side of a call, as it may be shown.
QString partyOf(const LampState &state)
{
    if (const QString name = remoteText(QStringView(state.partyName)); !name.isEmpty())
        return name;
    const auto address = NameAddr::parse(state.partyUri.toUtf8());
    if (address && !address->uri.user.isEmpty())
        return remoteText(QByteArrayView(address->uri.user));
    return {};
}

} // namespace

Favourites::Favourites(Environment environment, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_favourites(m_environment.profile.favourites())
    , m_spread(m_environment.clock)
{
    follow();
}

Favourites::~Favourites() = default;

QString Favourites::accountOf(const Favourite &favourite) const
{
    return m_environment.hasAccount(favourite.accountId) ? favourite.accountId : QString();
}

FavouriteState Favourites::stateOf(const Favourite &favourite) const
{
    FavouriteState state;
    state.favourite = favourite;
    if (const auto target = m_targets.find(favourite.id); target != m_targets.end())
        state.address = QString::fromUtf8(target->second.uri.toBytes());
    const auto watch = m_watches.find(favourite.id);
    if (watch == m_watches.end())
        return state;
    state.lamp = watch->second->state().lamp;
    state.party = partyOf(watch->second->state());
    return state;
}

QList<FavouriteState> Favourites::list() const
{
    QList<FavouriteState> states;
    for (const Favourite &favourite : m_favourites)
        states.append(stateOf(favourite));
    return states;
}

PhoneResult<qsizetype> Favourites::placeOf(const QString &id) const
{
    for (qsizetype place = 0; place < m_favourites.size(); ++place)
        if (m_favourites[place].id == id)
            return place;
    return Failure<PhoneError>({QStringLiteral("unknown-favourite"),
        Sentences::text("There is no favourite %1.").arg(remoteText(QStringView(id), 30))});
}

PhoneResult<QString> Favourites::nameFor(const QString &wished) const
{
    const QString name = remoteText(QStringView(wished), Limits::Name);
    if (!name.isEmpty())
        return name;
    return Failure<PhoneError>(
        {QStringLiteral("bad-name"), Sentences::text("A favourite needs a name that can be read.")});
}

PhoneResult<Favourite> Favourites::add(const Favourite &wished)
{
    Favourite favourite = wished;
    favourite.target = wished.target.trimmed();
    if (!favourite.accountId.isEmpty() && !m_environment.hasAccount(favourite.accountId))
        return Failure<PhoneError>(Sentences::unknownAccount(favourite.accountId));
    if (favourite.target.size() > Limits::Target)
        return Failure<PhoneError>({QStringLiteral("bad-target"),
            Sentences::text("This is too long to be a number or an address.")});
    const auto target = m_environment.resolve(favourite.accountId, favourite.target);
    if (!target)
        return Failure<PhoneError>(target.error());
    const auto name = nameFor(wished.name.trimmed().isEmpty() ? nameOfTarget(*target) : wished.name);
    if (!name)
        return Failure<PhoneError>(name.error());
    favourite.name = *name;
    const QString address = QString::fromUtf8(target->uri.toBytes());
    for (const Favourite &other : std::as_const(m_favourites))
        if (accountOf(other) == favourite.accountId && stateOf(other).address == address)
            return Failure<PhoneError>({QStringLiteral("favourite-exists"),
                Sentences::text("%1 is a favourite already.").arg(other.name)});
    if (m_favourites.size() >= Limits::Favourites)
        return Failure<PhoneError>({QStringLiteral("too-many-favourites"),
            Sentences::text("There are %1 favourites already: remove one first.").arg(Limits::Favourites)});
    favourite.id = m_environment.profile.newFavouriteId();
    store(m_favourites + QList<Favourite>{favourite});
    return favourite;
}

PhoneResult<> Favourites::remove(const QString &id)
{
    const auto place = placeOf(id);
    if (!place)
        return Failure<PhoneError>(place.error());
    QList<Favourite> fewer = m_favourites;
    fewer.removeAt(*place);
    store(fewer);
    return {};
}

PhoneResult<> Favourites::rename(const QString &id, const QString &wished)
{
    const auto place = placeOf(id);
    if (!place)
        return Failure<PhoneError>(place.error());
    const auto name = nameFor(wished);
    if (!name)
        return Failure<PhoneError>(name.error());
    QList<Favourite> renamed = m_favourites;
    renamed[*place].name = *name;
    store(renamed);
    return {};
}

PhoneResult<> Favourites::move(const QString &id, qsizetype place)
{
    const auto from = placeOf(id);
    if (!from)
        return Failure<PhoneError>(from.error());
    QList<Favourite> moved = m_favourites;
    moved.move(*from, std::clamp<qsizetype>(place, 0, moved.size() - 1));
    store(moved);
    return {};
}

/// It holds at once; a disk that does not take it is tried again.
void Favourites::store(const QList<Favourite> &favourites)
{
    if (favourites == m_favourites)
        return;
    m_favourites = favourites;
    if (const auto problem = m_environment.profile.setFavourites(favourites))
        m_environment.notKept(problem->code, problem->sentence);
    follow();
    Q_EMIT changed();
}

PhoneResult<Favourites::Ringing> Favourites::ringing(const QString &id) const
{
    const auto place = placeOf(id);
    if (!place)
        return Failure<PhoneError>(place.error());
    const Favourite &favourite = m_favourites[*place];
    const auto watch = m_watches.find(id);
    const auto target = m_targets.find(id);
    if (watch == m_watches.end() || target == m_targets.end() || watch->second->state().lamp != Lamp::Ringing)
        return Failure<PhoneError>({QStringLiteral("not-ringing"),
            Sentences::text("Nobody is calling %1 now.").arg(favourite.name)});
    const LampState &state = watch->second->state();
    return Ringing{
        favourite.name, accountOf(favourite), target->second, partyOf(state), state.ringing, state.partyUri};
}

void Favourites::setLampsWanted(bool wanted)
{
    if (std::exchange(m_areLampsWanted, wanted) == wanted)
        return;
    follow();
    Q_EMIT changed();
}

void Favourites::waysChanged()
{
    const QList<FavouriteState> before = list();
    follow();
    if (list() != before)
        Q_EMIT changed();
}

/// At once, while there is a wire to say so on.
void Favourites::stop()
{
    m_isStopped = true;
    m_spread.stop();
    m_waiting.clear();
    m_watches.clear();
}

/// A watch stays while it is for the same address through the same user agent. That one is not there while
/// its account is not registered: so what was refused is asked for again after the next registration, and
/// what a lost connection took begins anew.
void Favourites::follow()
{
    std::map<QString, std::unique_ptr<LampWatch>> kept;
    m_waiting.clear();
    m_targets.clear();
    for (const Favourite &favourite : std::as_const(m_favourites)) {
        const auto target = m_environment.resolve(accountOf(favourite), favourite.target);
        if (!target)
            continue;
        m_targets[favourite.id] = *target;
        const bool isWanted = m_areLampsWanted && !m_isStopped;
        UserAgentCore *core = isWanted ? m_environment.core(accountOf(favourite)) : nullptr;
        if (!core)
            continue;
        const auto found = m_watches.find(favourite.id);
        const bool isSame
            = found != m_watches.end() && found->second->watches(core) && found->second->target() == *target;
        if (isSame)
            kept[favourite.id] = std::move(found->second);
        else
            m_waiting.append(favourite.id);
    }
    std::swap(m_watches, kept);
    for (auto &[id, watch] : kept)
        if (watch)
            retire(std::move(watch));
    if (m_waiting.isEmpty())
        m_spread.stop();
    else if (!m_spread.isRunning())
        m_spread.start(Limits::Spread, [this] { beginNext(); });
}

void Favourites::beginNext()
{
    while (!m_waiting.isEmpty()) {
        const auto place = placeOf(m_waiting.takeFirst());
        if (!place)
            continue;
        const Favourite &favourite = m_favourites[*place];
        UserAgentCore *core = m_environment.core(accountOf(favourite));
        const auto target = m_targets.find(favourite.id);
        if (!core || target == m_targets.end())
            continue;
        auto watch = std::make_unique<LampWatch>(*core, target->second);
        LampWatch *begun = watch.get();
        connect(begun, &LampWatch::changed, this, &Favourites::changed);
        m_watches[favourite.id] = std::move(watch);
        if (!m_waiting.isEmpty())
            m_spread.start(Limits::Spread, [this] { beginNext(); });
        begun->start();
        return;
    }
}

/// Not at once: it may be telling us something.
void Favourites::retire(std::unique_ptr<LampWatch> watch)
{
    watch->disconnect(this);
    watch.release()->deleteLater();
}

} // namespace carillon
