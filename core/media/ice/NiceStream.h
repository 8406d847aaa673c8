#pragma once

#include "IceListener.h"
#include "IceMailbox.h"
#include "IceOptions.h"
#include "PacketPath.h"
#include "PacketRate.h"

#include <array>
#include <atomic>
#include <chrono>
#include <memory>

struct _NiceAgent; // NOLINT(bugprone-reserved-identifier): GLib's own name, which stays out of our headers
struct _NiceCandidate; // NOLINT(bugprone-reserved-identifier): GLib's own name, which stays out of our
                       // headers

namespace carillon {

class IceThread;

/// A server whose address is known.
struct KnownServer {
    IceServer::Kind kind = IceServer::Kind::Stun;
    QHostAddress address;
    quint16 port = 0;
    QByteArray user;
    QByteArray password;
};

/// One agent of libnice for one stream. Made on the core thread; every other call on the ICE thread, queued
/// there by IceAgent. Its news go to the mailbox.
class NiceStream final : public std::enable_shared_from_this<NiceStream>
{
public:
    /// What an agent is made of.
    struct Plan {
        IceOptions options;
        QList<QHostAddress> localAddresses;
        QByteArray ufrag;
        QByteArray password;
    };
    static constexpr int ConnectivityChecks
        = 200; ///< pairs at most, whatever the peer names (RFC 8445 §6.1.2.5)
    static constexpr int DtlsDatagramsPerSecond = 200; ///< towards the core thread; the rest is dropped
    static constexpr std::size_t DtlsBytes = 2048;
    static constexpr std::chrono::milliseconds RelayDelay{30};
    /// Ta of RFC 8445 §14.2, and libnice's answer to all it hears: a pair is nominated three of them after
    /// the peer's description. Deviation: not 50 ms, nor is a=ice-pacing said. What it bounds, bindings of a
    /// NAT and the rate, stays far below that of the sound; the least of all agents together is 5 ms.
    static constexpr std::chrono::milliseconds Pacing{10};

    NiceStream(IceThread &thread, std::shared_ptr<IceMailbox<IceListener>> mailbox, int components);
    ~NiceStream();
    NiceStream(const NiceStream &) = delete;
    NiceStream &operator=(const NiceStream &) = delete;

    /// Any thread.
    int mediaFd(int component) const;
    /// Any thread: until then RTP is thrown away.
    void setMediaOpen(bool isOpen) { m_isMediaOpen.store(isOpen, std::memory_order_relaxed); }

    /// Then the peer may be described, whether gathering has begun or not.
    void prepare(const Plan &plan);
    void gather(const QList<KnownServer> &servers);
    void addRelay(const KnownServer &server);
    void setControlling(bool isControlling);
    void setRemoteCredentials(const QByteArray &ufrag, const QByteArray &password);
    void addRemote(const QList<IceCandidate> &candidates);
    void remoteDone();
    /// The news of this and all later checks carry @p generation.
    void restart(const QByteArray &ufrag, const QByteArray &password, int generation);
    void sendDtls(const QByteArray &datagram);
    void close();

private:
    friend struct NiceSignals;
    void makeAgent(const IceOptions &options);
    void attach(const Plan &plan);
    void watchSignals();
    void arrived(int component, Bytes datagram);
    void send(int component, Bytes datagram);
    void tellHosts();
    void delayRelays();
    void addWaitingRelays();
    void gathered();
    void tellPair(int component, const _NiceCandidate *local, const _NiceCandidate *remote);

    IceThread &m_thread;
    std::shared_ptr<IceMailbox<IceListener>> m_mailbox;
    std::array<std::unique_ptr<PacketPath>, IceOptions::MaxComponents> m_paths;
    int m_components;
    std::atomic<bool> m_isMediaOpen = false;
    // ICE thread only:
    _NiceAgent *m_agent = nullptr;
    unsigned m_stream = 0;
    int m_generation = 0;
    bool m_hasRelay = false;
    QList<KnownServer> m_waitingRelays; ///< until the STUN server was asked
    PacketRate m_dtlsRate{DtlsDatagramsPerSecond};
};

} // namespace carillon
