#pragma once

#include "Result.h"
#include "SyntaxError.h"

#include <QByteArray>
#include <QByteArrayView>
#include <array>
#include <optional>

/// The terminals of RFC 3261 §25.1 and a reader over them. Private to this module.
namespace carillon::grammar {

/// Classes of bytes; one byte may be in several.
enum Class : quint16 {
    Token = 1 << 0,
    Unreserved = 1 << 1,       ///< alphanum and mark
    UserReserved = 1 << 2,     ///< user-unreserved: & = + $ , ; ? /
    PasswordReserved = 1 << 3, ///< & = + $ ,
    ParamReserved = 1 << 4,    ///< param-unreserved: [ ] / : & + $
    HeaderReserved = 1 << 5,   ///< hnv-unreserved: [ ] / ? : + $
    Digit = 1 << 6,
    Hex = 1 << 7,
    Alpha = 1 << 8,
    Space = 1 << 9,      ///< SP HTAB, and CR LF of a fold
    HostByte = 1 << 10,  ///< alphanum - . and the underscore which people use
    UriByte = 1 << 11,   ///< absoluteURI, also [ ] and #
    ValueByte = 1 << 12, ///< what is taken for the value of a header parameter: token, host and a little more
    DisplayByte = 1 << 13, ///< token, and UTF-8 without quotes
    WordByte = 1 << 14,    ///< visible, or part of UTF-8: Call-ID
};

constexpr bool oneOf(char c, const char *set)
{
    for (; *set != '\0'; ++set) {
        if (*set == c)
            return true;
    }
    return false;
}

constexpr quint16 classesOf(char c)
{
    const auto u = static_cast<unsigned char>(c);
    const bool lower = c >= 'a' && c <= 'z';
    const bool upper = c >= 'A' && c <= 'Z';
    const bool digit = c >= '0' && c <= '9';
    const bool alphanum = lower || upper || digit;
    const bool visible = u > 0x20 && u < 0x7f;
    unsigned classes = 0;
    const auto add = [&classes](bool member, Class one) {
        if (member)
            classes |= one;
    };
    add(alphanum || oneOf(c, "-.!%*_+`'~"), Token);
    add(alphanum || oneOf(c, "-_.!~*'()"), Unreserved);
    add(oneOf(c, "&=+$,;?/"), UserReserved);
    add(oneOf(c, "&=+$,"), PasswordReserved);
    add(oneOf(c, "[]/:&+$"), ParamReserved);
    add(oneOf(c, "[]/?:+$"), HeaderReserved);
    add(digit, Digit);
    add(digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'), Hex);
    add(lower || upper, Alpha);
    add(oneOf(c, " \t\r\n"), Space);
    add(alphanum || oneOf(c, "-._"), HostByte);
    add(visible && !oneOf(c, "<>\"{}|\\^`"), UriByte);
    add((visible && !oneOf(c, "<>\",;?\\")) || u >= 0x80, ValueByte);
    add(alphanum || oneOf(c, "-.!%*_+`'~") || u >= 0x80, DisplayByte);
    add(visible || u >= 0x80, WordByte);
    return static_cast<quint16>(classes);
}

inline constexpr std::array<quint16, 256> ClassTable = [] {
    std::array<quint16, 256> table{};
    for (unsigned i = 0; i < 256; ++i)
        table[i] = classesOf(static_cast<char>(i));
    return table;
}();

constexpr bool is(char c, unsigned classes)
{
    return (ClassTable[static_cast<unsigned char>(c)] & classes) != 0;
}

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

/// Without case, ASCII only.
bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);
bool isToken(QByteArrayView text);           ///< not empty, only token bytes
QByteArrayView trimmed(QByteArrayView text); ///< without LWS at both ends
/// A copy; the short words of every message ("tag", "branch", "udp") come from a table and cost no
/// allocation.
QByteArray interned(QByteArrayView text);
QByteArray interned(QByteArrayView text, Qt::CaseSensitivity); ///< CaseInsensitive: in lower case
/// Digits only; nothing when empty, not a number, or above @p maximum.
std::optional<quint64> parseNumber(QByteArrayView digits, quint64 maximum);
/// Decimal digits behind @p target's end.
void appendNumber(QByteArray &target, quint64 number);

/// With %-escapes resolved. The text was checked before: a stray `%` stays as it is.
QByteArray unescaped(QByteArrayView text);
/// With every byte outside @p allowed written as %XX.
QByteArray escaped(QByteArrayView text, unsigned allowed);
/// Only what need not be escaped is resolved (RFC 3986 §6.2.2.2): `%6Cr` becomes `lr`, `%25` stays.
QByteArray normalised(QByteArrayView text, unsigned allowed);

/// Reads a text from left to right; never beyond its end.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_begin(text.data())
        , m_at(text.data())
        , m_end(text.data() + text.size())
    {
    }
    bool atEnd() const { return m_at == m_end; }
    /// The next byte; NUL at the end, which no class contains.
    char peek() const { return m_at == m_end ? '\0' : *m_at; }
    const char *at() const { return m_at; }
    void rewind(const char *to) { m_at = to; }
    qsizetype position() const { return m_at - m_begin; }
    QByteArrayView rest() const { return {m_at, m_end - m_at}; }
    QByteArrayView since(const char *from) const { return {from, m_at - from}; }

