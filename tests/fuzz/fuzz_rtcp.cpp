// Any bytes as an RTCP compound packet: no crash, counts within their limits, and a session survives what it
// reads.
#include "RtcpSession.h"

#include <cstdlib>
#include <vector>

using namespace carillon;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::vector<std::uint8_t> bytes(data, data + size);
    const auto compound = RtcpCompound::parse(bytes);
    if (!compound)
        return 0;
    if (compound->reportCount > RtcpCompound::MaxReports || compound->byeCount > RtcpCompound::MaxByes)
        std::abort();
    RtcpSession session;
    const MediaTime now{std::chrono::hours(1)};
    session.received(*compound, compound->reports[0].ssrc, now);
    RtpSource source;
    source.start(compound->senderSsrc);
    source.received(1);
    std::uint8_t answer[RtcpSession::MaxPacketBytes];
    const std::size_t written
        = session.compose(answer, {1, 2, 3, 4, true}, &source, compound->cname, RtcpSession::Bye::Yes, now);
    if (!RtcpCompound::parse(Bytes(answer, written)))
        std::abort();
    return 0;
}
