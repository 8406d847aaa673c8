#pragma once

#include "Registrar.h"
#include "UserAgent.h"

#include <QStringList>

namespace carillon {

class DigestVerifier;

/// The try-out's telephone exchange inside the program: a registrar with digest and five extensions, on our
/// own stack over a real socket on loopback. Core thread.
///
/// | extension | does |
/// | --- | --- |
/// | echo | plays back what it hears |
/// | music | plays a tune |
/// | friend | speaks; can be handed over to another extension; key 1 hangs up and calls back |
/// | busy | 486 |
/// | noanswer | rings until the caller gives up |
class Exchange final : public QObject
{
    Q_OBJECT
public:
    enum class Sound { Echo, Music, Speech };
    struct Environment {
        Clock &clock;
        Random &random;
        HopResolver &resolver;
        std::unique_ptr<Transport> transport; ///< bound to loopback only
        std::function<std::unique_ptr<SessionDescriptionHandler>(Session &, Sound)> makeMedia;
    };
    /// What a phone needs to register here; the password is new with each exchange.
    struct Subscriber {
        SipUri addressOfRecord;
        Credentials credentials;
    };
    static constexpr int MaxCalls = 16; ///< more are answered 503: this is a toy for one person
    static constexpr Milliseconds CallBackDelay{1500};

    explicit Exchange(Environment environment, QObject *parent = nullptr);
    ~Exchange() override;

    /// Binds; started() or failed() follows.
    void start();
    void stop();
    /// Valid after started(): sip:127.0.0.1:PORT.
    SipUri address() const;
    Subscriber subscriber() const;
    static QStringList extensions();

Q_SIGNALS:
    void started();
    void failed(const carillon::TransportError &error);
    void stopped();

private:
    void registerReceived(const std::shared_ptr<ServerTransaction> &transaction);
    void invited(Invitation *invitation);
    void becomeFriend(Session &session);
    void followReferral(const std::shared_ptr<Referral> &referral);
    /// An outgoing call of the friend: lives until it ends.
    void adopt(Inviter &call);
    void callBack(const QByteArray &user);
    std::unique_ptr<SessionDescriptionHandler> makeMedia(Session &session);

    Environment m_environment;
    Registrar m_registrar;
    Subscriber m_subscriber;
    std::unique_ptr<DigestVerifier> m_verifier;
    std::unique_ptr<UserAgent> m_userAgent;
    std::map<quint64, std::unique_ptr<Timer>> m_callBacks;
    quint64 m_lastCallBack = 0;
};

} // namespace carillon
