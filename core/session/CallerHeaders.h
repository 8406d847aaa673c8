#pragma once

#include "SipMessage.h"

namespace carillon {

/// What a message says about who calls and how, beside From: for showing. Nothing of it is proven: whoever
/// sends it may write what he likes, unless the account's server is trusted to take it out (RFC 3325 §8). A
/// value that cannot be read is left out.
struct CallerHeaders {
    struct Limits {
        static constexpr qsizetype Values = 16;           ///< of each header
        static constexpr qsizetype ValueBytes = 4 * 1024; ///< a longer one is left out
    };
    /// A URI with what it is good for: Alert-Info, Call-Info.
    struct Link {
        QByteArray uri;        ///< as on the wire; never fetched by itself
        Parameters parameters; ///< purpose of Call-Info: icon, info, card
        friend bool operator==(const Link &, const Link &) = default;
    };
    /// Who was called before us: History-Info with its index, Diversion with its reason.
    struct Station {
        NameAddr address;
        QByteArray index{};  ///< of History-Info: "1.2"
        QByteArray reason{}; ///< of Diversion: "user-busy"; of History-Info: the Reason within its URI
        friend bool operator==(const Station &, const Station &) = default;
    };

    QList<NameAddr> assertedIdentities;    ///< P-Asserted-Identity, RFC 3325
    std::optional<NameAddr> remotePartyId; ///< the draft which some servers still send
    QList<Link> alertInfo;                 ///< RFC 3261 §20.4, RFC 7462: how to ring
    QList<Link> callInfo;                  ///< §20.9
    QList<Station> history;                ///< History-Info, RFC 7044, oldest first
    QList<Station> diversions;             ///< RFC 5806, latest first
    QList<QByteArray> identities;          ///< Identity, RFC 8224: signatures, not verified here
    QList<QByteArray> privacy;             ///< Privacy, RFC 3323, lower case: "id", "user"
    QByteArray earlyMedia;                 ///< P-Early-Media, RFC 5009: "sendrecv", "gated"
    QByteArray subject;                    ///< §20.36
    QByteArray priority;                   ///< §20.26, lower case
    QByteArray organization;               ///< §20.25
    std::optional<NameAddr> referredBy;    ///< RFC 3892

    static CallerHeaders of(const SipMessage &message);
    friend bool operator==(const CallerHeaders &, const CallerHeaders &) = default;
};

} // namespace carillon
