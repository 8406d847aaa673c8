#include "LookDesk.h"

#include "Theme.h"

namespace carillon {
namespace {

Theme::Wish::Scheme schemeOf(Appearance::Scheme scheme)
{
    switch (scheme) { // no default: a new scheme must break this build
    case Appearance::Scheme::Unknown: return Theme::Wish::Scheme::Unknown;
    case Appearance::Scheme::Light: return Theme::Wish::Scheme::Light;
    case Appearance::Scheme::Dark: return Theme::Wish::Scheme::Dark;
    }
    Q_UNREACHABLE();
}

} // namespace

LookDesk::LookDesk(Theme &theme, BusLink *session, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
{
    if (!session)
        return;
    m_appearance = std::make_unique<Appearance>(*session);
    connect(m_appearance.get(), &Appearance::changed, this, &LookDesk::follow);
    follow();
}

void LookDesk::follow()
{
    m_theme.setWish({schemeOf(m_appearance->scheme()), m_appearance->wantsContrast()});
}

} // namespace carillon
