#include "TraceLog.h"

#include <QJsonObject>
#include <QTest>

using namespace carillon;

class tst_TraceLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void strikesOut_data();
    void strikesOut();
    void picks();
    void isBounded();
};

void tst_TraceLog::strikesOut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &shown) {
        QTest::newRow(name) << bytes << shown;
    };
    row("nothing secret", "OPTIONS sip:a SIP/2.0\r\nTo: <sip:b>\r\n\r\n",
        "OPTIONS sip:a SIP/2.0\r\nTo: <sip:b>\r\n\r\n");
    row("digest", "R\r\nAuthorization: Digest username=\"a\", response=\"5ecre7\"\r\nTo: b\r\n\r\n",
        "R\r\nAuthorization: ***\r\nTo: b\r\n\r\n");
    row("without case and folded",
        "R\r\nproxy-AUTHORIZATION : Digest\r\n response=\"5ecre7\"\r\n\tnc=1\r\nTo: b\r\n\r\n",
        "R\r\nproxy-AUTHORIZATION : ***\r\nTo: b\r\n\r\n");
    row("challenge stays", "S\r\nWWW-Authenticate: Digest nonce=\"n\"\r\n\r\n",
        "S\r\nWWW-Authenticate: Digest nonce=\"n\"\r\n\r\n");
    row("password in a URI",
        "INVITE sip:a:5ecre7@h SIP/2.0\r\nTo: <sips:b:5ecre7@h:5061>, <sip:c@h:5060>\r\n\r\n",
        "INVITE sip:a:***@h SIP/2.0\r\nTo: <sips:b:***@h:5061>, <sip:c@h:5060>\r\n\r\n");
    row("SDES key", "R\r\n\r\nv=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:5ecre7|2^20\r\nm=audio\r\n",
        "R\r\n\r\nv=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:***\r\nm=audio\r\n");
    row("SDES key without case", "R\n\nA=CRYPTO:1 X INLINE:5ecre7\n", "R\n\nA=CRYPTO:1 X INLINE:***\n");
    row("ICE password", "R\r\n\r\na=ice-ufrag:u\r\na=ice-pwd:5ecre7\r\n",
        "R\r\n\r\na=ice-ufrag:u\r\na=ice-pwd:***\r\n");
    row("digits by INFO",
        "INFO x\r\nContent-Type: application/dtmf-relay\r\n\r\nSignal=7\r\nDuration=100\r\n",
        "INFO x\r\nContent-Type: application/dtmf-relay\r\n\r\nSignal=***\r\nDuration=100\r\n");
    row("the shorter form", "INFO x\r\nc: application/dtmf\r\n\r\n7",
        "INFO x\r\nc: application/dtmf\r\n\r\n***");
    row("no SIP", QByteArray("\0\xff\r\n\r\n", 6), QByteArray("\0\xff\r\n\r\n", 6));
    row("cut off", "R\r\nAuthorization: Dig", "R\r\nAuthorization: ***");
    row("nothing", "", "");
}

void tst_TraceLog::strikesOut()
{
    QFETCH(QByteArray, bytes);
    const QByteArray shown = withoutSecrets(bytes);
    QTEST(shown, "shown");
    QVERIFY(!shown.contains("5ecre7"));
}

void tst_TraceLog::picks()
{
    TraceLog log;
    for (int i = 0; i < 5; ++i) {
        TraceLog::Entry entry;
        entry.time = QDateTime(QDate(2026, 1, 1), QTime(12, 0, i), Qt::UTC);
        entry.accountId = QStringLiteral("a1");
        entry.message.direction = i % 2 ? TracedMessage::Direction::Received : TracedMessage::Direction::Sent;
        entry.message.peer = {TransportProtocol::Tcp, QHostAddress(QStringLiteral("192.0.2.1")), 5060, {}};
        entry.message.bytes = "OPTIONS sip:a SIP/2.0\r\nCall-ID: " + QByteArray::number(i % 2)
            + "\r\nX: " + QByteArray::number(i) + "\r\n\r\n";
        log.add(entry);
    }
    QCOMPARE(log.entries(100).size(), 5);
    const QJsonArray last = log.entries(2);
    QCOMPARE(last.size(), 2);
    QVERIFY(last[1].toObject().value(QLatin1String("message")).toString().contains(QStringLiteral("X: 4")));
    const QJsonObject first = last[0].toObject();
    QCOMPARE(first.value(QLatin1String("direction")).toString(), QStringLiteral("received"));
    QCOMPARE(first.value(QLatin1String("peer")).toString(), QStringLiteral("192.0.2.1:5060"));
    QCOMPARE(first.value(QLatin1String("transport")).toString(), QStringLiteral("tcp"));
    QCOMPARE(log.entries(100, "1").size(), 2);
    QCOMPARE(log.entries(100, "7").size(), 0);
}

void tst_TraceLog::isBounded()
{
    TraceLog log;
    TraceLog::Entry entry;
    entry.message.bytes = QByteArray(1 << 20, 'x');
    for (int i = 0; i < 10; ++i)
        log.add(entry);
    QCOMPARE(log.entries(100).size(), 4);
    entry.message.bytes = "x";
    for (int i = 0; i < 3000; ++i)
        log.add(entry);
    QCOMPARE(log.entries(5000).size(), int(TraceLog::Limits::Messages));
}

QTEST_GUILESS_MAIN(tst_TraceLog)
#include "tst_TraceLog.moc"
