#include "SipUri.h"

#include <QTest>

using namespace carillon;

class tst_SipUri : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parts()
    {
        const auto uri = SipUri::parse(
            "SIPS:al%69ce:se%40cret@[2001:DB8::1]:5061;Transport=TCP;lr;x=%61%3b?Subject=a%20b&h=");
        QVERIFY(uri);
        QCOMPARE(uri->scheme, SipUri::Scheme::Sips);
        QCOMPARE(uri->user, "alice");
        QCOMPARE(*uri->password, "se@cret");
        QCOMPARE(uri->host, "[2001:db8::1]");
        QCOMPARE(uri->port, 5061);
        QCOMPARE(uri->transport(), "tcp");
        QCOMPARE(uri->parameters.value("lr"), QByteArray());
        QCOMPARE(uri->parameters.value("x"), "a%3B");
        QCOMPARE(uri->headers.size(), 2);
        QCOMPARE(uri->headers.at(0).second, "a b");
        QCOMPARE(uri->toBytes(),
            "sips:alice:se%40cret@[2001:db8::1]:5061;Transport=TCP;lr;x=a%3B?Subject=a%20b&h=");
        QCOMPARE(uri->addressOfRecord().toBytes(), "sips:alice@[2001:db8::1]:5061");
        QCOMPARE(*SipUri::parse(uri->toBytes()), *uri);
    }

    void builtUriIsEscaped()
    {
        SipUri uri;
        uri.user = "a b@c:d\xc3\xa4%\r\n";
        uri.host = "example.com";
        uri.headers = {{"Replaces", "1@2;to-tag=x&y"}};
        QCOMPARE(
            uri.toBytes(), "sip:a%20b%40c%3Ad%C3%A4%25%0D%0A@example.com?Replaces=1%402%3Bto-tag%3Dx%26y");
        QCOMPARE(*SipUri::parse(uri.toBytes()), uri);
    }

    void limits()
    {
        const QByteArray parameters = "sip:h" + QByteArray(";x").repeated(SipUri::MaxParameters);
        QVERIFY(SipUri::parse(parameters));
        QCOMPARE(SipUri::parse(parameters + ";x").error().kind, SyntaxError::Kind::TooLarge);
        const QByteArray headers = "sip:h?x=" + QByteArray("&x=").repeated(SipUri::MaxHeaders - 1);
        QVERIFY(SipUri::parse(headers));
        QCOMPARE(SipUri::parse(headers + "&x=").error().kind, SyntaxError::Kind::TooLarge);
    }

    void accepted_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"sip:a@b", "sip:example.com", "sip:example.com.", "sip:1.2.3.4:0",
                 "sip:+1-212-555@gw.com;user=phone", "sip:[::]", "sip:[::1]", "sip:[1:2:3:4:5:6:7:8]",
                 "sip:[1::8]", "sip:[::ffff:1.2.3.4]", "sip:[1:2:3:4:5:6:1.2.3.4]",
                 "sip:[2001:db8:::192.0.2.1]", "sip:a:@b", "sip:a@b_c.d", "sip:a@3cx", "sip:a@b:65535",
                 "sip:a@b?x=", "sip:a;b?c/d@e", "sip:x.invalid;transport=ws;ob",
                 "sip:u@h;alias=10.0.0.1~5060~2", "sip:u@h;gr=urn:uuid:1-2", "sip:$(x)@h", "sip:%00@h",
                 "sip:a-b.example"})
            QTest::newRow(text) << QByteArray(text);
    }
    void accepted()
    {
        QFETCH(const QByteArray, text);
        const auto uri = SipUri::parse(text);
        QVERIFY(uri);
        QCOMPARE(*SipUri::parse(uri->toBytes()), *uri);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<SyntaxError::Kind>("kind");
        using Kind = SyntaxError::Kind;
        const auto row = [](const char *text, int position, Kind kind) {
            QTest::newRow(*text ? text : "nothing") << QByteArray(text) << position << kind;
        };
        row("", 0, Kind::Incomplete);
        row("sip", 3, Kind::Incomplete);
        row("sip:", 4, Kind::Incomplete);
        row("tel:+1", 0, Kind::Unexpected);
        row(" sip:a", 0, Kind::Unexpected);
        row("sip: a@b", 4, Kind::Unexpected);
        row("sip:@b", 4, Kind::Unexpected);
        row("sip:a@", 6, Kind::Incomplete);
        row("sip:a@b@c", 7, Kind::Unexpected);
        row("sip:a@b c", 7, Kind::Unexpected);
        row("sip:a%4@b", 5, Kind::Unexpected);
        row("sip:a%zz@b", 5, Kind::Unexpected);
        row("sip:a<b@c", 5, Kind::Unexpected);
        row("sip:a@b:", 8, Kind::Incomplete);
        row("sip:a@b:x", 8, Kind::Unexpected);
        row("sip:a@b:65536", 8, Kind::BadNumber);
        row("sip:a@b:99999999999999999999", 8, Kind::BadNumber);
        row("sip:a@b;", 8, Kind::Incomplete);
        row("sip:a@b;;x", 8, Kind::Unexpected);
        row("sip:a@b;x=", 10, Kind::Incomplete);
        row("sip:a@b;x y", 9, Kind::Unexpected);
        row("sip:a@b?", 8, Kind::Incomplete);
        row("sip:a@b?x", 9, Kind::Incomplete);
        row("sip:a@b?x=1&", 12, Kind::Incomplete);
        row("sip:a@-b", 6, Kind::Unexpected);
        row("sip:a@b-.c", 6, Kind::Unexpected);
        row("sip:a@b..c", 6, Kind::Unexpected);
        row("sip:a@.b", 6, Kind::Unexpected);
        row("sip:a@1.2.3", 6, Kind::Unexpected);
        row("sip:a@1.2.3.256", 6, Kind::Unexpected);
        row("sip:a@1.2.3.4.5", 6, Kind::Unexpected);
        row("sip:2001:db8::10", 4, Kind::Unexpected);
        for (const char *address : {"sip:[]", "sip:[:]", "sip:[1]", "sip:[:::]", "sip:[1::2::3]",
                 "sip:[12345::]", "sip:[1:2:3:4:5:6:7:8:9]", "sip:[1:2:3:4:5:6:7:8::]", "sip:[::1.2.3]",
                 "sip:[1:]", "sip:[:1]", "sip:[g::]", "sip:[::1:2:3:4:5:6:1.2.3.4]", "sip:[fe80::1%25eth0]",
                 "sip:[1:2:3:4:5:6:7:1.2.3.4]"})
            row(address, 4, Kind::Unexpected);
        row("sip:[::1", 4, Kind::Incomplete);
        row("sip:[::1]x", 9, Kind::Unexpected);
    }
    void refused()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, position);
        QFETCH(const SyntaxError::Kind, kind);
        const auto uri = SipUri::parse(text);
        QVERIFY(!uri);
        QCOMPARE(static_cast<int>(uri.error().position), position);
        QCOMPARE(uri.error().kind, kind);
    }
};

QTEST_GUILESS_MAIN(tst_SipUri)
#include "tst_SipUri.moc"
