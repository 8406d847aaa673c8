#pragma once

#include "Clock.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QRect>
#include <QString>
#include <optional>

class QWidget;

namespace carillon {

/// Where a window stood.
struct WindowPlace {
    QRect rect; ///< corner of the frame, size without it
    QString screen;
    bool isMaximized = false;
    friend bool operator==(const WindowPlace &, const WindowPlace &) = default;
};
struct ScreenRoom {
    QString name;
    QRect available;
};
/// Where it may stand again: wholly on its screen, or, where that is gone, only as large as it was, wherever
/// the desktop puts it. Pure.
struct RestoredPlace {
    QSize size;
    std::optional<QPoint> corner;
};
RestoredPlace restoredPlace(const WindowPlace &place, const QList<ScreenRoom> &screens);

/// Remembers position, size and screen of windows in a file of the profile. Where there is no file, for
/// nobody.
class WindowPlaces final : public QObject
{
    Q_OBJECT
public:
    static constexpr Milliseconds writeAfter{1000};
    enum class Positions { Known, Desktops }; ///< Desktops: no window knows or chooses where it stands
    static Positions positionsHere();
    /// @param file empty: nothing is remembered
    WindowPlaces(
        QString file, Clock &clock, Positions positions = positionsHere(), QObject *parent = nullptr);
    ~WindowPlaces() override;
    /// Puts a window that is not shown yet where the last one of this @p name stood, and remembers it from
    /// now on. One beside another of its name stands a little off.
    void keep(QWidget &window, const QString &name);
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::optional<WindowPlace> read(const QString &name) const;
    void write();
    void restore(QWidget &window, const QString &name) const;
    QPoint freeCorner(const QString &name, QPoint corner) const;
    WindowPlace placeOf(const QWidget &window, const QString &name) const;

    QString m_file;
    Timer m_write;
    Positions m_positions;
    QHash<QObject *, QString> m_kept;
    QHash<QString, WindowPlace> m_changed; ///< not written yet
};

} // namespace carillon
