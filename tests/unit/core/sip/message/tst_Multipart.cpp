// RFC 2046 §5.1, RFC 3261 §20.11, RFC 5621 §3. Not covered: transfer encodings, which SIP does not need (it
// is 8-bit clean).
#include "FakeRandom.h"
#include "Multipart.h"

#include <QTest>

using namespace carillon;
using Kind = SyntaxError::Kind;

namespace {

const QByteArray two = "preamble\r\n--b1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n--b1\r\n"
                       "Content-Type: image/png\r\nContent-Disposition: "
                       "icon;handling=optional\r\n\r\n\x89PNG\r\n--b1--\r\nend";

SipRequest withBody(const QByteArray &type, const QByteArray &body)
{
    SipRequest request(Method::Invite, "sip:bob@example.com");
    request.setBody(body, type);
    return request;
}

QByteArray nested(int depth)
{
    QByteArray body = "--b0\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b0--\r\n";
    for (int i = 1; i < depth; ++i) {
        const QByteArray outer = "b" + QByteArray::number(i);
        body = "--" + outer + "\r\nContent-Type: multipart/mixed;boundary=b" + QByteArray::number(i - 1)
            + "\r\n\r\n" + body + "\r\n--" + outer + "--\r\n";
    }
    return body;
}

} // namespace

