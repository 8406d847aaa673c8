// RFC 4475, all 49 messages: what is made of each from its bytes alone.
//
// Covered: the shape, the typed values of the valid ones, the status a user agent answers to the invalid
// ones. Not covered here, because they need more than the message: what the layers above answer to a message
// which is well formed (420, 415, 406, 483, ...); the column "above" says what that is,
// `valuesForTheLayersAbove` that they can see it, and tst_TortureHandling that they do it.
#include "Challenge.h"
#include "SipMessage.h"
#include "StreamFramer.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace carillon;
using Disposition = SipMessage::Disposition;

namespace {

QByteArray bytesOf(const char *name)
{
    QFile file(QStringLiteral(MESSAGES) + QLatin1String(name) + QStringLiteral(".dat"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

SipMessage messageOf(const char *name)
{
    const auto message = SipMessage::parse(bytesOf(name));
    return message ? *message : SipMessage();
}

struct Case {
    const char *section;
    const char *file;
    const char *about;
    Disposition disposition;
    int status;        ///< answered from the message alone; 0: not
    const char *above; ///< what the layers above do with a message that passes here
};

constexpr auto Accept = Disposition::Accept;
constexpr auto Reject = Disposition::Reject;
constexpr auto Discard = Disposition::Discard;

constexpr Case Cases[] = {
    {"3.1.1.1", "wsinv", "a short tortuous INVITE", Accept, 0, ""},
    {"3.1.1.2", "intmeth", "a wide range of valid characters", Accept, 0, "501: nobody knows the method"},
    {"3.1.1.3", "esc01", "valid %-escapes", Accept, 0, ""},
    {"3.1.1.4", "escnull", "escaped NULs in URIs", Accept, 0, ""},
    {"3.1.1.5", "esc02", "% where it is no escape", Accept, 0, "501: RE%47IST%45R is not REGISTER"},
    {"3.1.1.6", "lwsdisp", "no white space between display name and <", Accept, 0, ""},
    {"3.1.1.7", "longreq", "long values", Accept, 0, ""},
    {"3.1.1.8", "dblreq", "octets behind the datagram's message", Accept, 0, ""},
    {"3.1.1.9", "semiuri", "semicolons in the user part", Accept, 0, ""},
    {"3.1.1.10", "transports", "varied and unknown transports", Accept, 0, ""},
    {"3.1.1.11", "mpart01", "a multipart body with NULs", Accept, 0, ""},
    {"3.1.1.12", "unreason", "an unusual reason phrase", Accept, 0, ""},
    {"3.1.1.13", "noreason", "an empty reason phrase", Accept, 0, ""},
    {"3.1.2.1", "badinv01", "extraneous separators", Reject, 400, ""},
    {"3.1.2.2", "clerr", "Content-Length beyond the datagram", Reject, 400, ""},
    {"3.1.2.3", "ncl", "negative Content-Length", Reject, 400, ""},
    {"3.1.2.4", "scalar02", "overlarge numbers in a request", Reject, 400, ""},
    {"3.1.2.5", "scalarlg", "overlarge numbers in a response", Discard, 0, ""},
    {"3.1.2.6", "quotbal", "an open quotation", Reject, 400, ""},
    {"3.1.2.7", "ltgtruri", "<> around the Request-URI", Reject, 400, ""},
    {"3.1.2.8", "lwsruri", "white space in the Request-URI", Reject, 400, ""},
    {"3.1.2.9", "lwsstart", "several spaces in the request line", Reject, 400, ""},
    {"3.1.2.10", "trws", "spaces at the end of the request line", Reject, 400, ""},
    {"3.1.2.11", "escruri", "headers in the Request-URI", Reject, 400, ""},
    // The RFC: should not be refused unless the date matters. So the value is refused, not the message.
    {"3.1.2.12", "baddate", "a Date that is not GMT", Accept, 0, "goes on without the Date"},
    {"3.1.2.13", "regbadct", "a Contact which needs <>", Reject, 400, ""},
    {"3.1.2.14", "badaspec", "spaces in addr-spec", Reject, 400, ""},
    {"3.1.2.15", "baddn", "a display name that needs quotes", Reject, 400, ""},
    {"3.1.2.16", "badvers", "an unknown version", Reject, 505, ""},
    {"3.1.2.17", "mismatch01", "CSeq names another method", Reject, 400, ""},
    {"3.1.2.18", "mismatch02", "the same with an unknown method", Reject, 501, ""},
    {"3.1.2.19", "bigcode", "a status of ten digits", Discard, 0, ""},
    {"3.2.1", "badbranch", "a magic cookie and nothing else", Reject, 400, ""},
    {"3.3.1", "insuf", "mandatory headers are missing", Reject, 400, ""},
    {"3.3.2", "unkscm", "an unknown scheme in the Request-URI", Reject, 416, ""},
    {"3.3.3", "novelsc", "a known but atypical scheme", Reject, 416, ""},
    {"3.3.4", "unksm2", "an address-of-record that is not SIP", Reject, 400, ""},
    {"3.3.5", "bext01", "Require of what nobody supports", Accept, 0, "420 with Unsupported"},
    {"3.3.6", "invut", "an unknown Content-Type", Accept, 0, "415 with Accept"},
    {"3.3.7", "regaut01", "an unknown authorization scheme", Accept, 0, "registrar: as if there were none"},
    {"3.3.8", "multi01", "several values where one is allowed", Reject, 400, ""},
    {"3.3.9", "mcl01", "two Content-Lengths", Reject, 400, ""},
    {"3.3.10", "bcast", "a response with a second, broadcast Via", Discard, 0, ""},
    {"3.3.11", "zeromf", "Max-Forwards of zero", Accept, 0, "the end of the line answers; a proxy 483"},
    {"3.3.12", "cparam01", "an unknown contact parameter", Accept, 0, "registrar: 200"},
    {"3.3.13", "cparam02", "an unknown URI parameter", Accept, 0, "registrar: 200"},
    {"3.3.14", "regescrt", "a contact URI with a header", Accept, 0,
        "registrar: 200, the header stays in the URI"},
    {"3.3.15", "sdp01", "an INVITE that accepts no known type", Accept, 0, "406"},
    {"3.4.1", "inv2543", "an INVITE as RFC 2543 writes it", Accept, 0, ""},
};
static_assert(std::size(Cases) == 49);

} // namespace

class tst_Torture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMessageHasACase()
    {
        QStringList expected;
        for (const Case &one : Cases)
            expected.append(QLatin1String(one.file) + QStringLiteral(".dat"));
        expected.sort();
        QCOMPARE(QDir(QStringLiteral(MESSAGES)).entryList({QStringLiteral("*.dat")}, QDir::Files, QDir::Name),
            expected);
    }

    void outcome_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < std::size(Cases); ++i)
            QTest::addRow("%s %s: %s", Cases[i].section, Cases[i].file, Cases[i].about)
                << static_cast<int>(i);
    }
    void outcome()
    {
        QFETCH(const int, index);
        const Case &expected = Cases[index];
        const QByteArray bytes = bytesOf(expected.file);
        QVERIFY(!bytes.isEmpty());
        const auto message = SipMessage::parse(bytes);
        if (qstrcmp(expected.file, "bigcode") == 0) { // the only one whose start line is none
            QVERIFY(!message);
            QCOMPARE(message.error(), (SyntaxError{SyntaxError::Kind::BadNumber, 8}));
            return;
        }
        QVERIFY(message);
        QCOMPARE(message->disposition(), expected.disposition);
        QCOMPARE(message->rejectionStatus(), expected.status);
        if (expected.disposition == Accept)
            QVERIFY(message->validate());
        if (expected.disposition == Reject) {
            QVERIFY(!message->validate());
            const SipResponse answer = SipResponse::to(SipRequest(*message), expected.status, "here");
            const auto read = SipMessage::parse(answer.toBytes());
            QVERIFY(read);
            QCOMPARE(read->statusCode(), expected.status);
            QCOMPARE(read->value(HeaderId::Via), message->value(HeaderId::Via));
            QVERIFY(message->salvagedTopVia());
        }
        const auto again = SipMessage::parse(message->toBytes());
        QVERIFY(again);
        QVERIFY(*again == *message);
        QVERIFY(*SipMessage::parse(message->toCompactBytes()) == *message);
    }

