#pragma once

#include "SipMessage.h"
#include "Transport.h"

namespace carillon {

/// Who may see our credentials: the account's own server, asked at its own hop, for a realm that is the
/// account's.
///
/// Anybody can answer a request of ours with 401 or 407; a digest made for him can be tried offline against
/// the password.
class AccountServer
{
public:
    /// What the challenged request is for.
    enum class Purpose {
        Registration, ///< its server is the account's by definition: any realm, which is learnt from success
        OwnDomain,   ///< outside a dialog, to somebody of the account's domain: any realm while the registrar
                     ///< taught none
        OtherDomain, ///< outside a dialog, to anybody else, who may have asked himself
        InsideDialog, ///< the other end chose the way here
    };
    struct Limits {
        static constexpr int Hops = 32;
        static constexpr int Realms = 4; ///< of each kind
    };

    /// @param domain of the address-of-record. @param realm configured; empty: learnt
    AccountServer(SipUri uri, QByteArray domain, QByteArray realm);
    const SipUri &uri() const { return m_uri; }
    /// Whether a request whose next hop is @p nextHop goes to the server.
    bool isNamedBy(const SipUri &nextHop) const;
    void setRealm(QByteArray realm);
    /// What the server's URI was resolved to.
    void foundAt(const QList<Hop> &hops);
    bool isAt(const Hop &hop) const;
    /// A request that came from @p hop came from the server's machine; connections of its own have other
    /// ports.
    bool mayHaveSent(const Hop &hop) const;
    bool hasHops() const { return !m_hops.isEmpty(); }
    std::optional<Hop> firstHop() const
    {
        return m_hops.isEmpty() ? std::nullopt : std::optional(m_hops.first());
    }
    /// @p challenge without the challenges that may not be answered; nothing when none is left.
    std::optional<SipResponse> answerable(const SipResponse &challenge, Purpose purpose) const;
    /// A request with credentials for these realms was accepted.
    void accepted(const SipRequest &request, Purpose purpose);
    /// Of a request outside a dialog.
    Purpose purposeOf(const SipRequest &request) const;

private:
    bool mayAnswer(QByteArrayView realm, Purpose purpose) const;
    bool isOurName(QByteArrayView name) const;

    SipUri m_uri;
    QByteArray m_domain;
    QByteArray m_realm;               ///< configured; empty: learnt
    QList<QByteArray> m_learntRealms; ///< from the registrar
    QList<QByteArray> m_likelyRealms; ///< from calls within the domain, for an account that does not register
    QList<Hop> m_hops;
};

} // namespace carillon
