#pragma once

#include "Clock.h"
#include "DialogTable.h"
#include "NameAddr.h"

#include <QObject>
#include <QPointer>
#include <memory>

namespace carillon {

class ReceivedRequest;
class Subscriber;
class UserAgentCore;

/// Follows the calls of one address, by a subscription to its `dialog` event (RFC 4235) which it keeps alive.
/// What refuses it for good leaves the lamp unknown: whoever owns it makes another one when there is reason
/// to hope. Core thread.
class LampWatch final : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        static constexpr std::chrono::seconds Expires{1800};  ///< asked for; §3.4 has an hour as the usual
        static constexpr std::chrono::seconds FirstRetry{60}; ///< after a failure; doubled each time
        static constexpr std::chrono::seconds LastRetry{3600};
        /// Between two refreshes for the sake of a full state: there are notifiers that never count right.
        static constexpr std::chrono::seconds BetweenRepairs{60};
    };

    /// Sends nothing yet.
    LampWatch(UserAgentCore &core, NameAddr target, QObject *parent = nullptr);
    ~LampWatch() override;
    void start();
    const LampState &state() const { return m_state; }
    const NameAddr &target() const { return m_target; }
    bool watches(const UserAgentCore *core) const;
    /// The other side does not tell, and will not be asked again.
    bool hasGivenUp() const { return m_hasGivenUp; }

Q_SIGNALS:
    void changed();

private:
    void subscribe();
    void followSubscription();
    void ended();
    void take(const ReceivedRequest &notification);
    void repair();
    void show(const LampState &state);

    const QPointer<UserAgentCore> m_core;
    Clock &m_clock;
    const NameAddr m_target;
    std::unique_ptr<Subscriber> m_subscriber;
    DialogTable m_table;
    LampState m_state;
    Timer m_retry;
    std::chrono::seconds m_pause = Limits::FirstRetry;
    std::optional<TimePoint> m_repairedAt;
    bool m_hasGivenUp = false;
};

} // namespace carillon
