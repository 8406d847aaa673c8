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

Replaces Replaces::ofPeer(const DialogId &id)
{
    return {id.callId, id.remoteTag, id.localTag, false};
}

QByteArray Replaces::toBytes() const
{
    return callId + ";to-tag=" + toTag + ";from-tag=" + fromTag + (earlyOnly ? ";early-only" : "");
}

} // namespace carillon
