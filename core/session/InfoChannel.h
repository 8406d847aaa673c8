#pragma once

#include "SessionContext.h"

namespace carillon {

/// INFO for DTMF in both directions (application/dtmf-relay, application/dtmf); the rest of INFO (RFC 6086)
/// is for InDialogRequests.
class InfoChannel
{
public:
    struct Limits {
        static constexpr qsizetype Digits = 256; ///< waiting to be sent
    };
    static constexpr int DigitMs = 160;

    explicit InfoChannel(SessionContext &context);
    ~InfoChannel();

    /// One INFO for each digit, each after the answer to the one before.
    Result<void, Session::Refusal> sendDigits(QByteArrayView digits);
    void receive(
        const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through);
    void stop();

    /// 0-9 A-D * #.
    static bool isDigit(char digit);
    /// The digit in a body of one of the two types; nothing when it holds none.
    static std::optional<char> digitIn(const SipRequest &info);

private:
    void sendNextDigit();
    void answered(const RequestDelegate::Answer &answer);

    SessionContext &m_context;
    QByteArray m_digits;
    std::shared_ptr<OutgoingRequest> m_request; ///< with the first of m_digits
};

} // namespace carillon
