#include "FavouriteDesk.h"

#include "AccountPresentation.h"
#include "FavouriteBar.h"
#include "LampPresentation.h"
#include "MainWindow.h"
#include "NoticeBar.h"
#include "PastCallPage.h"
#include "Phone.h"
#include "RecentPanel.h"

namespace carillon {

FavouriteDesk::FavouriteDesk(Phone &phone, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_window(window)
{
    connect(&phone, &Phone::favouritesChanged, this, &FavouriteDesk::refresh);
    FavouriteBar &bar = window.favourites();
    connect(&bar, &FavouriteBar::clicked, this, &FavouriteDesk::clicked);
    connect(&bar, &FavouriteBar::callRequested, this, &FavouriteDesk::call);
    connect(&bar, &FavouriteBar::pickUpRequested, this, &FavouriteDesk::pickUp);
    connect(&bar, &FavouriteBar::renameRequested, this, [this](const QString &id, const QString &name) {
        if (const auto renamed = m_phone.favourites().rename(id, name); !renamed)
            tell(renamed.error().message);
    });
    connect(&bar, &FavouriteBar::removeRequested, this,
        [this](const QString &id) { (void)m_phone.favourites().remove(id); });
    connect(&bar, &FavouriteBar::moveRequested, this,
        [this](const QString &id, int place) { (void)m_phone.favourites().move(id, place); });
    RecentPanel &recent = window.recent();
    recent.setIsFavourite([this](const HistoryEntry &entry) { return isFavourite(entry.remoteUri); });
    connect(&recent, &RecentPanel::favouriteToggled, this, &FavouriteDesk::setFavourite);
    connect(&recent, &RecentPanel::detailsRequested, this, [this](const HistoryEntry &entry) {
        m_shown = entry;
        refresh();
    });
    connect(&window.pastCall(), &PastCallPage::favouriteToggled, this,
        [this](bool on) { setFavourite(m_shown, on); });
    refresh();
}

void FavouriteDesk::refresh()
{
    QList<FavouritePresentation> shown;
    const TimePoint now = m_phone.clock().now();
    QHash<QString, Verb> verbs;
    for (const FavouriteState &state : m_phone.favourites().list()) {
        shown.append(presentFavourite(state));
        const Verb verb{shown.constLast().isPickUp(), now};
        const Verb before = m_verbs.value(state.favourite.id, {verb.isPickUp, now - deafTime});
        verbs.insert(state.favourite.id, before.isPickUp == verb.isPickUp ? before : verb);
    }
    m_verbs = verbs;
    m_window.setFavourites(shown);
    m_window.pastCall().setFavourite(isFavourite(m_shown.remoteUri));
}

bool FavouriteDesk::isFavourite(const QString &uri) const
{
    return favouriteAt(m_phone.favourites().list(), uri).has_value();
}

QString FavouriteDesk::accountFor(const QString &uri) const
{
    for (const FavouriteState &state : m_phone.favourites().list())
        if (state.address == uri && m_phone.account(state.favourite.accountId))
            return state.favourite.accountId;
    return {};
}

void FavouriteDesk::clicked(const QString &id)
{
    const auto verb = m_verbs.constFind(id);
    if (verb == m_verbs.constEnd() || m_phone.clock().now() - verb->since < deafTime)
        return;
    if (!verb->isPickUp)
        return call(id);
    pickUp(id);
    if (const auto now = m_verbs.find(id); now != m_verbs.end())
        now->since = m_phone.clock().now(); // of a double click the second half: a code is not dialled twice
}

void FavouriteDesk::pickUp(const QString &id)
{
    const PhoneResult<Call *> call = m_phone.pickUp(id);
    if (!call)
        return tell(call.error().message);
    const CallState state = (*call)->state();
    if (state.end) // over before it had a window
        return tell(state.end->sentence);
    Q_EMIT calling(state.id);
}

void FavouriteDesk::call(const QString &id)
{
    for (const FavouriteState &state : m_phone.favourites().list()) {
        if (state.favourite.id != id)
            continue;
        const bool hasAccount = m_phone.account(state.favourite.accountId);
        Q_EMIT callRequested(state.favourite.target, hasAccount ? state.favourite.accountId : QString());
        return;
    }
}

// The name of a mere caller is what he chose to send: a favourite has the one that is seen in the list.
void FavouriteDesk::setFavourite(const HistoryEntry &entry, bool on)
{
    const auto there = favouriteAt(m_phone.favourites().list(), entry.remoteUri);
    if (on == there.has_value())
        return;
    if (there) {
        (void)m_phone.favourites().remove(there->favourite.id);
        return;
    }
    const bool hasAccount = m_phone.account(entry.accountId);
    const auto added = m_phone.favourites().add(
        {{}, entry.remoteName, entry.remoteUri, hasAccount ? entry.accountId : QString()});
    if (!added)
        tell(added.error().message);
    refresh(); // a star that could not be given is taken back
}

void FavouriteDesk::tell(const QString &sentence)
{
    m_window.notices().addNotice(QStringLiteral("favourite-refused"), sentence);
}

} // namespace carillon
