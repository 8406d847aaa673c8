#pragma once

#include "SocketAddress.h"
#include "WireBytes.h"

#include <vector>

namespace carillon {

/// A UDP socket on a free port of the loopback interface. What is sent there has arrived when send() returns.
class LoopbackSocket final
{
public:
    explicit LoopbackSocket(int family = AF_INET);
    ~LoopbackSocket();
    LoopbackSocket(const LoopbackSocket &) = delete;
    LoopbackSocket &operator=(const LoopbackSocket &) = delete;

    int fd() const { return m_fd; }
    sockaddr_storage address() const;
    void send(Bytes bytes, const sockaddr_storage &to) const;
    /// Empty when nothing is there.
    std::vector<std::uint8_t> receive() const;
    std::vector<std::vector<std::uint8_t>> receiveAll() const;

private:
    int m_fd;
    int m_family;
};

} // namespace carillon
