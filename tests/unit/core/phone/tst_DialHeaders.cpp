#include "DialHeaders.h"

#include <QTest>

using namespace carillon;

class tst_DialHeaders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lines_data();
    void lines();
    void notTooMany();
};

void tst_DialHeaders::lines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");
    const auto row
        = [](const char *line, bool allowed) { QTest::newRow(line) << QString::fromUtf8(line) << allowed; };
    row("X-Ticket: 42", true);
    row("X-Empty:", true);
    row("Subject: Grüße", true);
    row("Priority: urgent", true);
    row("no colon", false);
    row(": value", false);
    row("X Y: value", false);
    row("From: <sip:other@example.org>", false);
    row("f: <sip:other@example.org>", false);
    row("VIA: SIP/2.0/UDP x", false);
    row("Content-Length: 0", false);
    row("l: 0", false);
    row("Route: <sip:x;lr>", false);
    row("Proxy-Authorization: Digest", false);
    row("X-Evil: a\r\nRoute: <sip:x;lr>", false);
    row("X-Null: a\nb", false);
}

void tst_DialHeaders::lines()
{
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    const auto header = DialHeaders::parse(line);
    const bool isAllowed = header && !DialHeaders::check({*header});
    QCOMPARE(isAllowed, allowed);
}

void tst_DialHeaders::notTooMany()
{
    const QList<std::pair<QByteArray, QByteArray>> many(DialHeaders::MaxHeaders + 1, {"X-A", "1"});
    QVERIFY(DialHeaders::check(many));
    QVERIFY(DialHeaders::check({{"X-A", QByteArray(DialHeaders::MaxValueBytes + 1, 'x')}}));
    QVERIFY(!DialHeaders::check({}));
}

QTEST_GUILESS_MAIN(tst_DialHeaders)
#include "tst_DialHeaders.moc"
