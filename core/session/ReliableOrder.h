#pragma once

#include "DialogChannel.h"

namespace carillon {

/// The reliable provisional responses to one INVITE in one dialog, as who sent the INVITE hears them (RFC
/// 3262 §4): each once and in order.
class ReliableOrder
{
public:
    enum class Verdict {
        Unreliable, ///< a provisional response as any other
        Next,       ///< to be acknowledged
        Discard,    ///< again, or one before it is missing: neither acknowledged nor looked at
    };
    Verdict judge(const SipResponse &response) const;
    void note(const SipResponse &response); ///< it was acknowledged

private:
    quint32 m_last = 0; ///< 0: none yet
};

/// PRACK for @p response, with @p body where the response brought an offer.
void sendPrack(DialogChannel &channel, const SipResponse &response, const RequestOptions &body = {},
    OutgoingRequest::Answered answered = {});

} // namespace carillon
