#pragma once

#include <QString>

class QWidget;

namespace carillon {

/// Makes a screen reader say @p sentence now, wherever the keyboard is. @p place: what shows it; while its
/// window is hidden nothing is said. Qt 6.4 keeps QAccessible::Alert from the bus of Linux, so this is what a
/// notification does there: it comes to be shown.
void announce(QWidget &place, const QString &sentence);

} // namespace carillon
