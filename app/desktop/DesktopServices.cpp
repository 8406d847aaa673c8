#include "DesktopServices.h"

#include "Phone.h"
#include "SettingsStore.h"

namespace carillon {

DesktopServices::DesktopServices(Phone &phone, const Environment &environment, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_actions(phone)
    , m_hooks(phone)
    , m_players(environment.session)
    , m_awake(environment.session, environment.system)
    , m_shortcuts(phone, environment.session, environment.display)
    , m_headsets(phone, environment.headsets)
{
    for (const auto signal : {&Phone::callAdded, &Phone::callChanged})
        connect(&m_phone, signal, this, &DesktopServices::followCalls);
    connect(&m_phone.settings(), &SettingsStore::changed, this, [this](const QString &key) {
        if (key == QLatin1String("pausePlayers") || key == QLatin1String("keepAwake"))
            followCalls();
    });
}

bool DesktopServices::isOn(const char *key) const
{
    return m_phone.settings().value(QLatin1String(key)) != QLatin1String("off");
}

void DesktopServices::followCalls()
{
    const bool isLive = m_actions.isAnyLive();
    if (isLive && isOn("pausePlayers"))
        m_players.pause();
    else
        m_players.resume();
    if (isLive && isOn("keepAwake"))
        m_awake.hold();
    else
        m_awake.release();
}

} // namespace carillon
