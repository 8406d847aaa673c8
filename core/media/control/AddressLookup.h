#pragma once

#include <QHostAddress>
#include <QObject>
#include <functional>
#include <memory>

namespace carillon {

/// The address of this machine from which packets to @p remote leave; null when there is no route. Sends
/// nothing.
QHostAddress localAddressTowards(const QHostAddress &remote);

/// AF_INET6, or AF_INET for everything else.
int familyOf(const QHostAddress &address);

/// Turns the host of a c= line into an address, without blocking.
class AddressLookup final
{
public:
    using Done = std::function<void(const QHostAddress &)>;

    AddressLookup() = default;
    AddressLookup(const AddressLookup &) = delete;
    AddressLookup &operator=(const AddressLookup &) = delete;

    /// @p done comes at once unless @p host is a name; never after @p context died. Null for what cannot be
    /// resolved to an address of @p family (AF_INET, AF_INET6, or AF_UNSPEC: IPv4 before IPv6), and for names
    /// which only mean that there is none.
    void start(const QByteArray &host, int family, QObject *context, Done done);
    bool isBusy() const { return m_pending != nullptr; }
    /// The last start() will not answer. The question itself goes on: QHostInfo leaks what it aborts.
    void cancel() { m_pending.reset(); }

private:
    std::shared_ptr<Done> m_pending; ///< null: nobody waits
};

} // namespace carillon
