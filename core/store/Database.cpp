#include "Database.h"

#include "Logging.h"

#include <QAtomicInteger>
#include <QCoreApplication>
#include <QFile>
#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

namespace carillon {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("carillon", text);
}

DatabaseError errorOf(const QSqlError &error)
{
    // SQLite's result codes; the upper bytes hold the extended part.
    enum : int {
        Error = 1,
        Perm = 3,
        Busy = 5,
        Locked = 6,
        ReadOnly = 8,
        IoError = 10,
        Corrupt = 11,
        Full = 13,
        CannotOpen = 14,
        NotADatabase = 26
    };
    const QString detail = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case Corrupt:
    case NotADatabase: return {DatabaseError::Kind::Corrupt, detail};
    case Error: // a table that should be there is not
        return {detail.startsWith(QLatin1String("no such table")) ? DatabaseError::Kind::Corrupt
                                                                  : DatabaseError::Kind::Failed,
            detail};
    case Busy:
    case Locked: return {DatabaseError::Kind::Busy, detail};
    case Full:
    case IoError: // a file size limit or quota shows itself as a failed write
        return {DatabaseError::Kind::Full, detail};
    case Perm:
    case ReadOnly:
    case CannotOpen: return {DatabaseError::Kind::NotWritable, detail};
    default: return {DatabaseError::Kind::Failed, detail};
    }
}

