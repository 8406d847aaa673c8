#pragma once

#include "Shortcut.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <memory>

class QSocketNotifier;

namespace carillon {

/// Key combinations of an X11 display, which then reach no other program. By a connection of its own; nothing
/// is known of the display's toolkit. Core thread.
class X11Shortcuts final : public QObject
{
    Q_OBJECT
public:
    /// @param display as in the environment: ":0"
    explicit X11Shortcuts(QString display, QObject *parent = nullptr);
    ~X11Shortcuts() override;
    /// Whether this program can do it at all.
    static bool isBuiltIn();
    /// Those that hold from now on, instead of the ones before. Connects when there are any.
    void grab(const QList<Shortcut> &shortcuts);

Q_SIGNALS:
    /// Once for each press, also when the key is held down.
    void activated(const QString &id);
    /// Another program has it; or there is no such key, or no display.
    void refused(const QString &id);

private:
    class Display;
    void read();

    QString m_name;
    QList<Shortcut> m_shortcuts;
    std::unique_ptr<Display> m_display;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace carillon
