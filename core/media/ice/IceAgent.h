#pragma once

#include "IceMachine.h"
#include "IceOptions.h"
#include "OwnedFd.h"

#include <QObject>
#include <chrono>
#include <memory>
#include <optional>

namespace carillon {

class IceThread;
class Network;
class Random;

/// What an agent needs of the machine; all of it outlives the agent.
struct IceEnvironment {
    IceThread &thread;
    Random &random;
    Network &network;
};

/// The sockets of an agent whose peer has no ICE: bound, non-blocking UDP, for RTP as RFC 4961 has it.
struct IceSockets {
    OwnedFd rtp;
    OwnedFd rtcp; ///< not valid where RTCP is multiplexed
    QHostAddress address;
    quint16 rtpPort = 0;
    quint16 rtcpPort = 0;
};

/// ICE for one media stream (RFC 8445), a full agent with regular nomination, TCP candidates (RFC 6544),
/// trickle (RFC 8838) and consent (RFC 7675). Core thread; libnice does the work on the ICE thread, and
/// nothing here waits for it. It may be destroyed at any moment, also out of its own signals.
///
/// Packets: the media thread reads and writes RTP and RTCP on mediaFd(), which carries what belongs to pairs
/// that were checked and nothing else; DTLS comes and goes here; the first byte tells them apart (RFC 7983).
class IceAgent final : public QObject
{
    Q_OBJECT
public:
    using State = IceMachine::State;
    enum class Failure {
        NoSocket,    ///< not one candidate could be made
        NoPair,      ///< every check failed
        ConsentLost, ///< the peer does not answer any more
    };
    Q_ENUM(Failure)
    static constexpr std::chrono::milliseconds GatheringLimit{
        500}; ///< after gather(), for servers that do not answer
    static constexpr std::chrono::milliseconds NameLimit{250}; ///< of it, for the servers' names
    /// A peer that says it trickles, sends all it has and never that this was all, as browsers do behind SIP,
    /// counts as done then: otherwise checks would never be known to have failed. What comes later is still
    /// taken.
    static constexpr std::chrono::seconds PeerLimit{5};
    static constexpr qsizetype MaxRemoteCandidates = IceDescription::MaxCandidates; ///< until a restart

    IceAgent(const IceEnvironment &environment, IceOptions options, QObject *parent = nullptr);
    ~IceAgent() override;

    State state() const;
    /// Candidates come by candidateFound(), gatheringDone() ends what an offer waits for.
    void gather();
    bool isGatheringDone() const;
    /// Credentials at once, candidates so far; `ended` when no more will come.
    IceDescription localDescription() const;
    /// For the m= and c= lines (RFC 8839 §4.2.1.2); its port is 0 while there is none.
    IceCandidate defaultCandidate(int component) const;
    /// Gathers if nobody did. New credentials of the peer are a restart (RFC 8445 §9): without one of ours
    /// before it, restart() is called. Lite peers are controlled by us (§6.1.1).
    void setRemoteDescription(const IceDescription &description);
    void addRemoteCandidate(const IceCandidate &candidate);
    void remoteGatheringDone();
    enum class Credentials {
        New,
        Same ///< somebody else answers what was described already, and knows no others
    };
    /// Credentials at once; the selected pair works on until a new one does. gatheringDone() comes again.
    void restart(Credentials credentials = Credentials::New);
    /// Before setRemoteDescription().
    void setControlling(bool isControlling);
    /// Fewer than were offered, when RTCP turned out to be multiplexed: only they are waited for.
    void setComponents(int components);

    std::optional<IcePair> selectedPair(int component) const;
    /// For the media thread, AF_UNIX, datagrams, non-blocking; open as long as this object lives. -1: no such
    /// component.
    int mediaFd(int component) const;
    /// Until then RTP and RTCP of the peer is thrown away.
    void setMediaOpen(bool isOpen);
    /// Over the selected pair of component 1; lost without one, as a datagram may be.
    void sendDtls(const QByteArray &datagram);
    /// The peer has no ICE: the agent closes, the sockets of its default candidates go on. Null when it has
    /// none (relayOnly, before gatheringDone(), after a pair was found).
    std::unique_ptr<IceSockets> releaseSockets();
    /// Gives servers and sockets back; mediaFd() stays open and silent.
    void close();

Q_SIGNALS:
    void candidateFound(const carillon::IceCandidate &candidate);
    /// All there are, or GatheringLimit passed; what candidateFound() tells after it is for trickle.
    void gatheringDone();
    void stateChanged(carillon::IceAgent::State state);
    void selectedPairChanged();
    /// Bounded per second.
    void dtlsReceived(const QByteArray &datagram);
    void failed(carillon::IceAgent::Failure failure);
    /// A server is of no use; the rest goes on. @param reason in the words of the system.
    void serverFailed(const QString &host, const QString &reason);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace carillon
