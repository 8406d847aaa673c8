// RFC 5118 §4, all messages: IPv6 in URIs, Via and Contact.
// Not covered here: what stands in the SDP bodies (§4.6, §4.8); only that they arrive whole.
#include "SipMessage.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace carillon;

namespace {

QByteArray bytesOf(const char *name)
{
    QFile file(QStringLiteral(MESSAGES) + QLatin1String(name) + QStringLiteral(".dat"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

SipMessage messageOf(const char *name)
{
    const auto message = SipMessage::parse(bytesOf(name));
    return message ? *message : SipMessage();
}

} // namespace

class tst_TortureIPv6 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outcome_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("status");
        const auto row = [](const char *section, const char *file, int status) {
            QTest::addRow("%s %s", section, file) << QString::fromLatin1(file) << status;
        };
        row("4.1", "ipv6-good", 0);
        row("4.2", "ipv6-bad", 400);
        row("4.3", "port-ambiguous", 0);
        row("4.4", "port-unambiguous", 0);
        row("4.5", "via-received-param-with-delim", 0);
        row("4.5", "via-received-param-no-delim", 0);
        row("4.6", "ipv6-in-sdp", 0);
        row("4.7", "mult-ip-in-header", 0);
        row("4.8", "mult-ip-in-sdp", 0);
        row("4.9", "ipv4-mapped-ipv6", 0);
        row("4.10", "ipv6-bug-abnf-3-colons", 0);
        row("4.10", "ipv6-correct-abnf-2-colons", 0);
    }
    void outcome()
    {
        QFETCH(const QString, file);
        QFETCH(const int, status);
        const SipMessage message = messageOf(file.toLatin1().constData());
        QVERIFY(message.isRequest());
        QCOMPARE(message.rejectionStatus(), status);
        QCOMPARE(message.disposition(),
            status == 0 ? SipMessage::Disposition::Accept : SipMessage::Disposition::Reject);
        QVERIFY(*SipMessage::parse(message.toBytes()) == message);
    }
    void everyMessageHasARow()
    {
        QCOMPARE(QDir(QStringLiteral(MESSAGES)).entryList({QStringLiteral("*.dat")}, QDir::Files).size(), 12);
    }
    void values()
    {
        QCOMPARE(messageOf("ipv6-good").requestUri()->host, "[2001:db8::10]");
        QCOMPARE(messageOf("ipv6-good").topVia()->host, "[2001:db8::9:1]");
        QVERIFY(!messageOf("ipv6-good").topVia()->port);
        QCOMPARE(messageOf("port-ambiguous").requestUri()->host, "[2001:db8::10:5070]");
        QVERIFY(!messageOf("port-ambiguous").requestUri()->port);
        QCOMPARE(messageOf("port-unambiguous").requestUri()->host, "[2001:db8::10]");
        QCOMPARE(messageOf("port-unambiguous").requestUri()->port, 5070);
        QCOMPARE(messageOf("via-received-param-with-delim").topVia()->parameters.value("received"),
            "[2001:db8::9:255]");
        QCOMPARE(messageOf("via-received-param-no-delim").topVia()->parameters.value("received"),
            "2001:db8::9:255");
        QCOMPARE(messageOf("via-received-param-no-delim").topVia()->branch(), "z9hG4bKas3");
        const auto vias = messageOf("mult-ip-in-header").vias();
        QCOMPARE(vias->size(), 3);
        QCOMPARE(vias->at(0).port, 6050);
        QCOMPARE(vias->at(1).host, "192.0.2.1");
        QCOMPARE(vias->at(2).parameters.value("received"), "192.0.2.200");
        QCOMPARE(messageOf("ipv4-mapped-ipv6").topVia()->port, 19823);
        QCOMPARE(messageOf("ipv4-mapped-ipv6").nameAddrs(HeaderId::Contact)->first().uri.host,
            "[::ffff:192.0.2.2]");
        // §4.10: liberal in what is accepted, and the address is the one that was meant.
        QCOMPARE(messageOf("ipv6-bug-abnf-3-colons").requestUri()->host, "[2001:db8::192.0.2.1]");
        QCOMPARE(messageOf("ipv6-correct-abnf-2-colons").requestUri()->host, "[2001:db8::192.0.2.1]");
        QCOMPARE(
            messageOf("ipv6-in-sdp").body().size(), messageOf("ipv6-in-sdp").number(HeaderId::ContentLength));
    }
};

QTEST_GUILESS_MAIN(tst_TortureIPv6)
#include "tst_TortureIPv6.moc"
