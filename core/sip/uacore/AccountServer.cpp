#include "AccountServer.h"

#include "Challenge.h"

namespace carillon {

namespace {

QByteArray realmOf(QByteArrayView challenge)
{
    const auto parsed = Challenge::parse(challenge);
    return parsed ? parsed->parameters.value("realm").value_or(QByteArray()) : QByteArray();
}

} // namespace

AccountServer::AccountServer(SipUri uri, QByteArray realm)
    : m_uri(std::move(uri))
    , m_realm(std::move(realm))
{
}

bool AccountServer::isNamedBy(const SipUri &nextHop) const
{
    return nextHop.host == m_uri.host && nextHop.port == m_uri.port;
}

void AccountServer::setRealm(QByteArray realm)
{
    m_realm = std::move(realm);
    m_learntRealms.clear(); // other credentials may be of another realm
}

void AccountServer::foundAt(const QList<Hop> &hops)
{
    m_hops = hops.first(std::min<qsizetype>(hops.size(), Limits::Hops));
}

bool AccountServer::isAt(const Hop &hop) const
{
    return std::any_of(m_hops.begin(), m_hops.end(),
        [&](const Hop &known) { return known.address == hop.address && known.port == hop.port; });
}

bool AccountServer::mayHaveSent(const Hop &hop) const
{
    return std::any_of(
        m_hops.begin(), m_hops.end(), [&](const Hop &known) { return known.address == hop.address; });
}

std::optional<SipResponse> AccountServer::answerable(const SipResponse &challenge, Purpose purpose) const
{
    SipResponse filtered = challenge;
    bool any = false;
    for (const HeaderId id : {HeaderId::WwwAuthenticate, HeaderId::ProxyAuthenticate}) {
        filtered.remove(id);
        for (int i = 0; i < challenge.count(id); ++i) {
            if (!mayAnswer(realmOf(challenge.value(id, i)), purpose))
                continue;
            filtered.append(id, challenge.value(id, i));
            any = true;
        }
    }
    return any ? std::optional(filtered) : std::nullopt;
}

bool AccountServer::mayAnswer(QByteArrayView realm, Purpose purpose) const
{
    if (!m_realm.isEmpty())
        return realm == m_realm;
    if (purpose == Purpose::Registration)
        return true;
    if (m_learntRealms.contains(realm.toByteArray()))
        return true;
    return purpose == Purpose::OutsideDialog && m_learntRealms.isEmpty();
}

void AccountServer::accepted(const SipRequest &request)
{
    for (const HeaderId id : {HeaderId::Authorization, HeaderId::ProxyAuthorization}) {
        for (int i = 0; i < request.count(id); ++i) {
            const QByteArray realm = realmOf(request.value(id, i));
            if (realm.isEmpty() || m_learntRealms.contains(realm) || m_learntRealms.size() >= Limits::Realms)
                continue;
            m_learntRealms.append(realm);
        }
    }
}

} // namespace carillon
