#include "IceCandidate.h"
#include "SdpTokens.h"

namespace carillon {

using namespace section;

namespace {

constexpr qsizetype maximumMid = 64;
constexpr qsizetype maximumCredential = 256; ///< RFC 8839 §5.4

/// One line, without its end.
QByteArrayView takeLine(QByteArrayView &text)
{
    qsizetype end = 0;
    while (end < text.size() && text[end] != '\r' && text[end] != '\n')
        ++end;
    const QByteArrayView line = text.first(end);
    text = text.sliced(end == text.size() ? end : end + 1);
    return line;
}

/// What one attribute says; @p fragment is the part of the stream or that of the session.
void readAttribute(QByteArrayView attribute, IceFragment &fragment)
{
    const qsizetype colon = attribute.indexOf(':');
    const QByteArrayView name = colon < 0 ? attribute : attribute.first(colon);
    const QByteArrayView value = colon < 0 ? QByteArrayView() : attribute.sliced(colon + 1).trimmed();
    if (name == "candidate") {
        if (fragment.candidates.size() >= IceDescription::MaxCandidates)
            return;
        if (auto candidate = IceCandidate::parse(value))
            fragment.candidates.append(std::move(*candidate));
    } else if (name == "end-of-candidates") {
        fragment.ended = true;
    } else if (name == "mid" && isSdpToken(value, maximumMid)) {
        fragment.mid = value.toByteArray();
    } else if (name == "ice-ufrag" && isIceText(value, 1, maximumCredential)) {
        fragment.ufrag = value.toByteArray();
    } else if (name == "ice-pwd" && isIceText(value, 1, maximumCredential)) {
        fragment.password = value.toByteArray();
    }
}

} // namespace

std::optional<IceFragment> IceFragment::parse(QByteArrayView text, QByteArrayView wanted)
{
    if (text.size() > SdpLimits::totalBytes)
        return std::nullopt;
    IceFragment session;
    QList<IceFragment> streams;
    while (!text.isEmpty()) {
        const QByteArrayView line = takeLine(text);
        if (line.isEmpty())
            continue; // LF after CR, and blank lines
        if (line.size() < 2 || line[1] != '=' || line.size() > SdpLimits::lineBytes)
            return std::nullopt;
        if (line[0] == 'm') {
            if (streams.size() >= SdpLimits::mediaSections)
                return std::nullopt;
            streams.append(IceFragment{});
        } else if (line[0] == 'a') {
            readAttribute(line.sliced(2), streams.isEmpty() ? session : streams.last());
        }
    }
    const IceFragment *chosen = nullptr;
    for (const IceFragment &stream : streams) {
        if (!chosen && (wanted.isEmpty() || stream.mid.isEmpty() || stream.mid == wanted))
            chosen = &stream;
    }
    if (!streams.isEmpty() && !chosen)
        return std::nullopt;
    IceFragment result = chosen ? *chosen : session; // some leave the m-line out
    if (result.ufrag.isEmpty())
        result.ufrag = session.ufrag;
    if (result.password.isEmpty())
        result.password = session.password;
    result.ended = result.ended || session.ended;
    const bool isEmpty = result.candidates.isEmpty() && !result.ended && result.ufrag.isEmpty();
    return isEmpty ? std::nullopt : std::optional(result);
}

QByteArray IceFragment::toBytes() const
{
    QByteArray out;
    if (!ufrag.isEmpty())
        out += "a=ice-ufrag:" + ufrag + "\r\n";
    if (!password.isEmpty())
        out += "a=ice-pwd:" + password + "\r\n";
    out += "m=audio 9 RTP/AVP 0\r\n"; // §9.2: the grammar wants it, nobody reads it
    if (!mid.isEmpty())
        out += "a=mid:" + mid + "\r\n";
    for (const IceCandidate &candidate : candidates)
        out += "a=candidate:" + candidate.toBytes() + "\r\n";
    if (ended)
        out += "a=end-of-candidates\r\n";
    return out;
}

} // namespace carillon
