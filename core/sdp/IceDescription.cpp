#include "IceCandidate.h"

#include "SdpTokens.h"

#include <algorithm>

namespace carillon {

using namespace section;

namespace {

// RFC 8839 §5.4.
constexpr qsizetype minimumUfrag = 4;
constexpr qsizetype minimumPassword = 22;
constexpr qsizetype maximumCredential = 256;

/// The value in @p section, else in the session part.
std::optional<QByteArray> valueFor(
    const SessionDescription &description, const SdpMedia &section, QByteArrayView name)
{
    if (auto own = section.attributes.value(name))
        return own;
    return description.attributes.value(name);
}

bool contains(const SessionDescription &description, const SdpMedia &section, QByteArrayView name)
{
    return section.attributes.contains(name) || description.attributes.contains(name);
}

bool hasOption(QByteArrayView options, QByteArrayView wanted)
{
    for (QByteArrayView word = takeWord(options); !word.isEmpty(); word = takeWord(options)) {
        if (word == wanted)
            return true;
    }
    return false;
}

bool areCredentials(QByteArrayView ufrag, QByteArrayView password)
{
    return isIceText(ufrag, minimumUfrag, maximumCredential)
        && isIceText(password, minimumPassword, maximumCredential);
}

void append(QList<IceCandidate> &candidates, QByteArrayView value)
{
    if (candidates.size() >= IceDescription::MaxCandidates)
        return;
    if (auto candidate = IceCandidate::parse(value))
        candidates.append(std::move(*candidate));
}

/// RFC 8839 §5.2: component, address and port, as often as there are components.
QList<IceRemoteCandidate> parseRemoteCandidates(QByteArrayView text)
{
    constexpr qsizetype maximumComponents = 4;
    QList<IceRemoteCandidate> result;
    while (result.size() < maximumComponents) {
        const auto component = toNumber(takeWord(text), 256);
        const QByteArrayView address = takeWord(text);
        const auto port = toNumber(takeWord(text), 0xffff);
        if (!component || *component == 0 || !isIpLiteral(address) || !port)
            break;
        result.append({int(*component), address.toByteArray(), quint16(*port)});
    }
    return result;
}

QByteArray remoteCandidatesValue(const QList<IceRemoteCandidate> &candidates)
{
    QList<QByteArray> words;
    for (const IceRemoteCandidate &candidate : candidates)
        words << QByteArray::number(candidate.component) << candidate.address
              << QByteArray::number(candidate.port);
    return words.join(' ');
}

} // namespace

std::optional<IceDescription> IceDescription::of(
    const SessionDescription &description, const SdpMedia &section)
{
    IceDescription ice;
    ice.ufrag = valueFor(description, section, "ice-ufrag").value_or(QByteArray());
    ice.password = valueFor(description, section, "ice-pwd").value_or(QByteArray());
    if (!areCredentials(ice.ufrag, ice.password))
        return std::nullopt;
    ice.lite = contains(description, section, "ice-lite");
    ice.trickle = hasOption(valueFor(description, section, "ice-options").value_or(QByteArray()), "trickle");
    ice.ended = contains(description, section, "end-of-candidates");
    for (const SdpAttribute &attribute : section.attributes.list) {
        if (attribute.name == "candidate" && attribute.value)
            append(ice.candidates, *attribute.value);
    }
    if (const auto chosen = section.attributes.value("remote-candidates"))
        ice.remoteCandidates = parseRemoteCandidates(*chosen);
    return ice;
}

void IceDescription::appendTo(SdpAttributes &attributes) const
{
    attributes.append("ice-ufrag", ufrag);
    attributes.append("ice-pwd", password);
    attributes.append("ice-options", trickle ? "ice2 trickle" : "ice2"); // §4.3.1, §4.3.2
    for (const IceCandidate &candidate : candidates)
        attributes.append("candidate", candidate.toBytes());
    if (!remoteCandidates.isEmpty())
        attributes.append("remote-candidates", remoteCandidatesValue(remoteCandidates));
    if (ended)
        attributes.append("end-of-candidates");
}

bool isRestart(const IceDescription &before, const IceDescription &after)
{
    return before.ufrag != after.ufrag && before.password != after.password;
}

} // namespace carillon
