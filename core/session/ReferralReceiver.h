#pragma once

#include "DialogChannel.h"

namespace carillon {

class Referral;
class Session;
class SessionHost;

/// From a REFER on the wire to a Referral that somebody may answer; what nobody can answer is refused here.
class ReferralReceiver
{
public:
    /// Told by Session::referred.
    static void receiveInDialog(Session &session, const std::shared_ptr<ServerTransaction> &transaction,
        const std::shared_ptr<DialogChannel> &through);
    /// A REFER outside a dialog makes one of its own (RFC 3515 §2.4.4). Null: it was refused.
    /// @param sessions among which Target-Dialog looks (RFC 4538 §4).
    static std::shared_ptr<Referral> receiveOutsideDialog(SessionHost &host,
        const std::shared_ptr<ServerTransaction> &transaction, const QList<Session *> &sessions);

private:
    static Session *sessionNamedIn(const SipRequest &refer, const QList<Session *> &sessions);
    static std::shared_ptr<Referral> make(SessionHost &host,
        const std::shared_ptr<ServerTransaction> &transaction, const std::shared_ptr<DialogChannel> &through);
};

} // namespace carillon
