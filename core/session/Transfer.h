#pragma once

#include "SessionContext.h"

namespace carillon {

struct TokenHeader;

/// Our REFER and what the peer tells of it, RFC 3515 and RFC 5589. What counts is the sipfrag: many peers end
/// the subscription with the first NOTIFY, or say BYE instead of one.
class Transfer
{
public:
    /// A peer that accepted and then says nothing has failed.
    static constexpr std::chrono::minutes Patience{4};

    explicit Transfer(SessionContext &context);
    ~Transfer();

    Session::TransferState state() const { return m_state; }
    int statusCode() const { return m_statusCode; }
    Result<void, Session::Refusal> start(
        const NameAddr &target, const ReferOptions &options, RequestDelegate delegate);
    /// @returns whether it belongs to our REFER; it is answered then.
    bool takeNotify(
        const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through);
    /// BYE came. After an accepted REFER that is a success told in the shortest way.
    void peerLeft();
    /// The session ended: nobody is waited for any more.
    void stop();

private:
    bool isUnderWay() const
    {
        return m_state == Session::TransferState::Trying || m_state == Session::TransferState::Ringing;
    }
    bool isOfEarlierRefer(const TokenHeader &event) const;
    void answered(const RequestDelegate::Answer &answer);
    void hear(int statusCode);
    void set(Session::TransferState state);

    SessionContext &m_context;
    Session::TransferState m_state = Session::TransferState::None;
    int m_statusCode = 0;
    bool m_wasAccepted = false;
    bool m_isUnwatched = false; ///< we asked for no NOTIFY (RFC 4488)
    bool m_isSubscribed
        = false;            ///< from the REFER until its last word was heard and NOTIFY said "terminated"
    quint32 m_sequence = 0; ///< CSeq of our REFER, which names its subscription; 0: not known
    std::shared_ptr<OutgoingRequest> m_request;
    Timer m_patience;
};

/// What REFER says to hand a call over to the peer of @p other: its URI with Replaces (RFC 5589 §7). Nothing
/// without a confirmed dialog.
std::optional<NameAddr> replacingTarget(const SessionContext &other);

} // namespace carillon
