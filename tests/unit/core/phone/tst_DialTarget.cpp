#include "DialString.h"
#include "DialTarget.h"

#include <QTest>

using namespace carillon;

class tst_DialTarget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void targets_data();
    void targets();
    void refuses_data();
    void refuses();
    void followsTheAccount();
    void followsTheDialPlan();
    void knowsFeatureCodes_data();
    void knowsFeatureCodes();
    void digitsBehindIt_data();
    void digitsBehindIt();

private:
    static SipUri self() { return SipUri::parse("sip:1001@example.org").value(); }
};

void tst_DialTarget::targets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("uri");
    const auto row = [](const char *text, const char *uri) {
        QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(uri);
    };
    row("1002", "sip:1002@example.org");
    row("  1002 ", "sip:1002@example.org");
    row("+49 (170) 123-45/67", "sip:+491701234567@example.org");
    row("*97", "sip:*97@example.org");
    row("#31#", "sip:%2331%23@example.org");
    row("echo", "sip:echo@example.org");
    row("anna.miller", "sip:anna.miller@example.org");
    row("bob@example.com", "sip:bob@example.com");
    row("bob@example.com:5070;transport=tcp", "sip:bob@example.com:5070;transport=tcp");
    row("0170 1234@trunk.example", "sip:01701234@trunk.example");
    row("127.0.0.1", "sip:127.0.0.1");
    row("127.0.0.1:5080", "sip:127.0.0.1:5080");
    row("[::1]:5080", "sip:[::1]:5080");
    row("localhost:5080", "sip:localhost:5080");
    row("sip:bob@example.com", "sip:bob@example.com");
    row("SIP:bob@example.com", "sip:bob@example.com");
    row("sip://bob@example.com", "sip:bob@example.com");
    row("sips:bob@example.com", "sips:bob@example.com");
    row("sip:1002@127.0.0.1:5080", "sip:1002@127.0.0.1:5080");
    row("sip:1002", "sip:1002@example.org");
    row("sip:example.com", "sip:example.com");
    row("sip:bob:secret@example.com", "sip:bob@example.com");
    row("sip:bob@example.com?Replaces=x%3Bto-tag%3D1&Subject=hi", "sip:bob@example.com");
    row("sip:bob@example.com;method=REGISTER;user=phone", "sip:bob@example.com;user=phone");
    row("sip:bob@h;alias=1~2~3", "sip:bob@h;alias=1~2~3");
    row("tel:+31-20-123.45(6)", "sip:+3120123456@example.org"); // all separators of RFC 3966
    row("tel:+31201234567;ext=12", "sip:+31201234567@example.org");
    row("tel:7042;phone-context=+1914555", "sip:+19145557042@example.org");
    row("tel:7042;phone-context=example.com", "sip:7042@example.org");
    row("tel://112", "sip:112@example.org");
    row("tel:%2B49%20170", "sip:+49170@example.org");
    row("callto:+49170", "sip:+49170@example.org");
    row("callto://bob@example.com", "sip:bob@example.com");
    // As pages and programs write them.
    row("tel:+49 170 123-45", "sip:+4917012345@example.org");
    row("TEL:+49.170.123", "sip:+49170123@example.org");
    row("tel://+49%20170%20123", "sip:+49170123@example.org");
    row("tel:+49(0)170-123", "sip:+49170123@example.org");
    row("tel:0(0)123", "sip:00123@example.org");
    row("+49 (0) 170 123", "sip:+49170123@example.org");
    row("tel:+49170?subject=x", "sip:+49170@example.org");
    row("tel:112;phone-context=+49", "sip:+49112@example.org");
    row("tel:+49170;isub=1;phone-context=+1", "sip:+49170@example.org");
    row("callto:+49%20170-123", "sip:+49170123@example.org");
    row("callto:%2B49170", "sip:+49170@example.org");
    row("callto://0170/123", "sip:0170123@example.org");
    row("callto:0170?x=y", "sip:0170@example.org");
    row("callto:bob@example.com?Replaces=x", "sip:bob@example.com");
    row("sip:+49%20170%20123", "sip:+49170123@example.org");
    row("sip:+49 170 123", "sip:+49170123@example.org");
    row("sip://+49-170-123", "sip:+49170123@example.org");
    row("sip:0170?Subject=x", "sip:0170@example.org");
    row("sip:+49 170-123@example.com;user=phone", "sip:+49170123@example.com;user=phone");
    row("sip:100-1@example.com", "sip:100-1@example.com"); // a name, and what history calls back
    row("sips:+49%20170@example.com", "sips:+49170@example.com");
    row("sip:bob@example.com?Route=%3Csip:evil%3E&Alert-Info=x", "sip:bob@example.com");
    row("sip:%61nna@example.com", "sip:anna@example.com");
}

