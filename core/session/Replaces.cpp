#include "Replaces.h"

#include "TokenHeader.h"

namespace carillon {

std::optional<Replaces> Replaces::parse(QByteArrayView text)
{
    const auto header = TokenHeader::parse(text);
    if (!header)
        return std::nullopt;
    const Parameters &parameters = header->parameters;
    Replaces replaces{header->token, parameters.value("to-tag").value_or(QByteArray()),
        parameters.value("from-tag").value_or(QByteArray()), parameters.contains("early-only")};
    if (replaces.callId.isEmpty() || replaces.toTag.isEmpty() || replaces.fromTag.isEmpty())
        return std::nullopt;
    return replaces;
}

std::optional<Replaces> Replaces::parseTargetDialog(QByteArrayView text)
{
    const auto header = TokenHeader::parse(text);
    if (!header)
        return std::nullopt;
    Replaces target{header->token, header->parameters.value("local-tag").value_or(QByteArray()),
        header->parameters.value("remote-tag").value_or(QByteArray()), false};
    if (target.callId.isEmpty() || target.toTag.isEmpty() || target.fromTag.isEmpty())
        return std::nullopt;
    return target;
}

QByteArray Replaces::toTargetDialog() const
{
    return callId + ";local-tag=" + toTag + ";remote-tag=" + fromTag;
}

Replaces Replaces::ofPeer(const DialogId &id)
{
    return {id.callId, id.remoteTag, id.localTag, false};
}

QByteArray Replaces::toBytes() const
{
    return callId + ";to-tag=" + toTag + ";from-tag=" + fromTag + (earlyOnly ? ";early-only" : "");
}

} // namespace carillon
