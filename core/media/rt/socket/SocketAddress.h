#pragma once

#include <sys/socket.h>

namespace carillon {

/// An IPv4 or IPv6 address and port, as the kernel wants it. IPv4 inside IPv6 (::ffff:a.b.c.d) is kept as
/// IPv4, so that the same peer is equal to itself whichever socket it is seen through.
class SocketAddress final
{
public:
    SocketAddress() = default;
    explicit SocketAddress(const sockaddr_storage &storage) noexcept;
    /// The other end of a connected AF_UNIX socket: there is one only, and it needs no name.
    static SocketAddress connected() noexcept;

    const sockaddr_storage &storage() const noexcept { return m_storage; }
    /// The same address for a socket of @p family: mapped into IPv6 where that is needed.
    sockaddr_storage forFamily(int family) const noexcept;
    /// Something can be sent there: a family we know, not the wildcard address, not port 0; or connected().
    bool isUsable() const noexcept;
    /// Of a network that is not routed in public: RFC 1918, RFC 6598, RFC 4193, link-local.
    bool isPrivate() const noexcept;
    bool isLoopback() const noexcept;

    friend bool operator==(const SocketAddress &left, const SocketAddress &right) noexcept;

private:
    sockaddr_storage m_storage{};
};

/// Bytes of a sockaddr of that family.
socklen_t socketAddressSize(int family) noexcept;

} // namespace carillon
