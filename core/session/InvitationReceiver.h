#pragma once

#include "Invitation.h"
#include "Replaces.h"

namespace carillon {

/// The session which an INVITE names, by Replaces or Join; none mostly.
struct InvitedInto {
    Session *replaced = nullptr;
    Session *joined = nullptr;
};

/// From an INVITE outside a dialog to an Invitation; what cannot become one is refused here.
class InvitationReceiver
{
public:
    /// @param sessions among which Replaces (RFC 3891 §3) and Join (RFC 3911 §4) look. Null: it was refused.
    /// begin() makes it ring.
    static Invitation *receive(SessionHost &host, const std::shared_ptr<ServerTransaction> &transaction,
        const QList<Session *> &sessions, QObject *parent);
    static void begin(Invitation &invitation);

private:
    struct Found {
        int refusal = 0;
        InvitedInto into{};
    };
    static Found find(const SipRequest &request, SessionHost &host, const QList<Session *> &sessions);
    static Found findReplaced(const Replaces &replaces, const QList<Session *> &sessions);
    static Found findJoined(const Replaces &join, const QList<Session *> &sessions);
};

} // namespace carillon
