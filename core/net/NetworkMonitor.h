#pragma once

#include <QObject>

namespace carillon {

/// What the machine's network does: told, never judged. Nothing is refused because this says offline. Core
/// thread.
class NetworkMonitor : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool online READ isOnline NOTIFY onlineChanged)
public:
    using QObject::QObject;
    /// Whether an interface beside loopback is up and has an address.
    virtual bool isOnline() const = 0;

Q_SIGNALS:
    void onlineChanged(bool online);
    /// Addresses, links or routes are not what they were: connections may be dead, contacts wrong. Bursts are
    /// told once.
    void changed();
};

} // namespace carillon
