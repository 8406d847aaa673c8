#pragma once

#include "SoundPresentation.h"

#include <chrono>
#include <functional>
#include <optional>

namespace carillon {

/// Where the settings read and write; set() answers like SettingsStore::set(): empty, or why it is refused.
struct SettingsAccess {
    std::function<QString(const QString &key)> value;
    std::function<QString(const QString &key, const QString &value)> set;
    /// Those that there are for @p role now.
    std::function<QList<DeviceChoice>(SoundRole role)> devices = {};
    /// A setting that is not known has no row. Null: all are.
    std::function<bool(const QString &key)> isKnown = {};
    struct NamedAccount {
        QString id;
        QString name;
    };
    std::function<QList<NamedAccount>()> accounts = {};
    /// What would be dialled for what is typed, or why nothing. Null: nobody can tell.
    std::function<QString(const QString &typed)> previewDial = {};
    /// For so long, or until it is taken back. Null: it is but on or off. @returns empty, or why not.
    std::function<QString(bool on, std::optional<std::chrono::minutes> time)> setDoNotDisturb = {};
};

/// Whether the program starts with the session: no setting, but what the desktop says.
struct SessionStart {
    enum class State { Off, On, Unknown };
    std::function<State()> state = {};
    std::function<QString(bool on)> setEnabled = {}; ///< @returns empty, or one sentence why not
};

/// Of something with `State state() const` {Off, On, Unknown} and `Result<void, QString> setEnabled(bool)`
/// that outlives it. Whoever hears its `changed()` reloads the settings.
template <typename Autostart>
SessionStart sessionStartOf(Autostart &autostart)
{
    return {[&autostart] {
                switch (autostart.state()) { // no default: a new state must break this build
                case Autostart::State::Off: return SessionStart::State::Off;
                case Autostart::State::On: return SessionStart::State::On;
                case Autostart::State::Unknown: return SessionStart::State::Unknown;
                }
                Q_UNREACHABLE();
            },
        [&autostart](bool on) {
            const auto done = autostart.setEnabled(on);
            return done ? QString() : QString(done.error());
        }};
}

} // namespace carillon
