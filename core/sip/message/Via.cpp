#include "Via.h"

#include "SipGrammar.h"

namespace carillon {
namespace {

using namespace grammar;

/// protocol-name SLASH protocol-version SLASH transport LWS sent-by *(SEMI via-params)
std::optional<SyntaxError> takeVia(Scanner &scanner, Via &via)
{
    scanner.skipSpace();
    const QByteArrayView name = scanner.takeWhile(Token);
    if (name.isEmpty() || !scanner.takeSeparator('/'))
        return scanner.here();
    const QByteArrayView version = scanner.takeWhile(Token);
    if (version.isEmpty() || !scanner.takeSeparator('/'))
        return scanner.here();
    const QByteArrayView transport = scanner.takeWhile(Token);
    if (transport.isEmpty() || !is(scanner.peek(), Space))
        return scanner.here();
    scanner.skipSpace();
    if (!equalsIgnoringCase(name, "SIP") || version != "2.0")
        via.protocol = (name.toByteArray() + '/' + version.toByteArray()).toUpper();
    via.transport = interned(transport);
    for (qsizetype i = 0; i < via.transport.size(); ++i) {
        if (via.transport.at(i) >= 'a' && via.transport.at(i) <= 'z') {
            via.transport = interned(via.transport.toUpper());
            break;
        }
    }
    const auto hostPort = takeHostPort(scanner, PortSeparator::WithSpace);
    if (!hostPort)
        return hostPort.error();
    via.host = canonicalHost(hostPort->host);
    via.port = hostPort->port;
    return takeParameters(scanner, via.parameters);
}

} // namespace

Result<Via, SyntaxError> Via::parse(QByteArrayView text)
{
    Scanner scanner(text);
    Result<Via, SyntaxError> result {Via {}};
    if (const auto fault = takeVia(scanner, *result))
        return Failure<SyntaxError>(*fault);
    scanner.skipSpace();
    if (!scanner.atEnd())
        return scanner.fail();
    return result;
}

Result<Via, SyntaxError> Via::salvage(QByteArrayView text)
{
    Scanner scanner(text);
    Result<Via, SyntaxError> result {Via {}};
    const auto fault = takeVia(scanner, *result);
    if (fault && result->host.isEmpty())
        return Failure<SyntaxError>(*fault);
    return result;
}

Result<QList<Via>, SyntaxError> Via::parseList(QByteArrayView text)
{
    Scanner scanner(text);
    Result<QList<Via>, SyntaxError> result {QList<Via> {}};
    scanner.skipSpace();
    if (scanner.atEnd())
        return result;
    do {
        Via one;
        if (const auto fault = takeVia(scanner, one))
            return Failure<SyntaxError>(*fault);
        result->append(std::move(one));
    } while (scanner.takeSeparator(','));
    scanner.skipSpace();
    if (!scanner.atEnd())
        return scanner.fail();
    return result;
}

QByteArray Via::toBytes() const
{
    QByteArray result;
    result.reserve(96);
    result.append(protocol).append('/').append(transport).append(' ').append(host);
    if (port) {
        result.append(':');
        appendNumber(result, *port);
    }
    return result.append(parameters.toBytes());
}

QByteArray Via::branch() const
{
    return parameters.value("branch").value_or(QByteArray());
}

} // namespace carillon
