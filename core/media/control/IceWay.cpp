#include "IceWay.h"

#include "AddressLookup.h"
#include "MediaSocket.h"
#include "RtpSockets.h"

#include <fcntl.h>

namespace carillon {

namespace {
/// The agent closes its own when it goes; a stream may read on for a moment.
int duplicate(int fd)
{
    return fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 0);
}
} // namespace

IceWay::IceWay(
    const IceEnvironment &environment, IceOptions options, const QHostAddress &local, QObject *parent)
    : MediaWay(parent)
    , m_components(options.components)
    , m_agent(environment, std::move(options))
    , m_local(local)
{
    connect(&m_agent, &IceAgent::candidateFound, this, &IceWay::candidateFound);
    connect(&m_agent, &IceAgent::gatheringDone, this, &IceWay::gathered);
    connect(&m_agent, &IceAgent::stateChanged, this, &MediaWay::changed);
    connect(&m_agent, &IceAgent::selectedPairChanged, this, &MediaWay::changed);
    connect(&m_agent, &IceAgent::dtlsReceived, this, &MediaWay::dtlsReceived);
}

IceWay::~IceWay() = default;

void IceWay::gather(std::function<void()> done)
{
    m_gathered = std::move(done);
    m_agent.gather();
}

void IceWay::gathered()
{
    if (const auto done = std::exchange(m_gathered, {}))
        done();
}

void IceWay::candidateFound(const IceCandidate &candidate)
{
    if (m_isDescribed)
        Q_EMIT lateCandidate(candidate);
}

void IceWay::describe(LocalMediaCapabilities &capabilities)
{
    m_isDescribed = true;
    capabilities.ice = m_agent.localDescription();
    const IceCandidate rtp = m_agent.defaultCandidate(1);
    capabilities.address = rtp.address;
    capabilities.rtpPort = rtp.port;
    capabilities.rtcpPort = m_components > 1 ? m_agent.defaultCandidate(2).port : quint16(0);
}

void IceWay::agree(const NegotiatedAudio &audio, const QHostAddress &)
{
    if (!audio.ice)
        return;
    if (audio.rtcpMux)
        m_agent.setComponents(1);
    // Our offer was no restart, so another party answered it (a fork, RFC 3725): it knows what we offered.
    if (m_remote && isRestart(*m_remote, *audio.ice))
        m_agent.restart(IceAgent::Credentials::Same);
    m_remote = audio.ice;
    m_agent.setRemoteDescription(*audio.ice);
    if (m_sockets)
        return;
    const int rtcp = audio.rtcpMux || m_components < 2 ? -1 : duplicate(m_agent.mediaFd(2));
    m_sockets = RtpSockets::adopt({AF_UNIX, duplicate(m_agent.mediaFd(1)), rtcp});
}

void IceWay::addFragment(const IceFragment &fragment)
{
    const bool isOfAnother = m_remote && !fragment.ufrag.isEmpty() && fragment.ufrag != m_remote->ufrag;
    if (!m_remote || isOfAnother)
        return;
    for (const IceCandidate &candidate : fragment.candidates)
        m_agent.addRemoteCandidate(candidate);
    if (fragment.ended)
        m_agent.remoteGatheringDone();
}

bool IceWay::isConnected() const
{
    const IceAgent::State state = m_agent.state();
    return state == IceAgent::State::Connected || state == IceAgent::State::Completed;
}

std::shared_ptr<RtpSockets> IceWay::releaseSockets()
{
    const std::unique_ptr<IceSockets> released = m_agent.releaseSockets();
    if (!released)
        return nullptr;
    const int family = familyOf(released->address);
    noteArrivals(released->rtp.fd());
    RtpSockets::Adopted sockets{
        family, released->rtp.release(), released->rtcp.release(), released->rtpPort, released->rtcpPort};
    sockets.addRtcp();
    return RtpSockets::adopt(sockets);
}

void IceWay::applyTo(StreamParameters &parameters) const
{
    parameters.isPeerCertain = true;
    parameters.controlFd = -1;
    parameters.remoteRtp = {};
    parameters.remoteRtcp = {};
}

void IceWay::sendDtls(const QByteArray &datagram)
{
    m_agent.sendDtls(datagram);
}

void IceWay::beginMedia()
{
    m_sockets->discardArrived();
    m_agent.setMediaOpen(true);
}

} // namespace carillon
