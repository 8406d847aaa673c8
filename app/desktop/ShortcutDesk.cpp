#include "ShortcutDesk.h"

#include "Phone.h"
#include "SettingsStore.h"

namespace carillon {

namespace {

QList<Shortcut> mediaKeys()
{
    QList<Shortcut> keys;
    const auto add = [&](const char *id, const char *key) {
        if (const auto chord = KeyChord::parse(QLatin1String(key)))
            keys.append({QLatin1String(id), *chord, {}});
    };
    add("media-play", "Media Play");
    add("media-mute", "Volume Mute");
    add("media-mute", "Microphone Mute");
    return keys;
}

} // namespace

ShortcutDesk::ShortcutDesk(Phone &phone, BusLink &bus, const GlobalShortcuts::Place &place, QObject *parent)
    : QObject(parent)
    , m_phone(phone)
    , m_actions(phone)
    , m_shortcuts(bus, place)
{
    connect(&m_shortcuts, &GlobalShortcuts::activated, this, &ShortcutDesk::pressed);
    connect(&m_shortcuts, &GlobalShortcuts::refused, this,
        [this](const QString &sentence) { m_phone.notice(QStringLiteral("hotkey-refused"), sentence); });
    for (const auto signal : {&Phone::callAdded, &Phone::callChanged})
        connect(&m_phone, signal, this, &ShortcutDesk::followCalls);
    connect(&m_phone.settings(), &SettingsStore::changed, this, [this](const QString &key) {
        if (key == QLatin1String("globalHotkeys") || key.startsWith(QLatin1String("hotkey")))
            applySettings();
    });
    applySettings();
}

QString ShortcutDesk::value(const char *key) const
{
    return m_phone.settings().value(QLatin1String(key));
}

void ShortcutDesk::applySettings()
{
    m_isOn = value("globalHotkeys") == QLatin1String("on");
    QList<Shortcut> wanted;
    const auto add = [&](const char *id, const char *key, const QString &description) {
        const QString text = value(key);
        const auto chord = KeyChord::parse(text);
        if (!m_isOn || text.isEmpty())
            return;
        if (chord && chord->isSafeToGrab())
            wanted.append({QLatin1String(id), *chord, description});
        else
            m_phone.notice(QStringLiteral("hotkey-refused"),
                tr("%1 cannot be a key combination for the whole desktop.").arg(text));
    };
    add("answer", "hotkeyAnswer", tr("Answer the call"));
    add("hang-up", "hotkeyHangUp", tr("Hang up"));
    add("mute", "hotkeyMute", tr("Mute the microphone"));
    m_shortcuts.bind(wanted);
    followCalls();
}

void ShortcutDesk::followCalls()
{
    const bool wanted = m_isOn && m_actions.isAnyLive();
    if (wanted == std::exchange(m_hasMediaKeys, wanted))
        return;
    m_shortcuts.bindMediaKeys(wanted ? mediaKeys() : QList<Shortcut>());
}

/// The key with the triangle is the button of a headset on a cable: it answers and it hangs up.
void ShortcutDesk::pressed(const QString &id)
{
    if (id == QLatin1String("answer") || (id == QLatin1String("media-play") && m_actions.ringing()))
        (void)m_actions.answer();
    else if (id == QLatin1String("hang-up") || id == QLatin1String("media-play"))
        (void)m_actions.hangUp();
    else
        (void)m_actions.toggleMute();
}

} // namespace carillon