    void faultIsWhereItStands_data()
    {
        QTest::addColumn<QByteArray>("at");
        QTest::addColumn<SyntaxError::Kind>("kind");
        using Kind = SyntaxError::Kind;
        QTest::newRow("badinv01") << QByteArray(";,;,,\r\nContact") << Kind::Unexpected;
        QTest::newRow("clerr") << QByteArray("9999\r\n\r\nv=0") << Kind::Incomplete;
        QTest::newRow("ncl") << QByteArray("-999") << Kind::BadNumber;
        QTest::newRow("scalar02") << QByteArray("300\r\n") << Kind::BadNumber;
        QTest::newRow("quotbal") << QByteArray("\"Mr. J. User") << Kind::Incomplete;
        QTest::newRow("ltgtruri") << QByteArray("<sip:user@example.com> SIP") << Kind::Unexpected;
        QTest::newRow("lwsruri") << QByteArray(" lr SIP/2.0") << Kind::Unexpected;
        QTest::newRow("lwsstart") << QByteArray(" sip:user@example.com  SIP") << Kind::Unexpected;
        QTest::newRow("trws") << QByteArray("SIP/2.0  \r\n") << Kind::Unexpected;
        QTest::newRow("escruri") << QByteArray("?Route=") << Kind::Unexpected;
        QTest::newRow("regbadct") << QByteArray("?Route=") << Kind::Unexpected;
        QTest::newRow("badaspec") << QByteArray(" sip:t.watson@example.org >") << Kind::Unexpected;
        QTest::newRow("baddn") << QByteArray(", Alexander") << Kind::Unexpected;
        QTest::newRow("badvers") << QByteArray("SIP/7.0\r\n") << Kind::Unexpected;
        QTest::newRow("mismatch01") << QByteArray("8 INVITE") << Kind::Unexpected;
        QTest::newRow("multi01") << QByteArray("From: sip:caller@example.net") << Kind::Duplicate;
        QTest::newRow("mcl01") << QByteArray("Content-Length: 5") << Kind::Duplicate;
        QTest::newRow("insuf") << QByteArray("INVITE sip") << Kind::Missing;
    }
    void faultIsWhereItStands()
    {
        QFETCH(const QByteArray, at);
        QFETCH(const SyntaxError::Kind, kind);
        const auto valid = messageOf(QTest::currentDataTag()).validate();
        QVERIFY(!valid);
        QCOMPARE(valid.error().kind, kind);
        QCOMPARE(bytesOf(QTest::currentDataTag()).sliced(valid.error().position).first(at.size()), at);
    }

