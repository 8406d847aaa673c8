#pragma once

#include "SipMessage.h"

#include <chrono>
#include <optional>

namespace carillon {

/// What a registrar granted, read out of its 2xx (RFC 3261 §10.2.4, §10.3).
struct Binding {
    NameAddr contact;
    std::chrono::seconds expires{0};

    /// Ours among the contacts of @p response. Servers rewrite what we sent, so one after the other: by
    /// +sip.instance and reg-id, by URI equivalence, by user and host, by the address that the server saw us
    /// at (received and rport of its Via), by the user alone, or because it is the only one. Of several by
    /// the user alone the one that ends first: its refresh is early enough for each. Without any Contact our
    /// own is taken as granted: some registrars list none. Nothing: bindings of others only.
    static std::optional<Binding> find(
        const SipResponse &response, const NameAddr &ours, std::chrono::seconds requested);
};

} // namespace carillon
