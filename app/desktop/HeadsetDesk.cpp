#include "HeadsetDesk.h"

#include "Phone.h"
#include "SettingsStore.h"

namespace carillon {

HeadsetDesk::HeadsetDesk(Phone &phone, HeadsetWatch::Place place, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_actions(phone)
    , m_watch(phone.clock(), std::move(place))
{
    connect(&m_watch, &HeadsetWatch::hookChanged, this, &HeadsetDesk::hookChanged);
    connect(&m_watch, &HeadsetWatch::muteToggled, this, [this] {
        (void)m_actions.toggleMute();
        showCalls();
    });
    connect(&m_watch, &HeadsetWatch::muteSwitched, this, [this](bool isMuted) {
        (void)m_actions.setMuted(isMuted);
        showCalls();
    });
    for (const auto signal : {&Phone::callAdded, &Phone::callChanged})
        connect(&m_phone, signal, this, &HeadsetDesk::showCalls);
    connect(&m_phone, &Phone::callRemoved, this, &HeadsetDesk::showCalls);
    connect(&m_phone.settings(), &SettingsStore::changed, this, [this](const QString &key) {
        if (key == QLatin1String("headset"))
            applySetting();
    });
    applySetting();
}

void HeadsetDesk::applySetting()
{
    m_watch.setEnabled(m_phone.settings().value(QStringLiteral("headset")) != QLatin1String("off"));
}

void HeadsetDesk::showCalls()
{
    HeadsetLayout::Lights lights;
    lights.ringing = m_actions.ringing() != nullptr;
    if (const Call *call = m_actions.current()) {
        const CallStanding state = call->standing();
        lights.held = state.heldLocal;
        lights.offHook = true;
        lights.muted = state.muted;
    }
    m_watch.setLights(lights);
}

/// One that is answered by the button holds the other; one that is hung up leaves the one that rings.
void HeadsetDesk::hookChanged(bool isOffHook)
{
    if (isOffHook)
        (void)m_actions.answer();
    else if (m_actions.current())
        (void)m_actions.hangUp();
    showCalls(); // nothing was there to be done: the headset is told how it stands
}

} // namespace carillon
