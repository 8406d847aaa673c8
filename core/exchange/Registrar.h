#pragma once

#include "Clock.h"
#include "SipMessage.h"

#include <map>

namespace carillon {

/// A registrar's memory of who is where, RFC 3261 §10.3. Holds bindings only; whoever uses it has checked the
/// credentials.
class Registrar
{
public:
    struct Binding {
        NameAddr contact; ///< as it was registered, without `expires`
        QByteArray callId;
        quint32 cseq = 0;
        TimePoint expiresAt{};
    };
    static constexpr int MaxUsers = 64;
    static constexpr int MaxBindingsPerUser = 8;
    static constexpr std::chrono::seconds MinExpires{5};
    static constexpr std::chrono::seconds DefaultExpires{600};
    static constexpr std::chrono::seconds MaxExpires{3600};

    explicit Registrar(const Clock &clock);

    /// Adds, refreshes, removes or lists bindings. @returns the response: 200 with every current contact, 400
    /// for nonsense, 423 with Min-Expires for too short a time, 503 when the table is full. @p toTag goes
    /// into To.
    SipResponse answer(const SipRequest &registration, QByteArrayView toTag);
    /// The current bindings of an address-of-record's user part, newest first.
    QList<NameAddr> contacts(const QByteArray &user) const;
    bool knows(const QByteArray &user) const;

private:
    struct Request;
    SipResponse listing(const SipRequest &registration, const QByteArray &user, QByteArrayView toTag) const;
    /// A status other than 0 refuses the whole request; nothing was changed then (§10.3 step 7).
    int update(const QByteArray &user, const Request &request);
    void forgetExpired();

    const Clock &m_clock;
    std::map<QByteArray, QList<Binding>> m_bindings;
};

} // namespace carillon
