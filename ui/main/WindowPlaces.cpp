#include "WindowPlaces.h"

#include <QEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QSettings>
#include <QWidget>

namespace carillon {
namespace {

constexpr int beside = 28; ///< two windows of one name are this far apart
constexpr QSize least(160, 40);
constexpr QSize most(16384, 16384);
const auto noScreen = QStringLiteral("-"); ///< where it stood was never known

QList<ScreenRoom> screens()
{
    QList<ScreenRoom> rooms;
    for (const QScreen *screen : QGuiApplication::screens())
        rooms.append({screen->name(), screen->availableGeometry()});
    return rooms;
}

} // namespace

RestoredPlace restoredPlace(const WindowPlace &place, const QList<ScreenRoom> &rooms)
{
    const auto screen = std::find_if(
        rooms.begin(), rooms.end(), [&](const ScreenRoom &room) { return room.name == place.screen; });
    const QSize size = place.rect.size().expandedTo(least).boundedTo(most);
    if (screen == rooms.end() || screen->available.isEmpty())
        return {rooms.isEmpty() ? size : size.boundedTo(rooms.first().available.size()), std::nullopt};
    const QRect room = screen->available;
    const QSize fitting = size.boundedTo(room.size());
    const QPoint last = room.bottomRight() - QPoint(fitting.width() - 1, fitting.height() - 1);
    const QPoint corner(std::clamp(place.rect.x(), room.left(), std::max(room.left(), last.x())),
        std::clamp(place.rect.y(), room.top(), std::max(room.top(), last.y())));
    return {fitting, corner};
}

WindowPlaces::Positions WindowPlaces::positionsHere()
{
    return QGuiApplication::platformName().startsWith(QLatin1String("wayland")) ? Positions::Desktops
                                                                                : Positions::Known;
}

WindowPlaces::WindowPlaces(QString file, Clock &clock, Positions positions, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_write(clock)
    , m_positions(positions)
{
}

WindowPlaces::~WindowPlaces()
{
    write();
}

void WindowPlaces::keep(QWidget &window, const QString &name)
{
    if (m_file.isEmpty())
        return;
    restore(window, name);
    m_kept.insert(&window, name);
    window.installEventFilter(this);
    connect(&window, &QObject::destroyed, this, [this](QObject *gone) { m_kept.remove(gone); });
}

void WindowPlaces::restore(QWidget &window, const QString &name) const
{
    const std::optional<WindowPlace> place = read(name);
    if (!place)
        return;
    const RestoredPlace restored = restoredPlace(*place, screens());
    window.resize(restored.size);
    if (restored.corner && m_positions == Positions::Known)
        window.move(freeCorner(name, *restored.corner));
    if (place->isMaximized)
        window.setWindowState(window.windowState() | Qt::WindowMaximized);
}

QPoint WindowPlaces::freeCorner(const QString &name, QPoint corner) const
{
    const auto isTaken = [&](QPoint point) {
        for (auto it = m_kept.begin(); it != m_kept.end(); ++it) {
            const auto *window = static_cast<const QWidget *>(it.key());
            if (it.value() == name && window->isVisible()
                && (window->pos() - point).manhattanLength() < beside)
                return true;
        }
        return false;
    };
    for (qsizetype tries = 0; tries < m_kept.size() && isTaken(corner); ++tries)
        corner += QPoint(beside, beside);
    return corner;
}

std::optional<WindowPlace> WindowPlaces::read(const QString &name) const
{
    if (const auto changed = m_changed.constFind(name); changed != m_changed.constEnd())
        return *changed;
    QSettings file(m_file, QSettings::IniFormat);
    file.beginGroup(name);
    const WindowPlace place{file.value(QStringLiteral("place")).toRect(),
        file.value(QStringLiteral("screen")).toString(), file.value(QStringLiteral("maximized")).toBool()};
    return place.rect.isEmpty() ? std::nullopt : std::optional(place);
}

void WindowPlaces::write()
{
    m_write.stop();
    if (m_changed.isEmpty())
        return;
    QSettings file(m_file, QSettings::IniFormat);
    for (auto it = m_changed.begin(); it != m_changed.end(); ++it) {
        file.beginGroup(it.key());
        file.setValue(QStringLiteral("place"), it->rect);
        file.setValue(QStringLiteral("screen"), it->screen);
        file.setValue(QStringLiteral("maximized"), it->isMaximized);
        file.endGroup();
    }
    m_changed.clear();
}

WindowPlace WindowPlaces::placeOf(const QWidget &window, const QString &name) const
{
    WindowPlace place{QRect(window.pos(), window.size()), window.screen()->name(), window.isMaximized()};
    if (place.isMaximized) // as large as it was before is what it shall become again
        place.rect = window.normalGeometry().isEmpty() ? place.rect : window.normalGeometry();
    if (m_positions == Positions::Known)
        return place;
    // Where it stood in another session holds there again; without one there is no screen to come back to.
    const WindowPlace before = read(name).value_or(WindowPlace{{}, noScreen, false});
    place.rect.moveTopLeft(before.rect.topLeft());
    place.screen = before.screen;
    return place;
}

bool WindowPlaces::eventFilter(QObject *watched, QEvent *event)
{
    const bool isNews = event->type() == QEvent::Move || event->type() == QEvent::Resize
        || event->type() == QEvent::WindowStateChange;
    const auto kept = m_kept.constFind(watched);
    if (!isNews || kept == m_kept.constEnd())
        return false;
    const auto &window = *static_cast<const QWidget *>(watched);
    if (!window.isVisible() || window.isMinimized() || window.isFullScreen())
        return false;
    m_changed.insert(*kept, placeOf(window, *kept));
    m_write.start(writeAfter, [this] { write(); });
    return false;
}

} // namespace carillon
