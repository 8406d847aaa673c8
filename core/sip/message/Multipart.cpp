#include "Multipart.h"

#include "Challenge.h"
#include "Random.h"
#include "SipGrammar.h"

#include <algorithm>

namespace carillon {

using namespace grammar;
using Kind = SyntaxError::Kind;

namespace {

/// Where a line ends (without its line end) and where the next one begins.
struct Line {
    qsizetype begin = 0;
    qsizetype end = 0;
    qsizetype next = 0;
    bool isEmpty() const { return begin == end; }
};

Line lineAt(QByteArrayView text, qsizetype at)
{
    const qsizetype lineFeed = text.indexOf('\n', at);
    if (lineFeed < 0)
        return {at, text.size(), text.size()};
    const bool hasReturn = lineFeed > at && text[lineFeed - 1] == '\r';
    return {at, hasReturn ? lineFeed - 1 : lineFeed, lineFeed + 1};
}

enum class Delimiter { None, Next, Last };

/// `--boundary`, the last one with two more hyphens, and white space behind it.
Delimiter delimiterIn(QByteArrayView line, QByteArrayView boundary)
{
    if (!line.startsWith("--") || !line.sliced(2).startsWith(boundary))
        return Delimiter::None;
    QByteArrayView rest = line.sliced(2 + boundary.size());
    const bool isLast = rest.startsWith("--");
    if (isLast)
        rest = rest.sliced(2);
    if (!trimmed(rest).isEmpty())
        return Delimiter::None;
    return isLast ? Delimiter::Last : Delimiter::Next;
}

std::optional<SyntaxError> takeHeader(QByteArrayView line, qsizetype position, BodyPart &part)
{
    if (line.front() == ' ' || line.front() == '\t') {
        if (part.headers.isEmpty() || line.contains('\r'))
            return SyntaxError{Kind::Unexpected, position};
        QByteArray &value = part.headers.last().second;
        value = trimmed(value + ' ' + line.toByteArray()).toByteArray();
        return std::nullopt;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView name = colon < 0 ? QByteArrayView() : trimmed(line.first(colon));
    if (!isToken(name) || line.contains('\r'))
        return SyntaxError{Kind::Unexpected, position};
    part.headers.append({name.toByteArray(), trimmed(line.sliced(colon + 1)).toByteArray()});
    return std::nullopt;
}

/// Headers, an empty line, content. @p text is what stood between two delimiters, @p offset where.
Result<BodyPart, SyntaxError> parsePart(QByteArrayView text, qsizetype offset)
{
    BodyPart part;
    for (qsizetype at = 0; at < text.size();) {
        const Line line = lineAt(text, at);
        if (line.next > Multipart::Limits::HeaderBytes && !line.isEmpty())
            return Failure<SyntaxError>(SyntaxError{Kind::TooLarge, offset + at});
        at = line.next;
        if (line.isEmpty()) {
            part.content = text.sliced(at).toByteArray();
            return part;
        }
        const QByteArrayView header = text.sliced(line.begin, line.end - line.begin);
        if (const auto fault = takeHeader(header, offset + line.begin, part))
            return Failure<SyntaxError>(*fault);
        if (part.headers.size() > Multipart::Limits::Headers)
            return Failure<SyntaxError>(SyntaxError{Kind::TooLarge, offset + line.begin});
    }
    return part; // headers and no content
}

/// Without the line end that belongs to the delimiter behind it.
QByteArrayView withoutLineEnd(QByteArrayView text)
{
    if (text.endsWith('\n'))
        text.chop(1);
    if (text.endsWith('\r'))
        text.chop(1);
    return text;
}

QByteArray typeOf(QByteArrayView contentType)
{
    const auto parsed = TokenHeader::parse(contentType);
    return parsed ? parsed->token.toLower() : QByteArray();
}

std::optional<SyntaxError> flatten(
    const QByteArray &content, const QByteArray &contentType, int depth, QList<BodyPart> &found)
{
    if (depth > Multipart::Limits::Depth)
        return SyntaxError{Kind::TooLarge, 0};
    const auto multipart = Multipart::parse(content, Multipart::boundaryOf(contentType));
    if (!multipart)
        return multipart.error();
    for (const BodyPart &part : std::as_const(multipart->parts)) {
        if (part.type().startsWith("multipart/")) {
            if (const auto fault = flatten(part.content, part.value("Content-Type"), depth + 1, found))
                return fault;
            continue;
        }
        if (found.size() >= Multipart::Limits::Parts)
            return SyntaxError{Kind::TooLarge, 0};
        found.append(part);
    }
    return std::nullopt;
}

} // namespace

QByteArray BodyPart::value(QByteArrayView name) const
{
    for (const auto &[one, text] : headers) {
        if (equalsIgnoringCase(one, name))
            return text;
    }
    return {};
}

QByteArray BodyPart::type() const
{
    const QByteArray said = value("Content-Type");
    return said.isEmpty() ? QByteArray("text/plain") : typeOf(said);
}

std::optional<TokenHeader> BodyPart::disposition() const
{
    const auto parsed = TokenHeader::parse(value("Content-Disposition"));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

QByteArray Multipart::boundaryOf(QByteArrayView contentType)
{
    const auto parsed = TokenHeader::parse(contentType);
    if (!parsed || !parsed->token.toLower().startsWith("multipart/"))
        return {};
    const QByteArray boundary = unquoted(parsed->parameters.value("boundary").value_or(QByteArray()));
    const bool isAllowed = !boundary.isEmpty() && boundary.size() <= Limits::BoundaryBytes
        && !boundary.endsWith(' ')
        && std::all_of(boundary.begin(), boundary.end(), [](char c) { return c >= ' ' && c < 0x7f; });
    return isAllowed ? boundary : QByteArray();
}

Result<Multipart, SyntaxError> Multipart::parse(QByteArrayView body, QByteArrayView boundary)
{
    const auto fail = [](Kind kind, qsizetype position) {
        return Failure<SyntaxError>(SyntaxError{kind, position});
    };
    if (boundary.isEmpty() || boundary.size() > Limits::BoundaryBytes)
        return fail(Kind::Missing, 0);
    Multipart result;
    std::optional<qsizetype> begin; ///< of the part that is being read; nothing: still in the preamble
    for (qsizetype at = 0; at < body.size();) {
        const Line line = lineAt(body, at);
        const Delimiter delimiter = delimiterIn(body.sliced(line.begin, line.end - line.begin), boundary);
        at = line.next;
        if (delimiter == Delimiter::None)
            continue;
        if (begin) {
            const auto part = parsePart(withoutLineEnd(body.sliced(*begin, line.begin - *begin)), *begin);
            if (!part)
                return Failure<SyntaxError>(part.error());
            if (result.parts.size() >= Limits::Parts)
                return fail(Kind::TooLarge, line.begin);
            result.parts.append(*part);
        }
        if (delimiter == Delimiter::Last)
            return result.parts.isEmpty() ? Result<Multipart, SyntaxError>(fail(Kind::Unexpected, line.begin))
                                          : Result<Multipart, SyntaxError>(std::move(result));
        begin = line.next;
    }
    return fail(Kind::Incomplete, body.size());
}

QByteArray Multipart::toBytes(QByteArrayView boundary) const
{
    QByteArray result;
    for (const BodyPart &part : parts) {
        result.append("--").append(boundary).append("\r\n");
        for (const auto &[name, text] : part.headers) {
            QByteArray line = text;
            std::replace_if(
                line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
            result.append(name).append(": ").append(line).append("\r\n");
        }
        result.append("\r\n").append(part.content).append("\r\n");
    }
    return result.append("--").append(boundary).append("--\r\n");
}

QByteArray Multipart::makeBoundary(Random &random) const
{
    QByteArray boundary;
    do {
        boundary = random.token(26);
    } while (std::any_of(
        parts.begin(), parts.end(), [&](const BodyPart &part) { return part.content.contains(boundary); }));
    return boundary;
}

Result<QList<BodyPart>, SyntaxError> bodyParts(const SipMessage &message)
{
    Result<QList<BodyPart>, SyntaxError> result{QList<BodyPart>{}};
    const QByteArray body = message.body();
    if (body.isEmpty())
        return result;
    if (message.contentType().startsWith("multipart/")) {
        const QByteArray type = message.value(HeaderId::ContentType).toByteArray();
        if (const auto fault = flatten(body, type, 1, *result))
            result = Failure<SyntaxError>(*fault);
        return result;
    }
    BodyPart whole{{}, body};
    for (const HeaderId id : {HeaderId::ContentType, HeaderId::ContentDisposition}) {
        if (message.contains(id))
            whole.headers.append({headerName(id).toByteArray(), message.value(id).toByteArray()});
    }
    result->append(whole);
    return result;
}

std::optional<BodyPart> findPart(const SipMessage &message, QByteArrayView type)
{
    const auto parts = bodyParts(message);
    if (!parts)
        return std::nullopt;
    for (const BodyPart &part : *parts) {
        const auto disposition = part.disposition();
        if (part.type() == type && (!disposition || disposition->is("session")))
            return part;
    }
    return std::nullopt;
}

void setBody(SipMessage &message, const Multipart &body, QByteArrayView subtype, Random &random)
{
    const QByteArray boundary = body.makeBoundary(random);
    message.set(HeaderId::MimeVersion, "1.0");
    message.setBody(body.toBytes(boundary), "multipart/" + subtype.toByteArray() + ";boundary=" + boundary);
}

} // namespace carillon
