#pragma once

#include "Inviter.h"

#include <chrono>

namespace carillon {

/// A received REFER, RFC 3515: somebody asks us to call a third party. Accepting it sends 202 and reports the
/// new call's progress back by NOTIFY message/sipfrag; dropping the last reference unanswered declines it. A
/// person may take his time: after DecisionTime the REFER is answered 202 and NOTIFY 100, so that the
/// referrer knows that we are there (RFC 3515 §2.4.4), and the decision follows by NOTIFY. SIP.js' class of
/// the same name.
class Referral final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds DecisionTime{1};
    ~Referral() override;
    NameAddr referTo() const; ///< without the headers embedded in the URI
    std::optional<NameAddr> referredBy() const;
    QByteArray replaces() const; ///< of the Refer-To URI, unescaped; empty when absent
    const SipRequest &request() const;
    /// The call with the referrer that this is about: the one in whose dialog it came, or which its
    /// Target-Dialog names (RFC 4538): he knows its tags, so he takes part in it. Null: a stranger's.
    Session *targetSession() const;
    /// The referrer wants no NOTIFY (RFC 4488): nobody is told what becomes of the call.
    bool isUnwatched() const;
    /// 202, and the new session, whose progress the referrer hears. Its INVITE goes out when the caller is
    /// back in the event loop, so that it can connect to the session first. Null when it was answered before,
    /// the target cannot be called, or the options hold what must not be sent.
    Inviter *accept(InviterOptions options = {}, QObject *parent = nullptr);
    void reject(int statusCode = 603);
    enum class State { Asked, Accepted, Rejected };
    State state() const;

private:
    friend class ReferralReceiver;
    class Private;
    explicit Referral(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace carillon
