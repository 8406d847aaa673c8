#pragma once

#include "Clock.h"
#include "History.h"

#include <QHash>
#include <QObject>

namespace carillon {

class MainWindow;
class Phone;

/// The favourites in the main window: the bar with their lamps, and the stars on what was called before.
class FavouriteDesk final : public QObject
{
    Q_OBJECT
public:
    FavouriteDesk(Phone &phone, MainWindow &window, QObject *parent = nullptr);
    /// A button whose verb has just changed was aimed at for the other one: a click does nothing so long.
    static constexpr Milliseconds deafTime{500};
    /// With which account somebody is called who was chosen by name; empty: no favourite, or the default one.
    QString accountFor(const QString &uri) const;

Q_SIGNALS:
    void calling(const QString &id); ///< a call that was picked up, to be shown
    void callRequested(const QString &target, const QString &accountId);

private:
    void refresh();
    void clicked(const QString &id);
    void call(const QString &id);
    void pickUp(const QString &id);
    void setFavourite(const HistoryEntry &entry, bool on);
    bool isFavourite(const QString &uri) const;
    void tell(const QString &sentence);

    Phone &m_phone;
    MainWindow &m_window;
    HistoryEntry m_shown; ///< on the page of a past call
    /// By favourite, whether its button picks up, and since when it says so.
    struct Verb {
        bool isPickUp = false;
        TimePoint since;
    };
    QHash<QString, Verb> m_verbs;
};

} // namespace carillon
