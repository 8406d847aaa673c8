#include "Autostart.h"

#include "BackgroundPortal.h"
#include "DesktopEntry.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace carillon {
namespace {

constexpr qint64 longestFile = 64 * 1024;
const auto fileName = QStringLiteral("/autostart/org.carillon.Carillon.desktop");

QStringList listOf(const char *variable, const char *otherwise = "")
{
    const QString value = qEnvironmentVariable(variable);
    return (value.isEmpty() ? QString::fromLatin1(otherwise) : value)
        .split(QLatin1Char(':'), Qt::SkipEmptyParts);
}

QString missing(const QString &what)
{
    return Autostart::tr("%1 cannot be written, so the session does not start Carillon.").arg(what);
}

} // namespace

AutostartPlaces AutostartPlaces::ofSession(const QString &profile)
{
    AutostartPlaces places;
    places.configHome = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    places.systemConfig = listOf("XDG_CONFIG_DIRS", "/etc/xdg");
    places.desktops = listOf("XDG_CURRENT_DESKTOP");
    // Of an AppImage what is running lies in a place that is gone after the end.
    const QString image = qEnvironmentVariable("APPIMAGE");
    places.binary = image.isEmpty() ? QCoreApplication::applicationFilePath() : image;
    places.arguments = QStringList{QStringLiteral("--background")};
    if (!profile.isEmpty())
        places.arguments << QStringLiteral("--profile") << profile;
    places.isSandboxed = QFile::exists(QStringLiteral("/.flatpak-info"));
    return places;
}

Autostart::Autostart(AutostartPlaces places, BackgroundPortal *portal, QObject *parent)
    : QObject(parent)
    , m_places(std::move(places))
    , m_portal(portal)
{
    if (m_places.isSandboxed) {
        if (m_portal)
            connect(m_portal, &BackgroundPortal::granted, this,
                [this](bool starts) { setState(starts ? State::On : State::Off); });
        return;
    }
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &Autostart::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &Autostart::look);
    m_state = read();
    watch();
}

QString Autostart::file() const
{
    return m_places.configHome + fileName;
}

QString Autostart::systemFile() const
{
    for (const QString &directory : m_places.systemConfig) {
        if (QFile::exists(directory + fileName))
            return directory + fileName;
    }
    return {};
}

// The user's own file stands in the place of those of the system, whatever it says.
Autostart::State Autostart::read() const
{
    if (QFile::exists(file()))
        return stateIn(file());
    const QString ofSystem = systemFile();
    return ofSystem.isEmpty() ? State::Off : stateIn(ofSystem);
}

Autostart::State Autostart::stateIn(const QString &path) const
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || file.size() > longestFile)
        return State::Unknown;
    const DesktopEntry entry = DesktopEntry::parse(file.read(longestFile));
    return entry.startsIn(m_places.desktops) ? State::On : State::Off;
}

Result<void, QString> Autostart::setEnabled(bool enabled)
{
    if (m_places.isSandboxed) {
        if (!m_portal)
            return Failure<QString>(tr("Carillon runs in a sandbox, and there is nobody to ask outside."));
        m_portal->ask({enabled, QStringList{QStringLiteral("carillon")} + m_places.arguments,
            tr("Carillon can take calls as soon as you log in.")});
        return {};
    }
    const Result<void, QString> done = enabled ? enable() : disable();
    look();
    return done;
}

Result<void, QString> Autostart::enable()
{
    QStringList words;
    for (const QString &word : QStringList{m_places.binary} + m_places.arguments) {
        const auto quoted = DesktopEntry::execWord(word);
        if (!quoted)
            return Failure<QString>(
                tr("The path of the program holds characters that no session can start."));
        words.append(*quoted);
    }
    DesktopEntry entry;
    entry.values = {{QStringLiteral("Type"), QStringLiteral("Application")},
        {QStringLiteral("Name"), QStringLiteral("Carillon")},
        {QStringLiteral("Exec"), words.join(QLatin1Char(' '))}, {QStringLiteral("TryExec"), m_places.binary},
        {QStringLiteral("Icon"), QStringLiteral("org.carillon.Carillon")},
        {QStringLiteral("Terminal"), QStringLiteral("false")},
        {QStringLiteral("X-GNOME-Autostart-enabled"), QStringLiteral("true")}};
    return write(entry.toBytes());
}

// One of the system would count again when ours was gone: that one is hidden.
Result<void, QString> Autostart::disable()
{
    if (!systemFile().isEmpty()) {
        DesktopEntry entry;
        entry.values = {{QStringLiteral("Type"), QStringLiteral("Application")},
            {QStringLiteral("Name"), QStringLiteral("Carillon")},
            {QStringLiteral("Hidden"), QStringLiteral("true")}};
        return write(entry.toBytes());
    }
    if (QFileInfo(file()).isSymLink() || QFile::exists(file())) {
        if (!QFile::remove(file()))
            return Failure<QString>(
                tr("%1 cannot be removed, so the session goes on starting Carillon.").arg(file()));
    }
    return {};
}

Result<void, QString> Autostart::write(const QByteArray &text)
{
    if (!QDir().mkpath(QFileInfo(file()).path()))
        return Failure<QString>(missing(QFileInfo(file()).path()));
    QSaveFile target(file());
    if (!target.open(QIODevice::WriteOnly) || target.write(text) != text.size() || !target.commit())
        return Failure<QString>(missing(file()));
    return {};
}

void Autostart::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT changed();
}

void Autostart::look()
{
    watch();
    setState(read());
}

// What does not exist yet is seen by the directory in which it would be made. A file that is replaced is a
// new one, which has to be watched anew.
void Autostart::watch()
{
    const QString directory = QFileInfo(file()).path();
    QString existing = directory;
    while (!QFileInfo(existing).isDir() && !QFileInfo(existing).isRoot())
        existing = QFileInfo(existing).path();
    QStringList wanted{existing};
    if (existing == directory && QFile::exists(file()))
        wanted.append(file());
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString &path : watched) {
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    }
    for (const QString &path : std::as_const(wanted)) {
        if (!watched.contains(path) || path == file())
            m_watcher.addPath(path);
    }
}

} // namespace carillon
