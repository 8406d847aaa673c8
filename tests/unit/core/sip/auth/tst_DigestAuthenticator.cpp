#include "Challenge.h"
#include "Digest.h"
#include "DigestAuthenticator.h"
#include "FakeRandom.h"
#include "MessageSamples.h"

#include <QTest>

using namespace carillon;
using Outcome = DigestAuthenticator::Outcome;

namespace {

SipResponse challenge(int status, const QByteArrayList &values)
{
    SipResponse response = samples::response(samples::registration(), status);
    for (const QByteArray &value : values)
        response.append(status == 407 ? HeaderId::ProxyAuthenticate : HeaderId::WwwAuthenticate, value);
    return response;
}

QByteArray digest(const QByteArray &rest, const QByteArray &nonce = "n1", const QByteArray &realm = "atlanta")
{
    return "Digest realm=\"" + realm + "\", nonce=\"" + nonce + '"' + (rest.isEmpty() ? "" : ", ") + rest;
}

/// One parameter of the @p nth Authorization or Proxy-Authorization, unquoted.
QByteArray given(
    const SipRequest &request, QByteArrayView name, HeaderId header = HeaderId::Authorization, int nth = 0)
{
    const auto parsed = Challenge::parse(request.value(header, nth));
    return parsed ? parsed->parameters.value(name).value_or(QByteArray()) : QByteArray();
}

/// Computes the answer a second time from what the header says.
bool isRight(const SipRequest &request, const QByteArray &password = "secret",
    HeaderId header = HeaderId::Authorization)
{
    const QByteArray qop = given(request, "qop", header);
    DigestInput input;
    input.algorithm = DigestAlgorithm::fromName(given(request, "algorithm", header)).value();
    input.qop = qop == "auth" ? DigestQop::Auth : qop == "auth-int" ? DigestQop::AuthInt : DigestQop::None;
    input.username = given(request, "username", header);
    input.realm = given(request, "realm", header);
    input.password = password;
    input.nonce = given(request, "nonce", header);
    input.cnonce = given(request, "cnonce", header);
    input.nonceCount = given(request, "nc", header);
    input.method = request.methodName().toByteArray();
    input.uri = given(request, "uri", header);
    input.body = request.body();
    return input.uri == request.requestUriText()
        && given(request, "response", header) == digestResponse(input);
}

const QByteArray Auth = "qop=\"auth\"";

} // namespace

Q_DECLARE_METATYPE(Outcome)

