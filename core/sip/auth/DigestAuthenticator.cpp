#include "DigestAuthenticator.h"

#include "DigestChallenge.h"
#include "Logging.h"

#include <QMap>
#include <QSet>

namespace carillon {

namespace {

constexpr std::array roles{DigestRole::Uas, DigestRole::Proxy};
constexpr qsizetype CnonceCharacters = 26;
constexpr int RememberedAnswers = 64;

/// What is known of one realm of one role: its last challenge and how often its nonce was used.
struct Realm {
    DigestRole role = DigestRole::Uas;
    DigestChallenge challenge;
    quint32 nonceCount = 0;
    QByteArray sessionCnonce; ///< -sess: its key is made once with it
    QSet<QByteArray> methods; ///< that were challenged
};

/// An answer that went out, so that a challenge to it can be told from one to a preauthorized request.
struct GivenAnswer {
    QByteArray response;
    int round = 0;
};

QByteArray parameter(QByteArrayView name, const QByteArray &value)
{
    return name.toByteArray() + '=' + quoted(value);
}

bool mayBeSent(const Credentials &credentials)
{
    return !credentials.username.isEmpty() && !credentials.password.isEmpty()
        && isQuotable(credentials.username);
}

/// By realm: how many answers for one request, with the one that is due.
using Rounds = QMap<QByteArray, int>;

} // namespace

class DigestAuthenticator::Private
{
public:
    Private(Credentials given, Random &dice)
        : credentials(std::move(given))
        , m_random(dice)
    {
    }

    Outcome answer(const SipResponse &response, SipRequest &request);
    void preauthorize(SipRequest &request);
    void learn(const SipResponse &success, const SipRequest &request);
    void forgetAll();

    Credentials credentials;

private:
    enum class Judgement { Answered, Wrong, Unanswerable };
    QList<DigestChallenge> choose(const SipResponse &response, DigestRole role) const;
    Judgement take(const DigestChallenge &challenge, DigestRole role, const SipRequest &request, int &round);
    Realm *find(DigestRole role, const QByteArray &realm);
    bool isWeaker(const DigestChallenge &challenge);
    int roundOf(const SipRequest &request, DigestRole role, const QByteArray &realm) const;
    QByteArray compute(Realm &realm, const SipRequest &request, int round);
    void write(SipRequest &request, DigestRole role, const Rounds &rounds);
    void learnFrom(
        QByteArrayView info, DigestRole role, const SipResponse &success, const SipRequest &request);
    void note(const QByteArray &response, int round);

