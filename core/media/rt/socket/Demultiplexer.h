#pragma once

#include "WireBytes.h"

namespace carillon {

enum class DatagramKind : std::uint8_t { Rtp, Rtcp, Stun, Zrtp, Dtls, TurnChannel, Unknown };

/// What a datagram on a media port is, by its first byte (RFC 7983 §7), and RTP from RTCP by the second (RFC
/// 5761 §4).
constexpr DatagramKind datagramKind(Bytes bytes) noexcept
{
    if (bytes.size() < 2)
        return DatagramKind::Unknown;
    const std::uint8_t first = bytes[0];
    if (first <= 3)
        return DatagramKind::Stun;
    if (first >= 16 && first <= 19)
        return DatagramKind::Zrtp;
    if (first >= 20 && first <= 63)
        return DatagramKind::Dtls;
    if (first >= 64 && first <= 79)
        return DatagramKind::TurnChannel;
    if (first >= 128 && first <= 191)
        return bytes[1] >= 192 && bytes[1] <= 223 ? DatagramKind::Rtcp : DatagramKind::Rtp;
    return DatagramKind::Unknown;
}

} // namespace carillon