    void wsinv()
    {
        const SipMessage message = messageOf("wsinv");
        QCOMPARE(message.method(), Method::Invite);
        const auto uri = message.requestUri();
        QCOMPARE(uri->user, "vivekg");
        QCOMPARE(uri->host, "chair-dnrc.example.com");
        QVERIFY(uri->parameters.contains("unknownparam"));
        QCOMPARE(message.to()->uri.user, "vivekg");
        QCOMPARE(message.toTag(), "1918181833n");
        QCOMPARE(message.from()->displayName, "J Rosenberg \\\"");
        QCOMPARE(message.fromTag(), "98asjd8");
        QCOMPARE(message.number(HeaderId::MaxForwards), 68u);
        QCOMPARE(message.callId(), "wsinv.ndaksdj@192.0.2.1");
        QCOMPARE(*message.cseq(), (CSeq{9, "INVITE"}));
        const auto vias = message.vias();
        QCOMPARE(vias->size(), 3);
        QCOMPARE(vias->at(0).host, "192.0.2.2");
        QCOMPARE(vias->at(0).branch(), "390skdjuw");
        QCOMPARE(vias->at(1).transport, "TCP");
        QCOMPARE(vias->at(1).host, "spindle.example.com");
        QCOMPARE(vias->at(1).branch(), "z9hG4bK9ikj8");
        QCOMPARE(vias->at(2).host, "192.168.255.111");
        QCOMPARE(vias->at(2).branch(), "z9hG4bK30239");
        QVERIFY(message.contains(HeaderId::Subject));
        QVERIFY(message.value(HeaderId::Subject).isEmpty());
        QCOMPARE(message.value("NewFangledHeader").toByteArray().simplified(),
            "newfangled value continued newfangled value");
        QCOMPARE(message.value("unknownheaderwithunusualvalue"), ";;,,;;,;");
        const auto route = message.nameAddrs(HeaderId::Route);
        QCOMPARE(route->size(), 1);
        QCOMPARE(route->first().uri.parameters.list.size(), 3);
        QCOMPARE(route->first().uri.parameters.value("unknownwith"), "value");
        const auto contact = message.nameAddrs(HeaderId::Contact);
        QCOMPARE(contact->size(), 1);
        QCOMPARE(contact->first().displayName, "Quoted string \"\"");
        QCOMPARE(contact->first().parameters.value("newparam"), "newvalue");
        QVERIFY(contact->first().parameters.contains("secondparam"));
        QCOMPARE(contact->first().parameters.value("q"), "0.33");
        QCOMPARE(message.body().size(), 150);
        QCOMPARE(message.contentType(), "application/sdp");
    }

