#include "MediaSocket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace carillon {

namespace {
std::chrono::nanoseconds toDuration(const timespec &time) noexcept
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}
}

void noteArrivals(int fd) noexcept
{
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
}

int socketFamily(int fd) noexcept
{
    sockaddr_storage local{};
    socklen_t size = sizeof local;
    if (getsockname(fd, reinterpret_cast<sockaddr *>(&local), &size) != 0)
        return AF_UNSPEC;
    return local.ss_family;
}

bool sendDatagram(int fd, int family, Bytes bytes, const SocketAddress &to) noexcept
{
    if (family == AF_UNIX)
        return ::send(fd, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL) == ssize_t(bytes.size());
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
    for (std::size_t i = 0; i < MaxDatagrams; ++i) {
        msghdr &header = m_messages[i].msg_hdr;
        header.msg_namelen = sizeof(sockaddr_storage);
        header.msg_control = m_controls[i].bytes.data();
        header.msg_controllen = sizeof m_controls[i].bytes;
        header.msg_flags = 0;
    }
    // An error that an earlier datagram of ours caused (ICMP) is reported here instead of data, once: ask
    // again.
    int count = recvmmsg(fd, m_messages.data(), MaxDatagrams, MSG_DONTWAIT, nullptr);
    if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        count = recvmmsg(fd, m_messages.data(), MaxDatagrams, MSG_DONTWAIT, nullptr);
    if (count <= 0)
        return 0;
    timespec time{};
    clock_gettime(CLOCK_REALTIME, &time);
    m_receivedAt = toDuration(time);
    return std::size_t(count);
}

std::chrono::nanoseconds DatagramBatch::age(std::size_t index) const noexcept
{
    constexpr std::chrono::nanoseconds Oldest = std::chrono::seconds(1); // or somebody has just set the clock
    const cmsghdr *note = CMSG_FIRSTHDR(&m_messages[index].msg_hdr);
    if (!note || note->cmsg_level != SOL_SOCKET || note->cmsg_type != SCM_TIMESTAMPNS)
        return {};
    timespec arrived{};
    std::memcpy(&arrived, CMSG_DATA(note), sizeof arrived);
    return std::clamp(m_receivedAt - toDuration(arrived), std::chrono::nanoseconds(0), Oldest);
}

MutableBytes DatagramBatch::bytes(std::size_t index) noexcept
{
    if (m_messages[index].msg_hdr.msg_flags & MSG_TRUNC)
        return {};
    return {m_buffers[index].bytes.data(), m_messages[index].msg_len};
}

SocketAddress DatagramBatch::source(std::size_t index) const noexcept
{
    // An end of a socketpair has no name, and what is in the array is of an earlier datagram then.
    if (m_messages[index].msg_hdr.msg_namelen == 0 || m_sources[index].ss_family == AF_UNIX)
        return SocketAddress::connected();
    return SocketAddress(m_sources[index]);
}

} // namespace carillon
