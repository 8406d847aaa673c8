#pragma once

#include "AnswerOptions.h"

#include <optional>

namespace carillon {

/// A re-INVITE of the peer that is about to be answered, RFC 3261 §14.2: who hears of it may look at it and
/// refuse it; otherwise the media answers. Valid in the signal only.
class ReceivedReinvite final
{
public:
    explicit ReceivedReinvite(const SipRequest &request)
        : m_request(request)
    {
    }
    const SipRequest &request() const { return m_request; }
    /// 400..699; the call goes on as it was. @returns false when it was refused before or is not sendable.
    bool refuse(int statusCode = 488, const AnswerOptions &options = {});
    const std::optional<RejectOptions> &refusal() const { return m_refusal; }

private:
    const SipRequest &m_request;
    std::optional<RejectOptions> m_refusal;
};

} // namespace carillon
