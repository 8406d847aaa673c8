#include "DigestVerifier.h"

#include <QMessageAuthenticationCode>
#include <algorithm>
#include <openssl/crypto.h>

namespace carillon {

namespace {

constexpr qsizetype StampCharacters = 16; ///< milliseconds of the clock, hexadecimal
constexpr qsizetype SaltCharacters = 16;
constexpr qsizetype ProofCharacters = 32;

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), std::size_t(a.size())) == 0;
}

qint64 millisecondsOf(const Clock &clock)
{
    return std::chrono::duration_cast<Milliseconds>(clock.now().time_since_epoch()).count();
}

/// @p nonce is one of ours.
Milliseconds stampOf(QByteArrayView nonce)
{
    return Milliseconds(nonce.first(StampCharacters).toByteArray().toLongLong(nullptr, 16));
}

struct Answer {
    DigestInput input;
    QByteArray response;
};

/// Nothing when something an answer needs is not there, or is not what we asked for.
std::optional<Answer> readAnswer(const Challenge &given, const SipRequest &request)
{
    const auto value
        = [&](QByteArrayView name) { return given.parameters.value(name).value_or(QByteArray()); };
    const auto algorithm = DigestAlgorithm::fromName(value("algorithm"));
    const QByteArray qop = value("qop").toLower();
    Answer answer;
    answer.input
        = {algorithm.value_or(DigestAlgorithm{}), qop == "auth-int" ? DigestQop::AuthInt : DigestQop::Auth,
            value("username"), value("realm"), {}, value("nonce"), value("cnonce"), value("nc"),
            request.methodName().toByteArray(), value("uri"), request.body()};
    answer.response = value("response").toLower();
    const bool isWhole = algorithm && (qop == "auth" || qop == "auth-int") && !answer.input.cnonce.isEmpty()
        && answer.input.nonceCount.size() == 8 && !answer.response.isEmpty();
    if (!isWhole)
        return std::nullopt;
    return answer;
}

/// §22.4: the digest's uri and the Request-URI name the same resource; proxies may have rewritten its text.
bool isForThisResource(const QByteArray &uri, const SipRequest &request)
{
    if (uri == request.requestUriText())
        return true;
    const auto signedUri = SipUri::parse(uri);
    const auto requested = request.requestUri();
    return signedUri && requested && signedUri->equivalent(*requested);
}

} // namespace

DigestVerifier::DigestVerifier(Options options, Clock &clock, Random &random)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_random(random)
    , m_key(random.bytes(32))
{
}

QByteArray DigestVerifier::proof(QByteArrayView text) const
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_key);
    code.addData(text.data(), text.size());
    code.addData(m_options.realm);
    return code.result().toHex().first(ProofCharacters);
}

QByteArray DigestVerifier::makeNonce()
{
    const QByteArray text
        = QByteArray::number(millisecondsOf(m_clock), 16).rightJustified(StampCharacters, '0')
        + m_random.token(SaltCharacters);
    return text + proof(text);
}

DigestVerifier::NonceState DigestVerifier::judge(QByteArrayView nonce) const
{
    if (nonce.size() != StampCharacters + SaltCharacters + ProofCharacters)
        return NonceState::Foreign;
    const QByteArrayView text = nonce.first(StampCharacters + SaltCharacters);
    if (!equalInConstantTime(nonce.last(ProofCharacters), proof(text)))
        return NonceState::Foreign;
    const Milliseconds age = Milliseconds(millisecondsOf(m_clock)) - stampOf(nonce);
    return age <= m_options.nonceLife ? NonceState::Fresh : NonceState::Old;
}

bool DigestVerifier::takeCount(const QByteArray &nonce, quint32 count)
{
    const auto known = m_counts.find(nonce);
    if (known != m_counts.end()) {
        if (count <= *known)
            return false;
        *known = count;
        return true;
    }
    if (stampOf(nonce) < m_forgotten)
        return false;
    if (m_noncesInOrder.size() >= Limits::Nonces) {
        for (int i = 0; i < Limits::Nonces / 2; ++i) {
            m_counts.remove(m_noncesInOrder.at(i));
            m_forgotten = std::max(m_forgotten, stampOf(m_noncesInOrder.at(i)));
        }
        m_noncesInOrder.remove(0, Limits::Nonces / 2);
    }
    m_counts.insert(nonce, count);
    m_noncesInOrder.append(nonce);
    return true;
}

DigestVerifier::Verdict DigestVerifier::verify(
    const SipRequest &request, const PasswordOf &passwordOf, DigestRole role, QByteArray *username)
{
    const HeaderId header = answerHeader(role);
    for (int i = 0; i < request.count(header); ++i) {
        const auto given = Challenge::parse(request.value(header, i));
        if (!given)
            return Verdict::Malformed;
        if (given->scheme.compare("Digest", Qt::CaseInsensitive) != 0
            || given->parameters.value("realm") != m_options.realm)
            continue;
        auto answer = readAnswer(*given, request);
        bool isCount = false;
        const quint32 count = answer ? answer->input.nonceCount.toUInt(&isCount, 16) : 0;
        if (!answer || !isCount || !isForThisResource(answer->input.uri, request))
            return Verdict::Malformed;
        const NonceState nonce = judge(answer->input.nonce);
        // A nonce of our former life: the password cannot be judged by it, a stranger learns nothing by
        // stale.
        if (nonce == NonceState::Foreign)
            return Verdict::Stale;
        const auto password = passwordOf(answer->input.username);
        answer->input.password = password.value_or(QByteArray());
        const bool isOffered = m_options.algorithms.contains(answer->input.algorithm);
        const bool isRight = equalInConstantTime(digestResponse(answer->input), answer->response);
        if (!password || !isOffered || !isRight)
            return Verdict::Wrong;
        if (nonce == NonceState::Old || !takeCount(answer->input.nonce, count))
            return Verdict::Stale;
        if (username)
            *username = answer->input.username;
        return Verdict::Accepted;
    }
    return Verdict::Missing;
}

void DigestVerifier::challenge(SipResponse &response, Verdict why)
{
    const HeaderId header
        = challengeHeader(response.statusCode() == 407 ? DigestRole::Proxy : DigestRole::Uas);
    const QByteArray nonce = makeNonce();
    for (const DigestAlgorithm &algorithm : std::as_const(m_options.algorithms)) {
        QByteArray text = "Digest realm=" + quoted(m_options.realm) + ", nonce=" + quoted(nonce)
            + ", algorithm=" + algorithm.name() + ", qop=\"auth\"";
        if (why == Verdict::Stale)
            text += ", stale=true";
        response.append(header, text);
    }
}

} // namespace carillon
