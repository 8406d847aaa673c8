#include "AccountFields.h"
#include "AccountRecord.h"

#include <QJsonDocument>
#include <QTest>

using namespace carillon;

class tst_AccountFields : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sets_data();
    void sets();
    void survivesTheDatabase();
    void thePasswordOfTheRelayIsTakenOut();
    void whatIsKeptBesideTheSettings();
    void ignoresWhatItDoesNotKnow();
    void checks_data();
    void checks();
    void writesAsSetDoes();
    void leavesUncheckedWhatDidNotChange();
};

void tst_AccountFields::sets_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("kept"); ///< null: refused
    const auto row = [](const char *name, const char *value, const char *kept) {
        QTest::addRow("%s %s", name, value) << QString::fromUtf8(name) << QString::fromUtf8(value)
                                            << (kept ? QString::fromUtf8(kept) : QString());
    };
    row("aor", "sip:1001@example.org", "sip:1001@example.org");
    row("aor", "1001@example.org", "sip:1001@example.org");
    row("aor", "sips:1001@example.org:5071", "sips:1001@example.org:5071");
    row("aor", "sip:1001@example.org;transport=tcp", "sip:1001@example.org");
    row("aor", "sip:example.org", nullptr);
    row("aor", "sip:1001:pw@example.org", nullptr);
    row("aor", "sip:1001@example.org?x=y", nullptr);
    row("aor", "http://example.org", nullptr);
    row("aor", "", nullptr);
    row("server", "sip:pbx.example.org:5061;transport=tls", "sip:pbx.example.org:5061;transport=tls");
    row("server", "pbx.example.org", "sip:pbx.example.org");
    row("server", "wss://example.org/ws?x=1", "wss://example.org/ws?x=1");
    row("server", "ws://example.org:8080/", "ws://example.org:8080/");
    row("server", "", "");
    row("server", "sip:user@pbx.example.org", nullptr);
    row("server", "sip:pbx.example.org;transport=pigeon", nullptr);
    row("server", "wss://user:pw@example.org/", nullptr);
    row("server", "wss://", nullptr);
    row("media-encryption", "sdes", "sdes");
    row("media-encryption", "none", "none");
    row("media-encryption", "rot13", nullptr);
    row("media-encryption", "dtls", "dtls");
    row("ice", "off", "off");
    row("ice", "on", "on");
    row("ice", "auto", "auto");
    row("ice", "perhaps", nullptr);
    row("stun", "stun.example.org:3478", "stun.example.org:3478");
    row("stun", "", "");
    row("stun", "stun.example.org:0", nullptr);
    row("turn", "turn:relay.example.org", "turn:relay.example.org");
    row("turn", "turn:anna@relay.example.org:3478?transport=tcp",
        "turn:anna@relay.example.org:3478?transport=tcp");
    row("turn", "turn:anna:5ecre7@relay.example.org", "turn:anna@relay.example.org"); // read without it
    row("turn", "", "");
    row("turn", "http://relay.example.org", nullptr);
    row("expires", "30", "30");
    row("expires", "29", nullptr);
    row("expires", "86401", nullptr);
    row("expires", "soon", nullptr);
    row("session-timer", "90", "90");
    row("session-timer", "off", "off");
    row("session-timer", "89", nullptr); // RFC 4028 §4
    row("session-timer", "86401", nullptr);
    row("session-timer", "0", nullptr);
    row("pickup-code", "**", "**");
    row("pickup-code", "#*8", "#*8");
    row("pickup-code", "", "");
    row("compact-headers", "on", "on");
    row("codecs", "pcma,opus", "pcma,opus");
    row("codecs", "", "");
    row("codecs", "opus,speex", nullptr);
    row("codecs", "opus,opus", nullptr);
    row("pickup-code", "star star", nullptr);
    row("pickup-code", "**;", nullptr);
    row("pickup-code", "12345678901234567", nullptr);
    row("compact-headers", "short", nullptr);
    row("register", "off", "off");
    row("register", "no", nullptr);
    row("display-name", "Anna Müller", "Anna Müller");
    row("display-name", "Anna\nMüller", nullptr);
    row("ca", "/nowhere/ca.pem", nullptr);
    row("ca", "", "");
}

void tst_AccountFields::sets()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, kept);
    AccountSettings settings;
    const AccountSettings before = settings;
    const QString refusal = AccountFields::set(settings, name, value);
    QCOMPARE(!refusal.isEmpty(), kept.isNull());
    if (kept.isNull()) {
        QCOMPARE(settings, before);
        QVERIFY(refusal.endsWith(QLatin1Char('.')));
    } else {
        QCOMPARE(AccountFields::value(settings, name), kept);
    }
}

void tst_AccountFields::survivesTheDatabase()
{
    AccountSettings settings;
    for (const auto &[name, value] : {std::pair("aor", "sip:1001@example.org"),
             std::pair("server", "wss://example.org/ws"), std::pair("display-name", "Zoë"),
             std::pair("auth-user", "u"), std::pair("media-encryption", "sdes"), std::pair("expires", "90"),
             std::pair("session-timer", "off"), std::pair("ice", "on"), std::pair("stun", "[2001:db8::1]:99"),
             std::pair("turn", "turns:a%3Ab@r.org"), std::pair("pickup-code", "**"),
             std::pair("compact-headers", "on"), std::pair("register", "off")})
        QCOMPARE(AccountFields::set(settings, QLatin1String(name), QString::fromUtf8(value)), QString());
    QCOMPARE(AccountFields::fromJson(AccountFields::toJson(settings)), settings);
    QCOMPARE(AccountFields::toJson(settings).size(), AccountFields::names().size());
}

