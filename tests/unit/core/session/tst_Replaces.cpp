#include "Replaces.h"
#include "Sipfrag.h"

#include <QTest>

using namespace carillon;

class tst_Replaces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void replaces_data() // RFC 3891 §6.1
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("written"); // empty: refused
        QTest::newRow("plain") << QByteArray("a@b;to-tag=1;from-tag=2")
                               << QByteArray("a@b;to-tag=1;from-tag=2");
        QTest::newRow("order and case") << QByteArray("a@b; From-Tag=2 ;TO-TAG=1;Early-Only;x=y")
                                        << QByteArray("a@b;to-tag=1;from-tag=2;early-only");
        QTest::newRow("one tag only") << QByteArray("a@b;to-tag=1") << QByteArray();
        QTest::newRow("no Call-ID") << QByteArray(";to-tag=1;from-tag=2") << QByteArray();
        QTest::newRow("nothing") << QByteArray() << QByteArray();
    }
    void replaces()
    {
        QFETCH(QByteArray, text);
        QTEST(Replaces::parse(text).value_or(Replaces()).toTag.isEmpty() ? QByteArray()
                                                                         : Replaces::parse(text)->toBytes(),
            "written");
    }
    void namesTheDialogAsThePeerKnowsIt()
    {
        const Replaces replaces = Replaces::ofPeer({"call", "ours", "theirs"});
        QCOMPARE(replaces.toTag, QByteArray("theirs"));
        QVERIFY((replaces.receiversId() == DialogId{"call", "theirs", "ours"}));
    }
    void sipfrag_data() // RFC 3420
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code"); // 0: none
        QTest::addColumn<QByteArray>("phrase");
        QTest::newRow("with CRLF") << QByteArray("SIP/2.0 180 Ringing\r\n") << 180 << QByteArray("Ringing");
        QTest::newRow("without") << QByteArray("SIP/2.0 200 OK") << 200 << QByteArray("OK");
        QTest::newRow("no phrase") << QByteArray("SIP/2.0 486") << 486 << QByteArray();
        QTest::newRow("headers follow")
            << QByteArray("SIP/2.0 603 Declined\r\nTo: x\r\n") << 603 << QByteArray("Declined");
        QTest::newRow("lower case") << QByteArray("sip/2.0 100 Trying") << 100 << QByteArray("Trying");
        QTest::newRow("a number too many") << QByteArray("SIP/2.0 2000 OK") << 0 << QByteArray();
        QTest::newRow("out of range") << QByteArray("SIP/2.0 099 x") << 0 << QByteArray();
        QTest::newRow("a request") << QByteArray("INVITE sip:x SIP/2.0") << 0 << QByteArray();
        QTest::newRow("nothing") << QByteArray() << 0 << QByteArray();
        QTest::newRow("very long") << QByteArray("SIP/2.0 400 " + QByteArray(100'000, 'x')) << 400
                                   << QByteArray(256, 'x');
    }
    void sipfrag()
    {
        QFETCH(QByteArray, body);
        const Sipfrag fragment = Sipfrag::parse(body).value_or(Sipfrag());
        QTEST(fragment.statusCode, "code");
        QTEST(fragment.reasonPhrase, "phrase");
        if (fragment.statusCode)
            QVERIFY(Sipfrag::parse(fragment.toBytes()) == fragment);
    }
};

QTEST_GUILESS_MAIN(tst_Replaces)
#include "tst_Replaces.moc"
