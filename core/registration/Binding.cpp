#include "Binding.h"

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

bool isSameInstance(const NameAddr &a, const NameAddr &b)
{
    const auto instance = a.parameters.value("+sip.instance");
    return instance && !instance->isEmpty() && instance == b.parameters.value("+sip.instance");
}

bool isSamePlace(const NameAddr &a, const NameAddr &b)
{
    return a.uri.user == b.uri.user && a.uri.host == b.uri.host && a.uri.port == b.uri.port;
}

} // namespace

std::optional<Binding> Binding::find(
    const SipResponse &response, const NameAddr &ours, std::chrono::seconds requested)
{
    const auto contacts = response.nameAddrs(HeaderId::Contact);
    if (!contacts || contacts->isEmpty())
        return Binding{ours, expiresOf({}, response, requested)};
    const auto pick = [&](auto &&matches) -> std::optional<Binding> {
        for (const NameAddr &one : *contacts) {
            if (matches(one))
                return Binding{one, expiresOf(one, response, requested)};
        }
        return std::nullopt;
    };
    if (const auto found = pick([&](const NameAddr &one) { return isSameInstance(one, ours); }))
        return found;
    if (const auto found = pick([&](const NameAddr &one) { return one.uri.equivalent(ours.uri); }))
        return found;
    if (const auto found = pick([&](const NameAddr &one) { return isSamePlace(one, ours); }))
        return found;
    if (contacts->size() == 1)
        return Binding{contacts->first(), expiresOf(contacts->first(), response, requested)};
    return std::nullopt;
}

} // namespace carillon
