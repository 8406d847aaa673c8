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

AccountServer::AccountServer(SipUri uri, QByteArray domain, QByteArray realm)
    : m_uri(std::move(uri))
    , m_domain(std::move(domain))
    , m_realm(std::move(realm))
{
}

bool AccountServer::isNamedBy(const SipUri &nextHop) const
{
    // maddr leads elsewhere, whatever the host is called (RFC 3263 §4).
    return nextHop.host == m_uri.host && nextHop.port == m_uri.port
        && nextHop.parameters.value("maddr") == m_uri.parameters.value("maddr");
}

void AccountServer::setRealm(QByteArray realm)
{
    m_realm = std::move(realm);
    m_likelyRealms.clear();
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

bool AccountServer::isOurName(QByteArrayView name) const
{
    return name.compare(m_domain, Qt::CaseInsensitive) == 0
        || name.compare(m_uri.host, Qt::CaseInsensitive) == 0;
}

AccountServer::Purpose AccountServer::purposeOf(const SipRequest &request) const
{
    if (request.method() == Method::Register)
        return Purpose::Registration;
    const auto uri = request.requestUri(); // tel: is the server's to route
    return !uri || isOurName(uri->host) ? Purpose::OwnDomain : Purpose::OtherDomain;
}

/// A callee behind our server may ask as well as the server itself, and nothing in his 401 tells the two
/// apart. So the registrar's word counts; without one, only who bears our name, or was called within our
/// domain.
bool AccountServer::mayAnswer(QByteArrayView realm, Purpose purpose) const
{
    if (!m_realm.isEmpty())
        return realm == m_realm;
    if (purpose == Purpose::Registration || m_learntRealms.contains(realm.toByteArray()))
        return true;
    if (!m_learntRealms.isEmpty())
        return false;
    return isOurName(realm) || purpose == Purpose::OwnDomain || m_likelyRealms.contains(realm.toByteArray());
}

void AccountServer::accepted(const SipRequest &request, Purpose purpose)
{
    if (purpose == Purpose::OtherDomain)
        return;
    QList<QByteArray> &known = purpose == Purpose::Registration ? m_learntRealms : m_likelyRealms;
    for (const HeaderId id : {HeaderId::Authorization, HeaderId::ProxyAuthorization}) {
        for (int i = 0; i < request.count(id); ++i) {
            const QByteArray realm = realmOf(request.value(id, i));
            if (!realm.isEmpty() && !known.contains(realm) && known.size() < Limits::Realms)
                known.append(realm);
        }
    }
}

} // namespace carillon
