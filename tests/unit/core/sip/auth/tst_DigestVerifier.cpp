#include "DigestAuthenticator.h"
#include "DigestVerifier.h"
#include "FakeClock.h"
#include "FakeRandom.h"
#include "MessageSamples.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Verdict = DigestVerifier::Verdict;

namespace {

std::optional<QByteArray> passwordOf(const QByteArray &username)
{
    if (username == "alice")
        return QByteArray("secret");
    return std::nullopt;
}

struct Server {
    FakeClock clock;
    FakeRandom random;
    DigestVerifier verifier{
        {"atlanta", {{DigestHash::Sha256, false}, {DigestHash::Md5, false}}, 300s}, clock, random};

    /// A REGISTER with an answer to a challenge of this server.
    SipRequest answered(const Credentials &credentials = {"alice", "secret", {}})
    {
        DigestAuthenticator authenticator(credentials, random);
        SipRequest request = samples::registration();
        SipResponse response = samples::response(request, 401);
        verifier.challenge(response);
        if (authenticator.answer(response, request) != DigestAuthenticator::Outcome::Retry)
            qFatal("the challenge cannot be answered");
        return request;
    }
    Verdict judge(const SipRequest &request) { return verifier.verify(request, passwordOf); }
};

void rewrite(SipRequest &request, const QByteArray &before, const QByteArray &after)
{
    QByteArray value = request.value(HeaderId::Authorization).toByteArray();
    QVERIFY(value.contains(before));
    request.set(HeaderId::Authorization, value.replace(before, after));
}

} // namespace

Q_DECLARE_METATYPE(Verdict)

class tst_DigestVerifier : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accepts()
    {
        Server server;
        QByteArray username;
        QCOMPARE(server.verifier.verify(server.answered(), passwordOf, DigestRole::Uas, &username),
            Verdict::Accepted);
        QCOMPARE(username, QByteArray("alice"));
    }
    void challengesInOrder()
    {
        Server server;
        SipResponse response = samples::response(samples::registration(), 401);
        server.verifier.challenge(response, Verdict::Stale);
        QCOMPARE(response.count(HeaderId::WwwAuthenticate), 2);
        QVERIFY(response.value(HeaderId::WwwAuthenticate, 0).contains("algorithm=SHA-256"));
        QVERIFY(response.value(HeaderId::WwwAuthenticate, 1).contains("algorithm=MD5"));
        QVERIFY(response.value(HeaderId::WwwAuthenticate, 0).contains("stale=true"));
        SipResponse proxy = samples::response(samples::registration(), 407);
        server.verifier.challenge(proxy);
        QCOMPARE(proxy.count(HeaderId::ProxyAuthenticate), 2);
        QVERIFY(!proxy.value(HeaderId::ProxyAuthenticate).contains("stale"));
    }
    void judges_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<Verdict>("verdict");
        const auto row = [](const char *name, const char *before, const char *after, Verdict verdict) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << verdict;
        };
        row("as it is", "realm", "realm", Verdict::Accepted);
        row("another user", "\"alice\"", "\"bob\"", Verdict::Wrong);
        row("another realm", "realm=\"atlanta\"", "realm=\"biloxi\"", Verdict::Missing);
        row("another scheme", "Digest ", "Basic ", Verdict::Missing);
        row("another count than was hashed", "nc=00000001", "nc=00000002", Verdict::Wrong);
        row("a count that is none", "nc=00000001", "nc=zzzzzzzz", Verdict::Malformed);
        row("no count", ", nc=00000001", "", Verdict::Malformed);
        row("no qop", ", qop=auth", "", Verdict::Malformed);
        row("no response", "response=\"", "answer=\"", Verdict::Malformed);
        row("another algorithm than was offered", "SHA-256", "SHA-512-256", Verdict::Wrong);
        row("an unknown algorithm", "SHA-256", "ROT13", Verdict::Malformed);
        row("a nonce that is not ours", "nonce=\"0", "nonce=\"f", Verdict::Stale);
        row("a nonce of another length", "nonce=\"", "nonce=\"0", Verdict::Stale);
        row("another resource", "uri=\"sip:atlanta", "uri=\"sip:biloxi", Verdict::Malformed);
        row("broken", "\"alice\"", "\"alice", Verdict::Malformed);
    }
    void judges()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        Server server;
        SipRequest request = server.answered();
        rewrite(request, before, after);
        QTEST(server.judge(request), "verdict");
    }
    void wrongPassword()
    {
        Server server;
        QCOMPARE(server.judge(server.answered({"alice", "guess", {}})), Verdict::Wrong);
        QCOMPARE(server.judge(server.answered({"mallory", "secret", {}})), Verdict::Wrong);
    }
    void withoutAnAnswer()
    {
        Server server;
        QCOMPARE(server.judge(samples::registration()), Verdict::Missing);
        QCOMPARE(server.verifier.verify(server.answered(), passwordOf, DigestRole::Proxy), Verdict::Missing);
    }
    void aNonceGrowsOld()
    {
        Server server;
        const SipRequest inTime = server.answered();
        server.clock.advance(300s);
        QCOMPARE(server.judge(inTime), Verdict::Accepted);
        const SipRequest late = server.answered();
        const SipRequest lateAndWrong = server.answered({"alice", "guess", {}});
        server.clock.advance(300s + 1ms);
        QCOMPARE(server.judge(late), Verdict::Stale);
        QCOMPARE(server.judge(lateAndWrong), Verdict::Wrong); // stale is said only to who knows the password
    }
    void anAnswerCountsOnce()
    {
        Server server;
        const SipRequest request = server.answered();
        QCOMPARE(server.judge(request), Verdict::Accepted);
        QCOMPARE(server.judge(request), Verdict::Stale);
    }
    void aNonceMayBeUsedAgainWithHigherCounts()
    {
        Server server;
        DigestAuthenticator authenticator({"alice", "secret", {}}, server.random);
        SipRequest first = samples::registration();
        SipResponse response = samples::response(first, 401);
        server.verifier.challenge(response);
        authenticator.answer(response, first);
        SipRequest second = samples::registration();
        authenticator.preauthorize(second);
        QCOMPARE(server.judge(second), Verdict::Accepted);
        QCOMPARE(server.judge(first), Verdict::Stale); // overtaken
    }
    void aNonceOfAnotherRunIsStale()
    {
        Server before;
        const SipRequest request = before.answered();
        Server after;
        after.random.next64();
        DigestVerifier restarted({"atlanta", {{DigestHash::Sha256, false}}, 300s}, after.clock, after.random);
        QCOMPARE(restarted.verify(request, passwordOf), Verdict::Stale);
    }
    void itsMemoryIsBounded()
    {
        Server server;
        const SipRequest first = server.answered();
        QCOMPARE(server.judge(first), Verdict::Accepted);
        for (int i = 0; i < DigestVerifier::Limits::Nonces + 10; ++i) {
            server.clock.advance(1ms);
            QCOMPARE(server.judge(server.answered()), Verdict::Accepted);
        }
        QCOMPARE(server.judge(first), Verdict::Stale); // forgotten, and still no replay
        QCOMPARE(server.judge(server.answered()), Verdict::Accepted);
    }
};

QTEST_GUILESS_MAIN(tst_DigestVerifier)
#include "tst_DigestVerifier.moc"
