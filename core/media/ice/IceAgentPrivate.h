#pragma once

#include "CandidateRules.h"
#include "IceAgent.h"
#include "IceListener.h"
#include "IceLookups.h"
#include "IceMailbox.h"
#include "IceThread.h"
#include "NiceStream.h"
#include "TurnTlsTunnel.h"

#include <QTimer>
#include <array>

namespace carillon {

class IceAgent::Private final : public IceListener
{
public:
    Private(IceAgent &agent, const IceEnvironment &to, IceOptions wanted);
    ~Private() override;

    /// Machine of gathering: what gatheringDone() waits for.
    enum class Gathering {
        NotBegun,
        Names,   ///< of servers
        Hosts,   ///< libnice was asked
        Servers, ///< the host candidates are known
        Done,
    };

    // ---- gathering (IceAgentGathering.cpp)
    void gather();
    void begin();
    void serverKnown(const IceServer &server, const QHostAddress &address);
    std::optional<KnownServer> reachable(const IceServer &server, const QHostAddress &address);
    void serverFailed(const QString &host, const QString &reason);
    void limitPassed();
    void finishGathering();
    void newCredentials();
    void candidateArrived(const IceCandidate &candidate) override;
    void hostsKnown(const IceHostSockets &sockets, bool isGathered) override;
    void gatheringEnded() override;
    IceCandidate defaultCandidate(int component) const;
    std::unique_ptr<IceSockets> releaseSockets();

    // ---- the peer and the checks (IceAgent.cpp)
    void setRemoteDescription(const IceDescription &description);
    void restart(Credentials credentials);
    void addRemote(const QList<IceCandidate> &candidates);
    void addHidden(const IceCandidate &candidate);
    void peerDone();
    bool isNew(const IceCandidate &candidate);
    void take(IceMachine::Event event);
    void judge();
    void close();
    void componentChanged(int generation, int component, ComponentState state) override;
    void pairSelected(int component, const IcePair &pair) override;
    void dtlsArrived(const QByteArray &datagram) override;
    CandidateRules rules() const;
    /// Queued to the ICE thread.
    template <typename Task>
    void tell(Task task);

    IceAgent &q;
    IceEnvironment environment;
    IceOptions options;
    IceMachine::State state = IceMachine::State::Idle;
    Gathering gathering = Gathering::NotBegun;
    bool isAllKnown = false; ///< libnice will find no more
    std::shared_ptr<IceMailbox<IceListener>> mailbox;
    std::shared_ptr<NiceStream> stream;
    QTimer limit;
    QTimer nameLimit;
    QTimer peerLimit;
    QList<QHostAddress> localAddresses;
    QList<KnownServer> servers;
    int unanswered = 0; ///< names of servers
    QByteArray ufrag;
    QByteArray password;
    QList<IceCandidate> candidates;
    std::vector<IceHostSocket> sockets; ///< until a pair is found
    QByteArray remoteUfrag;
    QByteArray remotePassword;
    QList<IceCandidate> remoteCandidates; ///< of this generation, to know them again
    bool isPeerDone = false;              ///< it has no more candidates
    int hiddenPending = 0;                ///< its names that are being looked up
    int generation = 0;
    int componentsInUse;
    std::array<ComponentState, IceOptions::MaxComponents> components{};
    std::array<std::optional<IcePair>, IceOptions::MaxComponents> pairs;
    std::vector<std::unique_ptr<TurnTlsTunnel>> tunnels;
    IceLookups lookups; ///< last: answers touch the rest
};

template <typename Task>
void IceAgent::Private::tell(Task task)
{
    environment.thread.post([stream = stream, task = std::move(task)] { task(*stream); });
}

} // namespace carillon
