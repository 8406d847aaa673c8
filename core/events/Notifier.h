#pragma once

#include "RequestDelegate.h"

#include <QObject>
#include <chrono>
#include <memory>

namespace carillon {

class DialogChannel;
class ServerTransaction;
class UserAgentCore;

/// A received SUBSCRIBE: somebody wants to be told of a state of ours, RFC 6665 §4.2. SIP.js has none.
/// Accepting it sends 200 and the first NOTIFY; dropping the last reference before that declines it (603),
/// after it ends the subscription. Core thread.
class Notifier final : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Asked,
        Pending, ///< told that somebody has to consent first
        Active,
        Terminated,
    };
    Q_ENUM(State)
    struct Limits {
        static constexpr std::chrono::seconds Shortest{60}; ///< asked for less, but not 0: 423 (§4.2.1.1)
        static constexpr std::chrono::seconds Default{3600};
        static constexpr std::chrono::seconds Longest{86400};
        static constexpr int Failures = 3; ///< NOTIFYs in a row that may be refused for the time being
        static constexpr std::chrono::seconds ShortestPause{5}; ///< before such a one is sent again
    };
    /// What is told: a document of the event package.
    struct Content {
        QByteArray body;
        QByteArray contentType;
    };

    /// Null: it was refused (malformed, or too brief).
    static std::shared_ptr<Notifier> receive(
        UserAgentCore &core, const std::shared_ptr<ServerTransaction> &transaction);
    ~Notifier() override;

    State state() const;
    const SipRequest &request() const; ///< the first SUBSCRIBE
    using QObject::event;
    QByteArray event() const;    ///< the package, without parameters
    NameAddr subscriber() const; ///< From, as he calls himself

    /// Asked: 200 and NOTIFY; Pending: NOTIFY. The state told is active.
    void accept(const Content &content = {});
    /// The same with pending: a person is asked.
    void defer();
    /// Asked: the final response. Later: the last NOTIFY, with reason rejected.
    void reject(int statusCode = 603);
    /// The state changed. While a NOTIFY is unanswered only the latest is kept: a state, not a history.
    void notify(const Content &content);
    /// The last NOTIFY. @param reason of §4.1.3: "noresource", "deactivated", "probation", "giveup"
    void terminate(QByteArrayView reason = "noresource", std::chrono::seconds retryAfter = {});

Q_SIGNALS:
    void stateChanged(carillon::Notifier::State state);
    void refreshed();

private:
    class Private;
    explicit Notifier(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace carillon
