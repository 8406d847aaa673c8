#include "CallQuality.h"

#include <algorithm>

namespace carillon {

namespace {

constexpr double Newest = 0.4;  ///< the share of the last second in what is smoothed
constexpr double DeviceMs = 20; ///< rings and sound system, where nobody says it
constexpr double LeastRemoteBufferMs = 40;
constexpr int SecondsUntilLeast = 3; ///< the first ones settle

double grown(std::uint64_t before, std::uint64_t now)
{
    return now > before ? double(now - before) : 0;
}

CallQuality::Worst describe(CallQuality::End end, const SpeechImpairments &of, const SpeechScore &score)
{
    return {end, score.cause, of.lostPercent + of.latePercent + of.missedPercent,
        of.networkDelayMs + of.endDelayMs};
}

} // namespace

std::optional<SpeechImpairments> CallQuality::impairmentsHere(const Second &second)
{
    const StreamStatistics &before = second.before;
    const StreamStatistics &now = second.now;
    const double received = grown(before.packetsReceived, now.packetsReceived);
    if (received == 0)
        return std::nullopt; // held, or silent
    SpeechImpairments result;
    result.codec = now.receiveCodec;
    // What redundancy brought back is not invented: only what is invented is heard.
    const double invented = std::clamp((now.concealedMs - before.concealedMs) / 10, 0.0, 100.0);
    const double lost = double(std::max<std::int64_t>(0, now.lost - before.lost));
    const double late = grown(before.late, now.late);
    const double lostShare = lost + late > 0 ? lost / (lost + late) : 0;
    result.lostPercent = invented * lostShare;
    result.latePercent = invented - result.lostPercent;
    result.missedPercent = std::min(100.0, second.missedPlayback);
    result.burstRatio = burstRatio(grown(before.lossRunPackets, now.lossRunPackets),
        grown(before.lossRuns, now.lossRuns), received + lost);
    result.networkDelayMs = now.rttMs > 0 ? now.rttMs / 2 : 0;
    result.endDelayMs = now.bufferMs + second.sendPtimeMs + DeviceMs;
    return result;
}

std::optional<SpeechImpairments> CallQuality::impairmentsThere(const Second &second)
{
    const StreamStatistics &now = second.now;
    if (now.reportsAboutUs == 0 || now.packetsSent == second.before.packetsSent)
        return std::nullopt;
    SpeechImpairments result;
    result.codec = now.sendCodec;
    if (now.sendCodec == CodecKind::Opus && second.hasFec)
        result.recovery = SpeechImpairments::Recovery::InbandFec;
    result.lostPercent = now.remoteFractionLost * 100;
    result.latePercent = now.remoteDiscarded * 100;
    result.missedPercent = std::min(100.0, second.missedCapture);
    result.networkDelayMs = now.rttMs > 0 ? now.rttMs / 2 : 0;
    const double jitter = std::max(0.0, now.remoteJitterMs);
    const double buffer
        = now.remoteBufferMs > 0 ? now.remoteBufferMs : std::max(LeastRemoteBufferMs, 2 * jitter);
    result.endDelayMs = buffer + second.sendPtimeMs + DeviceMs;
    return result;
}

void CallQuality::look(const Second &second)
{
    const auto here = impairmentsHere(second);
    const auto there = impairmentsThere(second);
    m_heard = here ? std::optional(score(*here)) : std::nullopt;
    m_remote = there ? std::optional(score(*there)) : std::nullopt;
    if (m_remote && second.now.remoteMos >= 1) {
        m_remote->mos = second.now.remoteMos; // its own phone knows better
    }
    if (!m_heard && !m_remote)
        return;
    const bool isWorseThere = m_remote && (!m_heard || m_remote->mos < m_heard->mos);
    m_worst = isWorseThere ? describe(End::There, *there, *m_remote) : describe(End::Here, *here, *m_heard);
    const double mos = isWorseThere ? m_remote->mos : m_heard->mos;
    m_smooth = m_smooth ? *m_smooth + Newest * (mos - *m_smooth) : mos;
    m_sum += mos;
    if (++m_seconds == SecondsUntilLeast || (m_seconds > SecondsUntilLeast && *m_smooth < m_least))
        m_least = *m_smooth;
    else if (m_seconds < SecondsUntilLeast)
        m_least = std::max(m_least, mos);
}

CallQuality::Grade CallQuality::grade() const
{
    if (!m_smooth)
        return Grade::Unknown;
    if (*m_smooth >= GoodMos)
        return Grade::Good;
    return *m_smooth >= FairMos ? Grade::Fair : Grade::Poor;
}

} // namespace carillon
