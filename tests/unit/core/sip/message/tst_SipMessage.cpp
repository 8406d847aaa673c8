#include "AllocationCounter.h"
#include "FakeRandom.h"
#include "MessageSamples.h"
#include "SipViews.h"

#include <QTest>

using namespace carillon;

namespace {

SipMessage parsed(const QByteArray &bytes)
{
    const auto message = SipMessage::parse(bytes);
    return message ? *message : SipMessage();
}

const QByteArray Head = "OPTIONS sip:a@b SIP/2.0\r\n";

/// A text of up to @p size bytes which fits into one header line but is otherwise hostile.
QByteArray anyValue(FakeRandom &random, quint32 size)
{
    QByteArray text;
    for (quint32 left = random.below(size + 1); left > 0; --left)
        text.append(
            random.below(4) == 0 ? " ,;<>\"\\%"[random.below(8)] : static_cast<char>(random.below(256)));
    return text;
}

} // namespace

class tst_SipMessage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void builtAndReadAgain()
    {
        const SipRequest invite = samples::invite();
        const SipMessage read = parsed(invite.toBytes());
        QVERIFY(read == invite);
        QVERIFY(read.validate());
        QCOMPARE(read.method(), Method::Invite);
        QCOMPARE(read.requestUriText(), samples::BobUri);
        QCOMPARE(read.topVia()->branch(), samples::Talk().branch);
        QCOMPARE(read.fromTag(), samples::Talk().fromTag);
        QVERIFY(read.toTag().isEmpty());
        QCOMPARE(read.body(), samples::sdp());
        QVERIFY(read.hasToken(HeaderId::Supported, "Replaces"));
        QVERIFY(!read.hasToken(HeaderId::Supported, "replace"));
        QVERIFY(invite.toBytes().endsWith(
            "Content-Length: " + QByteArray::number(samples::sdp().size()) + "\r\n\r\n" + samples::sdp()));
        QVERIFY(parsed(invite.toCompactBytes()) == invite);
        QVERIFY(invite.toCompactBytes().contains("\r\nv: ")
            && invite.toCompactBytes().size() < invite.toBytes().size());
    }

    void parseDoesNotAllocate()
    {
        const QByteArray bytes = samples::invite().toBytes();
        std::size_t count = 1;
        bool good = false;
        {
            const AllocationCounter counter;
            const auto message = SipMessage::parse(bytes);
            good = message.has_value() && message->method() == Method::Invite && message->isRequest()
                && message->value(HeaderId::CallId) == samples::Talk().callId
                && message->contains(HeaderId::Contact);
            count = counter.count();
        }
        QVERIFY(good);
        QCOMPARE(count, std::size_t(0));
        const AllocationCounter counter;
        const QByteArray seen(1000, 'x');
        QCOMPARE(counter.count(), std::size_t(1)); // it does count
    }

    void checkingAndMatchingDoNotAllocate()
    {
        const SipMessage message = parsed(samples::invite().toBytes());
        bool good = false;
        std::size_t count = 1;
        {
            const AllocationCounter counter;
            const auto via = message.topViaView();
            const auto from = NameAddrView::parse(message.value(HeaderId::From));
            good = message.validate() && message.disposition() == SipMessage::Disposition::Accept && via
                && via->branch() == samples::Talk().branch && from && from->tag() == samples::Talk().fromTag
                && from->uri.host == "atlanta.example.com" && from->displayName == "\"Alice\"";
            count = counter.count();
        }
        QVERIFY(good);
        QCOMPARE(count, std::size_t(0));
    }

    void writingTakesOneAllocation()
    {
        SipMessage message = parsed(samples::invite().toBytes());
        message.set(HeaderId::Subject, "changed");
        const AllocationCounter counter;
        const QByteArray bytes = message.toBytes();
        QCOMPARE(counter.count(), std::size_t(1));
    }

    void lineEnds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("CRLF") << Head + "A: 1\r\nSubject: x\r\n\r\nbody";
        QTest::newRow("LF") << QByteArray("OPTIONS sip:a@b SIP/2.0\nA: 1\nSubject: x\n\nbody");
        QTest::newRow("mixed") << QByteArray("OPTIONS sip:a@b SIP/2.0\r\nA: 1\nSubject: x\r\n\nbody");
        QTest::newRow("line ends before it") << "\r\n\r\n" + Head + "A: 1\r\nSubject: x\r\n\r\nbody";
        QTest::newRow("white space") << Head + "A \t:1 \t\r\nsubJECT:\t x  \r\n\r\nbody";
        QTest::newRow("folds") << Head + "A:\r\n 1\r\nSubject: x\r\n  \r\n\t\r\n\r\nbody";
        QTest::newRow("compact") << Head + "a: 1\r\ns: x\r\n\r\nbody";
    }
    void lineEnds()
    {
        QFETCH(const QByteArray, bytes);
        const SipMessage message = parsed(bytes);
        QVERIFY(message == parsed(Head + "A: 1\r\nSubject: x\r\nContent-Length: 4\r\n\r\nbody"));
        QCOMPARE(message.value("a"), "1");
        QCOMPARE(message.value(HeaderId::Subject), "x");
        QCOMPARE(message.body(), "body");
        QVERIFY(parsed(message.toBytes()) == message);
    }

    void aFoldIsASpace()
    {
        const QByteArray bytes = Head + "Subject: one\r\n two\n\tthree\r\n\r\n";
        const QByteArray before = bytes;
        const SipMessage message = parsed(bytes);
        QCOMPARE(message.value(HeaderId::Subject).toByteArray().simplified(), "one two three");
        QVERIFY(!message.value(HeaderId::Subject).contains('\n'));
        QCOMPARE(bytes, before); // the caller's bytes are not touched
        QVERIFY(!message.toBytes().contains("\n\t"));
    }

    void bodies()
    {
        const QByteArray binary("\0\r\n\r\n\xff\0", 7);
        QCOMPARE(parsed(Head + "l: 7\r\n\r\n" + binary).body(), binary);
        QCOMPARE(parsed(Head + "X: y\r\n\r\n" + binary).body(), binary);
        QCOMPARE(parsed(Head + "l: 3\r\n\r\n" + binary).body(), binary.first(3));
        QVERIFY(parsed(Head + "l: 0\r\n\r\n" + binary).body().isEmpty());
        QVERIFY(parsed(Head + "X: y\r\n").body().isEmpty());
        SipRequest request(Method::Message, "sip:a@b");
        request.setBody(binary, "application/octet-stream");
        QCOMPARE(parsed(request.toBytes()).body(), binary);
        request.setBody({}, {});
        QVERIFY(!request.contains(HeaderId::ContentType));
        QCOMPARE(request.value(HeaderId::ContentLength), "0");
        QCOMPARE(request.toBytes(), "MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 0\r\n\r\n");
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<SyntaxError::Kind>("kind");
        QTest::addColumn<int>("position");
        using Kind = SyntaxError::Kind;
        QTest::newRow("nothing") << QByteArray() << Kind::Incomplete << 0;
        QTest::newRow("a keep-alive") << QByteArray("\r\n\r\n") << Kind::Incomplete << 4;
        QTest::newRow("zeros") << QByteArray(4, '\0') << Kind::Unexpected << 0;
        QTest::newRow("a method only") << QByteArray("INVITE") << Kind::Incomplete << 6;
        QTest::newRow("no URI") << QByteArray("INVITE SIP/2.0\r\n\r\n") << Kind::Unexpected << 7;
        QTest::newRow("no version") << QByteArray("INVITE sip:a@b\r\n\r\n") << Kind::Unexpected << 7;
        QTest::newRow("another protocol") << QByteArray("GET / HTTP/1.1\r\n\r\n") << Kind::Unexpected << 6;
        QTest::newRow("a line without an end") << Head + "Subject: x" << Kind::Incomplete << 35;
        QTest::newRow("a name without a colon") << Head + "Subject\r\n\r\n" << Kind::Unexpected << 32;
        QTest::newRow("an empty name") << Head + ": x\r\n\r\n" << Kind::Unexpected << 25;
        QTest::newRow("a name that is no token") << Head + "A(b): x\r\n\r\n" << Kind::Unexpected << 26;
        QTest::newRow("a fold of the start line") << Head + " x: y\r\n\r\n" << Kind::Unexpected << 26;
        QTest::newRow("a CR in a value") << Head + "A: x\ry\r\n\r\n" << Kind::Unexpected << 29;
        QTest::newRow("status of two digits") << QByteArray("SIP/2.0 20 OK\r\n\r\n") << Kind::BadNumber << 8;
        QTest::newRow("status 099") << QByteArray("SIP/2.0 099 OK\r\n\r\n") << Kind::BadNumber << 8;
        QTest::newRow("status 700") << QByteArray("SIP/2.0 700 OK\r\n\r\n") << Kind::BadNumber << 8;
        QTest::newRow("status without a space")
            << QByteArray("SIP/2.0 200OK\r\n\r\n") << Kind::Unexpected << 11;
    }
    void refused()
    {
        QFETCH(const QByteArray, bytes);
        const auto message = SipMessage::parse(bytes);
        QVERIFY(!message);
        QTEST(message.error().kind, "kind");
        QTEST(static_cast<int>(message.error().position), "position");
    }

    void limits()
    {
        using Limits = SipMessage::Limits;
        const auto kindOf = [](const QByteArray &bytes) { return SipMessage::parse(bytes).error().kind; };
        QByteArray fields = Head;
        for (int i = 0; i < Limits::HeaderFields; ++i)
            fields += "X: y\r\n";
        QVERIFY(SipMessage::parse(fields + "l: 0\r\n\r\n"));
        QVERIFY(parsed(parsed(fields).toBytes()) == parsed(fields));
        QCOMPARE(kindOf(fields + "X: y\r\n\r\n"), SyntaxError::Kind::TooLarge);
        QCOMPARE(kindOf(Head + "X: " + QByteArray(Limits::MessageBytes, 'x') + "\r\n\r\n"),
            SyntaxError::Kind::TooLarge);
        QCOMPARE(kindOf(QByteArray(Limits::MessageBytes + 1, 'x')), SyntaxError::Kind::TooLarge);
        QVERIFY(SipMessage::parse(Head + "X: y\r\n\r\n" + QByteArray(Limits::BodyBytes, 'x')));
        QCOMPARE(kindOf(Head + "X: y\r\n\r\n" + QByteArray(Limits::BodyBytes + 1, 'x')),
            SyntaxError::Kind::TooLarge);
        QByteArray lengths = Head;
        for (int i = 0; i < 2 * Limits::HeaderFields + 1; ++i)
            lengths += "l: 0\r\n";
        QCOMPARE(kindOf(lengths + "\r\n"), SyntaxError::Kind::TooLarge);
    }

    void fieldsAreEdited()
    {
        SipRequest request(Method::Invite, "sip:a@b");
        request.append(HeaderId::Route, "<sip:1>");
        request.append("X-Mine", "x");
        request.append(HeaderId::Route, "<sip:2>, <sip:3>");
        request.prepend(HeaderId::Via, "SIP/2.0/UDP h;branch=1, SIP/2.0/UDP i;branch=2");
        request.append("v", "SIP/2.0/UDP j;branch=3");
        QCOMPARE(request.fieldCount(), 5);
        QCOMPARE(request.field(0).name, "Via");
        QCOMPARE(request.count(HeaderId::Route), 2);
        QCOMPARE(request.values(HeaderId::Route), (QByteArrayList{"<sip:1>", "<sip:2>", "<sip:3>"}));
        QCOMPARE(request.value("x-mine"), "x");
        QCOMPARE(request.value(HeaderId::Route, 1), "<sip:2>, <sip:3>");
        QVERIFY(request.value(HeaderId::Route, 2).isEmpty());
        Via top = *request.topVia();
        top.parameters.set("received", QByteArray("192.0.2.9"));
        request.setTopVia(top);
        QCOMPARE(request.vias()->size(), 3);
        QCOMPARE(request.value(HeaderId::Via),
            "SIP/2.0/UDP h;branch=1;received=192.0.2.9, SIP/2.0/UDP i;branch=2");
        request.replace(HeaderId::Via, 1, "SIP/2.0/TCP k");
        QCOMPARE(request.vias()->last().host, "k");
        request.set(HeaderId::Route, "<sip:9>");
        QCOMPARE(request.values(HeaderId::Route), (QByteArrayList{"<sip:9>"}));
        QCOMPARE(request.field(1).value, "<sip:9>");
        request.remove(HeaderId::Route);
        request.setRequestUri("sip:c d\r\n@e");
        QCOMPARE(request.toBytes(),
            "INVITE sip:c%20d%0D%0A@e SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=1;received=192.0.2.9, SIP/2.0/UDP "
            "i;branch=2\r\n"
            "X-Mine: x\r\nVia: SIP/2.0/TCP k\r\nContent-Length: 0\r\n\r\n");
    }

    void aMessageMayFeedItself()
    {
        SipMessage message = parsed(Head + "Subject: text\r\nX-Own: y\r\n\r\n");
        for (int i = 0; i < 20; ++i) { // through several moves of the arena
            message.append(HeaderId::Organization, message.value(HeaderId::Subject));
            message.append(message.field(1).name, message.field(1).value);
            message.setRequestUri(message.requestUriText());
            message.setBody(message.body(), message.value(HeaderId::Subject));
        }
        QCOMPARE(message.value(HeaderId::Organization, 19), "text");
        QCOMPARE(message.value("x-own", 20), "y");
        QVERIFY(parsed(message.toBytes()) == message);
    }

    void aLongLifeDoesNotGrow()
    {
        SipRequest request = samples::invite();
        const QByteArray first = request.toBytes();
        for (quint32 i = 0; i < 100'000; ++i) {
            request.set(HeaderId::CSeq, CSeq{i, "INVITE"}.toBytes());
            request.setBody(samples::sdp(), "application/sdp");
        }
        request.set(HeaderId::CSeq, CSeq{samples::Talk().cseq, "INVITE"}.toBytes());
        QCOMPARE(request.toBytes(), first);
        QVERIFY(request.arenaBytes() < 64 * 1024);
    }

    void nothingAddedCanEndTheLine()
    {
        SipRequest request(Method::Invite, "sip:a@b\r\nEvil: 1");
        request.append(HeaderId::Subject, "x\r\nEvil: 2");
        request.append("Ev\r\nil", "3");
        request.append("X-Own", "y\nEvil: 4\r\n\r\n");
        request.setRequestUri("sip:a\r\nEvil: 5\r\n@b");
        const QByteArray written = request.toBytes();
        QVERIFY(!written.contains("\nEvil"));
        QCOMPARE(parsed(written).fieldCount(), 3);
        QVERIFY(SipResponse(200, "OK\r\nEvil: 6").toBytes().startsWith("SIP/2.0 200 OK  Evil: 6\r\n"));
        QVERIFY(SipRequest("BAD METHOD", "sip:a@b").isEmpty());
        QVERIFY(SipRequest(Method::Invite, " ").isEmpty());
    }

    void splitsAtTheRightCommas()
    {
        SipMessage message = parsed(Head
            + "Contact: \"a, \\\"b\" <sip:x,y@z;p=1,2>;q=1,<sip:c>,, sip:d\r\nAllow: A,B ,\tC;x\r\nAllow:\r\n"
              "Date: Sat, 13 Nov 2010 23:29:00 GMT\r\n\r\n");
        QCOMPARE(message.values(HeaderId::Contact).size(), 3);
        QCOMPARE(message.values(HeaderId::Contact).first(), "\"a, \\\"b\" <sip:x,y@z;p=1,2>;q=1");
        QCOMPARE(message.values(HeaderId::Allow), (QByteArrayList{"A", "B", "C;x"}));
        QVERIFY(message.hasToken(HeaderId::Allow, "c"));
        QCOMPARE(message.values(HeaderId::Date).size(), 1);
        QCOMPARE(*message.date(), QDateTime(QDate(2010, 11, 13), QTime(23, 29), Qt::UTC));
    }

    void numbers_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("number");
        QTest::newRow("plain") << QByteArray("3600") << qint64(3600);
        QTest::newRow("comment") << QByteArray("18000;duration=3600") << qint64(18000);
        QTest::newRow("parenthesis") << QByteArray("120 (I'm in a meeting)") << qint64(120);
        QTest::newRow("largest") << QByteArray("4294967295") << qint64(4294967295);
        for (const char *bad : {"", "-1", "4294967296", "abc", "12x", "1.5"})
            QTest::newRow(*bad ? bad : "empty") << QByteArray(bad) << qint64(-1);
    }
    void numbers()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const qint64, number);
        const auto read = parsed(Head + "Retry-After: " + value + "\r\n\r\n").number(HeaderId::RetryAfter);
        QCOMPARE(read ? qint64(*read) : -1, number);
    }

    void responses()
    {
        SipRequest request = samples::invite();
        request.prepend(HeaderId::Via, "SIP/2.0/UDP proxy;branch=z9hG4bKp");
        request.append(HeaderId::Timestamp, "54");
        const SipResponse trying = SipResponse::to(request, 100, "tag");
        QCOMPARE(trying.reasonPhrase(), "Trying");
        QCOMPARE(trying.vias()->size(), 2);
        QCOMPARE(trying.value(HeaderId::Timestamp), "54");
        QVERIFY(trying.toTag().isEmpty());
        const SipResponse busy = SipResponse::to(request, 486, "tag");
        QCOMPARE(busy.toTag(), "tag");
        QVERIFY(!busy.contains(HeaderId::Timestamp));
        QVERIFY(parsed(busy.toBytes()) == busy);
        QVERIFY(parsed(busy.toBytes()).validate());
        QCOMPARE(
            SipResponse::to(SipRequest(parsed(samples::bye({.toTag = "old"}).toBytes())), 200, "new").toTag(),
            "old");
        QVERIFY(SipResponse::to(request, 200, {}).toTag().isEmpty());
        QCOMPARE(SipResponse(299).toBytes(), "SIP/2.0 299 \r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(defaultReasonPhrase(999), "");
    }

    void dispositions()
    {
        using Disposition = SipMessage::Disposition;
        SipRequest invite = samples::invite();
        QCOMPARE(invite.disposition(), Disposition::Accept);
        invite.remove(HeaderId::CallId);
        QCOMPARE(invite.disposition(), Disposition::Reject);
        QCOMPARE(invite.rejectionStatus(), 400);
        QCOMPARE(invite.validate().error().kind, SyntaxError::Kind::Missing);
        invite.remove(HeaderId::Via);
        QCOMPARE(invite.disposition(), Disposition::Discard);
        SipRequest ack = samples::ack({}, "x");
        ack.set(HeaderId::CSeq, "1 INVITE");
        QCOMPARE(ack.disposition(), Disposition::Discard);
        SipResponse ok = samples::response(samples::invite(), 200);
        QCOMPARE(ok.disposition(), Disposition::Accept);
        ok.append(HeaderId::Via, "SIP/2.0/UDP h");
        QCOMPARE(ok.disposition(), Disposition::Discard);
        QCOMPARE(SipMessage().disposition(), Disposition::Discard);
        QCOMPARE(samples::registration().disposition(), Disposition::Accept);
    }

    void salvaged()
    {
        QByteArray bytes = samples::invite().toBytes();
        bytes.replace("Max-Forwards: 70", "this is not a header");
        QVERIFY(!SipMessage::parse(bytes));
        const auto message = SipMessage::salvage(bytes);
        QVERIFY(message);
        QCOMPARE(message->callId(), samples::Talk().callId);
        QVERIFY(message->topVia());
        QCOMPARE(message->body(), samples::sdp());
        QVERIFY(!SipMessage::salvage("no start line\r\n\r\n"));
    }

    void whatIsWrittenIsReadAgain()
    {
        FakeRandom random(20261124);
        for (int round = 0; round < 2000; ++round) {
            SipMessage message = random.below(2) == 0
                ? SipMessage(
                    SipRequest("M" + QByteArray::number(random.below(9)), "sip:" + anyValue(random, 20)))
                : SipMessage(SipResponse(100 + static_cast<int>(random.below(600)), anyValue(random, 20)));
            for (quint32 fields = random.below(50); fields > 0; --fields) {
                const auto id = static_cast<HeaderId>(1 + random.below(quint32(HeaderId::WwwAuthenticate)));
                switch (random.below(6)) {
                case 0:
                    message.append("X-" + QByteArray::number(random.below(5)), anyValue(random, 60));
                    break;
                case 1: message.prepend(id, anyValue(random, 60)); break;
                case 2: message.set(id, anyValue(random, 60)); break;
                case 3: message.remove(id); break;
                case 4: message.setBody(anyValue(random, 200), "a/b"); break;
                default: message.append(id, anyValue(random, 60)); break;
                }
            }
            const auto again = SipMessage::parse(message.toBytes());
            QVERIFY(again);
            QVERIFY(*again == message);
            QCOMPARE(again->toBytes(), message.toBytes());
            QVERIFY(parsed(message.toCompactBytes()) == message);
        }
    }
};

QTEST_GUILESS_MAIN(tst_SipMessage)
#include "tst_SipMessage.moc"
