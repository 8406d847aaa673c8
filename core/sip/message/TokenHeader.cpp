#include "TokenHeader.h"

#include "SipGrammar.h"
#include "SipViews.h"

namespace carillon {

using namespace grammar;

namespace {

std::optional<SyntaxError> take(Scanner &scanner, TokenHeader &header)
{
    scanner.skipSpace();
    const char *from = scanner.at();
    while (is(scanner.peek(), WordByte) && scanner.peek() != ';' && scanner.peek() != ',')
        scanner.skip();
    header.token = scanner.since(from).toByteArray();
    if (header.token.isEmpty())
        return scanner.here();
    ParametersView parameters;
    if (const auto fault = takeParameters(scanner, parameters))
        return fault;
    header.parameters = toParameters(parameters);
    return std::nullopt;
}

} // namespace

Result<TokenHeader, SyntaxError> TokenHeader::parse(QByteArrayView text)
{
    return parseOne<TokenHeader>(text, take);
}

bool TokenHeader::is(QByteArrayView name) const
{
    return equalsIgnoringCase(token, name);
}

QByteArray TokenHeader::toBytes() const
{
    return token + parameters.toBytes();
}

} // namespace carillon
