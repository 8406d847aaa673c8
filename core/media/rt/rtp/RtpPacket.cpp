#include "RtpPacket.h"

namespace carillon {

void RtpHeader::write(MutableBytes out) const noexcept
{
    out[0] = 0x80;
    out[1] = std::uint8_t((marker ? 0x80 : 0) | (payloadType & 0x7f));
    writeU16(out, 2, sequenceNumber);
    writeU32(out, 4, timestamp);
    writeU32(out, 8, ssrc);
}

std::optional<RtpPacket> RtpPacket::parse(Bytes bytes) noexcept
{
    if (bytes.size() < RtpHeader::Size || (bytes[0] >> 6) != 2)
        return {};
    const bool hasPadding = bytes[0] & 0x20;
    const bool hasExtension = bytes[0] & 0x10;
    const std::size_t csrcBytes = std::size_t(bytes[0] & 0x0f) * 4;

    RtpPacket packet;
    packet.header.marker = bytes[1] & 0x80;
    packet.header.payloadType = bytes[1] & 0x7f;
    packet.header.sequenceNumber = readU16(bytes, 2);
    packet.header.timestamp = readU32(bytes, 4);
    packet.header.ssrc = readU32(bytes, 8);

    Bytes rest = bytes.subspan(RtpHeader::Size);
    if (rest.size() < csrcBytes)
        return {};
    packet.csrcs = rest.first(csrcBytes);
    rest = rest.subspan(csrcBytes);

    if (hasExtension) {
        if (rest.size() < 4)
            return {};
        packet.extensionProfile = readU16(rest, 0);
        const std::size_t extensionBytes = std::size_t(readU16(rest, 2)) * 4;
        rest = rest.subspan(4);
        if (rest.size() < extensionBytes)
            return {};
        packet.extension = rest.first(extensionBytes);
        rest = rest.subspan(extensionBytes);
    }
    if (hasPadding) {
        // The last byte counts the padding, itself included (§5.1).
        if (rest.empty() || rest.back() == 0 || rest.back() > rest.size())
            return {};
        rest = rest.first(rest.size() - rest.back());
    }
    packet.payload = rest;
    return packet;
}

} // namespace carillon
