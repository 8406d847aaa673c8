#include "SipGrammar.h"
#include "SipMessage.h"

namespace carillon {

using namespace grammar;

Result<CSeq, SyntaxError> CSeq::parse(QByteArrayView text)
{
    Scanner scanner(text);
    scanner.skipSpace();
    const char *from = scanner.at();
    const QByteArrayView digits = scanner.takeWhile(Digit);
    if (digits.isEmpty())
        return scanner.fail();
    const auto number = parseNumber(digits, 0x7fffffff); // §8.1.1.5
    if (!number)
        return scanner.failAt(from, SyntaxError::Kind::BadNumber);
    if (!is(scanner.peek(), Space))
        return scanner.fail();
    scanner.skipSpace();
    const QByteArrayView method = scanner.takeWhile(Token);
    if (method.isEmpty())
        return scanner.fail();
    scanner.skipSpace();
    if (!scanner.atEnd())
        return scanner.fail();
    return CSeq{static_cast<quint32>(*number), interned(method)};
}

QByteArray CSeq::toBytes() const
{
    QByteArray result;
    result.reserve(12 + method.size());
    appendNumber(result, number);
    return result.append(' ').append(method);
}

} // namespace carillon
