#pragma once

#include "Database.h"
#include "History.h"

namespace carillon {

class History::Private
{
public:
    explicit Private(Database &base)
        : database(base)
    {
    }
    Result<void, DatabaseError> store(const HistoryEntry &entry);

    Database &database;
    QList<HistoryEntry> unsaved; ///< oldest first
};

} // namespace carillon
