#include "AudioSession.h"

#include "Logging.h"
#include "MediaController.h"
#include "StreamBuilder.h"

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
    , m_transport(controller.transportServices())
    , m_profile(m_options.encryption == MediaEncryption::Dtls ? MediaProfile::WebRtc : m_options.profile)
    , m_renewal(controller.clock(), {[this] { renewalDue(); }, [this] { noteWayProblem(); }})
    , m_nextHandshake(controller.clock())
    , m_examination(controller.clock())
{
    connect(&m_transport, &MediaTransport::readyChanged, this, &AudioSession::syncStream);
    connect(&m_transport, &MediaTransport::stateChanged, this, &AudioSession::transportStateChanged);
    connect(&m_transport, &MediaTransport::failed, this, &AudioSession::transportFailed);
    connect(&m_transport, &MediaTransport::fragmentFound, this,
        [this](const IceFragment &fragment) { Q_EMIT fragmentReady(fragment.toBytes()); });
    m_parameters.wish = {m_options.opusBitrate, m_options.silenceSuppression, m_options.stereo};
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

LocalMediaCapabilities AudioSession::capabilities(Naming naming) const
{
    LocalMediaCapabilities result;
    QHostAddress address = m_localAddress;
    address.setScopeId({}); // means nothing to the peer
    result.address = address.toString().toLatin1();
    result.codecs = m_options.codecs;
    if (m_options.silenceSuppression)
        result.comfortNoise = ComfortNoise::Offered;
    for (AudioFormat &codec : result.codecs) {
        if (!codec.isSameCodec(AudioFormat::opus()))
            continue;
        if (m_options.stereo)
            codec.fmtp = AudioFormat::stereoOpus().fmtp;
        if (m_options.silenceSuppression)
            codec.fmtp += ";usedtx=1";
    }
    result.hold = m_hold;
    result.ptimeMs = m_options.ptimeMs;
    result.encryption = m_options.encryption;
    result.profile = m_profile;
    // A key that everybody on the way can read protects nothing: best effort offers keys only where the first
    // hop is encrypted. An account that demands SDES gets it in any case.
    result.sdesAllowed = m_options.sendsKeysInTheOpen || m_isSignallingSecure
        || m_options.encryption == MediaEncryption::Sdes || encryption() == Encryption::Sdes;
    result.ssrc = m_parameters.localSsrc;
    result.cname = QByteArray::fromStdString(m_parameters.cname);
    if (m_options.ice != AudioSessionOptions::Ice::Off)
        result.ice = IceDescription{}; // could be had; what it says comes with the way
    if (m_options.encryption != MediaEncryption::None)
        result.dtls = m_controller.dtlsDescription();
    if (naming == Naming::TheWay)
        m_transport.describe(result);
    return result;
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
    const bool isOtherNetwork = !m_localAddress.isNull() && local != m_localAddress;
    if (isOtherNetwork || m_renewal.hasGivenUp())
        m_renewal.beginAnew();
    m_isSignallingSecure = options.secureSignalling;
    m_hold = options.hold;
    applyMute();
    const MediaTransport::Wish wish = wishFor(local);
    m_localAddress = local;
    m_transport.prepare(
        wish, [this, options, done = std::move(done)](const std::optional<MediaError> &error) {
            if (error)
                done(Failure<MediaError>(noWay(*error)));
            else
                describe(options, done);
        });
}

/// Where only a relay was wanted and cannot be reached, the other ways are for the next offer again.
MediaError AudioSession::noWay(const MediaError &error)
{
    if (!std::exchange(m_isRelayOnly, false))
        return error;
    m_renewsWay = false;
    return {error.kind, tr("The relay for the sound cannot be reached.")};
}

void AudioSession::describe(const DescriptionOptions &options, const DescriptionCallback &done)
{
    const bool answers = m_offerAnswer.state() == OfferAnswerMachine::State::HaveRemoteOffer;
    const bool repeats = options.change == DescriptionOptions::Change::None;
    const LocalMediaCapabilities ours = capabilities(Naming::TheWay);
    const auto description = answers ? m_offerAnswer.createAnswer(ours)
        : repeats                    ? m_offerAnswer.repeatOffer(ours)
                                     : m_offerAnswer.createOffer(ours);
    if (!description) {
        done(Failure<MediaError>(toMediaError(description.error())));
        return;
    }
    const Description result{ContentType, description->toBytes()};
    if (answers)
        agreementChanged([done, result](Result<void, MediaError> agreed) {
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
    if (const auto checked = trial.checkOffer(capabilities(Naming::WhatCouldBe)); !checked)
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
    const auto applied = isAnswer ? m_offerAnswer.receiveAnswer(*description, capabilities(Naming::TheWay))
                                  : m_offerAnswer.receiveOffer(*description);
    if (!applied) {
        noteRefusal(applied.error());
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
    const auto checked = m_offerAnswer.checkOffer(capabilities(Naming::WhatCouldBe));
    if (!checked) {
        noteRefusal(checked.error());
        m_offerAnswer.rollback();
        done(Failure<MediaError>(toMediaError(checked.error())));
        return;
    }
    lookUpOffer(*checked, std::move(done));
}

/// Somebody tried to take the encryption away: who talks should know, although nothing changed.
void AudioSession::noteRefusal(const NegotiationError &error)
{
    if (error.kind != NegotiationError::Kind::EncryptionDropped || !m_controls)
        return;
    m_refusal = sentence(error.kind);
    Q_EMIT changed();
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
    m_transport.rollback();
    m_hold = m_agreedHold;
    applyMute();
    if (!m_isClosed && !m_nextHandshake.isRunning()) // the offer that asked for one was refused
        planNewHandshake();
}

bool AudioSession::forgetAnswer()
{
    Q_ASSERT(isOnItsThread());
    if (m_isClosed)
        return false;
    m_lookup.cancel();
    m_isPeerGone = true;
    applyMute();
    return m_offerAnswer.reopenFirstOffer();
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
    m_doctor.forget(); // what was silent before the answer had a right to
    m_examination.start(SoundDoctor::Period, [this] { examine(); });
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
    m_renewal.stop();
    m_nextHandshake.stop();
    m_examination.stop();
    m_transport.close();
    m_parameters.sendKey.reset();
    m_parameters.receiveKey.reset();
}

bool AudioSession::isRemoteHold() const
{
    return m_remoteHold;
}

AudioSession::Encryption AudioSession::encryption() const
{
    const NegotiatedAudio *agreed = audio();
    if (agreed && agreed->dtls)
        return Encryption::Dtls;
    return agreed && agreed->sdes ? Encryption::Sdes : Encryption::None;
}

QByteArray AudioSession::srtpSuite() const
{
    switch (encryption()) {
    case Encryption::None: return {};
    case Encryption::Sdes: return suiteName(audio()->sdes->local.suite).toByteArray();
    case Encryption::Dtls: break;
    }
    const auto profile = m_transport.dtlsProfile();
    return profile ? profileName(*profile).toByteArray() : QByteArray();
}

QByteArray AudioSession::codec() const
{
    const NegotiatedAudio *agreed = audio();
    return agreed && !agreed->rejected ? agreed->sendFormat.displayName() : QByteArray();
}

} // namespace carillon
