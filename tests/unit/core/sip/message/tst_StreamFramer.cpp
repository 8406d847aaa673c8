#include "StreamFramer.h"

#include <QTest>

using namespace carillon;
using Item = StreamFramer::Item;

namespace {

QByteArray message(int bodySize, const char *extra = "")
{
    return "MESSAGE sip:a@b SIP/2.0\r\n" + QByteArray(extra)
        + "Content-Length: " + QByteArray::number(bodySize) + "\r\n\r\n" + QByteArray(bodySize, '\n');
}

/// All that comes out, as one letter each.
QByteArray drain(StreamFramer &framer, QByteArrayList *messages = nullptr)
{
    QByteArray items;
    for (;;) {
        const Item item = framer.next();
        items.append("nMpPF"[static_cast<int>(item)]);
        if (item == Item::Message && messages)
            messages->append(framer.message());
        if (item == Item::NeedMore || item == Item::Fault)
            return items;
    }
}

} // namespace

class tst_StreamFramer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCut()
    {
        const QByteArrayList sent{
            message(0), message(5), message(3, "l: 3\r\n"), message(0, "X: y\r\n z\r\n")};
        const QByteArray stream = sent.join();
        for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
            StreamFramer framer;
            QByteArrayList received;
            framer.feed(QByteArrayView(stream).first(cut));
            drain(framer, &received);
            framer.feed(QByteArrayView(stream).sliced(cut));
            QCOMPARE(drain(framer, &received).back(), 'n');
            QCOMPARE(received, sent);
        }
    }
    void byteByByte()
    {
        const QByteArrayList sent{message(0), message(70), message(1)};
        StreamFramer framer;
        QByteArrayList received;
        for (const char c : sent.join()) {
            framer.feed({&c, 1});
            drain(framer, &received);
        }
        QCOMPARE(received, sent);
    }
    void keepAlives_data()
    {
        QTest::addColumn<StreamFramer::Role>("role");
        QTest::addColumn<QByteArrayList>("chunks");
        QTest::addColumn<QByteArray>("items");
        using Role = StreamFramer::Role;
        QTest::newRow("ping") << Role::Either << QByteArrayList{"\r\n\r\n"} << QByteArray("pn");
        QTest::newRow("pong") << Role::Either << QByteArrayList{"\r\n"} << QByteArray("Pn");
        QTest::newRow("ping, pong") << Role::Either << QByteArrayList{"\r\n\r\n\r\n"} << QByteArray("pPn");
        QTest::newRow("half a line end") << Role::Either << QByteArrayList{"\r", "\n"} << QByteArray("nPn");
        QTest::newRow("a server that pings its client")
            << Role::Client << QByteArrayList{"\r\n\r\n"} << QByteArray("pn");
        QTest::newRow("a pong and a message")
            << Role::Client << QByteArrayList{"\r\n" + message(0)} << QByteArray("PMn");
        QTest::newRow("a server waits for the rest of a ping")
            << Role::Server << QByteArrayList{"\r", "\n", "\r", "\n"} << QByteArray("nnnpn");
        QTest::newRow("a server takes lone line ends before a message")
            << Role::Server << QByteArrayList{"\r\n" + message(0)} << QByteArray("PMn");
        QTest::newRow("between messages")
            << Role::Either << QByteArrayList{message(2) + "\r\n\r\n" + message(1)} << QByteArray("MpMn");
        QTest::newRow("a lone CR") << Role::Either << QByteArrayList{"\rX"} << QByteArray("F");
    }
    void keepAlives()
    {
        QFETCH(const StreamFramer::Role, role);
        QFETCH(const QByteArrayList, chunks);
        StreamFramer framer(role);
        QByteArray items;
        for (const QByteArray &chunk : chunks) {
            framer.feed(chunk);
            items += drain(framer);
        }
        QTEST(items, "items");
    }
    void faults_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no Content-Length") << QByteArray("A sip:b SIP/2.0\r\nX: y\r\n\r\n");
        for (const char *value : {"-1", "", "x", "1x", "1 1", "1,1", "2147483648", "9223372036854775808",
                 "18446744073709551616", "1048577"})
            QTest::newRow(*value ? value : "an empty one")
                << "A sip:b SIP/2.0\r\nContent-Length: " + QByteArray(value) + "\r\n\r\n";
        QTest::newRow("two that differ")
            << QByteArray("A sip:b SIP/2.0\r\nl: 1\r\nContent-Length: 2\r\n\r\n");
        QTest::newRow("headers without an end") << QByteArray(SipMessage::Limits::MessageBytes + 1, 'x');
        QTest::newRow("headers too long") << "A sip:b SIP/2.0\r\nl: 0\r\nX: "
                + QByteArray(SipMessage::Limits::MessageBytes, 'x') + "\r\n\r\n";
    }
    void faults()
    {
        QFETCH(const QByteArray, bytes);
        StreamFramer framer;
        framer.feed(bytes);
        QCOMPARE(framer.next(), Item::Fault);
        framer.feed(message(0));
        QCOMPARE(framer.next(), Item::Fault); // for good
    }
    void liberalLineEnds()
    {
        StreamFramer framer;
        framer.feed("A sip:b SIP/2.0\nl : 2\n\nxyA sip:b SIP/2.0\r\nContent-Length:\r\n 1\r\n\r\nz");
        QCOMPARE(framer.next(), Item::Message);
        QVERIFY(framer.message().endsWith("\n\nxy"));
        QCOMPARE(framer.next(), Item::Message);
        QVERIFY(framer.message().endsWith("\r\n\r\nz"));
        QCOMPARE(framer.next(), Item::NeedMore);
    }
    void aLargeBodyInSmallPieces()
    {
        StreamFramer framer;
        const QByteArray sent = message(SipMessage::Limits::BodyBytes);
        for (qsizetype i = 0; i < sent.size(); i += 1000) {
            QCOMPARE(framer.next(), Item::NeedMore);
            framer.feed(QByteArrayView(sent).sliced(i, qMin<qsizetype>(1000, sent.size() - i)));
        }
        QCOMPARE(framer.next(), Item::Message);
        QCOMPARE(framer.message(), sent);
    }
};

QTEST_GUILESS_MAIN(tst_StreamFramer)
#include "tst_StreamFramer.moc"
