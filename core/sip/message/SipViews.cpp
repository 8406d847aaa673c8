#include "SipViews.h"

#include "SipGrammar.h"

namespace carillon {

using namespace grammar;

namespace {

std::optional<SyntaxError> takeUserInfo(Scanner &scanner, SipUriView &uri)
{
    uri.user = scanner.takeEscaped(Unreserved | UserReserved);
    if (uri.user.isEmpty())
        return scanner.here();
    if (scanner.take(':'))
        uri.password = scanner.takeEscaped(Unreserved | PasswordReserved);
    return scanner.take('@') ? std::nullopt : std::optional(scanner.here());
}

std::optional<SyntaxError> takeUriParameters(Scanner &scanner, ParametersView &parameters)
{
    const char *from = scanner.at();
    while (scanner.take(';')) {
        if (scanner.takeEscaped(Unreserved | ParamReserved).isEmpty())
            return scanner.here();
        if (scanner.take('=') && scanner.takeEscaped(Unreserved | ParamReserved).isEmpty())
            return scanner.here();
        if (++parameters.count > SipUri::MaxParameters)
            return SyntaxError{SyntaxError::Kind::TooLarge, scanner.position()};
    }
    parameters.text = scanner.since(from);
    return std::nullopt;
}

std::optional<SyntaxError> takeUriHeaders(Scanner &scanner, QByteArrayView &headers)
{
    if (!scanner.take('?'))
        return std::nullopt;
    const char *from = scanner.at();
    int count = 0;
    do {
        if (++count > SipUri::MaxHeaders)
            return SyntaxError{SyntaxError::Kind::TooLarge, scanner.position()};
        if (scanner.takeEscaped(Unreserved | HeaderReserved).isEmpty() || !scanner.take('='))
            return scanner.here();
        scanner.takeEscaped(Unreserved | HeaderReserved);
    } while (scanner.take('&'));
    headers = scanner.since(from);
    return std::nullopt;
}

std::optional<SyntaxError> takeSipUri(Scanner &scanner, SipUriView &uri)
{
    const char *from = scanner.at();
    const QByteArrayView name = scanner.takeWhile(Alpha);
    if (equalsIgnoringCase(name, "sips"))
        uri.scheme = SipUri::Scheme::Sips;
    else if (!equalsIgnoringCase(name, "sip")) {
        const bool nothing = name.isEmpty() && scanner.atEnd();
        scanner.rewind(from);
        return SyntaxError{
            nothing ? SyntaxError::Kind::Incomplete : SyntaxError::Kind::Unexpected, scanner.position()};
    }
    if (!scanner.take(':'))
        return scanner.here();
    if (scanner.rest().contains('@')) { // nothing behind the host may hold one unescaped
        if (const auto fault = takeUserInfo(scanner, uri))
            return fault;
    }
    const auto hostPort = takeHostPort(scanner, PortSeparator::Bare);
    if (!hostPort)
        return hostPort.error();
    uri.host = hostPort->host;
    uri.port = hostPort->port;
    if (const auto fault = takeUriParameters(scanner, uri.parameters))
        return fault;
    if (const auto fault = takeUriHeaders(scanner, uri.headers))
        return fault;
    return scanner.atEnd() ? std::nullopt : std::optional(scanner.here());
}

/// The URI itself: sip and sips are taken apart, any other scheme is kept whole.
std::optional<SyntaxError> takeAnyUri(QByteArrayView text, NameAddrView &nameAddr)
{
    Scanner scanner(text);
    const QByteArrayView scheme = scanner.takeWhile(Token);
    if (scheme.isEmpty() || !is(scheme.front(), Alpha) || scanner.peek() != ':')
        return scanner.here();
    if (equalsIgnoringCase(scheme, "sip") || equalsIgnoringCase(scheme, "sips")) {
        scanner.rewind(text.data());
        return takeSipUri(scanner, nameAddr.uri);
    }
    scanner.skip();
    if (scanner.takeEscaped(UriByte).isEmpty() || !scanner.atEnd())
        return scanner.here();
    nameAddr.otherUri = text;
    return std::nullopt;
}

/// [ display-name ] up to `<`; false when there is no `<` after what looks like one.
bool takeDisplayName(Scanner &scanner, NameAddrView &nameAddr, std::optional<SyntaxError> &fault)
{
    const char *from = scanner.at();
    if (scanner.peek() == '"') {
        const auto text = scanner.takeQuoted();
        if (!text) {
            fault = SyntaxError{SyntaxError::Kind::Incomplete, scanner.position()};
            return false;
        }
        nameAddr.displayName = *text;
        scanner.skipSpace();
        if (scanner.peek() != '<')
            fault = scanner.here();
        return !fault;
    }
    scanner.takeWhile(DisplayByte | Space);
    if (scanner.peek() == '<') {
        nameAddr.displayName = trimmed(scanner.since(from));
        return true;
    }
    scanner.rewind(from);
    return false;
}

} // namespace

std::optional<SyntaxError> grammar::takeNameAddr(Scanner &scanner, NameAddrView &nameAddr)
{
    scanner.skipSpace();
    std::optional<SyntaxError> fault;
    const bool brackets = takeDisplayName(scanner, nameAddr, fault);
    if (fault)
        return fault;
    if (brackets)
        scanner.skip();
    const qsizetype offset = scanner.position();
    const char *from = scanner.at();
    if (brackets) {
        const qsizetype close = scanner.rest().indexOf('>');
        if (close < 0)
            return SyntaxError{SyntaxError::Kind::Incomplete, offset};
        fault = takeAnyUri({from, close}, nameAddr);
        scanner.rewind(from + close + 1);
    } else {
        // Without brackets a comma, question mark or semicolon ends the URI (§20.10).
        while (!scanner.atEnd() && !is(scanner.peek(), Space) && !oneOf(scanner.peek(), ",;?"))
            scanner.skip();
        fault = takeAnyUri(scanner.since(from), nameAddr);
        if (fault && fault->kind == SyntaxError::Kind::Incomplete && !scanner.atEnd())
            fault->kind
                = SyntaxError::Kind::Unexpected; // what stands behind it is what does not belong there
    }
    if (fault)
        return SyntaxError{fault->kind, offset + fault->position};
    return takeParameters(scanner, nameAddr.parameters);
}

/// protocol-name SLASH protocol-version SLASH transport LWS sent-by *(SEMI via-params)
std::optional<SyntaxError> grammar::takeVia(Scanner &scanner, ViaView &via)
{
    scanner.skipSpace();
    via.protocol = scanner.takeWhile(Token);
    if (via.protocol.isEmpty() || !scanner.takeSeparator('/'))
        return scanner.here();
    via.version = scanner.takeWhile(Token);
    if (via.version.isEmpty() || !scanner.takeSeparator('/'))
        return scanner.here();
    via.transport = scanner.takeWhile(Token);
    if (via.transport.isEmpty() || !is(scanner.peek(), Space))
        return scanner.here();
    scanner.skipSpace();
    const auto hostPort = takeHostPort(scanner, PortSeparator::WithSpace);
    if (!hostPort)
        return hostPort.error();
    via.host = hostPort->host;
    via.port = hostPort->port;
    return takeParameters(scanner, via.parameters);
}

Result<SipUriView, SyntaxError> SipUriView::parse(QByteArrayView text)
{
    Scanner scanner(text);
    Result<SipUriView, SyntaxError> result{tl::in_place};
    if (const auto fault = takeSipUri(scanner, *result))
        result = Failure<SyntaxError>(*fault);
    return result;
}

Result<NameAddrView, SyntaxError> NameAddrView::parse(QByteArrayView text)
{
    return parseOne<NameAddrView>(text, takeNameAddr);
}

Result<QVarLengthArray<NameAddrView, 4>, SyntaxError> NameAddrView::parseList(QByteArrayView text)
{
    return parseMany<QVarLengthArray<NameAddrView, 4>>(text, takeNameAddr);
}

QByteArrayView NameAddrView::tag() const
{
    return parameters.value("tag").value_or(QByteArrayView());
}

Result<ViaView, SyntaxError> ViaView::parse(QByteArrayView text)
{
    return parseOne<ViaView>(text, takeVia);
}

Result<QVarLengthArray<ViaView, 4>, SyntaxError> ViaView::parseList(QByteArrayView text)
{
    return parseMany<QVarLengthArray<ViaView, 4>>(text, takeVia);
}

QByteArrayView ViaView::branch() const
{
    return parameters.value("branch").value_or(QByteArrayView());
}

Result<ChallengeView, SyntaxError> ChallengeView::parse(QByteArrayView text)
{
    Scanner scanner(text);
    Result<ChallengeView, SyntaxError> result{tl::in_place};
    scanner.skipSpace();
    result->scheme = scanner.takeWhile(Token);
    if (result->scheme.isEmpty() || (!scanner.atEnd() && !is(scanner.peek(), Space)))
        return scanner.fail();
    scanner.skipSpace();
    if (scanner.atEnd())
        return result;
    do {
        const QByteArrayView name = scanner.takeWhile(Token);
        if (name.isEmpty() || !scanner.takeSeparator('='))
            return scanner.fail();
        if (scanner.peek() == '"') {
            const auto value = scanner.takeQuoted();
            if (!value)
                return scanner.failAt(scanner.at(), SyntaxError::Kind::Incomplete);
            result->parameters.append({name, *value});
        } else {
            const QByteArrayView value = scanner.takeWhile(ValueByte);
            if (value.isEmpty())
                return scanner.fail();
            result->parameters.append({name, value});
        }
    } while (scanner.takeSeparator(','));
    scanner.skipSpace();
    if (!scanner.atEnd())
        return scanner.fail();
    return result;
}

} // namespace carillon