    void skip() { ++m_at; }
    void skipSpace()
    {
        while (m_at != m_end && is(*m_at, Space))
            ++m_at;
    }
    bool take(char c)
    {
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    QByteArrayView takeWhile(unsigned classes)
    {
        const char *from = m_at;
        while (m_at != m_end && is(*m_at, classes))
            ++m_at;
        return since(from);
    }
    /// LWS c LWS, as SEMI, EQUAL, COMMA, COLON and SLASH are defined; stays where it was when c does not
    /// come.
    bool takeSeparator(char c)
    {
        const char *from = m_at;
        skipSpace();
        if (!take(c)) {
            m_at = from;
            return false;
        }
        skipSpace();
        return true;
    }
    /// Bytes of @p classes and whole %-escapes; stops before anything else, also before a broken escape.
    QByteArrayView takeEscaped(unsigned classes);
    /// A quoted-string with its quotes; nothing (and no move) when it is broken or not one.
    std::optional<QByteArrayView> takeQuoted();

    /// What is wrong here: another byte was expected, or more bytes.
    SyntaxError here() const
    {
        return {atEnd() ? SyntaxError::Kind::Incomplete : SyntaxError::Kind::Unexpected, position()};
    }
    Failure<SyntaxError> fail() const { return Failure<SyntaxError>(here()); }
    Failure<SyntaxError> failAt(const char *where, SyntaxError::Kind kind) const
    {
        return Failure<SyntaxError>(SyntaxError{kind, where - m_begin});
    }

private:
    const char *m_begin;
    const char *m_at;
    const char *m_end;
};

/// What follows a host.
struct HostPort {
    QByteArrayView host; ///< an IPv6 reference keeps its brackets
    std::optional<quint16> port;
};
enum class PortSeparator { Bare, WithSpace }; ///< `:` in a URI, LWS `:` LWS in Via
Result<HostPort, SyntaxError> takeHostPort(Scanner &scanner, PortSeparator separator);
/// The host in lower case; the three colons of RFC 3261's old grammar (RFC 5118 §4.10) become two.
QByteArray canonicalHost(QByteArrayView host);

} // namespace carillon::grammar

namespace carillon {
struct NameAddrView;
struct Parameters;
struct ParametersView;
struct ViaView;
} // namespace carillon

namespace carillon::grammar {

/// *( SEMI generic-param ) with LWS around everything, as in headers; @p visit gets each name and raw value.
template <typename Visit>
std::optional<SyntaxError> takeParameters(Scanner &scanner, unsigned nameClasses, Visit visit)
{
    while (scanner.takeSeparator(';')) {
        const QByteArrayView name = scanner.takeWhile(nameClasses);
        if (name.isEmpty())
            return scanner.here();
        std::optional<QByteArrayView> value;
        if (scanner.takeSeparator('=')) {
            if (scanner.peek() == '"') {
                value = scanner.takeQuoted();
                if (!value)
                    return SyntaxError{SyntaxError::Kind::Incomplete, scanner.position()};
            } else {
                value = scanner.takeWhile(ValueByte);
                if (value->isEmpty())
                    return scanner.here();
            }
        }
        visit(name, value);
    }
    return std::nullopt;
}
std::optional<SyntaxError> takeParameters(Scanner &scanner, ParametersView &parameters);
std::optional<SyntaxError> takeNameAddr(Scanner &scanner, NameAddrView &nameAddr);
std::optional<SyntaxError> takeVia(Scanner &scanner, ViaView &via);
/// A copy of the parameters of a header.
Parameters toParameters(const ParametersView &view);

/// One value and nothing behind it.
template <typename T, typename Take>
Result<T, SyntaxError> parseOne(QByteArrayView text, Take take)
{
    Scanner scanner(text);
    Result<T, SyntaxError> result{tl::in_place};
    if (const auto fault = take(scanner, *result)) {
        result = Failure<SyntaxError>(*fault);
        return result;
    }
    scanner.skipSpace();
    if (!scanner.atEnd())
        result = scanner.fail();
    return result;
}

/// Values with commas between them; none in an empty text.
template <typename List, typename Take>
Result<List, SyntaxError> parseMany(QByteArrayView text, Take take)
{
    Scanner scanner(text);
    Result<List, SyntaxError> result{tl::in_place};
    scanner.skipSpace();
    if (scanner.atEnd())
        return result;
    do {
        result->append(typename List::value_type{});
        if (const auto fault = take(scanner, result->last())) {
            result = Failure<SyntaxError>(*fault);
            return result;
        }
    } while (scanner.takeSeparator(','));
    scanner.skipSpace();
    if (!scanner.atEnd())
        result = scanner.fail();
    return result;
}

} // namespace carillon::grammar
