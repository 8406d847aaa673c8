#include "RtcpFeedback.h"

#include <algorithm>
#include <bit>

namespace carillon {

namespace {

constexpr std::size_t SsrcBytes = 8;
constexpr std::uint32_t RembName = 0x52454d42; // "REMB"

std::optional<RtcpFeedback> parseNack(Bytes body) noexcept
{
    const Bytes list = body.subspan(SsrcBytes);
    if (list.empty() || list.size() % 4 != 0)
        return {};
    GenericNack nack;
    nack.senderSsrc = readU32(body, 0);
    nack.mediaSsrc = readU32(body, 4);
    nack.count = std::min(list.size() / 4, GenericNack::MaxItems);
    for (std::size_t i = 0; i < nack.count; ++i)
        nack.items[i] = {readU16(list, 4 * i), readU16(list, 4 * i + 2)};
    return nack;
}

std::optional<RtcpFeedback> parseFullIntra(Bytes body) noexcept
{
    const Bytes list = body.subspan(SsrcBytes);
    if (list.empty() || list.size() % 8 != 0)
        return {};
    FullIntraRequest request;
    request.senderSsrc = readU32(body, 0);
    request.count = std::min(list.size() / 8, FullIntraRequest::MaxEntries);
    for (std::size_t i = 0; i < request.count; ++i)
        request.entries[i] = {readU32(list, 8 * i), list[8 * i + 4]};
    return request;
}

std::optional<RtcpFeedback> parseApplicationLayer(Bytes body) noexcept
{
    const Bytes rest = body.subspan(SsrcBytes);
    if (rest.size() < 4 || readU32(rest, 0) != RembName)
        return UnknownFeedback{RtcpFeedbackView::Layer::Payload, ReceiverEstimate::Format};
    if (rest.size() < 8 || rest.size() - 8 < std::size_t(rest[4]) * 4)
        return {};
    ReceiverEstimate estimate;
    estimate.senderSsrc = readU32(body, 0);
    const std::uint32_t mantissa = readU32(rest, 4) & 0x3ffff;
    const unsigned exponent = (rest[5] >> 2) & 0x3f;
    if (unsigned(std::bit_width(mantissa)) + exponent > 63)
        return {};
    estimate.bitsPerSecond = std::uint64_t(mantissa) << exponent;
    estimate.count = std::min<std::size_t>(rest[4], ReceiverEstimate::MaxSources);
    for (std::size_t i = 0; i < estimate.count; ++i)
        estimate.sources[i] = readU32(rest, 8 + 4 * i);
    return estimate;
}

std::optional<RtcpFeedback> parseTransportLayer(const RtcpFeedbackView &view) noexcept
{
    if (view.format == GenericNack::Format)
        return parseNack(view.body);
    if (view.format == TransportFeedback::Format) {
        if (const auto feedback = TransportFeedback::parse(view.body))
            return *feedback;
        return {};
    }
    return UnknownFeedback{view.layer, view.format};
}

} // namespace

std::optional<RtcpFeedback> parseFeedback(const RtcpFeedbackView &view) noexcept
{
    if (view.body.size() < SsrcBytes)
        return {};
    if (view.layer == RtcpFeedbackView::Layer::Transport)
        return parseTransportLayer(view);
    switch (view.format) {
    case PictureLossIndication::Format:
        return PictureLossIndication{readU32(view.body, 0), readU32(view.body, 4)};
    case FullIntraRequest::Format: return parseFullIntra(view.body);
    case ReceiverEstimate::Format: return parseApplicationLayer(view.body);
    default: return UnknownFeedback{view.layer, view.format};
    }
}

void RtcpFeedbackCounter::feedback(const RtcpFeedback &feedback) noexcept
{
    ++messages;
    if (const auto *nack = std::get_if<GenericNack>(&feedback)) {
        for (std::size_t i = 0; i < nack->count; ++i)
            nackedPackets += 1 + std::uint64_t(std::popcount(nack->items[i].following));
    } else if (std::holds_alternative<PictureLossIndication>(feedback)) {
        ++pictureLosses;
    } else if (const auto *request = std::get_if<FullIntraRequest>(&feedback)) {
        fullIntraRequests += request->count;
    } else if (std::holds_alternative<ReceiverEstimate>(feedback)) {
        ++receiverEstimates;
    } else if (std::holds_alternative<TransportFeedback>(feedback)) {
        ++transportFeedbacks;
    } else {
        ++unknown;
    }
}

} // namespace carillon
