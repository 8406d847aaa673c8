#include "MediaSocket.h"

#include <cerrno>

namespace carillon {

int socketFamily(int fd) noexcept
{
    sockaddr_storage local {};
    socklen_t size = sizeof local;
    if (getsockname(fd, reinterpret_cast<sockaddr *>(&local), &size) != 0)
        return AF_UNSPEC;
    return local.ss_family;
}

bool sendDatagram(int fd, int family, Bytes bytes, const SocketAddress &to) noexcept
{
    const sockaddr_storage address = to.forFamily(family);
    const auto sent = sendto(fd, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
        reinterpret_cast<const sockaddr *>(&address), socketAddressSize(address.ss_family));
    return sent == ssize_t(bytes.size());
}

DatagramBatch::DatagramBatch() noexcept
{
    for (std::size_t i = 0; i < MaxDatagrams; ++i) {
        m_vectors[i] = {m_buffers[i].bytes.data(), MaxBytes};
        m_messages[i].msg_hdr.msg_iov = &m_vectors[i];
        m_messages[i].msg_hdr.msg_iovlen = 1;
        m_messages[i].msg_hdr.msg_name = &m_sources[i];
    }
}

std::size_t DatagramBatch::receive(int fd) noexcept
{
    for (auto &message : m_messages) {
        message.msg_hdr.msg_namelen = sizeof(sockaddr_storage);
        message.msg_hdr.msg_flags = 0;
    }
    // An error that an earlier datagram of ours caused (ICMP) is reported here instead of data, once: ask again.
    int count = recvmmsg(fd, m_messages.data(), MaxDatagrams, MSG_DONTWAIT, nullptr);
    if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        count = recvmmsg(fd, m_messages.data(), MaxDatagrams, MSG_DONTWAIT, nullptr);
    return count > 0 ? std::size_t(count) : 0;
}

MutableBytes DatagramBatch::bytes(std::size_t index) noexcept
{
    if (m_messages[index].msg_hdr.msg_flags & MSG_TRUNC)
        return {};
    return {m_buffers[index].bytes.data(), m_messages[index].msg_len};
}

SocketAddress DatagramBatch::source(std::size_t index) const noexcept
{
    return SocketAddress(m_sources[index]);
}

} // namespace carillon
