// Any bytes as RTP: no crash, every view inside the packet.
#include "RtpPacket.h"

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
    std::uint8_t header[RtpHeader::Size];
    packet->header.write(header);
    if (!(RtpPacket::parse(header)->header == packet->header))
        std::abort();
    return 0;
}
