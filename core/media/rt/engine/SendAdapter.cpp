#include "SendAdapter.h"

#include "Durations.h"

#include <algorithm>
#include <array>
#include <utility>

namespace carillon {

namespace {

/// A report about so many packets counts half.
constexpr double PacketsOfHalfWeight = 100;
/// Of the mean, on which trials are decided.
constexpr double PacketsOfMeanWeight = 250;
/// Loss is forgotten so much slower than it is believed: it comes in bursts.
constexpr double SlowerToForget = 3;
/// A round trip measured long ago says less: the shortest one known grows by this in a second.
constexpr double RttAgeingMs = 1;
/// What the encoder is told to expect; below 10 it spends nothing on redundancy at low rates.
constexpr std::array ExpectedLoss{10, 15, 20, 30, 40};
/// In percent: how far below the next lower step the loss has to fall.
constexpr double ExpectedLossMargin = 2;
/// Fewer packets than that say nothing about a trial.
constexpr int LeastPackets = 20;
constexpr double LoadWeight = 1. / 32;

} // namespace

double SendAdapter::overhead(int packetMs) const noexcept
{
    return m_limits.headerBytes * 8000. / packetMs;
}

/// A limit below what the agreed codec takes was not meant so: many write the payload's rate.
double SendAdapter::mostWire() const noexcept
{
    const int fixed = fixedBitrate(m_limits.kind);
    const double wanted = (fixed > 0 ? fixed : m_limits.bitrate) + overhead(m_limits.packetMs);
    const bool isLimited
        = m_limits.mostOnTheWire > 0 && (fixed == 0 || m_limits.mostOnTheWire >= leastWire());
    return std::max(isLimited ? std::min<double>(m_limits.mostOnTheWire, wanted) : wanted, leastWire());
}

double SendAdapter::leastWire() const noexcept
{
    const int fixed = fixedBitrate(m_limits.kind);
    return (fixed > 0 ? fixed : LeastBitrate) + overhead(m_limits.longestPacketMs);
}

/// What is left for the payload.
int SendAdapter::payloadAt(int packetMs) const noexcept
{
    double left = m_wire - overhead(packetMs);
    if (m_limits.mostOfRtp > 0 && fixedBitrate(m_limits.kind) == 0) {
        const int rtpBytes = m_limits.headerBytes - m_limits.transportBytes;
        left = std::min(left, m_limits.mostOfRtp - rtpBytes * 8000. / packetMs);
    }
    constexpr double hair = 1e-6; // that the sums above may lose
    return int(left + hair);
}

int SendAdapter::packetTime() const noexcept
{
    const int fixed = fixedBitrate(m_limits.kind);
    const int wanted = m_limits.channels == Channels::Two ? ComfortableStereo : ComfortableBitrate;
    const int comfortable = fixed > 0 ? fixed : std::min(wanted, m_limits.bitrate);
    int longest = m_limits.packetMs;
    for (const int candidate : {m_limits.packetMs, 40, 60}) {
        if (candidate < longest || candidate > m_limits.longestPacketMs)
            continue;
        longest = candidate;
        // With a fixed rate one packet time is one rate: only the full one of the shortest has no margin.
        const bool isShorter = candidate < m_settings.packetMs && m_wire < mostWire();
        const int margin = isShorter ? (fixed > 0 ? 1000 : ComfortMargin) : 0;
        if (payloadAt(candidate) >= comfortable + margin)
            return candidate;
    }
    return longest;
}

/// From the bits on the wire to what the encoder does.
void SendAdapter::settle() noexcept
{
    m_settings.packetMs = packetTime();
    EncoderTuning &tuning = m_settings.tuning;
    tuning.bitrate = std::clamp(
        payloadAt(m_settings.packetMs), std::min(LeastBitrate, m_limits.bitrate), m_limits.bitrate);
    tuning.inbandFec = m_limits.mayRepeat && m_hasFec;
    tuning.discontinuous = m_limits.discontinuous;
    m_complexity = std::min(m_complexity, m_limits.complexity);
    tuning.complexity = m_complexity;
}

void SendAdapter::start(const SendLimits &limits, MediaTime now) noexcept
{
    const bool isNew = !m_hasStarted || limits.kind != m_limits.kind || limits.bitrate != m_limits.bitrate;
    const double shareBefore = m_hasStarted ? m_wire / mostWire() : 1;
    m_limits = limits;
    m_limits.longestPacketMs = std::max(limits.longestPacketMs, limits.packetMs);
    if (!m_hasStarted) {
        m_hasStarted = true;
        m_cleanSince = m_changed = m_restUntil = m_trial.notBefore = m_loadChanged = now;
        m_settings.tuning.expectedLossPercent = ExpectedLoss.front();
    }
    if (isNew) {
        m_complexity = limits.complexity;
        m_loadChanged = now;
        m_load = 0;
    }
    m_trial.isRunning = false;
    m_settings.packetMs = m_limits.packetMs;
    m_wire = std::clamp(mostWire() * shareBefore, leastWire(), mostWire());
    settle();
}

void SendAdapter::report(const SendReport &report, MediaTime now) noexcept
{
    const bool isFresh = m_hasFeedback && now - m_feedbackAt < FeedbackIsFresh;
    if (report.rttMs >= 0 && !isFresh) {
        const double aged
            = m_shortestRttMs + RttAgeingMs * std::chrono::duration<double>(now - m_shortestRttAt).count();
        if (m_shortestRttMs < 0 || report.rttMs < aged) {
            m_shortestRttMs = report.rttMs;
            m_shortestRttAt = now;
            queueIs(0);
        } else {
            queueIs(report.rttMs - aged);
        }
    }
    if (report.packets > 0 && !isFresh)
        lost(std::clamp(report.fractionLost, 0., 1.), report.packets, now);
}

void SendAdapter::feedback(const TransportOutcome &outcome, MediaTime now) noexcept
{
    if (outcome.received + outcome.lost == 0)
        return;
    m_hasFeedback = true;
    m_feedbackAt = now;
    if (outcome.received > 0)
        queueIs(m_rawQueueMs + (toMilliseconds(outcome.queueing) - m_rawQueueMs) / 2);
    m_windowReceived += outcome.received;
    m_windowLost += outcome.lost;
    const int packets = m_windowReceived + m_windowLost;
    if (packets < PacketsOfWindow)
        return;
    const double fraction = double(m_windowLost) / packets;
    m_windowReceived = m_windowLost = 0;
    lost(fraction, packets, now);
}

void SendAdapter::lost(double fraction, int packets, MediaTime now) noexcept
{
    double weight = packets / (packets + PacketsOfHalfWeight);
    if (fraction < m_loss)
        weight /= SlowerToForget;
    m_loss += (fraction - m_loss) * weight;
    m_meanLoss += (fraction - m_meanLoss) * packets / (packets + PacketsOfMeanWeight);
    protect(now);
    if (packets >= LeastPackets)
        steer(fraction, packets, now);
    settle();
}

/// In-band FEC, and how much of it.
void SendAdapter::protect(MediaTime now) noexcept
{
    if (m_loss >= LossForFec)
        m_hasFec = true;
    if (m_loss >= LossWithoutFec)
        m_cleanSince = now;
    if (m_hasFec && now - m_cleanSince >= CleanUntilNoFec)
        m_hasFec = false;
    const double percent = m_loss * 100;
    const auto *fitting = std::find_if(
        ExpectedLoss.begin(), ExpectedLoss.end() - 1, [percent](int step) { return step >= percent; });
    int &expected = m_settings.tuning.expectedLossPercent;
    if (*fitting > expected || (*fitting < expected && percent < *fitting - ExpectedLossMargin))
        expected = *fitting;
}

void SendAdapter::steer(double fraction, int packets, MediaTime now) noexcept
{
    if (m_queueMs >= QueueMs) {
        m_trial.isRunning = false;
        if (now - m_changed >= RisePause)
            cutForQueue(now);
        return;
    }
    m_queueCuts = 0;
    if (m_trial.isRunning) {
        judgeTrial(fraction, packets, now);
    } else if (m_meanLoss >= LossForTrial && fraction >= LossForTrial && now >= m_trial.notBefore
        && m_wire > leastWire()) {
        beginTrial(std::max(m_loss, fraction), now);
    } else if (m_queueMs <= CalmMs) {
        rise(now);
    }
}

void SendAdapter::queueIs(double rawMs) noexcept
{
    m_rawQueueMs = rawMs;
    m_standingMs = std::min(m_standingMs, rawMs);
    m_queueMs = rawMs - m_standingMs;
}

void SendAdapter::cutForQueue(MediaTime now) noexcept
{
    if (m_queueCuts == 0) {
        m_queueBeforeCuts = m_queueMs;
        m_wireBeforeCuts = m_wire;
    }
    if (m_queueCuts++ < CutsUntilDoubt) {
        cut(CutForQueue, now);
        return;
    }
    m_queueCuts = 0;
    if (m_queueMs <= m_queueBeforeCuts * QueueLeftByCuts)
        return; // it goes
    m_standingMs = m_rawQueueMs;
    m_queueMs = 0;
    m_wire = std::min(m_wireBeforeCuts, mostWire());
    m_changed = m_restUntil = now;
}

/// @param worst it may be just beginning: the mean is not there yet.
void SendAdapter::beginTrial(double worst, MediaTime now) noexcept
{
    m_trial.isRunning = true;
    m_trial.hasBegun = false;
    m_trial.lossBefore = m_meanLoss;
    m_trial.wireBefore = m_wire;
    m_trial.lost = 0;
    m_trial.packets = 0;
    m_wire = std::max(leastWire(), m_wire * (1 - worst) * CutForTrial);
    m_changed = now;
}

void SendAdapter::judgeTrial(double fraction, int packets, MediaTime now) noexcept
{
    if (!std::exchange(m_trial.hasBegun, true))
        return;
    m_trial.lost += fraction * packets;
    m_trial.packets += packets;
    if (m_trial.packets < PacketsOfTrial)
        return;
    m_trial.isRunning = false;
    m_trial.notBefore = now + m_trial.rest;
    if (m_trial.lost <= m_trial.lossBefore * LossLeftByTrial * m_trial.packets) {
        m_trial.rest = FirstTrialRest; // it was us: as after a queue
        cut(1, now);
        return;
    }
    m_trial.rest = std::min<std::chrono::nanoseconds>(m_trial.rest * 2, LongestTrialRest);
    m_wire = std::min(m_trial.wireBefore, mostWire());
    m_changed = now;
}

void SendAdapter::cut(double factor, MediaTime now) noexcept
{
    m_wire = std::max(leastWire(), m_wire * factor);
    m_changed = now;
    if (m_hasRisen)
        m_rest = std::min<std::chrono::nanoseconds>(m_rest * 2, LongestRest);
    m_hasRisen = false;
    m_restUntil = now + m_rest;
}

void SendAdapter::rise(MediaTime now) noexcept
{
    const double most = mostWire();
    const bool isCalm = m_meanLoss <= LossOfCalm;
    const std::chrono::nanoseconds pause = isCalm ? RisePause : PauseInSpiteOfLoss;
    if (m_wire >= most || now < m_restUntil || now - m_changed < pause)
        return;
    m_wire = std::min(most, m_wire * (isCalm ? Rise : RiseInSpiteOfLoss));
    m_changed = now;
    m_hasRisen = true;
}

/// One step down within a second of too much work; one up after LoadRest with little, and later each time
/// that was too much.
void SendAdapter::encoded(std::chrono::nanoseconds taken, MediaTime now) noexcept
{
    m_load += (toMilliseconds(taken) / m_settings.packetMs - m_load) * LoadWeight;
    const auto sinceChange = now - m_loadChanged;
    if (m_load > HighLoad && m_complexity > 0 && sinceChange >= std::chrono::seconds(1)) {
        if (std::exchange(m_hasRaised, false))
            m_loadRest = std::min<std::chrono::nanoseconds>(m_loadRest * 2, LongestRest);
        --m_complexity;
    } else if (m_load < LowLoad && m_complexity < m_limits.complexity && sinceChange >= m_loadRest) {
        ++m_complexity;
        m_hasRaised = true;
    } else {
        return;
    }
    m_loadChanged = now;
    m_settings.tuning.complexity = m_complexity;
}

} // namespace carillon
