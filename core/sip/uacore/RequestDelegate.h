#pragma once

#include "SipMessage.h"
#include "WireFailure.h"

#include <functional>
#include <optional>

namespace carillon {

/// What becomes of a request that was sent: SIP.js' OutgoingRequestDelegate. A response made here (408 for a
/// timeout, 503 for the transport) is marked local. Every callback may be empty.
struct RequestDelegate {
    struct Answer {
        SipResponse response;
        enum class Origin { Remote, LocalTimeout, LocalTransport } origin = Origin::Remote;
        std::optional<WireFailure> wire = {}; ///< of LocalTransport
    };
    std::function<void(const Answer &)> onTrying;   ///< 100
    std::function<void(const Answer &)> onProgress; ///< 101..199
    std::function<void(const Answer &)> onAccept;   ///< 2xx
    std::function<void(const Answer &)> onRedirect; ///< 3xx
    std::function<void(const Answer &)> onReject;   ///< 4xx..6xx

    /// Calls the one that @p answer is for.
    void tell(const Answer &answer) const;
};

/// Extra header lines and a body for a request.
struct RequestOptions {
    QList<std::pair<QByteArray, QByteArray>> extraHeaders;
    QByteArray contentType;
    QByteArray body;
};

} // namespace carillon
