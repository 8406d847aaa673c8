#include "ActivationLeave.h"

#include "ActivationToken.h"

#include <QWidget>

namespace carillon {

ActivationLeave::ActivationLeave(Clock &clock, Use use)
    : m_clock(clock)
    , m_use(use ? std::move(use) : Use(useActivationToken))
{
}

void ActivationLeave::give(const QString &token)
{
    m_token = token;
    m_since = m_clock.now();
}

bool ActivationLeave::isGiven() const
{
    return !m_token.isEmpty() && m_clock.now() - m_since < lifetime;
}

// Before it is shown: a window manager reads the token when the window comes.
void ActivationLeave::bringForward(QWidget &window)
{
    const bool isWithToken = isGiven();
    const QString token = std::exchange(m_token, {});
    if (isWithToken)
        m_use(window, token);
    if (window.isMinimized())
        window.showNormal();
    window.show();
    window.raise();
    window.activateWindow();
    if (isWithToken)
        m_use(window, {}); // where nobody took it, it is not left lying about
}

} // namespace carillon
