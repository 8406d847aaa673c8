#include "AccountShelf.h"

#include <QJsonDocument>
#include <QUuid>

namespace carillon {

namespace {

qint64 numberOf(const StoredAccount &account)
{
    return account.id.mid(1).toLongLong();
}

QString instanceOf(const StoredAccount &account)
{
    return QString::fromLatin1(account.instanceId);
}

} // namespace

AccountShelf::AccountShelf(Database &database)
    : m_database(database)
{
    const auto rows
        = database.select(QStringLiteral("SELECT number, instance, settings FROM account ORDER BY number"));
    if (rows)
        for (const QVariantList &row : *rows)
            m_accounts.append({QStringLiteral("a%1").arg(row[0].toLongLong()), row[1].toString().toLatin1(),
                QJsonDocument::fromJson(row[2].toString().toUtf8()).object()});
    if (!m_accounts.isEmpty())
        m_lastNumber = numberOf(m_accounts.constLast());
    // AUTOINCREMENT remembers also those that were removed.
    const auto sequence
        = database.select(QStringLiteral("SELECT seq FROM sqlite_sequence WHERE name = 'account'"));
    if (sequence && !sequence->isEmpty())
        m_lastNumber = std::max(m_lastNumber, sequence->constFirst().constFirst().toLongLong());
}

StoredAccount AccountShelf::add(const QJsonObject &settings)
{
    StoredAccount account;
    account.id = QStringLiteral("a%1").arg(++m_lastNumber);
    account.instanceId = "urn:uuid:" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    account.settings = settings;
    m_accounts.append(account);
    m_unsaved.insert(account.id);
    return account;
}

void AccountShelf::change(const QString &id, const QJsonObject &settings)
{
    for (StoredAccount &account : m_accounts)
        if (account.id == id) {
            account.settings = settings;
            m_unsaved.insert(id);
        }
}

void AccountShelf::remove(const QString &id)
{
    for (const StoredAccount &account : m_accounts)
        if (account.id == id)
            m_unremoved.append(account);
    m_accounts.removeIf([&](const StoredAccount &account) { return account.id == id; });
    m_unsaved.remove(id);
}

Result<void, DatabaseError> AccountShelf::store()
{
    while (!m_unremoved.isEmpty()) {
        const StoredAccount &leaving = m_unremoved.constFirst();
        const auto removed
            = m_database.change(QStringLiteral("DELETE FROM account WHERE number = ? AND instance = ?"),
                {numberOf(leaving), instanceOf(leaving)}); // no row: it never got there
        if (!removed)
            return Failure<DatabaseError>(removed.error());
        m_unremoved.removeFirst();
    }
    for (const StoredAccount &account : m_accounts) {
        if (!m_unsaved.contains(account.id))
            continue;
        if (const auto saved = save(account); !saved)
            return saved;
        m_unsaved.remove(account.id);
    }
    return {};
}

Result<void, DatabaseError> AccountShelf::save(const StoredAccount &account)
{
    const QString settings
        = QString::fromUtf8(QJsonDocument(account.settings).toJson(QJsonDocument::Compact));
    const auto changed
        = m_database.change(QStringLiteral("INSERT INTO account (number, instance, settings) VALUES (?, ?, ?)"
                                           " ON CONFLICT (number) DO UPDATE SET settings = excluded.settings"
                                           " WHERE instance = excluded.instance"),
            {numberOf(account), instanceOf(account), settings});
    if (!changed)
        return Failure<DatabaseError>(changed.error());
    if (changed->rows != 1)
        return Failure<DatabaseError>(
            {DatabaseError::Kind::Failed, QStringLiteral("%1 belongs to another account").arg(account.id)});
    return {};
}

} // namespace carillon
