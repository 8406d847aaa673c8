// A person's accounts in virtual time: kept, without their password, without their server, on another
// network.
#include "PhoneTest.h"
#include "TestRegistrar.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;

class tst_PhoneAccounts : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void dialsByDefaultAccount();
    void accountsSurviveARestart();
    void anAccountIsCheckedWhoeverGivesIt();
    void anAccountWithoutItsPasswordSaysSo();
    void aPasswordThatIsMissingIsSaidUntilItIsThere();
    void aSilentKeychainMayStillAnswer();
    void triesAgainWhenAsked();
    void aLostWireSaysSo();
    void removesAccounts();
    void aChangeOfNetworkIsToldToTheRegistrarAndToCalls();
    void theMachineIsOnlineAgain();
    void aChangeElsewhereIsNotToldToAnybody();
    void aChangeOfNetworkIsToldToCallsWithoutServer();
    void theDomainSaysOverWhat_data();
    void theDomainSaysOverWhat();
    void whoSaysItIsNotAsked();
    void aDomainThatNobodyKnewIsAskedAgain();

private:
    /// A second account of Anna's, at the TestRegistrar; null when it did not get there.
    const Account *registered();
};

const Account *tst_PhoneAccounts::registered()
{
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:anna@10.0.1.1");
    const auto account = (*m_anna)->addAccount(settings, {});
    m_world->run(500ms);
    return account && (*account)->isRegistered() ? *account : nullptr;
}

void tst_PhoneAccounts::dialsByDefaultAccount()
{
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@192.0.2.1");
    QVERIFY((*m_anna)->addAccount(settings, {}));
    m_world->run(50ms);
    QCOMPARE((*(*m_anna)->dial(m_bob->uri()))->state().accountId, QStringLiteral("a1"));
    set(*m_anna, "defaultAccount", "a2");
    QCOMPARE((*(*m_anna)->dial(m_bob->uri()))->state().accountId, QStringLiteral("a2"));
    DialOptions options;
    options.accountId = QStringLiteral("a1");
    QCOMPARE((*(*m_anna)->dial(m_bob->uri(), options))->state().accountId, QStringLiteral("a1"));
}

/// Whoever asks, the same fields are refused.
void tst_PhoneAccounts::anAccountIsCheckedWhoeverGivesIt()
{
    const auto refused = [&](auto change) {
        AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
        change(settings);
        const bool added = bool((*m_anna)->addAccount(settings, {}));
        const bool changed = bool((*m_anna)->changeAccount(QStringLiteral("a1"), settings, std::nullopt));
        return !added && !changed;
    };
    QVERIFY(refused([](auto &s) { s.aor = QStringLiteral("sip:<b>x</b>@127.0.0.1"); }));
    QVERIFY(refused([](auto &s) { s.server = QStringLiteral("sip:gar bage:99999"); }));
    QVERIFY(refused([](auto &s) { s.caFile = QStringLiteral("/does/not/exist"); }));
    QVERIFY(refused([](auto &s) { s.stunServer = QStringLiteral("stun:"); }));
    QVERIFY(refused([](auto &s) { s.turnUri = QStringLiteral("turn:r.org:x"); }));
    QCOMPARE((*m_anna)->accounts().size(), 1);
}

void tst_PhoneAccounts::accountsSurviveARestart()
{
    const AccountSettings before = (*m_anna)->account(QStringLiteral("a1"))->settings();
    m_anna->restart();
    QCOMPARE((*m_anna)->accounts().size(), 1);
    QCOMPARE((*m_anna)->account(QStringLiteral("a1"))->settings(), before);
    QVERIFY((*m_anna)->account(QStringLiteral("a1"))->isReady());
}

