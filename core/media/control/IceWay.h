#pragma once

#include "IceAgent.h"
#include "MediaWay.h"

#include <functional>
#include <memory>
#include <optional>

namespace carillon {

/// What ICE finds (RFC 8445): an agent on its thread, and the local sockets over which it passes what is
/// media to the media thread.
class IceWay final : public MediaWay
{
    Q_OBJECT
public:
    IceWay(const IceEnvironment &environment, IceOptions options, const QHostAddress &local,
        QObject *parent = nullptr);
    ~IceWay() override;

    /// @p done once: enough is gathered for a description.
    void gather(std::function<void()> done);
    /// The peer has no ICE: the sockets of what was offered to it. Null when the agent has none. The way is
    /// of no use afterwards.
    std::shared_ptr<RtpSockets> releaseSockets();
    QHostAddress localAddress() const { return m_local; }

    void describe(LocalMediaCapabilities &capabilities) override;
    void agree(const NegotiatedAudio &audio, const QHostAddress &remote) override;
    bool isConnected() const override;
    std::shared_ptr<RtpSockets> sockets() const override { return m_sockets; }
    void applyTo(StreamParameters &parameters) const override;
    void sendDtls(const QByteArray &datagram) override;
    void beginMedia() override;
    void endMedia() override { m_agent.setMediaOpen(false); }

    IceAgent &agent() { return m_agent; }
    const IceAgent &agent() const { return m_agent; }
    /// RFC 8838 §10: of the generation that the peer knows.
    void addFragment(const IceFragment &fragment);

Q_SIGNALS:
    /// Found after the description was made.
    void lateCandidate(const carillon::IceCandidate &candidate);

private:
    void gathered();
    void candidateFound(const IceCandidate &candidate);

    int m_components;
    IceAgent m_agent;
    QHostAddress m_local;
    std::function<void()> m_gathered;
    bool m_isDescribed = false;
    std::optional<IceDescription> m_remote;
    std::shared_ptr<RtpSockets> m_sockets;
};

} // namespace carillon
