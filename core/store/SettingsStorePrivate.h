#pragma once

#include "Database.h"
#include "SettingsStore.h"

#include <QHash>
#include <QSet>

namespace carillon {

class SettingsStore::Private
{
public:
    /// Reads what was set.
    explicit Private(Database &base);

    Database &database;
    QHash<QString, QString> values; ///< only what was set, and what is still allowed
    QSet<QString> unsaved;          ///< keys whose value the database refused
};

} // namespace carillon
