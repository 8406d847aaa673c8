#pragma once

#include "CallPresentation.h"
#include "TransferPresentation.h"

namespace carillon {

class Phone;

/// Whom @p call can be handed to: the other @p live calls, the favourites, the people one often talks to,
/// the try-out's friend.
/// @p domains: that of each account.
QList<TransferTarget> transferTargets(const Phone &phone, const CallState &call, const QList<CallState> &live,
    const QHash<QString, QString> &domains);
/// Whom @p call, which rings, can be sent to unanswered.
QList<TransferTarget> deflectTargets(
    const Phone &phone, const CallState &call, const QHash<QString, QString> &domains);
/// Who is joined with @p call, itself too, and who could be: to CallContext.
void addConference(CallContext &context, const CallState &call, const QList<CallState> &live);

} // namespace carillon
