#pragma once

#include "Challenge.h"
#include "SipMessage.h"
#include "SipViews.h"

namespace carillon::bench {

inline qsizetype sizeOf(const Parameters &parameters)
{
    return parameters.list.size();
}
inline qsizetype sizeOf(const ParametersView &parameters)
{
    return parameters.count;
}
inline qsizetype sizeOf(const QVarLengthArray<ChallengeView::Parameter, 12> &parameters)
{
    return parameters.size();
}

/// @p Uri and the others: the values, or the views which check and take apart the same without a copy.
template <typename Uri, typename Address, typename Hop, typename Credentials>
qint64 typeAll(const SipMessage &message)
{
    qint64 sum = 0;
    if (message.isRequest())
        sum += Uri::parse(message.requestUriText())->host.size();
    for (int i = 0; i < message.fieldCount(); ++i) {
        const SipMessage::Field field = message.field(i);
        switch (field.id) {
        case HeaderId::Via: sum += Hop::parseList(field.value)->size(); break;
        case HeaderId::From:
        case HeaderId::To: sum += static_cast<qint64>(sizeOf(Address::parse(field.value)->parameters)); break;
        case HeaderId::Contact:
        case HeaderId::Route:
        case HeaderId::RecordRoute:
        case HeaderId::ServiceRoute: sum += Address::parseList(field.value)->size(); break;
        case HeaderId::CSeq: sum += CSeq::parse(field.value)->number; break;
        case HeaderId::Authorization:
        case HeaderId::WwwAuthenticate:
            sum += static_cast<qint64>(sizeOf(Credentials::parse(field.value)->parameters));
            break;
        case HeaderId::Allow:
        case HeaderId::AllowEvents:
        case HeaderId::Require:
        case HeaderId::Supported: sum += message.hasToken(field.id, "none") ? 1 : 0; break;
        case HeaderId::MaxForwards:
        case HeaderId::Expires:
        case HeaderId::MinSE:
        case HeaderId::SessionExpires: sum += *message.number(field.id); break;
        case HeaderId::CallId: sum += field.value.size(); break;
        default: break;
        }
    }
    return sum;
}

} // namespace carillon::bench
