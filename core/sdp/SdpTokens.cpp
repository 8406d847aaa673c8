#include "SdpTokens.h"

#include <algorithm>

namespace carillon::section {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAlphanumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isIpv4(QByteArrayView text)
{
    for (int part = 0; part < 4; ++part) {
        const qsizetype point = text.indexOf('.');
        if ((point < 0) != (part == 3))
            return false;
        const QByteArrayView number = part == 3 ? text : text.first(point);
        if (number.size() > 3 || !toNumber(number, 255))
            return false;
        text = part == 3 ? QByteArrayView() : text.sliced(point + 1);
    }
    return true;
}

/// RFC 4291 §2.2: eight groups, one run of which may be "::", the last two of which may be an IPv4 address.
bool isIpv6(QByteArrayView text)
{
    int groups = 0;
    bool isCompressed = false;
    if (text.startsWith("::")) {
        isCompressed = true;
        text = text.sliced(2);
    }
    while (!text.isEmpty()) {
        const qsizetype colon = text.indexOf(':');
        const QByteArrayView group = colon < 0 ? text : text.first(colon);
        if (colon < 0 && group.contains('.')) {
            if (!isIpv4(group))
                return false;
            groups += 2;
            break;
        }
        if (group.isEmpty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), isHex))
            return false;
        ++groups;
        if (colon < 0)
            break;
        text = text.sliced(colon + 1);
        if (text.startsWith(':')) {
            if (isCompressed)
                return false;
            isCompressed = true;
            text = text.sliced(1);
        } else if (text.isEmpty()) {
            return false; // a colon at the end
        }
    }
    return isCompressed ? groups <= 7 : groups == 8;
}

} // namespace

QByteArrayView takeWord(QByteArrayView &text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    qsizetype begin = 0;
    while (begin < text.size() && isBlank(text[begin]))
        ++begin;
    qsizetype end = begin;
    while (end < text.size() && !isBlank(text[end]))
        ++end;
    const QByteArrayView word = text.sliced(begin, end - begin);
    text = text.sliced(end);
    return word;
}

std::optional<quint32> toNumber(QByteArrayView text, quint32 maximum)
{
    if (text.isEmpty() || text.size() > 10 || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    quint64 number = 0;
    for (const char c : text)
        number = number * 10 + quint64(c - '0');
    return number > maximum ? std::nullopt : std::optional(quint32(number));
}

bool isIceText(QByteArrayView text, qsizetype minimum, qsizetype maximum)
{
    return text.size() >= minimum && text.size() <= maximum
        && std::all_of(text.begin(), text.end(),
            [](char c) { return isAlphanumeric(c) || QByteArrayView("+/=-_").contains(c); });
}

bool isSdpToken(QByteArrayView text, qsizetype maximum)
{
    return !text.isEmpty() && text.size() <= maximum && std::all_of(text.begin(), text.end(), [](char c) {
        return isAlphanumeric(c) || QByteArrayView("!#$%&'*+-.^_`{|}~").contains(c);
    });
}

bool isIpLiteral(QByteArrayView text)
{
    return text.contains(':') ? isIpv6(text) : isIpv4(text);
}

} // namespace carillon::section
