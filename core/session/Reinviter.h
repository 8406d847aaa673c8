#pragma once

#include "GlareDelay.h"
#include "ReliableOrder.h"
#include "SessionContext.h"

namespace carillon {

/// Our re-INVITEs, RFC 3261 §14.1: one at a time, an exchange of descriptions each, repeated by itself after
/// glare.
class Reinviter
{
public:
    enum class Purpose {
        Change,
        Refresh, ///< of the session timer: says what was said before, and fails in silence
        Renew,   ///< media asked for it: fails in silence too, media asks again
    };
    static constexpr Milliseconds WaitingStep{200}; ///< between two looks whether it may go
    struct Job {
        bool hold = false; ///< what our description says
        ReinviteOptions options;
        RequestDelegate delegate;
        Purpose purpose = Purpose::Change;
    };

    explicit Reinviter(SessionContext &context);
    ~Reinviter();

    bool isPending() const { return m_job.has_value(); }
    /// A request of ours has no final answer yet: what comes now is glare.
    bool isOutstanding() const { return m_request != nullptr; }
    Result<void, Session::Refusal> start(Job job);
    /// As soon as it may be: media has something else to offer. One that waits takes the next one with it.
    /// @returns why there will be none; that another request is in progress is no reason.
    Result<void, Session::Refusal> startLater(Purpose purpose);
    void stop();

private:
    void send();
    void handOver(OutgoingRequest &request) const;
    void wayKnown(const Hop &hop);
    void makeOffer(const Hop &hop);
    void answered(const RequestDelegate::Answer &answer);
    void progressed(const SipResponse &response);
    void takeAnswer(const SessionContext::Description &answer);
    void answerOffer(
        const SessionContext::Description &offer, const std::function<void(const RequestOptions &)> &send);
    void acknowledge(const RequestOptions &answer);
    void endForMedia(const MediaError &error);
    void accepted(const RequestDelegate::Answer &answer);
    void settle();
    void rejected(const RequestDelegate::Answer &answer);
    bool willTryAgain(const SipRequest &refused, const SipResponse &response);
    void finish(const RequestDelegate::Answer &answer);
    void fail(const RequestDelegate::Answer &answer);

    SessionContext &m_context;
    std::optional<Job> m_job;
    GlareDelay m_glare;
    std::shared_ptr<OutgoingRequest> m_request;
    std::shared_ptr<OutgoingRequest> m_accepted; ///< its 2xx came, the ACK has still to go
    Hop m_hop;                                   ///< the way of m_request
    ReliableOrder m_order;
    /// The peer's answer, or his offer: a reliable provisional response may bring it before the 2xx.
    enum class Exchange { Due, UnderWay, Settled } m_exchange = Exchange::Due;
    std::optional<RequestDelegate::Answer> m_success; ///< the 2xx, while the media works on its description
    Timer m_retry;
    Timer m_waiting;
    Purpose m_waitingFor = Purpose::Renew;
};

} // namespace carillon
