#pragma once

#include "SipMessage.h"

namespace carillon {

/// What we can do, as it stands in Allow, Supported and Accept (RFC 3261 §8.2, §20).
namespace Capabilities {

/// The methods that every user agent answers with more than a refusal.
bool isAllowed(Method method);
/// Value of Allow, with what the program takes besides: MESSAGE, REGISTER.
QByteArray allow(const QList<Method> &alsoTaken = {});
QByteArray supported(); ///< value of Supported
inline constexpr QByteArrayView Accept
    = "application/sdp, multipart/mixed, application/dtmf-relay, application/dtmf, message/sipfrag";

/// Those of the request's Require that we do not know, joined by commas; empty when all are known.
QByteArray unsupported(const SipRequest &request);

/// What every request of ours carries unless it says something else: Max-Forwards, User-Agent, Supported,
/// @p allow.
void complete(SipRequest &request, QByteArrayView product, QByteArrayView allow);
/// The same for a response: Server; @p allow, Supported and Accept where RFC 3261 wants them.
void complete(SipResponse &response, Method method, QByteArrayView product, QByteArrayView allow);

} // namespace Capabilities

} // namespace carillon
