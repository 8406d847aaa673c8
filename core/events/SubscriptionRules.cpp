#include "SubscriptionRules.h"

#include "TokenHeader.h"

namespace carillon::SubscriptionRules {

bool endsSubscription(int code)
{
    return code == 404 || code == 405 || code == 410 || code == 416 || (code >= 480 && code <= 485)
        || code == 489 || code == 501 || code == 604;
}

bool allowsAnother(QByteArrayView reason)
{
    for (const QByteArrayView known : {"deactivated", "probation", "timeout", "giveup"}) {
        if (reason.compare(known, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

bool wantsAPause(QByteArrayView reason)
{
    return reason.compare("probation", Qt::CaseInsensitive) == 0
        || reason.compare("giveup", Qt::CaseInsensitive) == 0;
}

int refusalOf(const SipRequest &notify, QByteArrayView event)
{
    const auto theirs = TokenHeader::parse(notify.value(HeaderId::Event));
    const auto ours = TokenHeader::parse(event);
    if (!theirs || !ours || !theirs->is(ours->token)
        || theirs->parameters.value("id") != ours->parameters.value("id"))
        return 489;
    return TokenHeader::parse(notify.value(HeaderId::SubscriptionState)) ? 0 : 400;
}

} // namespace carillon::SubscriptionRules
