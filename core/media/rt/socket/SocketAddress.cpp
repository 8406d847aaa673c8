#include "SocketAddress.h"

#include <cstdint>
#include <cstring>

#include <netinet/in.h>

namespace carillon {

namespace {

sockaddr_in asIpv4(const sockaddr_storage &storage)
{
    sockaddr_in address;
    std::memcpy(&address, &storage, sizeof address);
    return address;
}

sockaddr_in6 asIpv6(const sockaddr_storage &storage)
{
    sockaddr_in6 address;
    std::memcpy(&address, &storage, sizeof address);
    return address;
}

template <typename Address>
sockaddr_storage asStorage(const Address &address)
{
    sockaddr_storage storage{};
    std::memcpy(&storage, &address, sizeof address);
    return storage;
}

bool isWithin(std::uint32_t address, std::uint32_t network, int prefix)
{
    return (address ^ network) >> (32 - prefix) == 0;
}

} // namespace

socklen_t socketAddressSize(int family) noexcept
{
    return family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
}

SocketAddress::SocketAddress(const sockaddr_storage &storage) noexcept
    : m_storage(storage)
{
    if (storage.ss_family != AF_INET6)
        return;
    const sockaddr_in6 ipv6 = asIpv6(storage);
    if (!IN6_IS_ADDR_V4MAPPED(&ipv6.sin6_addr))
        return;
    sockaddr_in ipv4{};
    ipv4.sin_family = AF_INET;
    ipv4.sin_port = ipv6.sin6_port;
    std::memcpy(&ipv4.sin_addr, ipv6.sin6_addr.s6_addr + 12, 4);
    m_storage = asStorage(ipv4);
}

SocketAddress SocketAddress::connected() noexcept
{
    SocketAddress address;
    address.m_storage.ss_family = AF_UNIX;
    return address;
}

sockaddr_storage SocketAddress::forFamily(int family) const noexcept
{
    if (family != AF_INET6 || m_storage.ss_family != AF_INET)
        return m_storage;
    const sockaddr_in ipv4 = asIpv4(m_storage);
    sockaddr_in6 ipv6{};
    ipv6.sin6_family = AF_INET6;
    ipv6.sin6_port = ipv4.sin_port;
    ipv6.sin6_addr.s6_addr[10] = 0xff;
    ipv6.sin6_addr.s6_addr[11] = 0xff;
    std::memcpy(ipv6.sin6_addr.s6_addr + 12, &ipv4.sin_addr, 4);
    return asStorage(ipv6);
}

bool SocketAddress::isUsable() const noexcept
{
    if (m_storage.ss_family == AF_INET) {
        const sockaddr_in address = asIpv4(m_storage);
        return address.sin_port != 0 && address.sin_addr.s_addr != htonl(INADDR_ANY);
    }
    if (m_storage.ss_family == AF_INET6) {
        const sockaddr_in6 address = asIpv6(m_storage);
        return address.sin6_port != 0 && !IN6_IS_ADDR_UNSPECIFIED(&address.sin6_addr);
    }
    return m_storage.ss_family == AF_UNIX;
}

bool SocketAddress::isPrivate() const noexcept
{
    if (m_storage.ss_family == AF_INET) {
        const std::uint32_t address = ntohl(asIpv4(m_storage).sin_addr.s_addr);
        return isWithin(address, 0x0a000000, 8) || isWithin(address, 0xac100000, 12)
            || isWithin(address, 0xc0a80000, 16) || isWithin(address, 0x64400000, 10)
            || isWithin(address, 0xa9fe0000, 16);
    }
    if (m_storage.ss_family == AF_INET6) {
        const sockaddr_in6 address = asIpv6(m_storage);
        return (address.sin6_addr.s6_addr[0] & 0xfe) == 0xfc || IN6_IS_ADDR_LINKLOCAL(&address.sin6_addr);
    }
    return false;
}

bool SocketAddress::isLoopback() const noexcept
{
    if (m_storage.ss_family == AF_INET)
        return isWithin(ntohl(asIpv4(m_storage).sin_addr.s_addr), 0x7f000000, 8);
    const sockaddr_in6 address = asIpv6(m_storage);
    return m_storage.ss_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&address.sin6_addr);
}

bool operator==(const SocketAddress &left, const SocketAddress &right) noexcept
{
    if (left.m_storage.ss_family != right.m_storage.ss_family)
        return false;
    if (left.m_storage.ss_family == AF_INET) {
        const sockaddr_in a = asIpv4(left.m_storage);
        const sockaddr_in b = asIpv4(right.m_storage);
        return a.sin_port == b.sin_port && a.sin_addr.s_addr == b.sin_addr.s_addr;
    }
    if (left.m_storage.ss_family == AF_INET6) {
        const sockaddr_in6 a = asIpv6(left.m_storage);
        const sockaddr_in6 b = asIpv6(right.m_storage);
        // Flow label and scope are the kernel's business, except that a link-local address means nothing
        // without.
        return a.sin6_port == b.sin6_port && std::memcmp(&a.sin6_addr, &b.sin6_addr, sizeof a.sin6_addr) == 0
            && (!IN6_IS_ADDR_LINKLOCAL(&a.sin6_addr) || a.sin6_scope_id == b.sin6_scope_id);
    }
    return true;
}

} // namespace carillon
