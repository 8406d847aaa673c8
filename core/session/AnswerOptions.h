#pragma once

#include "RequestDelegate.h"

namespace carillon {

/// What a response of ours carries besides what is due.
struct AnswerOptions {
    QList<std::pair<QByteArray, QByteArray>> extraHeaders{};
    QByteArray reasonPhrase{}; ///< empty: the one of RFC 3261 §21
    QByteArray contentType{};  ///< of body
    QByteArray body{};         ///< beside a description: both as multipart/mixed (RFC 5621)
    QByteArray contentDisposition{};

    RequestOptions parts() const { return {extraHeaders, contentType, body, contentDisposition}; }
    bool isSendable() const { return isOneLine(reasonPhrase) && parts().isSendable(); }
};

/// A provisional response, RFC 3261 §13.3.1.1 and RFC 3262.
struct ProgressOptions {
    int statusCode = 180; ///< 101..199
    AnswerOptions answer{};
    /// AsAsked: when the caller requires it, or our user agent does and the caller can.
    enum class Reliability { AsAsked, Reliable } reliability = Reliability::AsAsked;
    /// Included: it brings the answer to the caller's offer; no sound goes with it before accept() unless the
    /// program allows it at the media handler. Automatic: 183 without a body of its own does.
    enum class Description { Automatic, Included, None } description = Description::Automatic;
};

/// A final refusal, 400..699, or a redirection.
struct RejectOptions {
    int statusCode = 486;
    AnswerOptions answer{};
};

} // namespace carillon
