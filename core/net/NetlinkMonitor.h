#pragma once

#include "Clock.h"
#include "NetworkMonitor.h"

#include <QSocketNotifier>
#include <memory>

namespace carillon {

/// NetworkMonitor on rtnetlink: link, address and route groups of both address families. Linux.
///
/// The kernel's messages say only that it is worth looking; what is compared is the state they leave behind.
class NetlinkMonitor final : public NetworkMonitor
{
    Q_OBJECT
public:
    static constexpr Milliseconds Settling{300}; ///< events come in bursts; one change is told for each
    /// What the machine is reachable by.
    struct Snapshot {
        QStringList addresses; ///< of all interfaces which are up, without loopback; sorted
        bool isOnline = false;
    };
    using Look = std::function<Snapshot()>;
    static Snapshot lookAtSystem();

    explicit NetlinkMonitor(Clock &clock, QObject *parent = nullptr);
    /// For tests: events come from @p socket, which this object closes.
    NetlinkMonitor(Clock &clock, int socket, Look look, QObject *parent = nullptr);
    ~NetlinkMonitor() override;
    bool isOnline() const override { return m_last.isOnline; }

private:
    void read();
    void settle();

    int m_socket;
    Look m_look;
    Timer m_settling;
    Snapshot m_last;
    bool m_isRouteTouched = false;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace carillon
