#include "Challenge.h"

#include "SipGrammar.h"

namespace carillon {

using namespace grammar;

Result<Challenge, SyntaxError> Challenge::parse(QByteArrayView text)
{
    Scanner scanner(text);
    Result<Challenge, SyntaxError> result {Challenge {}};
    scanner.skipSpace();
    const QByteArrayView scheme = scanner.takeWhile(Token);
    if (scheme.isEmpty())
        return scanner.fail();
    result->scheme = interned(scheme);
    if (!scanner.atEnd() && !is(scanner.peek(), Space))
        return scanner.fail();
    scanner.skipSpace();
    if (scanner.atEnd())
        return result;
    do {
        const QByteArrayView name = scanner.takeWhile(Token);
        if (name.isEmpty() || !scanner.takeSeparator('='))
            return scanner.fail();
        Parameters::Parameter one {interned(name), std::nullopt};
        if (scanner.peek() == '"') {
            const auto value = scanner.takeQuoted();
            if (!value)
                return scanner.failAt(scanner.at(), SyntaxError::Kind::Incomplete);
            one.value = unquoted(*value);
        } else {
            const QByteArrayView value = scanner.takeWhile(ValueByte);
            if (value.isEmpty())
                return scanner.fail();
            one.value = interned(value);
        }
        result->parameters.list.append(std::move(one));
    } while (scanner.takeSeparator(','));
    scanner.skipSpace();
    if (!scanner.atEnd())
        return scanner.fail();
    return result;
}

} // namespace carillon
