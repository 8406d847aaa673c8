#pragma once

#include "Inviter.h"

namespace carillon {

/// A received REFER, RFC 3515: somebody asks us to call a third party. Accepting it sends 202 and reports the new call's progress
/// back by NOTIFY message/sipfrag. SIP.js' class of the same name.
class Referral final : public QObject
{
    Q_OBJECT
public:
    ~Referral() override;
    NameAddr referTo() const; ///< without the headers embedded in the URI
    std::optional<NameAddr> referredBy() const;
    QByteArray replaces() const; ///< of the Refer-To URI, unescaped; empty when absent
    const SipRequest &request() const;
    /// 202, then calls: the new session, whose progress the referrer hears. Null once answered before.
    Inviter *accept(InviterOptions options = {}, QObject *parent = nullptr);
    void reject(int statusCode = 603);
    enum class State { Asked, Accepted, Rejected };
    State state() const;

private:
    friend class Session;
    friend class SessionDispatcher;
    class Private;
    explicit Referral(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace carillon
