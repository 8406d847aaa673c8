// Any bytes as an RTCP packet, compound or of reduced size: no crash, counts within their limits, views
// inside the packet, and a session survives what it reads.
#include "RtcpSession.h"

#include <cstdlib>
#include <vector>

using namespace carillon;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

bool isInside(Bytes part, Bytes whole)
{
    return part.empty()
        || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void checkFeedback(const RtcpFeedbackView &view, RtcpFeedbackCounter &counter)
{
    const auto feedback = parseFeedback(view);
    if (!feedback)
        return;
    counter.feedback(*feedback);
    if (const auto *nack = std::get_if<GenericNack>(&*feedback))
        require(nack->count <= GenericNack::MaxItems);
    if (const auto *request = std::get_if<FullIntraRequest>(&*feedback))
        require(request->count <= FullIntraRequest::MaxEntries);
    if (const auto *estimate = std::get_if<ReceiverEstimate>(&*feedback))
        require(estimate->count <= ReceiverEstimate::MaxSources);
    const auto *transport = std::get_if<TransportFeedback>(&*feedback);
    if (!transport)
        return;
    require(transport->count > 0 && transport->count <= TransportFeedback::MaxStatuses);
    // What it says, said by us, is understood again.
    TransportArrivals arrivals;
    const MediaTime start{std::chrono::hours(1)};
    for (std::size_t i = 0; i < transport->count; ++i) {
        if (transport->arrivals[i] != TransportFeedback::NotReceived)
            arrivals.received(std::uint16_t(transport->baseSequence + i),
                start + transport->arrivals[i] * TransportFeedback::Tick);
    }
    std::uint8_t bytes[TransportArrivals::MaxPacketBytes];
    while (const std::size_t size = arrivals.write(bytes, 1, 2))
        require(TransportFeedback::parse(Bytes(bytes, size).subspan(4)).has_value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::vector<std::uint8_t> bytes(data, data + size);
    const auto compound = RtcpCompound::parse(bytes);
    if (!compound)
        return 0;
    require(compound->reportCount <= RtcpCompound::MaxReports && compound->byeCount <= RtcpCompound::MaxByes);
    require(compound->feedbackCount <= RtcpCompound::MaxFeedback);
    require(compound->extendedReportCount <= RtcpCompound::MaxExtendedReports);
    RtcpSession session;
    const MediaTime now{std::chrono::hours(1)};
    session.received(*compound, compound->reports[0].ssrc, now);
    RtcpFeedbackCounter counter;
    for (std::size_t i = 0; i < compound->feedbackCount; ++i) {
        require(isInside(compound->feedback[i].body, bytes));
        checkFeedback(compound->feedback[i], counter);
    }
    for (std::size_t i = 0; i < compound->extendedReportCount; ++i) {
        const auto report = RtcpExtendedReport::parse(compound->extendedReports[i]);
        require(!report || report->delayCount <= RtcpExtendedReport::MaxDelayReports);
        if (report)
            session.received(*report, report->delays[0].ssrc, now);
    }
    RtpSource source;
    source.start(compound->senderSsrc);
    source.received(1);
    std::uint8_t answer[RtcpSession::MaxPacketBytes];
    for (const auto bye : {RtcpSession::Bye::No, RtcpSession::Bye::Yes}) {
        const std::size_t written
            = session.compose(answer, {1, 2, 3, 4, true, true, true}, &source, compound->cname, bye, now);
        require(RtcpCompound::parse(Bytes(answer, written)).has_value());
    }
    return 0;
}
