// RFC 3261, what is about text: §7 (messages), §19.1 (URIs), §20 (header fields), §25.1 (terminals).
//
// Covered: the examples of these sections, the URI comparison, and for each class of §25.1 every one of the
// 256 bytes. Deliberately more liberal than §25.1, and tested as such: LF alone as a line end, underscores
// and top labels beginning with a digit in host names, UTF-8 without quotes in display names, more bytes in
// the values of header parameters, no white space after the status code, `[::]` around the address of
// `received`. Not covered here: what messages mean (§8 to §18); the messages of RFC 4475 and RFC 5118 have
// tests of their own.
#include "Challenge.h"
#include "SipMessage.h"

#include <QTest>

#include <functional>

using namespace carillon;

namespace {

SipMessage withFields(const QByteArray &fields)
{
    const auto message = SipMessage::parse("OPTIONS sip:bob@biloxi.com SIP/2.0\r\n" + fields + "\r\n");
    return message ? *message : SipMessage();
}

bool isAlphanum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool among(char c, const char *set)
{
    return c != '\0' && QByteArrayView(set).contains(c);
}

bool isUnreserved(char c)
{
    return isAlphanum(c) || among(c, "-_.!~*'()");
}

bool isToken(char c)
{
    return isAlphanum(c) || among(c, "-.!%*_+`'~");
}

} // namespace

