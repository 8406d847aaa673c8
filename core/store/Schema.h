#pragma once

#include "Database.h"
#include "Profile.h"

namespace carillon {

/// Brings the tables of a database to @p version, step by step, each in a transaction of its own.
Result<void, DatabaseError> migrate(Database &database, int version = Profile::SchemaVersion);
/// The version that the database has now; 0 for an empty one.
Result<int, DatabaseError> schemaVersion(Database &database);
/// The names of its tables.
QStringList tables();
/// Copies every row of @p from, an attached database of the same version, into empty tables: those that there
/// are in that version.
Result<void, DatabaseError> copyRows(Database &database, const QString &from);

} // namespace carillon
