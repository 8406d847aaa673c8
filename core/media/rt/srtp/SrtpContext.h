#pragma once

#include "SrtpKey.h"
#include "WireBytes.h"

#include <array>
#include <memory>
#include <optional>

struct srtp_ctx_t_;

namespace carillon {

/// One direction's SRTP and SRTCP, RFC 3711 and RFC 7714, by libsrtp2. Made and destroyed on the core thread.
///
/// Constraint: the media thread may not allocate. What is ours does not, and libsrtp keeps its state from
/// packet to packet. Deviation, twice, out of our hands: the first authentic packet of an SSRC that was not
/// known beforehand makes libsrtp copy its template stream, once for each SSRC and for at most MaxStreams in
/// a call (core avoids it by giving the SSRC when the SDP has it). And the distribution's libsrtp is built on
/// NSS, which makes an AES context for each packet: 14 calls of C malloc with AES_CM, 5 with AES-GCM,
/// together 0.6 to 1.6 µs (bench_media counts them); freed at once, so that they come from the thread's own
/// cache. A libsrtp on OpenSSL has none. Adds no latency.
class SrtpContext final
{
public:
    /// What protect() may add, the index of SRTCP and an MKI included; buffers must have this much room
    /// behind the packet.
    static constexpr std::size_t MaxTrailer = 148;
    /// An SSRC costs state that an authentic but misbehaving peer could make us pile up.
    static constexpr std::size_t MaxStreams = 64;

    enum class Outcome : std::uint8_t {
        Ok,
        NotAuthentic, ///< wrong key or MKI, or tampered with
        Replayed,     ///< seen before, or older than the window of 1024 packets
        Refused,      ///< malformed, or of one SSRC too many
    };

    /// Null when libsrtp refuses. @param spare an SSRC to change to on the media thread, which may not make
    /// the state it needs.
    static std::unique_ptr<SrtpContext> createSender(
        const SrtpKey &key, std::uint32_t ssrc, std::optional<std::uint32_t> spare = {});
    static std::unique_ptr<SrtpContext> createReceiver(
        const SrtpKey &key, std::optional<std::uint32_t> ssrc = {});
    ~SrtpContext();
    SrtpContext(const SrtpContext &) = delete;
    SrtpContext &operator=(const SrtpContext &) = delete;

    // All work in place on a buffer aligned to 4 bytes.
    /// @returns the size with tag, or 0 when it failed (the key is worn out after 2^48 packets).
    std::size_t protectRtp(MutableBytes buffer, std::size_t size) noexcept;
    std::size_t protectRtcp(MutableBytes buffer, std::size_t size) noexcept;
    /// @param size in: of the datagram; out: of the plain packet.
    Outcome unprotectRtp(MutableBytes buffer, std::size_t &size) noexcept;
    Outcome unprotectRtcp(MutableBytes buffer, std::size_t &size) noexcept;

private:
    enum class Mki : unsigned { None, Used };
    SrtpContext(srtp_ctx_t_ *context, srtp_ctx_t_ *reports, const SrtpKey &key);
    bool knows(std::uint32_t ssrc) const noexcept;
    void remember(std::uint32_t ssrc) noexcept;

    srtp_ctx_t_ *m_context;
    srtp_ctx_t_ *m_reports;    ///< of SRTCP; m_context, but for one case
    const unsigned m_usesMki;  ///< as libsrtp wants it
    std::size_t m_trailer = 0; ///< of each SRTP packet: MKI and tag
    std::size_t m_reportsTrailer = 0;
    std::array<std::uint32_t, MaxStreams> m_ssrcs{};
    std::size_t m_ssrcCount = 0;
};

} // namespace carillon
