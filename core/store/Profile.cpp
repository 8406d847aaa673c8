#include "Profile.h"

#include "AccountShelf.h"
#include "FavouriteShelf.h"
#include "HistoryPrivate.h"
#include "Logging.h"
#include "Schema.h"
#include "SettingsStorePrivate.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QUrl>
#include <QUuid>

namespace carillon {

namespace {

constexpr auto DatabaseName = "carillon.db";

QString translated(const char *text)
{
    return QCoreApplication::translate("carillon", text);
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

/// The rows of `old` as they are: brought to our version afterwards, as those of any other old profile.
bool copyOld(Database &memory)
{
    const auto version = memory.select(QStringLiteral("PRAGMA old.user_version"));
    const int number = version && !version->isEmpty() ? version->constFirst().constFirst().toInt() : 0;
    return number > 0 && number <= Profile::SchemaVersion && migrate(memory, number)
        && copyRows(memory, QStringLiteral("old"));
}

/// What could be read of a profile that cannot be written, in memory.
std::unique_ptr<Database> inMemory(const QString &path)
{
    auto memory = Database::open(QStringLiteral(":memory:"));
    if (!memory)
        return nullptr;
    const QString file = QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded());
    for (const auto *mode : {"?mode=ro", "?immutable=1"}) {
        if (!QFile::exists(path)
            || !(*memory)->change(QStringLiteral("ATTACH ? AS old"), {QString(file + QLatin1String(mode))}))
            continue;
        const bool copied = copyOld(**memory);
        (void)(*memory)->change(QStringLiteral("DETACH old"));
        if (copied)
            break;
    }
    if (!migrate(**memory))
        return nullptr;
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
    for (const QString &table : tables())
        if (const auto there = (*database)->select(QStringLiteral("SELECT 1 FROM %1 LIMIT 1").arg(table));
            !there)
            return Failure<DatabaseError>(there.error());
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
    explicit Private(ProfileLock profileLock)
        : lock(std::move(profileLock))
        , directory(lock.directory())
    {
    }
    Result<void, Error> openDatabase();
    void load();
    QString loadIdentifier();
    std::optional<StoreNotice> storeAccounts();

    ProfileLock lock;
    QDir directory;
    bool writable = true;
    QString identifier;
    QList<StoreNotice> notices;
    std::unique_ptr<Database> database;
    std::unique_ptr<AccountShelf> accounts;
    std::unique_ptr<FavouriteShelf> favourites;
    std::unique_ptr<History> history;
    std::unique_ptr<SettingsStore> settings;
};

Result<std::unique_ptr<Profile>, Profile::Error> Profile::open(const QString &directory)
{
    auto lock = ProfileLock::take(directory);
    if (!lock)
        return Failure<Error>(lock.error());
    return open(std::move(*lock));
}

Result<std::unique_ptr<Profile>, Profile::Error> Profile::open(ProfileLock lock)
{
    auto data = std::make_unique<Private>(std::move(lock));
    if (const auto opened = data->openDatabase(); !opened)
        return Failure<Error>(opened.error());
    data->load();
    return std::unique_ptr<Profile>(new Profile(std::move(data)));
}

Result<void, Profile::Error> Profile::Private::openDatabase()
{
    const QString path = directory.filePath(QLatin1String(DatabaseName));
    constexpr int patience = 20; // times Database::BusyMs
    auto opened = openForWriting(path);
    for (int i = 0; i < patience && !opened && opened.error().kind == DatabaseError::Kind::Busy; ++i)
        opened = openForWriting(path);
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
    if (opened.error().kind == DatabaseError::Kind::Busy) // to begin without its accounts would be worse
        return Failure<Error>({Error::Kind::Unusable,
            translated("Another program has the database of the profile %1 locked.").arg(directory.path())});
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
    accounts = std::make_unique<AccountShelf>(*database);
    favourites = std::make_unique<FavouriteShelf>(*database, MostFavourites);
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
    return d->accounts->accounts();
}

namespace {

StoreNotice notKept(const DatabaseError &error)
{
    return {QStringLiteral("account-not-kept"), sentence(error, translated("the account"))};
}

} // namespace

std::optional<StoreNotice> Profile::Private::storeAccounts()
{
    if (const auto stored = accounts->store(); !stored)
        return notKept(stored.error());
    if (!writable) // it is in memory alone
        return notKept({DatabaseError::Kind::NotWritable, {}});
    return std::nullopt;
}

StoredAccount Profile::addAccount(const QJsonObject &settings, std::optional<StoreNotice> *problem)
{
    const StoredAccount account = d->accounts->add(settings);
    const auto said = d->storeAccounts();
    if (problem)
        *problem = said;
    return account;
}

std::optional<StoreNotice> Profile::changeAccount(const QString &id, const QJsonObject &settings)
{
    d->accounts->change(id, settings);
    return d->storeAccounts();
}

std::optional<StoreNotice> Profile::removeAccount(const QString &id)
{
    d->accounts->remove(id);
    return d->storeAccounts();
}

QList<Favourite> Profile::favourites() const
{
    return d->favourites->favourites();
}

QString Profile::newFavouriteId()
{
    return d->favourites->newId();
}

std::optional<StoreNotice> Profile::setFavourites(const QList<Favourite> &favourites)
{
    d->favourites->set(favourites.mid(0, MostFavourites));
    const auto problem = [](const DatabaseError &error) {
        return StoreNotice{
            QStringLiteral("favourite-not-kept"), sentence(error, translated("the list of favourites"))};
    };
    if (const auto stored = d->favourites->store(); !stored)
        return problem(stored.error());
    if (!d->writable) // they are in memory alone
        return problem({DatabaseError::Kind::NotWritable, {}});
    return std::nullopt;
}

bool Profile::storeUnsaved()
{
    return d->accounts->store() && d->favourites->store() && d->settings->storeUnsaved()
        && d->history->storeUnsaved();
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