class tst_Grammar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // §7.3.1: these three are equivalent; and the order of values matters.
    void severalValues()
    {
        const QByteArrayList three{
            "<sip:alice@atlanta.com>", "<sip:bob@biloxi.com>", "<sip:carol@chicago.com>"};
        const auto routes = [](const SipMessage &message) { return message.values(HeaderId::Route); };
        QCOMPARE(routes(withFields(
                     "Route: <sip:alice@atlanta.com>\r\nSubject: Lunch\r\nRoute: <sip:bob@biloxi.com>\r\n"
                     "Route: <sip:carol@chicago.com>\r\n")),
            three);
        QCOMPARE(
            routes(withFields(
                "Route: <sip:alice@atlanta.com>, <sip:bob@biloxi.com>\r\nRoute: <sip:carol@chicago.com>\r\n"
                "Subject: Lunch\r\n")),
            three);
        QCOMPARE(
            routes(withFields("Subject: Lunch\r\nRoute: <sip:alice@atlanta.com>, <sip:bob@biloxi.com>,\r\n"
                              "        <sip:carol@chicago.com>\r\n")),
            three);
        QVERIFY(routes(withFields("Route: <sip:bob@biloxi.com>\r\nRoute: <sip:alice@atlanta.com>\r\n"
                                  "Route: <sip:carol@chicago.com>\r\n"))
            != three);
    }
    void whiteSpaceAroundTheColon_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"Subject:            lunch", "Subject      :      lunch",
                 "Subject            :lunch", "Subject: lunch", "sUBJECT:lunch", "s:lunch", "S :\tlunch",
                 "Subject:\r\n lunch", "Subject: lunch \t "})
            QTest::newRow(line) << QByteArray(line);
    }
    void whiteSpaceAroundTheColon()
    {
        QFETCH(const QByteArray, line);
        QCOMPARE(withFields(line + "\r\n").value(HeaderId::Subject), "lunch");
        QCOMPARE(withFields(line + "\n").value(HeaderId::Subject), "lunch");
    }
    void namesAndParametersHaveNoCase()
    {
        // §7.3.1: equivalent
        const auto one
            = withFields("Contact: <sip:alice@atlanta.com>;expires=3600\r\n").nameAddrs(HeaderId::Contact);
        const auto other
            = withFields("CONTACT: <sip:alice@atlanta.com>;ExPiReS=3600\r\n").nameAddrs(HeaderId::Contact);
        QCOMPARE(one->first().parameters.number("expires"), other->first().parameters.number("expires"));
    }

    // §19.1.3
    void exampleUris_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"sip:alice@atlanta.com", "sip:alice:secretword@atlanta.com;transport=tcp",
                 "sips:alice@atlanta.com?subject=project%20x&priority=urgent",
                 "sip:+1-212-555-1212:1234@gateway.com;user=phone", "sips:1212@gateway.com",
                 "sip:alice@192.0.2.4", "sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com",
                 "sip:alice;day=tuesday@atlanta.com"})
            QTest::newRow(text) << QByteArray(text);
    }
    void exampleUris()
    {
        QFETCH(const QByteArray, text);
        const auto uri = SipUri::parse(text);
        QVERIFY(uri);
        QCOMPARE(uri->toBytes(), text);
    }
    void exampleUriParts()
    {
        QCOMPARE(SipUri::parse("sip:alice;day=tuesday@atlanta.com")->user, "alice;day=tuesday");
        const auto uri = SipUri::parse("sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com");
        QVERIFY(uri->user.isEmpty());
        QCOMPARE(uri->headers, (QList<std::pair<QByteArray, QByteArray>>{{"to", "alice@atlanta.com"}}));
        QCOMPARE(*SipUri::parse("sip:+1-212-555-1212:1234@gateway.com;user=phone")->password, "1234");
    }

    // §19.1.4
    void comparison_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("equivalent");
        const auto row = [](const char *a, const char *b, bool equivalent) {
            QTest::addRow("%s %s %s", a, equivalent ? "is" : "is not", b)
                << QByteArray(a) << QByteArray(b) << equivalent;
        };
        row("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp", true);
        row("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true);
        row("sip:carol@chicago.com", "sip:carol@chicago.com;security=on", true);
        row("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
            "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com", true);
        row("sip:alice@atlanta.com?subject=project%20x&priority=urgent",
            "sip:alice@atlanta.com?priority=urgent&subject=project%20x", true);
        row("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP",
            false); // users have case
        row("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false);
        row("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp", false);
        row("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting", false);
        row("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4", false);
        row("sip:carol@chicago.com;newparam=5;security=on", "sip:carol@chicago.com;newparam=6", false);
        row("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off",
            false); // hence not transitive
        row("sip:a@b", "sips:a@b", false);
        row("sip:a@b", "sip:a:@b", false);
        row("sip:a@b;user=ip", "sip:a@b", false);
        row("sip:a@b;ttl=1", "sip:a@b", false);
        row("sip:a@b;method=INVITE", "sip:a@b", false);
        row("sip:a@b;maddr=1.2.3.4", "sip:a@b", false);
        row("sip:a@b;lr;x", "sip:a@b;y", true);
        row("sip:[2001:DB8::1]", "sip:[2001:db8::1]", true);
    }
    void comparison()
    {
        QFETCH(const QByteArray, a);
        QFETCH(const QByteArray, b);
        QFETCH(const bool, equivalent);
        QCOMPARE(SipUri::parse(a)->equivalent(*SipUri::parse(b)), equivalent);
        QCOMPARE(SipUri::parse(b)->equivalent(*SipUri::parse(a)), equivalent);
        QVERIFY(SipUri::parse(a)->equivalent(*SipUri::parse(a)));
    }

    // §20.10, §20.20, §20.34, §20.39: the examples
    void addresses()
    {
        const auto contacts = withFields(
            "Contact: \"Mr. Watson\" <sip:watson@worcester.bell-telephone.com>\r\n"
            " ;q=0.7; expires=3600,\r\n \"Mr. Watson\" <mailto:watson@bell-telephone.com> ;q=0.1\r\n")
                                  .nameAddrs(HeaderId::Contact);
        QCOMPARE(contacts->size(), 2);
        QCOMPARE(contacts->at(0).parameters.value("q"), "0.7");
        QCOMPARE(contacts->at(0).parameters.number("expires"), 3600u);
        QCOMPARE(contacts->at(1).otherUri, "mailto:watson@bell-telephone.com");
        QCOMPARE(withFields("m: <sips:bob@192.0.2.4>;expires=60\r\n")
                     .nameAddrs(HeaderId::Contact)
                     ->first()
                     .uri.scheme,
            SipUri::Scheme::Sips);
        QCOMPARE(
            withFields("From: \"A. G. Bell\" <sip:agb@bell-telephone.com> ;tag=a48s\r\n").fromTag(), "a48s");
        QCOMPARE(withFields("From: sip:+12125551212@server.phone2net.com;tag=887s\r\n").fromTag(), "887s");
        QCOMPARE(withFields("f: Anonymous <sip:c8oqz84zk7z@privacy.org>;tag=hyh8\r\n").from()->displayName,
            "Anonymous");
        QCOMPARE(
            withFields("To: The Operator <sip:operator@cs.columbia.edu>;tag=287447\r\n").to()->displayName,
            "The Operator");
        QCOMPARE(withFields("t: sip:+12125551212@server.phone2net.com\r\n").to()->uri.user, "+12125551212");
        const auto routes
            = withFields("Route: <sip:bigbox3.site3.atlanta.com;lr>,\r\n <sip:server10.biloxi.com;lr>\r\n")
                  .nameAddrs(HeaderId::Route);
        QCOMPARE(routes->size(), 2);
        QVERIFY(routes->at(1).uri.parameters.contains("lr"));
    }
    // §20.10: without brackets the parameters are the header's, and a URI with a comma, ? or ; needs them.
    void bareAddress()
    {
        const auto bare = withFields("Contact: sip:a@b;transport=tcp\r\n").nameAddrs(HeaderId::Contact);
        QVERIFY(bare->first().uri.parameters.list.isEmpty());
        QCOMPARE(bare->first().parameters.value("transport"), "tcp");
        QVERIFY(!withFields("Contact: sip:a@b?x=y\r\n").nameAddrs(HeaderId::Contact));
        QCOMPARE(withFields("Contact: sip:a@b,sip:c@d\r\n").nameAddrs(HeaderId::Contact)->size(), 2);
    }
    // §20.42
    void viaExamples()
    {
        const auto message = withFields(
            "Via: SIP/2.0/UDP erlang.bell-telephone.com:5060;branch=z9hG4bK87asdks7\r\n"
            "Via: SIP/2.0/UDP 192.0.2.1:5060 ;received=192.0.2.207\r\n  ;branch=z9hG4bK77asjd\r\n"
            "Via: SIP / 2.0 / UDP first.example.com: 4000;ttl=16\r\n ;maddr=224.2.0.1 "
            ";branch=z9hG4bKa7c6a8dlze.1\r\n");
        const auto vias = message.vias();
        QCOMPARE(vias->size(), 3);
        QCOMPARE(vias->at(0).port, 5060);
        QCOMPARE(vias->at(1).parameters.value("received"), "192.0.2.207");
        QCOMPARE(vias->at(1).branch(), "z9hG4bK77asjd");
        QCOMPARE(vias->at(2).port, 4000);
        QCOMPARE(vias->at(2).parameters.value("ttl"), "16");
    }
    // Other headers of §20, as they stand there
    void otherExamples()
    {
        QCOMPARE(*withFields("CSeq: 4711 INVITE\r\n").cseq(), (CSeq{4711, "INVITE"}));
        QCOMPARE(*withFields("CSeq: 2147483647 ACK\r\n").cseq(), (CSeq{2147483647, "ACK"}));
        for (const char *bad :
            {"", "x", "1", "1INVITE", "-1 INVITE", "2147483648 INVITE", "1 INVITE x", "1 IN(VITE"})
            QVERIFY2(!withFields("CSeq: " + QByteArray(bad) + "\r\n").cseq(), bad);
        QCOMPARE(*withFields("Date: Sat, 13 Nov 2010 23:29:00 GMT\r\n").date(),
            QDateTime(QDate(2010, 11, 13), QTime(23, 29), Qt::UTC));
        for (const char *bad : {"Sat, 13 Nov 2010 23:29:00 EST", "Sat, 13 nov 2010 23:29:00 GMT",
                 "Sat, 31 Feb 2010 23:29:00 GMT", "Sat 13 Nov 2010", "Sat, 13 Nov 2010 24:29:00 GMT",
                 "atM, 13 Nov 2010 23:29:00 GMT", "Sat, 13 ovD 2010 23:29:00 GMT"})
            QVERIFY2(!withFields("Date: " + QByteArray(bad) + "\r\n").date(), bad);
        QCOMPARE(withFields("Retry-After: 18000;duration=3600\r\n").number(HeaderId::RetryAfter), 18000u);
        QCOMPARE(withFields("Retry-After: 120 (I'm in a meeting)\r\n").number(HeaderId::RetryAfter), 120u);
        QCOMPARE(withFields("c: text/html; charset=ISO-8859-4\r\n").contentType(), "text/html");
        QCOMPARE(withFields("Content-Type: Application/SDP\r\n").contentType(), "application/sdp");
        QCOMPARE(withFields("Accept: application/sdp;level=1, application/x-private, text/html\r\n")
                     .values(HeaderId::Accept)
                     .size(),
            3);
        QCOMPARE(withFields("Warning: 307 isi.edu \"Session parameter 'foo' not understood\",\r\n 301 "
                            "isi.edu \"a, b\"\r\n")
                     .values(HeaderId::Warning)
                     .size(),
            2);
        QCOMPARE(withFields("Accept-Language: da, en-gb;q=0.8, en;q=0.7\r\n")
                     .values(HeaderId::AcceptLanguage)
                     .last(),
            "en;q=0.7");
        const auto challenge = Challenge::parse(withFields(
            "WWW-Authenticate: Digest realm=\"atlanta.com\",\r\n domain=\"sip:boxesbybob.com\","
            " qop=\"auth\",\r\n nonce=\"f84f1cec41e6cbe5aea9c8e88d359\",\r\n opaque=\"\", stale=FALSE,"
            " algorithm=MD5\r\n")
                                                    .value(HeaderId::WwwAuthenticate));
        QCOMPARE(challenge->parameters.list.size(), 7);
        QCOMPARE(challenge->parameters.value("domain"), "sip:boxesbybob.com");
    }

    // §24.2: F1, as Alice sends it
    void wholeMessage()
    {
        const QByteArray bytes = "INVITE sip:bob@biloxi.com SIP/2.0\r\nVia: SIP/2.0/UDP "
                                 "pc33.atlanta.com;branch=z9hG4bKnashds8\r\nMax-Forwards: 70\r\n"
                                 "To: Bob <sip:bob@biloxi.com>\r\nFrom: Alice "
                                 "<sip:alice@atlanta.com>;tag=1928301774\r\nCall-ID: a84b4c76e66710\r\n"
                                 "CSeq: 314159 INVITE\r\nContact: "
                                 "<sip:alice@pc33.atlanta.com>\r\nContent-Type: application/sdp\r\n"
                                 "Content-Length: 3\r\n\r\nSDP";
        const auto message = SipMessage::parse(bytes);
        QVERIFY(message && message->validate());
        QCOMPARE(message->toBytes(), bytes);
        QCOMPARE(message->field(1).name, "Max-Forwards");
    }

    // §25.1, byte by byte
    void everyByte_data()
    {
        using Accepts = std::function<bool(char)>;
        QTest::addColumn<Accepts>("grammar");
        QTest::addColumn<Accepts>("parser");
        const auto row = [](const char *what, Accepts grammar, Accepts parser) {
            QTest::newRow(what) << grammar << parser;
        };
        const auto text
            = [](const char *before, char c, const char *after) { return before + QByteArray(1, c) + after; };
        row(
            "user", [](char c) { return isUnreserved(c) || among(c, "&=+$,;?/"); },
            [text](char c) {
                const auto uri = SipUri::parse(text("sip:", c, "@h"));
                return uri && uri->user == QByteArray(1, c);
            });
        row(
            "password", [](char c) { return isUnreserved(c) || among(c, "&=+$,"); },
            [text](char c) { return bool(SipUri::parse(text("sip:u:", c, "@h"))); });
        row(
            "uri-parameter", [](char c) { return isUnreserved(c) || among(c, "[]/:&+$"); },
            [text](char c) {
                return bool(SipUri::parse(text("sip:h;", c, "=x")))
                    && bool(SipUri::parse(text("sip:h;x=", c, "")));
            });
        row(
            "hname", [](char c) { return isUnreserved(c) || among(c, "[]/?:+$"); },
            [text](char c) { return bool(SipUri::parse(text("sip:h?", c, "=x"))); });
        row(
            "hvalue", [](char c) { return isUnreserved(c) || among(c, "[]/?:+$"); },
            [text](char c) {
                const auto uri = SipUri::parse(text("sip:h?x=a", c, "b"));
                return uri && uri->headers.size() == 1 && uri->headers.first().second.size() == 3;
            });
        row("method", isToken, [text](char c) {
            const auto message = SipMessage::parse(text("A", c, " sip:h SIP/2.0\r\n\r\n"));
            return message && message->methodName().size() == 2;
        });
        row("header-name", isToken, [](char c) {
            const SipMessage message = withFields("X" + QByteArray(1, c) + "Y: v\r\n");
            return message.fieldCount() == 1 && message.field(0).name.size() == 3;
        });
        row("parameter name", isToken, [text](char c) {
            const auto one = NameAddr::parse(text("<sip:h>;a", c, "b=1"));
            return one && one->parameters.list.size() == 1 && one->parameters.list.first().name.size() == 3;
        });
        row("transport of Via", isToken,
            [text](char c) { return bool(Via::parse(text("SIP/2.0/U", c, "P h"))); });
        row("auth-scheme", isToken, [text](char c) {
            const auto challenge = Challenge::parse(text("D", c, "t a=b"));
            return challenge && challenge->scheme.size() == 3;
        });
        // qdtext, and LWS which counts as a space; a lone CR or LF is no LWS, but cannot reach here from a
        // message
        row(
            "quoted-string",
            [](char c) {
                return static_cast<unsigned char>(c) >= 0x80 || (c >= ' ' && c <= '~' && c != '"')
                    || among(c, "\t\r\n");
            },
            [text](char c) { return bool(NameAddr::parse(text("\"a", c, "b\" <sip:h>"))); });
        row(
            "quoted-pair",
            [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\r' && c != '\n'; },
            [text](char c) { return bool(NameAddr::parse(text("\"a\\", c, "b\" <sip:h>"))); });
        // liberal: UTF-8 needs no quotes
        row(
            "display-name",
            [](char c) { return isToken(c) || static_cast<unsigned char>(c) >= 0x80 || among(c, " \t\r\n"); },
            [text](char c) { return bool(NameAddr::parse(text("a", c, "b <sip:h>"))); });
        row(
            "a fold in a value", [](char c) { return c != '\r'; },
            [](char c) { return withFields("X: a" + QByteArray(1, c) + " b\r\n").fieldCount() == 1; });
    }
    void everyByte()
    {
        using Accepts = std::function<bool(char)>;
        QFETCH(const Accepts, grammar);
        QFETCH(const Accepts, parser);
        for (int i = 0; i < 256; ++i) {
            const char c = static_cast<char>(i);
            QVERIFY2(parser(c) == grammar(c), QByteArray::number(i, 16).constData());
        }
    }
    // escaped = "%" HEXDIG HEXDIG, in either case
    void everyEscape()
    {
        constexpr char Digits[] = "0123456789abcdefABCDEF";
        for (const char high : QByteArrayView(Digits)) {
            for (const char low : QByteArrayView(Digits)) {
                const auto uri = SipUri::parse(QByteArray("sip:%") + high + low + "@h");
                QVERIFY(uri);
                QCOMPARE(uri->user, QByteArray::fromHex(QByteArray(1, high) + low));
                QCOMPARE(*SipUri::parse(uri->toBytes()), *uri);
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_Grammar)
#include "tst_Grammar.moc"