class tst_DigestAuthenticator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chooses_data()
    {
        QTest::addColumn<QByteArrayList>("challenges");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QByteArray>("nonce"); ///< of the challenge that was answered
        const auto row = [](const char *name, const QByteArrayList &challenges, const char *nonce) {
            const QByteArray answered(nonce);
            QTest::newRow(name) << challenges << (answered.isEmpty() ? Outcome::Unsupported : Outcome::Retry)
                                << answered;
        };
        row("MD5 by default", {digest(Auth, "a")}, "a");
        row("without qop", {digest({}, "a")}, "a");
        row("SHA-256 before MD5",
            {digest(Auth + ", algorithm=SHA-256", "a"), digest(Auth + ", algorithm=MD5", "b")}, "a");
        row("SHA-256 after MD5",
            {digest(Auth + ", algorithm=MD5", "a"), digest(Auth + ", algorithm=SHA-256", "b")}, "b");
        row("the topmost of equals",
            {digest(Auth + ", algorithm=SHA-512-256", "a"), digest(Auth + ", algorithm=SHA-256", "b")}, "a");
        row("unknown algorithms are passed over",
            {digest(Auth + ", algorithm=SHA3-512", "a"), digest(Auth + ", algorithm=MD5", "b")}, "b");
        row("other schemes are passed over", {"Basic realm=\"atlanta\"", digest(Auth, "b")}, "b");
        row("only another scheme", {"Basic realm=\"atlanta\""}, "");
        row("only an unknown algorithm", {digest(Auth + ", algorithm=AKAv1-MD5", "a")}, "");
        row("an algorithm in quotes", {digest(Auth + ", algorithm=\"SHA-256\"", "a")}, "a");
        row("several qops", {digest("qop=\"auth-int,auth\"", "a")}, "a");
        row("qop without quotes and with spaces", {digest("qop=\"auth-int , AUTH\"", "a")}, "a");
        row("an unknown qop", {digest("qop=\"auth-conf\"", "a")}, "");
        row("auth-int alone", {digest("qop=\"auth-int\"", "a")}, "a");
        row("sess", {digest(Auth + ", algorithm=MD5-sess", "a")}, "a");
        row("sess without qop", {digest("algorithm=MD5-sess", "a")}, "");
        row("without nonce", {"Digest realm=\"atlanta\""}, "");
        row("with an empty nonce", {digest(Auth, "")}, "");
        row("without realm", {"Digest nonce=\"a\""}, "");
        row("the longest nonce", {digest(Auth, QByteArray(4096, 'n'))}, QByteArray(4096, 'n').constData());
        row("a longer one", {digest(Auth, QByteArray(4097, 'n'))}, "");
        row("a longer realm", {digest(Auth, "a", QByteArray(4097, 'r'))}, "");
        row("unreadable", {"Digest realm=\"atlanta"}, "");
        row("nothing", {}, "");
        row("irregular spaces and case",
            {"DIGEST  Realm = \"atlanta\" ,NONCE=\"a\" ,qop= \"AUTH\",Algorithm=md5,  Stale = FALSE"}, "a");
    }
    void chooses()
    {
        QFETCH(QByteArrayList, challenges);
        QFETCH(Outcome, outcome);
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", "atlanta"}, random);
        SipRequest request = samples::registration();
        if (challenges.value(0).contains("rrrr"))
            authenticator.setCredentials({"alice", "secret", {}});
        QCOMPARE(authenticator.answer(challenge(401, challenges), request), outcome);
        QTEST(given(request, "nonce"), "nonce");
        QCOMPARE(request.count(HeaderId::Authorization), outcome == Outcome::Retry ? 1 : 0);
        if (outcome == Outcome::Retry)
            QVERIFY(isRight(request));
    }
    void writesWhatItWasTold()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest request = samples::registration();
        const QByteArray value = digest("algorithm=sha-256, opaque=\"00ff\", qop=\"auth,auth-int\"");
        QCOMPARE(authenticator.answer(challenge(401, {value}), request), Outcome::Retry);
        const QByteArray header = request.value(HeaderId::Authorization).toByteArray();
        QVERIFY(header.startsWith("Digest username=\"alice\", realm=\"atlanta\", nonce=\"n1\", uri=\"sip:"));
        QVERIFY(header.contains("algorithm=sha-256,")); // as it came, no quotes
        QVERIFY(header.contains("opaque=\"00ff\""));
        QVERIFY(header.contains("qop=auth,")); // no quotes
        QVERIFY(header.contains("nc=00000001,"));
        QCOMPARE(given(request, "cnonce").size(), 26);

        SipRequest plain = samples::registration(); // what was not asked for is not sent
        DigestAuthenticator other({"alice", "secret", {}}, random);
        QCOMPARE(other.answer(challenge(401, {digest({})}), plain), Outcome::Retry);
        for (const char *absent : {"algorithm", "opaque", "qop", "nc", "cnonce"})
            QVERIFY2(!plain.value(HeaderId::Authorization).contains(QByteArray(absent) + '='), absent);
    }
    void quotesAreEscaped()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"al\"i\\ce", "secret", {}}, random);
        SipRequest request = samples::registration();
        const QByteArray value = "Digest realm=\"the \\\"best\\\" realm\", nonce=\"a\\\\b\", qop=\"auth\"";
        QCOMPARE(authenticator.answer(challenge(401, {value}), request), Outcome::Retry);
        QVERIFY(request.value(HeaderId::Authorization).contains("username=\"al\\\"i\\\\ce\""));
        QVERIFY(request.value(HeaderId::Authorization).contains("realm=\"the \\\"best\\\" realm\""));
        QVERIFY(request.value(HeaderId::Authorization).contains("nonce=\"a\\\\b\""));
        QVERIFY(isRight(request));
    }
    void withoutCredentials_data()
    {
        QTest::addColumn<QByteArray>("username");
        QTest::addColumn<QByteArray>("password");
        QTest::newRow("no user") << QByteArray() << QByteArray("secret");
        QTest::newRow("no password") << QByteArray("alice") << QByteArray();
        QTest::newRow("a user name that would break out of the header")
            << QByteArray("a\r\nX: y") << QByteArray("p");
    }
    void withoutCredentials()
    {
        QFETCH(QByteArray, username);
        QFETCH(QByteArray, password);
        FakeRandom random;
        DigestAuthenticator authenticator({username, password, {}}, random);
        SipRequest request = samples::registration();
        QCOMPARE(authenticator.answer(challenge(401, {digest(Auth)}), request), Outcome::NoCredentials);
        QVERIFY(!request.contains(HeaderId::Authorization));
    }
    void onlyItsOwnRealm()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", "atlanta"}, random);
        SipRequest request = samples::registration();
        QCOMPARE(
            authenticator.answer(challenge(401, {digest(Auth, "a", "evil")}), request), Outcome::Unsupported);
        QVERIFY(!request.contains(HeaderId::Authorization));
        QCOMPARE(
            authenticator.answer(challenge(401, {digest(Auth, "a", "evil"), digest(Auth, "b")}), request),
            Outcome::Retry);
        QCOMPARE(request.count(HeaderId::Authorization), 1);
        QCOMPARE(given(request, "realm"), QByteArray("atlanta"));
    }
    void countsTheUsesOfANonce()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest first = samples::registration();
        authenticator.answer(challenge(401, {digest(Auth)}), first);
        QSet<QByteArray> cnonces{given(first, "cnonce")};
        for (quint32 count = 2; count < 20; ++count) {
            SipRequest next = samples::registration();
            authenticator.preauthorize(next);
            QCOMPARE(given(next, "nc"), nonceCountText(count));
            QVERIFY(isRight(next));
            cnonces.insert(given(next, "cnonce"));
        }
        QCOMPARE(cnonces.size(), 19);
        SipRequest fresh = samples::registration(); // a new nonce begins again
        authenticator.answer(challenge(401, {digest(Auth, "n2")}), fresh);
        QCOMPARE(given(fresh, "nc"), QByteArray("00000001"));
    }
    void aSessionKeepsItsCnonce()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest first = samples::registration();
        authenticator.answer(challenge(401, {digest(Auth + ", algorithm=SHA-256-sess")}), first);
        SipRequest second = samples::registration();
        authenticator.preauthorize(second);
        QCOMPARE(given(second, "cnonce"), given(first, "cnonce"));
        QCOMPARE(given(second, "nc"), QByteArray("00000002"));
        QVERIFY(isRight(first) && isRight(second));
    }
    void wrongPassword()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "wrong", {}}, random);
        SipRequest request = samples::registration();
        QCOMPARE(authenticator.answer(challenge(401, {digest(Auth, "a")}), request), Outcome::Retry);
        QCOMPARE(authenticator.answer(challenge(401, {digest(Auth, "b")}), request), Outcome::Rejected);
        authenticator.setCredentials({"alice", "secret", {}}); // the user typed it again
        QCOMPARE(authenticator.answer(challenge(401, {digest(Auth, "c")}), request), Outcome::Retry);
        QCOMPARE(request.count(HeaderId::Authorization), 1);
        QVERIFY(isRight(request));
    }
    void staleNonces_data()
    {
        QTest::addColumn<QByteArray>("qop");
        QTest::newRow("with qop") << ", " + Auth;
        QTest::newRow("without") << QByteArray();
    }
    void staleNonces()
    {
        QFETCH(QByteArray, qop);
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest request = samples::registration();
        QCOMPARE(
            authenticator.answer(challenge(401, {digest("stale=true" + qop, "a")}), request), Outcome::Retry);
        QCOMPARE(
            authenticator.answer(challenge(401, {digest("stale=TRUE" + qop, "b")}), request), Outcome::Retry);
        QCOMPARE(given(request, "nonce"), QByteArray("b"));
        QCOMPARE(request.count(HeaderId::Authorization), 1);
        // Stale for ever: two answers are all it gets (AST-2020-002).
        QCOMPARE(authenticator.answer(challenge(401, {digest("stale=true" + qop, "c")}), request),
            Outcome::Unsupported);
    }
    void aPreauthorizedRequestMayBeChallenged_data()
    {
        QTest::addColumn<QByteArray>("parameters");
        QTest::newRow("stale") << Auth + ", stale=true";
        QTest::newRow("the server forgot its nonces and does not say stale") << Auth;
        QTest::newRow("the same without qop") << QByteArray();
    }
    void aPreauthorizedRequestMayBeChallenged()
    {
        QFETCH(QByteArray, parameters);
        const QByteArray before = parameters.isEmpty() ? QByteArray() : Auth;
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest first = samples::registration();
        authenticator.answer(challenge(401, {digest(before, "a")}), first);
        SipRequest second = samples::registration();
        authenticator.preauthorize(second);
        QCOMPARE(authenticator.answer(challenge(401, {digest(parameters, "b")}), second), Outcome::Retry);
        QCOMPARE(given(second, "nonce"), QByteArray("b"));
        QCOMPARE(given(second, "nc"), before.isEmpty() ? QByteArray() : QByteArray("00000001"));
        QVERIFY(isRight(second));
        QCOMPARE(authenticator.answer(challenge(401, {digest(before, "c")}), second), Outcome::Rejected);
    }
    void proxyAndServerInOneRequest()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest request = samples::invite();
        QCOMPARE(authenticator.answer(challenge(407, {digest(Auth, "p", "proxy")}), request), Outcome::Retry);
        QCOMPARE(
            authenticator.answer(challenge(401, {digest(Auth, "s", "server")}), request), Outcome::Retry);
        QCOMPARE(request.count(HeaderId::Authorization), 1);
        QCOMPARE(request.count(HeaderId::ProxyAuthorization), 1);
        QCOMPARE(given(request, "nc"), QByteArray("00000001"));
        QCOMPARE(
            given(request, "nc", HeaderId::ProxyAuthorization), QByteArray("00000002")); // used once before
        QVERIFY(isRight(request));
        QVERIFY(isRight(request, "secret", HeaderId::ProxyAuthorization));
        // The proxy refuses in the end: that is its answer, whatever the server said.
        QCOMPARE(
            authenticator.answer(challenge(407, {digest(Auth, "q", "proxy")}), request), Outcome::Rejected);
    }
    void severalRealmsAtOnce() // §22.3: a forking proxy puts the challenges of its branches together
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest request = samples::invite();
        SipResponse both = challenge(401, {digest(Auth, "a", "one"), digest(Auth, "b", "two")});
        both.append(HeaderId::ProxyAuthenticate, digest(Auth, "c", "three"));
        QCOMPARE(authenticator.answer(both, request), Outcome::Retry);
        QCOMPARE(request.count(HeaderId::Authorization), 2);
        QCOMPARE(request.count(HeaderId::ProxyAuthorization), 1);
        QCOMPARE(authenticator.answer(both, request), Outcome::Rejected);
        QCOMPARE(request.count(HeaderId::Authorization), 2);
    }
    void credentialsOfOthersStay()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest request = samples::invite();
        request.append(
            HeaderId::ProxyAuthorization, "Digest username=\"x\", realm=\"foreign\", response=\"1\"");
        authenticator.answer(challenge(407, {digest(Auth, "p", "proxy")}), request);
        QCOMPARE(request.count(HeaderId::ProxyAuthorization), 2);
        QCOMPARE(given(request, "realm", HeaderId::ProxyAuthorization, 0), QByteArray("foreign"));
    }
    void neverWeakerThanBefore_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("realm"); ///< of the second
        QTest::addColumn<Outcome>("outcome");
        const QByteArray sha = Auth + ", algorithm=SHA-256";
        QTest::newRow("MD5 after SHA-256") << sha << Auth << QByteArray("atlanta") << Outcome::Unsupported;
        QTest::newRow("under another realm's name")
            << sha << Auth << QByteArray("other") << Outcome::Unsupported;
        QTest::newRow("qop taken away")
            << Auth << QByteArray() << QByteArray("atlanta") << Outcome::Unsupported;
        QTest::newRow("another realm without qop")
            << Auth << QByteArray() << QByteArray("other") << Outcome::Retry;
        QTest::newRow("SHA-256 after MD5") << Auth << sha << QByteArray("atlanta") << Outcome::Retry;
        QTest::newRow("SHA-512-256 and SHA-256 are equals")
            << Auth + ", algorithm=SHA-512-256" << sha << QByteArray("atlanta") << Outcome::Retry;
    }
    void neverWeakerThanBefore()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, realm);
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest first = samples::registration();
        QCOMPARE(authenticator.answer(challenge(401, {digest(before, "a")}), first), Outcome::Retry);
        SipRequest second = samples::registration();
        QTEST(authenticator.answer(challenge(401, {digest(after, "b", realm)}), second), "outcome");
        SipRequest proxied = samples::registration();
        QTEST(authenticator.answer(challenge(407, {digest(after, "c", realm)}), proxied), "outcome");
    }
    void realmsAreBounded()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        for (int i = 0; i < DigestAuthenticator::Limits::Realms; ++i) {
            SipRequest request = samples::registration();
            QCOMPARE(
                authenticator.answer(challenge(401, {digest(Auth, "n", QByteArray::number(i))}), request),
                Outcome::Retry);
        }
        SipRequest request = samples::registration();
        QCOMPARE(
            authenticator.answer(challenge(401, {digest(Auth, "n", "more")}), request), Outcome::Unsupported);
        QCOMPARE(authenticator.answer(challenge(401, {digest(Auth, "m", "0")}), request), Outcome::Retry);
    }
    void preauthorizesOnlyWhereItIsAsked()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest untouched = samples::invite();
        authenticator.preauthorize(untouched);
        QCOMPARE(untouched, samples::invite());

        SipRequest registration = samples::registration();
        authenticator.answer(challenge(401, {digest(Auth)}), registration);
        SipRequest invite = samples::invite();
        authenticator.preauthorize(invite); // the callee is not to see what the registrar asked for
        QVERIFY(!invite.contains(HeaderId::Authorization));
        authenticator.answer(challenge(407, {digest(Auth, "p")}), invite);
        SipRequest bye = samples::bye();
        authenticator.preauthorize(bye);
        QCOMPARE(bye.count(HeaderId::ProxyAuthorization), 1);
        QVERIFY(!bye.contains(HeaderId::Authorization));
        for (SipRequest derived : {samples::ack({}, "x"), samples::cancel()}) {
            authenticator.preauthorize(derived);
            QVERIFY(!derived.contains(HeaderId::ProxyAuthorization));
        }
    }
    void nextNonce_data()
    {
        QTest::addColumn<QByteArray>("rspauth"); ///< "right": as the server would compute it
        QTest::addColumn<QByteArray>("nonce");
        QTest::newRow("without proof") << QByteArray() << QByteArray("next");
        QTest::newRow("proven") << QByteArray("right") << QByteArray("next");
        QTest::newRow("a wrong proof is somebody else's") << QByteArray("0123") << QByteArray("n1");
    }
    void nextNonce()
    {
        QFETCH(QByteArray, rspauth);
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest request = samples::registration();
        authenticator.answer(challenge(401, {digest(Auth + ", algorithm=SHA-256")}), request);
        QByteArray info
            = "nextnonce=\"next\", qop=auth, nc=00000001, cnonce=\"" + given(request, "cnonce") + '"';
        if (rspauth == "right") {
            rspauth = digestResponse({{DigestHash::Sha256}, DigestQop::Auth, "alice", "atlanta", "secret",
                "n1", given(request, "cnonce"), "00000001", {}, given(request, "uri"), {}});
        }
        if (!rspauth.isEmpty())
            info += ", rspauth=\"" + rspauth + '"';
        SipResponse success = samples::response(request, 200);
        success.append(HeaderId::AuthenticationInfo, info);
        authenticator.learn(success, request);
        SipRequest next = samples::registration();
        authenticator.preauthorize(next);
        QTEST(given(next, "nonce"), "nonce");
        QCOMPARE(given(next, "nc"),
            given(next, "nonce") == "next" ? QByteArray("00000001") : QByteArray("00000002"));
        QVERIFY(isRight(next));
    }
    void authIntCoversTheBody()
    {
        FakeRandom random;
        DigestAuthenticator authenticator({"alice", "secret", {}}, random);
        SipRequest request = samples::invite();
        authenticator.answer(challenge(401, {digest("qop=\"auth-int\"")}), request);
        QCOMPARE(given(request, "qop"), QByteArray("auth-int"));
        QVERIFY(isRight(request));
        request.setBody("v=1\r\n", "application/sdp");
        QVERIFY(!isRight(request));
    }
    void copiesShareTheirMemory()
    {
        FakeRandom random;
        DigestAuthenticator one({"alice", "secret", {}}, random);
        DigestAuthenticator two = one;
        SipRequest request = samples::registration();
        one.answer(challenge(401, {digest(Auth)}), request);
        SipRequest next = samples::registration();
        two.preauthorize(next);
        QCOMPARE(given(next, "nc"), QByteArray("00000002"));
    }
};

QTEST_GUILESS_MAIN(tst_DigestAuthenticator)
#include "tst_DigestAuthenticator.moc"
