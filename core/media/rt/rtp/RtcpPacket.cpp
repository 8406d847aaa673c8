#include "RtcpPacket.h"

#include <algorithm>

namespace carillon {

namespace {

constexpr std::uint8_t SdesCname = 1;
constexpr std::size_t HeaderSize = 4;
constexpr auto TransportFeedbackType = std::uint8_t(RtcpType::TransportFeedback);
constexpr std::size_t SenderInfoSize = 20;

RtcpReportBlock readReport(Bytes bytes)
{
    RtcpReportBlock report;
    report.ssrc = readU32(bytes, 0);
    report.fractionLost = bytes[4];
    // 24 bits with a sign: shifted up to the sign of 32 bits and back.
    report.cumulativeLost = std::int32_t(readU32(bytes, 4) << 8) >> 8;
    report.extendedHighestSequence = readU32(bytes, 8);
    report.jitter = readU32(bytes, 12);
    report.lastSenderReport = readU32(bytes, 16);
    report.delaySinceLastSenderReport = readU32(bytes, 20);
    return report;
}

void writeReport(MutableBytes out, const RtcpReportBlock &report)
{
    const std::int32_t lost = std::clamp(report.cumulativeLost, -0x800000, 0x7fffff);
    writeU32(out, 0, report.ssrc);
    writeU32(out, 4, (std::uint32_t(report.fractionLost) << 24) | (std::uint32_t(lost) & 0xffffff));
    writeU32(out, 8, report.extendedHighestSequence);
    writeU32(out, 12, report.jitter);
    writeU32(out, 16, report.lastSenderReport);
    writeU32(out, 20, report.delaySinceLastSenderReport);
}

bool parseReports(RtcpCompound &compound, Bytes body, std::size_t count)
{
    if (body.size() < count * RtcpReportBlock::Size)
        return false; // what follows the blocks is a profile's own (§6.4.3)
    for (std::size_t i = 0; i < count && compound.reportCount < RtcpCompound::MaxReports; ++i)
        compound.reports[compound.reportCount++] = readReport(body.subspan(i * RtcpReportBlock::Size));
    return true;
}

bool parseSenderReport(RtcpCompound &compound, Bytes body, std::size_t count)
{
    if (body.size() < 4 + SenderInfoSize)
        return false;
    if (!compound.senderInfo) {
        compound.senderInfo = RtcpSenderInfo{(std::uint64_t(readU32(body, 4)) << 32) | readU32(body, 8),
            readU32(body, 12), readU32(body, 16), readU32(body, 20)};
    }
    return parseReports(compound, body.subspan(4 + SenderInfoSize), count);
}

/// §6.5: chunks of an SSRC and items up to a zero byte, each chunk padded to 32 bits.
bool parseDescriptions(RtcpCompound &compound, Bytes body, std::size_t count)
{
    std::size_t at = 0;
    for (std::size_t chunk = 0; chunk < count; ++chunk) {
        if (body.size() - at < 4)
            return false;
        at += 4;
        while (true) {
            if (at >= body.size())
                return false; // no terminating zero
            if (body[at] == 0)
                break;
            if (body.size() - at < 2 || body.size() - at - 2 < body[at + 1])
                return false;
            const std::size_t length = body[at + 1];
            if (body[at] == SdesCname && compound.cname.empty())
                compound.cname = body.subspan(at + 2, length);
            at += 2 + length;
        }
        at = (at / 4 + 1)
            * 4; // past the zero and its padding; a body is a multiple of 4, so this cannot overshoot
    }
    return true;
}

bool parseByes(RtcpCompound &compound, Bytes body, std::size_t count)
{
    if (body.size() < count * 4)
        return false;
    for (std::size_t i = 0; i < count && compound.byeCount < RtcpCompound::MaxByes; ++i)
        compound.byes[compound.byeCount++] = readU32(body, i * 4);
    return true;
}

bool keepFeedback(RtcpCompound &compound, RtcpFeedbackView::Layer layer, Bytes body, std::size_t format)
{
    if (body.size() < 8)
        return false;
    if (compound.feedbackCount < RtcpCompound::MaxFeedback)
        compound.feedback[compound.feedbackCount++] = {layer, std::uint8_t(format), body};
    return true;
}

bool keepExtendedReport(RtcpCompound &compound, Bytes body)
{
    if (compound.extendedReportCount < RtcpCompound::MaxExtendedReports)
        compound.extendedReports[compound.extendedReportCount++] = body;
    return true;
}

bool isReport(std::uint8_t type)
{
    return type == std::uint8_t(RtcpType::SenderReport) || type == std::uint8_t(RtcpType::ReceiverReport);
}

/// SDES and BYE alone would be no RTCP by either rule, and are easily forged.
bool mayComeAlone(std::uint8_t type)
{
    return type >= std::uint8_t(RtcpType::App) && type <= std::uint8_t(RtcpType::ExtendedReport);
}

bool parseOne(RtcpCompound &compound, std::uint8_t type, Bytes body, std::size_t count)
{
    switch (RtcpType(type)) {
    case RtcpType::SenderReport: return parseSenderReport(compound, body, count);
    case RtcpType::ReceiverReport: return body.size() >= 4 && parseReports(compound, body.subspan(4), count);
    case RtcpType::SourceDescription: return parseDescriptions(compound, body, count);
    case RtcpType::Bye: return parseByes(compound, body, count);
    case RtcpType::TransportFeedback:
        return keepFeedback(compound, RtcpFeedbackView::Layer::Transport, body, count);
    case RtcpType::PayloadFeedback:
        return keepFeedback(compound, RtcpFeedbackView::Layer::Payload, body, count);
    case RtcpType::ExtendedReport: return keepExtendedReport(compound, body);
    case RtcpType::App: break;
    }
    return true;
}

} // namespace

std::optional<RtcpCompound> RtcpCompound::parse(Bytes bytes) noexcept
{
    if (bytes.size() < HeaderSize + 4 || bytes.size() % 4 != 0)
        return {};
    if (!isReport(bytes[1]) && !mayComeAlone(bytes[1]))
        return {};
    RtcpCompound compound;
    compound.isReducedSize = !isReport(bytes[1]);
    compound.senderSsrc = readU32(bytes, 4);
    while (!bytes.empty()) {
        const std::size_t size = (std::size_t(readU16(bytes, 2)) + 1) * 4;
        if ((bytes[0] >> 6) != 2 || size > bytes.size())
            return {};
        Bytes body = bytes.subspan(HeaderSize, size - HeaderSize);
        if (bytes[0] & 0x20) {
            const bool last = size == bytes.size();
            // Browsers fill transport-wide feedback up to 32 bits so, although §6.4.1 wants multiples of
            // four.
            const bool isWhole = body.empty() || body.back() % 4 == 0 || bytes[1] == TransportFeedbackType;
            if (!last || body.empty() || body.back() == 0 || !isWhole || body.back() > body.size())
                return {};
            body = body.first(body.size() - body.back());
        }
        if (!parseOne(compound, bytes[1], body, bytes[0] & 0x1f))
            return {};
        bytes = bytes.subspan(size);
    }
    return compound;
}

/// Writes the header of a packet with @p bytes of body, a multiple of 4. @returns the body, or nothing.
MutableBytes RtcpWriter::begin(RtcpType type, std::size_t count, std::size_t bytes) noexcept
{
    if (count > 31 || m_out.size() - m_size < HeaderSize + bytes)
        return {};
    const MutableBytes packet = m_out.subspan(m_size, HeaderSize + bytes);
    packet[0] = std::uint8_t(0x80 | count);
    packet[1] = std::uint8_t(type);
    writeU16(packet, 2, std::uint16_t(bytes / 4));
    m_size += packet.size();
    return packet.subspan(HeaderSize);
}

bool RtcpWriter::senderReport(
    std::uint32_t ssrc, const RtcpSenderInfo &info, std::span<const RtcpReportBlock> reports) noexcept
{
    const MutableBytes body = begin(
        RtcpType::SenderReport, reports.size(), 4 + SenderInfoSize + reports.size() * RtcpReportBlock::Size);
    if (body.empty())
        return false;
    writeU32(body, 0, ssrc);
    writeU32(body, 4, std::uint32_t(info.ntp >> 32));
    writeU32(body, 8, std::uint32_t(info.ntp));
    writeU32(body, 12, info.rtpTimestamp);
    writeU32(body, 16, info.packets);
    writeU32(body, 20, info.octets);
    for (std::size_t i = 0; i < reports.size(); ++i)
        writeReport(body.subspan(4 + SenderInfoSize + i * RtcpReportBlock::Size), reports[i]);
    return true;
}

bool RtcpWriter::receiverReport(std::uint32_t ssrc, std::span<const RtcpReportBlock> reports) noexcept
{
    const MutableBytes body
        = begin(RtcpType::ReceiverReport, reports.size(), 4 + reports.size() * RtcpReportBlock::Size);
    if (body.empty())
        return false;
    writeU32(body, 0, ssrc);
    for (std::size_t i = 0; i < reports.size(); ++i)
        writeReport(body.subspan(4 + i * RtcpReportBlock::Size), reports[i]);
    return true;
}

bool RtcpWriter::sourceDescription(std::uint32_t ssrc, Bytes cname) noexcept
{
    cname = cname.first(std::min<std::size_t>(cname.size(), 255));
    // At least one zero byte ends the items, then zeros up to 32 bits.
    const std::size_t bytes = (4 + 2 + cname.size()) / 4 * 4 + 4;
    const MutableBytes body = begin(RtcpType::SourceDescription, 1, bytes);
    if (body.empty())
        return false;
    std::fill(body.begin(), body.end(), std::uint8_t(0));
    writeU32(body, 0, ssrc);
    body[4] = SdesCname;
    body[5] = std::uint8_t(cname.size());
    std::copy(cname.begin(), cname.end(), body.begin() + 6);
    return true;
}

bool RtcpWriter::bye(std::uint32_t ssrc) noexcept
{
    const MutableBytes body = begin(RtcpType::Bye, 1, 4);
    if (body.empty())
        return false;
    writeU32(body, 0, ssrc);
    return true;
}

} // namespace carillon
