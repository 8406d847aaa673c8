#include "PlayDesk.h"

#include "MainWindow.h"
#include "PastCallPage.h"
#include "Phone.h"
#include "PhoneMedia.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QTimer>
#include <QUrl>

namespace carillon {
namespace {

constexpr int positionEveryMs = 250;
constexpr qsizetype mostFolders = 64; ///< above each other, of which the nearest that is left is opened

} // namespace

PlayDesk::PlayDesk(Phone &phone, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_window(window)
    , m_position(new QTimer(this))
{
    m_position->setInterval(positionEveryMs);
    connect(m_position, &QTimer::timeout, this, &PlayDesk::tellPosition);
    connect(&phone.media(), &PhoneMedia::playingChanged, this, &PlayDesk::follow);
    connect(&phone.media(), &PhoneMedia::filesFound, this, &PlayDesk::filesFound);
    PastCallPage &page = window.pastCall();
    connect(&page, &PastCallPage::playRequested, this, &PlayDesk::play);
    connect(&page, &PastCallPage::stopRequested, this, [this] {
        m_wanted.clear();
        m_phone.media().stopPlaying();
    });
    connect(&page, &PastCallPage::folderRequested, this, &PlayDesk::showFolder);
    connect(&page, &PastCallPage::callRequested, this, [this] {
        m_window.showScreen(MainWindow::Screen::Calls);
        Q_EMIT callRequested(m_entry.remoteUri, m_entry.accountId);
    });
    connect(&window.settingsPage(), &SettingsPage::playRequested, this,
        [this](const QString &file) { m_phone.media().play(file); });
    connect(&window.settingsPage(), &SettingsPage::stopRequested, this,
        [this] { m_phone.media().stopPlaying(); });
    // Nobody can stop what plays behind another screen.
    connect(&window, &MainWindow::screenChanged, this, [this] {
        const auto screen = m_window.screen();
        if (screen != MainWindow::Screen::PastCall)
            m_wanted.clear();
        if (m_position->isActive() && screen != MainWindow::Screen::PastCall
            && screen != MainWindow::Screen::Settings)
            m_phone.media().stopPlaying();
    });
}

// Shown at once, as if its recordings were there: the disk is not waited for.
void PlayDesk::showCall(const HistoryEntry &entry, const Moment &moment)
{
    m_entry = entry;
    m_moment = moment;
    m_wanted.clear();
    m_window.pastCall().setCall(presentPastCall(entry, moment, [](const QString &) { return true; }));
    m_window.showScreen(MainWindow::Screen::PastCall);
    tellPosition();
    if (!entry.recordings.isEmpty())
        m_phone.media().findFiles(entry.recordings);
}

// A file that went away since it was listed is said to be gone.
void PlayDesk::play(const QString &file)
{
    m_wanted = file;
    m_phone.media().findFiles(m_entry.recordings);
}

void PlayDesk::filesFound(const QStringList &asked, const QStringList &there)
{
    if (asked == m_folders)
        openFolder(there);
    if (asked != m_entry.recordings)
        return;
    m_window.pastCall().setCall(
        presentPastCall(m_entry, m_moment, [&](const QString &file) { return there.contains(file); }));
    if (const QString wanted = std::exchange(m_wanted, {}); there.contains(wanted))
        m_phone.media().play(wanted);
    tellPosition();
}

void PlayDesk::follow()
{
    if (m_phone.media().playing().file.isEmpty())
        m_position->stop();
    else
        m_position->start();
    tellPosition();
}

void PlayDesk::tellPosition()
{
    const PhoneMedia::Playing now = m_phone.media().playing();
    m_window.pastCall().setPlaying(now.file, now.positionMs, now.durationMs);
    m_window.settingsPage().setPlaying(now.file);
}

// The nearest one that is left of its folders.
void PlayDesk::showFolder(const QString &file)
{
    m_folders.clear();
    for (QString path = file; m_folders.size() < mostFolders && path != QDir::rootPath();) {
        path = QFileInfo(path).absolutePath();
        m_folders.append(path);
    }
    m_phone.media().findFiles(m_folders);
}

void PlayDesk::openFolder(const QStringList &there)
{
    m_folders.clear();
    if (!there.isEmpty())
        QDesktopServices::openUrl(QUrl::fromLocalFile(there.constFirst()));
}

} // namespace carillon
