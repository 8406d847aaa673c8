#pragma once

#include "IceCandidate.h"

#include <QHostAddress>
#include <memory>

#include <nice/agent.h>

namespace carillon {

struct NiceCandidateDeleter {
    void operator()(NiceCandidate *candidate) const { nice_candidate_free(candidate); }
};
using NiceCandidatePtr = std::unique_ptr<NiceCandidate, NiceCandidateDeleter>;

/// An address as libnice wants it; null and port 0 become an invalid one.
NiceAddress niceAddress(const QHostAddress &address, quint16 port);
QHostAddress hostAddress(const NiceAddress &address);
/// One of libnice's, as SDP writes it: an active TCP candidate has port 9 (RFC 6544 §4.5).
IceCandidate iceCandidate(const NiceCandidate &candidate);
/// One that isUsableCandidate(), for @p stream.
NiceCandidatePtr niceCandidate(const IceCandidate &candidate, guint stream);

} // namespace carillon