void tst_PhoneAccounts::anAccountWithoutItsPasswordSaysSo()
{
    QSignalSpy noticed(&**m_anna, &Phone::noticed);
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@192.0.2.3");
    settings.registers = true;
    const auto added = (*m_anna)->addAccount(settings, QStringLiteral("5ecre7"));
    QVERIFY(added);
    m_world->run(50ms);
    QCOMPARE(noticed.size(), 1);
    QVERIFY(noticed[0][1].toString().contains(QStringLiteral("no keychain")));
    m_anna->restart();
    Account *account = (*m_anna)->account(QStringLiteral("a2"));
    QCOMPARE(account->state(), Account::State::Failed);
    QVERIFY(account->reason().contains(QStringLiteral("not stored")));
    QVERIFY((*m_anna)->changeAccount(QStringLiteral("a2"), account->settings(), QStringLiteral("5ecre7")));
    m_world->run(5s);
    QVERIFY(!account->reason().contains(QStringLiteral("not stored")));
    QFile database(m_anna->directory.filePath(QStringLiteral("carillon.db-wal")));
    QVERIFY(database.open(QIODevice::ReadOnly));
    QVERIFY(!database.readAll().contains("5ecre7"));
}

void tst_PhoneAccounts::aPasswordThatIsMissingIsSaidUntilItIsThere()
{
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@192.0.2.3");
    settings.registers = true;
    QVERIFY((*m_anna)->addAccount(settings, QStringLiteral("5ecre7")));
    m_anna->restart();
    Account *account = (*m_anna)->account(QStringLiteral("a2"));
    settings.displayName = QStringLiteral("Work");
    QVERIFY((*m_anna)->changeAccount(QStringLiteral("a2"), settings, std::nullopt));
    m_world->run(1s);
    QVERIFY(account->reason().contains(QStringLiteral("not stored")));
    const auto asked = account->addBinding();
    QVERIFY(!asked);
    QCOMPARE(asked.error().code, QStringLiteral("no-password"));
    QCOMPARE(asked.error().message, account->reason());
}

void tst_PhoneAccounts::aSilentKeychainMayStillAnswer()
{
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@192.0.2.3");
    QVERIFY((*m_anna)->addAccount(settings, QStringLiteral("5ecre7")));
    m_anna->keychain.isSilent = true;
    m_anna->restart();
    Account *account = (*m_anna)->account(QStringLiteral("a2"));
    QCOMPARE(account->state(), Account::State::Connecting);
    m_world->run(11s);
    QCOMPARE(account->state(), Account::State::Failed);
    QVERIFY(account->reason().contains(QStringLiteral("keychain does not answer")));
    m_anna->keychain.answer(QStringLiteral("5ecre7"));
    m_world->run(1s);
    QCOMPARE(account->reason(), QString());
    QVERIFY(account->isReady());
}

/// "Try again" after what kept the account from its server is mended.
void tst_PhoneAccounts::triesAgainWhenAsked()
{
    m_anna->failOpen = TransportError{TransportError::Kind::Refused, {}};
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:work@192.0.2.2");
    settings.server = QStringLiteral("sip:192.0.2.2;transport=tcp");
    Account *account = *(*m_anna)->addAccount(settings, {});
    m_world->run(50ms);
    QCOMPARE(account->state(), Account::State::Failed);
    m_world->run(120s); // it waits longer from time to time
    m_anna->transports.constLast()->failOpen(std::nullopt);
    QVERIFY(account->addBinding());
    QCOMPARE(account->reason(), QString());
    m_world->run(50ms);
    QVERIFY(account->state() != Account::State::Connecting);
    QVERIFY(!account->contact().isEmpty());
}

void tst_PhoneAccounts::aLostWireSaysSo()
{
    m_anna->failOpen = TransportError{TransportError::Kind::TlsUntrusted, QStringLiteral("self-signed")};
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:work@pbx.example.org");
    settings.server = QStringLiteral("sip:pbx.example.org;transport=tls");
    const auto account = (*m_anna)->addAccount(settings, {});
    QVERIFY(account);
    m_world->run(50ms);
    QCOMPARE((*account)->state(), Account::State::Failed);
    QCOMPARE((*account)->reason(), QStringLiteral("The certificate of pbx.example.org is not trusted."));
    QCOMPARE((*account)->detail(), QStringLiteral("self-signed"));
    QCOMPARE((*account)->transport(), QStringLiteral("tls"));
    DialOptions options;
    options.accountId = (*account)->id();
    QCOMPARE((*m_anna)->dial(QStringLiteral("1"), options).error().code, QStringLiteral("not-connected"));
}

