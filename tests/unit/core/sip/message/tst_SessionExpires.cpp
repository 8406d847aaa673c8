#include "SessionExpires.h"
#include "SipMessage.h"

#include <QTest>

using namespace carillon;
using Refresher = SessionExpires::Refresher;
using std::chrono::seconds;

class tst_SessionExpires : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("interval");
        QTest::addColumn<int>("refresher");
        const auto row = [](const char *text, qint64 interval, Refresher refresher) {
            QTest::newRow(text) << QByteArray(text) << interval << int(refresher);
        };
        row("1800", 1800, Refresher::Unsaid);
        row("90;refresher=uac", 90, Refresher::Uac);
        row(" 4000 ; refresher = UAS ;x=y", 4000, Refresher::Uas);
        row("90;refresher=me", 90, Refresher::Unsaid);
        row("4294967295", 4294967295, Refresher::Unsaid);
        row("0", 0, Refresher::Unsaid);
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        const auto header = SessionExpires::parse(text);
        QVERIFY(header);
        QTEST(qint64(header->interval.count()), "interval");
        QTEST(int(header->refresher), "refresher");
        QCOMPARE(SessionExpires::parse(header->toBytes()), header);
    }
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", ";refresher=uac", "soon", "12x", "-5", "4294967296", "90, 100"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!SessionExpires::parse(text));
    }
    void whatAMessageSays()
    {
        SipResponse response(200);
        QVERIFY(!SessionExpires::of(response));
        QVERIFY(!minSessionExpires(response));
        response.append(HeaderId::SessionExpires, "89");
        response.append(HeaderId::MinSE, "7;x");
        QCOMPARE(SessionExpires::of(response), std::optional(SessionExpires{seconds(89), Refresher::Unsaid}));
        QCOMPARE(minSessionExpires(response), std::optional(seconds(90)));
        response.set(HeaderId::SessionExpires, "90;refresher=uas");
        response.set(HeaderId::MinSE, "rubbish");
        QCOMPARE(SessionExpires::of(response), std::optional(SessionExpires{seconds(90), Refresher::Uas}));
        QVERIFY(!minSessionExpires(response));
    }
};

QTEST_GUILESS_MAIN(tst_SessionExpires)
#include "tst_SessionExpires.moc"