void tst_DialTarget::targets()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, uri);
    const auto target = dialTarget(text, self());
    QVERIFY2(target, target ? "" : qPrintable(target.error().message));
    QCOMPARE(target->uri.toBytes(), uri);
}

void tst_DialTarget::refuses_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text); };
    row("");
    row("   ");
    row("Anna Miller");
    row("bob@");
    row("@example.com");
    row("a@b@c");
    row("http://example.com/");
    row("javascript:alert(1)");
    row("file:///etc/passwd");
    row("sip:");
    row("sip:bob@exa mple.com");
    row("sip:bob@[::1");
    row("tel:alice");
    row("tel:");
    row("bob@example.com\r\nSubject: x");
    row("<sip:bob@example.com>");
    row("\"Bob\" <sip:bob@example.com>");
    row("bob/resource");
    row("bob@example.com:99999");
    row("tel:\"+49170\"");
    row("tel:+49170\" onclick=\"x");
    row("sip:\"bob\"@example.com");
    row("sip:bob@example.com\"");
    row("callto:<+49170>");
    row("callto:\"bob\"");
    row("tel:?x=1");
    row("tel:+49170%0d%0aSubject");
    row("sip:bob@example.com%0d%0aX");
    QTest::newRow("too long") << QString(600, QLatin1Char('1'));
    QTest::newRow("bidi") << QStringLiteral("bob\u202e@example.com");
}

void tst_DialTarget::refuses()
{
    QFETCH(QString, text);
    const auto target = dialTarget(text, self());
    QVERIFY2(!target, target ? target->uri.toBytes().constData() : "");
    QCOMPARE(target.error().code, QStringLiteral("bad-target"));
    QVERIFY(target.error().message.endsWith(QLatin1Char('.')));
    QVERIFY(!target.error().message.contains(QLatin1Char('\n')));
}

void tst_DialTarget::followsTheAccount()
{
    const SipUri secure = SipUri::parse("sips:1001@example.org:5071").value();
    QCOMPARE(
        dialTarget(QStringLiteral("1002"), secure)->uri.toBytes(), QByteArray("sips:1002@example.org:5071"));
    QCOMPARE(dialTarget(QStringLiteral("bob@example.com"), secure)->uri.toBytes(),
        QByteArray("sips:bob@example.com"));
}

/// Numbers only: an address is as it is.
void tst_DialTarget::followsTheDialPlan()
{
    const DialRules rules = DialRules::parse(QStringLiteral("0=>+49;**1$=>voice@pbx.example:5070;9=>@[::1]"));
    const auto dialled = [&](const char *text) {
        return dialTarget(QString::fromLatin1(text), self(), rules)->uri.toBytes();
    };
    QCOMPARE(dialled("0170 123"), QByteArray("sip:+49170123@example.org"));
    QCOMPARE(dialled("tel:0170-123"), QByteArray("sip:+49170123@example.org"));
    QCOMPARE(dialled("**1"), QByteArray("sip:voice@pbx.example:5070"));
    QCOMPARE(dialled("912"), QByteArray("sip:12@[::1]"));
    QCOMPARE(dialled("0170@example.com"), QByteArray("sip:0170@example.com"));
    QCOMPARE(dialled("sip:0170@example.com"), QByteArray("sip:0170@example.com"));
    QCOMPARE(dialled("192.0.2.1"), QByteArray("sip:192.0.2.1"));
}

