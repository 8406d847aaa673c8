#pragma once

#include "NetworkMonitor.h"

namespace carillon {

/// A NetworkMonitor that tells what the test says.
class FakeNetworkMonitor final : public NetworkMonitor
{
public:
    using NetworkMonitor::NetworkMonitor;
    bool isOnline() const override { return online; }
    void set(bool value)
    {
        online = value;
        Q_EMIT onlineChanged(value);
        Q_EMIT changed();
    }
    bool online = true;
};

} // namespace carillon
