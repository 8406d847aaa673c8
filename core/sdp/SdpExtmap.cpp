#include "SdpExtmap.h"

#include "SdpTokens.h"

#include <algorithm>

namespace carillon {

using namespace section;

std::optional<SdpExtmap> SdpExtmap::parse(QByteArrayView value)
{
    constexpr quint32 maximumId = 4351; // §7
    constexpr qsizetype maximumUri = 1024;
    const QByteArrayView number = takeWord(value);
    const qsizetype slash = number.indexOf('/');
    const auto id = toNumber(slash < 0 ? number : number.first(slash), maximumId);
    const QByteArrayView uri = takeWord(value);
    if (!id || uri.isEmpty() || uri.size() > maximumUri)
        return std::nullopt;
    SdpExtmap result{quint16(*id), SdpDirection::SendReceive, uri.toByteArray()};
    if (slash < 0)
        return result;
    for (const auto direction : {SdpDirection::SendReceive, SdpDirection::SendOnly, SdpDirection::ReceiveOnly,
             SdpDirection::Inactive}) {
        if (number.sliced(slash + 1) == attributeName(direction)) {
            result.direction = direction;
            return result;
        }
    }
    return std::nullopt;
}

QByteArray SdpExtmap::toBytes() const
{
    QByteArray out = QByteArray::number(id);
    if (direction != SdpDirection::SendReceive)
        out += '/' + attributeName(direction);
    return out + ' ' + uri;
}

QList<SdpExtmap> extmapsOf(const SessionDescription &description, const SdpMedia &section)
{
    const bool isOwn = section.attributes.contains("extmap");
    QList<SdpExtmap> all;
    for (const QByteArray &value : (isOwn ? section : SdpMedia{}).attributes.values("extmap")) {
        if (const auto extmap = SdpExtmap::parse(value))
            all.append(*extmap);
    }
    if (!isOwn) {
        for (const QByteArray &value : description.attributes.values("extmap")) {
            if (const auto extmap = SdpExtmap::parse(value))
                all.append(*extmap);
        }
    }
    QList<SdpExtmap> usable;
    for (const SdpExtmap &extmap : all) {
        const auto sameId = std::count_if(
            all.begin(), all.end(), [&extmap](const SdpExtmap &other) { return other.id == extmap.id; });
        const bool isKnown = std::any_of(usable.begin(), usable.end(),
            [&extmap](const SdpExtmap &other) { return other.uri == extmap.uri; });
        if (extmap.id >= 1 && extmap.id <= SdpExtmap::MaxId && sameId == 1 && !isKnown)
            usable.append(extmap);
    }
    return usable;
}

} // namespace carillon
