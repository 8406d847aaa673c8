#include "SipGrammar.h"

namespace carillon::grammar {
namespace {

/// 1 to 3 digits, three dots, at most 255 each.
bool isIPv4(QByteArrayView text)
{
    Scanner scanner(text);
    for (int part = 0; part < 4; ++part) {
        if (part > 0 && !scanner.take('.'))
            return false;
        const QByteArrayView digits = scanner.takeWhile(Digit);
        if (digits.size() > 3 || !parseNumber(digits, 255))
            return false;
    }
    return scanner.atEnd();
}

/// hostname or IPv4address. More liberal than §25.1: underscores, a top label that begins with a digit.
bool isHostName(QByteArrayView text)
{
    bool labelEmpty = true;
    bool onlyDigits = true; // of the last label
    char previous = '\0';
    for (const char c : text) {
        if (c == '.') {
            if (labelEmpty || previous == '-')
                return false;
            labelEmpty = true;
        } else {
            if (labelEmpty)
                onlyDigits = true;
            if (labelEmpty && c == '-')
                return false;
            labelEmpty = false;
            onlyDigits = onlyDigits && is(c, Digit);
        }
        previous = c;
    }
    if (text.isEmpty() || previous == '-' || text.front() == '.')
        return false;
    return !onlyDigits || isIPv4(text);
}

/// The inside of an IPv6 reference: RFC 3986 §3.2.2, and `:::` before an IPv4 part.
bool isIPv6(QByteArrayView text)
{
    int groups = 0;
    bool compressed = false;
    qsizetype i = 0;
    const qsizetype size = text.size();
    const auto colonAt = [&](qsizetype index) { return index < size && text[index] == ':'; };
    if (colonAt(0) && !colonAt(1))
        return false;
    while (i < size) {
        if (colonAt(i) && colonAt(i + 1)) {
            if (compressed)
                return false;
            compressed = true;
            i += 2;
            if (colonAt(i)) // §4.10 of RFC 5118: liberal with what RFC 3261's own grammar produces
                return isIPv4(text.sliced(i + 1)) && groups <= 5;
            continue;
        }
        if (groups > 0 && colonAt(i))
            ++i;
        qsizetype end = i;
        while (end < size && is(text[end], Hex))
            ++end;
        if (end < size && text[end] == '.')
            return isIPv4(text.sliced(i)) && (compressed ? groups <= 5 : groups == 6);
        if (end == i || end - i > 4 || (end < size && text[end] != ':'))
            return false;
        ++groups;
        i = end;
        if (colonAt(i) && i + 1 == size)
            return false;
    }
    return compressed ? groups <= 7 : groups == 8;
}

} // namespace

Result<HostPort, SyntaxError> takeHostPort(Scanner &scanner, PortSeparator separator)
{
    HostPort result;
    const char *from = scanner.at();
    if (scanner.take('[')) {
        const QByteArrayView address
            = scanner.takeWhile(Hex | HostByte | ParamReserved); // up to and with the bracket
        const qsizetype close = address.indexOf(']');
        if (close < 0 || !isIPv6(address.first(close)))
            return scanner.failAt(from,
                close < 0 && scanner.atEnd() ? SyntaxError::Kind::Incomplete : SyntaxError::Kind::Unexpected);
        scanner.rewind(address.data() + close + 1);
        result.host = scanner.since(from);
    } else {
        result.host = scanner.takeWhile(HostByte);
        if (result.host.isEmpty())
            return scanner.fail();
        if (!isHostName(result.host))
            return scanner.failAt(from, SyntaxError::Kind::Unexpected);
    }
    if (separator == PortSeparator::Bare ? !scanner.take(':') : !scanner.takeSeparator(':'))
        return result;
    const char *digits = scanner.at();
    const QByteArrayView port = scanner.takeWhile(Digit);
    if (port.isEmpty())
        return scanner.fail();
    const auto number = parseNumber(port, 65535);
    if (!number)
        return scanner.failAt(digits, SyntaxError::Kind::BadNumber);
    result.port = static_cast<quint16>(*number);
    return result;
}

QByteArray canonicalHost(QByteArrayView host)
{
    QByteArray result = interned(host, Qt::CaseInsensitive);
    if (host.startsWith('[') && result.contains(":::"))
        result.replace(":::", "::");
    return result;
}

} // namespace carillon::grammar
