#pragma once

#include <QtGlobal>
#include <memory>
#include <vector>

#include <sys/socket.h>

namespace carillon {

class Random;

/// The non-blocking sockets of one RTP session: bound for UDP, RTP on an even port, RTCP on the next (RFC
/// 3550 §11); or what somebody else made. They close with it; the media thread uses the descriptors, so
/// whoever ends a stream keeps this until StreamRemoved.
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
    /// Sockets that somebody else made, and owns no longer.
    struct Adopted {
        int family = 0; ///< AF_INET, AF_INET6, or AF_UNIX: the local ends of an ICE agent
        int rtpFd = -1;
        int rtcpFd = -1; ///< -1: only multiplexed
        quint16 rtpPort = 0;
        quint16 rtcpPort = 0;
        /// Without an RTCP socket the next port is taken for it, if it is free: there a peer that does not
        /// multiplex sends its reports (RFC 3550 §11).
        void addRtcp();
    };
    /// @returns null without an RTP socket.
    static std::unique_ptr<RtpSockets> adopt(const Adopted &sockets);
    ~RtpSockets();
    RtpSockets(const RtpSockets &) = delete;
    RtpSockets &operator=(const RtpSockets &) = delete;

    int family() const { return m_family; }
    int rtpFd() const { return m_rtpFd; }
    int rtcpFd() const { return m_rtcpFd; }
    quint16 rtpPort() const { return m_rtpPort; }
    quint16 rtcpPort() const { return m_rtcpPort; } ///< 0: only multiplexed
    /// Closes @p fd too, when it closes: the media thread uses it beside these.
    void keep(int fd) { m_kept.push_back(fd); }
    /// Throws away what came while nobody listened: played now, it would only be delay.
    void discardArrived() const;

private:
    explicit RtpSockets(const Adopted &sockets)
        : m_family(sockets.family)
        , m_rtpFd(sockets.rtpFd)
        , m_rtcpFd(sockets.rtcpFd)
        , m_rtpPort(sockets.rtpPort)
        , m_rtcpPort(sockets.rtcpPort)
    {
    }
    int m_family;
    int m_rtpFd;
    int m_rtcpFd;
    quint16 m_rtpPort;
    quint16 m_rtcpPort;
    std::vector<int> m_kept;
};

} // namespace carillon
