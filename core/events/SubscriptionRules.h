#pragma once

#include "SipMessage.h"

namespace carillon {

/// What the words of a notifier mean for a subscription. Pure.
namespace SubscriptionRules {

/// RFC 5057 §5.1: whether a refresh that was answered so ends the subscription or its dialog. Whatever else
/// it is answered with leaves the subscription as it was until its time is over.
bool endsSubscription(int statusCode);
/// RFC 6665 §4.1.3: whether what ended for @p reason may be subscribed to anew. A reason that we do not know
/// ends it like none.
bool allowsAnother(QByteArrayView reason);
/// Whether that is to be later, not at once.
bool wantsAPause(QByteArrayView reason);

/// The status to refuse a NOTIFY with which does not fit a subscription to @p event; 0 when it fits.
int refusalOf(const SipRequest &notify, QByteArrayView event);

} // namespace SubscriptionRules

} // namespace carillon
