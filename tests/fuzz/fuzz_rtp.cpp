// Any bytes as RTP with its header extensions: no crash, every view inside the packet, what was read can be
// written and read again.
#include "RtpHeaderExtensions.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

using namespace carillon;

namespace {

void checkInside(Bytes part, Bytes whole)
{
    if (!part.empty()
        && (part.data() < whole.data() || part.data() + part.size() > whole.data() + whole.size()))
        std::abort();
}

void checkExtensions(const RtpPacket &packet, Bytes whole)
{
    const RtpExtensionIds ids{1, 2, 3, 4};
    RtpExtensionValues values = RtpExtensionValues::parse(packet, ids);
    checkInside(values.mid, whole);
    if (values.mid.size() > RtpExtensionValues::MaxMidBytes)
        values.mid = {};
    std::uint8_t block[MaxRtpExtensionBytes];
    const std::size_t size = writeRtpExtensions(block, values, ids);
    if (size == 0)
        return;
    RtpPacket again;
    again.extensionProfile = readU16(block, 0);
    again.extension = Bytes(block, size).subspan(4);
    const RtpExtensionValues read = RtpExtensionValues::parse(again, ids);
    if (read.audioLevel != values.audioLevel || read.absoluteSendTime != values.absoluteSendTime
        || read.transportSequence != values.transportSequence
        || !std::equal(read.mid.begin(), read.mid.end(), values.mid.begin(), values.mid.end()))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::vector<std::uint8_t> bytes(data, data + size);
    const auto packet = RtpPacket::parse(bytes);
    if (!packet)
        return 0;
    checkInside(packet->csrcs, bytes);
    checkInside(packet->extension, bytes);
    checkInside(packet->payload, bytes);
    checkExtensions(*packet, bytes);
    std::uint8_t header[RtpHeader::Size];
    packet->header.write(header);
    if (!(RtpPacket::parse(header)->header == packet->header))
        std::abort();
    return 0;
}
