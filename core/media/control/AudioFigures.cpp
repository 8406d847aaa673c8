// AudioSession: what is measured of the sound, and what it means for a person.
#include "AudioSession.h"
#include "Durations.h"
#include "MediaController.h"
#include "SoundSentences.h"
#include "StreamBuilder.h"

#include <QNetworkInterface>

namespace carillon {

namespace {

bool isPrivate(const QHostAddress &address)
{
    SdpEndpoint endpoint{address.toString().toLatin1(), 1};
    const int family = address.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET;
    return SocketAddress(socketAddressOf(endpoint, family)).isPrivate();
}

/// Two hosts of one site have the beginning of their private addresses in common, most often.
bool isOfOurNetworks(const QHostAddress &theirs)
{
    const int commonBits = theirs.protocol() == QAbstractSocket::IPv6Protocol ? 48 : 16;
    const QList<QHostAddress> ours = QNetworkInterface::allAddresses();
    return std::any_of(ours.begin(), ours.end(),
        [&](const QHostAddress &one) { return one.isInSubnet(theirs, commonBits); });
}

AudioSession::Quality qualityOf(CallQuality::Grade grade)
{
    switch (grade) {
    case CallQuality::Grade::Unknown: return AudioSession::Quality::Unknown;
    case CallQuality::Grade::Good: return AudioSession::Quality::Good;
    case CallQuality::Grade::Fair: return AudioSession::Quality::Fair;
    case CallQuality::Grade::Poor: return AudioSession::Quality::Poor;
    }
    Q_UNREACHABLE();
}

} // namespace

AudioSession::Figures AudioSession::figures() const
{
    Figures result = m_figures;
    if (m_controls)
        result.stream = m_controls->statistics();
    if (m_agreedAt && result.stream.firstHeard != MediaTime())
        result.firstSoundMs = toMilliseconds(result.stream.firstHeard - *m_agreedAt);
    return result;
}

/// What is heard of us: nothing while muted or held by either end, and neither digits nor the others of a
/// conference. Who talks into a muted microphone is listen()'s.
float AudioSession::inputLevel() const
{
    if (!m_controls || m_controls->isMuted() || !m_controls->isSending())
        return 0.f;
    return std::min(1.f, m_controls->sourcePeak() * m_controls->sendGain.gain());
}

float AudioSession::outputLevel() const
{
    return m_controls ? m_controls->receivedPeak() : 0.f;
}

QString AudioSession::problem() const
{
    if (!m_transportProblem.isEmpty())
        return m_transportProblem;
    return m_diagnosis.isFault() ? SoundSentences::diagnosis(m_diagnosis) : m_refusal;
}

/// Silence is none of the impairments that the model of a call knows.
AudioSession::Quality AudioSession::quality() const
{
    return m_diagnosis.isSilence() ? Quality::Poor : m_quality;
}

QString AudioSession::qualitySentence() const
{
    return m_diagnosis.isSilence() ? SoundSentences::diagnosis(m_diagnosis)
                                   : SoundSentences::quality(m_callQuality);
}

void AudioSession::sample()
{
    if (!m_controls)
        return;
    const StreamStatistics now = m_controls->statistics();
    m_figures.sendBitrate = double(now.bytesSent - m_lastSample.bytesSent) * 8;
    m_figures.receiveBitrate = double(now.bytesReceived - m_lastSample.bytesReceived) * 8;
    const Quality qualityBefore = m_quality;
    judgeQuality(now);
    m_lastSample = now;
    m_early.look(m_controller.clock().now(), now.packetsReceived, now.receivedPeak);
    const bool wasSilent = std::exchange(m_isSilent, !m_early.isHeard(m_controller.clock().now()));
    if (m_quality != qualityBefore || m_isSilent != wasSilent)
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
    const AudioPort &port = m_controller.port();
    const quint64 captureMissed = port.captureUnderruns.load(std::memory_order_relaxed);
    const quint64 playbackMissed = port.playbackDropped.load(std::memory_order_relaxed);
    CallQuality::Second second{m_lastSample, now};
    // Before the first sample there is nothing to compare with.
    if (m_options.endpoint.kind == EndpointKind::Device && m_lastSample.packetsSent > 0) {
        second.missedCapture = double(captureMissed - m_captureMissedBefore);
        second.missedPlayback = double(playbackMissed - m_playbackMissedBefore);
    }
    m_captureMissedBefore = captureMissed;
    m_playbackMissedBefore = playbackMissed;
    second.sendPtimeMs = m_parameters.sendCodec.ptimeMs;
    second.hasFec = m_parameters.sendCodec.inbandFec;
    second.diagnosis = m_diagnosis;
    m_callQuality.look(second);
    if (m_callQuality.heard())
        m_figures.mos = m_callQuality.heard()->mos;
    m_figures.mosRemote = m_callQuality.remote() ? m_callQuality.remote()->mos : 0;
    m_quality = qualityOf(m_callQuality.grade());
}

/// With ICE the candidates count, not what c= names.
void AudioSession::notePeerAddress()
{
    m_isPeerElsewhere = !audio()->ice && isPrivate(m_remoteAddress) && !isOfOurNetworks(m_remoteAddress);
}

SoundFacts AudioSession::soundFacts() const
{
    SoundFacts facts;
    facts.way = m_controls ? SoundFacts::Way::Ready : SoundFacts::Way::Pending;
    facts.sends = m_parameters.sending;
    facts.receives = m_parameters.receiving;
    facts.isHeldByUs = m_hold || m_agreedHold;
    facts.isHeldByPeer = m_remoteHold || m_isPeerGone;
    facts.isMutedByUs = m_muted;
    facts.isPeerElsewhere = m_isPeerElsewhere;
    facts.canRelay = canRelay();
    facts.usesDevices = m_options.endpoint.kind == EndpointKind::Device;
    const DeviceFacts &devices = m_controller.deviceFacts();
    facts.isMicrophoneMeantSilent = devices.isMicrophoneMeantSilent;
    facts.isMicrophoneMuted = devices.isMicrophoneMuted;
    facts.isLoudspeakerMuted = devices.isLoudspeakerMuted;
    if (m_controls)
        facts.stream = m_controls->statistics();
    const AudioPort &port = m_controller.port();
    facts.capturedFrames = port.capturedFrames.load(std::memory_order_relaxed);
    facts.capturedSilent = port.capturedSilent.load(std::memory_order_relaxed);
    facts.capturedClipped = port.capturedClipped.load(std::memory_order_relaxed);
    facts.captureMissed = port.captureUnderruns.load(std::memory_order_relaxed);
    facts.playbackMissed = port.playbackDropped.load(std::memory_order_relaxed);
    return facts;
}

void AudioSession::examine()
{
    m_examination.start(SoundDoctor::Period, [this] { examine(); });
    const NegotiatedAudio *agreed = audio();
    if (!agreed || agreed->rejected) {
        m_doctor.forget();
        m_diagnosis = {};
        return;
    }
    const Diagnosis before = std::exchange(m_diagnosis, m_doctor.look(soundFacts()));
    if (m_diagnosis != before)
        Q_EMIT changed(); // last: a slot may end us
}

} // namespace carillon
