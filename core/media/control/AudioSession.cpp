#include "AudioSession.h"

#include "Logging.h"
#include "MediaController.h"
#include "RtpSockets.h"

namespace carillon {

namespace {
constexpr auto ContentType = "application/sdp";

QString sentence(NegotiationError::Kind kind)
{
    switch (kind) {
    case NegotiationError::Kind::NoAudio: return AudioSession::tr("The other side offers no sound.");
    case NegotiationError::Kind::NoAddress:
        return AudioSession::tr("The other side does not say where to send the sound.");
    case NegotiationError::Kind::UnsupportedProtocol:
        return AudioSession::tr(
            "The other side wants to send the sound in a way that this phone does not know.");
    case NegotiationError::Kind::NoCommonCodec:
        return AudioSession::tr("The other side and this phone have no codec in common.");
    case NegotiationError::Kind::EncryptionRequired:
        return AudioSession::tr("The other side does not encrypt the sound, and this account demands it.");
    case NegotiationError::Kind::EncryptionRefused:
        return AudioSession::tr("The other side demands encrypted sound, which this account does not allow.");
    case NegotiationError::Kind::EncryptionDropped:
        return AudioSession::tr("The other side wants to go on without encryption; that was refused.");
    case NegotiationError::Kind::MediaLinesChanged:
        return AudioSession::tr("The other side changed the call in a way that is not allowed.");
    case NegotiationError::Kind::WrongState:
        return AudioSession::tr("The other side sent a description that nobody asked for.");
    }
    Q_UNREACHABLE();
}

MediaError::Warning warningOf(NegotiationError::Kind kind)
{
    using Kind = NegotiationError::Kind;
    switch (kind) {
    case Kind::NoCommonCodec: return MediaError::Warning::IncompatibleMediaFormat;
    case Kind::NoAudio:
    case Kind::UnsupportedProtocol: return MediaError::Warning::MediaTypeNotAvailable;
    default: return MediaError::Warning::Miscellaneous;
    }
}

MediaError toMediaError(const NegotiationError &error)
{
    const bool outOfTurn = error.kind == NegotiationError::Kind::WrongState;
    return {outOfTurn ? MediaError::Kind::WrongState : MediaError::Kind::NotAcceptable, sentence(error.kind),
        warningOf(error.kind)};
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

/// What identifies the stream on the wire. A key of SRTP that outlives its stream may meet no pair of SSRC
/// and packet index again, or two packets share their keystream (RFC 3711 §9.1).
void AudioSession::becomeNewSource()
{
    Random &random = m_controller.random();
    m_parameters.id = m_controller.newId();
    const quint32 former = m_parameters.localSsrc;
    while (m_parameters.localSsrc == former)
        m_parameters.localSsrc = quint32(random.next64() | 1);
    // In the lower half: a first packet lost just before a wrap would leave the peer with another rollover
    // counter than ours (RFC 3711 §3.3.1).
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
    const bool isWildcard = wanted == QHostAddress(QHostAddress::AnyIPv4)
        || wanted == QHostAddress(QHostAddress::AnyIPv6) || wanted == QHostAddress(QHostAddress::Any);
    const QHostAddress local = wanted.isNull() || isWildcard ? m_localAddress : wanted;
    // Sound may take another way than signalling, over the other IP too.
    const bool fits = m_offeredAddress.isNull() || local.protocol() == m_offeredAddress.protocol();
    return local.isNull() || !fits ? localAddressTowards(m_offeredAddress) : local;
}

bool AudioSession::bindSockets(const QHostAddress &local)
{
    const int family = local.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET;
    if (m_sockets && m_sockets->family() == family)
        return true;
    std::shared_ptr<RtpSockets> sockets = RtpSockets::bind(family, {}, m_controller.random());
    if (!sockets)
        return false;
    std::swap(m_sockets, sockets);
    if (!m_agreedSockets)
        m_agreedSockets = std::move(sockets);
    return true;
}

LocalMediaCapabilities AudioSession::capabilities(MediaEncryption policy) const
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

MediaEncryption AudioSession::offerPolicy(bool secureSignalling) const
{
    // A key that everybody on the way can read protects nothing: best effort offers keys only where the first
    // hop is encrypted. An account that demands SDES gets it in any case.
    if (m_options.encryption == MediaEncryption::Optional && !secureSignalling && !isEncrypted())
        return MediaEncryption::None;
    return m_options.encryption;
}

void AudioSession::createDescription(const DescriptionOptions &options, DescriptionCallback done)
{
    Q_ASSERT(isOnItsThread());
    if (m_isClosed) {
        done(Failure<MediaError>({MediaError::Kind::Closed, tr("The call is over.")}));
        return;
    }
    const QHostAddress local = localAddressFor(options);
    if (local.isNull() && !m_offeredAddress.isNull()) {
        done(Failure<MediaError>(noAddress()));
        return;
    }
    if (local.isNull()) {
        done(Failure<MediaError>(
            {MediaError::Kind::NoPort, tr("There is no network on which the other side could be reached.")}));
        return;
    }
    m_localAddress = local;
    if (!bindSockets(m_localAddress)) {
        done(Failure<MediaError>(
            MediaError{MediaError::Kind::NoPort, tr("No free port for the sound of the call was found.")}));
        return;
    }
    m_hold = options.hold;
    applyMute();
    const bool answers = m_offerAnswer.state() == OfferAnswerMachine::State::HaveRemoteOffer;
    const LocalMediaCapabilities ours
        = capabilities(answers ? m_options.encryption : offerPolicy(options.secureSignalling));
    const bool repeats = options.change == DescriptionOptions::Change::None;
    const auto description = answers ? m_offerAnswer.createAnswer(ours)
        : repeats                    ? m_offerAnswer.repeatOffer(ours)
                                     : m_offerAnswer.createOffer(ours);
    if (!description) {
        done(Failure<MediaError>(toMediaError(description.error())));
        return;
    }
    const Description result{ContentType, description->toBytes()};
    if (answers)
        agreementChanged([done = std::move(done), result](Result<void, MediaError> agreed) {
            done(agreed ? Result<Description, MediaError>(result) : Failure<MediaError>(agreed.error()));
        });
    else
        done(result);
}

std::optional<MediaError> AudioSession::judge(const Description &offer) const
{
    if (!understands(offer.contentType))
        return MediaError{
            MediaError::Kind::UnsupportedType, tr("The other side describes the call in an unknown way.")};
    const auto description = SessionDescription::parse(offer.content);
    if (!description)
        return MediaError{
            MediaError::Kind::Malformed, tr("The other side's description of the call cannot be read.")};
    OfferAnswerMachine trial(m_controller.random());
    if (const auto received = trial.receiveOffer(*description); !received)
        return toMediaError(received.error());
    if (const auto checked = trial.checkOffer(capabilities(m_options.encryption)); !checked)
        return toMediaError(checked.error());
    return std::nullopt;
}

void AudioSession::applyDescription(const Description &remote, AppliedCallback done)
{
    Q_ASSERT(isOnItsThread());
    if (m_isClosed) {
        done(Failure<MediaError>({MediaError::Kind::Closed, tr("The call is over.")}));
        return;
    }
    if (!understands(remote.contentType)) {
        done(Failure<MediaError>(MediaError{
            MediaError::Kind::UnsupportedType, tr("The other side describes the call in an unknown way.")}));
        return;
    }
    const auto description = SessionDescription::parse(remote.content);
    if (!description) {
        done(Failure<MediaError>(MediaError{
            MediaError::Kind::Malformed, tr("The other side's description of the call cannot be read.")}));
        return;
    }
    const bool isAnswer = m_offerAnswer.state() == OfferAnswerMachine::State::HaveLocalOffer;
    const auto applied = isAnswer
        ? m_offerAnswer.receiveAnswer(*description, capabilities(m_options.encryption))
        : m_offerAnswer.receiveOffer(*description);
    if (!applied) {
        done(Failure<MediaError>(toMediaError(applied.error())));
        return;
    }
    if (isAnswer) {
        if (const NegotiatedAudio *agreed = audio(); !agreed || agreed->rejected) {
            done(Failure<MediaError>(
                MediaError{MediaError::Kind::NotAcceptable, sentence(NegotiationError::Kind::NoAudio)}));
            return;
        }
        agreementChanged(std::move(done));
        return;
    }
    // What cannot be answered is refused now and not after it rang.
    const auto checked = m_offerAnswer.checkOffer(capabilities(m_options.encryption));
    if (!checked) {
        m_offerAnswer.rollback();
        done(Failure<MediaError>(toMediaError(checked.error())));
        return;
    }
    lookUpOffer(*checked, std::move(done));
}

MediaError AudioSession::noAddress() const
{
    return {MediaError::Kind::NotAcceptable,
        tr("The address to which the other side wants the sound sent cannot be reached.")};
}

void AudioSession::rollback()
{
    Q_ASSERT(isOnItsThread());
    m_offerAnswer.rollback();
    m_offerLookup.cancel();
    m_offeredAddress.clear();
    if (m_agreedSockets)
        m_sockets = std::move(m_agreedSockets);
    m_hold = m_agreedHold;
    applyMute();
}

const NegotiatedAudio *AudioSession::audio() const
{
    const MediaAgreement *agreement = m_offerAnswer.agreement();
    return agreement ? &agreement->audio : nullptr;
}

void AudioSession::allowMedia()
{
    Q_ASSERT(isOnItsThread());
    if (m_isClosed)
        return;
    if (!std::exchange(m_isMediaAllowed, true))
        syncStream();
    else if (m_controls) // early until now
        m_controller.post(ExpectPeer{m_parameters.id});
}

void AudioSession::close()
{
    Q_ASSERT(isOnItsThread());
    if (m_isClosed)
        return;
    m_isClosed = true;
    m_offerLookup.cancel();
    m_lookup.cancel();
    dropStream();
    m_offerAnswer.close();
    m_sockets.reset();
    m_agreedSockets.reset();
    m_parameters.sendKey.reset();
    m_parameters.receiveKey.reset();
}

bool AudioSession::isRemoteHold() const
{
    return m_remoteHold;
}

bool AudioSession::setMuted(bool muted)
{
    Q_ASSERT(isOnItsThread());
    m_muted = muted;
    applyMute();
    return true;
}

/// Who asks for a hold means now, not when the answer comes; who resumes is heard again when that was agreed.
void AudioSession::applyMute()
{
    if (m_controls)
        m_controls->setMuted(m_muted || m_hold || m_agreedHold);
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
