// AudioSession: what is measured once a second and what it means for a person.
#include "AudioSession.h"
#include "MediaController.h"
#include "SpeechQuality.h"

namespace carillon {

namespace {
constexpr double GoodMos = 3.9; // G.107 annex B: most users satisfied
constexpr double FairMos = 3.1;
constexpr double FrameMs = 20;

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}
} // namespace

AudioSession::Figures AudioSession::figures() const
{
    Figures result = m_figures;
    if (m_controls)
        result.stream = m_controls->statistics();
    if (m_agreedAt && result.stream.firstHeard != MediaTime())
        result.firstSoundMs = milliseconds(result.stream.firstHeard - *m_agreedAt);
    return result;
}

/// What would be heard of us: nothing while muted, and neither digits nor the others of a conference.
float AudioSession::inputLevel() const
{
    if (!m_controls || m_controls->isMuted())
        return 0.f;
    return std::min(1.f, m_controls->sourcePeak() * m_controls->sendGain.gain());
}

float AudioSession::outputLevel() const
{
    return m_controls ? m_controls->receivedPeak() : 0.f;
}

QString AudioSession::problem() const
{
    for (const QString &sentence : {m_transportProblem, m_problem}) {
        if (!sentence.isEmpty())
            return sentence;
    }
    return m_refusal;
}

void AudioSession::sample()
{
    if (!m_controls)
        return;
    const StreamStatistics now = m_controls->statistics();
    m_figures.sendBitrate = double(now.bytesSent - m_lastSample.bytesSent) * 8;
    m_figures.receiveBitrate = double(now.bytesReceived - m_lastSample.bytesReceived) * 8;
    const Quality qualityBefore = m_quality;
    const QString problemBefore = m_problem;
    judgeQuality(now);
    judgeSilence(now);
    m_lastSample = now;
    m_early.look(m_controller.clock().now(), now.packetsReceived, now.receivedPeak);
    const bool wasSilent = std::exchange(m_isSilent, !m_early.isHeard(m_controller.clock().now()));
    if (m_quality != qualityBefore || m_problem != problemBefore || m_isSilent != wasSilent)
        Q_EMIT changed();
}

void AudioSession::streamStarted()
{
    m_early.came(m_controller.clock().now());
    if (std::exchange(m_isSilent, false))
        Q_EMIT changed();
}

/// On hold nobody expects to be heard.
void AudioSession::listen(Milliseconds spoken)
{
    const bool couldBeHeard = m_options.endpoint.kind == EndpointKind::Device && m_controls
        && m_parameters.sending && !m_hold && !m_agreedHold;
    const bool before = m_mutedTalk.isTalking();
    using Microphone = MutedTalk::Microphone;
    const auto microphone = m_muted && couldBeHeard ? Microphone::Muted : Microphone::Heard;
    if (m_mutedTalk.heard(m_controller.clock().now(), spoken, microphone) != before)
        Q_EMIT changed();
}

void AudioSession::judgeQuality(const StreamStatistics &now)
{
    if (now.packetsReceived == m_lastSample.packetsReceived)
        return; // held, or silent: no opinion
    const double concealed = now.concealedMs - m_lastSample.concealedMs;
    const double lossPercent = std::clamp(concealed / 1000.0 * 100.0, 0.0, 100.0);
    const double delay = now.bufferMs + FrameMs + (now.rttMs > 0 ? now.rttMs / 2 : 0);
    m_figures.mos = estimateMos(lossPercent, delay, now.receiveCodec);
    m_quality = m_figures.mos >= GoodMos ? Quality::Good
        : m_figures.mos >= FairMos       ? Quality::Fair
                                         : Quality::Poor;
}

void AudioSession::judgeSilence(const StreamStatistics &now)
{
    const bool expected = m_parameters.receiving && !m_remoteHold;
    const bool came = now.packetsReceived != m_lastSample.packetsReceived;
    m_silentSeconds = expected && !came ? m_silentSeconds + 1 : 0;
    if (m_silentSeconds < SilentSecondsUntilProblem) {
        m_problem.clear();
        return;
    }
    if (now.srtpAuthFailed > 0 && now.packetsReceived == 0) {
        m_problem = tr(
            "The sound from the other side cannot be decrypted: its key is not the one that was agreed.");
        m_quality = Quality::Poor;
        return;
    }
    m_problem = now.packetsReceived == 0
        ? tr("No sound arrives from the other side; a firewall may be in the way.")
        : tr("The sound from the other side has stopped.");
    m_quality = Quality::Poor;
}

} // namespace carillon
