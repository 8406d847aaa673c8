#pragma once

#include "Challenge.h"
#include "Digest.h"
#include "SipMessage.h"

namespace carillon {

/// Who asks: WWW-Authenticate (401) or Proxy-Authenticate (407).
enum class DigestRole { Uas, Proxy };
HeaderId challengeHeader(DigestRole role);
HeaderId answerHeader(DigestRole role);

/// One digest challenge that can be answered.
struct DigestChallenge {
    QByteArray realm;
    QByteArray nonce;
    std::optional<QByteArray> opaque;
    std::optional<QByteArray> algorithmText; ///< as it was sent: echoed so
    DigestAlgorithm algorithm;
    DigestQop qop = DigestQop::None; ///< what we choose of what is offered: auth where it is
    bool isStale = false;

    /// Orders by algorithm, then by whether a cnonce of ours takes part.
    int strength() const { return algorithm.strength() * 2 + (qop == DigestQop::None ? 0 : 1); }
    /// Nothing for another scheme, an unknown algorithm or qop, a missing or overlong value, -sess without
    /// qop.
    static std::optional<DigestChallenge> of(const Challenge &challenge, qsizetype longest);
};

/// Whether @p text may stand in a quoted string: no control characters.
bool isQuotable(QByteArrayView text);

} // namespace carillon
