#pragma once

#include "Result.h"
#include "SipMessage.h"

namespace carillon {

/// What names a dialog on our side, RFC 3261 §12.
struct DialogId {
    QByteArray callId;
    QByteArray localTag;
    QByteArray remoteTag; ///< empty for a peer of RFC 2543
    /// Of a request that came in: its To tag is ours.
    static DialogId ofReceived(const SipRequest &request);
    /// Of a response that came in: its From tag is ours.
    static DialogId ofReceived(const SipResponse &response);
    friend bool operator==(const DialogId &, const DialogId &) = default;
};
size_t qHash(const DialogId &id, size_t seed = 0);

/// Our end of a dialog, RFC 3261 §12: a value that makes the requests inside it and judges those that come.
///
/// Contact is not its business: who sends a target refresh adds one. Ends with its owner.
class Dialog
{
public:
    enum class State { Early, Confirmed };
    struct Limits {
        static constexpr int Routes = 32; ///< Record-Route values; more make no dialog
    };
    enum class Error {
        NoDialog,  ///< a status, a method or tags that make none (§12.1)
        Malformed, ///< From, To, CSeq or Record-Route cannot be read
        TooManyRoutes,
    };

    /// §12.1.2: @p response is a 101..2xx with To tag (2xx: also without, RFC 2543) to our @p request.
    /// Without a Contact that we understand, the Request-URI stays the remote target: the call must not hang
    /// on it.
    static Result<Dialog, Error> asUac(const SipRequest &request, const SipResponse &response);
    /// §12.1.1: Early until confirm(). Without a Contact that we understand, From is the remote target.
    static Result<Dialog, Error> asUas(const SipRequest &request, QByteArrayView localTag);

    /// RFC 6665 §4.4.1: the first NOTIFY, not the 2xx, makes the dialog of who sent @p subscribe.
    static Result<Dialog, Error> asSubscriber(const SipRequest &notify, const SipRequest &subscribe);

    const DialogId &id() const { return m_id; }
    State state() const { return m_state; }
    bool isSecure() const { return m_isSecure; }        ///< made by a request to a sips: URI
    const NameAddr &local() const { return m_local; }   ///< with tag
    const NameAddr &remote() const { return m_remote; } ///< with tag, if there is one
    const SipUri &remoteTarget() const { return m_remoteTarget; }
    const QList<NameAddr> &routeSet() const { return m_routeSet; } ///< in the order of our Route header
    quint32 localSequence() const { return m_localSequence; }      ///< of our last request; 0: none yet
    std::optional<quint32> remoteSequence() const { return m_remoteSequence; }
    /// Where requests go: the first route, else the remote target. Give it to the HopResolver.
    SipUri nextHop() const;

    /// UAS: our 2xx was sent.
    void confirm() { m_state = State::Confirmed; }
    /// UAC: a 2xx to the request that made the dialog. Takes route set and remote target anew (§13.2.2.4).
    void confirm(const SipResponse &success);

    /// The next request in the dialog (§12.2.1.1) with the next CSeq; also the strict router's form of it.
    SipRequest makeRequest(Method method);
    SipRequest makeRequest(QByteArrayView methodName);
    /// ACK to a 2xx of the INVITE with that CSeq number (§13.2.2.4).
    SipRequest makeAck(quint32 inviteCSeq) const;
    /// The same, with the credentials that @p invite carried, as §22.1 demands.
    SipRequest makeAck(const SipRequest &invite) const;
    /// Gives the next CSeq to a request that is sent again (401, 407, 491, ...).
    void renumber(SipRequest &request);
    /// With our tag; copies Record-Route into a response that makes or confirms the dialog (§12.1.1).
    SipResponse makeResponse(
        const SipRequest &request, int statusCode, QByteArrayView reasonPhrase = {}) const;

    /// §12.2.2: notes the CSeq of a request received, or names the status to refuse it with: 500 when it came
    /// out of order.
    Result<void, int> checkRequest(const SipRequest &request);
    /// The remote target of a target refresh (INVITE, UPDATE, SUBSCRIBE, NOTIFY, REFER) which is being
    /// answered with 2xx. No change without Contact.
    void refreshTarget(const SipRequest &received);
    /// The same for the 2xx to ours; any other response changes nothing.
    void refreshTarget(const SipResponse &received);
    /// Whether the methods' Contact replaces the remote target (§12.2, RFC 3311, RFC 6665).
    static bool isTargetRefresh(QByteArrayView methodName);

private:
    SipRequest build(QByteArrayView methodName, quint32 sequence) const;
    bool takeContact(const SipMessage &message);

    DialogId m_id;
    State m_state = State::Early;
    bool m_isSecure = false;
    NameAddr m_local;
    NameAddr m_remote;
    SipUri m_remoteTarget;
    QList<NameAddr> m_routeSet;
    quint32 m_localSequence = 0;
    std::optional<quint32> m_remoteSequence;
};

} // namespace carillon
