#pragma once

#include "SipExtensions.h"
#include "SipMessage.h"

namespace carillon {

/// What we can do, as it stands in Allow, Supported and Accept (RFC 3261 §8.2, §20).
namespace Capabilities {

/// The methods that every user agent answers with more than a refusal.
bool isAllowed(Method method);
/// Value of Allow, with what the program takes besides: MESSAGE, REGISTER.
QByteArray allow(const QList<Method> &alsoTaken = {});
QByteArray supported(const SipExtensions &extensions = {});   ///< value of Supported
QByteArray allowEvents(const SipExtensions &extensions = {}); ///< value of Allow-Events, RFC 6665 §4.4.4
inline constexpr QByteArrayView Accept
    = "application/sdp, multipart/mixed, application/dtmf-relay, application/dtmf, message/sipfrag";

/// Those of the request's Require that we do not know, joined by commas; empty when all are known.
QByteArray unsupported(const SipRequest &request, const SipExtensions &extensions = {});
/// Whether we can do what @p tag names.
bool supports(QByteArrayView tag, const SipExtensions &extensions);

/// The values of the headers that say who and what we are.
struct Values {
    QByteArray product; ///< User-Agent and Server
    QByteArray allow;
    QByteArray supported;
    QByteArray events; ///< Allow-Events
};
/// What every request of ours carries unless it says something else: Max-Forwards, User-Agent, Supported,
/// Allow.
void complete(SipRequest &request, const Values &values);
/// The same for a response: Server; Allow, Supported and Accept where RFC 3261 wants them.
void complete(SipResponse &response, Method method, const Values &values);

} // namespace Capabilities

} // namespace carillon
