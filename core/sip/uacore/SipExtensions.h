#pragma once

#include <QByteArray>
#include <QList>

namespace carillon {

/// The extensions of INVITE that a program may choose, by their option tags (RFC 3261 §19.2).
struct SipExtensions {
    enum class Support {
        Unsupported, ///< not offered; who requires it gets 420
        Supported,
        Required, ///< Require of our INVITE; as callee: used whenever the caller can
    };
    Support reliableProvisionals = Support::Supported; ///< 100rel, RFC 3262
    Support replaces = Support::Supported;             ///< RFC 3891; Unsupported: the header is not heeded
    /// RFC 3911. A program that says Supported mixes the joined call with the new one itself.
    Support join = Support::Unsupported;
    QList<QByteArray> extraSupported{}; ///< further option tags for Supported: only said, by the program done
    /// Event packages of which the program's Notifiers tell, for Allow-Events (RFC 6665 §4.4.4); that of
    /// REFER is always there.
    QList<QByteArray> events{};
};

} // namespace carillon
