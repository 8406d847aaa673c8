#include "CallQuality.h"

#include "Counters.h"

#include <algorithm>

namespace carillon {

namespace {

constexpr double Newest = 0.4;  ///< the share of the last second in what is smoothed
constexpr double DeviceMs = 20; ///< rings and sound system, where nobody says it
constexpr double LeastRemoteBufferMs = 40;
constexpr double WorstMos = 1;
constexpr int SecondsUntilLeast = 3; ///< the first ones settle

CallQuality::Worst describe(CallQuality::End end, const SpeechImpairments &of, const SpeechScore &score)
{
    return {end, score.cause, of.lostPercent + of.latePercent + of.missedPercent,
        of.networkDelayMs + of.endDelayMs};
}

CallQuality::Grade gradeOf(double mos)
{
    if (mos >= CallQuality::GoodMos)
        return CallQuality::Grade::Good;
    return mos >= CallQuality::FairMos ? CallQuality::Grade::Fair : CallQuality::Grade::Poor;
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
    const bool isSilence = second.diagnosis.isSilence();
    if (isSilence)
        count(second.diagnosis);
    if (!m_heard && !m_remote)
        return;
    const bool isWorseThere = m_remote && (!m_heard || m_remote->mos < m_heard->mos);
    m_worst = isWorseThere ? describe(End::There, *there, *m_remote) : describe(End::Here, *here, *m_heard);
    const double mos = isWorseThere ? m_remote->mos : m_heard->mos;
    m_smooth = m_smooth ? *m_smooth + Newest * (mos - *m_smooth) : mos;
    if (!isSilence)
        count(mos);
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
    return gradeOf(*m_smooth);
}

void CallQuality::count(double mos)
{
    Tally &tally = m_tallies[std::size_t(m_worst.end) * Causes + std::size_t(m_worst.cause)];
    ++tally.seconds;
    tally.mos += mos;
    tally.sum = {
        m_worst.end, m_worst.cause, tally.sum.percent + m_worst.percent, tally.sum.delayMs + m_worst.delayMs};
}

void CallQuality::count(const Diagnosis &silence)
{
    Silence &seconds = m_silences[std::size_t(silence.cause)];
    ++seconds.seconds;
    seconds.diagnosis = silence;
}

CallQuality::Overall CallQuality::overall() const
{
    const auto troubled = [](const Tally &tally) { return tally.isClean() ? 0 : tally.seconds; };
    const Tally &trouble = *std::max_element(m_tallies.begin(), m_tallies.end(),
        [&](const Tally &a, const Tally &b) { return troubled(a) < troubled(b); });
    const Silence &silence = *std::max_element(m_silences.begin(), m_silences.end(),
        [](const Silence &a, const Silence &b) { return a.seconds < b.seconds; });
    double mos = 0;
    int heard = 0, clean = 0, silent = 0;
    for (const Tally &tally : m_tallies) {
        mos += tally.mos;
        heard += tally.seconds;
        clean += tally.isClean() ? tally.seconds : 0;
    }
    for (const Silence &one : m_silences)
        silent += one.seconds;
    Overall result;
    if (heard + silent == 0)
        return result;
    result.grade = gradeOf((mos + silent * WorstMos) / (heard + silent));
    if (result.grade == Grade::Good && clean >= std::max(troubled(trouble), silence.seconds))
        return result;
    if (silence.seconds > 0 && silence.seconds >= troubled(trouble))
        result.silence = silence.diagnosis;
    else if (troubled(trouble) > 0)
        result.worst = {trouble.sum.end, trouble.sum.cause, trouble.sum.percent / heard,
            trouble.sum.delayMs / trouble.seconds};
    return result;
}

} // namespace carillon
