#include "FakeClock.h"
#include "FakeRandom.h"
#include "MessageIntake.h"
#include "SipSamples.h"

#include <QFile>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

Hop source(quint32 address = 0xc0000202)
{
    return {TransportProtocol::Udp, QHostAddress(address), 40000, {}};
}

/// "request", "response", "reject 400", "keep-alive", "drop".
QByteArray described(const MessageIntake::Verdict &verdict)
{
    if (std::holds_alternative<SipRequest>(verdict))
        return "request";
    if (std::holds_alternative<SipResponse>(verdict))
        return "response";
    if (const auto *rejection = std::get_if<MessageIntake::Rejection>(&verdict))
        return "reject " + QByteArray::number(rejection->response.statusCode());
    return std::holds_alternative<MessageIntake::KeepAlive>(verdict) ? "keep-alive" : "drop";
}

QByteArray torture(const char *name)
{
    QFile file(QStringLiteral(TORTURE_MESSAGES "/%1.dat").arg(QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + name;
}

} // namespace

class tst_MessageIntake : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("verdict");
        const QByteArray good = samples::options("SIP/2.0/UDP 192.0.2.2;rport;branch=z9hG4bKx");
        const auto with
            = [&](const char *from, const QByteArray &to) { return QByteArray(good).replace(from, to); };
        QTest::newRow("valid") << good << QByteArray("request");
        QTest::newRow("CRLF before") << "\r\n\r\n" + good << QByteArray("request");
        QTest::newRow("nothing") << QByteArray() << QByteArray("keep-alive");
        QTest::newRow("CRLFs") << QByteArray("\r\n\r\n\r\n") << QByteArray("keep-alive");
        QTest::newRow("bad CSeq") << with("CSeq: 1", "CSeq: x") << QByteArray("reject 400");
        QTest::newRow("no To") << with("To: <sip:bob@127.0.0.1>\r\n", "") << QByteArray("reject 400");
        QTest::newRow("RFC 4475 insuf: no To, From, Call-ID") << torture("insuf") << QByteArray("reject 400");
        QTest::newRow("RFC 4475 badinv01: separators where parameters belong")
            << torture("badinv01") << QByteArray("reject 400");
        QTest::newRow("no Via") << with("Via:", "X-Via:") << QByteArray("drop");
        QTest::newRow("another version")
            << with("127.0.0.1 SIP/2.0", "127.0.0.1 SIP/7.0") << QByteArray("reject 505");
        QTest::newRow("another scheme") << with("OPTIONS sip:", "OPTIONS soap:") << QByteArray("reject 416");
        QTest::newRow("body shorter than told")
            << with("Content-Length: 0", "Content-Length: 9") << QByteArray("reject 400");
        QTest::newRow("a header without colon")
            << with("Max-Forwards: 70", "Max-Forwards 70") << QByteArray("reject 400");
        QTest::newRow("bad ACK is never answered")
            << with("OPTIONS sip", "ACK sip").replace("1 OPTIONS", "x ACK") << QByteArray("drop");
        QTest::newRow("response") << samples::answerTo(good) << QByteArray("response");
        QTest::newRow("response with two Via")
            << samples::answerTo(good).replace("From:", "Via: SIP/2.0/UDP b;branch=z9hG4bKy\r\nFrom:")
            << QByteArray("drop");
        QTest::newRow("broken response")
            << samples::answerTo(good).replace("CSeq: 1", "CSeq: x") << QByteArray("drop");
        QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("drop");
        QTest::newRow("noise") << QByteArray("\x80\x00\xff\x01 nonsense") << QByteArray("drop");
        QByteArray many = good;
        many.replace("Max-Forwards",
            QByteArray("X: 1\r\n").repeated(SipMessage::Limits::HeaderFields) + "Max-Forwards");
        QTest::newRow("too many header fields") << many << QByteArray("reject 513");
        QTest::newRow("headers without end")
            << with("Max-Forwards: 70", "X: " + QByteArray(SipMessage::Limits::MessageBytes, 'x'))
            << QByteArray("reject 513");
    }
    void judges()
    {
        QFETCH(QByteArray, bytes);
        FakeClock clock;
        FakeRandom random;
        MessageIntake intake(clock, random);
        const auto verdict = intake.judge(bytes, source());
        QTEST(described(verdict), "verdict");
        QCOMPARE(intake.counters().total(), described(verdict) == "drop" ? 1u : 0u);
    }
    void anAnswerIsNotMuchLargerThanItsCause()
    {
        FakeClock clock;
        FakeRandom random;
        MessageIntake intake(clock, random);
        const QByteArray bad
            = samples::options("SIP/2.0/UDP x;rport;branch=z9hG4bKx").replace("CSeq: 1", "CSeq: x");
        const auto verdict = intake.judge(bad, source());
        const auto *rejection = std::get_if<MessageIntake::Rejection>(&verdict);
        QVERIFY(rejection);
        QVERIFY(rejection->response.toBytes().size() < 2 * bad.size());
        QVERIFY(!rejection->response.toTag().isEmpty());
    }
    void theViaOfARefusalIsWhatCouldBeRead()
    {
        FakeClock clock;
        FakeRandom random;
        MessageIntake intake(clock, random);
        const auto verdict = intake.judge(torture("badinv01"), source());
        const auto *rejection = std::get_if<MessageIntake::Rejection>(&verdict);
        QVERIFY(rejection);
        const auto via = rejection->response.topVia();
        QVERIFY(via);
        QCOMPARE(via->host, QByteArray("192.0.2.15"));
        QCOMPARE(via->parameters.value("received"), std::optional<QByteArray>("192.0.2.2"));
    }
    void manySourcesShareABoundedTable()
    {
        FakeClock clock;
        FakeRandom random;
        MessageIntake intake(clock, random);
        const QByteArray bad
            = samples::options("SIP/2.0/UDP x;rport;branch=z9hG4bKx").replace("CSeq: 1", "CSeq: x");
        int answered = 0;
        for (quint32 i = 0; i < 1000; ++i)
            answered += std::holds_alternative<MessageIntake::Rejection>(
                intake.judge(bad, source(0x0a000000 + i)));
        QCOMPARE(answered, StatelessAnswerLimit::Sources);
        clock.advance(1s);
        QVERIFY(std::holds_alternative<MessageIntake::Rejection>(intake.judge(bad, source())));
    }
    void anIpv6HostCountsByItsNetwork()
    {
        FakeClock clock;
        StatelessAnswerLimit limit(clock);
        for (int i = 0; i < StatelessAnswerLimit::AnswersPerSource; ++i)
            QVERIFY(limit.take(QHostAddress(QStringLiteral("2001:db8::%1").arg(i + 1))));
        QVERIFY(!limit.take(QHostAddress(QStringLiteral("2001:db8::ffff"))));
        QVERIFY(limit.take(QHostAddress(QStringLiteral("2001:db8:0:1::1"))));
    }
};

QTEST_GUILESS_MAIN(tst_MessageIntake)
#include "tst_MessageIntake.moc"
