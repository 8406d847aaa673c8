#include "SdpTokens.h"
#include "SessionDescription.h"

#include <algorithm>

namespace carillon {

namespace {

using Kind = SdpError::Kind;
using section::takeWord;
using Outcome = std::optional<Kind>; ///< what is wrong with a line, if anything

std::optional<quint16> toUInt16(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 10)
        return std::nullopt;
    quint64 number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + quint64(c - '0');
    }
    if (number > 0xffff)
        return std::nullopt;
    return quint16(number);
}

/// The order of §9; lines of one rank keep the order in which they came (r= belongs to the t= before it).
int rank(char type)
{
    switch (type) {
    case 'i': return 0;
    case 'u': return 1;
    case 'e': return 2;
    case 'p': return 3;
    case 'c': return 4;
    case 'b': return 5;
    case 't':
    case 'r':
    case 'z': return 6;
    case 'k': return 7;
    default: return 8;
    }
}

void putInOrder(QList<SdpLine> &lines)
{
    std::stable_sort(lines.begin(), lines.end(),
        [](const SdpLine &a, const SdpLine &b) { return rank(a.type) < rank(b.type); });
}

class Parser
{
public:
    Outcome line(char type, QByteArrayView value);
    Outcome finish();
    SessionDescription take() { return std::move(m_result); }

private:
    Outcome version(QByteArrayView value);
    Outcome origin(QByteArrayView value);
    Outcome name(QByteArrayView value);
    Outcome connection(QByteArrayView value);
    Outcome media(QByteArrayView value);
    Outcome attribute(QByteArrayView value);
    Outcome other(char type, QByteArrayView value);

    SdpMedia *section() { return m_result.media.isEmpty() ? nullptr : &m_result.media.last(); }

    SessionDescription m_result;
    qsizetype m_candidates = 0; ///< of the section at hand
    bool m_hasVersion = false;
    bool m_hasOrigin = false;
    bool m_hasName = false;
};

Outcome Parser::line(char type, QByteArrayView value)
{
    if (!m_hasVersion && type != 'v')
        return Kind::Missing;
    switch (type) {
    case 'v': return version(value);
    case 'o': return origin(value);
    case 's': return name(value);
    case 'c': return connection(value);
    case 'm': return media(value);
    case 'a': return attribute(value);
    default: return other(type, value);
    }
}

Outcome Parser::version(QByteArrayView value)
{
    if (m_hasVersion)
        return Kind::Duplicate;
    m_hasVersion = true;
    if (value.trimmed() != "0")
        return Kind::BadNumber;
    return std::nullopt;
}

Outcome Parser::origin(QByteArrayView value)
{
    if (m_hasOrigin)
        return Kind::Duplicate;
    if (section())
        return Kind::Unexpected;
    auto parsed = SdpOrigin::parse(value);
    if (!parsed)
        return Kind::Unexpected;
    m_result.origin = std::move(*parsed);
    m_hasOrigin = true;
    return std::nullopt;
}

Outcome Parser::name(QByteArrayView value)
{
    if (m_hasName)
        return Kind::Duplicate;
    if (section())
        return Kind::Unexpected;
    m_hasName = true;
    if (!value.isEmpty()) // "s=" alone is common and means "s=-", §5.3
        m_result.name = value.toByteArray();
    return std::nullopt;
}

Outcome Parser::connection(QByteArrayView value)
{
    SdpMedia *media = section();
    auto &place = media != nullptr ? media->connection : m_result.connection;
    if (place)
        return other('c', value); // layered multicast has several, §5.7
    place = SdpConnection::parse(value);
    if (!place)
        return Kind::Unexpected;
    return std::nullopt;
}

