#pragma once

#include "SipMessage.h"

#include <QHashFunctions>

namespace carillon {

/// What a response is matched by, RFC 3261 §17.1.3.
struct ClientKey {
    QByteArray branch;
    QByteArray method; ///< of CSeq: a CANCEL has the branch of its INVITE
    friend bool operator==(const ClientKey &, const ClientKey &) = default;
};

/// What a request is matched by, RFC 3261 §17.2.3. A branch without the magic cookie is RFC 2543's: then
/// `branch` holds the Request-URI, From tag, Call-ID, CSeq number and the top Via, and the To tag is compared
/// apart.
struct ServerKey {
    QByteArray branch;
    QByteArray sentBy; ///< host[:port] in lower case; empty for RFC 2543
    QByteArray method; ///< of the request; INVITE for an ACK
    bool isLegacy = false;
    friend bool operator==(const ServerKey &, const ServerKey &) = default;

    /// @p method: the one to look for, which differs from the request's own for ACK and CANCEL.
    static ServerKey of(const SipRequest &request, const Via &topVia, QByteArrayView method);
};

/// What tells that a request came over two ways, RFC 3261 §8.2.2.2.
struct MergeKey {
    QByteArray callId;
    QByteArray fromTag;
    QByteArray method;
    quint32 cseq = 0;
    friend bool operator==(const MergeKey &, const MergeKey &) = default;

    static MergeKey of(const SipRequest &request);
};

size_t qHash(const ClientKey &key, size_t seed = 0);
size_t qHash(const ServerKey &key, size_t seed = 0);
size_t qHash(const MergeKey &key, size_t seed = 0);

} // namespace carillon
