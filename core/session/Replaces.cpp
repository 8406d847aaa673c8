#include "Replaces.h"

namespace carillon {

std::optional<Replaces> Replaces::parse(QByteArrayView text)
{
    const qsizetype semicolon = text.indexOf(';');
    if (semicolon <= 0)
        return std::nullopt;
    Replaces replaces;
    replaces.callId = text.first(semicolon).trimmed().toByteArray();
    const QList<QByteArray> parameters = text.sliced(semicolon + 1).toByteArray().split(';');
    for (const QByteArray &parameter : parameters) {
        const qsizetype equals = parameter.indexOf('=');
        const QByteArray name = parameter.first(equals < 0 ? parameter.size() : equals).trimmed().toLower();
        const QByteArray value = equals < 0 ? QByteArray() : parameter.mid(equals + 1).trimmed();
        if (name == "to-tag")
            replaces.toTag = value;
        else if (name == "from-tag")
            replaces.fromTag = value;
        else if (name == "early-only")
            replaces.earlyOnly = true;
    }
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
