#include "Schema.h"

#include <QStringList>
#include <array>

namespace carillon {

namespace {

/// The steps from one version to the next; a step that was released is never changed again.
const std::array<QStringList, Profile::SchemaVersion> steps{
    QStringList{
        QStringLiteral("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)"),
        QStringLiteral("CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL)"),
        // AUTOINCREMENT: the number of a removed account is never given to another, whose password or history
        // it would inherit.
        QStringLiteral(
            "CREATE TABLE account (number INTEGER PRIMARY KEY AUTOINCREMENT, instance TEXT NOT NULL,"
            " settings TEXT NOT NULL)"),
        QStringLiteral(
            "CREATE TABLE history (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL,"
            " direction INTEGER NOT NULL, outcome INTEGER NOT NULL, uri TEXT NOT NULL, name TEXT NOT NULL,"
            " started INTEGER NOT NULL, duration INTEGER NOT NULL, code INTEGER NOT NULL,"
            " seen INTEGER NOT NULL, search TEXT NOT NULL)"),
        QStringLiteral("CREATE INDEX history_started ON history (started)"),
        QStringLiteral("CREATE INDEX history_uri ON history (uri)"),
    },
    QStringList{
        // "ice off" was written into each account when there was no ICE, and means that nobody was asked.
        // Whoever
        // could choose has "turn-password" beside it.
        QStringLiteral("UPDATE account SET settings = json_set(settings, '$.ice', 'auto')"
                       " WHERE CASE WHEN json_valid(settings) THEN json_extract(settings, '$.ice') = 'off'"
                       " AND json_type(settings, '$.\"turn-password\"') IS NULL ELSE 0 END"),
    },
    QStringList{
        QStringLiteral(
            "ALTER TABLE history ADD COLUMN recordings TEXT NOT NULL DEFAULT ''"), // paths, one a line
    },
    QStringList{
        // How a call sounded; 0 and nothing for those of before.
        QStringLiteral("ALTER TABLE history ADD COLUMN mos_mean REAL NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE history ADD COLUMN mos_least REAL NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE history ADD COLUMN quality TEXT NOT NULL DEFAULT ''"),
    },
    QStringList{
        // Through whose hands a call went; nothing for those of before.
        QStringLiteral("ALTER TABLE history ADD COLUMN via TEXT NOT NULL DEFAULT ''"),
        QStringLiteral("ALTER TABLE history ADD COLUMN transferred_to TEXT NOT NULL DEFAULT ''"),
    },
    QStringList{
        QStringLiteral(
            "CREATE TABLE favourite (number INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL,"
            " name TEXT NOT NULL, target TEXT NOT NULL, account TEXT NOT NULL)"),
    },
};

} // namespace

Result<int, DatabaseError> schemaVersion(Database &database)
{
    const auto rows = database.select(QStringLiteral("PRAGMA user_version"));
    if (!rows)
        return Failure<DatabaseError>(rows.error());
    return rows->constFirst().constFirst().toInt();
}

Result<void, DatabaseError> migrate(Database &database, int version)
{
    const auto now = schemaVersion(database);
    if (!now)
        return Failure<DatabaseError>(now.error());
    for (int step = *now; step < version; ++step) {
        const auto done = database.transaction([&]() -> Result<void, DatabaseError> {
            QStringList statements = steps[size_t(step)];
            statements.append(QStringLiteral("PRAGMA user_version = %1").arg(step + 1));
            for (const QString &statement : statements)
                if (const auto changed = database.change(statement); !changed)
                    return Failure<DatabaseError>(changed.error());
            return {};
        });
        if (!done)
            return done;
    }
    return {};
}

QStringList tables()
{
    return {QStringLiteral("meta"), QStringLiteral("setting"), QStringLiteral("account"),
        QStringLiteral("history"), QStringLiteral("favourite")};
}

Result<void, DatabaseError> copyRows(Database &database, const QString &from)
{
    return database.transaction([&]() -> Result<void, DatabaseError> {
        for (const QString &table : tables()) {
            const auto there = database.select(
                QStringLiteral("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?"),
                {table});
            if (!there)
                return Failure<DatabaseError>(there.error());
            if (there->isEmpty())
                continue; // of a later version
            const auto copied
                = database.change(QStringLiteral("INSERT INTO main.%1 SELECT * FROM %2.%1").arg(table, from));
            if (!copied)
                return Failure<DatabaseError>(copied.error());
        }
        return {};
    });
}

} // namespace carillon
