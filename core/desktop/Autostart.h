#pragma once

#include "Result.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>

namespace carillon {

class BackgroundPortal;

/// Where the session looks for what it starts, and what it shall start.
struct AutostartPlaces {
    QString configHome;       ///< XDG_CONFIG_HOME
    QStringList systemConfig; ///< XDG_CONFIG_DIRS, the most important first
    QStringList desktops;     ///< XDG_CURRENT_DESKTOP
    QString binary;           ///< absolute
    QStringList arguments;    ///< --background, and --profile DIR where it is not the usual one
    bool isSandboxed = false; ///< then only the portal can do it
    /// Of this process. @param profile empty: the usual one.
    static AutostartPlaces ofSession(const QString &profile);
};

/// Whether the session starts the phone when it begins: the state of its autostart file, which other programs
/// change as well. Not a setting of ours.
class Autostart final : public QObject
{
    Q_OBJECT
public:
    enum class State { Off, On, Unknown }; ///< Unknown: the file cannot be read, or only the portal knows
    Q_ENUM(State)
    /// @param portal for a sandbox; null where there is none to ask
    explicit Autostart(AutostartPlaces places, BackgroundPortal *portal = nullptr, QObject *parent = nullptr);
    State state() const { return m_state; }
    /// In a sandbox it is only asked for, and changed() tells what came of it.
    /// @returns why it cannot be, one sentence.
    Result<void, QString> setEnabled(bool enabled);
    QString file() const; ///< where it is written

Q_SIGNALS:
    void changed();

private:
    State read() const;
    State stateIn(const QString &file) const;
    QString systemFile() const; ///< empty: there is none
    Result<void, QString> write(const QByteArray &text);
    Result<void, QString> enable();
    Result<void, QString> disable();
    void setState(State state);
    void look();
    void watch();

    AutostartPlaces m_places;
    BackgroundPortal *m_portal;
    QFileSystemWatcher m_watcher;
    State m_state = State::Unknown;
};

} // namespace carillon
