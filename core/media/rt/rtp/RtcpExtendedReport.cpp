#include "RtcpExtendedReport.h"

namespace carillon {

namespace {

enum class Block : std::uint8_t { ReceiverReference = 4, DelaySinceReference = 5, VoipMetrics = 7 };

constexpr std::size_t BlockHeaderSize = 4;
constexpr std::size_t ReferenceSize = 8;
constexpr std::size_t VoipSize = 32;

RtcpVoipMetrics readVoip(Bytes block) noexcept
{
    RtcpVoipMetrics metrics;
    metrics.ssrc = readU32(block, 0);
    metrics.lossRate = block[4];
    metrics.discardRate = block[5];
    metrics.burstDensity = block[6];
    metrics.gapDensity = block[7];
    metrics.burstMs = readU16(block, 8);
    metrics.gapMs = readU16(block, 10);
    metrics.roundTripMs = readU16(block, 12);
    metrics.endSystemDelayMs = readU16(block, 14);
    metrics.rFactor = block[20];
    metrics.listeningQuality = block[22];
    metrics.conversationalQuality = block[23];
    metrics.jitterBufferMs = readU16(block, 26);
    return metrics;
}

bool readDelays(RtcpExtendedReport &report, Bytes block) noexcept
{
    if (block.size() % RtcpDelayReport::Size != 0)
        return false;
    for (; !block.empty() && report.delayCount < RtcpExtendedReport::MaxDelayReports;
         block = block.subspan(RtcpDelayReport::Size))
        report.delays[report.delayCount++] = {readU32(block, 0), readU32(block, 4), readU32(block, 8)};
    return true;
}

bool readBlock(RtcpExtendedReport &report, std::uint8_t type, Bytes block) noexcept
{
    switch (Block(type)) {
    case Block::ReceiverReference:
        if (block.size() != ReferenceSize)
            return false;
        report.receiverReference = (std::uint64_t(readU32(block, 0)) << 32) | readU32(block, 4);
        return true;
    case Block::DelaySinceReference: return readDelays(report, block);
    case Block::VoipMetrics:
        if (block.size() != VoipSize)
            return false;
        if (!report.voip)
            report.voip = readVoip(block);
        return true;
    }
    return true;
}

MutableBytes beginBlock(MutableBytes out, Block type, std::size_t size) noexcept
{
    out[0] = std::uint8_t(type);
    out[1] = 0;
    writeU16(out, 2, std::uint16_t(size / 4));
    return out.subspan(BlockHeaderSize, size);
}

} // namespace

std::optional<RtcpExtendedReport> RtcpExtendedReport::parse(Bytes body) noexcept
{
    if (body.size() < 4)
        return {};
    RtcpExtendedReport report;
    report.ssrc = readU32(body, 0);
    for (Bytes rest = body.subspan(4); !rest.empty();) {
        if (rest.size() < BlockHeaderSize)
            return {};
        const std::size_t size = std::size_t(readU16(rest, 2)) * 4;
        if (rest.size() - BlockHeaderSize < size)
            return {};
        if (!readBlock(report, rest[0], rest.subspan(BlockHeaderSize, size)))
            return {};
        rest = rest.subspan(BlockHeaderSize + size);
    }
    return report;
}

std::size_t RtcpExtendedReport::write(MutableBytes out, std::uint32_t ssrc,
    std::optional<std::uint64_t> receiverReference, std::span<const RtcpDelayReport> delays) noexcept
{
    const std::size_t delayBytes = delays.size() * RtcpDelayReport::Size;
    std::size_t size = 8 + (receiverReference ? BlockHeaderSize + ReferenceSize : 0);
    size += delays.empty() ? 0 : BlockHeaderSize + delayBytes;
    if (size == 8 || size > out.size())
        return 0;
    out[0] = 0x80;
    out[1] = Type;
    writeU16(out, 2, std::uint16_t(size / 4 - 1));
    writeU32(out, 4, ssrc);
    MutableBytes rest = out.subspan(8);
    if (receiverReference) {
        const MutableBytes block = beginBlock(rest, Block::ReceiverReference, ReferenceSize);
        writeU32(block, 0, std::uint32_t(*receiverReference >> 32));
        writeU32(block, 4, std::uint32_t(*receiverReference));
        rest = rest.subspan(BlockHeaderSize + ReferenceSize);
    }
    if (!delays.empty()) {
        MutableBytes block = beginBlock(rest, Block::DelaySinceReference, delayBytes);
        for (const RtcpDelayReport &delay : delays) {
            writeU32(block, 0, delay.ssrc);
            writeU32(block, 4, delay.lastReceiverReference);
            writeU32(block, 8, delay.delaySinceLastReference);
            block = block.subspan(RtcpDelayReport::Size);
        }
    }
    return size;
}

} // namespace carillon
