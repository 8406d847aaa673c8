#pragma once

#include "SipMessage.h"

namespace carillon {

/// What a registrar said about us with its last 2xx: how others reach us and which way our requests go. Empty
/// while no binding stands.
struct RegisteredIdentity {
    struct Limits {
        static constexpr int ServiceRoutes = 16;  ///< of more none is used: a part would lead elsewhere
        static constexpr int AssociatedUris = 32; ///< the first ones
        static constexpr int EarlierGruus = 8;    ///< temporary ones that are still answered to
    };
    enum class Outbound {
        No,
        Yes ///< it keeps to our flow, RFC 5626 §6
    };

    std::optional<SipUri> publicGruu{}; ///< RFC 5627 §3.1.1
    std::optional<SipUri> temporaryGruu{};
    QList<SipUri> earlierGruus{};     ///< temporary ones of this registration, which stay valid (§3.1.2)
    QList<SipUri> serviceRoute{};     ///< RFC 3608
    QList<NameAddr> associatedUris{}; ///< P-Associated-URI, RFC 7315 §4.1: the first is the default identity
    Outbound outbound = Outbound::No;

    /// @param binding ours among the contacts of @p success.
    static RegisteredIdentity read(const SipResponse &success, const NameAddr &binding);
    /// The temporary GRUUs of @p before are kept in mind.
    void succeed(const RegisteredIdentity &before);
    /// Whether @p uri is one of the GRUUs.
    bool isGruu(const SipUri &uri) const;
    bool hasGruu() const { return publicGruu || temporaryGruu; }

    friend bool operator==(const RegisteredIdentity &, const RegisteredIdentity &) = default;
};

} // namespace carillon
