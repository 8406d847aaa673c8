#include "NameAddr.h"

#include "Challenge.h"
#include "SipGrammar.h"

namespace carillon {
namespace {

using namespace grammar;

/// A display name that needs no quotes: tokens with single spaces between them.
bool isTokenList(QByteArrayView text)
{
    bool spaceAllowed = false;
    for (const char c : text) {
        if (c == ' ' ? !spaceAllowed : !is(c, Token))
            return false;
        spaceAllowed = c != ' ';
    }
    return spaceAllowed;
}

/// The URI itself: sip and sips are taken apart, any other scheme is kept whole.
std::optional<SyntaxError> setUri(QByteArrayView text, qsizetype offset, NameAddr &nameAddr)
{
    Scanner scanner(text);
    const QByteArrayView scheme = scanner.takeWhile(Alpha | Digit | Token);
    if (scheme.isEmpty() || !is(scheme.front(), Alpha) || scanner.peek() != ':') {
        const SyntaxError fault = scanner.here();
        return SyntaxError {fault.kind, offset + fault.position};
    }
    if (equalsIgnoringCase(scheme, "sip") || equalsIgnoringCase(scheme, "sips")) {
        auto uri = SipUri::parse(text);
        if (!uri)
            return SyntaxError {uri.error().kind, offset + uri.error().position};
        nameAddr.uri = *std::move(uri);
        return std::nullopt;
    }
    scanner.skip();
    if (scanner.takeEscaped(UriByte).isEmpty() || !scanner.atEnd()) {
        const SyntaxError fault = scanner.here();
        return SyntaxError {fault.kind, offset + fault.position};
    }
    nameAddr.otherUri = text.toByteArray();
    return std::nullopt;
}

/// [ display-name ] up to `<`; false when there is no `<` after what looks like one.
bool takeDisplayName(Scanner &scanner, NameAddr &nameAddr, std::optional<SyntaxError> &fault)
{
    const char *from = scanner.at();
    if (scanner.peek() == '"') {
        const auto text = scanner.takeQuoted();
        if (!text) {
            fault = SyntaxError {SyntaxError::Kind::Incomplete, scanner.position()};
            return false;
        }
        nameAddr.displayName = unquoted(*text);
        scanner.skipSpace();
        if (scanner.peek() != '<')
            fault = scanner.here();
        return !fault;
    }
    scanner.takeWhile(DisplayByte | Space);
    if (scanner.peek() == '<') {
        nameAddr.displayName = trimmed(scanner.since(from)).toByteArray();
        for (char &c : nameAddr.displayName) {
            if (is(c, Space))
                c = ' ';
        }
        return true;
    }
    scanner.rewind(from);
    return false;
}

std::optional<SyntaxError> takeNameAddr(Scanner &scanner, NameAddr &nameAddr)
{
    scanner.skipSpace();
    std::optional<SyntaxError> fault;
    if (takeDisplayName(scanner, nameAddr, fault)) {
        scanner.skip();
        const qsizetype offset = scanner.position();
        const qsizetype close = scanner.rest().indexOf('>');
        if (close < 0)
            return SyntaxError {SyntaxError::Kind::Incomplete, offset};
        const QByteArrayView uri = scanner.rest().first(close);
        fault = setUri(uri, offset, nameAddr);
        scanner.rewind(uri.data() + close + 1);
    } else if (!fault) {
        // Without brackets a comma, question mark or semicolon ends the URI (§20.10).
        const qsizetype offset = scanner.position();
        const char *from = scanner.at();
        while (!scanner.atEnd() && !is(scanner.peek(), Space) && !oneOf(scanner.peek(), ",;?"))
            scanner.skip();
        fault = setUri(scanner.since(from), offset, nameAddr);
        if (fault && fault->kind == SyntaxError::Kind::Incomplete && !scanner.atEnd())
            fault->kind = SyntaxError::Kind::Unexpected; // what stands behind it is what does not belong there
    }
    return fault ? fault : takeParameters(scanner, nameAddr.parameters);
}

} // namespace

Result<NameAddr, SyntaxError> NameAddr::parse(QByteArrayView text)
{
    Scanner scanner(text);
    Result<NameAddr, SyntaxError> result {NameAddr {}};
    if (const auto fault = takeNameAddr(scanner, *result))
        return Failure<SyntaxError>(*fault);
    scanner.skipSpace();
    if (!scanner.atEnd())
        return scanner.fail();
    return result;
}

Result<QList<NameAddr>, SyntaxError> NameAddr::parseList(QByteArrayView text)
{
    Scanner scanner(text);
    Result<QList<NameAddr>, SyntaxError> result {QList<NameAddr> {}};
    scanner.skipSpace();
    if (scanner.atEnd())
        return result;
    do {
        NameAddr one;
        if (const auto fault = takeNameAddr(scanner, one))
            return Failure<SyntaxError>(*fault);
        result->append(std::move(one));
    } while (scanner.takeSeparator(','));
    scanner.skipSpace();
    if (!scanner.atEnd())
        return scanner.fail();
    return result;
}

QByteArray NameAddr::toBytes() const
{
    QByteArray result;
    result.reserve(96);
    if (!displayName.isEmpty())
        result.append(isTokenList(displayName) ? displayName : quoted(displayName)).append(' ');
    result.append('<').append(otherUri.isEmpty() ? uri.toBytes() : otherUri).append('>');
    return result.append(parameters.toBytes());
}

QByteArray NameAddr::tag() const
{
    return parameters.value("tag").value_or(QByteArray());
}

} // namespace carillon
