#pragma once

#include "Clock.h"
#include "Favourite.h"
#include "Lamp.h"
#include "NameAddr.h"
#include "PhoneError.h"

#include <QList>
#include <QObject>
#include <functional>
#include <map>
#include <memory>

namespace carillon {

class LampWatch;
class Profile;
class UserAgentCore;

/// A favourite and what is known of its telephone. All texts are fit to be shown.
struct FavouriteState {
    Favourite favourite;
    QString address; ///< "sip:1002@example.org", as the account dials it; empty: it cannot
    Lamp lamp = Lamp::Unknown;
    QString party; ///< whom they talk to, or who calls them; empty: not told
    friend bool operator==(const FavouriteState &, const FavouriteState &) = default;
};

/// The people a person wants at hand, in an order of his own, with a lamp for each: whether they are free, as
/// their telephone or exchange tells by the `dialog` event (RFC 4235). Core thread.
class Favourites final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr int Favourites = 64; ///< as many as a profile keeps
        static constexpr qsizetype Name = 100;
        static constexpr qsizetype Target = 512;
        /// Between two subscriptions that begin: an exchange is not asked for all of them at once.
        static constexpr Milliseconds Spread{250};
    };
    /// What it needs of the phone; all of it outlives it.
    struct Environment {
        Profile &profile;
        Clock &clock;
        std::function<bool(const QString &id)> hasAccount;
        /// As that account dials it; of an empty id the default one.
        std::function<PhoneResult<NameAddr>(const QString &accountId, const QString &target)> resolve;
        /// Of that account, or of the default one; null while it cannot call.
        std::function<UserAgentCore *(const QString &accountId)> core;
        std::function<void(const QString &code, const QString &sentence)> notKept;
    };

    explicit Favourites(Environment environment, QObject *parent = nullptr);
    ~Favourites() override;

    QList<FavouriteState> list() const; ///< in their order
    /// With a new id. An empty name is made of the target; one of our own characters alone is bad-name.
    /// @returns bad-target, bad-name, unknown-account, favourite-exists or too-many-favourites.
    PhoneResult<Favourite> add(const Favourite &wished);
    PhoneResult<> remove(const QString &id);
    PhoneResult<> rename(const QString &id, const QString &name);
    /// @param place from 0; beyond the end: to the end.
    PhoneResult<> move(const QString &id, qsizetype place);
    /// Whether the lamps are wanted; off they are all unknown, and nobody is asked.
    void setLampsWanted(bool wanted);
    /// Accounts came, went, or can call now, or numbers are dialled by other rules: all follows.
    void waysChanged();
    /// A favourite whose telephone rings, for Phone::pickUp().
    struct Ringing {
        QString name;                        ///< the favourite's
        QString accountId;                   ///< the one he is called with; empty: the default one
        NameAddr target;                     ///< as that account dials him
        QString party;                       ///< who calls; empty: not told
        std::optional<RingingDialog> dialog; ///< where it is told
        QString callerUri;                   ///< as told, perhaps empty
    };
    /// @returns unknown-favourite or not-ringing.
    PhoneResult<Ringing> ringing(const QString &id) const;
    /// Ends all subscriptions: the phone stops.
    void stop();

Q_SIGNALS:
    void changed(); ///< the list, its order, a name or a lamp

private:
    PhoneResult<qsizetype> placeOf(const QString &id) const;
    /// The one it is called with: the default one when its own is gone.
    QString accountOf(const Favourite &favourite) const;
    FavouriteState stateOf(const Favourite &favourite) const;
    PhoneResult<QString> nameFor(const QString &wished) const;
    void store(const QList<Favourite> &favourites);
    void follow();
    void beginNext();
    void retire(std::unique_ptr<LampWatch> watch);

    const Environment m_environment;
    QList<Favourite> m_favourites;
    /// By the id of the favourite, as its account dials it; none where it cannot.
    std::map<QString, NameAddr> m_targets;
    std::map<QString, std::unique_ptr<LampWatch>> m_watches; ///< by the same
    QStringList m_waiting;                                   ///< whose subscription has not begun
    Timer m_spread;
    bool m_areLampsWanted = true;
    bool m_isStopped = false;
};

} // namespace carillon
