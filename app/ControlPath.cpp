#include "ControlPath.h"

#include "ProfileLock.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <sys/stat.h>
#include <unistd.h>

namespace carillon {

namespace {

// QLocalServer binds under a temporary name beside the final one first.
constexpr qsizetype MaxPathBytes = 107 - 12;

QString shortName(const QString &profileDirectory)
{
    const QByteArray hash = QCryptographicHash::hash(profileDirectory.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.first(10).toHex());
}

} // namespace

QStringList controlPaths(const QString &profileDirectory)
{
    const QString directory = canonicalDirectory(profileDirectory);
    QStringList paths{directory + QStringLiteral("/control.sock")};
    if (const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR"); !runtime.isEmpty())
        paths.append(QStringLiteral("%1/carillon-%2.sock").arg(runtime, shortName(directory)));
    paths.append(QStringLiteral("/tmp/carillon-%1/%2.sock").arg(geteuid()).arg(shortName(directory)));
    paths.removeIf([](const QString &path) { return QFile::encodeName(path).size() > MaxPathBytes; });
    return paths;
}

bool isPrivatePlace(const QString &path)
{
    const QByteArray directory = QFile::encodeName(QFileInfo(path).path());
    if (QFileInfo(path).path().startsWith(QStringLiteral("/tmp/carillon-%1").arg(geteuid())))
        ::mkdir(directory.constData(), 0700);
    struct stat state {
    };
    // lstat: in a folder for everybody another user could have put a link there.
    return ::lstat(directory.constData(), &state) == 0 && S_ISDIR(state.st_mode) && state.st_uid == geteuid()
        && (state.st_mode & 0022) == 0;
}

} // namespace carillon
