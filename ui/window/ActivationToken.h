#pragma once

class QString;
class QWidget;

namespace carillon {

/// Hands the leave of the desktop to come to the front on to @p window, which is about to be raised: under
/// Wayland by the environment, where Qt looks for it, under X11 as the startup id of the window. Elsewhere
/// nothing happens.
void useActivationToken(QWidget &window, const QString &token);

} // namespace carillon
