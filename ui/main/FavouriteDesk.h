#pragma once

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
    /// With which account somebody is called who was chosen by name; empty: no favourite, or the default one.
    QString accountFor(const QString &uri) const;

Q_SIGNALS:
    void callRequested(const QString &target, const QString &accountId);

private:
    void refresh();
    void call(const QString &id);
    void setFavourite(const HistoryEntry &entry, bool on);
    bool isFavourite(const QString &uri) const;
    void tell(const QString &sentence);

    Phone &m_phone;
    MainWindow &m_window;
    HistoryEntry m_shown; ///< on the page of a past call
};

} // namespace carillon
