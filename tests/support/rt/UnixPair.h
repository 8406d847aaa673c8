#pragma once

#include "WireBytes.h"

#include <vector>

#include <sys/socket.h>
#include <unistd.h>

namespace carillon {

/// Two connected AF_UNIX datagram sockets: the media thread's end, and the one of ICE, or of core.
class UnixPair final
{
public:
    UnixPair() { socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, m_fds); }
    ~UnixPair()
    {
        close(m_fds[0]);
        close(m_fds[1]);
    }
    UnixPair(const UnixPair &) = delete;
    UnixPair &operator=(const UnixPair &) = delete;

    int mediaFd() const { return m_fds[0]; }
    int otherFd() const { return m_fds[1]; }
    /// By the other end. @returns false when the queue is full.
    bool send(Bytes bytes) const
    {
        return ::send(m_fds[1], bytes.data(), bytes.size(), MSG_DONTWAIT) == ssize_t(bytes.size());
    }
    /// What the media thread's end sent.
    std::vector<std::vector<std::uint8_t>> receiveAll() const
    {
        std::vector<std::vector<std::uint8_t>> all;
        std::vector<std::uint8_t> bytes(2048);
        for (ssize_t size = 1; (size = recv(m_fds[1], bytes.data(), bytes.size(), MSG_DONTWAIT)) > 0;)
            all.emplace_back(bytes.begin(), bytes.begin() + size);
        return all;
    }

private:
    int m_fds[2] = {-1, -1};
};

} // namespace carillon
