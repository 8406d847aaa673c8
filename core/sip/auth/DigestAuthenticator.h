#pragma once

#include "Random.h"
#include "SipMessage.h"

namespace carillon {

/// What a user proves himself with. Never logged, never written to a plain file.
struct Credentials {
    QByteArray username;
    QByteArray password;
    QByteArray realm; ///< answer only challenges of this realm; empty: of any realm of the account's own server
};

/// Answers digest challenges, RFC 8760 and RFC 3261 §22: MD5, SHA-256, SHA-512-256 and their -sess forms, qop auth and none,
/// several challenges, 401 and 407 in one request, stale nonces. One for each account: it remembers nonces and their counts.
class DigestAuthenticator
{
public:
    DigestAuthenticator(Credentials credentials, Random &random);

    enum class Outcome {
        Retry, ///< the request now carries an answer: send it again with the next CSeq
        NoCredentials, ///< no username or password is known
        Rejected, ///< these credentials were answered with a fresh challenge that is not stale: they are wrong
        Unsupported, ///< no challenge that we can or may answer (algorithm, qop, realm, downgrade)
    };
    /// Reads the challenges of a 401/407 and puts Authorization / Proxy-Authorization into @p request, which is the request that
    /// was answered. At most two rounds for one request, counted by the headers it carries already.
    Outcome answer(const SipResponse &challenge, SipRequest &request);
    /// Puts in what is known already for this realm, so that no round trip is lost; nothing known: leaves it as it is.
    void preauthorize(SipRequest &request);
    void setCredentials(Credentials credentials);

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace carillon
