#pragma once

#include "DialogChannel.h"
#include "Subscriber.h"
#include "SubscriptionMachine.h"
#include "TokenHeader.h"

#include <QPointer>

namespace carillon {

class Subscriber::Private
{
public:
    Private(
        Subscriber &owner, UserAgentCore &userAgentCore, NameAddr whom, SubscriberOptions subscriberOptions)
        : q(owner)
        , core(&userAgentCore)
        , clock(userAgentCore.clock())
        , target(std::move(whom))
        , options(std::move(subscriberOptions))
        , requested(options.expires)
        , timerN(clock)
        , branchTimer(clock)
        , refreshTimer(clock)
        , expiryTimer(clock)
        , retryTimer(clock)
    {
    }

    void handle(SubscriptionMachine::Event event);
    void sendFirst();
    void sendInDialog(std::chrono::seconds expires);
    void addHeaders(SipRequest &request, std::chrono::seconds expires) const;
    void answered(const RequestDelegate::Answer &answer, bool isFirst);
    bool repeatedLonger(const SipResponse &response, bool isFirst);
    void receive(const std::shared_ptr<ServerTransaction> &transaction);
    void receiveFromBranch(const std::shared_ptr<ServerTransaction> &transaction);
    bool wantsBranch(const SipRequest &notify) const;
    SipRequest subscribeSent() const;
    bool makeChannel(const SipRequest &notify);
    SubscriptionMachine::Event eventOf(const TokenHeader &subscriptionState);
    void keepAlive();
    void tryRefreshAgain(const SipResponse &response);
    void awaitRetry();
    void awaitNotify();
    void forget();
    void forgetHalfDialog();

    Subscriber &q;
    const QPointer<UserAgentCore> core; ///< goes with its user agent
    Clock &clock;
    const NameAddr target;
    const SubscriberOptions options;
    State state = State::Initial;
    End end;
    QByteArray callId;
    QByteArray localTag;
    std::chrono::seconds requested;
    std::optional<std::chrono::seconds>
        newTime; ///< granted by the last word of the notifier, not counted from yet
    TimePoint expiresAt{};
    Milliseconds retryDelay{};
    int soonEnded = 0; ///< times in a row that the notifier ended it and wanted another
    int tooBrief = 0;
    int branches = 0;      ///< further ones that were taken
    bool isBranch = false; ///< made by a NOTIFY of a further branch
    RequestDelegate delegate;
    std::shared_ptr<OutgoingRequest> request;
    SipRequest firstSubscribe; ///< the one outside a dialog, as last sent
    std::shared_ptr<DialogChannel> channel;
    Timer timerN;
    Timer branchTimer; ///< runs while further branches may make themselves known
    Timer refreshTimer;
    Timer expiryTimer;
    Timer retryTimer;
};

} // namespace carillon
