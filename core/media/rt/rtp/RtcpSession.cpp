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
    if (bye == Bye::Yes) {
        writer.bye(sent.ssrc);
        return writer.size();
    }
    return writer.size() + writeExtended(out.subspan(writer.size()), sent, now);
}

std::size_t RtcpSession::writeExtended(MutableBytes out, const Sent &sent, MediaTime now) noexcept
{
    std::optional<std::uint64_t> reference;
    if (sent.asksRoundTrip)
        reference = ntpOf(now);
    RtcpDelayReport delay;
    std::span<const RtcpDelayReport> delays;
    if (sent.answersRoundTrip && m_isAsked) {
        delay
            = {m_askingSsrc, m_lastReference, std::uint32_t(ntpOf(MediaTime(now - m_lastReferenceAt)) >> 16)};
        delays = {&delay, 1};
        m_isAsked = false; // each is answered once: an old one says nothing new
    }
    return RtcpExtendedReport::write(out, sent.ssrc, reference, delays);
}

/// §6.4.1 and RFC 3611 §4.5 reckon alike.
void RtcpSession::roundTrip(std::uint32_t reference, std::uint32_t delay, MediaTime now) noexcept
{
    if (reference == 0)
        return; // it has not heard one of ours yet
    const auto taken = std::int32_t(std::uint32_t(ntpOf(now) >> 16) - reference - delay);
    // Clocks of two kinds can make it slightly negative; a minute or more is nonsense or malice.
    if (taken < 60 * 65536 && taken > -65536 / 10)
        m_reception.rttMs = std::max(0, taken) * 1000. / 65536.;
}

void RtcpSession::received(const RtcpExtendedReport &report, std::uint32_t localSsrc, MediaTime now) noexcept
{
    if (report.receiverReference) {
        m_isAsked = true;
        m_askingSsrc = report.ssrc;
        m_lastReference = std::uint32_t(*report.receiverReference >> 16);
        m_lastReferenceAt = now;
    }
    for (std::size_t i = 0; i < report.delayCount; ++i) {
        const RtcpDelayReport &delay = report.delays[i];
        if (delay.ssrc == localSsrc)
            roundTrip(delay.lastReceiverReference, delay.delaySinceLastReference, now);
    }
    if (report.voip && report.voip->ssrc == localSsrc)
        m_voip = report.voip;
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
        m_reception.hasReport = true;
        m_reception.about = localSsrc;
        ++m_reception.reports;
        m_reception.fractionLost = report.fractionLost / 256.;
        m_reception.cumulativeLost = report.cumulativeLost;
        m_reception.jitterTicks = report.jitter;
        m_reception.highestSequence = report.extendedHighestSequence;
        roundTrip(report.lastSenderReport, report.delaySinceLastSenderReport, now);
    }
    for (std::size_t i = 0; i < compound.byeCount; ++i) {
        if (compound.byes[i] == compound.senderSsrc)
            return true;
    }
    return false;
}

} // namespace carillon
