#pragma once

#include "Database.h"
#include "Profile.h"

#include <QSet>

namespace carillon {

/// The accounts of a profile, in memory as they should be and in the database as far as it took them. What it
/// refused waits, under the number that it got, for the next store(). Core thread.
class AccountShelf final
{
public:
    /// Reads them.
    explicit AccountShelf(Database &database);
    const QList<StoredAccount> &accounts() const { return m_accounts; }
    StoredAccount add(const QJsonObject &settings);
    void change(const QString &id, const QJsonObject &settings);
    void remove(const QString &id);
    /// Brings the database to what is in memory. To be called after each of the above.
    Result<void, DatabaseError> store();
    bool isStored() const { return m_unsaved.isEmpty() && m_unremoved.isEmpty(); }

private:
    Result<void, DatabaseError> save(const StoredAccount &account);

    Database &m_database;
    QList<StoredAccount> m_accounts;
    qint64 m_lastNumber = 0; ///< the highest that was ever given
    QSet<QString> m_unsaved; ///< ids
    QList<StoredAccount> m_unremoved;
};

} // namespace carillon
