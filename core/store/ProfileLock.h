#pragma once

#include "Result.h"

#include <QString>

namespace carillon {

/// Why a profile cannot be had.
struct ProfileError {
    enum class Kind { InUse, NewerVersion, Unusable } kind = Kind::Unusable;
    QString sentence;
};

/// The one name of a profile's folder: absolute, and links resolved as far as it exists.
QString canonicalDirectory(const QString &path);

/// That a profile is ours: the folder, made private, with a lock that the system takes back when the process
/// ends in any way. Needs no application. Movable; any thread.
class ProfileLock final
{
public:
    /// Makes the folder when there is none. @returns InUse while another process has it.
    static Result<ProfileLock, ProfileError> take(const QString &directory);
    ProfileLock(ProfileLock &&other) noexcept;
    ProfileLock &operator=(ProfileLock &&other) noexcept;
    ~ProfileLock();
    QString directory() const { return m_directory; } ///< canonical
    /// False where nothing can be locked: no folder and no right to make one, or a file system without locks.
    bool isHeld() const { return m_file >= 0; }

private:
    ProfileLock(QString directory, int file);
    QString m_directory;
    int m_file = -1;
};

} // namespace carillon
