#include "Profile.h"

#include "HistoryPrivate.h"
#include "Logging.h"
#include "Schema.h"
#include "SettingsStorePrivate.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLockFile>
#include <QUrl>
#include <QUuid>
#include <cerrno>

namespace carillon {

namespace {

constexpr auto DatabaseName = "carillon.db";
constexpr auto LockName = "lock";

QString translated(const char *text)
{
    return QCoreApplication::translate("carillon", text);
}

enum class Directory { Ready, NotWritable, Unusable };

/// Makes the directory, for the owner only. One that existed is made private only when it is a profile
/// already: `--profile /tmp` must not lock everybody out of /tmp.
Directory prepare(const QDir &directory)
{
    const auto forOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    const bool isProfile = directory.exists(QLatin1String(DatabaseName));
    if (directory.exists()) {
        if (isProfile)
            QFile::setPermissions(directory.path(), QFile::permissions(directory.path()) & forOwner);
        return Directory::Ready;
    }
    errno = 0;
    const QString parent = QFileInfo(directory.path()).path();
    if (QDir().mkpath(parent) && QDir().mkdir(directory.path(), forOwner))
        return Directory::Ready;
    return errno == EROFS || errno == ENOSPC || errno == EDQUOT || errno == EACCES ? Directory::NotWritable
                                                                                   : Directory::Unusable;
}

/// Moves a damaged database out of the way. @returns its new name.
QString setAside(const QDir &directory)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    QString name;
    for (int attempt = 0; name.isEmpty() || directory.exists(name); ++attempt)
        name = QStringLiteral("%1.damaged-%2-%3").arg(QLatin1String(DatabaseName), stamp).arg(attempt);
    for (const auto *suffix : {"", "-wal", "-shm"})
        QFile::rename(directory.filePath(QLatin1String(DatabaseName) + QLatin1String(suffix)),
            directory.filePath(name + QLatin1String(suffix)));
    return name;
}

/// What could be read of a profile that cannot be written, in memory.
std::unique_ptr<Database> inMemory(const QString &path)
{
    auto memory = Database::open(QStringLiteral(":memory:"));
    if (!memory || !migrate(**memory))
        return nullptr;
    const QString file = QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded());
    for (const auto *mode : {"?mode=ro", "?immutable=1"}) {
        if (!QFile::exists(path)
            || !(*memory)->change(QStringLiteral("ATTACH ? AS old"), {QString(file + QLatin1String(mode))}))
            continue;
        const bool copied = copyRows(**memory, QStringLiteral("old")).has_value();
        (void)(*memory)->change(QStringLiteral("DETACH old"));
        if (copied)
            break;
    }
    return std::move(*memory);
}

/// A database whose tables are of our version and which takes a change.
Result<std::unique_ptr<Database>, DatabaseError> openForWriting(const QString &path)
{
    auto database = Database::open(path);
    if (!database)
        return database;
    const auto version = schemaVersion(**database);
    if (version && *version > Profile::SchemaVersion)
        return database; // for the caller to refuse, untouched
    if (const auto migrated = migrate(**database); !migrated)
        return Failure<DatabaseError>(migrated.error());
    const auto probe
        = (*database)->change(QStringLiteral("INSERT OR REPLACE INTO meta (key, value) VALUES ('opened', ?)"),
            {QDateTime::currentDateTimeUtc().toString(Qt::ISODate)});
    if (!probe)
        return Failure<DatabaseError>(probe.error());
    return database;
}

} // namespace

class Profile::Private
{
public:
    explicit Private(const QString &path)
        : directory(path)
        , lock(directory.filePath(QLatin1String(LockName)))
    {
    }
    Result<void, Error> openDatabase();
    void load();
    QString loadIdentifier();

    QDir directory;
    QLockFile lock;
    bool writable = true;
    QString identifier;
    QList<StoreNotice> notices;
    std::unique_ptr<Database> database;
    QList<StoredAccount> accounts;
    std::unique_ptr<History> history;
    std::unique_ptr<SettingsStore> settings;
};

Result<std::unique_ptr<Profile>, Profile::Error> Profile::open(const QString &directory)
{
    auto data = std::make_unique<Private>(QDir(directory).absolutePath());
    const QString path = data->directory.path();
    const Directory state = prepare(data->directory);
    if (state == Directory::Unusable)
        return Failure<Error>({Error::Kind::Unusable,
            translated("The profile folder %1 cannot be made or is not a folder.").arg(path)});
    data->lock.setStaleLockTime(0); // whether the owner lives decides, never its age
    if (state == Directory::Ready && !data->lock.tryLock(0)
        && data->lock.error() == QLockFile::LockFailedError)
        return Failure<Error>(
            {Error::Kind::InUse, translated("Carillon runs already with the profile %1.").arg(path)});
    if (const auto opened = data->openDatabase(); !opened)
        return Failure<Error>(opened.error());
    data->load();
    return std::unique_ptr<Profile>(new Profile(std::move(data)));
}

