#pragma once

#include "Result.h"

#include <QList>
#include <QString>
#include <QVariantList>
#include <functional>
#include <memory>

namespace carillon {

/// Why the database did not do it.
struct DatabaseError {
    enum class Kind {
        Corrupt,     ///< damaged, or no database at all
        Full,        ///< no room left on the disk
        NotWritable, ///< read-only, or no permission
        Busy,        ///< another program has it locked
        Failed,
    } kind
        = Kind::Failed;
    QString detail; ///< SQLite's own words
};

/// One sentence with the cause, for @p what ("the account", "the call").
QString sentence(const DatabaseError &error, const QString &what);

/// One SQLite connection, by QtSql. What change() and transaction() did is on disk when they return. Core
/// thread.
class Database final
{
public:
    using Rows = QList<QVariantList>;
    struct Change {
        qint64 insertedId = 0; ///< of the last row that was inserted
        int rows = 0;          ///< how many were changed
    };
    static constexpr int BusyMs = 100; ///< that a call may wait for another program: the GUI waits with it

    /// @param path a file, made with mode 0600 when there is none; or ":memory:".
    static Result<std::unique_ptr<Database>, DatabaseError> open(const QString &path);
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;
    ~Database();

    Result<Rows, DatabaseError> select(const QString &sql, const QVariantList &values = {});
    Result<Change, DatabaseError> change(const QString &sql, const QVariantList &values = {});
    /// All of @p work or nothing: rolled back when it returns an error or the commit fails.
    Result<void, DatabaseError> transaction(const std::function<Result<void, DatabaseError>()> &work);

private:
    explicit Database(const QString &connection);
    QString m_connection;
};

} // namespace carillon