void tst_DialTarget::knowsFeatureCodes_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<bool>("isCode");
    QTest::newRow("a number") << QStringLiteral("tel:+49170") << false;
    QTest::newRow("a name") << QStringLiteral("sip:bob@example.com") << false;
    QTest::newRow("a star") << QStringLiteral("tel:*21*0170") << true;
    QTest::newRow("a hash, escaped") << QStringLiteral("sip:%2321@example.com") << true;
    QTest::newRow("a star after the answer") << QStringLiteral("tel:+49170,*2") << true;
    QTest::newRow("digits after the answer") << QStringLiteral("tel:+49170;ext=12") << false;
}

void tst_DialTarget::knowsFeatureCodes()
{
    QFETCH(QString, link);
    const DialString parts = DialString::split(link);
    QTEST(isFeatureCode(*dialTarget(parts.target, self()), parts.digits), "isCode");
}

void tst_DialTarget::digitsBehindIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("digits");
    const auto row = [](const char *text, const char *target, const char *digits = "") {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(target)
                            << QString::fromUtf8(digits);
    };
    row("1234", "1234");
    row("1234,,9#", "1234", ",,9#");
    row("1234;9#", "1234", ";9#");
    row("1234w9#", "1234", ";9#");
    row("1234p9p1", "1234", ",9,1");
    row("+49 (170) 123-45, 9 #", "+49 (170) 123-45", ",9#");
    row("#31#1234,b", "#31#1234", ",B");
    row("1234,,", "1234");
    row("1234,9;", "1234", ",9");
    row("12w3", "12w3"); // a name
    row("1234w", "1234w");
    row("1234p9x", "1234p9x");
    row("1234,x", "1234,x"); // refused by dialTarget()
    row("echo,,5", "echo", ",,5");
    row("bob@example.com,,9#", "bob@example.com", ",,9#");
    row("sip:bob@example.com;transport=tcp,9", "sip:bob@example.com;transport=tcp", ",9");
    row("sip:1234,9@example.com", "sip:1234,9@example.com"); // its user part
    row("sip:1234,9", "sip:1234", ",9");
    row("sip:1234;user=phone", "sip:1234;user=phone");
    row("callto:1234,9", "callto:1234", ",9");
    row("Miller, Anna", "Miller, Anna");
    row("tel:+4912345", "tel:+4912345");
    row("tel:+4912345;ext=12", "tel:+4912345", ",12");
    row("tel:+49-123-45;ext=1.2", "tel:+49-123-45", ",12");
    row("tel:+4912345;EXT=12;postd=p9", "tel:+4912345", ",12,9");
    row("tel:123;phone-context=+49;ext=7", "tel:123;phone-context=+49", ",7");
    row("tel:+4912345;ext=<b>", "tel:+4912345");
    row("tel:+4912345;ext=", "tel:+4912345");
    row("tel:+4912345;ext=12?x=y", "tel:+4912345", ",12");
    row("callto:+4912345;ext=12", "tel:+4912345", ",12");
    row("callto://+4912345;ext=12", "tel://+4912345", ",12");
    row("callto:bob@example.com;ext=1", "callto:bob@example.com;ext=1");
    row("tel:+4912345p9w1#", "tel:+4912345", ",9;1#");
    row("tel:+4912345;postd=pp22", "tel:+4912345", ",,22");
    row("tel:7042;postd=w9.9;phone-context=+1914555", "tel:7042;phone-context=+1914555", ";99");
    row("tel:7042;postd=<b>", "tel:7042");
    row("TEL:+49%2012345,9", "tel:+49 12345", ",9");
}

void tst_DialTarget::digitsBehindIt()
{
    QFETCH(QString, text);
    const DialString parts = DialString::split(text);
    QTEST(parts.target, "target");
    QTEST(parts.digits, "digits");
}

QTEST_GUILESS_MAIN(tst_DialTarget)
#include "tst_DialTarget.moc"
