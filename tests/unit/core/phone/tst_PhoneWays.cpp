// How the sound of calls finds its way, as far as the phone has a part in it: what the account says of it,
// the password of its relay, what a call tells meanwhile, and new ways on request and in another network.
#include "PhoneTest.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;
using Way = CallState::Way;
using Server = MediaPolicy::Server;

class tst_PhoneWays : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void theAccountSaysWhichWaysThereAre();
    void theAccountHasCodecsOfItsOwn();
    void thePasswordOfTheRelayGoesToTheKeychain();
    void aPasswordInTheUriIsTakenOut();
    void thePasswordOfTheRelayMayBeMissing();
    void anotherUserHasAnotherPassword();
    void aRemovedAccountLeavesNoPassword();
    void webSocketsMeetBrowsers();
    void theProfileThatWorkedIsRemembered();
    void theProfileIsLearnedFromOffersOfOursOnly();
    void anEncryptionNamesTheProfile();
    void tellsHowTheSoundGetsThere_data();
    void tellsHowTheSoundGetsThere();
    void nothingIsClaimedBeforeItFlows_data();
    void nothingIsClaimedBeforeItFlows();
    void reconnects();
    void reconnectsWhenTheHoldIsDone();
    void reconnectsOnlyWhatHasWays();
    void anotherNetworkMeansAnotherDescription();

private:
    /// Changes Anna's account.
    template <typename Change>
    PhoneResult<> change(Change change, const std::optional<QString> &turnPassword = std::nullopt)
    {
        AccountSettings settings = account()->settings();
        change(settings);
        const auto changed
            = (*m_anna)->changeAccount(QStringLiteral("a1"), settings, std::nullopt, turnPassword);
        m_world->run(50ms);
        return changed;
    }
    Account *account() const { return (*m_anna)->account(QStringLiteral("a1")); }
    /// What the media of a call of hers is told now.
    MediaPolicy policy();
    QString passwordOfTheRelay();
    QByteArray allOfTheDatabase() const;
};

MediaPolicy tst_PhoneWays::policy()
{
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(50ms);
    const MediaPolicy told
        = m_anna->media.policies.isEmpty() ? MediaPolicy() : m_anna->media.policies.takeLast();
    if (call)
        (void)(*call)->hangUp();
    m_world->run(100ms);
    return told;
}

QString tst_PhoneWays::passwordOfTheRelay()
{
    const MediaPolicy told = policy();
    return told.iceServers.isEmpty() ? QString() : told.iceServers.constLast().password;
}

