#include "StatisticsJson.h"

#include "AudioPort.h"
#include "AudioSession.h"
#include "SoundSentences.h"

#include <QJsonArray>
#include <cmath>

namespace carillon {

namespace {

QString codecName(CodecKind kind)
{
    switch (kind) {
    case CodecKind::Opus: return QStringLiteral("opus/48000");
    case CodecKind::G722: return QStringLiteral("G722/8000");
    case CodecKind::Pcmu: return QStringLiteral("PCMU/8000");
    case CodecKind::Pcma: return QStringLiteral("PCMA/8000");
    case CodecKind::L16At16k: return QStringLiteral("L16/16000");
    case CodecKind::L16At48k: return QStringLiteral("L16/48000");
    case CodecKind::ComfortNoise: return QStringLiteral("CN/8000");
    }
    Q_UNREACHABLE();
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

/// dB below full scale; -100 for silence.
double levelDb(float rms)
{
    return rms > 1e-5f ? rounded(20 * std::log10(double(rms))) : -100.0;
}

QJsonValue orNull(double value)
{
    return value < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(rounded(value));
}

/// A mean opinion score; null while there is none.
QJsonValue scoreOrNull(double mos)
{
    return mos >= 1 ? QJsonValue(rounded(mos)) : QJsonValue(QJsonValue::Null);
}

QString word(IceCandidate::Kind kind)
{
    switch (kind) {
    case IceCandidate::Kind::Host: return QStringLiteral("host");
    case IceCandidate::Kind::ServerReflexive: return QStringLiteral("srflx");
    case IceCandidate::Kind::PeerReflexive: return QStringLiteral("prflx");
    case IceCandidate::Kind::Relayed: return QStringLiteral("relay");
    }
    Q_UNREACHABLE();
}

QJsonObject candidateJson(const IceCandidate &candidate)
{
    const bool isUdp = candidate.transport == IceCandidate::Transport::Udp;
    return {{QStringLiteral("type"), word(candidate.kind)},
        {QStringLiteral("protocol"), isUdp ? QStringLiteral("udp") : QStringLiteral("tcp")},
        {QStringLiteral("address"), QString::fromLatin1(candidate.address)},
        {QStringLiteral("port"), candidate.port},
        {QStringLiteral("relatedAddress"), QString::fromLatin1(candidate.relatedAddress)}};
}

/// The pair in use; null without ICE, and while there is none.
QJsonValue iceJson(const MediaTransport &transport)
{
    const IceAgent *agent = transport.agent();
    const auto pair = agent ? agent->selectedPair(1) : std::nullopt;
    if (!pair)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("local"), candidateJson(pair->local)},
        {QStringLiteral("remote"), candidateJson(pair->remote)},
        {QStringLiteral("relayed"), pair->isRelayed()}};
}

QString word(AudioSession::Encryption encryption)
{
    switch (encryption) {
    case AudioSession::Encryption::None: return QStringLiteral("none");
    case AudioSession::Encryption::Sdes: return QStringLiteral("sdes");
    case AudioSession::Encryption::Dtls: return QStringLiteral("dtls");
    }
    Q_UNREACHABLE();
}

/// What SendAdapter decided, and on what ground.
QJsonObject adaptedJson(const StreamStatistics &stream)
{
    return {{QStringLiteral("packetMs"), stream.sendPacketMs},
        {QStringLiteral("targetBitrate"), stream.sendTargetBitrate}, {QStringLiteral("fec"), stream.sendFec},
        {QStringLiteral("expectedLossPercent"), stream.sendExpectedLossPercent},
        {QStringLiteral("dtx"), stream.sendDiscontinuous},
        {QStringLiteral("complexity"), stream.sendComplexity},
        {QStringLiteral("encodeLoad"), rounded(stream.encodeLoad)},
        {QStringLiteral("lossSmoothed"), rounded(stream.sendLossSmoothed)},
        {QStringLiteral("queueMs"), rounded(stream.sendQueueMs)},
        {QStringLiteral("packetsWithheld"), qint64(stream.packetsWithheld)},
        {QStringLiteral("comfortNoise"), qint64(stream.comfortNoiseSent)}};
}

QJsonObject sendJson(const AudioSession::Figures &figures)
{
    const StreamStatistics &stream = figures.stream;
    return {{QStringLiteral("media"), QStringLiteral("audio")},
        {QStringLiteral("direction"), QStringLiteral("send")},
        {QStringLiteral("codec"), codecName(stream.sendCodec)},
        {QStringLiteral("channels"), stream.sendChannels},
        {QStringLiteral("packets"), qint64(stream.packetsSent)},
        {QStringLiteral("bytes"), qint64(stream.bytesSent)},
        {QStringLiteral("bitrate"), rounded(figures.sendBitrate)},
        {QStringLiteral("level"), levelDb(stream.sentRms)},
        {QStringLiteral("errors"), qint64(stream.sendErrors)},
        {QStringLiteral("rttMs"), orNull(stream.rttMs)}, {QStringLiteral("lost"), qint64(stream.remoteLost)},
        {QStringLiteral("jitterMs"), orNull(stream.remoteJitterMs)},
        {QStringLiteral("fractionLost"), rounded(stream.remoteFractionLost)},
        {QStringLiteral("reports"), qint64(stream.reportsAboutUs)},
        {QStringLiteral("reportsWithoutUs"), qint64(stream.reportsWithoutUs)},
        {QStringLiteral("mos"), scoreOrNull(figures.mosRemote)},
        {QStringLiteral("rtcp"), qint64(stream.rtcpSent)}, {QStringLiteral("adapted"), adaptedJson(stream)}};
}

QJsonObject receiveJson(const AudioSession::Figures &figures)
{
    const StreamStatistics &stream = figures.stream;
    return {{QStringLiteral("media"), QStringLiteral("audio")},
        {QStringLiteral("direction"), QStringLiteral("receive")},
        {QStringLiteral("codec"), codecName(stream.receiveCodec)},
        {QStringLiteral("channels"), stream.receiveChannels},
        {QStringLiteral("packets"), qint64(stream.packetsReceived)},
        {QStringLiteral("bytes"), qint64(stream.bytesReceived)},
        {QStringLiteral("bitrate"), rounded(figures.receiveBitrate)},
        {QStringLiteral("level"), levelDb(stream.receivedRms)}, {QStringLiteral("lost"), qint64(stream.lost)},
        {QStringLiteral("late"), qint64(stream.late)},
        {QStringLiteral("duplicate"), qint64(stream.duplicate)},
        {QStringLiteral("jitterMs"), rounded(stream.jitterMs)},
        {QStringLiteral("rttMs"), orNull(stream.rttMs)},
        {QStringLiteral("bufferMs"), rounded(stream.bufferMs)},
        {QStringLiteral("targetBufferMs"), rounded(stream.targetBufferMs)},
        {QStringLiteral("concealedMs"), rounded(stream.concealedMs)},
        {QStringLiteral("recoveredMs"), rounded(stream.recoveredMs)},
        {QStringLiteral("acceleratedMs"), rounded(stream.acceleratedMs)},
        {QStringLiteral("deceleratedMs"), rounded(stream.deceleratedMs)},
        {QStringLiteral("noiseMs"), rounded(stream.noiseMs)},
        {QStringLiteral("lossRuns"), qint64(stream.lossRuns)},
        {QStringLiteral("mos"), scoreOrNull(figures.mos)},
        {QStringLiteral("rtcp"), qint64(stream.rtcpReceived)},
        {QStringLiteral("dropped"),
            QJsonObject{{QStringLiteral("malformed"), qint64(stream.malformed)},
                {QStringLiteral("strangers"), qint64(stream.strangers)},
                {QStringLiteral("unknownPayloadType"), qint64(stream.unknownPayloadType)},
                {QStringLiteral("srtpAuthFailed"), qint64(stream.srtpAuthFailed)},
                {QStringLiteral("srtpReplayed"), qint64(stream.srtpReplayed)},
                {QStringLiteral("stun"), qint64(stream.stunDropped)},
                {QStringLiteral("dtls"), qint64(stream.dtlsDropped)},
                {QStringLiteral("overLimit"), qint64(stream.overLimit)}}}};
}

} // namespace

