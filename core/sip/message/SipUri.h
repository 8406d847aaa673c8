#pragma once

#include "Parameters.h"

namespace carillon {

struct SipUriView;

/// A SIP or SIPS URI, RFC 3261 §19.1. A plain value: build it, copy it, compare it.
struct SipUri {
    static constexpr int MaxParameters = 128; ///< more are refused: they are compared each with each
    static constexpr int MaxHeaders = 128;
    enum class Scheme { Sip, Sips } scheme = Scheme::Sip;
    QByteArray user;                    ///< unescaped; empty when the URI names only a host
    std::optional<QByteArray> password; ///< unescaped; deprecated by §19.1.1, kept so that it survives
    QByteArray host;                    ///< lower case; an IPv6 reference keeps its brackets
    std::optional<quint16> port;        ///< absent is not 5060: §19.1.4 tells the two apart
    Parameters parameters; ///< as on the wire, in order (transport, lr, maddr, ob, alias, gr, ...)
    QList<std::pair<QByteArray, QByteArray>> headers; ///< `?Replaces=...`, names and values unescaped

    /// @returns the URI, or the first byte which the grammar of §25.1 does not allow.
    static Result<SipUri, SyntaxError> parse(QByteArrayView text);
    static SipUri fromView(const SipUriView &view);
    QByteArray toBytes() const;
    /// The transport parameter in lower case, or empty.
    QByteArray transport() const;
    /// `scheme:user@host[:port]`, without parameters and headers: an address-of-record.
    SipUri addressOfRecord() const;
    /// Whether both name the same resource by §19.1.4 (not transitive).
    bool equivalent(const SipUri &other) const;
    /// Member-wise. Protocol matching is equivalent().
    friend bool operator==(const SipUri &, const SipUri &) = default;
};

} // namespace carillon
