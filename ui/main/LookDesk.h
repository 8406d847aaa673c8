#pragma once

#include "Appearance.h"

#include <memory>

namespace carillon {

class BusLink;
class Theme;

/// Passes on to the theme what the desktop wants, now and whenever it changes.
class LookDesk final : public QObject
{
    Q_OBJECT
public:
    /// @param session null: the palette of the system is all that is known.
    LookDesk(Theme &theme, BusLink *session, QObject *parent = nullptr);

private:
    void follow();

    Theme &m_theme;
    std::unique_ptr<Appearance> m_appearance;
};

} // namespace carillon
