#include "MediaTransport.h"

#include "AddressLookup.h"
#include "IceWay.h"
#include "Logging.h"
#include "RtcpAssociation.h"
#include "RtpSockets.h"
#include "UdpWay.h"

#include <QPointer>

namespace carillon {

namespace {
MediaError noPort()
{
    return {
        MediaError::Kind::NoPort, MediaTransport::tr("No free port for the sound of the call was found.")};
}

/// Whether @p way can be named in another description as it is.
bool suits(const MediaWay *way, const MediaTransport::Wish &wish)
{
    using Kind = MediaTransport::Wish::Kind;
    if (!way || wish.change == MediaTransport::Wish::Change::Renew)
        return false;
    const auto *ice = dynamic_cast<const IceWay *>(way);
    if (wish.kind == Kind::Ice)
        return ice && ice->localAddress() == wish.local && ice->agent().isGatheringDone();
    return !ice && way->sockets()->family() == familyOf(wish.local);
}

IceFragment fragmentOf(const IceWay &way)
{
    const IceDescription ours = way.agent().localDescription();
    IceFragment fragment;
    fragment.ufrag = ours.ufrag;
    fragment.password = ours.password;
    fragment.candidates = ours.candidates;
    fragment.ended = ours.ended;
    return fragment;
}
} // namespace

MediaTransport::MediaTransport(MediaTransportServices services, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
{
    renewAssociation();
}

MediaTransport::~MediaTransport()
{
    close();
}

MediaWay *MediaTransport::namedWay() const
{
    return m_offered ? m_offered.get() : m_next ? m_next.get() : m_current.get();
}

void MediaTransport::watch(MediaWay &way)
{
    connect(&way, &MediaWay::changed, this, &MediaTransport::wayChanged, Qt::QueuedConnection);
    connect(&way, &MediaWay::dtlsReceived, this,
        [this, from = &way](const QByteArray &datagram) { handshakeArrived(*from, datagram); });
}

void MediaTransport::prepare(const Wish &wish, Prepared done)
{
    const quint64 preparation = ++m_preparation;
    if (suits(namedWay(), wish)) {
        done({});
        return;
    }
    if (wish.kind == Wish::Kind::Plain) {
        std::shared_ptr<RtpSockets> sockets = RtpSockets::bind(familyOf(wish.local), {}, m_services.random);
        if (!sockets) {
            done(noPort());
            return;
        }
        m_offered = std::make_unique<UdpWay>(std::move(sockets), wish.local);
        watch(*m_offered);
        done({});
        return;
    }
    auto way = std::make_unique<IceWay>(
        IceEnvironment{m_services.iceThread(), m_services.random, m_services.network}, wish.ice, wish.local);
    IceWay *ice = way.get();
    m_offered = std::move(way);
    watch(*ice);
    connect(ice, &IceWay::lateCandidate, this, [this, ice](const IceCandidate &candidate) {
        IceFragment fragment = fragmentOf(*ice);
        fragment.candidates = {candidate};
        Q_EMIT fragmentFound(fragment);
    });
    ice->gather([this, preparation, ice, done = std::move(done)] {
        if (preparation != m_preparation)
            return;
        if (ice->agent().localDescription().candidates.isEmpty())
            done(noPort());
        else
            done({});
    });
}

void MediaTransport::describe(LocalMediaCapabilities &capabilities) const
{
    if (capabilities.dtls)
        capabilities.dtls->tlsId = m_tlsId;
    if (MediaWay *way = namedWay())
        way->describe(capabilities);
}

void MediaTransport::agree(const NegotiatedAudio &audio, const QHostAddress &remote)
{
    ++m_preparation;
    if (m_offered)
        m_next = std::move(m_offered);
    if (!namedWay())
        return;
    m_isDtlsAgreed = audio.dtls.has_value();
    m_hasFailed = false;
    m_rtcp = audio.rtcpMux ? SdpEndpoint{} : audio.remoteRtcp;
    if (m_rtcp.address == audio.remoteRtp.address)
        m_rtcp.address = remote.toString().toLatin1();
    if (!audio.ice && !useSockets())
        return;
    const bool isOver = m_association && m_association->state() == DtlsAssociation::State::Failed;
    namedWay()->agree(audio, remote);
    if (m_isDtlsAgreed && (audio.dtls->isNew || !m_association || isOver))
        startAssociation(audio);
    if (!m_isDtlsAgreed) {
        m_association.reset();
        m_rtcpAssociation.reset();
        m_keys.reset();
        m_handshakeFailure.reset();
    }
    advance();
}

/// The peer has no ICE: the sockets we named to it are used as they are, RFC 8445 §5.1 and RFC 4961.
bool MediaTransport::useSockets()
{
    std::unique_ptr<MediaWay> &slot = m_next ? m_next : m_current;
    auto *ice = dynamic_cast<IceWay *>(slot.get());
    if (!ice)
        return true;
    const QHostAddress local = ice->localAddress();
    std::shared_ptr<RtpSockets> sockets = ice->releaseSockets();
    if (!sockets) {
        qCWarning(lcMedia, "The sockets of the ICE agent cannot be used without it");
        m_hasFailed = true;
        setState(State::Failed);
        Q_EMIT failed({MediaError::Kind::NoPort,
            tr("The other side does not know the way that was offered for the sound, and no simpler one "
               "could be "
               "opened.")});
        return false;
    }
    retire(std::exchange(slot, std::make_unique<UdpWay>(std::move(sockets), local)));
    watch(*slot);
    return true;
}

/// Not in the deleter's time: an agent may not outlive the thread of the agents.
void MediaTransport::retire(std::unique_ptr<MediaWay> way)
{
    if (!way)
        return;
    way->disconnect(this);
    m_retired.push_back(std::move(way));
    QMetaObject::invokeMethod(
        this, [this] { m_retired.clear(); }, Qt::QueuedConnection);
}

/// What was agreed last becomes what is used, once it works.
void MediaTransport::advance()
{
    bool isOther = false;
    if (m_next && m_next->isConnected()) {
        retire(std::exchange(m_current, std::move(m_next)));
        isOther = true;
    }
    if (m_association && !m_isStarted && m_current && m_current->isConnected() && !m_next) {
        const QPointer<MediaTransport> alive(this);
        beginHandshake();
        if (!alive)
            return;
    }
    setState(currentState());
    if (isOther && isReady())
        Q_EMIT readyChanged();
}

void MediaTransport::wayChanged()
{
    advance();
}

MediaTransport::State MediaTransport::currentState() const
{
    if (m_hasFailed)
        return State::Failed;
    const auto *ice = dynamic_cast<const IceWay *>(m_current ? m_current.get() : m_next.get());
    if (!m_current && !m_next)
        return State::New;
    if (ice && ice->agent().state() == IceAgent::State::Failed)
        return State::Failed;
    if (!m_current)
        return State::Connecting;
    if (!m_current->isConnected()) {
        const auto *next = dynamic_cast<const IceWay *>(m_next.get());
        if (next && next->agent().state() == IceAgent::State::Failed)
            return State::Failed;
        const bool isLost = ice && ice->agent().state() == IceAgent::State::Disconnected;
        return isLost ? State::Interrupted : State::Connecting;
    }
    return isReady() ? State::Connected : State::Securing;
}

void MediaTransport::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged();
}

bool MediaTransport::isReady() const
{
    return sockets() && !m_hasFailed && (!m_isDtlsAgreed || m_keys);
}

std::shared_ptr<RtpSockets> MediaTransport::sockets() const
{
    return m_current ? m_current->sockets() : nullptr;
}

void MediaTransport::applyTo(StreamParameters &parameters) const
{
    if (m_current)
        m_current->applyTo(parameters);
    if (!m_isDtlsAgreed)
        return;
    parameters.sendKey.reset();
    parameters.receiveKey.reset();
    if (m_keys) {
        parameters.sendKey = m_keys->send;
        parameters.receiveKey = m_keys->receive;
    }
    if (m_keys && m_current && hasKeysOfRtcp()) {
        parameters.rtcpFd = m_current->sockets()->rtcpFd();
        parameters.remoteRtcp = m_rtcpAssociation->peer().storage();
        parameters.rtcpSendKey = m_rtcpAssociation->keys()->send;
        parameters.rtcpReceiveKey = m_rtcpAssociation->keys()->receive;
    }
}

void MediaTransport::beginMedia()
{
    if (m_current)
        m_current->beginMedia();
}

void MediaTransport::endMedia()
{
    if (m_current)
        m_current->endMedia();
}

const IceAgent *MediaTransport::agent() const
{
    const auto *ice = dynamic_cast<const IceWay *>(m_current ? m_current.get() : m_next.get());
    return ice ? &ice->agent() : nullptr;
}

bool MediaTransport::hasIce() const
{
    return agent() != nullptr;
}

std::optional<SrtpProfile> MediaTransport::dtlsProfile() const
{
    return m_keys ? std::optional(m_keys->send.profile) : std::nullopt;
}

void MediaTransport::addFragment(const IceFragment &fragment)
{
    if (auto *ice = dynamic_cast<IceWay *>(namedWay()))
        ice->addFragment(fragment);
}

std::optional<IceFragment> MediaTransport::fragmentSoFar() const
{
    const auto *ice = dynamic_cast<const IceWay *>(namedWay());
    return ice ? std::optional(fragmentOf(*ice)) : std::nullopt;
}

void MediaTransport::rollback()
{
    ++m_preparation;
    m_offered.reset();
}

void MediaTransport::close()
{
    ++m_preparation;
    if (m_association)
        m_association->close();
    if (m_rtcpAssociation)
        m_rtcpAssociation->close();
    m_association.reset();
    m_rtcpAssociation.reset();
    m_keys.reset();
    m_offered.reset();
    m_next.reset();
    m_current.reset();
    m_retired.clear();
}

} // namespace carillon
