#pragma once

#include "PhoneError.h"

#include <QObject>
#include <chrono>
#include <memory>

namespace carillon {

class UserAgent;

/// What a person or a script tells us of an account; kept in the profile's database. The password is not
/// here: it is in the keychain.
struct AccountSettings {
    enum class MediaEncryption { None, Optional, Sdes, Dtls };
    enum class Ice {
        Off,
        Auto, ///< in WebRTC offers, and with peers who offer it
        On    ///< in every offer
    };
    QString aor; ///< "sip:1001@example.org"
    QString displayName;
    QString authUser; ///< empty: the user part of the aor
    QString server;   ///< "sip:HOST:PORT;transport=tls" or "wss://HOST/PATH"; empty: by the domain of the aor
                      ///< (RFC 3263)
    QString outboundProxy;
    QString caFile;
    MediaEncryption mediaEncryption = MediaEncryption::Optional;
    Ice ice = Ice::Auto;
    QString stunServer; ///< "host[:port]"
    QString turnUri;    ///< RFC 7065: "turn:[user@]host[:port][?transport=udp|tcp]", "turns:..."; a password
                        ///< in it goes to the keychain, and never stays here
    int expiresSeconds = 600;
    int sessionTimerSeconds = 1800; ///< asked for in every call, RFC 4028; 0: the peer's only
    QString codecs;     ///< "opus,g722", the preferred one first; empty: as the setting `codecs` says
    QString pickupCode; ///< "**", before the user part of a favourite who rings; empty: there is none
    bool compactHeaders = false; ///< short names of headers, RFC 3261 §7.3.3
    bool registers = true;       ///< false: --no-register; still listens and is called at its contact
    friend bool operator==(const AccountSettings &, const AccountSettings &) = default;
};

/// One account of the phone. Core thread.
class Account final : public QObject
{
    Q_OBJECT
public:
    enum class State { Unregistered, Connecting, Registering, Registered, Unregistering, Failed };
    Q_ENUM(State)
    ~Account() override;
    QString id() const; ///< "a1"
    const AccountSettings &settings() const;
    State state() const;
    bool isRegistered() const;
    /// Ready to call: registered, or listening without registration.
    bool isReady() const;
    std::chrono::seconds expiresIn() const;
    QString contact() const;         ///< where it listens: "sip:1001@127.0.0.1:5060"
    QString transport() const;       ///< "udp", "tcp", "tls", "ws", "wss"
    QString reason() const;          ///< one sentence: why it is not registered; empty when all is well
    QString detail() const;          ///< code and the system's words, behind "Details"
    bool isPasswordKept() const;     ///< false: only until Carillon ends, as the keychain did not take it
    bool hasPassword() const;        ///< one was given and is not missing
    bool hasTurnPassword() const;    ///< the same for that of the TURN server, where it has one of its own
    bool isTurnPasswordKept() const; ///< as isPasswordKept()
    bool isTryOut() const;           ///< of the embedded exchange; gone with the program
    /// Registers; when there is no connection, tries to make one at once.
    PhoneResult<> addBinding();
    PhoneResult<> removeBinding();

Q_SIGNALS:
    void changed();

private:
    friend class Phone;
    class Private;
    explicit Account(std::unique_ptr<Private> data, QObject *parent);
    std::unique_ptr<Private> d;
};

} // namespace carillon
