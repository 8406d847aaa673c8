#pragma once

#include "RtcpPacket.h"
#include "RtpHeaderExtensions.h"

#include <vector>

namespace carillon {

/// RTP of 20 ms of PCMU, all samples alike, as a peer would send it.
inline std::vector<std::uint8_t> peerSound(std::uint32_t ssrc, std::uint16_t sequence,
    std::uint32_t timestamp, const RtpExtensionValues &values = {}, const RtpExtensionIds &ids = {})
{
    std::vector<std::uint8_t> packet(RtpHeader::Size + MaxRtpExtensionBytes);
    const std::size_t extension
        = writeRtpExtensions(MutableBytes(packet).subspan(RtpHeader::Size), values, ids);
    RtpHeader{false, 0, sequence, timestamp, ssrc}.write(packet);
    packet[0] = std::uint8_t(packet[0] | (extension > 0 ? 0x10 : 0));
    packet.resize(RtpHeader::Size + extension);
    packet.insert(packet.end(), 160, 0x10);
    return packet;
}

inline std::vector<std::uint8_t> peerSound(std::uint32_t ssrc, std::uint16_t sequence)
{
    return peerSound(ssrc, sequence, sequence * 160u);
}

/// RR of @p ssrc with one block, or none when it is about nobody.
inline std::vector<std::uint8_t> peerReport(std::uint32_t ssrc, std::uint32_t about = 0)
{
    std::vector<std::uint8_t> packet(100);
    const RtcpReportBlock block{about, 0, 0, 1, 0, 0, 0};
    RtcpWriter writer(packet);
    writer.receiverReport(ssrc, {&block, std::size_t(about != 0 ? 1 : 0)});
    packet.resize(writer.size());
    return packet;
}

inline std::vector<std::uint8_t> peerBye(std::uint32_t ssrc)
{
    std::vector<std::uint8_t> packet(100);
    RtcpWriter writer(packet);
    writer.receiverReport(ssrc, {});
    writer.bye(ssrc);
    packet.resize(writer.size());
    return packet;
}

inline bool isRtcp(const std::vector<std::uint8_t> &packet)
{
    return packet.size() > 1 && packet[1] >= 192 && packet[1] <= 223;
}

} // namespace carillon
