#include "AudioSession.h"

#include "Logging.h"
#include "MediaController.h"
#include "RtpSockets.h"
#include "StreamBuilder.h"

#include <QPointer>

namespace carillon {

namespace {
constexpr auto ContentType = "application/sdp";

QString sentence(NegotiationError::Kind kind)
{
    switch (kind) {
    case NegotiationError::Kind::NoAudio: return AudioSession::tr("The other side offers no sound.");
    case NegotiationError::Kind::NoAddress: return AudioSession::tr("The other side does not say where to send the sound.");
    case NegotiationError::Kind::UnsupportedProtocol:
        return AudioSession::tr("The other side wants to send the sound in a way that this phone does not know.");
    case NegotiationError::Kind::NoCommonCodec: return AudioSession::tr("The other side and this phone have no codec in common.");
    case NegotiationError::Kind::EncryptionRequired:
        return AudioSession::tr("The other side does not encrypt the sound, and this account demands it.");
    case NegotiationError::Kind::EncryptionRefused:
        return AudioSession::tr("The other side demands encrypted sound, which this account does not allow.");
    case NegotiationError::Kind::EncryptionDropped:
        return AudioSession::tr("The other side wants to go on without encryption; that was refused.");
    case NegotiationError::Kind::MediaLinesChanged: return AudioSession::tr("The other side changed the call in a way that is not allowed.");
    case NegotiationError::Kind::WrongState: return AudioSession::tr("The other side sent a description that nobody asked for.");
    }
    Q_UNREACHABLE();
}

MediaError toMediaError(const NegotiationError &error)
{
    const bool outOfTurn = error.kind == NegotiationError::Kind::WrongState;
    return {outOfTurn ? MediaError::Kind::WrongState : MediaError::Kind::NotAcceptable, sentence(error.kind)};
}

int eventOf(char digit)
{
    switch (digit) {
    case '*': return 10;
    case '#': return 11;
    case 'A': case 'a': return 12;
    case 'B': case 'b': return 13;
    case 'C': case 'c': return 14;
    case 'D': case 'd': return 15;
    default: return digit >= '0' && digit <= '9' ? digit - '0' : -1;
    }
}
} // namespace

AudioSession::AudioSession(MediaController &controller, AudioSessionOptions options, QObject *parent)
    : SessionDescriptionHandler(parent)
    , m_controller(controller)
    , m_options(std::move(options))
    , m_offerAnswer(controller.random())
{
    m_parameters.cname = controller.random().token(16).toStdString();
    m_parameters.endpoint = m_options.endpoint;
    becomeNewSource();
}

/// What identifies the stream on the wire. A key of SRTP that outlives its stream may meet no pair of SSRC and packet
/// index again, or two packets share their keystream (RFC 3711 §9.1).
void AudioSession::becomeNewSource()
{
    Random &random = m_controller.random();
    m_parameters.id = m_controller.newId();
    const quint32 former = m_parameters.localSsrc;
    while (m_parameters.localSsrc == former)
        m_parameters.localSsrc = quint32(random.next64() | 1);
    // In the lower half: a first packet lost just before a wrap would leave the peer with another rollover counter than
    // ours (RFC 3711 §3.3.1).
    m_parameters.firstSequenceNumber = quint16(random.next64() & 0x7fff);
    m_parameters.firstTimestamp = quint32(random.next64());
    m_parameters.randomSeed = random.next64();
}

AudioSession::~AudioSession()
{
    close();
}

bool AudioSession::understands(QByteArrayView contentType) const
{
    const qsizetype semicolon = contentType.indexOf(';'); // parameters say nothing to us
    const QByteArrayView type = (semicolon < 0 ? contentType : contentType.first(semicolon)).trimmed();
    return type.compare(ContentType, Qt::CaseInsensitive) == 0;
}

QHostAddress AudioSession::localAddressFor(const DescriptionOptions &options) const
{
    const QHostAddress &wanted = options.localAddress;
    const bool isWildcard = wanted == QHostAddress(QHostAddress::AnyIPv4) || wanted == QHostAddress(QHostAddress::AnyIPv6)
        || wanted == QHostAddress(QHostAddress::Any);
    if (!wanted.isNull() && !isWildcard)
        return wanted;
    const SessionDescription *offer = m_offerAnswer.pendingOffer();
    if (m_localAddress.isNull() && offer && offer->connection)
        return localAddressTowards(QHostAddress(QString::fromLatin1(offer->connection->host())));
    return m_localAddress;
}

bool AudioSession::bindSockets(const QHostAddress &local)
{
    if (m_sockets)
        return true;
    const int family = local.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET;
    m_sockets = RtpSockets::bind(family, {}, m_controller.random());
    return m_sockets != nullptr;
}

LocalMediaCapabilities AudioSession::capabilities(SdesPolicy policy) const
{
    LocalMediaCapabilities result;
    QHostAddress address = m_localAddress;
    address.setScopeId({}); // means nothing to the peer
    result.address = address.toString().toLatin1();
    result.rtpPort = m_sockets ? m_sockets->rtpPort() : quint16(0);
    result.rtcpPort = m_sockets ? m_sockets->rtcpPort() : quint16(0);
    result.codecs = m_options.codecs;
    result.hold = m_hold;
    result.ptimeMs = m_options.ptimeMs;
    result.encryption = policy;
    return result;
}

SdesPolicy AudioSession::offerPolicy(bool secureSignalling) const
{
    // A key that everybody on the way can read protects nothing: best effort offers keys only where the first hop is
    // encrypted. An account that demands SDES gets it in any case.
    if (m_options.encryption == SdesPolicy::Optional && !secureSignalling && !isEncrypted())
        return SdesPolicy::None;
    return m_options.encryption;
}

void AudioSession::createDescription(const DescriptionOptions &options, DescriptionCallback done)
{
    if (m_isClosed) {
        done(Failure<MediaError>({MediaError::Kind::Closed, tr("The call is over.")}));
        return;
    }
    const QHostAddress local = localAddressFor(options);
    if (local.isNull()) {
        done(Failure<MediaError>({MediaError::Kind::NoPort, tr("There is no network on which the other side could be reached.")}));
        return;
    }
    m_localAddress = local;
    if (!bindSockets(m_localAddress)) {
        done(Failure<MediaError>(MediaError {MediaError::Kind::NoPort, tr("No free port for the sound of the call was found.")}));
        return;
    }
    m_hold = options.hold;
    const bool answers = m_offerAnswer.state() == OfferAnswerMachine::State::HaveRemoteOffer;
    const auto description = answers ? m_offerAnswer.createAnswer(capabilities(m_options.encryption))
                                     : m_offerAnswer.createOffer(capabilities(offerPolicy(options.secureSignalling)));
    if (!description) {
        done(Failure<MediaError>(toMediaError(description.error())));
        return;
    }
    const Description result {ContentType, description->toBytes()};
    if (answers)
        agreementChanged([done = std::move(done), result] { done(result); });
    else
        done(result);
}

void AudioSession::applyDescription(const Description &remote, AppliedCallback done)
{
    if (m_isClosed) {
        done(Failure<MediaError>({MediaError::Kind::Closed, tr("The call is over.")}));
        return;
    }
    if (!understands(remote.contentType)) {
        done(Failure<MediaError>(MediaError {MediaError::Kind::UnsupportedType, tr("The other side describes the call in an unknown way.")}));
        return;
    }
    const auto description = SessionDescription::parse(remote.content);
    if (!description) {
        done(Failure<MediaError>(MediaError {MediaError::Kind::Malformed, tr("The other side's description of the call cannot be read.")}));
        return;
    }
    const bool isAnswer = m_offerAnswer.state() == OfferAnswerMachine::State::HaveLocalOffer;
    const auto applied = isAnswer ? m_offerAnswer.receiveAnswer(*description, capabilities(m_options.encryption))
                                  : m_offerAnswer.receiveOffer(*description);
    if (!applied) {
        done(Failure<MediaError>(toMediaError(applied.error())));
        return;
    }
    if (isAnswer) {
        if (const NegotiatedAudio *agreed = audio(); !agreed || agreed->rejected) {
            done(Failure<MediaError>(MediaError {MediaError::Kind::NotAcceptable, sentence(NegotiationError::Kind::NoAudio)}));
            return;
        }
        agreementChanged([done = std::move(done)] { done({}); });
        return;
    }
    // What cannot be answered is refused now and not after it rang.
    if (const auto checked = m_offerAnswer.checkOffer(capabilities(m_options.encryption)); !checked) {
        m_offerAnswer.rollback();
        done(Failure<MediaError>(toMediaError(checked.error())));
        return;
    }
    done({});
}

void AudioSession::rollback()
{
    m_offerAnswer.rollback();
    m_hold = m_agreedHold;
}

const NegotiatedAudio *AudioSession::audio() const
{
    const MediaAgreement *agreement = m_offerAnswer.agreement();
    return agreement ? &agreement->audio : nullptr;
}

void AudioSession::agreementChanged(std::function<void()> then)
{
    m_agreedHold = m_hold;
    m_lookup.start(audio()->remoteRtp.address, m_sockets->family(), this,
        [this, then = std::move(then)](const QHostAddress &address) {
            m_remoteAddress = address;
            const QPointer<AudioSession> self(this); // a slot may end the call
            const auto isOver = [&self] { return !self || self->m_isClosed; };
            const bool held = audio()->remoteHold;
            syncStream();
            if (!isOver() && std::exchange(m_remoteHold, held) != held)
                Q_EMIT remoteHoldChanged(held);
            if (!isOver())
                Q_EMIT changed();
            if (!isOver())
                then();
        });
}

void AudioSession::allowMedia()
{
    if (m_isMediaAllowed || m_isClosed)
        return;
    m_isMediaAllowed = true;
    syncStream();
}

void AudioSession::syncStream()
{
    const NegotiatedAudio *agreed = audio();
    if (!m_isMediaAllowed || !agreed || !m_sockets || m_lookup.isBusy())
        return;
    if (agreed->rejected) {
        dropStream();
        return;
    }
    NegotiatedAudio audio = *agreed;
    const bool isOneHost = audio.remoteRtcp.address == audio.remoteRtp.address;
    audio.remoteRtp.address = m_remoteAddress.toString().toLatin1();
    if (isOneHost)
        audio.remoteRtcp.address = audio.remoteRtp.address;
    applyAgreement(audio, *m_sockets, m_parameters);
    m_parameters.endpoint = m_agreedHold ? StreamEndpoint {EndpointKind::Silence, 0} : m_options.endpoint;
    StreamError error = StreamError::None;
    auto setup = StreamSetup::create(m_parameters, &error);
    if (!setup) {
        qCWarning(lcMedia, "No stream can be made of what was agreed (%d)", int(error));
        Q_EMIT failed({MediaError::Kind::NotAcceptable, tr("The sound of the call could not be set up.")});
        return;
    }
    if (m_controls)
        m_controller.update(m_parameters.id, std::move(setup));
    else
        startStream(std::move(setup));
}

void AudioSession::startStream(std::unique_ptr<StreamSetup> setup)
{
    m_sockets->discardArrived();
    m_controls = m_controller.add(*this, std::move(setup), m_sockets);
    if (!m_controls)
        Q_EMIT failed({MediaError::Kind::NoPort, tr("The sound of the call could not be started.")});
}

void AudioSession::dropStream()
{
    if (!m_controls)
        return;
    m_figures.stream = m_controls->statistics();
    m_controls = nullptr;
    m_controller.remove(m_parameters.id);
    m_lastSample = {};
    becomeNewSource();
}

void AudioSession::close()
{
    if (m_isClosed)
        return;
    m_isClosed = true;
    m_lookup.cancel();
    dropStream();
    m_offerAnswer.close();
    m_sockets.reset();
    m_parameters.sendKey.reset();
    m_parameters.receiveKey.reset();
}

SessionDescriptionHandler::DtmfResult AudioSession::sendDtmf(QByteArrayView digits, int durationMs)
{
    const NegotiatedAudio *agreed = audio();
    if (!m_controls || !agreed || !agreed->sendTelephoneEvent)
        return DtmfResult::NotNegotiated;
    return queueDigits(digits, durationMs, int(DtmfRequest::Via::TelephoneEvent));
}

SessionDescriptionHandler::DtmfResult AudioSession::sendInBandDtmf(QByteArrayView digits, int durationMs)
{
    if (!m_controls)
        return DtmfResult::NotNegotiated;
    return queueDigits(digits, durationMs, int(DtmfRequest::Via::InBand));
}

SessionDescriptionHandler::DtmfResult AudioSession::queueDigits(QByteArrayView digits, int durationMs, int via)
{
    for (const char digit : digits) {
        if (eventOf(digit) < 0)
            return DtmfResult::InvalidDigit;
    }
    for (const char digit : digits)
        m_controller.sendDtmf(m_parameters.id, {quint8(eventOf(digit)), durationMs, DtmfRequest::Via(via)});
    return DtmfResult::Sent;
}

void AudioSession::digitReceived(int event)
{
    constexpr auto digits = "0123456789*#ABCD";
    if (event >= 0 && event < 16)
        Q_EMIT dtmfReceived(QLatin1Char(digits[event]));
}

bool AudioSession::isRemoteHold() const
{
    return m_remoteHold;
}

void AudioSession::setMuted(bool muted)
{
    m_muted = muted;
    if (m_controls)
        m_controls->setMuted(muted);
}

bool AudioSession::isEncrypted() const
{
    const NegotiatedAudio *agreed = audio();
    return agreed && agreed->sdes.has_value();
}

QByteArray AudioSession::srtpSuite() const
{
    return isEncrypted() ? suiteName(audio()->sdes->local.suite).toByteArray() : QByteArray();
}

QByteArray AudioSession::codec() const
{
    const NegotiatedAudio *agreed = audio();
    return agreed && !agreed->rejected ? agreed->sendFormat.displayName() : QByteArray();
}

} // namespace carillon