void tst_PhoneAccounts::removesAccounts()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QSignalSpy removed(&**m_anna, &Phone::accountRemoved);
    QVERIFY((*m_anna)->removeAccount(QStringLiteral("a1")));
    QVERIFY(!(*m_anna)->removeAccount(QStringLiteral("a1")));
    m_world->run(1s);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(phase(bobs), Phase::Terminated);
    QVERIFY((*m_anna)->accounts().isEmpty());
    m_anna->restart();
    QVERIFY((*m_anna)->accounts().isEmpty());
}

/// Over UDP no connection breaks when the address changes: who is not told sends to the old one for ever.
void tst_PhoneAccounts::aChangeOfNetworkIsToldToTheRegistrarAndToCalls()
{
    TestRegistrar registrar(m_world->clock, m_world->network);
    const Account *account = registered();
    QVERIFY(account);
    DialOptions options;
    options.accountId = account->id();
    const auto call = (*m_anna)->dial(m_bob->uri(), options);
    m_world->run(100ms);
    Call *bobs = incoming(*m_bob);
    QVERIFY(bobs && bobs->answer());
    m_world->run(200ms);
    QCOMPARE(phase(*call), Phase::Established);
    FakeTransport &wire = *m_anna->transports.constLast();
    wire.clear();

    m_anna->moveTo(QHostAddress(QStringLiteral("198.51.100.7")));
    m_world->run(1s);
    QCOMPARE(registrar.registers.size(), 2);
    QVERIFY(registrar.registers[1].value(HeaderId::Contact).contains("@198.51.100.7:"));
    QVERIFY(account->isRegistered());
    QCOMPARE(wire.count("INVITE "), 1);
    QVERIFY(bobs->hangUp()); // reaches her where she is now
    m_world->run(200ms);
    QCOMPARE((*call)->state().end->by, CallState::End::By::Remote);
}

/// Whatever wait the user agent is in: it ends when the machine has a network.
void tst_PhoneAccounts::theMachineIsOnlineAgain()
{
    TestRegistrar registrar(m_world->clock, m_world->network);
    const Account *account = registered();
    QVERIFY(account);
    FakeTransport &wire = *m_anna->transports.constLast();
    wire.failOpen(TransportError{TransportError::Kind::Unreachable, {}});
    wire.lose({TransportError::Kind::Closed, {}});
    m_anna->monitor.set(false);
    m_world->run(10min);
    QVERIFY(!account->isRegistered());
    wire.failOpen({});
    m_anna->monitor.set(true);
    m_world->run(50ms);
    QVERIFY(account->isRegistered());
    QCOMPARE(registrar.registers.size(), 2);
}

/// Another interface comes up: the way to the server is what it was.
void tst_PhoneAccounts::aChangeElsewhereIsNotToldToAnybody()
{
    TestRegistrar registrar(m_world->clock, m_world->network);
    QVERIFY(registered());
    FakeTransport &wire = *m_anna->transports.constLast();
    wire.clear();
    m_anna->moveTo(m_anna->address);
    m_world->run(1s);
    wire.expectNothing();
}

void tst_PhoneAccounts::aChangeOfNetworkIsToldToCallsWithoutServer()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    m_anna->moveTo(QHostAddress(QStringLiteral("198.51.100.7")));
    m_world->run(1s);
    QVERIFY(bobs->hangUp());
    m_world->run(200ms);
    QCOMPARE(annas->state().end->by, CallState::End::By::Remote);
}

