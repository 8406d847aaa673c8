#pragma once

#include "SipExtensions.h"
#include "SipMessage.h"

#include <optional>

namespace carillon {

/// How an INVITE that was refused differs from the first when it is sent once more, RFC 3261 §8.1.3.5.
struct InviteRepair {
    struct Limits {
        static constexpr qsizetype Tags = 16; ///< of Require or Unsupported
    };
    QList<QByteArray> required{}; ///< extensions which the callee demands (421)
    QList<QByteArray> withheld{}; ///< those which he does not know (420)
    enum class Bodies { All, DescriptionOnly } bodies = Bodies::All;  ///< 415
    enum class Accepted { Ours, Anything } accepted = Accepted::Ours; ///< 406

    /// What to change after @p refusal of @p sent; nothing when it would not help, or would make another
    /// call of it: a replacement that is not understood must not become a call of its own.
    std::optional<InviteRepair> after(
        const SipResponse &refusal, const SipRequest &sent, const SipExtensions &extensions) const;
    /// Require, Supported and Accept of @p invite as it is sent now.
    void applyTo(SipRequest &invite) const;
    friend bool operator==(const InviteRepair &, const InviteRepair &) = default;
};

} // namespace carillon
