#include "Registrar.h"

#include <algorithm>

namespace carillon {

namespace {
using std::chrono::seconds;

seconds requestedExpires(const NameAddr &contact, const SipRequest &registration)
{
    if (const auto parameter = contact.parameters.value("expires")) {
        bool ok = false;
        const uint value = parameter->toUInt(&ok);
        return ok ? seconds(value) : Registrar::DefaultExpires; // §20.10: malformed is as if absent
    }
    if (const auto header = registration.number(HeaderId::Expires))
        return seconds(*header);
    return Registrar::DefaultExpires;
}
} // namespace

struct Registrar::Request {
    bool all = false; ///< Contact: *
    QList<std::pair<NameAddr, seconds>> contacts;
    QByteArray callId;
    quint32 cseq = 0;
};

Registrar::Registrar(const Clock &clock)
    : m_clock(clock)
{
}

SipResponse Registrar::answer(const SipRequest &registration, QByteArrayView toTag)
{
    forgetExpired();
    const auto to = registration.to();
    const auto cseq = registration.cseq();
    if (!to || !cseq || to->uri.user.isEmpty())
        return SipResponse::to(registration, 400, toTag);
    const QByteArray user = to->uri.user;

    Request request;
    request.callId = registration.callId();
    request.cseq = cseq->number;
    if (registration.value(HeaderId::Contact) == "*") {
        request.all = true;
        // §10.3 step 6: a star stands alone, with Expires: 0.
        if (registration.count(HeaderId::Contact) != 1 || registration.number(HeaderId::Expires) != 0u)
            return SipResponse::to(registration, 400, toTag);
    } else if (registration.contains(HeaderId::Contact)) {
        const auto contacts = registration.nameAddrs(HeaderId::Contact);
        if (!contacts)
            return SipResponse::to(registration, 400, toTag);
        for (const NameAddr &contact : *contacts) {
            seconds expires = requestedExpires(contact, registration);
            if (expires > seconds(0) && expires < MinExpires) {
                SipResponse tooBrief = SipResponse::to(registration, 423, toTag);
                tooBrief.append(HeaderId::MinExpires, QByteArray::number(qint64(MinExpires.count())));
                return tooBrief;
            }
            request.contacts.append({contact, std::min(expires, MaxExpires)});
        }
    }
    if (const int refusal = update(user, request))
        return SipResponse::to(registration, refusal, toTag);
    return listing(registration, user, toTag);
}

int Registrar::update(const QByteArray &user, const Request &request)
{
    QList<Binding> bindings = m_bindings.contains(user) ? m_bindings.at(user) : QList<Binding>();
    const auto isOutOfOrder = [&](const Binding &binding) {
        return binding.callId == request.callId && request.cseq <= binding.cseq;
    };
    if (request.all) {
        if (std::any_of(bindings.cbegin(), bindings.cend(), isOutOfOrder))
            return 500;
        bindings.clear();
    }
    for (const auto &[contact, expires] : request.contacts) {
        const auto found = std::find_if(bindings.begin(), bindings.end(),
            [&uri = contact.uri](const Binding &binding) { return binding.contact.uri.equivalent(uri); });
        if (found != bindings.end()) {
            if (isOutOfOrder(*found))
                return 500;
            bindings.erase(found);
        }
        if (expires == seconds(0))
            continue;
        NameAddr kept = contact;
        kept.parameters.remove("expires");
        bindings.prepend({kept, request.callId, request.cseq, m_clock.now() + expires});
    }
    const bool isNew = !m_bindings.contains(user);
    if (bindings.size() > MaxBindingsPerUser
        || (isNew && !bindings.isEmpty() && int(m_bindings.size()) >= MaxUsers))
        return 503;
    if (bindings.isEmpty())
        m_bindings.erase(user);
    else
        m_bindings[user] = bindings;
    return 0;
}

SipResponse Registrar::listing(
    const SipRequest &registration, const QByteArray &user, QByteArrayView toTag) const
{
    SipResponse response = SipResponse::to(registration, 200, toTag);
    const auto found = m_bindings.find(user);
    if (found == m_bindings.end())
        return response;
    for (const Binding &binding : found->second) {
        NameAddr contact = binding.contact;
        const auto left = std::chrono::ceil<seconds>(binding.expiresAt - m_clock.now());
        contact.parameters.set("expires", QByteArray::number(qint64(left.count())));
        response.append(HeaderId::Contact, contact.toBytes());
    }
    return response;
}

QList<NameAddr> Registrar::contacts(const QByteArray &user) const
{
    QList<NameAddr> result;
    const auto found = m_bindings.find(user);
    if (found == m_bindings.end())
        return result;
    for (const Binding &binding : found->second) {
        if (binding.expiresAt > m_clock.now())
            result.append(binding.contact);
    }
    return result;
}

bool Registrar::knows(const QByteArray &user) const
{
    return !contacts(user).isEmpty();
}

void Registrar::forgetExpired()
{
    const TimePoint now = m_clock.now();
    for (auto it = m_bindings.begin(); it != m_bindings.end();) {
        it->second.removeIf([now](const Binding &binding) { return binding.expiresAt <= now; });
        it = it->second.isEmpty() ? m_bindings.erase(it) : std::next(it);
    }
}

} // namespace carillon
