#pragma once

#include "NetworkError.h"
#include "Result.h"

#include <QHostAddress>
#include <QList>
#include <functional>
#include <memory>

namespace carillon {

/// One SRV record, RFC 2782.
struct ServiceRecord {
    QString target; ///< a host name; "." alone says that the service is not offered
    quint16 port = 0;
    quint16 priority = 0; ///< the lowest is tried first
    quint16 weight = 0;
    friend bool operator==(const ServiceRecord &, const ServiceRecord &) = default;
};

/// One NAPTR record, RFC 3403 §4.1.
struct NamingPointer {
    quint16 order = 0;      ///< of those that can be used only the lowest counts
    quint16 preference = 0; ///< within one order the lowest is tried first
    QString flags;          ///< "s": ask for SRV of replacement, "a": for its addresses
    QString services;       ///< "SIP+D2U" and its like
    QString regexp;         ///< SIP has no use for it (RFC 3263 §4.1)
    QString replacement;    ///< a domain name; "." is none
    friend bool operator==(const NamingPointer &, const NamingPointer &) = default;
};

/// A question under way: destroying it means that the answer is not wanted any more.
class Lookup
{
public:
    Lookup() = default;
    Lookup(const Lookup &) = delete;
    Lookup &operator=(const Lookup &) = delete;
    virtual ~Lookup() = default;
};

/// The port to DNS: one question, one answer. RFC 3263's procedure over it is HopResolver. Core thread, never
/// blocks.
///
/// Answers come later from the event loop, never from inside the call; the handle may be destroyed while
/// answering.
class Resolver
{
public:
    using AddressesCallback = std::function<void(const Result<QList<QHostAddress>, NetworkError> &)>;
    using ServicesCallback = std::function<void(const Result<QList<ServiceRecord>, NetworkError> &)>;

    using PointersCallback = std::function<void(const Result<QList<NamingPointer>, NetworkError> &)>;

    Resolver() = default;
    Resolver(const Resolver &) = delete;
    Resolver &operator=(const Resolver &) = delete;
    virtual ~Resolver() = default;

    /// A and AAAA, /etc/hosts included. No address at all is HostNotFound with the name as detail.
    [[nodiscard]] virtual std::unique_ptr<Lookup> addresses(const QString &host, AddressesCallback answered)
        = 0;
    /// SRV of e.g. `_sip._udp.example.com`, unordered. No such record is an empty list; an error is a server
    /// that did not answer.
    [[nodiscard]] virtual std::unique_ptr<Lookup> services(const QString &name, ServicesCallback answered)
        = 0;
    /// NAPTR of a domain, unordered; the same of no record and of an error.
    [[nodiscard]] virtual std::unique_ptr<Lookup> namingPointers(
        const QString &domain, PointersCallback answered)
        = 0;
};

} // namespace carillon
