#pragma once

#include "Result.h"
#include "SyntaxError.h"

#include <QByteArray>
#include <chrono>
#include <optional>

namespace carillon {

class SipMessage;

/// Session-Expires, RFC 4028 §4: how long a session lives without a refresh, and who refreshes it.
struct SessionExpires {
    enum class Refresher { Unsaid, Uac, Uas };          ///< roles in the transaction that carries the header
    static constexpr std::chrono::seconds Smallest{90}; ///< that both headers may ever say (§4, §5)

    std::chrono::seconds interval{0};
    Refresher refresher = Refresher::Unsaid;

    static Result<SessionExpires, SyntaxError> parse(QByteArrayView text);
    /// Of @p message, below Smallest too; nothing when it is absent or cannot be read.
    static std::optional<SessionExpires> of(const SipMessage &message);
    QByteArray toBytes() const;

    friend bool operator==(const SessionExpires &, const SessionExpires &) = default;
};

/// Min-SE of @p message, §5; nothing when it is absent or cannot be read, at least Smallest otherwise.
std::optional<std::chrono::seconds> minSessionExpires(const SipMessage &message);

} // namespace carillon
