#pragma once

#include "Result.h"

#include <QList>
#include <QString>
#include <QVariantList>
#include <functional>
#include <memory>
#include <optional>

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

/// One SQLite connection, by QtSql. Core thread.
class Database final
{
public:
    using Rows = QList<QVariantList>;
    struct Change {
        qint64 insertedId = 0; ///< of the last row that was inserted
        int rows = 0;          ///< how many were changed
    };
    /// What a change is safe from once it returned; it is never half there.
    enum class Durability {
        PowerLoss, ///< waits for the disk: for what a person typed
        Crash,     ///< of the program: does not wait; the last seconds before a power loss may be missing
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
    Result<void, DatabaseError> transaction(const std::function<Result<void, DatabaseError>()> &work,
        Durability durability = Durability::PowerLoss);

private:
    static constexpr std::size_t MaxPrepared = 32; ///< statements that are kept compiled
    class Statements;

    explicit Database(const QString &connection);
    Result<void, DatabaseError> ensure(Durability durability);

    QString m_connection;
    std::unique_ptr<Statements> m_statements;
    std::optional<Durability> m_durability; ///< of what is written now
    bool m_isInTransaction = false;
};

} // namespace carillon
