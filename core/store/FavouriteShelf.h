#pragma once

#include "Database.h"
#include "Favourite.h"

namespace carillon {

/// The favourites of a profile, in memory as they should be and in the database as far as it took them: they
/// are few and stored as a whole, so that their order is never half there. Core thread.
class FavouriteShelf final
{
public:
    /// Reads them, at most @p most: the rest of a database that somebody else wrote is left out.
    FavouriteShelf(Database &database, int most);
    const QList<Favourite> &favourites() const { return m_favourites; }
    QString newId();
    void set(const QList<Favourite> &favourites);
    /// Brings the database to what is in memory. To be called after set().
    Result<void, DatabaseError> store();

private:
    Database &m_database;
    QList<Favourite> m_favourites;
    qint64 m_lastNumber = 0; ///< the highest that was ever given
    bool m_isStored = true;
};

} // namespace carillon
