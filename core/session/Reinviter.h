#pragma once

#include "SessionContext.h"

namespace carillon {

/// Our re-INVITEs, RFC 3261 §14.1: one at a time, an offer each, repeated by itself after glare.
class Reinviter
{
public:
    struct Job {
        bool hold = false; ///< what the offer says
        RequestOptions options;
        RequestDelegate delegate;
    };
    struct Limits {
        static constexpr int Repetitions = 5;                        ///< after 491 and 500 with Retry-After
        static constexpr std::chrono::seconds LongestRetryAfter{10}; ///< a later one is a refusal
    };

    explicit Reinviter(SessionContext &context);
    ~Reinviter();

    bool isPending() const { return m_job.has_value(); }
    /// A request of ours has no final answer yet: what comes now is glare.
    bool isOutstanding() const { return m_request != nullptr; }
    Result<void, Session::Refusal> start(Job job);
    void stop();

private:
    void send();
    void handOver(OutgoingRequest &request) const;
    void makeOffer(const Hop &hop);
    void answered(const RequestDelegate::Answer &answer);
    void accepted(const RequestDelegate::Answer &answer);
    void rejected(const RequestDelegate::Answer &answer);
    bool willTryAgain(const SipResponse &response);
    void finish(const RequestDelegate::Answer &answer);
    void fail(const RequestDelegate::Answer &answer);

    SessionContext &m_context;
    std::optional<Job> m_job;
    int m_repetitions = 0;
    std::shared_ptr<OutgoingRequest> m_request;
    Timer m_retry;
};

} // namespace carillon