QByteArray tst_PhoneWays::allOfTheDatabase() const
{
    QByteArray all;
    const QDir directory(m_anna->directory.path());
    for (const QString &name : directory.entryList(QDir::Files)) {
        QFile file(directory.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

void tst_PhoneWays::theAccountSaysWhichWaysThereAre()
{
    QCOMPARE(policy().ice, AccountSettings::Ice::Auto);
    QVERIFY(policy().iceServers.isEmpty()); // nobody's by default
    QVERIFY(change(
        [](AccountSettings &s) {
            s.mediaEncryption = AccountSettings::MediaEncryption::Dtls;
            s.ice = AccountSettings::Ice::On;
            s.stunServer = QStringLiteral("stun.example.org");
            s.turnUri = QStringLiteral("turns:bob@relay.example.org");
        },
        QStringLiteral("5ecre7")));
    const MediaPolicy told = policy();
    QCOMPARE(told.encryption, AccountSettings::MediaEncryption::Dtls);
    QCOMPARE(told.ice, AccountSettings::Ice::On);
    const QList<Server> expected{{Server::Kind::Stun, QStringLiteral("stun.example.org"), 3478, {}, {}},
        {Server::Kind::TurnTls, QStringLiteral("relay.example.org"), 5349, QStringLiteral("bob"),
            QStringLiteral("5ecre7")}};
    QCOMPARE(told.iceServers, expected);
}

void tst_PhoneWays::theAccountHasCodecsOfItsOwn()
{
    QCOMPARE(policy().codecs.first(), QStringLiteral("opus")); // the setting's
    QCOMPARE(policy().opusBitrate, 32000);
    QVERIFY(!policy().silenceSuppression);
    QVERIFY(!policy().stereo);
    QVERIFY(change([](AccountSettings &s) { s.codecs = QStringLiteral("pcma,l16"); }));
    QCOMPARE(policy().codecs, (QStringList{QStringLiteral("pcma"), QStringLiteral("l16")}));
    QVERIFY(change([](AccountSettings &s) { s.codecs.clear(); }));
    QCOMPARE(policy().codecs.first(), QStringLiteral("opus"));
}

void tst_PhoneWays::thePasswordOfTheRelayGoesToTheKeychain()
{
    m_anna->keychain.works = true;
    QVERIFY(change(
        [](AccountSettings &s) { s.turnUri = QStringLiteral("turn:bob@r.org"); }, QStringLiteral("5ecre7")));
    QCOMPARE(m_anna->keychain.kept.size(), 1);
    QVERIFY(m_anna->keychain.kept.constBegin().key().endsWith(QStringLiteral("/a1/turn")));
    QVERIFY(account()->hasTurnPassword() && account()->isTurnPasswordKept());
    QVERIFY(!allOfTheDatabase().contains("5ecre7"));
    m_anna->restart();
    QCOMPARE(passwordOfTheRelay(), QStringLiteral("5ecre7"));
    QVERIFY(change([](AccountSettings &) {}, QString())); // none any more
    QVERIFY(!account()->hasTurnPassword());
    QVERIFY(m_anna->keychain.kept.isEmpty());
}

void tst_PhoneWays::aPasswordInTheUriIsTakenOut()
{
    m_anna->keychain.works = true;
    QVERIFY(change([](AccountSettings &s) { s.turnUri = QStringLiteral("turn:bob:5ecre7@r.org"); }));
    QCOMPARE(account()->settings().turnUri, QStringLiteral("turn:bob@r.org"));
    QCOMPARE(passwordOfTheRelay(), QStringLiteral("5ecre7"));
    QVERIFY(change([](AccountSettings &s) { s.turnUri = QStringLiteral("turn:bob:5ecre8@r.org"); }));
    QCOMPARE(passwordOfTheRelay(), QStringLiteral("5ecre8"));
    AccountSettings another = account()->settings();
    another.turnUri = QStringLiteral("turn:bob:5ecre9@r.org");
    const auto added = (*m_anna)->addAccount(another, {});
    QVERIFY(added);
    QCOMPARE((*added)->settings().turnUri, QStringLiteral("turn:bob@r.org"));
    QCOMPARE(m_anna->keychain.kept.size(), 2);
    QVERIFY(!allOfTheDatabase().contains("5ecre"));
}

/// The account goes on without its relay, and says so once.
void tst_PhoneWays::thePasswordOfTheRelayMayBeMissing()
{
    QVERIFY(change([](AccountSettings &s) { s.turnUri = QStringLiteral("turn:bob@r.org"); },
        QStringLiteral("5ecre7"))); // there is no keychain
    QCOMPARE(passwordOfTheRelay(), QStringLiteral("5ecre7"));
    QVERIFY(!account()->isTurnPasswordKept());
    QVERIFY(account()->isPasswordKept()); // which is another one
    m_anna->phone.reset();
    m_anna->phone = std::make_unique<Phone>(*m_anna->environment);
    QSignalSpy noticed(&**m_anna, &Phone::noticed);
    m_world->run(100ms);
    QCOMPARE(noticed.size(), 1);
    QCOMPARE(noticed[0][0].toString(), QStringLiteral("no-turn-password"));
    QVERIFY(account()->isReady());
    QVERIFY(!account()->hasTurnPassword());
    QVERIFY(!account()->isTurnPasswordKept());
    QVERIFY(policy().iceServers.isEmpty());
}

void tst_PhoneWays::anotherUserHasAnotherPassword()
{
    m_anna->keychain.works = true;
    QVERIFY(change([](AccountSettings &) {}, QStringLiteral("5ecre7"))); // before there is a relay
    QVERIFY(change([](AccountSettings &s) { s.turnUri = QStringLiteral("turn:bob@r.org"); }));
    QCOMPARE(passwordOfTheRelay(), QStringLiteral("5ecre7"));
    QVERIFY(change([](AccountSettings &s) { s.turnUri = QStringLiteral("turn:bob@other.org"); }));
    QCOMPARE(passwordOfTheRelay(), QStringLiteral("5ecre7")); // it moved
    QVERIFY(change([](AccountSettings &s) { s.turnUri = QStringLiteral("turn:cy@other.org"); }));
    QVERIFY(policy().iceServers.isEmpty());
    QVERIFY(m_anna->keychain.kept.isEmpty());
    QVERIFY(change([](AccountSettings &s) { s.turnUri = QStringLiteral("turn:cy:5ecre8@other.org"); }));
    QVERIFY(change([](AccountSettings &s) { s.turnUri.clear(); }));
    QVERIFY(!account()->hasTurnPassword());
    QVERIFY(m_anna->keychain.kept.isEmpty());
}

void tst_PhoneWays::aRemovedAccountLeavesNoPassword()
{
    m_anna->keychain.works = true;
    QVERIFY(change([](AccountSettings &s) { s.turnUri = QStringLiteral("turn:bob:5ecre7@r.org"); }));
    QVERIFY((*m_anna)->removeAccount(QStringLiteral("a1")));
    QVERIFY(m_anna->keychain.kept.isEmpty());
}

void tst_PhoneWays::webSocketsMeetBrowsers()
{
    QVERIFY(!policy().prefersWebRtc);
    QVERIFY(change([](AccountSettings &s) { s.server = QStringLiteral("wss://192.0.2.2/ws"); }));
    QVERIFY(policy().prefersWebRtc);
}

/// Without a question to anybody; also after the next start, and until the account is another one.
void tst_PhoneWays::theProfileThatWorkedIsRemembered()
{
    m_anna->media.isWebRtc = true; // the first offer was refused, the other one was not
    QVERIFY(established(*m_anna, *m_bob).first);
    QVERIFY(policy().prefersWebRtc);
    m_anna->restart();
    QVERIFY(policy().prefersWebRtc);
    m_anna->media.isWebRtc = false;
    QVERIFY(established(*m_anna, *m_bob).first);
    QVERIFY(!policy().prefersWebRtc);
    m_anna->media.isWebRtc = true;
    QVERIFY(established(*m_anna, *m_bob).first);
    QVERIFY(change([](AccountSettings &s) { s.displayName = QStringLiteral("Anna"); }));
    (*m_anna)->hangUpAll();
    m_world->run(200ms);
    QVERIFY(policy().prefersWebRtc);
    QVERIFY(change([](AccountSettings &s) { s.server = QStringLiteral("sip:192.0.2.2"); }));
    QVERIFY(!policy().prefersWebRtc);
}

void tst_PhoneWays::theProfileIsLearnedFromOffersOfOursOnly()
{
    m_anna->media.isWebRtc = true;
    QVERIFY(established(*m_bob, *m_anna).first); // he offers as he likes
    QVERIFY(!policy().prefersWebRtc);
    DialOptions options;
    options.withoutSdp = true;
    QVERIFY((*m_anna)->dial(m_cy->uri(), options));
    m_world->run(100ms);
    QVERIFY(incoming(*m_cy) && incoming(*m_cy)->answer());
    m_world->run(200ms);
    QVERIFY(!policy().prefersWebRtc);
}

void tst_PhoneWays::anEncryptionNamesTheProfile()
{
    QVERIFY(change([](AccountSettings &s) { s.mediaEncryption = AccountSettings::MediaEncryption::Dtls; }));
    m_anna->media.isWebRtc = true;
    QVERIFY(established(*m_anna, *m_bob).first);
    QVERIFY(!policy().prefersWebRtc);
}

void tst_PhoneWays::tellsHowTheSoundGetsThere_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<QString>("word");
    QTest::newRow("none") << Way::None << QStringLiteral("none");
    QTest::newRow("connecting") << Way::Connecting << QStringLiteral("connecting");
    QTest::newRow("securing") << Way::Securing << QStringLiteral("securing");
    QTest::newRow("connected") << Way::Connected << QStringLiteral("connected");
    QTest::newRow("interrupted") << Way::Interrupted << QStringLiteral("interrupted");
    QTest::newRow("failed") << Way::Failed << QStringLiteral("failed");
}

void tst_PhoneWays::tellsHowTheSoundGetsThere()
{
    QFETCH(Way, way);
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    QList<QJsonObject> told;
    connect(&**m_anna, &Phone::happened, this, [&](const QJsonObject &event) {
        if (event.value(QLatin1String("event")) == QLatin1String("call"))
            told.append(event);
    });
    m_anna->media.way = way;
    Q_EMIT m_anna->media.stateChanged(m_anna->media.last);
    QCOMPARE(annas->state().way, way);
    QCOMPARE(told.size(), way == Way::None ? 0 : 1);
    if (!told.isEmpty())
        QTEST(told[0].value(QLatin1String("media")).toString(), "word");
    Q_EMIT m_anna->media.stateChanged(m_anna->media.last);
    QCOMPARE(told.size(), way == Way::None ? 0 : 1); // no news
    (void)annas->hangUp();
    m_world->run(200ms);
    QCOMPARE(annas->state().way, Way::None);
}

void tst_PhoneWays::nothingIsClaimedBeforeItFlows_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<bool>("claimed");
    QTest::newRow("none") << Way::None << true;
    QTest::newRow("connecting") << Way::Connecting << false;
    QTest::newRow("securing") << Way::Securing << false;
    QTest::newRow("connected") << Way::Connected << true;
    QTest::newRow("interrupted") << Way::Interrupted << true;
    QTest::newRow("failed") << Way::Failed << false;
}

void tst_PhoneWays::nothingIsClaimedBeforeItFlows()
{
    QFETCH(Way, way);
    m_anna->media.encryption = CallState::Encryption::Dtls;
    m_anna->media.way = way;
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    QTEST(annas->state().encryption == CallState::Encryption::Dtls, "claimed");
}

void tst_PhoneWays::reconnects()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    m_anna->media.hasWays = true;
    FakeTransport &wire = *m_anna->transports.constLast();
    wire.clear();
    QVERIFY(annas->reconnect());
    QCOMPARE(m_anna->media.renewals, 1);
    m_world->run(200ms);
    QCOMPARE(wire.count("INVITE "), 1);
    QCOMPARE(phase(annas), Phase::Established);
    QVERIFY(bobs->hangUp());
    m_world->run(200ms);
    QCOMPARE(annas->reconnect().error().code, QStringLiteral("wrong-state"));
}