    Random &m_random;
    std::vector<Realm> m_realms;
    QList<GivenAnswer> m_answers; ///< the latest last
    int m_strongest = 0; ///< of the algorithms seen; the password is one, so it counts for all realms
};

void DigestAuthenticator::Private::forgetAll()
{
    m_realms.clear();
    m_answers.clear();
    m_strongest = 0;
}

Realm *DigestAuthenticator::Private::find(DigestRole role, const QByteArray &realm)
{
    const auto found = std::find_if(m_realms.begin(), m_realms.end(),
        [&](const Realm &known) { return known.role == role && known.challenge.realm == realm; });
    return found == m_realms.end() ? nullptr : &*found;
}

/// Downgrade protection: whoever offered better before can do better now. A realm is a name that an attacker
/// may choose, hence the algorithm is compared over all of them; servers of one account differ in qop, hence
/// that within the realm.
bool DigestAuthenticator::Private::isWeaker(const DigestChallenge &challenge)
{
    if (challenge.algorithm.strength() < m_strongest)
        return true;
    return std::any_of(m_realms.begin(), m_realms.end(), [&](const Realm &known) {
        return known.challenge.realm == challenge.realm && challenge.strength() < known.challenge.strength();
    });
}

/// For each realm that we may answer, its strongest challenge, the topmost among equals (RFC 8760 §2.4).
QList<DigestChallenge> DigestAuthenticator::Private::choose(
    const SipResponse &response, DigestRole role) const
{
    QList<DigestChallenge> chosen;
    const int count = std::min(response.count(challengeHeader(role)), Limits::Challenges);
    for (int i = 0; i < count; ++i) {
        const auto parsed = Challenge::parse(response.value(challengeHeader(role), i));
        const auto challenge = parsed ? DigestChallenge::of(*parsed, Limits::NonceBytes) : std::nullopt;
        if (!challenge || (!credentials.realm.isEmpty() && challenge->realm != credentials.realm))
            continue;
        const auto same = std::find_if(chosen.begin(), chosen.end(),
            [&](const DigestChallenge &other) { return other.realm == challenge->realm; });
        if (same == chosen.end())
            chosen.append(*challenge);
        else if (challenge->strength() > same->strength())
            *same = *challenge;
    }
    return chosen;
}

/// How many of our answers to challenges of this realm stand behind the header that the request carries; 0
/// without one, and for one that came from preauthorize().
int DigestAuthenticator::Private::roundOf(
    const SipRequest &request, DigestRole role, const QByteArray &realm) const
{
    for (int i = 0; i < request.count(answerHeader(role)); ++i) {
        const auto parsed = Challenge::parse(request.value(answerHeader(role), i));
        if (!parsed || parsed->parameters.value("realm") != realm)
            continue;
        const QByteArray response = parsed->parameters.value("response").value_or(QByteArray());
        for (const GivenAnswer &given : m_answers) {
            if (given.response == response)
                return given.round;
        }
    }
    return 0;
}

void DigestAuthenticator::Private::note(const QByteArray &response, int round)
{
    m_answers.removeIf([&](const GivenAnswer &given) { return given.response == response; });
    if (round == 0)
        return;
    if (m_answers.size() >= RememberedAnswers)
        m_answers.removeFirst();
    m_answers.append({response, round});
}

DigestAuthenticator::Private::Judgement DigestAuthenticator::Private::take(
    const DigestChallenge &challenge, DigestRole role, const SipRequest &request, int &round)
{
    round = roundOf(request, role, challenge.realm) + 1;
    if (round > 1 && !challenge.isStale)
        return Judgement::Wrong;
    if (round > Limits::Rounds || isWeaker(challenge)) {
        qCWarning(lcSip) << "digest challenge not answered:"
                         << (round > Limits::Rounds ? "stale again" : "weaker than an earlier one");
        return Judgement::Unanswerable;
    }
    Realm *realm = find(role, challenge.realm);
    if (!realm) {
        if (m_realms.size() >= Limits::Realms)
            return Judgement::Unanswerable;
        realm = &m_realms.emplace_back();
        realm->role = role;
    }
    m_strongest = challenge.algorithm.strength();
    if (realm->challenge.nonce != challenge.nonce || realm->challenge.algorithm != challenge.algorithm) {
        realm->nonceCount = 0;
        realm->sessionCnonce.clear();
    }
    realm->challenge = challenge;
    if (realm->methods.size() < Limits::Challenges)
        realm->methods.insert(request.methodName().toByteArray());
    return Judgement::Answered;
}

QByteArray DigestAuthenticator::Private::compute(Realm &realm, const SipRequest &request, int round)
{
    const DigestChallenge &challenge = realm.challenge;
    DigestInput input;
    input.algorithm = challenge.algorithm;
    input.qop = challenge.qop;
    input.username = credentials.username;
    input.realm = challenge.realm;
    input.password = credentials.password;
    input.nonce = challenge.nonce;
    input.method = request.methodName().toByteArray();
    input.uri = request.requestUriText().toByteArray();
    if (challenge.qop != DigestQop::None) {
        input.nonceCount = nonceCountText(++realm.nonceCount);
        input.cnonce = realm.sessionCnonce.isEmpty() ? m_random.token(CnonceCharacters) : realm.sessionCnonce;
        if (challenge.algorithm.isSession)
            realm.sessionCnonce = input.cnonce;
    }
    if (challenge.qop == DigestQop::AuthInt)
        input.body = request.body();
    const QByteArray response = digestResponse(input);
    note(response, round);

    QByteArrayList parameters{parameter("username", input.username), parameter("realm", input.realm),
        parameter("nonce", input.nonce), parameter("uri", input.uri), parameter("response", response)};
    if (challenge.algorithmText)
        parameters.append("algorithm=" + *challenge.algorithmText);
    if (challenge.opaque)
        parameters.append(parameter("opaque", *challenge.opaque));
    if (challenge.qop != DigestQop::None) {
        parameters.append(challenge.qop == DigestQop::Auth ? "qop=auth" : "qop=auth-int");
        parameters.append("nc=" + input.nonceCount);
        parameters.append(parameter("cnonce", input.cnonce));
    }
    return "Digest " + parameters.join(", ");
}

/// Every header of the role anew: those named in @p rounds, and others that the request carries, with their
/// next count.
void DigestAuthenticator::Private::write(SipRequest &request, DigestRole role, const Rounds &rounds)
{
    const HeaderId header = answerHeader(role);
    QByteArrayList values;
    for (int i = 0; i < request.count(header); ++i) {
        const QByteArray text = request.value(header, i).toByteArray();
        const auto parsed = Challenge::parse(text);
        const QByteArray name
            = parsed ? parsed->parameters.value("realm").value_or(QByteArray()) : QByteArray();
        if (rounds.contains(name))
            continue;
        Realm *realm = parsed ? find(role, name) : nullptr;
        values.append(realm ? compute(*realm, request, roundOf(request, role, name)) : text);
    }
    for (auto it = rounds.begin(); it != rounds.end(); ++it) {
        if (Realm *realm = find(role, it.key()))
            values.append(compute(*realm, request, it.value()));
    }
    request.remove(header);
    for (const QByteArray &value : std::as_const(values))
        request.append(header, value);
}

DigestAuthenticator::Outcome DigestAuthenticator::Private::answer(
    const SipResponse &response, SipRequest &request)
{
    if (!mayBeSent(credentials))
        return Outcome::NoCredentials;
    std::array<Rounds, roles.size()> rounds;
    bool isWrong = false;
    bool isAnswered = false;
    for (const DigestRole role : roles) {
        const auto challenges = choose(response, role);
        for (const DigestChallenge &challenge : challenges) {
            int round = 0;
            const Judgement judgement = take(challenge, role, request, round);
            isWrong = isWrong || judgement == Judgement::Wrong;
            if (judgement != Judgement::Answered)
                continue;
            isAnswered = true;
            rounds[std::size_t(role)].insert(challenge.realm, round);
        }
    }
    if (!isAnswered)
        return isWrong ? Outcome::Rejected : Outcome::Unsupported;
    for (const DigestRole role : roles)
        write(request, role, rounds[std::size_t(role)]);
    return Outcome::Retry;
}

void DigestAuthenticator::Private::preauthorize(SipRequest &request)
{
    const bool isDerived = request.method() == Method::Ack || request.method() == Method::Cancel;
    if (isDerived || !mayBeSent(credentials))
        return;
    std::array<Rounds, roles.size()> rounds;
    for (const Realm &realm : m_realms) {
        if (realm.role == DigestRole::Proxy || realm.methods.contains(request.methodName().toByteArray()))
            rounds[std::size_t(realm.role)].insert(realm.challenge.realm, 0);
    }
    for (const DigestRole role : roles) {
        if (!rounds[std::size_t(role)].isEmpty())
            write(request, role, rounds[std::size_t(role)]);
    }
}

void DigestAuthenticator::Private::learn(const SipResponse &success, const SipRequest &request)
{
    if (!mayBeSent(credentials))
        return;
    if (success.contains(HeaderId::AuthenticationInfo))
        learnFrom(success.value(HeaderId::AuthenticationInfo), DigestRole::Uas, success, request);
    if (const QByteArrayView info = success.value("Proxy-Authentication-Info"); !info.isEmpty())
        learnFrom(info, DigestRole::Proxy, success, request);
}

void DigestAuthenticator::Private::learnFrom(
    QByteArrayView info, DigestRole role, const SipResponse &success, const SipRequest &request)
{
    // The header has no scheme, and no realm: it belongs to the one answer that the request carried.
    const auto parsed = Challenge::parse("Digest " + info.toByteArray());
    if (!parsed || request.count(answerHeader(role)) != 1)
        return;
    const auto carried = Challenge::parse(request.value(answerHeader(role)));
    const auto given = [&](QByteArrayView name) {
        return carried ? carried->parameters.value(name).value_or(QByteArray()) : QByteArray();
    };
    Realm *realm = find(role, given("realm"));
    const auto next = parsed->parameters.value("nextnonce");
    if (!realm || !next || next->isEmpty() || next->size() > Limits::NonceBytes || !isQuotable(*next))
        return;
    if (const auto proof = parsed->parameters.value("rspauth")) {
        DigestInput input{realm->challenge.algorithm, realm->challenge.qop, credentials.username,
            given("realm"), credentials.password, given("nonce"), given("cnonce"), given("nc"), {},
            given("uri"), success.body()};
        if (proof->toLower() != digestResponse(input))
            return;
    }
    if (realm->challenge.nonce == *next)
        return;
    realm->challenge.nonce = *next;
    realm->nonceCount = 0;
    realm->sessionCnonce.clear();
}

DigestAuthenticator::DigestAuthenticator(Credentials credentials, Random &random)
    : d(std::make_shared<Private>(std::move(credentials), random))
{
}

DigestAuthenticator::Outcome DigestAuthenticator::answer(const SipResponse &challenge, SipRequest &request)
{
    return d->answer(challenge, request);
}

void DigestAuthenticator::preauthorize(SipRequest &request)
{
    d->preauthorize(request);
}

void DigestAuthenticator::learn(const SipResponse &success, const SipRequest &request)
{
    d->learn(success, request);
}

void DigestAuthenticator::setCredentials(Credentials credentials)
{
    d->credentials = std::move(credentials);
    d->forgetAll();
}

} // namespace carillon
