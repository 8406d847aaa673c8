#pragma once

#include "Clock.h"

#include <QObject>

class QDBusPendingCallWatcher;
class QDBusServiceWatcher;

namespace carillon {

class BusLink;
class XembedTray;

/// Whether somebody shows tray icons now, told as it changes.
///
/// Qt 6.4 decides once in a process how it shows an icon, when it makes the first: so none may be made before
/// there is a host, and the kind of the first host stays the only one that counts until the program ends.
class TrayHost final : public QObject
{
    Q_OBJECT
public:
    enum class Kind { None, StatusNotifier, Xembed };
    /// Either may be null: then that kind is never there.
    TrayHost(BusLink *bus, XembedTray *xembed, Clock &clock, QObject *parent = nullptr);
    Kind kind() const { return m_kind; }
    bool isThere() const { return m_kind != Kind::None; }

Q_SIGNALS:
    void changed(); ///< also when one host took the place of another: the icon is to be made anew

private Q_SLOTS:
    void ask(); ///< the watcher of the bus, whether it has a host

private:
    void follow();
    void setNotifierHost(bool isThere);
    void decide();

    BusLink *m_bus;
    XembedTray *m_xembed;
    QDBusServiceWatcher *m_watcher = nullptr; ///< of the connection there is
    bool m_hasNotifierHost = false;
    Timer m_patience;
    bool m_isSettled;   ///< the bus has answered, or there is none: before that, XEmbed would win by being
                        ///< faster
    int m_question = 0; ///< answers to older ones no longer count
    Kind m_only = Kind::None;
    Kind m_kind = Kind::None;
};

} // namespace carillon
