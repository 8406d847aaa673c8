#pragma once

#include "Session.h"

namespace carillon {

struct AnswerOptions {
    QList<std::pair<QByteArray, QByteArray>> extraHeaders;
};

/// An incoming call, RFC 3261 §13.3. Made by the user agent only. SIP.js' class of the same name.
class Invitation final : public Session
{
    Q_OBJECT
public:
    ~Invitation() override;
    Direction direction() const override { return Direction::Incoming; }
    const SipRequest &request() const; ///< the INVITE
    /// 200 with the answer (or the offer, when the INVITE had none). Initial only.
    Result<void, Refusal> accept(const AnswerOptions &options = {});
    /// A provisional response, 180 by default. Initial only.
    Result<void, Refusal> progress(int statusCode = 180);
    /// A final refusal 400..699.
    Result<void, Refusal> reject(int statusCode = 486, QByteArrayView reasonPhrase = {});
    /// 302 to @p target: deflect.
    Result<void, Refusal> redirect(const NameAddr &target);

private:
    friend class UserAgent;
    friend class SessionDispatcher;
    Invitation(UserAgent &userAgent, std::unique_ptr<Private> data, QObject *parent);
};

} // namespace carillon
