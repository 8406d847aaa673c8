#include "MediaRules.h"

namespace carillon::section {

std::optional<IceDescription> iceToWrite(const LocalMediaCapabilities &capabilities, RtcpComponent rtcp)
{
    std::optional<IceDescription> ice = capabilities.ice;
    if (ice && rtcp == RtcpComponent::Shared)
        ice->candidates.removeIf([](const IceCandidate &candidate) { return candidate.component != 1; });
    return ice;
}

/// §4.2.5 wants a mismatch where m= and c= name no candidate, but Asterisk and others write such descriptions
/// and mean ICE all the same. Deviation: only what cannot work is one: no candidate, none to come, and either
/// a lite peer, which never asks, or an address that works without ICE.
RemoteIce remoteIce(const SessionDescription &description, const SdpMedia &section)
{
    constexpr quint16 discard = 9;
    if (section.attributes.contains("ice-mismatch") || description.attributes.contains("ice-mismatch"))
        return {std::nullopt, true};
    RemoteIce remote{IceDescription::of(description, section), false};
    if (!remote.ice || !remote.ice->candidates.isEmpty() || (remote.ice->trickle && !remote.ice->lite))
        return remote;
    const auto connection = description.connectionOf(section);
    const bool hasAddress = connection && !connection->isUnspecified() && section.port != discard;
    if (remote.ice->lite || hasAddress)
        return {std::nullopt, true};
    return remote;
}

} // namespace carillon::section
