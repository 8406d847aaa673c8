#include "SipUri.h"

#include "SipGrammar.h"
#include "SipViews.h"

#include <algorithm>

namespace carillon {
namespace {

using namespace grammar;

/// The header components of two URIs: the same ones in any order (§19.1.4).
bool sameHeaders(const SipUri &a, const SipUri &b)
{
    if (a.headers.size() != b.headers.size())
        return false;
    auto rest = b.headers;
    for (const auto &one : a.headers) {
        const auto match = std::find_if(rest.begin(), rest.end(), [&one](const auto &other) {
            return equalsIgnoringCase(one.first, other.first) && one.second == other.second;
        });
        if (match == rest.end())
            return false;
        rest.erase(match);
    }
    return true;
}

/// Whether each parameter of @p a agrees with @p b: equal where both have it, and none of those that must be
/// in both.
bool parametersAgree(const SipUri &a, const SipUri &b)
{
    for (const Parameters::Parameter &one : a.parameters.list) {
        const auto other = b.parameters.value(one.name);
        if (other) {
            if (!equalsIgnoringCase(one.value.value_or(QByteArray()), *other))
                return false;
            continue;
        }
        for (const char *needed : {"user", "ttl", "method", "maddr", "transport"}) {
            if (equalsIgnoringCase(one.name, needed))
                return false;
        }
    }
    return true;
}

} // namespace

Result<SipUri, SyntaxError> SipUri::parse(QByteArrayView text)
{
    const auto view = SipUriView::parse(text);
    if (!view)
        return Failure<SyntaxError>(view.error());
    return fromView(*view);
}

SipUri SipUri::fromView(const SipUriView &view)
{
    constexpr unsigned Allowed = Unreserved | ParamReserved;
    SipUri uri;
    uri.scheme = view.scheme;
    uri.user = unescaped(view.user);
    if (view.password)
        uri.password = unescaped(*view.password);
    uri.host = canonicalHost(view.host);
    uri.port = view.port;
    uri.parameters.list.reserve(view.parameters.count);
    for (Scanner scanner(view.parameters.text); scanner.take(';');) {
        Parameters::Parameter one{normalised(scanner.takeEscaped(Allowed), Allowed), std::nullopt};
        if (scanner.take('='))
            one.value = normalised(scanner.takeEscaped(Allowed), Allowed);
        uri.parameters.list.append(std::move(one));
    }
    if (view.headers.isEmpty())
        return uri;
    Scanner scanner(view.headers);
    do {
        const QByteArrayView name = scanner.takeEscaped(Unreserved | HeaderReserved);
        scanner.skip(); // the equals sign
        uri.headers.append({unescaped(name), unescaped(scanner.takeEscaped(Unreserved | HeaderReserved))});
    } while (scanner.take('&'));
    return uri;
}

QByteArray SipUri::toBytes() const
{
    QByteArray result;
    result.reserve(64);
    result.append(scheme == Scheme::Sips ? "sips:" : "sip:");
    if (!user.isEmpty()) {
        result.append(escaped(user, Unreserved | UserReserved));
        if (password)
            result.append(':').append(escaped(*password, Unreserved | PasswordReserved));
        result.append('@');
    }
    result.append(host);
    if (port) {
        result.append(':');
        appendNumber(result, *port);
    }
    result.append(parameters.toBytes());
    char separator = '?';
    for (const auto &[name, value] : headers) {
        result.append(separator).append(escaped(name, Unreserved | HeaderReserved));
        result.append('=').append(escaped(value, Unreserved | HeaderReserved));
        separator = '&';
    }
    return result;
}

QByteArray SipUri::transport() const
{
    return parameters.value("transport").value_or(QByteArray()).toLower();
}

SipUri SipUri::addressOfRecord() const
{
    SipUri uri;
    uri.scheme = scheme;
    uri.user = user;
    uri.host = host;
    uri.port = port;
    return uri;
}

bool SipUri::equivalent(const SipUri &other) const
{
    if (*this == other) // also where a parameter occurs twice, which §19.1.1 forbids and nothing else here
                        // could judge
        return true;
    return scheme == other.scheme && user == other.user && password == other.password && port == other.port
        && equalsIgnoringCase(host, other.host) && parametersAgree(*this, other)
        && parametersAgree(other, *this) && sameHeaders(*this, other);
}

} // namespace carillon
