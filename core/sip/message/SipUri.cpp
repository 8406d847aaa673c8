#include "SipUri.h"

#include "SipGrammar.h"

#include <algorithm>

namespace carillon {
namespace {

using namespace grammar;

std::optional<SyntaxError> takeUserInfo(Scanner &scanner, SipUri &uri)
{
    uri.user = unescaped(scanner.takeEscaped(Unreserved | UserReserved));
    if (uri.user.isEmpty())
        return scanner.here();
    if (scanner.take(':'))
        uri.password = unescaped(scanner.takeEscaped(Unreserved | PasswordReserved));
    return scanner.take('@') ? std::nullopt : std::optional(scanner.here());
}

std::optional<SyntaxError> takeUriParameters(Scanner &scanner, SipUri &uri)
{
    constexpr unsigned Allowed = Unreserved | ParamReserved;
    while (scanner.take(';')) {
        const QByteArrayView name = scanner.takeEscaped(Allowed);
        if (name.isEmpty())
            return scanner.here();
        Parameters::Parameter one {normalised(name, Allowed), std::nullopt};
        if (scanner.take('=')) {
            const QByteArrayView value = scanner.takeEscaped(Allowed);
            if (value.isEmpty())
                return scanner.here();
            one.value = normalised(value, Allowed);
        }
        uri.parameters.list.append(std::move(one));
    }
    return std::nullopt;
}

std::optional<SyntaxError> takeUriHeaders(Scanner &scanner, SipUri &uri)
{
    if (!scanner.take('?'))
        return std::nullopt;
    do {
        const QByteArrayView name = scanner.takeEscaped(Unreserved | HeaderReserved);
        if (name.isEmpty() || !scanner.take('='))
            return scanner.here();
        uri.headers.append({unescaped(name), unescaped(scanner.takeEscaped(Unreserved | HeaderReserved))});
    } while (scanner.take('&'));
    return std::nullopt;
}

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

/// Whether each parameter of @p a agrees with @p b: equal where both have it, and none of those that must be in both.
bool parametersAgree(const SipUri &a, const SipUri &b)
{
    for (const Parameters::Parameter &one : a.parameters.list) {
        const auto other = b.parameters.value(one.name);
        if (other) {
            if (!equalsIgnoringCase(one.value.value_or(QByteArray()), *other))
                return false;
            continue;
        }
        for (const char *needed : {"user", "ttl", "method", "maddr"}) {
            if (equalsIgnoringCase(one.name, needed))
                return false;
        }
    }
    return true;
}

} // namespace

Result<SipUri, SyntaxError> SipUri::parse(QByteArrayView text)
{
    Scanner scanner(text);
    Result<SipUri, SyntaxError> result {SipUri {}};
    const QByteArrayView name = scanner.takeWhile(Alpha);
    if (equalsIgnoringCase(name, "sips"))
        result->scheme = Scheme::Sips;
    else if (!equalsIgnoringCase(name, "sip"))
        return scanner.failAt(text.data(), name.isEmpty() && scanner.atEnd() ? SyntaxError::Kind::Incomplete
                                                                           : SyntaxError::Kind::Unexpected);
    if (!scanner.take(':'))
        return scanner.fail();
    if (scanner.rest().contains('@')) { // nothing behind the host may hold one unescaped
        if (const auto fault = takeUserInfo(scanner, *result))
            return Failure<SyntaxError>(*fault);
    }
    const auto hostPort = takeHostPort(scanner, PortSeparator::Bare);
    if (!hostPort)
        return Failure<SyntaxError>(hostPort.error());
    result->host = canonicalHost(hostPort->host);
    result->port = hostPort->port;
    if (const auto fault = takeUriParameters(scanner, *result))
        return Failure<SyntaxError>(*fault);
    if (const auto fault = takeUriHeaders(scanner, *result))
        return Failure<SyntaxError>(*fault);
    if (!scanner.atEnd())
        return scanner.fail();
    return result;
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
    if (*this == other) // also where a parameter occurs twice, which §19.1.1 forbids and nothing else here could judge
        return true;
    return scheme == other.scheme && user == other.user && password == other.password && port == other.port
        && equalsIgnoringCase(host, other.host) && parametersAgree(*this, other) && parametersAgree(other, *this)
        && sameHeaders(*this, other);
}

} // namespace carillon