void tst_PhoneWays::reconnectsWhenTheHoldIsDone()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    m_anna->media.hasWays = true;
    FakeTransport &wire = *m_anna->transports.constLast();
    wire.clear();
    QVERIFY(annas->hold());
    QVERIFY(annas->reconnect()); // its re-INVITE is not answered yet
    m_world->run(1s);
    QCOMPARE(wire.count("INVITE "), 2);
    QCOMPARE(m_anna->media.renewals, 1);
    QVERIFY(annas->state().heldLocal);
    QCOMPARE(phase(annas), Phase::Established);
}

void tst_PhoneWays::reconnectsOnlyWhatHasWays()
{
    const auto dialled = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    m_anna->media.hasWays = true;
    QCOMPARE((*dialled)->reconnect().error().code, QStringLiteral("wrong-state")); // not answered yet
    QVERIFY(incoming(*m_bob)->answer());
    m_world->run(200ms);
    m_anna->media.hasWays = false;
    FakeTransport &wire = *m_anna->transports.constLast();
    wire.clear();
    QCOMPARE((*dialled)->reconnect().error().code, QStringLiteral("nothing-to-renew"));
    m_world->run(200ms);
    wire.expectNothing();
}

/// The media learns the new address with the next description, which goes to the peer: it can look for new
/// ways.
void tst_PhoneWays::anotherNetworkMeansAnotherDescription()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    FakeMediaHandler &handler = *m_anna->media.last;
    const qsizetype before = handler.asked.size();
    QCOMPARE(handler.asked.constLast().localAddress, m_anna->address);
    m_anna->moveTo(QHostAddress(QStringLiteral("198.51.100.7")));
    m_world->run(1s);
    QCOMPARE(handler.asked.size(), before + 1);
    QCOMPARE(handler.asked.constLast().localAddress, QHostAddress(QStringLiteral("198.51.100.7")));
    QCOMPARE(handler.asked.constLast().change, DescriptionOptions::Change::Possible);
    QCOMPARE(phase(annas), Phase::Established);
}

QTEST_GUILESS_MAIN(tst_PhoneWays)
#include "tst_PhoneWays.moc"
