// What a registrar may answer, RFC 3261 §10.2 and §10.3, and who hears of it: contacts that it rewrites,
// lives that it shortens, refusals of every kind, delegates and headers of one call.
#include "Registered.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Registerer::State;
using Why = Registerer::Failure;

class tst_RegistrationAnswers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tooBrief() // §10.2.8
    {
        Registered at({}, {}, 60s);
        at.registrar.minExpires = 300;
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Registered);
        QVERIFY(at.registerer.remaining() > 298s);
        QCOMPARE(at.registrar.received, 2);
    }
    void tooBriefForEver()
    {
        Registered at({}, {}, 60s);
        at.registrar.minExpires = 100'000'000;
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QCOMPARE(at.registerer.lastStatusCode(), 423);
        QCOMPARE(at.registrar.received, 1);
    }
    void theRegistrarSaysHowOftenTheFlowIsKeptAlive() // RFC 5626 §4.4
    {
        Registered at;
        at.registrar.flowTimer = "120";
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.phone.transport->flowTimer(), Milliseconds(120s));
        at.registrar.flowTimer = "soon";
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.phone.transport->flowTimer(), Milliseconds(0));
        at.registrar.flowTimer = "90";
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.phone.transport->flowTimer(), Milliseconds(90s));
        QVERIFY(at.registerer.removeBinding());
        at.world.run(50ms);
        QCOMPARE(at.phone.transport->flowTimer(), Milliseconds(0));
    }
    void theRegistrarGrantsLess()
    {
        Registered at;
        at.registrar.grants = 60;
        QVERIFY(at.registerer.addBinding());
        at.world.run(53s);
        QCOMPARE(at.registrar.received, 1);
        at.world.run(2s);
        QCOMPARE(at.registrar.received, 2);
    }
    void theContactIsRewrittenOrNotListed()
    {
        Registered at;
        at.registrar.rewritesHost = "198.51.100.7";
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Registered); // by our user: the other is somebody else's
        at.registrar.listsContacts = false;
        QVERIFY(at.registerer.addBinding());
        at.world.run(5s);
        QCOMPARE(at.registerer.state(), State::Registered);
        QCOMPARE(at.registerer.remaining() > 590s, true); // no storm of refreshes either
        at.world.run(100s);
        QCOMPARE(at.registrar.received, 2);
    }
    void onlyOthersAreListed()
    {
        Registered at;
        at.registrar.listsOnlyOthers = true;
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QCOMPARE(at.registerer.failure(), Why::Refused);
        at.registrar.listsOnlyOthers = false;
        at.world.run(5s);
        QCOMPARE(at.registerer.state(), State::Registered);
    }
    void aLifeTooShortIsNoStorm()
    {
        Registered at;
        at.registrar.grants = 1;
        QVERIFY(at.registerer.addBinding());
        at.world.run(100s);
        QVERIFY(at.registerer.isRegistered());
        QVERIFY(at.registrar.received <= 13);
    }
    void headersOfOneCallDoNotPersist() // SIP.js keeps them for ever
    {
        Registered at("secret", "secret");
        RegistererOptions options = at.registerer.options();
        options.extraHeaders = {{"X-Always", "yes"}};
        options.contactParameters.set("q", QByteArray("0.5"));
        at.registerer.setOptions(options);
        QVERIFY(at.registerer.addBinding(
            {}, {.extraHeaders = {{"X-Once", "yes"}}, .contentType = {}, .body = {}}));
        at.world.run(541s);
        QCOMPARE(at.registrar.registers.size(), 2);
        QVERIFY(!at.registrar.registers.first().value("X-Once").isEmpty()); // with credentials, too
        QVERIFY(at.registrar.registers.last().value("X-Once").isEmpty());
        for (const SipRequest &request : std::as_const(at.registrar.registers)) {
            QCOMPARE(request.value("X-Always").toByteArray(), QByteArray("yes"));
            QVERIFY(request.value(HeaderId::Contact).contains("q=0.5"));
        }
    }
    void theLastingDelegateHearsRefreshesToo()
    {
        Registered at;
        int lasting = 0;
        int once = 0;
        RegistererOptions options = at.registerer.options();
        options.delegate.onAccept = [&](const RequestDelegate::Answer &) { ++lasting; };
        at.registerer.setOptions(options);
        RequestDelegate delegate;
        delegate.onAccept = [&](const RequestDelegate::Answer &) { ++once; };
        QVERIFY(at.registerer.addBinding(delegate));
        at.world.run(541s);
        QCOMPARE(lasting, 2);
        QCOMPARE(once, 1);
        at.registerer.setOptions({});
    }
    void theDelegateHearsOfALostConnection()
    {
        Registered at;
        at.registrar.isSilent = true;
        int code = 0;
        RequestDelegate delegate;
        delegate.onReject = [&](const RequestDelegate::Answer &answer) {
            code = answer.response.statusCode();
            QCOMPARE(answer.origin, RequestDelegate::Answer::Origin::LocalTransport);
        };
        QVERIFY(at.registerer.addBinding(delegate));
        at.world.run(1s);
        at.phone.transport->lose({TransportError::Kind::Closed, {}});
        at.world.run(10ms);
        QCOMPARE(code, 503);
    }
    void whatWasAskedForWithoutAConnectionIsAskedAsItWas()
    {
        Registered at;
        at.phone.transport->failOpen(TransportError{TransportError::Kind::Unreachable, {}});
        at.phone.transport->lose({TransportError::Kind::Closed, {}});
        at.world.run(1s);
        int accepted = 0;
        RequestDelegate delegate;
        delegate.onAccept = [&](const RequestDelegate::Answer &) { ++accepted; };
        QVERIFY(at.registerer.addBinding(
            delegate, {.extraHeaders = {{"X-Once", "yes"}}, .contentType = {}, .body = {}}));
        at.world.run(1s);
        QCOMPARE(at.registrar.received, 0);
        at.phone.transport->failOpen({});
        at.world.run(10s);
        QCOMPARE(accepted, 1);
        QVERIFY(!at.registrar.registers.first().value("X-Once").isEmpty());
    }
    void failures_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<Why>("failure");
        QTest::newRow("302") << 302 << Why::Refused;
        QTest::newRow("403") << 403 << Why::Unauthorized;
        QTest::newRow("404") << 404 << Why::Refused;
        QTest::newRow("420: we demand nothing") << 420 << Why::Refused;
        QTest::newRow("421: what it demands we cannot do") << 421 << Why::Refused;
        QTest::newRow("430: a flow behind it") << 430 << Why::ServerTrouble;
        QTest::newRow("439 without outbound") << 439 << Why::Refused;
        QTest::newRow("482") << 482 << Why::ServerTrouble;
        QTest::newRow("483") << 483 << Why::ServerTrouble;
        QTest::newRow("500") << 500 << Why::ServerTrouble;
        QTest::newRow("603") << 603 << Why::Refused;
    }
    void failures()
    {
        QFETCH(int, code);
        QFETCH(Why, failure);
        Registered at;
        at.registrar.failWith = code;
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QCOMPARE(at.registerer.failure(), failure);
        QCOMPARE(at.registerer.lastStatusCode(), code);
        QCOMPARE(at.registrar.received, 1);
    }
    void theRegistrarMoved() // §21.3: shown, and followed by who consents
    {
        Registered at;
        at.registrar.failWith = 301;
        at.registrar.moreHeaders = {{"Contact", "<sip:new.example.com>"}};
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(at.registerer.redirectContacts().size(), 1);
        at.registrar.failWith = 0;
        at.registrar.moreHeaders.clear();
        RegistererOptions options = at.registerer.options();
        options.registrar = at.registerer.redirectContacts().first().uri;
        at.registerer.setOptions(options);
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        QCOMPARE(
            at.registrar.registers.first().requestUriText().toByteArray(), QByteArray("sip:new.example.com"));
        QVERIFY(at.registerer.isRegistered());
        QVERIFY(at.registerer.redirectContacts().isEmpty());
    }
    void disposingIsNotWaitedForWithoutAConnection()
    {
        Registered at;
        QVERIFY(at.registerer.addBinding());
        at.world.run(50ms);
        at.phone.transport->failOpen(TransportError{TransportError::Kind::Unreachable, {}});
        at.registerer.dispose();
        QCOMPARE(at.registerer.state(), State::Unregistering);
        at.phone.transport->lose({TransportError::Kind::Closed, {}});
        at.world.run(10ms);
        QCOMPARE(at.registerer.state(), State::Terminated);
        at.phone.transport->failOpen({});
        at.world.run(2min); // the keeper asks it in vain
        QCOMPARE(at.registerer.state(), State::Terminated);
        at.phone.agent->stop();
        at.world.run(200ms);
        QCOMPARE(at.phone.agent->state(), UserAgent::State::Stopped);
    }
    void othersAreRemovedOnlyWhenSaidSo()
    {
        Registered at;
        QVERIFY(at.registerer.removeBinding(Registerer::Bindings::All));
        at.world.run(50ms);
        QCOMPARE(at.registrar.registers.last().value(HeaderId::Contact).toByteArray(), QByteArray("*"));
        QVERIFY(at.registerer.addBinding());
        QVERIFY(!at.registerer.removeBinding()); // done after the answer
        at.world.run(50ms);
        QCOMPARE(at.registerer.state(), State::Unregistered);
        QVERIFY(at.registrar.registers.last().value(HeaderId::Contact).contains("expires=0"));
    }
    void retryAfterIsHonoured()
    {
        Registered at;
        at.registrar.failWith = 503;
        at.registrar.retryAfter = 120;
        QVERIFY(at.registerer.addBinding());
        at.world.run(100s);
        QCOMPARE(at.registerer.failure(), Why::ServerTrouble);
        QCOMPARE(at.registerer.retryAfter(), 120s);
        QCOMPARE(at.registrar.received, 1);
        at.registrar.failWith = 0;
        at.world.run(25s);
        QCOMPARE(at.registerer.state(), State::Registered);
    }
};

QTEST_GUILESS_MAIN(tst_RegistrationAnswers)
#include "tst_RegistrationAnswers.moc"
