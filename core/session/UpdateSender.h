#pragma once

#include "GlareDelay.h"
#include "SessionContext.h"

namespace carillon {

/// Our UPDATEs, RFC 3311 §5.1, in early dialogs and in the one that stands: one at a time, with an offer or
/// without, repeated by itself after glare.
class UpdateSender
{
public:
    using Offer = UpdateOptions::Offer;
    struct Job {
        Offer offer = Offer::None;
        RequestOptions options;
        RequestDelegate delegate;
    };

    explicit UpdateSender(SessionContext &context);
    ~UpdateSender();

    /// An offer of ours has no answer yet: what comes now is glare.
    bool hasOfferOut() const { return m_request && m_job && m_job->offer == Offer::Fresh; }
    Result<void, Session::Refusal> start(Job job);
    void stop();

private:
    std::optional<Session::Refusal> objection(const Job &job, const DialogChannel *channel) const;
    bool isConfirmed() const;
    bool isLost() const;
    void send();
    void makeOffer(const Hop &hop);
    void answered(const RequestDelegate::Answer &answer);
    void accepted(const RequestDelegate::Answer &answer);
    void takeAnswer(const RequestDelegate::Answer &answer);
    void mediaFailed(const MediaError &error);
    void rejected(const RequestDelegate::Answer &answer);
    bool willTryAgain(const SipRequest &refused, const SipResponse &response);
    void finish(const RequestDelegate::Answer &answer);

    SessionContext &m_context;
    std::optional<Job> m_job;
    std::shared_ptr<DialogChannel> m_channel;
    std::shared_ptr<OutgoingRequest> m_request;
    bool m_isRefresh = false; ///< sent in the confirmed dialog: its 2xx restarts the session timer
    GlareDelay m_glare;
    Timer m_retry;
};

} // namespace carillon
