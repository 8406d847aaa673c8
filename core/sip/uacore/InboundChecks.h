#pragma once

#include "SipExtensions.h"
#include "SipMessage.h"

#include <optional>

namespace carillon {

/// What RFC 3261 §8.2 demands of a request before anything is done with it.
struct Objection {
    int statusCode = 0;
    std::optional<std::pair<HeaderId, QByteArray>> header; ///< what explains it: Unsupported, Accept-Encoding
};

/// §8.2.1 method, §8.2.2.1 scheme, §8.2.2.3 Require, §8.2.3 content. Pure. Not for ACK and CANCEL, which have
/// no say.
/// @param alsoTaken a method which the program takes beside those of Capabilities: REGISTER in a registrar.
std::optional<Objection> objectionTo(
    const SipRequest &request, Method alsoTaken = Method::Other, const SipExtensions &extensions = {});

} // namespace carillon
