#pragma once

#include "AcceptedInvite.h"
#include "SessionContext.h"

namespace carillon {

/// The peer's re-INVITEs (RFC 3261 §14.2) and UPDATEs (RFC 3311 §5.2): answered by the media, at once.
class ReinviteAnswerer
{
public:
    explicit ReinviteAnswerer(SessionContext &context);

    /// A re-INVITE has no final answer yet, or its ACK, which brings the answer to our offer, is not there.
    bool isBusy() const { return m_transaction != nullptr || (m_accepted.isWaiting() && m_awaitsAnswer); }
    bool awaitsAck() const { return m_accepted.isWaiting(); }
    void receive(
        const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through);
    bool takeAck(const SipRequest &ack);
    void stop();

private:
    int conflict(const SipRequest &request, const DialogChannel &through) const;
    void answerAtOnce(ServerTransaction &transaction, DialogChannel &through);
    void accept(const SipRequest &request, SipResponse &success) const;
    void refuse(ServerTransaction &transaction, const DialogChannel &through, int code);
    void answerOffer(const SessionDescriptionHandler::Description &offer);
    void offer();
    void succeed(const std::optional<SessionDescriptionHandler::Description> &description);
    void failed(const MediaError &error);
    void cancelled();
    void acknowledged(const SipRequest &ack);

    SessionContext &m_context;
    std::shared_ptr<ServerTransaction> m_transaction; ///< being answered
    std::shared_ptr<DialogChannel> m_channel;
    bool m_awaitsAnswer = false; ///< our offer is in the 2xx: the ACK brings the answer
    AcceptedInvite m_accepted;
};

} // namespace carillon
