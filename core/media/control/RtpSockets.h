#pragma once

#include <QtGlobal>
#include <memory>

#include <sys/socket.h>

namespace carillon {

class Random;

/// The bound, non-blocking UDP sockets of one RTP session: RTP on an even port, RTCP on the next (RFC 3550
/// §11). They close with it; the media thread uses the descriptors, so whoever ends a stream keeps this until
/// StreamRemoved.
class RtpSockets final
{
public:
    struct PortRange {
        quint16 first = 16384; ///< where firewalls expect RTP; below the ephemeral ports
        quint16 last = 32766;
    };
    static constexpr int Attempts = 64;

    /// On every address of @p family (AF_INET or AF_INET6): which one the peer reaches is signalling's
    /// business.
    /// @returns null when no pair is free.
    static std::unique_ptr<RtpSockets> bind(int family, PortRange range, Random &random);
    ~RtpSockets();
    RtpSockets(const RtpSockets &) = delete;
    RtpSockets &operator=(const RtpSockets &) = delete;

    int family() const { return m_family; }
    int rtpFd() const { return m_rtpFd; }
    int rtcpFd() const { return m_rtcpFd; }
    quint16 rtpPort() const { return m_rtpPort; }
    quint16 rtcpPort() const { return quint16(m_rtpPort + 1); }
    /// Throws away what came while nobody listened: played now, it would only be delay.
    void discardArrived() const;

private:
    RtpSockets(int family, int rtpFd, int rtcpFd, quint16 rtpPort)
        : m_family(family)
        , m_rtpFd(rtpFd)
        , m_rtcpFd(rtcpFd)
        , m_rtpPort(rtpPort)
    {
    }
    int m_family;
    int m_rtpFd;
    int m_rtcpFd;
    quint16 m_rtpPort;
};

} // namespace carillon
