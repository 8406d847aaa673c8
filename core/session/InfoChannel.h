#pragma once

#include "SessionContext.h"

#include <deque>

namespace carillon {

/// The digits of a session: by the media where that can, else by INFO in one of two types
/// (application/dtmf-relay, application/dtmf), else in the sound. The rest of INFO (RFC 6086) is for
/// InDialogRequests.
class InfoChannel
{
public:
    struct Limits {
        static constexpr qsizetype Digits = 256;     ///< waiting to be sent
        static constexpr qsizetype BodyBytes = 1024; ///< more of a body is no digit
    };
    static constexpr int DigitMs = 160;
    static constexpr int InBandMs = 100; ///< Q.24 wants 40 at least

    explicit InfoChannel(SessionContext &context);
    ~InfoChannel();

    /// @param digits isDigit() each.
    Result<void, Session::Refusal> sendBy(Session::DtmfWay way, QByteArrayView digits);
    void receive(
        const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through);
    void stop();

    /// 0-9 A-D * #.
    static bool isDigit(char digit);
    /// The digit in a body of one of the two types, or ! for a flash; nothing when it holds none.
    static std::optional<char> digitIn(const SipRequest &info);

private:
    enum class Type { Relay, Plain }; ///< application/dtmf-relay, application/dtmf
    enum class Fallback { None, InBand };
    struct Digit {
        char digit;
        Fallback fallback;
    };

    Result<void, Session::Refusal> queue(QByteArrayView digits, Fallback fallback);
    Result<void, Session::Refusal> outcome(SessionDescriptionHandler::DtmfResult result) const;
    SessionDescriptionHandler::DtmfResult inBand(QByteArrayView digits);
    void sendNextDigit();
    void answered(const RequestDelegate::Answer &answer);
    void refused(int statusCode);

    SessionContext &m_context;
    std::deque<Digit> m_digits;
    std::shared_ptr<OutgoingRequest> m_request; ///< with the first of m_digits
    Type m_type = Type::Relay;                  ///< what the peer took, or may take
    bool m_hasTriedOther = false;               ///< type, for the first of m_digits
    bool m_isRefused = false;                   ///< in both types
};

} // namespace carillon
