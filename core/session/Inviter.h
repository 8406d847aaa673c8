#pragma once

#include "Session.h"

namespace carillon {

class InviteClient;

struct InviterOptions {
    RequestOptions request{};   ///< extra headers of the INVITE
    bool anonymous = false;     ///< RFC 3323: From anonymous, Privacy: id
    bool earlyMedia = true;     ///< apply the answer of a provisional response and let its sound be heard
    bool withoutSdp = false;    ///< delayed offer
    bool offersInPrack = false; ///< with early media: what a reliable answer said is offered anew in its
                                ///< PRACK (RFC 3262 §5)
};

/// An outgoing call, RFC 3261 §13.2. SIP.js' class of the same name.
class Inviter final : public Session
{
    Q_OBJECT
public:
    /// @param host the UserAgent. Sends nothing yet.
    Inviter(
        SessionHost &host, const NameAddr &target, InviterOptions options = {}, QObject *parent = nullptr);
    ~Inviter() override;
    Direction direction() const override { return Direction::Outgoing; }
    /// Sends the INVITE. WrongState if it was sent before.
    Result<void, Refusal> invite(RequestDelegate delegate = {});
    /// CANCEL, §9.1; Initial or Establishing only. A 2xx that crosses is ended by ACK and BYE.
    Result<void, Refusal> cancel(QByteArrayView reason = {});
    /// Contacts of a 3xx, not followed by itself.
    QList<NameAddr> redirectContacts() const;

Q_SIGNALS:
    void progressed(int statusCode, const QByteArray &reasonPhrase);

private:
    void giveUp() override;
    friend class InviteClient;
    std::unique_ptr<InviteClient> m_client;
};

} // namespace carillon
