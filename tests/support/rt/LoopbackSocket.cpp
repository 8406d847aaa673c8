#include "LoopbackSocket.h"

#include <cstring>

#include <netinet/in.h>
#include <unistd.h>

namespace carillon {

LoopbackSocket::LoopbackSocket(int family)
    : m_fd(socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    , m_family(family)
{
    sockaddr_storage any{};
    if (family == AF_INET6) {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        std::memcpy(&any, &address, sizeof address);
    } else {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        std::memcpy(&any, &address, sizeof address);
    }
    [[maybe_unused]] const int bound
        = bind(m_fd, reinterpret_cast<const sockaddr *>(&any), socketAddressSize(family));
}

LoopbackSocket::~LoopbackSocket()
{
    close(m_fd);
}

sockaddr_storage LoopbackSocket::address() const
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    getsockname(m_fd, reinterpret_cast<sockaddr *>(&address), &size);
    return address;
}

void LoopbackSocket::send(Bytes bytes, const sockaddr_storage &to) const
{
    [[maybe_unused]] const auto sent = sendto(m_fd, bytes.data(), bytes.size(), 0,
        reinterpret_cast<const sockaddr *>(&to), socketAddressSize(to.ss_family));
}

std::vector<std::uint8_t> LoopbackSocket::receive() const
{
    std::vector<std::uint8_t> bytes(2048);
    const auto size = recv(m_fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
    bytes.resize(size > 0 ? std::size_t(size) : 0);
    return bytes;
}

std::vector<std::vector<std::uint8_t>> LoopbackSocket::receiveAll() const
{
    std::vector<std::vector<std::uint8_t>> all;
    for (auto bytes = receive(); !bytes.empty(); bytes = receive())
        all.push_back(std::move(bytes));
    return all;
}

} // namespace carillon
