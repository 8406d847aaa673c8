#pragma once

#include "AccountServer.h"
#include "Bodies.h"
#include "Clock.h"
#include "RequestDelegate.h"
#include "Transactions.h"

#include <QPointer>

namespace carillon {

class Lookup;
class UserAgentCore;

/// How one request is sent; what its sender must be asked on the way.
struct SendOptions {
    std::optional<SipUri> nextHop{}; ///< of a dialog; empty: what the request itself says
    bool wantsContact = false;       ///< Contact is filled in when the way is known
    Parameters contactParameters{};  ///< added to that Contact: expires, +sip.instance
    QByteArray optionTags{};         ///< for Supported, beside those of every request: "path, outbound"
    /// Gives the next CSeq number to a repetition with credentials (§22.2); empty: one more than the last.
    std::function<void(SipRequest &)> renumber{};
    /// Called when the way is known and before the first sending, which waits for OutgoingRequest::proceed().
    /// Empty: at once.
    std::function<void(const Hop &hop)> prepare{};
};

/// One request as its sender means it, RFC 3261 §8.1: a transaction for each hop that had to be tried (RFC
/// 3263 §4.3) and for each challenge that was answered (§22), under one final answer. Lives as long as its
/// transaction or somebody holds it.
///
/// Deviation: where another hop is left, a silent one is left after 16*T1 instead of 64*T1: nobody who calls
/// waits half a minute for each server. Its transaction goes on; an INVITE that is answered there after all
/// is cancelled, or acknowledged and ended.
class OutgoingRequest final : public std::enable_shared_from_this<OutgoingRequest>
{
public:
    using Answer = RequestDelegate::Answer;
    using Answered = std::function<void(const Answer &)>;
    struct Limits {
        static constexpr int Challenges = 4; ///< answered for one request; digest itself stops earlier
        static constexpr int SilentHops = 3; ///< left early; then the next one has 64*T1, and is the last
    };

    OutgoingRequest(UserAgentCore &core, SipRequest request, Answered answered, SendOptions options);
    ~OutgoingRequest();

    const SipRequest &request() const { return m_request; }      ///< as last sent, without Via
    const std::optional<Hop> &hop() const { return m_hop; }      ///< where it went last
    bool isAnswered() const { return m_step == Step::Answered; } ///< a final answer was told

    void start();
    /// Ends the wait that SendOptions::prepare began.
    void proceed();
    /// What will be sent, until proceed(): for a header that depends on the way or on the media.
    SipRequest &draft() { return m_request; }
    void setBody(const QByteArray &body, QByteArrayView contentType);
    void setBodies(const QList<BodyPart> &parts); ///< several: multipart/mixed
    /// INVITE: CANCEL as soon as §9.1 allows it; not repeated with credentials any more. Ends in a final
    /// answer in any case: 487 made here when nothing was sent, or when no answer comes for 64*T1 after the
    /// CANCEL.
    void cancel(QByteArrayView reason = {});
    /// Somebody else hears the rest.
    void setAnswered(Answered answered) { m_answered = std::move(answered); }
    /// Tells nothing more; what is on its way stays on its way.
    void forget();

private:
    enum class Step { Created, Resolving, Preparing, Sent, Answered };
    void resolved(const Result<QList<Hop>, TransportError> &hops);
    void sendToHop();
    void received(const SipResponse &response);
    void failed(TransactionFailure failure, WireFailure wire);
    bool repeatedWithCredentials(const SipResponse &challenge);
    enum class Cause { Busy, Silent, Broken };
    bool triedNextHop(Cause cause);
    bool hasNextHop() const { return m_hopIndex + 1 < m_hops.size(); }
    void note(const SipResponse &response);
    void leaveSilentHop();
    void receivedLate(const SipResponse &response);
    void sendCancel();
    void tell(const SipResponse &response, Answer::Origin origin = Answer::Origin::Remote);
    void tellLater(int statusCode, Answer::Origin origin);
    bool isInvite() const { return m_request.method() == Method::Invite; }
    bool isOnAccountServer() const;
    AccountServer::Purpose purpose() const;

    QPointer<UserAgentCore> m_core;
    SipRequest m_request;
    Answered m_answered;
    SendOptions m_options;
    Step m_step = Step::Created;
    std::unique_ptr<Lookup> m_lookup;
    QList<Hop> m_hops;
    qsizetype m_hopIndex = 0;
    std::optional<Hop> m_hop;
    bool m_isForServer = false;      ///< its next hop names the account's server
    bool m_isOnServiceRoute = false; ///< the registrar, who knows the password, sends us there
    bool m_hasProvisional = false;
    bool m_hasProgress = false; ///< more than 100: somebody behind the hop has it
    int m_silentHops = 0;
    Timer m_patience; ///< with a hop that says nothing
    int m_challenges = 0;
    std::weak_ptr<ClientTransaction> m_transaction;
    std::optional<WireFailure> m_wire; ///< why the last attempt did not get onto the wire
    quint64 m_attempt = 0;             ///< what a replaced transaction still says is not heard
    enum class Cancelling { No, Wanted, Sent } m_cancelling = Cancelling::No;
    QByteArray m_cancelReason;
    Timer m_timer;
};

} // namespace carillon
