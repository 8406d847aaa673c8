#pragma once

#include "Invitation.h"

namespace carillon {

/// From an INVITE outside a dialog to an Invitation; what cannot become one is refused here.
class InvitationReceiver
{
public:
    /// @param sessions among which Replaces looks (RFC 3891 §3). Null: it was refused. begin() makes it ring.
    static Invitation *receive(SessionHost &host, const std::shared_ptr<ServerTransaction> &transaction,
        const QList<Session *> &sessions, QObject *parent);
    static void begin(Invitation &invitation);

private:
    struct Replaced {
        int refusal = 0;
        Session *session = nullptr;
    };
    static Replaced findReplaced(const SipRequest &request, const QList<Session *> &sessions);
};

} // namespace carillon
