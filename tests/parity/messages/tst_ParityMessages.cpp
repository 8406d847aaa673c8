// Groups MSG of docs/parity-groups.txt: requests that are built and messages that come in. There is one class
// for both here (docs/decisions/0003), so the checks of MSG-10 and MSG-20 are rows of the same test.
// "parseHeader" is a typed accessor; it keeps no result, since it copies nothing worth keeping (MSG-10F).
#include "MessageSamples.h"

#include <QTest>

using namespace carillon;

namespace {

SipMessage request()
{
    return *SipMessage::parse(samples::request(Method::Options).toBytes());
}

SipMessage response()
{
    return *SipMessage::parse(samples::response(samples::request(Method::Options), 200).toBytes());
}

} // namespace

class tst_ParityMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRequestThatIsBuilt() // MSG-01
    {
        samples::Talk talk;
        talk.toTag = "their";
        const SipRequest made = samples::request(Method::Options, talk);
        QCOMPARE(made.method(), Method::Options);
        QCOMPARE(made.requestUriText().toByteArray(), samples::BobUri.toByteArray());
        QCOMPARE(made.cseq(), (CSeq{314159, "OPTIONS"}));
        QCOMPARE(made.callId(), talk.callId);
        QCOMPARE(made.fromTag(), talk.fromTag);
        QCOMPARE(made.toTag(), QByteArray("their"));
        QCOMPARE(made.from()->displayName, QByteArray("Alice"));
        QCOMPARE(made.to()->uri.toBytes(), samples::BobUri.toByteArray());
        QVERIFY(made.body().isEmpty() && !made.isResponse());
        QVERIFY(made.validate());
    }
    void headersOfOurs() // MSG-02
    {
        SipRequest made = samples::request(Method::Options);
        QVERIFY(!made.contains(HeaderId::Supported) && made.value("X-New").isEmpty());
        QVERIFY(made.values(HeaderId::Supported).isEmpty());
        made.set(HeaderId::Supported, "path");
        QCOMPARE(made.value(HeaderId::Supported).toByteArray(), QByteArray("path"));
        made.set(HeaderId::Supported, "path, gruu");
        made.append("Supported", "outbound"); // a line as the program gives it
        QCOMPARE(made.values(HeaderId::Supported), (QList<QByteArray>{"path", "gruu", "outbound"}));
        made.append("x-new", "1");
        QCOMPARE(made.value("X-New").toByteArray(), QByteArray("1"));
    }
    void contentLength_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("octets");
        const QByteArray mixed = "a$\xc2\xa2\xe2\x82\xac\xf0\x90\x8d\x88";
        QTest::newRow("MSG-03 one letter") << QByteArray("a") << 1;
        QTest::newRow("MSG-03 one umlaut") << QByteArray("\xc3\xa4") << 2;
        QTest::newRow("MSG-03 four letters and a euro") << QByteArray("test\xe2\x82\xac") << 7;
        QTest::newRow("MSG-03 mixed") << mixed.repeated(3) + "0123456789AB" << 45;
        QTest::newRow("MSG-03F bytes that are no text") << QByteArray("\0\xff\xfe\r\n", 5) << 5; // C27
    }
    void contentLength()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, octets);
        SipRequest made = samples::request(Method::Message);
        made.setBody(body, "text/plain");
        QVERIFY(made.toBytes().contains("\r\nContent-Length: " + QByteArray::number(octets) + "\r\n"));
        QCOMPARE(SipMessage::parse(made.toBytes())->body(), body);
    }
    void received_data()
    {
        QTest::addColumn<SipMessage>("message");
        QTest::newRow("MSG-10 request") << request();
        QTest::newRow("MSG-20 response") << response();
    }
    void received()
    {
        QFETCH(SipMessage, message);
        const QByteArray asItCame = message.toBytes();
        // addHeader creates, then appends; getHeader is the first of several.
        message.append("X-Thing", "one");
        QCOMPARE(message.value("x-thing").toByteArray(), QByteArray("one"));
        message.append("X-Thing", "two");
        QCOMPARE(message.value("X-Thing").toByteArray(), QByteArray("one"));
        QCOMPARE(message.value("X-Thing", 1).toByteArray(), QByteArray("two"));
        QVERIFY(message.value("X-Thing", 2).isEmpty());
        // getHeaders: none, one, all.
        QVERIFY(message.values(HeaderId::Supported).isEmpty());
        message.append(HeaderId::Supported, "a");
        QCOMPARE(message.values(HeaderId::Supported), QList<QByteArray>{"a"});
        message.append(HeaderId::Supported, "b");
        QCOMPARE(message.values(HeaderId::Supported), (QList<QByteArray>{"a", "b"}));
        // hasHeader.
        QVERIFY(message.contains(HeaderId::Supported) && !message.contains(HeaderId::Event));
        // setHeader adds, then replaces all of that name.
        message.set(HeaderId::Event, "x");
        message.set(HeaderId::Supported, "c");
        QCOMPARE(message.value(HeaderId::Event).toByteArray(), QByteArray("x"));
        QCOMPARE(message.values(HeaderId::Supported), QList<QByteArray>{"c"});
        QVERIFY(message.toBytes() != asItCame);
    }
    void typed_data() { received_data(); }
    void typed() // parseHeader: absent, beyond the last, the same twice
    {
        QFETCH(SipMessage, message);
        QCOMPARE(message.nameAddrs(HeaderId::Route).error().kind, SyntaxError::Kind::Missing);
        QCOMPARE(message.vias()->size(), 1);
        QCOMPARE(message.from()->tag(), QByteArray("1928301774"));
        QCOMPARE(*message.from(), *message.from());
        QCOMPARE(SipMessage().from().error().kind, SyntaxError::Kind::Missing); // fields unset
        QVERIFY(SipMessage().isEmpty());
    }
    void textForm_data() { received_data(); }
    void textForm()
    {
        QFETCH(SipMessage, message);
        const QByteArray bytes = message.toBytes();
        QCOMPARE(SipMessage::parse(bytes)->toBytes(), bytes);
    }
    void compactNames_data()
    {
        QTest::addColumn<QByteArray>("full");
        const std::array<std::pair<char, const char *>, 20> forms{{{'v', "Via"}, {'f', "From"}, {'t', "To"},
            {'i', "Call-ID"}, {'m', "Contact"}, {'l', "Content-Length"}, {'c', "Content-Type"},
            {'r', "Refer-To"}, {'k', "Supported"}, {'s', "Subject"}, {'o', "Event"},
            {'e', "Content-Encoding"}, {'u', "Allow-Events"}, {'b', "Referred-By"}, {'x', "Session-Expires"},
            {'j', "Reject-Contact"}, {'d', "Request-Disposition"}, {'a', "Accept-Contact"}, {'y', "Identity"},
            {'n', "Identity-Info"}}};
        for (const auto &[letter, full] : forms)
            QTest::addRow("MSG-10F %c", letter) << QByteArray(full);
    }
    void compactNames() // all that are registered, not the framework's eight
    {
        QFETCH(QByteArray, full);
        const QByteArray letter(1, QTest::currentDataTag()[8]);
        SipRequest made = samples::request(Method::Message);
        made.setBody("x", "text/plain");
        if (!made.contains(headerFromName(full)))
            made.append(QByteArrayView(full), "<sip:x@y>");
        const QByteArray compact = made.toCompactBytes();
        QVERIFY(compact.contains("\r\n" + letter + ": ") && !compact.contains("\r\n" + full + ": "));
        const auto read = SipMessage::parse(compact);
        QVERIFY(read && *read == made);
        QCOMPARE(read->value(full).toByteArray(), made.value(full).toByteArray());
        QCOMPARE(
            SipMessage::parse(made.toBytes().replace("\r\n" + full + ": ", "\r\n" + letter.toUpper() + ": "))
                ->value(full)
                .toByteArray(),
            made.value(full).toByteArray());
    }
};

QTEST_GUILESS_MAIN(tst_ParityMessages)
#include "tst_ParityMessages.moc"
