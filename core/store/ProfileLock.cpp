#include "ProfileLock.h"

#include <QCoreApplication>
#include <QDir>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace carillon {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("carillon", text);
}

enum class Folder { Ready, NotWritable, Unusable };

/// Makes the folder, for the owner only. One that existed is made private when it is a profile already or an
/// empty one of ours: `--profile /tmp` must not lock everybody out of /tmp.
Folder prepare(const QDir &folder)
{
    const auto forOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    const QFileInfo info(folder.path());
    if (info.exists() && !info.isDir())
        return Folder::Unusable;
    if (info.exists()) {
        const bool isProfile = folder.exists(QStringLiteral("carillon.db"));
        const bool isFresh = info.ownerId() == geteuid()
            && folder.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
        if (isProfile || isFresh)
            QFile::setPermissions(folder.path(), QFile::permissions(folder.path()) & forOwner);
        return Folder::Ready;
    }
    errno = 0;
    if (QDir().mkpath(info.path()) && QDir().mkdir(folder.path(), forOwner))
        return Folder::Ready;
    return errno == EROFS || errno == ENOSPC || errno == EDQUOT || errno == EACCES ? Folder::NotWritable
                                                                                   : Folder::Unusable;
}

/// What is locked: a file of ours, or the folder itself where none can be made.
int openLock(const QDir &folder)
{
    const QByteArray path = QFile::encodeName(folder.filePath(QStringLiteral("lock")));
    int file = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        file = ::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        file = ::open(QFile::encodeName(folder.path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return file;
}

} // namespace

QString canonicalDirectory(const QString &path)
{
    QString existing = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    QStringList rest;
    while (QFileInfo(existing).canonicalFilePath().isEmpty() && existing != QLatin1String("/")) {
        rest.prepend(QFileInfo(existing).fileName());
        existing = QFileInfo(existing).path();
    }
    return QDir::cleanPath(
        (QStringList{QFileInfo(existing).canonicalFilePath()} + rest).join(QLatin1Char('/')));
}

Result<ProfileLock, ProfileError> ProfileLock::take(const QString &directory)
{
    const QDir folder(canonicalDirectory(directory));
    const Folder state = prepare(folder);
    if (state == Folder::Unusable)
        return Failure<ProfileError>({ProfileError::Kind::Unusable,
            translated("The profile folder %1 cannot be made or is not a folder.").arg(folder.path())});
    ProfileLock lock(folder.path(), state == Folder::Ready ? openLock(folder) : -1);
    if (lock.isHeld() && ::flock(lock.m_file, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return Failure<ProfileError>({ProfileError::Kind::InUse,
                translated("Carillon runs already with the profile %1.").arg(folder.path())});
        ::close(std::exchange(lock.m_file, -1));
    }
    return lock;
}

ProfileLock::ProfileLock(QString directory, int file)
    : m_directory(std::move(directory))
    , m_file(file)
{
}

ProfileLock::ProfileLock(ProfileLock &&other) noexcept
    : m_directory(std::move(other.m_directory))
    , m_file(std::exchange(other.m_file, -1))
{
}

ProfileLock &ProfileLock::operator=(ProfileLock &&other) noexcept
{
    std::swap(m_directory, other.m_directory);
    std::swap(m_file, other.m_file);
    return *this;
}

/// The file stays: whoever removed it could take it away from one who has just opened it.
ProfileLock::~ProfileLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

} // namespace carillon
