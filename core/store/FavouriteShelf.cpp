#include "FavouriteShelf.h"

namespace carillon {

namespace {

qint64 numberOf(const Favourite &favourite)
{
    return QStringView(favourite.id).mid(1).toLongLong();
}

} // namespace

FavouriteShelf::FavouriteShelf(Database &database, int most)
    : m_database(database)
{
    const auto rows = database.select(
        QStringLiteral("SELECT number, name, target, account FROM favourite ORDER BY place, number LIMIT ?"),
        {most});
    if (rows)
        for (const QVariantList &row : *rows) {
            m_favourites.append({QStringLiteral("f%1").arg(row[0].toLongLong()), row[1].toString(),
                row[2].toString(), row[3].toString()});
            m_lastNumber = std::max(m_lastNumber, row[0].toLongLong());
        }
    // AUTOINCREMENT remembers also those that were removed.
    const auto sequence
        = database.select(QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = 'favourite'"));
    if (sequence && !sequence->isEmpty())
        m_lastNumber = std::max(m_lastNumber, sequence->constFirst().constFirst().toLongLong());
}

QString FavouriteShelf::newId()
{
    return QStringLiteral("f%1").arg(++m_lastNumber);
}

void FavouriteShelf::set(const QList<Favourite> &favourites)
{
    m_favourites = favourites;
    m_isStored = false;
}

Result<void, DatabaseError> FavouriteShelf::store()
{
    if (m_isStored)
        return {};
    const auto stored = m_database.transaction([this]() -> Result<void, DatabaseError> {
        if (const auto cleared = m_database.change(QStringLiteral("DELETE FROM favourite")); !cleared)
            return Failure<DatabaseError>(cleared.error());
        int place = 0;
        for (const Favourite &favourite : m_favourites) {
            const auto added = m_database.change(
                QStringLiteral("INSERT INTO favourite (number, place, name, target, account)"
                               " VALUES (?, ?, ?, ?, ?)"),
                {numberOf(favourite), place++, favourite.name, favourite.target,
                    // An empty one, not none: the column takes no NULL.
                    favourite.accountId.isNull() ? QStringLiteral("") : favourite.accountId});
            if (!added)
                return Failure<DatabaseError>(added.error());
        }
        return {};
    });
    m_isStored = bool(stored);
    return stored;
}

} // namespace carillon
