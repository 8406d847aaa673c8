#include "RtpSockets.h"

#include "MediaSocket.h"
#include "Random.h"

#include <netinet/in.h>
#include <netinet/ip.h>
#include <unistd.h>

namespace carillon {

namespace {
/// Expedited forwarding, RFC 3246: what networks that tell voice apart look for. Refusal does no harm.
constexpr int DscpExpedited = 46 << 2;

int bound(int family, quint16 port)
{
    const int fd = socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    int result = -1;
    if (family == AF_INET6) {
        const int only = 1;
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof only);
        setsockopt(fd, IPPROTO_IPV6, IPV6_TCLASS, &DscpExpedited, sizeof DscpExpedited);
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_any;
        address.sin6_port = htons(port);
        result = bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    } else {
        setsockopt(fd, IPPROTO_IP, IP_TOS, &DscpExpedited, sizeof DscpExpedited);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_ANY);
        address.sin_port = htons(port);
        result = bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    }
    noteArrivals(fd);
    if (result == 0)
        return fd;
    close(fd);
    return -1;
}
} // namespace

std::unique_ptr<RtpSockets> RtpSockets::bind(int family, PortRange range, Random &random)
{
    const quint32 pairs = (quint32(range.last) - range.first) / 2 + 1;
    for (int attempt = 0; attempt < Attempts; ++attempt) {
        const quint16 port = quint16((range.first & ~1) + 2 * random.below(pairs));
        const int rtp = bound(family, port);
        if (rtp < 0)
            continue;
        const int rtcp = bound(family, quint16(port + 1));
        if (rtcp >= 0)
            return adopt({family, rtp, rtcp, port, quint16(port + 1)});
        close(rtp);
    }
    return nullptr;
}

void RtpSockets::Adopted::addRtcp()
{
    constexpr quint16 last = 65535;
    if (rtcpFd >= 0 || rtpFd < 0 || rtpPort == 0 || rtpPort == last)
        return;
    rtcpFd = bound(family, quint16(rtpPort + 1));
    rtcpPort = rtcpFd >= 0 ? quint16(rtpPort + 1) : 0;
}

std::unique_ptr<RtpSockets> RtpSockets::adopt(const Adopted &sockets)
{
    return sockets.rtpFd < 0 ? nullptr : std::unique_ptr<RtpSockets>(new RtpSockets(sockets));
}

void RtpSockets::discardArrived() const
{
    constexpr int AtMost = 1000; // somebody may send faster than we discard
    for (const int fd : {m_rtpFd, m_rtcpFd}) {
        char byte = 0;
        for (int i = 0; fd >= 0 && i < AtMost && recv(fd, &byte, sizeof byte, MSG_DONTWAIT | MSG_TRUNC) >= 0;
             ++i) { }
    }
}

RtpSockets::~RtpSockets()
{
    for (const int fd : {m_rtpFd, m_rtcpFd}) {
        if (fd >= 0)
            close(fd);
    }
    for (const int fd : m_kept)
        close(fd);
}

} // namespace carillon
