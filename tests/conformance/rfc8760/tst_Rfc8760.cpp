// RFC 8760, with RFC 7616 and RFC 3261 §22: our client's side of digest against our server's side.
//
// Covered:     §2.1 (algorithms), §2.3 and §2.4 (several challenges, order, unknown ones ignored), §2.6 (more
// than one realm), §2.7 (what
//              is echoed); RFC 3261 §22.2 and §22.3 (401 and 407), §22.4 (MD5 by default, qop); RFC 7616 §3.3
//              (stale), §3.5 (nextnonce). The vectors of RFC 7616 §3.9: unit/core/sip/auth/tst_Digest.
// Not covered: userhash and charset (RFC 7616 §3.4.4: never required of us), AKA.

#include "Challenge.h"
#include "DigestAuthenticator.h"
#include "DigestVerifier.h"
#include "FakeClock.h"
#include "FakeRandom.h"
#include "MessageSamples.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Outcome = DigestAuthenticator::Outcome;
using Verdict = DigestVerifier::Verdict;

namespace {

std::optional<QByteArray> secret(const QByteArray &)
{
    return QByteArray("zanzibar");
}

QByteArray algorithmOf(const SipRequest &request)
{
    const auto answer = Challenge::parse(request.value(HeaderId::Authorization));
    return answer ? answer->parameters.value("algorithm").value_or("none") : QByteArray();
}

} // namespace

class tst_Rfc8760 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyAlgorithmBothWays_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isProxy");
        for (const char *name :
            {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"}) {
            QTest::addRow("%s, 401", name) << QByteArray(name) << false;
            QTest::addRow("%s, 407", name) << QByteArray(name) << true;
        }
    }
    void everyAlgorithmBothWays()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, isProxy);
        FakeClock clock;
        FakeRandom random;
        const DigestRole role = isProxy ? DigestRole::Proxy : DigestRole::Uas;
        DigestVerifier server({"biloxi.com", {DigestAlgorithm::fromName(name).value()}, 60s}, clock, random);
        DigestAuthenticator client({"bob", "zanzibar", {}}, random);
        SipRequest request = samples::registration();
        QCOMPARE(server.verify(request, secret, role), Verdict::Missing);
        SipResponse challenge = samples::response(request, isProxy ? 407 : 401);
        server.challenge(challenge);
        QCOMPARE(client.answer(challenge, request), Outcome::Retry);
        // As it comes out of the wire.
        SipRequest received(SipMessage::parse(request.toBytes()).value());
        QCOMPARE(server.verify(received, secret, role), Verdict::Accepted);
        // §22.2: the next request needs no round trip, until the nonce grows old.
        for (int i = 0; i < 3; ++i) {
            SipRequest next = samples::registration();
            client.preauthorize(next);
            QCOMPARE(server.verify(next, secret, role), Verdict::Accepted);
        }
        clock.advance(61s);
        SipRequest late = samples::registration();
        client.preauthorize(late);
        QCOMPARE(server.verify(late, secret, role), Verdict::Stale);
        SipResponse again = samples::response(late, isProxy ? 407 : 401);
        server.challenge(again, Verdict::Stale);
        QCOMPARE(client.answer(again, late), Outcome::Retry);
        QCOMPARE(server.verify(late, secret, role), Verdict::Accepted);
    }
    void severalChallenges_data() // §2.3, §2.4
    {
        QTest::addColumn<QList<QByteArray>>("offered");
        QTest::addColumn<QByteArray>("taken");
        QTest::newRow("the topmost") << QList<QByteArray>{"SHA-512-256", "SHA-256", "MD5"}
                                     << QByteArray("SHA-512-256");
        QTest::newRow("the topmost of equals")
            << QList<QByteArray>{"SHA-256", "SHA-512-256"} << QByteArray("SHA-256");
        QTest::newRow("an unknown one above")
            << QList<QByteArray>{"SHA3-256", "SHA-256"} << QByteArray("SHA-256");
        QTest::newRow("a weaker one above") << QList<QByteArray>{"MD5", "SHA-256"} << QByteArray("SHA-256");
        QTest::newRow("MD5 alone") << QList<QByteArray>{"MD5"} << QByteArray("MD5");
    }
    void severalChallenges()
    {
        QFETCH(QList<QByteArray>, offered);
        FakeRandom random;
        DigestAuthenticator client({"bob", "zanzibar", {}}, random);
        SipRequest request = samples::registration();
        SipResponse response = samples::response(request, 401);
        for (const QByteArray &algorithm : offered) {
            response.append(HeaderId::WwwAuthenticate,
                "Digest realm=\"biloxi.com\", nonce=\"n\", qop=\"auth\", algorithm=" + algorithm);
        }
        QCOMPARE(client.answer(response, request), Outcome::Retry);
        QTEST(algorithmOf(request), "taken");
        QCOMPARE(request.count(HeaderId::Authorization), 1); // §2.4: one answer
    }
    void anAbsentAlgorithmIsMd5AndStaysAbsent() // §22.4 of RFC 3261
    {
        FakeRandom random;
        DigestAuthenticator client({"bob", "zanzibar", {}}, random);
        SipRequest request = samples::registration();
        SipResponse response = samples::response(request, 401);
        response.append(HeaderId::WwwAuthenticate,
            "Digest realm=\"biloxi.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c\"");
        QCOMPARE(client.answer(response, request), Outcome::Retry);
        QCOMPARE(algorithmOf(request), QByteArray("none"));
        const QByteArray expected = digestResponse({{}, DigestQop::None, "bob", "biloxi.com", "zanzibar",
            "dcd98b7102dd2f0e8b11d0f600bfb0c093", {}, {}, "REGISTER", "sip:atlanta.example.com", {}});
        QVERIFY(request.value(HeaderId::Authorization).contains("response=\"" + expected + '"'));
        QVERIFY(request.value(HeaderId::Authorization).contains("opaque=\"5ccc069c\""));
    }
    void proxyThenServer() // RFC 3261 §22.3
    {
        FakeClock clock;
        FakeRandom random;
        DigestVerifier proxy({"proxy.example.com"}, clock, random);
        DigestVerifier server({"biloxi.com"}, clock, random);
        DigestAuthenticator client({"bob", "zanzibar", {}}, random);
        SipRequest request = samples::invite();
        SipResponse first = samples::response(request, 407);
        proxy.challenge(first);
        QCOMPARE(client.answer(first, request), Outcome::Retry);
        QCOMPARE(proxy.verify(request, secret, DigestRole::Proxy), Verdict::Accepted);
        SipResponse second = samples::response(request, 401);
        server.challenge(second);
        QCOMPARE(client.answer(second, request), Outcome::Retry);
        QCOMPARE(proxy.verify(request, secret, DigestRole::Proxy), Verdict::Accepted); // its count went on
        QCOMPARE(server.verify(request, secret), Verdict::Accepted);
    }
    void wrongPasswordEndsAfterOneAnswer()
    {
        FakeClock clock;
        FakeRandom random;
        DigestVerifier server({"biloxi.com"}, clock, random);
        DigestAuthenticator client({"bob", "guess", {}}, random);
        SipRequest request = samples::registration();
        int answers = 0;
        for (;;) {
            SipResponse response = samples::response(request, 401);
            server.challenge(response, server.verify(request, secret));
            if (client.answer(response, request) != Outcome::Retry)
                break;
            QVERIFY(++answers <= 2);
        }
        QCOMPARE(answers, 1);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc8760)
#include "tst_Rfc8760.moc"
