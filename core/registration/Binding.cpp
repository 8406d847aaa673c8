#include "Binding.h"

#include <functional>

namespace carillon {

namespace {

constexpr std::chrono::seconds longestExpires{7 * 24 * 3600};

std::chrono::seconds expiresOf(
    const NameAddr &contact, const SipResponse &response, std::chrono::seconds requested)
{
    std::chrono::seconds granted = requested;
    bool ok = false;
    const quint32 parameter = contact.parameters.value("expires").value_or(QByteArray()).toUInt(&ok);
    if (ok)
        granted = std::chrono::seconds(parameter);
    else if (const auto header = response.number(HeaderId::Expires))
        granted = std::chrono::seconds(*header);
    return std::min(granted, longestExpires);
}

/// UUIDs compare without case (RFC 4122 §3). Two flows of one instance are two bindings (RFC 5626 §6).
bool isSameInstance(const NameAddr &a, const NameAddr &b)
{
    const auto instance = a.parameters.value("+sip.instance");
    if (!instance || instance->isEmpty()
        || instance->compare(b.parameters.value("+sip.instance").value_or(QByteArray()), Qt::CaseInsensitive)
            != 0)
        return false;
    const auto flow = a.parameters.value("reg-id");
    const auto otherFlow = b.parameters.value("reg-id");
    return !flow || !otherFlow || flow == otherFlow;
}

/// Another instance's, or another flow of ours.
bool isAnothers(const NameAddr &a, const NameAddr &b)
{
    return a.parameters.contains("+sip.instance") && b.parameters.contains("+sip.instance")
        && !isSameInstance(a, b);
}

bool isSamePlace(const NameAddr &a, const NameAddr &b)
{
    return a.uri.user == b.uri.user && a.uri.host == b.uri.host && a.uri.port == b.uri.port;
}

/// Whether @p contact is where the server saw our request come from (RFC 3581 §4): what NAT helpers write in.
bool isWhereWeWereSeen(const NameAddr &contact, const SipResponse &response)
{
    const auto via = response.topVia();
    if (!via)
        return false;
    const auto host = via->parameters.value("received");
    const auto port = via->parameters.number("rport");
    return host && port && contact.uri.host == *host && contact.uri.port == quint16(*port);
}

std::optional<Binding> soonestOf(const QList<NameAddr> &contacts, const NameAddr &ours,
    const std::function<Binding(const NameAddr &)> &read)
{
    std::optional<Binding> soonest;
    for (const NameAddr &one : contacts) {
        if (one.uri.user.isEmpty() || one.uri.user != ours.uri.user || isAnothers(one, ours))
            continue;
        const Binding binding = read(one);
        if (binding.expires.count() > 0 && (!soonest || binding.expires < soonest->expires))
            soonest = binding;
    }
    return soonest;
}

} // namespace

std::optional<Binding> Binding::find(
    const SipResponse &response, const NameAddr &ours, std::chrono::seconds requested)
{
    const auto contacts = response.nameAddrs(HeaderId::Contact);
    if (!contacts || contacts->isEmpty())
        return Binding{ours, expiresOf({}, response, requested)};
    const auto read = [&](const NameAddr &one) { return Binding{one, expiresOf(one, response, requested)}; };
    const auto pick = [&](auto &&matches) -> std::optional<Binding> {
        const auto found = std::find_if(contacts->begin(), contacts->end(), matches);
        return found == contacts->end() ? std::nullopt : std::optional(read(*found));
    };
    if (const auto found = pick([&](const NameAddr &one) { return isSameInstance(one, ours); }))
        return found;
    if (const auto found = pick([&](const NameAddr &one) { return one.uri.equivalent(ours.uri); }))
        return found;
    if (const auto found = pick([&](const NameAddr &one) { return isSamePlace(one, ours); }))
        return found;
    if (const auto found = pick([&](const NameAddr &one) { return isWhereWeWereSeen(one, response); }))
        return found;
    if (const auto found = soonestOf(*contacts, ours, read))
        return found;
    const bool isOnlyOne = contacts->size() == 1 && !isAnothers(contacts->first(), ours);
    return isOnlyOne ? std::optional(read(contacts->first())) : std::nullopt;
}

} // namespace carillon
