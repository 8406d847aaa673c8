#pragma once

#include "Favourite.h"
#include "ProfileLock.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <memory>
#include <optional>

namespace carillon {

class History;
class SettingsStore;

/// Something a person should be told once: the same shape as Phone::noticed().
struct StoreNotice {
    QString code; ///< "profile-read-only", "database-set-aside", "disk-full" ...
    QString sentence;
    friend bool operator==(const StoreNotice &, const StoreNotice &) = default;
};

/// An account as the database keeps it; what stands in the object is the phone's affair. Never a password.
struct StoredAccount {
    QString id;            ///< "a1"; a number is never given twice
    QByteArray instanceId; ///< urn:uuid:..., RFC 5626 §4.1; stays the same for ever
    QJsonObject settings;
    friend bool operator==(const StoredAccount &, const StoredAccount &) = default;
};

/// One directory with everything of one phone: lock, SQLite database, control socket. Mode 0700, its files
/// 0600. Core thread.
///
/// What was stored is on disk when the call returns (WAL, synchronous=FULL): killing the process at any time
/// loses nothing of it. A damaged database is set aside under another name and a new one begun; a directory
/// that cannot be written is read, and changes then last until the program ends. Both are said by notices().
class Profile final
{
public:
    using Error = ProfileError;
    static constexpr int SchemaVersion = 6;
    static constexpr int MostFavourites = 64;

    /// @returns InUse while another process has it.
    static Result<std::unique_ptr<Profile>, Error> open(const QString &directory);
    /// The one that is locked.
    static Result<std::unique_ptr<Profile>, Error> open(ProfileLock lock);
    Profile(const Profile &) = delete;
    Profile &operator=(const Profile &) = delete;
    ~Profile();

    QString directory() const;  ///< absolute, links resolved
    QString identifier() const; ///< random, made once: tells profiles apart in the keychain
    bool isWritable() const;
    QList<StoreNotice> notices() const; ///< what open() met

    QList<StoredAccount> accounts() const; ///< in the order in which they were added
    /// With a new id and a new instance. When it could not be kept on disk @p problem says so; it is then
    /// remembered until the program ends or storeUnsaved() succeeds. So are changes of the other kinds.
    StoredAccount addAccount(const QJsonObject &settings, std::optional<StoreNotice> *problem = nullptr);
    std::optional<StoreNotice> changeAccount(const QString &id, const QJsonObject &settings);
    std::optional<StoreNotice> removeAccount(const QString &id);

    QList<Favourite> favourites() const; ///< in their order
    QString newFavouriteId();            ///< "f1"; never given twice
    /// All of them, at most MostFavourites; kept as the accounts are.
    std::optional<StoreNotice> setFavourites(const QList<Favourite> &favourites);

    /// Tries again to store what a full disk or a busy database refused. @returns whether all is stored.
    bool storeUnsaved();

    History &history() const;
    SettingsStore &settings() const;

private:
    class Private;
    explicit Profile(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace carillon