QJsonObject statisticsJson(const AudioSession &session, const AudioPort &port)
{
    const AudioSession::Figures figures = session.figures();
    const QByteArray suite = session.srtpSuite();
    const QJsonObject sent = sendJson(figures);
    const QJsonObject received = receiveJson(figures);
    return {{QStringLiteral("streams"), QJsonArray{sent, received}},
        {QStringLiteral("audio"),
            QJsonObject{{QStringLiteral("sent"), sent}, {QStringLiteral("received"), received}}}, // by name
        {QStringLiteral("mosHeard"), scoreOrNull(figures.mos)},
        {QStringLiteral("mosRemote"), scoreOrNull(figures.mosRemote)},
        {QStringLiteral("mosMean"), scoreOrNull(session.callQuality().meanMos())},
        {QStringLiteral("mosLeast"), scoreOrNull(session.callQuality().leastMos())},
        {QStringLiteral("qualitySentence"), session.qualitySentence()},
        {QStringLiteral("diagnosis"), SoundSentences::word(session.diagnosis().cause)},
        {QStringLiteral("encryption"), word(session.encryption())},
        {QStringLiteral("ice"), iceJson(session.transport())},
        {QStringLiteral("connectMs"), orNull(figures.connectMs)},
        {QStringLiteral("firstSoundMs"), orNull(figures.firstSoundMs)},
        {QStringLiteral("srtpProfile"),
            suite.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(QString::fromLatin1(suite))},
        {QStringLiteral("devices"),
            QJsonObject{{QStringLiteral("captureUnderruns"), qint64(port.captureUnderruns.load())},
                {QStringLiteral("captureDropped"), qint64(port.captureDropped.load())},
                {QStringLiteral("captured"), qint64(port.capturedFrames.load())},
                {QStringLiteral("capturedSilent"), qint64(port.capturedSilent.load())},
                {QStringLiteral("capturedClipped"), qint64(port.capturedClipped.load())},
                {QStringLiteral("playbackDropped"), qint64(port.playbackDropped.load())}}}};
}

} // namespace carillon
