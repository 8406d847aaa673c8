#pragma once

#include "Clock.h"
#include "DigestChallenge.h"
#include "Random.h"
#include "SipMessage.h"

#include <QHash>
#include <functional>

namespace carillon {

/// The server's side of digest, RFC 8760 and RFC 3261 §22: challenges, and judges the answers. Core thread.
///
/// Nonces carry their own proof (time and HMAC), so that challenging a stranger keeps nothing in memory.
class DigestVerifier
{
public:
    struct Limits {
        static constexpr int Nonces
            = 4096; ///< whose counts are remembered; beyond, the older half becomes stale
        static constexpr qsizetype NonceBytes = 256;
    };
    struct Options {
        QByteArray realm;
        QList<DigestAlgorithm> algorithms{
            {DigestHash::Sha256, false}, {DigestHash::Md5, false}}; ///< one challenge each
        std::chrono::seconds nonceLife{300};
    };
    enum class Verdict {
        Accepted,
        Missing,   ///< no answer for our realm: challenge it
        Stale,     ///< the right password for a nonce that is too old or was used with this count before:
                   ///< challenge with stale
        Wrong,     ///< unknown user or wrong password
        Malformed, ///< 400
    };
    /// The password of a user; nothing when there is no such user.
    using PasswordOf = std::function<std::optional<QByteArray>(const QByteArray &username)>;

    DigestVerifier(Options options, Clock &clock, Random &random);

    /// @p username receives who proved himself, when Accepted.
    Verdict verify(const SipRequest &request, const PasswordOf &passwordOf, DigestRole role = DigestRole::Uas,
        QByteArray *username = nullptr);
    /// Adds the challenges to a 401 or 407, the strongest first.
    void challenge(SipResponse &response, Verdict why = Verdict::Missing);

private:
    enum class NonceState { Foreign, Fresh, Old };
    QByteArray makeNonce();
    QByteArray proof(QByteArrayView text) const;
    NonceState judge(QByteArrayView nonce) const;
    bool takeCount(const QByteArray &nonce, quint32 count);

    Options m_options;
    Clock &m_clock;
    Random &m_random;
    QByteArray m_key;
    QHash<QByteArray, quint32> m_counts; ///< by nonce: the highest count that was accepted
    QList<QByteArray> m_noncesInOrder;
    Milliseconds m_forgotten{0}; ///< nonces made before and not remembered may have been used
};

} // namespace carillon
