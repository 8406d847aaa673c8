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
        QTest::newRow("only others") << QByteArray(other + ", <sip:alice@10.9.9.8>;expires=1") << none << -1;
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
        if (!contacts.isEmpty())
            response.append(HeaderId::Contact, contacts);
        if (!expiresHeader.isEmpty())
            response.append(HeaderId::Expires, expiresHeader);
        const NameAddr ours
            = NameAddr::parse("<sip:alice@10.0.0.1:5070>;+sip.instance=\"<urn:uuid:1>\"").value();
        const auto binding = Binding::find(response, ours, 600s);
        QCOMPARE(binding ? int(binding->expires.count()) : -1, expires);
    }
};

QTEST_GUILESS_MAIN(tst_Binding)
#include "tst_Binding.moc"
