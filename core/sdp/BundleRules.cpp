#include "MediaRules.h"
#include "SdpTokens.h"

#include <algorithm>

namespace carillon::section {

namespace {

constexpr qsizetype maximumMid = 64;

bool hasWord(QByteArrayView text, QByteArrayView wanted)
{
    for (QByteArrayView word = takeWord(text); !word.isEmpty(); word = takeWord(text)) {
        if (word == wanted)
            return true;
    }
    return false;
}

qsizetype countMid(const QList<SdpMedia> &media, QByteArrayView mid)
{
    return std::count_if(
        media.begin(), media.end(), [mid](const SdpMedia &section) { return midOf(section) == mid; });
}

} // namespace

QByteArray midOf(const SdpMedia &section)
{
    const QByteArray mid = section.attributes.value("mid").value_or(QByteArray()).trimmed();
    return isSdpToken(mid, maximumMid) ? mid : QByteArray();
}

QByteArray midToOffer(const NegotiationContext &context)
{
    if (!context.agreed)
        return QByteArrayLiteral("0");
    const QList<SdpMedia> &before = context.agreed->local.media;
    if (QByteArray same = midOf(before[context.agreed->audioIndex]); !same.isEmpty())
        return same;
    int number = 0;
    while (countMid(before, QByteArray::number(number)) > 0)
        ++number;
    return QByteArray::number(number);
}

void appendBundle(SessionDescription &description, const QByteArray &mid)
{
    description.attributes.append("group", "BUNDLE " + mid);
}

/// A mid that two sections have names neither.
bool isBundled(const SessionDescription &offer, const SdpMedia &section)
{
    const QByteArray mid = midOf(section);
    if (mid.isEmpty() || countMid(offer.media, mid) != 1)
        return false;
    for (const QByteArray &value : offer.attributes.values("group")) {
        QByteArrayView group(value);
        if (takeWord(group) == "BUNDLE" && hasWord(group, mid))
            return true;
    }
    return false;
}

} // namespace carillon::section