/// In whatever way it got into the settings: what is written has none.
void tst_AccountFields::thePasswordOfTheRelayIsTakenOut()
{
    AccountSettings settings;
    QCOMPARE(AccountFields::takeTurnPassword(settings), std::nullopt);
    QCOMPARE(
        AccountFields::set(settings, QStringLiteral("turn"), QStringLiteral("turn:anna:5e%40re7@r.org:99")),
        QString());
    const QByteArray written = QJsonDocument(AccountFields::toJson(settings)).toJson();
    QVERIFY(!written.contains("re7"));
    QCOMPARE(AccountFields::takeTurnPassword(settings), std::optional(QStringLiteral("5e@re7")));
    QCOMPARE(settings.turnUri, QStringLiteral("turn:anna@r.org:99"));
    QCOMPARE(AccountFields::takeTurnPassword(settings), std::nullopt);
    const QString refusal
        = AccountFields::set(settings, QStringLiteral("turn"), QStringLiteral("turn:anna:5ecre7@"));
    QVERIFY(!refusal.isEmpty() && !refusal.contains(QStringLiteral("5ecre7")));
}

void tst_AccountFields::whatIsKeptBesideTheSettings()
{
    AccountRecord record;
    record.settings.aor = QStringLiteral("sip:a@b");
    record.settings.ice = AccountSettings::Ice::On;
    record.settings.turnUri = QStringLiteral("turns:r.org");
    QCOMPARE(AccountRecord::fromJson(record.toJson()), record);
    record.hasPassword = record.hasTurnPassword = true;
    for (const auto learned : {LearnedProfile::Rtp, LearnedProfile::WebRtc}) {
        record.learned = learned;
        QCOMPARE(AccountRecord::fromJson(record.toJson()), record);
    }
}

void tst_AccountFields::ignoresWhatItDoesNotKnow()
{
    const AccountSettings settings
        = AccountFields::fromJson({{QStringLiteral("aor"), QStringLiteral("sip:a@b")},
            {QStringLiteral("expires"), QStringLiteral("never")}, {QStringLiteral("colour"), 3}});
    QCOMPARE(settings.aor, QStringLiteral("sip:a@b"));
    QCOMPARE(settings.expiresSeconds, AccountSettings().expiresSeconds);
}

void tst_AccountFields::checks_data()
{
    QTest::addColumn<AccountSettings>("settings");
    QTest::addColumn<bool>("allowed");
    AccountSettings settings;
    QTest::newRow("nothing") << settings << false;
    settings.aor = QStringLiteral("sip:a@b");
    QTest::newRow("an address") << settings << true;
    settings.server = QStringLiteral("wss://b/");
    QTest::newRow("a WebSocket") << settings << true;
    settings.outboundProxy = QStringLiteral("sip:proxy");
    QTest::newRow("a WebSocket and a proxy") << settings << false;
    settings.outboundProxy.clear();
    settings.server = QStringLiteral("sip:b;transport=ws");
    QTest::newRow("a WebSocket written as a SIP URI") << settings << false;
    const auto with = [](auto change) {
        AccountSettings changed;
        changed.aor = QStringLiteral("sip:a@b");
        change(changed);
        return changed;
    };
    // What a form hands over did not go through set().
    QTest::newRow("an address that is none")
        << with([](auto &s) { s.aor = QStringLiteral("sip:<b>x</b>@127.0.0.1"); }) << false;
    QTest::newRow("a server that is none")
        << with([](auto &s) { s.server = QStringLiteral("sip:gar bage:99999"); }) << false;
    QTest::newRow("a proxy that is none")
        << with([](auto &s) { s.outboundProxy = QStringLiteral("sip:user@proxy"); }) << false;
    QTest::newRow("a file that is not there")
        << with([](auto &s) { s.caFile = QStringLiteral("/does/not/exist"); }) << false;
    QTest::newRow("encryption by DTLS")
        << with([](auto &s) { s.mediaEncryption = AccountSettings::MediaEncryption::Dtls; }) << true;
    QTest::newRow("a STUN server that is none")
        << with([](auto &s) { s.stunServer = QStringLiteral("stun example"); }) << false;
    QTest::newRow("a TURN server that is none")
        << with([](auto &s) { s.turnUri = QStringLiteral("relay:example:org"); }) << false;
    QTest::newRow("a name with a control character")
        << with([](auto &s) { s.displayName = QStringLiteral("A\x07"); }) << false;
}

void tst_AccountFields::checks()
{
    QFETCH(AccountSettings, settings);
    QTEST(AccountFields::check(settings).isEmpty(), "allowed");
}

void tst_AccountFields::writesAsSetDoes()
{
    AccountSettings settings;
    settings.aor = QStringLiteral("1001@example.org");
    settings.server = QStringLiteral(" pbx.example.org ");
    QCOMPARE(AccountFields::check(settings), QString());
    QCOMPARE(settings.aor, QStringLiteral("sip:1001@example.org"));
    QCOMPARE(settings.server, QStringLiteral("sip:pbx.example.org"));
}

/// A file that went away refuses no other change.
void tst_AccountFields::leavesUncheckedWhatDidNotChange()
{
    AccountSettings before;
    before.aor = QStringLiteral("sip:a@b");
    before.caFile = QStringLiteral("/went/away.pem");
    AccountSettings settings = before;
    settings.displayName = QStringLiteral("Anna");
    QCOMPARE(AccountFields::check(settings, before), QString());
    QCOMPARE(settings.caFile, before.caFile);
}

QTEST_GUILESS_MAIN(tst_AccountFields)
#include "tst_AccountFields.moc"
