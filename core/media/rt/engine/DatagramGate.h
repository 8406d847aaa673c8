#pragma once

#include "RateLimit.h"
#include "SourceLatch.h"
#include "StreamStatistics.h"
#include "TickContext.h"

namespace carillon {

/// The first to look at what arrives: tells the kinds apart by the first byte (RFC 7983), hands DTLS to core,
/// and lets RTP and RTCP through.
///
/// Before there is a key anybody can send anything, so all that is done for a datagram is bounded: STUN is
/// counted (ICE has its own socket), DTLS goes to core at most MaxDtlsPerSecond times, RTP and RTCP which are
/// not from the source that is believed already are looked at so many times a second. Once there are keys,
/// SRTP is the judge, and a flood costs it a microsecond for each. Adds no latency.
class DatagramGate final
{
public:
    /// A flight of a handshake is at most a dozen datagrams, and is repeated once a second.
    static constexpr int MaxDtlsPerSecond = 100;
    /// Packets of 10 ms, ten times over.
    static constexpr int MaxRtpPerSecond = 1000;
    static constexpr int MaxRtcpPerSecond = 100;

    enum class Verdict : std::uint8_t { Rtp, Rtcp, Done };
    enum class Socket : std::uint8_t { Rtp, Rtcp };
    struct Arrival {
        Bytes bytes;
        const SocketAddress &source;
        Socket socket = Socket::Rtp;
    };

    /// With a new call, and when an update brought another address for RTP.
    void start(const SocketAddress &signalled, MediaTime now) noexcept;
    void move(const SocketAddress &signalled, MediaTime now) noexcept;
    void expectPeer(MediaTime now) noexcept { m_controlLatch.expectPeer(now); }
    /// @param latch of the socket it came from. @returns what is left to be done with it.
    Verdict admit(const Arrival &arrival, const SourceLatch &latch, const TickContext &at) noexcept;
    void fill(StreamStatistics &statistics) const noexcept;

private:
    Verdict media(
        Verdict kind, const Arrival &arrival, const SourceLatch &latch, const TickContext &at) noexcept;
    void control(const Arrival &arrival, const SourceLatch &latch, const TickContext &at) noexcept;

    SourceLatch m_controlLatch; ///< of DTLS: the same rules for the same reason
    RateLimit m_rtp{MaxRtpPerSecond};
    RateLimit m_rtcp{MaxRtcpPerSecond};
    RateLimit m_dtls{MaxDtlsPerSecond};
    std::uint64_t m_stun = 0;
    std::uint64_t m_dtlsForwarded = 0;
    std::uint64_t m_dtlsDropped = 0;
    std::uint64_t m_others = 0;
    std::uint64_t m_unknown = 0;
    std::uint64_t m_beforeKeys = 0;
    std::uint64_t m_overLimit = 0;
};

} // namespace carillon
