#include "HeaderTable.h"
#include "SipGrammar.h"
#include "SipMessage.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace carillon {
namespace {

using namespace grammar;

/// The next CR or LF, or @p end: sixteen bytes at a time where the machine can.
const char *findLineEnd(const char *at, const char *end)
{
#if defined(__SSE2__)
    const __m128i carriageReturn = _mm_set1_epi8('\r');
    const __m128i lineFeed = _mm_set1_epi8('\n');
    for (; end - at >= 16; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
        const __m128i found
            = _mm_or_si128(_mm_cmpeq_epi8(bytes, carriageReturn), _mm_cmpeq_epi8(bytes, lineFeed));
        const int mask = _mm_movemask_epi8(found);
        if (mask != 0)
            return at + __builtin_ctz(static_cast<unsigned>(mask));
    }
#endif
    while (at != end && *at != '\r' && *at != '\n')
        ++at;
    return at;
}

/// Behind the CRLF (or lone LF) at @p at; null for a lone CR or when the text ends.
const char *afterLineEnd(const char *at, const char *end)
{
    if (at != end && *at == '\r')
        ++at;
    return at != end && *at == '\n' ? at + 1 : nullptr;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

SyntaxError errorAt(SyntaxError::Kind kind, const char *where, const char *begin)
{
    return {kind, where - begin};
}

/// Where the (possibly folded) line at @p at ends, and where the next one begins.
struct Line {
    const char *end;
    const char *next; ///< null: no line end, or a CR of its own
    bool folded;
};

Line takeLine(const char *at, const char *end)
{
    Line line{findLineEnd(at, end), nullptr, false};
    line.next = afterLineEnd(line.end, end);
    while (line.next != nullptr && line.next != end && isBlank(*line.next)) {
        line.folded = true;
        line.end = findLineEnd(line.next, end);
        line.next = afterLineEnd(line.end, end);
    }
    return line;
}

/// header-name HCOLON header-value, with its line end.
struct HeaderLine {
    const char *name = nullptr;
    const char *nameEnd = nullptr;
    const char *value = nullptr; ///< without the white space around it
    const char *valueEnd = nullptr;
    bool folded = false;
    bool wireForm = false; ///< one space behind the colon, none at the end, CRLF
};

/// Takes one, or says what is wrong at @p at.
std::optional<SyntaxError::Kind> takeHeaderLine(const char *&at, const char *end, HeaderLine &field)
{
    const auto fault
        = [&] { return at == end ? SyntaxError::Kind::Incomplete : SyntaxError::Kind::Unexpected; };
    field.name = at;
    while (at != end && is(*at, Token))
        ++at;
    field.nameEnd = at;
    while (at != end && isBlank(*at))
        ++at;
    if (field.nameEnd == field.name || at == end || *at != ':')
        return fault();
    field.value = ++at;
    const Line line = takeLine(at, end);
    if (line.next == nullptr) {
        at = line.end;
        return fault();
    }
    field.valueEnd = line.end;
    while (field.value != field.valueEnd && is(*field.value, Space))
        ++field.value;
    while (field.value != field.valueEnd && is(field.valueEnd[-1], Space))
        --field.valueEnd;
    field.folded = line.folded;
    field.wireForm
        = field.value - field.nameEnd == 2 && field.nameEnd[1] == ' ' && line.next - field.valueEnd == 2;
    at = line.next;
    return std::nullopt;
}

/// Where the line after a bad one begins, whatever is wrong with it.
const char *behindLine(const char *at, const char *end)
{
    const Line line = takeLine(at, end);
    if (line.next != nullptr)
        return line.next;
    return line.end == end ? end : line.end + 1;
}

} // namespace

SipMessage::Slice SipMessage::sliceOf(const char *from, const char *to) const
{
    return {static_cast<quint32>(from - m_arena.constData()), static_cast<quint32>(to - from)};
}

Result<SipMessage, SyntaxError> SipMessage::parse(const QByteArray &bytes)
{
    Result<SipMessage, SyntaxError> result{tl::in_place};
    if (const auto fault = result->index(bytes, BadLines::Refuse))
        result = Failure<SyntaxError>(*fault);
    return result;
}

Result<SipMessage, SyntaxError> SipMessage::salvage(const QByteArray &bytes)
{
    Result<SipMessage, SyntaxError> result{tl::in_place};
    if (const auto fault = result->index(bytes, BadLines::LeaveOut))
        result = Failure<SyntaxError>(*fault);
    return result;
}

std::optional<SyntaxError> SipMessage::index(const QByteArray &bytes, BadLines badLines)
{
    if (bytes.size() > 2 * (Limits::MessageBytes + Limits::BodyBytes))
        return SyntaxError{SyntaxError::Kind::TooLarge, 0};
    m_arena = bytes;
    const char *begin = m_arena.constData();
    const char *end = begin + m_arena.size();
    const char *at = begin;
    while (at != end && (*at == '\r' || *at == '\n')) // §7.5
        ++at;
    const char *limit = end - at > Limits::MessageBytes ? at + Limits::MessageBytes : end;
    const char *lineEnd = findLineEnd(at, limit);
    if (lineEnd == limit && limit != end)
        return errorAt(SyntaxError::Kind::TooLarge, lineEnd, begin);
    if (const auto fault = indexStartLine(at, lineEnd))
        return fault;
    const char *next = afterLineEnd(lineEnd, limit);
    if (next == nullptr)
        return errorAt(
            lineEnd == limit ? SyntaxError::Kind::Incomplete : SyntaxError::Kind::Unexpected, lineEnd, begin);
    if (next - lineEnd == 2 && m_version.size == 0)
        m_startLine = sliceOf(at, next);
    at = next;
    if (const auto fault = indexFields(at, limit, badLines)) {
        if (fault->kind == SyntaxError::Kind::Incomplete && limit != end)
            return SyntaxError{SyntaxError::Kind::TooLarge, fault->position};
        return fault;
    }
    indexBody(at - begin, end - at);
    if (m_body.size <= Limits::BodyBytes)
        return std::nullopt;
    if (badLines == BadLines::Refuse)
        return errorAt(SyntaxError::Kind::TooLarge, at, begin);
    m_body = {};
    return std::nullopt;
}

std::optional<SyntaxError> SipMessage::indexStartLine(const char *begin, const char *end)
{
    if (end - begin >= 4 && equalsIgnoringCase({begin, 4}, "SIP/"))
        return indexStatusLine(begin, end);
    return indexRequestLine(begin, end);
}

/// Method SP Request-URI SP SIP-Version. Extra spaces stay part of the URI or of the version, for validate()
/// to see.
std::optional<SyntaxError> SipMessage::indexRequestLine(const char *begin, const char *end)
{
    const char *arena = m_arena.constData();
    const char *at = begin;
    while (at != end && is(*at, Token))
        ++at;
    if (at == end)
        return errorAt(SyntaxError::Kind::Incomplete, at, arena);
    if (at == begin || *at != ' ')
        return errorAt(SyntaxError::Kind::Unexpected, at, arena);
    m_methodName = sliceOf(begin, at);
    m_method = methodFromName(view(m_methodName));
    const char *uri = at + 1;
    const char *version = end - 7; // of "SIP/2.0"
    if (version - uri < 2 || version[-1] != ' ' || std::memcmp(version, "SIP/2.0", 7) != 0) {
        const char *last = end;
        while (last > uri && isBlank(last[-1]))
            --last;
        version = last;
        while (version > uri && !isBlank(version[-1]))
            --version;
        if (version == uri || last - version < 5 || !equalsIgnoringCase({version, 4}, "SIP/"))
            return errorAt(SyntaxError::Kind::Unexpected, version, arena);
        if (!equalsIgnoringCase({version, end - version}, "SIP/2.0"))
            m_version = sliceOf(version, end);
    }
    m_requestUri = sliceOf(uri, version - 1);
    if (trimmed(view(m_requestUri)).isEmpty())
        return errorAt(SyntaxError::Kind::Unexpected, uri, arena);
    return std::nullopt;
}

/// SIP-Version SP Status-Code SP Reason-Phrase; the last space may be missing.
std::optional<SyntaxError> SipMessage::indexStatusLine(const char *begin, const char *end)
{
    const char *arena = m_arena.constData();
    const char *at = begin;
    while (at != end && !isBlank(*at))
        ++at;
    if (!equalsIgnoringCase({begin, at - begin}, "SIP/2.0"))
        m_version = sliceOf(begin, at);
    if (at == end || *at != ' ')
        return errorAt(at == end ? SyntaxError::Kind::Incomplete : SyntaxError::Kind::Unexpected, at, arena);
    const char *digits = ++at;
    while (at != end && is(*at, Digit))
        ++at;
    const auto code = parseNumber({digits, at - digits}, 699);
    if (at - digits != 3 || !code || *code < 100)
        return errorAt(SyntaxError::Kind::BadNumber, digits, arena);
    if (at != end && *at != ' ')
        return errorAt(SyntaxError::Kind::Unexpected, at, arena);
    m_statusCode = static_cast<qint32>(*code);
    m_reasonPhrase = sliceOf(at == end ? at : at + 1, end);
    return std::nullopt;
}

std::optional<SyntaxError> SipMessage::indexFields(const char *&at, const char *end, BadLines badLines)
{
    const char *arena = m_arena.constData();
    bool folded = false;
    int counted = 0;
    // A message may end behind its last header: RFC 4475 §3.1.2.15 does.
    while (at != end) {
        if (const char *body = *at == '\n' || *at == '\r' ? afterLineEnd(at, end) : nullptr) {
            at = body;
            break;
        }
        const char *begin = at;
        HeaderLine line;
        if (const auto fault = takeHeaderLine(at, end, line)) {
            if (badLines == BadLines::Refuse)
                return errorAt(*fault, at, arena);
            at = behindLine(begin, end);
            continue;
        }
        folded = folded || line.folded;
        const NamedHeader named = lookUpHeader(line.name, line.nameEnd - line.name);
        counted += named.id != HeaderId::ContentLength ? 1 : 0;
        if (counted > Limits::HeaderFields || m_fields.size() >= AllFields) {
            if (badLines == BadLines::Refuse)
                return errorAt(SyntaxError::Kind::TooLarge, line.name, arena);
            at = end;
            break;
        }
        const bool wireForm = line.wireForm && (named.canonical || named.id == HeaderId::Unknown);
        m_fields.append(
            {named.id, wireForm, sliceOf(line.name, line.nameEnd), sliceOf(line.value, line.valueEnd)});
    }
    if (folded)
        unfold();
    return std::nullopt;
}

/// §7.3.1: a fold is worth a space. Done once and in place, so that no value ever holds a line end.
void SipMessage::unfold()
{
    char *arena = m_arena.data(); // a copy of our own from here on
    for (const Entry &entry : std::as_const(m_fields)) {
        for (quint32 i = entry.value.offset; i < entry.value.end(); ++i) {
            if (arena[i] == '\r' || arena[i] == '\n')
                arena[i] = ' ';
        }
    }
}

/// §18.3. A Content-Length that says more than there is, or is no number, is for validate() to judge.
void SipMessage::indexBody(qsizetype offset, qsizetype left)
{
    const auto length = parseNumber(value(HeaderId::ContentLength), static_cast<quint64>(left));
    m_body
        = {static_cast<quint32>(offset), static_cast<quint32>(length.value_or(static_cast<quint64>(left)))};
}

} // namespace carillon
