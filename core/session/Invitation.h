#pragma once

#include "AnswerOptions.h"
#include "Session.h"

namespace carillon {

struct Hop;
class InviteServer;
class ServerTransaction;
struct InvitedInto;

/// An incoming call, RFC 3261 §13.3. Made by the user agent only. SIP.js' class of the same name.
class Invitation final : public Session
{
    Q_OBJECT
public:
    ~Invitation() override;
    Direction direction() const override { return Direction::Incoming; }
    const SipRequest &request() const; ///< the INVITE
    Hop source() const;                ///< where it came from
    /// 200 with the answer (or the offer, when the INVITE had none). Initial only.
    Result<void, Refusal> accept(const AnswerOptions &options = {});
    /// A provisional response, 180 by default. Initial only.
    Result<void, Refusal> progress(int statusCode = 180);
    /// The same with everything that may be said of it. RequestPending while a reliable one waits for its
    /// PRACK or the media makes a description: the next is refused then, not queued (RFC 3262 §3 lets only
    /// one be under way). NotSupported: reliable, and the caller does not know PRACK.
    Result<void, Refusal> progress(const ProgressOptions &options);
    /// A final refusal 400..699.
    Result<void, Refusal> reject(int statusCode = 486, QByteArrayView reasonPhrase = {});
    Result<void, Refusal> reject(const RejectOptions &options);
    /// 302 to @p target: deflect.
    Result<void, Refusal> redirect(const NameAddr &target);
    /// 300..399 to one or several, in the order of their q (RFC 3261 §21.3).
    Result<void, Refusal> redirect(const QList<NameAddr> &targets, const RejectOptions &options);

    /// The session that this one takes the place of (RFC 3891), null mostly. Such an invitation is accepted
    /// by itself once everybody has heard of it, because a person accepted the other; which is then ended by
    /// BYE.
    Session *replacee() const;
    /// The session that the caller wants to take part in (RFC 3911), null mostly: whoever accepts it mixes
    /// both, the library does not. Only where UserAgentOptions::extensions says that join is supported.
    Session *joined() const;
    struct Limits {
        static constexpr qsizetype Contacts = 16; ///< of redirect()
    };

Q_SIGNALS:
    /// The caller gave up: his CANCEL, which may say why. 487 and Terminated follow.
    void cancelled(const carillon::SipRequest &cancel);

private:
    friend class InvitationReceiver;
    friend class InviteServer;
    Invitation(
        SessionHost &host, std::shared_ptr<ServerTransaction> transaction, InvitedInto into, QObject *parent);
    void giveUp() override;
    std::unique_ptr<InviteServer> m_server;
};

} // namespace carillon