class tst_Multipart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parses()
    {
        const auto read = Multipart::parse(two, "b1");
        QVERIFY(read);
        QCOMPARE(read->parts.size(), 2);
        QCOMPARE(read->parts[0].type(), QByteArray("application/sdp"));
        QCOMPARE(read->parts[0].content, QByteArray("v=0\r\n")); // the last CRLF is the delimiter's
        QCOMPARE(read->parts[1].content, QByteArray("\x89PNG"));
        QCOMPARE(read->parts[1].disposition()->token, QByteArray("icon"));
        QCOMPARE(read->parts[1].disposition()->parameters.value("handling"), QByteArray("optional"));
    }
    void tolerates_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("type");
        const QByteArray plain = "text/plain";
        QTest::newRow("line feeds only")
            << QByteArray("--b\nContent-Type: a/b\n\nx\n--b--") << QByteArray("x") << QByteArray("a/b");
        QTest::newRow("white space behind the boundary")
            << QByteArray("--b \t\r\n\r\nx\r\n--b-- \r\n") << QByteArray("x") << plain;
        QTest::newRow("no headers") << QByteArray("--b\r\n\r\nx\r\n--b--") << QByteArray("x") << plain;
        QTest::newRow("no content") << QByteArray("--b\r\nContent-Type: A/B\r\n--b--") << QByteArray()
                                    << QByteArray("a/b");
        QTest::newRow("a folded header")
            << QByteArray("--b\r\nContent-Type:\r\n a/b;\r\n x=1\r\n\r\nx\r\n--b--") << QByteArray("x")
            << QByteArray("a/b");
        QTest::newRow("a longer line that begins like the boundary")
            << QByteArray("--b\r\n\r\n--bc\r\n--b--") << QByteArray("--bc") << plain;
        QTest::newRow("nothing but zeros")
            << QByteArray("--b\r\n\r\n\0\0\r\n--b--", 16) << QByteArray("\0\0", 2) << plain;
    }
    void tolerates()
    {
        QFETCH(QByteArray, body);
        const auto read = Multipart::parse(body, "b");
        QVERIFY(read);
        QCOMPARE(read->parts.size(), 1);
        QTEST(read->parts.first().content, "content");
        QTEST(read->parts.first().type(), "type");
    }
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Kind>("kind");
        const QByteArray part = "--b\r\n\r\nx\r\n";
        QTest::newRow("nothing") << QByteArray() << Kind::Incomplete;
        QTest::newRow("no boundary in it") << QByteArray("hello") << Kind::Incomplete;
        QTest::newRow("cut off") << QByteArray(part + "--b\r\n\r\nmore") << Kind::Incomplete;
        QTest::newRow("ends before it began") << QByteArray("--b--\r\n") << Kind::Unexpected;
        QTest::newRow("a header that is none")
            << QByteArray("--b\r\nnonsense\r\n\r\nx\r\n--b--") << Kind::Unexpected;
        QTest::newRow("a fold of nothing")
            << QByteArray("--b\r\n x: y\r\n\r\nx\r\n--b--") << Kind::Unexpected;
        QTest::newRow("too many parts")
            << part.repeated(Multipart::Limits::Parts + 1) + "--b--" << Kind::TooLarge;
        QTest::newRow("too many headers")
            << "--b\r\n" + QByteArray("a: b\r\n").repeated(Multipart::Limits::Headers + 1) + "\r\nx\r\n--b--"
            << Kind::TooLarge;
        QTest::newRow("headers too long") << "--b\r\na: " + QByteArray(Multipart::Limits::HeaderBytes, 'x')
                + "\r\n\r\nx\r\n--b--" << Kind::TooLarge;
    }
    void refuses()
    {
        QFETCH(QByteArray, body);
        const auto read = Multipart::parse(body, "b");
        QVERIFY(!read);
        QTEST(read.error().kind, "kind");
        QVERIFY(read.error().position >= 0 && read.error().position <= body.size());
    }
    void boundaries_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("boundary");
        QTest::newRow("token") << QByteArray("multipart/mixed;boundary=b1") << QByteArray("b1");
        QTest::newRow("quoted") << QByteArray("Multipart/Mixed; charset=x ; Boundary=\"a b=c\"")
                                << QByteArray("a b=c");
        QTest::newRow("none") << QByteArray("multipart/mixed") << QByteArray();
        QTest::newRow("not multipart") << QByteArray("text/plain;boundary=b1") << QByteArray();
        QTest::newRow("too long") << "multipart/mixed;boundary=" + QByteArray(71, 'x') << QByteArray();
        QTest::newRow("longest") << "multipart/mixed;boundary=" + QByteArray(70, 'x') << QByteArray(70, 'x');
        QTest::newRow("control characters")
            << QByteArray("multipart/mixed;boundary=\"a\tb\"") << QByteArray();
    }
    void boundaries()
    {
        QFETCH(QByteArray, type);
        QTEST(Multipart::boundaryOf(type), "boundary");
    }
    void writtenAndReadAgain()
    {
        FakeRandom random;
        const Multipart body{{{{{"Content-Type", "application/sdp"}}, "v=0\r\n"},
            {{{"Content-Type", "application/octet-stream"}, {"Content-ID", "<1@x>"}},
                QByteArray("\0\xff\r\n", 4)},
            {{}, ""}}};
        SipRequest request(Method::Invite, "sip:bob@example.com");
        setBody(request, body, "mixed", random);
        QCOMPARE(request.contentType(), QByteArray("multipart/mixed"));
        QCOMPARE(request.value("MIME-Version").toByteArray(), QByteArray("1.0"));
        const auto again = SipMessage::parse(request.toBytes());
        const auto read
            = Multipart::parse(again->body(), Multipart::boundaryOf(again->value(HeaderId::ContentType)));
        QVERIFY(read);
        QVERIFY(*read == body);
    }
    void aHeaderCannotBreakOut()
    {
        const Multipart body{{{{{"Content-Type", "a/b\r\nContent-ID: evil"}}, "x"}}};
        const auto read = Multipart::parse(body.toBytes("b"), "b");
        QVERIFY(read);
        QVERIFY(read->parts.first().value("Content-ID").isEmpty());
    }
    void theDescriptionIsFound_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("found");
        const QByteArray none;
        QTest::newRow("alone") << QByteArray("application/sdp") << QByteArray("v=0") << QByteArray("v=0");
        QTest::newRow("another type") << QByteArray("text/plain") << QByteArray("v=0") << none;
        QTest::newRow("the first of two")
            << QByteArray("multipart/mixed;boundary=b1") << two << QByteArray("v=0\r\n");
        QTest::newRow("inside") << QByteArray("multipart/mixed;boundary=b3") << nested(4)
                                << QByteArray("v=0");
        QTest::newRow("too deep inside") << QByteArray("multipart/mixed;boundary=b4") << nested(5) << none;
        QTest::newRow("to be shown only")
            << QByteArray("multipart/mixed;boundary=b")
            << QByteArray(
                   "--b\r\nContent-Type: application/sdp\r\nContent-Disposition: render\r\n\r\nv=0\r\n--b--")
            << none;
        QTest::newRow("of a session")
            << QByteArray("multipart/mixed;boundary=b")
            << QByteArray(
                   "--b\r\nContent-Type: application/sdp\r\nContent-Disposition: Session\r\n\r\nv=0\r\n--b--")
            << QByteArray("v=0");
        QTest::newRow("broken") << QByteArray("multipart/mixed;boundary=b1") << two.left(60) << none;
    }
    void theDescriptionIsFound()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        const auto part = findPart(withBody(type, body), "application/sdp");
        QTEST(part ? part->content : QByteArray(), "found");
    }
    void allPartsTogetherAreLimited()
    {
        QByteArray inner;
        for (int i = 0; i < Multipart::Limits::Parts; ++i)
            inner += "--b1\r\n\r\nx\r\n";
        const QByteArray one
            = "--b2\r\nContent-Type: multipart/mixed;boundary=b1\r\n\r\n" + inner + "--b1--\r\n";
        const auto type = QByteArray("multipart/mixed;boundary=b2");
        QCOMPARE(bodyParts(withBody(type, one + "--b2--"))->size(), Multipart::Limits::Parts);
        QVERIFY(!bodyParts(withBody(type, one + one + "--b2--")));
    }
};

QTEST_GUILESS_MAIN(tst_Multipart)
#include "tst_Multipart.moc"
