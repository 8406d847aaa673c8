#include "Binding.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

class tst_Binding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void find_data()
    {
        QTest::addColumn<QByteArray>("contacts");
        QTest::addColumn<QByteArray>("expiresHeader");
        QTest::addColumn<int>("expires"); // -1: not found
        const QByteArray other = "<sip:alice@10.9.9.9>;expires=3600";
        const QByteArray none;
        QTest::newRow("as sent") << QByteArray("<sip:alice@10.0.0.1:5070>;expires=300") << none << 300;
        QTest::newRow("among others")
            << QByteArray(other + ", <sip:alice@10.0.0.1:5070>;expires=300") << none << 300;
        QTest::newRow("by instance, whatever the URI")
            << QByteArray(other + ", <sip:x@198.51.100.1;gr=y>;+sip.instance=\"<urn:uuid:1>\";expires=120")
            << none << 120;
        QTest::newRow("with more parameters")
            << QByteArray(other + ", <sip:alice@10.0.0.1:5070;ob;alias=1~2~3>;expires=77") << none << 77;
        QTest::newRow("the only one, rewritten")
            << QByteArray("<sip:alice@203.0.113.5:1024>;expires=60") << none << 60;
        QTest::newRow("only others") << QByteArray(
            "<sip:carol@10.9.9.9>;expires=3600, <sip:dave@10.9.9.8>;expires=1")
                                     << none << -1;
        QTest::newRow("another flow of ours beside it")
            << QByteArray("<sip:alice@10.0.0.1:5080>;+sip.instance=\"<urn:uuid:1>\";reg-id=2;expires=50, "
                          "<sip:alice@10.0.0.1:5090>;+sip.instance=\"<URN:UUID:1>\";reg-id=1;expires=70")
            << none << 70;
        QTest::newRow("another instance alone")
            << QByteArray("<sip:alice@10.9.9.9>;+sip.instance=\"<urn:uuid:2>\";expires=50") << none << -1;
        QTest::newRow("rewritten to where we were seen")
            << QByteArray(other + ", <sip:alice@203.0.113.5:1024>;expires=60") << none << 60;
        QTest::newRow(
            "rewritten to the unknown, beside another phone of the same user: the one that ends first")
            << QByteArray(other + ", <sip:alice@203.0.113.9:9>;expires=65") << none << 65;
        QTest::newRow("of another user, though he ends first") << QByteArray(
            "<sip:carol@10.9.9.9>;expires=5, <sip:alice@203.0.113.9:9>;expires=65, "
            "<sip:alice@203.0.113.8:9>;expires=66") << none << 65;
        QTest::newRow("no contact at all") << none << none << 600;
        QTest::newRow("no contact, Expires") << none << QByteArray("90") << 90;
        QTest::newRow("no expires parameter")
            << QByteArray("<sip:alice@10.0.0.1:5070>") << QByteArray("80") << 80;
        QTest::newRow("neither") << QByteArray("<sip:alice@10.0.0.1:5070>") << none << 600;
        QTest::newRow("not a number") << QByteArray("<sip:alice@10.0.0.1:5070>;expires=soon") << none << 600;
        QTest::newRow("for ever") << QByteArray("<sip:alice@10.0.0.1:5070>;expires=4294967295") << none
                                  << 7 * 24 * 3600;
    }
    void find()
    {
        QFETCH(QByteArray, contacts);
        QFETCH(QByteArray, expiresHeader);
        QFETCH(int, expires);
        SipResponse response(200);
        response.append(
            HeaderId::Via, "SIP/2.0/UDP 10.0.0.1:5070;branch=z9hG4bKx;received=203.0.113.5;rport=1024");
        if (!contacts.isEmpty())
            response.append(HeaderId::Contact, contacts);
        if (!expiresHeader.isEmpty())
            response.append(HeaderId::Expires, expiresHeader);
        const NameAddr ours
            = NameAddr::parse("<sip:alice@10.0.0.1:5070>;+sip.instance=\"<urn:uuid:1>\";reg-id=1").value();
        const auto binding = Binding::find(response, ours, 600s);
        QCOMPARE(binding ? int(binding->expires.count()) : -1, expires);
    }
};

QTEST_GUILESS_MAIN(tst_Binding)
#include "tst_Binding.moc"
