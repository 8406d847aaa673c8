#include "RedirectTargets.h"

#include <algorithm>

namespace carillon {

namespace {

double preference(const NameAddr &contact)
{
    bool ok = false;
    const double q = contact.parameters.value("q").value_or("1").toDouble(&ok);
    return ok ? std::clamp(q, 0.0, 1.0) : 0.0;
}

} // namespace

RedirectTargets::RedirectTargets(const NameAddr &first)
    : m_isSecure(first.uri.scheme == SipUri::Scheme::Sips)
{
    noteTried(first);
}

void RedirectTargets::noteTried(const NameAddr &target)
{
    if (target.otherUri.isEmpty())
        m_tried.append(target.uri);
}

QList<NameAddr> RedirectTargets::byPreference(QList<NameAddr> contacts)
{
    std::stable_sort(contacts.begin(), contacts.end(),
        [](const NameAddr &a, const NameAddr &b) { return preference(a) > preference(b); });
    return contacts;
}

bool RedirectTargets::mayTry(const NameAddr &contact) const
{
    if (contact.uri.host.isEmpty() || m_tried.size() >= Limits::Tried)
        return false;
    if (m_isSecure && contact.uri.scheme != SipUri::Scheme::Sips)
        return false;
    return std::none_of(
        m_tried.begin(), m_tried.end(), [&](const SipUri &tried) { return tried.equivalent(contact.uri); });
}

void RedirectTargets::add(const QList<NameAddr> &contacts)
{
    QList<NameAddr> fresh = byPreference(contacts.first(std::min(contacts.size(), Limits::Contacts)));
    fresh.removeIf([this](const NameAddr &contact) { return !mayTry(contact); });
    m_waiting = fresh + m_waiting;
    if (m_waiting.size() > Limits::Tried)
        m_waiting.resize(Limits::Tried);
}

std::optional<NameAddr> RedirectTargets::take()
{
    while (!m_waiting.isEmpty()) {
        const NameAddr target = m_waiting.takeFirst();
        if (!mayTry(target))
            continue;
        noteTried(target);
        return target;
    }
    return std::nullopt;
}

} // namespace carillon
