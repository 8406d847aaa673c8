#include "MediaNegotiation.h"
#include "SdpTokens.h"

namespace carillon {

namespace {

/// More than any line carries; it is cut to this.
constexpr quint32 MostBits = 1000000000;

/// Of "NAME:NUMBER"; a broken or senseless number is none.
std::optional<int> valueOf(const QList<SdpLine> &lines, QByteArrayView name, quint32 unit)
{
    for (const SdpLine &line : lines) {
        const qsizetype colon = line.value.indexOf(':');
        if (line.type != 'b' || colon < 0 || line.value.first(colon).trimmed() != name)
            continue;
        if (const auto number
            = section::toNumber(QByteArrayView(line.value).sliced(colon + 1).trimmed(), MostBits / unit))
            return int(*number * unit);
    }
    return std::nullopt;
}

} // namespace

SdpBandwidth SdpBandwidth::of(const SessionDescription &description, const SdpMedia &section)
{
    const auto value = [&](QByteArrayView name, quint32 unit) {
        const auto own = valueOf(section.otherLines, name, unit);
        return own ? own : valueOf(description.otherLines, name, unit);
    };
    SdpBandwidth bandwidth{value("AS", 1000), value("TIAS", 1), value("RS", 1), value("RR", 1)};
    // Nothing to send with is said by the direction, not by these.
    if (bandwidth.total == 0)
        bandwidth.total.reset();
    if (bandwidth.ofRtp == 0)
        bandwidth.ofRtp.reset();
    return bandwidth;
}

} // namespace carillon