    void intmeth()
    {
        const SipMessage message = messageOf("intmeth");
        QCOMPARE(message.method(), Method::Other);
        QCOMPARE(message.methodName(), "!interesting-Method0123456789_*+`.%indeed'~");
        const auto uri = message.requestUri();
        QCOMPARE(uri->user, "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
        QCOMPARE(*uri->password, "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
        QCOMPARE(uri->host, "example.com");
        QCOMPARE(message.topVia()->branch(), "z9hG4bK-.!%66*_+`'~");
        const QByteArray name = message.to()->displayName;
        QCOMPARE(name, QByteArray("BEL:\x07 NUL:\0 DEL:\x7f", 17));
        QCOMPARE(message.from()->displayName, "token1~` token2'+_ token3*%!.-");
        QCOMPARE(message.from()->parameters.value("fromParam''~+*_!.-%"),
            "\"\xd1\x80\xd0\xb0\xd0\xb1\xd0\xbe\xd1\x82\xd0\xb0\xd1\x8e\xd1\x89\xd0\xb8\xd0\xb9\"");
        QCOMPARE(message.fromTag(), "_token~1'+`*%!-.");
        QCOMPARE(message.callId(), "intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");
        QCOMPARE(message.cseq()->number, 139122385u);
        QCOMPARE(message.number(HeaderId::MaxForwards), 255u);
        QCOMPARE(
            message.value("extensionHeader-!.%*+_`'~"), "\xef\xbb\xbf\xe5\xa4\xa7\xe5\x81\x9c\xe9\x9b\xbb");
    }

    void esc01()
    {
        const SipMessage message = messageOf("esc01");
        QCOMPARE(message.requestUri()->user, "sips:user@example.com");
        QCOMPARE(message.requestUri()->scheme, SipUri::Scheme::Sip);
        QCOMPARE(message.requestUri()->host, "example.net");
        QCOMPARE(message.to()->uri.user, "user");
        QCOMPARE(message.from()->uri.user, "I have spaces");
        const SipUri contact = message.nameAddrs(HeaderId::Contact)->first().uri;
        QCOMPARE(contact.user, "caller");
        QVERIFY(contact.parameters.contains("lr"));
        QCOMPARE(contact.parameters.value("name"),
            "value%2541"); // stands for value%41, which must not be unescaped again
    }

    void escapedNuls()
    {
        const SipMessage message = messageOf("escnull");
        QCOMPARE(message.to()->uri.user, QByteArray("null-\0-null", 11));
        const auto contacts = message.nameAddrs(HeaderId::Contact);
        QCOMPARE(contacts->size(), 2);
        QCOMPARE(contacts->at(0).uri.user, QByteArray(1, '\0'));
        QCOMPARE(contacts->at(1).uri.user, QByteArray(2, '\0'));
        QVERIFY(contacts->at(0).uri != contacts->at(1).uri);
        QCOMPARE(contacts->at(1).toBytes(), "<sip:%00%00@host5.example.com>");
    }

    void percentIsNoEscapeEverywhere()
    {
        const SipMessage message = messageOf("esc02");
        QCOMPARE(message.methodName(), "RE%47IST%45R");
        QCOMPARE(message.method(), Method::Other);
        QCOMPARE(message.to()->displayName, "%Z%45");
        QCOMPARE(message.count(HeaderId::Contact), 2);
        QCOMPARE(message.value("C%6Fntact"), "<sip:alias2@host2.example.com>");
        QCOMPARE(message.topVia()->branch(), "z9hG4bK209%fzsnel234");
    }

    void lwsdisp()
    {
        QCOMPARE(messageOf("lwsdisp").from()->displayName, "caller");
        QCOMPARE(messageOf("lwsdisp").fromTag(), "323");
    }

    void longreq()
    {
        const SipMessage message = messageOf("longreq");
        QCOMPARE(message.vias()->size(), 34);
        QCOMPARE(message.vias()->first().host, "sip33.example.com");
        QCOMPARE(message.vias()->last().parameters.value("received"), "192.0.2.5");
        QVERIFY(message.vias()->last().branch().startsWith("verylong"));
        QCOMPARE(message.to()->uri.port, 6000);
        QVERIFY(message.from()->uri.user.startsWith("amazinglylong"));
        QCOMPARE(message.body().size(), 150);
    }

    void octetsBehindTheMessage()
    {
        const SipMessage message = messageOf("dblreq");
        QCOMPARE(message.method(), Method::Register);
        QVERIFY(message.body().isEmpty());
        StreamFramer stream; // over a stream, where the octets are the next messages
        stream.feed(bytesOf("dblreq"));
        QCOMPARE(stream.next(), StreamFramer::Item::Message);
        QVERIFY(*SipMessage::parse(stream.message()) == message);
        StreamFramer::Item item = stream.next();
        while (item == StreamFramer::Item::Ping || item == StreamFramer::Item::Pong)
            item = stream.next();
        QCOMPARE(item, StreamFramer::Item::Message);
        QCOMPARE(SipMessage::parse(stream.message())->method(), Method::Invite);
    }

    void semiuri()
    {
        const auto uri = messageOf("semiuri").requestUri();
        QCOMPARE(uri->user, "user;par=u@example.net");
        QCOMPARE(uri->host, "example.com");
        QVERIFY(uri->parameters.list.isEmpty());
        QCOMPARE(uri->toBytes(), "sip:user;par=u%40example.net@example.com");
        QCOMPARE(messageOf("semiuri").values(HeaderId::Accept).size(), 6);
    }

    void transports()
    {
        const auto vias = messageOf("transports").vias();
        QByteArrayList names;
        for (const Via &via : *vias)
            names.append(via.transport);
        QCOMPARE(names, (QByteArrayList{"UDP", "SCTP", "TLS", "UNKNOWN", "TCP"}));
    }

    void multipartWithNuls()
    {
        const SipMessage message = messageOf("mpart01");
        QCOMPARE(message.body(), bytesOf("mpart01").last(553));
        QVERIFY(message.body().contains('\0'));
        QCOMPARE(message.contentType(), "multipart/mixed");
        QCOMPARE(message.value("Content-Transfer-Encoding"), "binary");
        QVERIFY(message.date());
    }

    void reasonPhrases()
    {
        QVERIFY(messageOf("unreason").reasonPhrase().startsWith("= 2**3 * 5**2 \xd0\xbd\xd0\xbe "));
        QCOMPARE(messageOf("unreason").statusCode(), 200);
        QCOMPARE(messageOf("noreason").statusCode(), 100);
        QVERIFY(messageOf("noreason").reasonPhrase().isEmpty());
    }

    void unknownSchemesAreRead()
    {
        const SipMessage message = messageOf("unksm2");
        QCOMPARE(message.to()->otherUri, "isbn:2983792873");
        QCOMPARE(message.from()->otherUri, "http://www.example.com");
        QCOMPARE(message.nameAddrs(HeaderId::Contact)->first().otherUri, "name:John_Smith");
        QCOMPARE(messageOf("novelsc").requestUriText(), "soap.beep://192.0.2.103:3002");
    }

    void valuesForTheLayersAbove()
    {
        QVERIFY(!messageOf("baddate").date());
        QCOMPARE(messageOf("bext01").values(HeaderId::Require),
            (QByteArrayList{"nothingSupportsThis", "nothingSupportsThisEither"}));
        QCOMPARE(messageOf("bext01").values(HeaderId::ProxyRequire).size(), 2);
        QCOMPARE(messageOf("invut").contentType(), "application/unknownformat");
        const auto credentials = Challenge::parse(messageOf("regaut01").value(HeaderId::Authorization));
        QCOMPARE(credentials->scheme, "NoOneKnowsThisScheme");
        QCOMPARE(credentials->parameters.value("opaque-data"), "here");
        QCOMPARE(messageOf("zeromf").number(HeaderId::MaxForwards), 0u);
        QCOMPARE(messageOf("sdp01").values(HeaderId::Accept), (QByteArrayList{"text/nobodyKnowsThis"}));
        const NameAddr ofHeader = messageOf("cparam01").nameAddrs(HeaderId::Contact)->first();
        QVERIFY(ofHeader.parameters.contains("unknownparam") && ofHeader.uri.parameters.list.isEmpty());
        const NameAddr ofUri = messageOf("cparam02").nameAddrs(HeaderId::Contact)->first();
        QVERIFY(ofUri.uri.parameters.contains("unknownparam") && ofUri.parameters.list.isEmpty());
        const SipUri withHeader = messageOf("regescrt").nameAddrs(HeaderId::Contact)->first().uri;
        QCOMPARE(withHeader.headers,
            (QList<std::pair<QByteArray, QByteArray>>{{"Route", "<sip:sip.example.com>"}}));
        const SipMessage old = messageOf("inv2543");
        QVERIFY(old.topVia()->branch().isEmpty() && old.fromTag().isEmpty());
        QCOMPARE(old.body().size(), 105);                          // no Content-Length: all there is
        QVERIFY(!messageOf("scalar02").number(HeaderId::Expires)); // §20.19: as if it were absent
        QVERIFY(!messageOf("scalar02").nameAddrs(HeaderId::Contact)->first().parameters.number("expires"));
        QVERIFY(!messageOf("scalarlg").number(HeaderId::RetryAfter));
    }
};

QTEST_GUILESS_MAIN(tst_Torture)
#include "tst_Torture.moc"
