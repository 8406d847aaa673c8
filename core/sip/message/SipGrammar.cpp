#include "SipGrammar.h"

#include <cstring>

namespace carillon::grammar {

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

bool isToken(QByteArrayView text)
{
    for (const char c : text) {
        if (!is(c, Token))
            return false;
    }
    return !text.isEmpty();
}

QByteArrayView trimmed(QByteArrayView text)
{
    const char *begin = text.data();
    const char *end = begin + text.size();
    while (begin != end && is(*begin, Space))
        ++begin;
    while (begin != end && is(end[-1], Space))
        --end;
    return {begin, end - begin};
}

namespace {

constexpr unsigned InternSlots = 256;

constexpr unsigned internSlot(const char *text, qsizetype size)
{
    const auto byte
        = [text](qsizetype i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
    return (static_cast<unsigned>(size) * 37 + byte(0) * 7 + byte(size / 2) * 19 + byte(size - 1) * 3)
        % InternSlots;
}

/// Words that messages are full of: they are there once, and never copied.
constexpr QByteArrayView internedWords[]
    = {"tag", "branch", "rport", "lr", "received", "transport", "expires", "udp", "tcp", "tls", "ws", "wss",
        "UDP", "TCP", "TLS", "WS", "WSS", "INVITE", "ACK", "BYE", "CANCEL", "REGISTER", "OPTIONS", "INFO",
        "PRACK", "UPDATE", "SUBSCRIBE", "NOTIFY", "REFER", "MESSAGE", "q", "ob", "maddr", "alias", "user",
        "phone", "reg-id", "+sip.instance", "+sip.ice", "gr", "pub-gruu", "temp-gruu", "Digest", "realm",
        "nonce", "algorithm", "qop", "opaque", "stale", "username", "uri", "response", "cnonce", "nc", "MD5",
        "SHA-256", "auth", "text", "application/sdp", "localhost", "127.0.0.1"};

/// A word whose slot is taken already is simply not in the table.
const std::array<QByteArray, InternSlots> &internTable()
{
    static const std::array<QByteArray, InternSlots> table = [] {
        std::array<QByteArray, InternSlots> slots;
        for (const QByteArrayView word : internedWords) {
            QByteArray &slot = slots[internSlot(word.data(), word.size())];
            if (slot.isNull())
                slot = QByteArray::fromRawData(word.data(), word.size());
        }
        return slots;
    }();
    return table;
}

} // namespace

QByteArray interned(QByteArrayView text)
{
    if (text.isEmpty())
        return QByteArrayLiteral("");
    const QByteArray &word = internTable()[internSlot(text.data(), text.size())];
    if (word.size() == text.size()
        && std::memcmp(word.constData(), text.data(), std::size_t(text.size())) == 0)
        return word;
    return text.toByteArray();
}

QByteArray interned(QByteArrayView text, Qt::CaseSensitivity sensitivity)
{
    QByteArray copy = interned(text);
    if (sensitivity == Qt::CaseSensitive)
        return copy;
    for (qsizetype i = 0; i < copy.size(); ++i) {
        if (copy.at(i) >= 'A' && copy.at(i) <= 'Z')
            return std::move(copy).toLower();
    }
    return copy;
}

std::optional<quint64> parseNumber(QByteArrayView digits, quint64 maximum)
{
    if (digits.isEmpty())
        return std::nullopt;
    quint64 number = 0;
    for (const char c : digits) {
        if (!is(c, Digit))
            return std::nullopt;
        const auto digit = static_cast<quint64>(c - '0');
        // Leading zeros are fine; the test stands before the product so that it cannot wrap.
        if (number > (maximum - digit) / 10 || digit > maximum)
            return std::nullopt;
        number = number * 10 + digit;
    }
    return number;
}

void appendNumber(QByteArray &target, quint64 number)
{
    char digits[20];
    char *at = digits + sizeof digits;
    do {
        *--at = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    target.append(at, digits + sizeof digits - at);
}

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/// The byte that the escape at @p index stands for, or -1.
int escapeAt(QByteArrayView text, qsizetype index)
{
    if (text[index] != '%' || index + 2 >= text.size())
        return -1;
    const int high = hexValue(text[index + 1]);
    const int low = hexValue(text[index + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

void appendEscape(QByteArray &target, char c)
{
    constexpr char Digits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    const char escape[] = {'%', Digits[byte >> 4], Digits[byte & 15]};
    target.append(escape, 3);
}

} // namespace

QByteArray unescaped(QByteArrayView text)
{
    if (!text.contains('%'))
        return interned(text);
    QByteArray result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int byte = escapeAt(text, i);
        result.append(byte < 0 ? text[i] : static_cast<char>(byte));
        if (byte >= 0)
            i += 2;
    }
    return result;
}

QByteArray escaped(QByteArrayView text, unsigned allowed)
{
    QByteArray result;
    result.reserve(text.size());
    for (const char c : text) {
        if (is(c, allowed))
            result.append(c);
        else
            appendEscape(result, c);
    }
    return result;
}

QByteArray normalised(QByteArrayView text, unsigned allowed)
{
    if (!text.contains('%'))
        return interned(text);
    QByteArray result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int byte = escapeAt(text, i);
        if (byte < 0) {
            result.append(text[i]);
            continue;
        }
        if (is(static_cast<char>(byte), allowed))
            result.append(static_cast<char>(byte));
        else
            appendEscape(result, static_cast<char>(byte));
        i += 2;
    }
    return interned(result);
}

QByteArrayView Scanner::takeEscaped(unsigned classes)
{
    const char *from = m_at;
    for (;;) {
        while (m_at != m_end && is(*m_at, classes))
            ++m_at;
        if (m_end - m_at < 3 || *m_at != '%' || !is(m_at[1], Hex) || !is(m_at[2], Hex))
            return since(from);
        m_at += 3;
    }
}

std::optional<QByteArrayView> Scanner::takeQuoted()
{
    if (peek() != '"')
        return std::nullopt;
    for (const char *p = m_at + 1; p != m_end; ++p) {
        const auto byte = static_cast<unsigned char>(*p);
        if (*p == '"') {
            const QByteArrayView text(m_at, p + 1 - m_at);
            m_at = p + 1;
            return text;
        }
        if (*p == '\\') { // quoted-pair: any ASCII but CR and LF
            ++p;
            if (p == m_end || *p == '\r' || *p == '\n' || static_cast<unsigned char>(*p) >= 0x80)
                return std::nullopt;
        } else if (byte == 0x7f || (byte < 0x20 && !is(*p, Space))) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace carillon::grammar