Result<void, Profile::Error> Profile::Private::openDatabase()
{
    const QString path = directory.filePath(QLatin1String(DatabaseName));
    auto opened = openForWriting(path);
    if (!opened && opened.error().kind == DatabaseError::Kind::Corrupt) {
        const QString name = setAside(directory);
        notices.append({QStringLiteral("database-set-aside"),
            translated("The database was damaged. It was kept as %1, and Carillon begins with an empty one.")
                .arg(name)});
        opened = openForWriting(path);
    }
    if (opened) {
        const auto version = schemaVersion(**opened);
        if (version && *version > SchemaVersion)
            return Failure<Error>({Error::Kind::NewerVersion,
                translated("The profile %1 was written by a newer version of Carillon.")
                    .arg(directory.path())});
        database = std::move(*opened);
        return {};
    }
    qCWarning(lcStore) << "database:" << opened.error().detail;
    writable = false;
    notices.append({QStringLiteral("profile-read-only"),
        opened.error().kind == DatabaseError::Kind::Full
            ? translated("The disk is full: changes are remembered only until Carillon ends.")
            : translated(
                "The profile folder %1 cannot be written: changes are remembered only until Carillon ends.")
                  .arg(directory.path())});
    database = inMemory(path);
    if (!database)
        return Failure<Error>({Error::Kind::Unusable,
            translated("The database cannot be opened: %1.").arg(opened.error().detail)});
    return {};
}

QString Profile::Private::loadIdentifier()
{
    const auto rows = database->select(QStringLiteral("SELECT value FROM meta WHERE key = 'identifier'"));
    if (rows && !rows->isEmpty())
        return rows->constFirst().constFirst().toString();
    const QString made = QUuid::createUuid().toString(QUuid::WithoutBraces);
    (void)database->change(
        QStringLiteral("INSERT OR REPLACE INTO meta (key, value) VALUES ('identifier', ?)"), {made});
    return made;
}

void Profile::Private::load()
{
    identifier = loadIdentifier();
    const auto rows
        = database->select(QStringLiteral("SELECT number, instance, settings FROM account ORDER BY number"));
    if (rows)
        for (const QVariantList &row : *rows)
            accounts.append({QStringLiteral("a%1").arg(row[0].toLongLong()), row[1].toString().toLatin1(),
                QJsonDocument::fromJson(row[2].toString().toUtf8()).object()});
    history.reset(new History(std::make_unique<History::Private>(*database)));
    settings.reset(new SettingsStore(std::make_unique<SettingsStore::Private>(*database)));
}

Profile::Profile(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

Profile::~Profile() = default;

QString Profile::directory() const
{
    return d->directory.path();
}

QString Profile::identifier() const
{
    return d->identifier;
}

bool Profile::isWritable() const
{
    return d->writable;
}

QList<StoreNotice> Profile::notices() const
{
    return d->notices;
}

QList<StoredAccount> Profile::accounts() const
{
    return d->accounts;
}

namespace {

StoreNotice notKept(const DatabaseError &error)
{
    return {QStringLiteral("account-not-kept"), sentence(error, translated("the account"))};
}

QString toText(const QJsonObject &settings)
{
    return QString::fromUtf8(QJsonDocument(settings).toJson(QJsonDocument::Compact));
}

} // namespace

StoredAccount Profile::addAccount(const QJsonObject &settings, std::optional<StoreNotice> *problem)
{
    StoredAccount account;
    account.instanceId = "urn:uuid:" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    account.settings = settings;
    const auto added
        = d->database->change(QStringLiteral("INSERT INTO account (instance, settings) VALUES (?, ?)"),
            {QString::fromLatin1(account.instanceId), toText(settings)});
    qint64 number = added.value_or(0);
    if (!added) {
        if (problem)
            *problem = notKept(added.error());
        for (const StoredAccount &other : d->accounts)
            number = std::max(number, other.id.mid(1).toLongLong());
        ++number;
    }
    account.id = QStringLiteral("a%1").arg(number);
    d->accounts.append(account);
    return account;
}

std::optional<StoreNotice> Profile::changeAccount(const QString &id, const QJsonObject &settings)
{
    for (StoredAccount &account : d->accounts)
        if (account.id == id)
            account.settings = settings;
    const auto changed
        = d->database->change(QStringLiteral("UPDATE account SET settings = ? WHERE number = ?"),
            {toText(settings), id.mid(1).toLongLong()});
    return changed ? std::nullopt : std::optional(notKept(changed.error()));
}

std::optional<StoreNotice> Profile::removeAccount(const QString &id)
{
    d->accounts.removeIf([&](const StoredAccount &account) { return account.id == id; });
    const auto changed = d->database->change(
        QStringLiteral("DELETE FROM account WHERE number = ?"), {id.mid(1).toLongLong()});
    return changed ? std::nullopt : std::optional(notKept(changed.error()));
}

History &Profile::history() const
{
    return *d->history;
}

SettingsStore &Profile::settings() const
{
    return *d->settings;
}

} // namespace carillon
