#include "RtcpSession.h"

#include <algorithm>

namespace carillon {

std::uint64_t RtcpSession::ntpOf(MediaTime time) noexcept
{
    const auto nanoseconds = std::uint64_t(time.time_since_epoch().count());
    const std::uint64_t seconds = nanoseconds / 1000000000;
    const std::uint64_t fraction = ((nanoseconds % 1000000000) << 32) / 1000000000;
    return (seconds << 32) | fraction;
}

RtcpReportBlock RtcpSession::reportAbout(RtpSource &source, MediaTime now) noexcept
{
    RtcpReportBlock report;
    report.ssrc = source.ssrc();
    report.fractionLost = source.takeFractionLost();
    report.cumulativeLost
        = std::int32_t(std::clamp<std::int64_t>(source.cumulativeLost(), -0x800000, 0x7fffff));
    report.extendedHighestSequence = source.extendedHighestSequence();
    report.jitter = source.jitter();
    if (m_hasSenderReport && m_reportedSsrc == source.ssrc()) {
        report.lastSenderReport = m_lastSenderReport;
        // 1/65536 s, the same unit as the middle of an NTP time.
        report.delaySinceLastSenderReport = std::uint32_t(ntpOf(MediaTime(now - m_lastSenderReportAt)) >> 16);
    }
    return report;
}

std::size_t RtcpSession::compose(
    MutableBytes out, const Sent &sent, RtpSource *source, Bytes cname, Bye bye, MediaTime now) noexcept
{
    RtcpReportBlock report;
    std::span<const RtcpReportBlock> reports;
    if (source && source->isStarted()) {
        report = reportAbout(*source, now);
        reports = {&report, 1};
    }
    RtcpWriter writer(out);
    if (sent.sender)
        writer.senderReport(sent.ssrc, {ntpOf(now), sent.rtpTimestamp, sent.packets, sent.octets}, reports);
    else
        writer.receiverReport(sent.ssrc, reports);
    writer.sourceDescription(sent.ssrc, cname);
    if (bye == Bye::Yes)
        writer.bye(sent.ssrc);
    return writer.size();
}

bool RtcpSession::received(const RtcpCompound &compound, std::uint32_t localSsrc, MediaTime now) noexcept
{
    if (compound.senderInfo) {
        m_hasSenderReport = true;
        m_reportedSsrc = compound.senderSsrc;
        m_lastSenderReport = std::uint32_t(compound.senderInfo->ntp >> 16);
        m_lastSenderReportAt = now;
    }
    for (std::size_t i = 0; i < compound.reportCount; ++i) {
        const RtcpReportBlock &report = compound.reports[i];
        if (report.ssrc != localSsrc)
            continue;
        m_feedback.hasReport = true;
        m_feedback.fractionLost = report.fractionLost / 256.;
        m_feedback.cumulativeLost = report.cumulativeLost;
        m_feedback.jitterTicks = report.jitter;
        if (report.lastSenderReport == 0)
            continue; // it has not heard a sender report of ours yet
        const auto arrival = std::uint32_t(ntpOf(now) >> 16);
        const auto roundTrip
            = std::int32_t(arrival - report.lastSenderReport - report.delaySinceLastSenderReport);
        // Clocks of two kinds can make it slightly negative; a minute or more is nonsense or malice.
        if (roundTrip < 60 * 65536 && roundTrip > -65536 / 10)
            m_feedback.rttMs = std::max(0, roundTrip) * 1000. / 65536.;
    }
    for (std::size_t i = 0; i < compound.byeCount; ++i) {
        if (compound.byes[i] == compound.senderSsrc)
            return true;
    }
    return false;
}

} // namespace carillon
