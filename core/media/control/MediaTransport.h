#pragma once

#include "DtlsAssociation.h"
#include "EarlyHandshake.h"
#include "IceAgent.h"
#include "MediaWay.h"
#include "SessionDescriptionHandler.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace carillon {

class DtlsCertificate;
class IceThread;
class IceWay;
class Network;
class RtcpAssociation;

/// What all calls of a process share.
struct MediaTransportServices {
    Clock &clock;
    Random &random;
    Network &network;
    std::function<const DtlsCertificate &()> certificate; ///< made with the first call that needs it
    std::function<IceThread &()> iceThread;               ///< started with the first call that needs it
};

/// The way of one stream's packets between the machines, and the keys that a handshake on it gives. Core
/// thread.
///
/// What was agreed goes on until what comes after it works: an ICE restart (RFC 8445 §9), another network or
/// another IP family are a new way beside the old one. A DTLS association outlives its way (RFC 8842 §4).
class MediaTransport final : public QObject
{
    Q_OBJECT
public:
    enum class State {
        New,        ///< nothing agreed
        Connecting, ///< ICE looks for a way
        Securing,   ///< the handshake is under way
        Connected,
        Interrupted, ///< it worked, and the peer is not heard any more (RFC 7675); ICE goes on looking
        Failed,
    };
    /// What the next description needs of a way.
    struct Wish {
        QHostAddress local; ///< our address that routes to the peer
        enum class Kind { Plain, Ice } kind = Kind::Plain;
        enum class Change { Keep, Renew } change = Change::Keep; ///< Renew: ICE restart
        IceOptions ice;                                          ///< of a new agent
    };
    using Prepared = std::function<void(std::optional<MediaError>)>;

    explicit MediaTransport(MediaTransportServices services, QObject *parent = nullptr);
    ~MediaTransport() override;

    /// The way which the next description names. @p done once, at once or when enough is gathered; not after
    /// rollback() or close().
    void prepare(const Wish &wish, Prepared done);
    bool isPrepared() const { return namedWay(); }
    /// The next description names another way than the one before.
    bool isRenewed() const { return m_offered != nullptr; }
    /// Adds what the way which prepare() made says of itself, and our certificate.
    void describe(LocalMediaCapabilities &capabilities) const;
    /// Offer and answer met. @param remote what the peer's c= means; null when it names nothing.
    void agree(const NegotiatedAudio &audio, const QHostAddress &remote);
    /// What prepare() made is forgotten; what was agreed stands.
    void rollback();
    /// Candidates that came later (RFC 8840).
    void addFragment(const IceFragment &fragment);
    /// All of our candidates for the description that was made last; nothing without ICE.
    std::optional<IceFragment> fragmentSoFar() const;
    void close();

    State state() const { return m_state; }
    /// Whether a stream can run: there is a way, and there are keys where some were agreed.
    bool isReady() const;
    std::shared_ptr<RtpSockets> sockets() const;
    /// Sockets, addresses, keys.
    void applyTo(StreamParameters &parameters) const;
    /// A stream starts now.
    void beginMedia();
    /// The stream is gone.
    void endMedia();
    bool hasIce() const;
    /// Another way may help: not against a peer who is somebody else.
    bool isRenewable() const { return hasIce() && !m_hasFailed; }
    /// The next description asks for a new association, RFC 8842 §3.1.
    void renewAssociation();
    /// The handshake failed, and another one may get through: not against a peer who is somebody else.
    bool mayHandshakeAgain() const;
    /// The agreed way's agent; null without ICE.
    const IceAgent *agent() const;
    bool isDtls() const { return m_association != nullptr || m_keys.has_value(); }
    std::optional<SrtpProfile> dtlsProfile() const;
    /// RTCP is not multiplexed, and its port had a handshake of its own.
    bool hasKeysOfRtcp() const;

Q_SIGNALS:
    void stateChanged();
    /// A running stream needs what applyTo() says now; or one can start.
    void readyChanged();
    void fragmentFound(const carillon::IceFragment &fragment);
    void failed(const carillon::MediaError &error);

private:
    MediaWay *namedWay() const;
    void watch(MediaWay &way);
    void wayChanged();
    bool useSockets();
    void retire(std::unique_ptr<MediaWay> way);
    void startAssociation(const NegotiatedAudio &audio);
    void makeAssociation();
    void established(const DtlsKeys &keys);
    void handshakeArrived(const MediaWay &from, const QByteArray &datagram);
    void beginHandshake();
    void advance();
    void associationFailed(DtlsAssociation::Failure why);
    void setState(State state);
    State currentState() const;

    MediaTransportServices m_services;
    std::unique_ptr<MediaWay> m_current;              ///< agreed, and used
    std::unique_ptr<MediaWay> m_next;                 ///< agreed, used as soon as it works
    std::unique_ptr<MediaWay> m_offered;              ///< for the next description
    std::vector<std::unique_ptr<MediaWay>> m_retired; ///< one of them may be what calls
    quint64 m_preparation = 0;                        ///< an answer to an older one is late
    State m_state = State::New;
    bool m_isDtlsAgreed = false;
    bool m_isStarted = false; ///< the association
    bool m_hasFailed = false;
    std::optional<DtlsAssociation::Failure> m_handshakeFailure; ///< of the last association
    std::unique_ptr<DtlsAssociation> m_association;
    DtlsAssociation::Role m_role = DtlsAssociation::Role::Client;
    EarlyHandshake m_early;
    QByteArray m_tlsId;                       ///< of the association that we want, RFC 8842 §4
    QList<CertificateFingerprint> m_expected; ///< whose keys m_keys are, or shall be
    std::optional<DtlsKeys> m_keys;
    SdpEndpoint m_rtcp; ///< of the peer, where that is no port of RTP's
    std::unique_ptr<RtcpAssociation> m_rtcpAssociation;
};

} // namespace carillon