Outcome Parser::media(QByteArrayView value)
{
    if (m_result.media.size() >= SdpLimits::mediaSections)
        return Kind::TooLarge;
    SdpMedia parsed;
    parsed.type = takeWord(value).toByteArray();
    const QByteArrayView ports = takeWord(value);
    parsed.protocol = takeWord(value).toByteArray();
    if (parsed.protocol.isEmpty())
        return Kind::Unexpected;
    const qsizetype slash = ports.indexOf('/');
    const auto port = toUInt16(slash < 0 ? ports : ports.first(slash));
    const auto count = slash < 0 ? std::optional<quint16>(1) : toUInt16(ports.sliced(slash + 1));
    if (!port || !count || *count == 0)
        return Kind::BadNumber;
    parsed.port = *port;
    parsed.portCount = *count;
    for (QByteArrayView format = takeWord(value); !format.isEmpty(); format = takeWord(value)) {
        if (parsed.formats.size() >= SdpLimits::formatsPerSection)
            return Kind::TooLarge;
        parsed.formats.append(format.toByteArray());
    }
    m_result.media.append(std::move(parsed));
    m_candidates = 0;
    return std::nullopt;
}

Outcome Parser::attribute(QByteArrayView value)
{
    SdpMedia *media = section();
    auto &list = media != nullptr ? media->attributes.list : m_result.attributes.list;
    const qsizetype colon = value.indexOf(':');
    if (value.first(std::max(colon, qsizetype(0))) == "candidate"
        && ++m_candidates > SdpLimits::candidatesPerSection)
        return std::nullopt;
    if (list.size() >= SdpLimits::attributesPerSection)
        return Kind::TooLarge;
    if (colon < 0)
        list.append({value.toByteArray(), std::nullopt});
    else
        list.append({value.first(colon).toByteArray(), value.sliced(colon + 1).toByteArray()});
    return std::nullopt;
}

Outcome Parser::other(char type, QByteArrayView value)
{
    SdpMedia *media = section();
    auto &list = media != nullptr ? media->otherLines : m_result.otherLines;
    if (list.size() >= SdpLimits::otherLinesPerSection)
        return Kind::TooLarge;
    list.append({type, value.toByteArray()});
    return std::nullopt;
}

Outcome Parser::finish()
{
    if (!m_hasVersion || !m_hasOrigin)
        return Kind::Missing;
    auto &lines = m_result.otherLines;
    if (std::none_of(lines.begin(), lines.end(), [](const SdpLine &line) { return line.type == 't'; })) {
        if (lines.size() >= SdpLimits::otherLinesPerSection)
            return Kind::TooLarge;
        lines.append({'t', QByteArrayLiteral("0 0")});
    }
    putInOrder(lines);
    for (SdpMedia &section : m_result.media)
        putInOrder(section.otherLines);
    return std::nullopt;
}

} // namespace

Result<SessionDescription, SdpError> SessionDescription::parse(QByteArrayView text)
{
    if (text.size() > SdpLimits::totalBytes)
        return Failure<SdpError>(SdpError{Kind::TooLarge, 0});
    Parser parser;
    int lineNumber = 0;
    qsizetype position = 0;
    while (position < text.size()) {
        ++lineNumber;
        const qsizetype begin = position;
        while (position < text.size() && text[position] != '\r' && text[position] != '\n') {
            if (text[position] == '\0')
                return Failure<SdpError>(SdpError{Kind::Unexpected, lineNumber});
            ++position;
        }
        const QByteArrayView line = text.sliced(begin, position - begin);
        if (position < text.size()) {
            const bool isPair
                = text[position] == '\r' && position + 1 < text.size() && text[position + 1] == '\n';
            position += isPair ? 2 : 1;
        }
        if (line.isEmpty())
            continue;
        if (line.size() > SdpLimits::lineBytes)
            return Failure<SdpError>(SdpError{Kind::TooLarge, lineNumber});
        if (line.size() < 2 || line[1] != '=')
            return Failure<SdpError>(SdpError{Kind::Unexpected, lineNumber});
        if (const Outcome wrong = parser.line(line[0], line.sliced(2)))
            return Failure<SdpError>(SdpError{*wrong, lineNumber});
    }
    if (const Outcome wrong = parser.finish())
        return Failure<SdpError>(SdpError{*wrong, 0});
    return parser.take();
}

} // namespace carillon
