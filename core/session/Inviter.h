#pragma once

#include "Session.h"

namespace carillon {

class InviteClient;

/// What a program may wish of an outgoing call.
struct InviterOptions {
    /// Extra headers of the INVITE; a body goes beside the offer as multipart/mixed (RFC 5621), or alone when
    /// there is none; who refuses that (415) gets the offer alone.
    RequestOptions request{};
    bool anonymous = false;  ///< RFC 3323: From anonymous, Privacy: id
    bool earlyMedia = true;  ///< apply the answer of a provisional response and let its sound be heard
    bool withoutSdp = false; ///< delayed offer
    /// With early media: what a reliable answer said is offered anew in its PRACK (RFC 3262 §5).
    bool offersInPrack = false;
    /// So many targets of 3xx are called without asking (RFC 3261 §8.1.3.4); 0: none. See RedirectTargets for
    /// what is never followed.
    int mostRedirections = 0;
    std::function<std::unique_ptr<SessionDescriptionHandler>(Session &)>
        makeSessionDescriptionHandler{}; ///< the media of this call; empty: the user agent's
    std::optional<DialogName>
        replaces{}; ///< of the callee, RFC 3891: Session::dialogName() of a call with him
    /// Early: only while nobody has answered it (§6.1, early-only).
    enum class Replaced { Any, Early } replaced = Replaced::Any;
    std::optional<DialogName> joins{}; ///< the same, RFC 3911
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
    /// @param reason value of Reason, RFC 3326; empty: none.
    Result<void, Refusal> cancel(QByteArrayView reason = {});
    /// The same with a Reason of protocol SIP. @param statusCode 200 (answered elsewhere) or 300..699.
    Result<void, Refusal> cancel(int statusCode, QByteArrayView text = {});
    /// Contacts of a 3xx, not followed by itself, or those among which 485 lets choose; best q first.
    QList<NameAddr> redirectContacts() const;
    /// After the end by 3xx or 485: the call to @p contact, one of redirectContacts(), with the same options;
    /// somebody consented. Not sent yet. InvalidTarget: not one of them, called before in this chain, or a
    /// way from sips: to sip:.
    Result<Inviter *, Refusal> followRedirect(const NameAddr &contact, QObject *parent = nullptr);

Q_SIGNALS:
    void progressed(int statusCode, const QByteArray &reasonPhrase);
    /// A 3xx is followed, or the next of its contacts tried, as mostRedirections allows.
    void redirected(const carillon::NameAddr &to);

private:
    void giveUp() override;
    friend class InviteClient;
    std::unique_ptr<InviteClient> m_client;
};

} // namespace carillon
