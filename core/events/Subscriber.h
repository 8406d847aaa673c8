#pragma once

#include "ReceivedRequest.h"
#include "Result.h"

#include <QObject>
#include <chrono>

namespace carillon {

class UserAgentCore;

/// What is subscribed to, and for how long.
struct SubscriberOptions {
    QByteArray event;                   ///< the package, with an id if wanted: "dialog", "presence;id=7"
    std::chrono::seconds expires{3600}; ///< 0: fetch the state once (RFC 6665 §4.4.3)
    int refreshPercent = 90;            ///< of what was granted; 50..99
    QByteArray accept{};                ///< content types of the NOTIFYs; empty: the package's own
    RequestOptions request{};           ///< extra headers and body (a filter) of each SUBSCRIBE
    /// What becomes of the NOTIFYs of further branches of a forked SUBSCRIBE: the event package says whether
    /// they are subscriptions too (RFC 6665 §5.4.9). Refuse: 481. Accept: see branched().
    enum class Forks { Refuse, Accept } forks = Forks::Refuse;
};

/// A subscription to somebody's state, RFC 6665. SIP.js' class of the same name. Keeps it alive until
/// unsubscribe(): refreshes it, and asks anew when the notifier ended it for a reason that allows that. Core
/// thread.
class Subscriber final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
public:
    enum class State {
        Initial,
        NotifyWait, ///< SUBSCRIBE was sent; the first NOTIFY makes the subscription, not the 200 (§4.1.2.4)
        Pending,    ///< the notifier waits for somebody's consent
        Active,
        RetryWait,     ///< ended by the notifier, who wants to be asked again later
        Leaving,       ///< unsubscribe() before the first NOTIFY
        Unsubscribing, ///< SUBSCRIBE with Expires: 0 was sent, the last NOTIFY is awaited
        Terminated,
    };
    Q_ENUM(State)
    enum class Refusal { WrongState, InvalidEvent };
    /// How it came to its end, valid when Terminated.
    struct End {
        enum class By { Local, Remote, Timeout, Network } by = By::Local;
        int statusCode = 0;      ///< of the final response that refused it; 0: none
        QByteArray reasonPhrase; ///< of that response: plain text
        QByteArray reason;       ///< of the last NOTIFY: "rejected", "noresource", ...; empty: it said none
    };
    struct Limits {
        static constexpr std::chrono::seconds ShortestRefresh{5};
        static constexpr std::chrono::seconds LongestRetry{3600}; ///< that a notifier may make us wait
        static constexpr std::chrono::seconds DefaultRetry{30}; ///< where he names no time; doubled each time
        static constexpr int TooBrief = 2;                      ///< 423 answered in a row
        static constexpr int Branches = 16; ///< further ones of one SUBSCRIBE; more are refused
    };

    /// @param target whose state. Sends nothing yet.
    Subscriber(
        UserAgentCore &core, const NameAddr &target, SubscriberOptions options, QObject *parent = nullptr);
    ~Subscriber() override;

    State state() const;
    bool isSubscribed() const; ///< Pending or Active
    const SubscriberOptions &options() const;
    std::chrono::seconds remaining() const; ///< until it ends unless refreshed
    End end() const;

    /// SUBSCRIBE; when there is a subscription: a refresh. While one is unanswered: nothing more is sent.
    Result<void, Refusal> subscribe(RequestDelegate delegate = {});
    /// SUBSCRIBE with Expires: 0. Terminated follows with the last NOTIFY, after 64*T1 at the latest.
    Result<void, Refusal> unsubscribe();

Q_SIGNALS:
    void stateChanged(carillon::Subscriber::State state);
    /// A NOTIFY, also the last one. Answered 200 when nobody keeps it.
    void notified(std::shared_ptr<carillon::ReceivedRequest> notification);
    /// Another branch of our SUBSCRIBE answered too: a subscription of its own, which ends for good when it
    /// ends. A child of this one; destroyed here, it is refused. Its first NOTIFY is told next.
    void branched(carillon::Subscriber *further);
    /// A SUBSCRIBE was refused. The state tells whether the subscription goes on.
    void rejected(int statusCode, const QByteArray &reasonPhrase);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
