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
    struct Limits {
        static constexpr int Headers = 64;                 ///< extra ones
        static constexpr qsizetype HeaderBytes = 8 * 1024; ///< of one value
    };
    QList<std::pair<QByteArray, QByteArray>> extraHeaders;
    QByteArray contentType;
    QByteArray body;
    QByteArray contentDisposition{}; ///< of the body; empty: none is sent (RFC 3261 §20.11 has the default)

    /// Whether all of it may be sent as it is: names which are tokens and not among those that the stack
    /// itself writes, values on one line, within Limits. What is not must be refused, not repaired: a value
    /// with a line break was made by somebody who wants to add headers.
    bool isSendable() const;
    /// Appends the headers; sets the body, if there is one.
    void addTo(SipMessage &message) const;
};

/// RFC 3261 §25.1: the name of a header, an option tag.
bool isToken(QByteArrayView text);
/// One line without control characters but TAB, as a reason phrase or the value of a header must be.
bool isOneLine(QByteArrayView text);

} // namespace carillon
