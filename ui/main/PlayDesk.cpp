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

bool isThere(const QString &file)
{
    return QFileInfo::exists(file);
}

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
    PastCallPage &page = window.pastCall();
    connect(&page, &PastCallPage::playRequested, this, &PlayDesk::play);
    connect(&page, &PastCallPage::stopRequested, this, [this] { m_phone.media().stopPlaying(); });
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
        if (m_position->isActive() && screen != MainWindow::Screen::PastCall
            && screen != MainWindow::Screen::Settings)
            m_phone.media().stopPlaying();
    });
}

void PlayDesk::showCall(const HistoryEntry &entry, const Moment &moment)
{
    m_entry = entry;
    m_moment = moment;
    m_window.pastCall().setCall(presentPastCall(entry, moment, isThere));
    m_window.showScreen(MainWindow::Screen::PastCall);
    tellPosition();
}

// A file that went away since it was listed is said to be gone.
void PlayDesk::play(const QString &file)
{
    if (isThere(file))
        m_phone.media().play(file);
    else
        m_window.pastCall().setCall(presentPastCall(m_entry, m_moment, isThere));
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

void PlayDesk::showFolder(const QString &file) const
{
    // The nearest one that is left of its folders.
    QString folder = QFileInfo(file).absolutePath();
    while (!QFileInfo::exists(folder) && folder != QDir::rootPath())
        folder = QFileInfo(folder).absolutePath();
    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
}

} // namespace carillon
