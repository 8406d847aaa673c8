#pragma once

#include "Theme.h"

#include <QIcon>

class QPainter;

namespace carillon {

/// The drawings in resources/icons, each in one colour.
enum class Icon {
    Add,
    Back,
    Bell,
    Check,
    Close,
    Collapse,
    Expand,
    Failed,
    Folder,
    HandOver,
    HangUp,
    Hold,
    Incoming,
    Keypad,
    Link,
    Lock,
    LockOpen,
    Loudspeaker,
    Menu,
    Microphone,
    MicrophoneOff,
    Missed,
    More,
    Outgoing,
    Pending,
    Person,
    Phone,
    Record,
    Remove,
    Resume,
    Search,
    Settings,
    Show,
    Silence,
    Star,
    StarFull,
    Stop,
    Undo,
    Warning,
    Working
};

/// Draws the SVG in @p color, sharp at the painter's scale. What points along the line, as an arrow back, is
/// mirrored where the layout runs from the right. GUI thread.
void paintIcon(
    QPainter &painter, const QRect &rect, Icon icon, const QColor &color, Qt::LayoutDirection layout);
/// In the direction of the application.
void paintIcon(QPainter &painter, const QRect &rect, Icon icon, const QColor &color);
/// An icon for menus and fields which takes its colour from the application's palette each time it is
/// painted.
QIcon themedIcon(Icon icon, Tone tone = Tone::Text);
/// Drawings on a tile of their own, which are seen on a panel of any colour.
enum class Tile { Application, TrayOffline, TrayQuiet, TrayRinging, TrayInCall, TrayMuted };
/// With a number in its corner when @p badge is above 0.
QIcon tileIcon(Tile tile, int badge = 0);
/// The program's icon.
QIcon applicationIcon();

} // namespace carillon