void tst_PhoneAccounts::theDomainSaysOverWhat_data()
{
    QTest::addColumn<QStringList>("services"); // of NAPTR
    QTest::addColumn<QString>("transport");    // empty: there is none
    QTest::addColumn<QString>("reason");
    const QString webSocket = QStringLiteral(
        "example.org offers calls over WebSocket only: enter the address of its server (wss://…).");
    const QString foreign = QStringLiteral("example.org offers no kind of connection that Carillon knows.");
    QTest::newRow("TLS alone") << QStringList{QStringLiteral("SIPS+D2T")} << QStringLiteral("tls")
                               << QString();
    QTest::newRow("TLS before the others")
        << QStringList{QStringLiteral("SIPS+D2T"), QStringLiteral("SIP+D2U")} << QStringLiteral("tls")
        << QString();
    QTest::newRow("TCP alone: the usual, which has both")
        << QStringList{QStringLiteral("SIP+D2T")} << QStringLiteral("udp") << QString();
    QTest::newRow("WebSocket, and TLS after it")
        << QStringList{QStringLiteral("SIPS+D2W"), QStringLiteral("SIPS+D2T")} << QStringLiteral("tls")
        << QString();
    QTest::newRow("WebSocket alone") << QStringList{QStringLiteral("SIP+D2W")} << QString() << webSocket;
    QTest::newRow("SCTP alone") << QStringList{QStringLiteral("SIP+D2S")} << QString() << foreign;
    QTest::newRow("nothing is said") << QStringList() << QStringLiteral("udp") << QString();
}

/// RFC 3263 §4.1, before there is a transport.
void tst_PhoneAccounts::theDomainSaysOverWhat()
{
    QFETCH(QStringList, services);
    QFETCH(QString, transport);
    const QString domain = QStringLiteral("example.org");
    for (qsizetype i = 0; i < services.size(); ++i)
        m_world->resolver.pointers[domain].append(
            {quint16(i), 0, QStringLiteral("s"), services.at(i), {}, QStringLiteral("_sip._x.example.org")});
    const qsizetype before = m_anna->transports.size();
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:anna@") + domain;
    Account *account = (*m_anna)->addAccount(settings, QStringLiteral("pw")).value();
    QCOMPARE(account->state(), Account::State::Connecting); // it is looked up
    QCOMPARE(account->reason(), QString());
    m_world->run(100ms);
    QCOMPARE(m_anna->transports.size(), before + (transport.isEmpty() ? 0 : 1));
    QTEST(transport.isEmpty() ? account->reason() : QString(), "reason");
    if (!transport.isEmpty()) {
        QCOMPARE(account->transport(), transport);
        return;
    }
    QCOMPARE(account->state(), Account::State::Failed); // at once, not by a timeout
    m_world->resolver.pointers.clear();
    QVERIFY(account->addBinding()); // by hand: it may be otherwise by now
    m_world->run(100ms);
    QCOMPARE(m_anna->transports.size(), before + 1);
    QVERIFY(account->state() != Account::State::Failed || account->reason() != QString());
}

void tst_PhoneAccounts::whoSaysItIsNotAsked()
{
    m_world->resolver.asked.clear();
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:anna@example.org");
    settings.server = QStringLiteral("sip:192.0.2.77;transport=tcp");
    QVERIFY((*m_anna)->addAccount(settings, QStringLiteral("pw")));
    settings.server.clear();
    settings.aor = QStringLiteral("sip:anna@192.0.2.78");
    QVERIFY((*m_anna)->addAccount(settings, QStringLiteral("pw")));
    m_world->run(50ms);
    QVERIFY2(m_world->resolver.asked.filter(QStringLiteral("NAPTR")).isEmpty(),
        qPrintable(m_world->resolver.asked.join(u' ')));
}

void tst_PhoneAccounts::aDomainThatNobodyKnewIsAskedAgain()
{
    const QString domain = QStringLiteral("example.org");
    m_world->resolver.unanswered.append(QStringLiteral("NAPTR ") + domain);
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:anna@") + domain;
    Account *account = (*m_anna)->addAccount(settings, QStringLiteral("pw")).value();
    m_world->run(4s);
    QCOMPARE(account->transport(), QStringLiteral("udp")); // the usual
    m_world->resolver.unanswered.clear();
    m_world->resolver.pointers[domain] = {{0, 0, QStringLiteral("s"), QStringLiteral("SIPS+D2T"), {},
        QStringLiteral("_sips._tcp.example.org")}};
    m_anna->moveTo(QHostAddress(QStringLiteral("192.0.2.44"))); // another network, another DNS
    m_world->run(2s);
    QCOMPARE(account->transport(), QStringLiteral("tls"));
}

QTEST_GUILESS_MAIN(tst_PhoneAccounts)
#include "tst_PhoneAccounts.moc"
