#pragma once

#include "Session.h"

namespace carillon {

class InviteServer;
class ServerTransaction;

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
    /// The same, reliable and with our description (RFC 3262 §5): the media is agreed before accept(), though
    /// nothing is sent before it. Once. NotSupported: the caller does not know 100rel.
    Result<void, Refusal> progressWithDescription(int statusCode = 183);
    /// A final refusal 400..699.
    Result<void, Refusal> reject(int statusCode = 486, QByteArrayView reasonPhrase = {});
    /// 302 to @p target: deflect.
    Result<void, Refusal> redirect(const NameAddr &target);

    /// The session that this one takes the place of (RFC 3891), null mostly. Such an invitation is accepted
    /// by itself once everybody has heard of it, because a person accepted the other; which is then ended by
    /// BYE.
    Session *replacee() const;

private:
    friend class InvitationReceiver;
    friend class InviteServer;
    Invitation(SessionHost &host, std::shared_ptr<ServerTransaction> transaction, Session *replacee,
        QObject *parent);
    void giveUp() override;
    std::unique_ptr<InviteServer> m_server;
};

} // namespace carillon
