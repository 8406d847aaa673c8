#pragma once

#include "SipMessage.h"

#include <chrono>
#include <optional>

namespace carillon {

/// What a registrar granted, read out of its 2xx (RFC 3261 §10.2.4, §10.3).
struct Binding {
    NameAddr contact;
    std::chrono::seconds expires{0};

    /// Ours among the contacts of @p response: by +sip.instance, by URI equivalence, by user and host
    /// (servers rewrite ports and parameters), or because it is the only one. Without any Contact our own is
    /// taken as granted: some registrars list none. Nothing: bindings of others only.
    static std::optional<Binding> find(
        const SipResponse &response, const NameAddr &ours, std::chrono::seconds requested);
};

} // namespace carillon