bool makePrivateFile(const QString &path)
{
    QFile file(path);
    if (file.exists())
        return true;
    return file.open(
        QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

} // namespace

/// The compiled form of each statement that was used: compiling takes longer than what it does.
class Database::Statements
{
public:
    explicit Statements(QString connection)
        : m_connection(std::move(connection))
    {
    }
    /// Runs it. @returns the statement, to be finished by who read its rows; good until the next run().
    Result<QSqlQuery *, DatabaseError> run(const QString &sql, const QVariantList &values)
    {
        auto known = m_prepared.find(sql);
        if (known == m_prepared.end()) {
            QSqlQuery query(QSqlDatabase::database(m_connection, false));
            query.setForwardOnly(true);
            if (!query.prepare(sql))
                return Failure<DatabaseError>(errorOf(query.lastError()));
            if (m_prepared.size() >= MaxPrepared)
                m_prepared.clear();
            known = m_prepared.emplace(sql, std::move(query)).first;
        }
        QSqlQuery &query = known->second;
        for (int i = 0; i < values.size(); ++i) // QtSql makes NULL of a null string
            query.bindValue(i,
                values[i].typeId() == QMetaType::QString && values[i].toString().isNull()
                    ? QVariant(QStringLiteral(""))
                    : values[i]);
        if (!query.exec()) {
            qCWarning(lcStore) << "database:" << query.lastError().text();
            const DatabaseError error = errorOf(query.lastError());
            m_prepared.erase(known);
            return Failure<DatabaseError>(error);
        }
        return &query;
    }

private:
    QString m_connection;
    std::map<QString, QSqlQuery> m_prepared;
};

QString sentence(const DatabaseError &error, const QString &what)
{
    switch (error.kind) {
    case DatabaseError::Kind::Full:
        return translated("The disk is full or cannot be written: %1 is remembered only until Carillon ends.")
            .arg(what);
    case DatabaseError::Kind::NotWritable:
        return translated("The profile cannot be written: %1 is remembered only until Carillon ends.")
            .arg(what);
    case DatabaseError::Kind::Corrupt:
        return translated("The database is damaged: %1 is remembered only until Carillon ends.").arg(what);
    case DatabaseError::Kind::Busy:
        return translated("Another program has the database locked: %1 is stored when it lets go.").arg(what);
    case DatabaseError::Kind::Failed: break;
    }
    return translated("The database refused it (%2): %1 is remembered only until Carillon ends.")
        .arg(what, error.detail);
}

Result<std::unique_ptr<Database>, DatabaseError> Database::open(const QString &path)
{
    // SQLite gives its journal the mode of the database: so the file is made here, before SQLite makes it for
    // everybody.
    if (path != QLatin1String(":memory:") && !makePrivateFile(path))
        return Failure<DatabaseError>({DatabaseError::Kind::NotWritable, path});
    static QAtomicInteger<int> number;
    const QString connection = QStringLiteral("carillon-%1").arg(number.fetchAndAddRelaxed(1));
    std::unique_ptr<Database> database(new Database(connection));
    {
        QSqlDatabase sql = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        sql.setDatabaseName(path);
        sql.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1").arg(BusyMs));
        if (!sql.open())
            return Failure<DatabaseError>(errorOf(sql.lastError()));
    }
    const auto check = database->select(QStringLiteral("PRAGMA quick_check(1)"));
    if (!check)
        return Failure<DatabaseError>(check.error());
    if (check->isEmpty() || check->constFirst().constFirst().toString() != QLatin1String("ok"))
        return Failure<DatabaseError>({DatabaseError::Kind::Corrupt, QStringLiteral("quick_check")});
    if (const auto set = database->select(QStringLiteral("PRAGMA journal_mode=WAL")); !set)
        return Failure<DatabaseError>(set.error());
    if (const auto ensured = database->ensure(Durability::PowerLoss); !ensured)
        return Failure<DatabaseError>(ensured.error());
    return database;
}

Database::Database(const QString &connection)
    : m_connection(connection)
    , m_statements(std::make_unique<Statements>(connection))
{
}

Database::~Database()
{
    m_statements.reset();
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<Database::Rows, DatabaseError> Database::select(const QString &sql, const QVariantList &values)
{
    const auto done = m_statements->run(sql, values);
    if (!done)
        return Failure<DatabaseError>(done.error());
    QSqlQuery &query = **done;
    Rows rows;
    const int columns = int(query.record().count());
    while (query.next()) {
        QVariantList row;
        row.reserve(columns);
        for (int column = 0; column < columns; ++column)
            row.append(query.value(column));
        rows.append(row);
    }
    const QSqlError error = query.lastError();
    query.finish();
    if (error.isValid())
        return Failure<DatabaseError>(errorOf(error));
    return rows;
}

Result<void, DatabaseError> Database::ensure(Durability durability)
{
    if (m_durability == durability)
        return {};
    // SQLite's names: with a write-ahead log NORMAL syncs at its checkpoints, FULL at each commit as well.
    const auto set
        = select(durability == Durability::PowerLoss ? QStringLiteral("PRAGMA synchronous=FULL")
                                                     : QStringLiteral("PRAGMA synchronous=NORMAL"));
    if (!set)
        return Failure<DatabaseError>(set.error());
    m_durability = durability;
    return {};
}

Result<Database::Change, DatabaseError> Database::change(const QString &sql, const QVariantList &values)
{
    if (!m_isInTransaction)
        if (const auto ensured = ensure(Durability::PowerLoss); !ensured)
            return Failure<DatabaseError>(ensured.error());
    const auto done = m_statements->run(sql, values);
    if (!done)
        return Failure<DatabaseError>(done.error());
    QSqlQuery &query = **done;
    const Change change{query.lastInsertId().toLongLong(), query.numRowsAffected()};
    query.finish();
    return change;
}

Result<void, DatabaseError> Database::transaction(
    const std::function<Result<void, DatabaseError>()> &work, Durability durability)
{
    if (const auto ensured = ensure(durability); !ensured)
        return ensured;
    m_isInTransaction = true;
    const auto end = qScopeGuard([this] { m_isInTransaction = false; });
    if (const auto begun = change(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return Failure<DatabaseError>(begun.error());
    auto result = work();
    if (result) {
        if (const auto committed = change(QStringLiteral("COMMIT")); !committed)
            result = Failure<DatabaseError>(committed.error());
    }
    if (!result)
        QSqlQuery(QSqlDatabase::database(m_connection, false))
            .exec(QStringLiteral("ROLLBACK")); // fails when SQLite did it by itself
    return result;
}

} // namespace carillon
