#pragma once

#include "Random.h"
#include "SipMessage.h"

namespace carillon {

/// What a user proves himself with. Never logged, never written to a plain file.
struct Credentials {
    QByteArray username;
    QByteArray password;
    QByteArray
        realm; ///< answer only challenges of this realm; empty: of any realm of the account's own server
};

/// Answers digest challenges, RFC 8760 and RFC 3261 §22: MD5, SHA-256, SHA-512-256 and their -sess forms, qop
/// auth and none, several challenges, 401 and 407 in one request, stale nonces. One for each account: it
/// remembers nonces and their counts. auth-int only where a server offers nothing else: then the body must be
/// set before. Copies share their memory.
///
/// Whether a challenge comes from the account's own server is for the caller to know: a stranger's is never
/// given to it.
class DigestAuthenticator
{
public:
    struct Limits {
        static constexpr qsizetype NonceBytes = 4096; ///< a longer nonce, realm or opaque is Unsupported
        static constexpr int Realms = 32;     ///< remembered; challenges of further ones are Unsupported
        static constexpr int Challenges = 32; ///< read of one response
        static constexpr int Rounds = 2;      ///< answers for one request, the second only to a stale nonce
    };

    DigestAuthenticator(Credentials credentials, Random &random);

    enum class Outcome {
        Retry,         ///< the request now carries an answer: send it again with the next CSeq
        NoCredentials, ///< no username or password is known
        Rejected,      ///< these credentials were answered with a fresh challenge that is not stale: they are
                       ///< wrong
        Unsupported,   ///< no challenge that we can or may answer (algorithm, qop, realm, downgrade, stale
                       ///< again and again)
    };
    /// Reads the challenges of a 401/407 and puts Authorization / Proxy-Authorization into @p request, which
    /// is the request that was answered. At most two rounds for one request, counted by the headers it
    /// carries already.
    Outcome answer(const SipResponse &challenge, SipRequest &request);
    /// Puts in what is known already, so that no round trip is lost; nothing known: leaves it as it is.
    /// Proxy-Authorization for any request, Authorization only for a method that was challenged before: else
    /// the callee would get to see it.
    void preauthorize(SipRequest &request);
    /// Takes the next nonce from Authentication-Info of a 2xx to @p request (RFC 7616 §3.5), unless its
    /// rspauth is wrong.
    void learn(const SipResponse &success, const SipRequest &request);
    void setCredentials(Credentials credentials);

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace carillon
