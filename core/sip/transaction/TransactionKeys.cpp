#include "TransactionKeys.h"

namespace carillon {

namespace {

/// The cookie alone identifies nothing (RFC 4475 §3.3.5): it counts as RFC 2543.
bool isModern(const QByteArray &branch)
{
    return branch.size() > MagicCookie.size() && branch.startsWith(MagicCookie);
}

QByteArray sentByOf(const Via &via)
{
    QByteArray text = via.host.toLower();
    if (via.port)
        text += ':' + QByteArray::number(*via.port);
    return text;
}

/// §17.2.3, second list. received and rport are ours and may differ between two ways through a NAT.
QByteArray legacyBranch(const SipRequest &request, const Via &via)
{
    const auto cseq = request.cseq();
    QByteArray text = request.requestUriText().toByteArray();
    for (const QByteArray &part : {request.fromTag(), request.callId(),
             QByteArray::number(cseq ? cseq->number : 0), via.transport, sentByOf(via), via.branch()}) {
        text += '\n';
        text += part;
    }
    return text;
}

} // namespace

ServerKey ServerKey::of(const SipRequest &request, const Via &topVia, QByteArrayView method)
{
    QByteArray branch = topVia.branch();
    if (isModern(branch))
        return {std::move(branch), sentByOf(topVia), method.toByteArray(), false};
    return {legacyBranch(request, topVia), {}, method.toByteArray(), true};
}

MergeKey MergeKey::of(const SipRequest &request)
{
    const auto cseq = request.cseq();
    return {request.callId(), request.fromTag(), request.methodName().toByteArray(), cseq ? cseq->number : 0};
}

size_t qHash(const ClientKey &key, size_t seed)
{
    return qHashMulti(seed, key.branch, key.method);
}

size_t qHash(const ServerKey &key, size_t seed)
{
    return qHashMulti(seed, key.branch, key.sentBy, key.method);
}

size_t qHash(const MergeKey &key, size_t seed)
{
    return qHashMulti(seed, key.callId, key.fromTag, key.cseq);
}

} // namespace carillon
