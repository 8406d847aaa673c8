#pragma once

class QWidget;

namespace carillon {

/// Says to the window manager of an X display that this window is a notification, and how to treat it where
/// it knows none of those. Qt 6.4 says no more than that it is a tool. Between its making and its being
/// shown: in showEvent(). Elsewhere nothing happens.
void markAsNotification(const QWidget &window);

} // namespace carillon
