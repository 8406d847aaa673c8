#pragma once

class QString;
class QWidget;

namespace carillon {

/// Hands the leave of the desktop to come to the front on to @p window, which is about to be raised: under
/// Wayland by the environment, where Qt looks for it when a window is activated, and takes it away then;
/// under X11 as the startup id of the window. Elsewhere nothing happens. An empty @p token takes out of the
/// environment what no compositor was there to hear of: programs that we start are not to find it.
void useActivationToken(QWidget &window, const QString &token);

} // namespace carillon
