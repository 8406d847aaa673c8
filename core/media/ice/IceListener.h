#pragma once

#include "IceOptions.h"
#include "OwnedFd.h"

#include <QObject>
#include <memory>
#include <vector>

namespace carillon {

/// A bound UDP socket of a host candidate, shared with libnice until that closes its own.
struct IceHostSocket {
    int component = 1;
    QHostAddress address;
    quint16 port = 0;
    OwnedFd fd;
};
using IceHostSockets = std::shared_ptr<std::vector<IceHostSocket>>;

enum class ComponentState { Checking, PairFound, Nominated, Failed };

/// What the ICE thread tells the core thread, there.
class IceListener : public QObject
{
public:
    virtual void candidateArrived(const IceCandidate &candidate) = 0;
    /// All host candidates were told. Not @p isGathered: there is no agent.
    virtual void hostsKnown(const IceHostSockets &sockets, bool isGathered) = 0;
    virtual void gatheringEnded() = 0;
    virtual void componentChanged(int generation, int component, ComponentState state) = 0;
    virtual void pairSelected(int component, const IcePair &pair) = 0;
    virtual void dtlsArrived(const QByteArray &datagram) = 0;
};

} // namespace carillon
