#include "FakeClock.h"
#include "FakeRandom.h"
#include "FakeResolver.h"
#include "HopResolver.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Protocols = QList<TransportProtocol>;
constexpr auto Udp = TransportProtocol::Udp;
constexpr auto Tcp = TransportProtocol::Tcp;
constexpr auto Tls = TransportProtocol::Tls;

namespace {

QHostAddress ip(const char *text)
{
    return QHostAddress(QString::fromLatin1(text));
}

/// "udp 192.0.2.1:5060 example.com, ..." or the error.
QByteArray described(const Result<QList<Hop>, TransportError> &answer)
{
    if (!answer) {
        const bool isUnknown = answer.error().kind == TransportError::Kind::HostNotFound;
        return (isUnknown ? "HostNotFound " : "Unreachable ") + answer.error().detail.toLatin1();
    }
    QByteArrayList hops;
    for (const Hop &hop : *answer)
        hops.append(uriName(hop.protocol).toByteArray() + ' ' + hop.address.toString().toLatin1() + ' '
            + QByteArray::number(hop.port) + ' ' + hop.verifyName.toLatin1());
    return hops.join(", ");
}

} // namespace

class tst_HopResolver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void follows_data()
    {
        QTest::addColumn<QByteArray>("uri");
        QTest::addColumn<Protocols>("supported");
        QTest::addColumn<QByteArray>("hops");
        QTest::addColumn<QStringList>("asked");
        const QStringList none;
        const Protocols both{Udp, Tcp};
        QTest::newRow("literal") << QByteArray("sip:a@192.0.2.9") << both
                                 << QByteArray("udp 192.0.2.9 5060 192.0.2.9") << none;
        QTest::newRow("literal with port") << QByteArray("sip:a@192.0.2.9:5070;transport=tcp") << both
                                           << QByteArray("tcp 192.0.2.9 5070 192.0.2.9") << none;
        QTest::newRow("IPv6") << QByteArray("sip:[2001:db8::1]") << both
                              << QByteArray("udp 2001:db8::1 5060 [2001:db8::1]") << none;
        QTest::newRow("localhost") << QByteArray("sip:localhost:5099") << both
                                   << QByteArray("udp 127.0.0.1 5099 localhost, udp ::1 5099 localhost")
                                   << none;
        QTest::newRow("sips is TLS") << QByteArray("sips:a@192.0.2.9;transport=tcp") << Protocols{Tls}
                                     << QByteArray("tls 192.0.2.9 5061 192.0.2.9") << none;
        QTest::newRow("sips never falls")
            << QByteArray("sips:a@192.0.2.9") << both << QByteArray("Unreachable sips:a@192.0.2.9") << none;
        QTest::newRow("a transport we lack")
            << QByteArray("sip:a@192.0.2.9;transport=sctp") << both
            << QByteArray("Unreachable sip:a@192.0.2.9;transport=sctp") << none;
        QTest::newRow("TLS stays TLS") << QByteArray("sip:a@192.0.2.9:5071") << Protocols{Tls}
                                       << QByteArray("tls 192.0.2.9 5071 192.0.2.9") << none;
        QTest::newRow("a port means no SRV") << QByteArray("sip:a@plain.example:5070") << both
                                             << QByteArray("udp 192.0.2.20 5070 plain.example")
                                             << QStringList{QStringLiteral("plain.example")};
        QTest::newRow("no SRV") << QByteArray("sip:a@plain.example") << both
                                << QByteArray("udp 192.0.2.20 5060 plain.example")
                                << QStringList{QStringLiteral("NAPTR plain.example"),
                                       QStringLiteral("_sip._udp.plain.example"),
                                       QStringLiteral("_sip._tcp.plain.example"),
                                       QStringLiteral("plain.example")};
        QTest::newRow("SRV by priority, the domain is verified")
            << QByteArray("sips:a@srv.example") << Protocols{Tls}
            << QByteArray("tls 192.0.2.31 5081 srv.example, tls 2001:db8::31 5081 srv.example, "
                          "tls 192.0.2.32 5082 srv.example")
            << QStringList{QStringLiteral("NAPTR srv.example"), QStringLiteral("_sips._tcp.srv.example"),
                   QStringLiteral("one.srv.example"), QStringLiteral("two.srv.example")};
        QTest::newRow("UDP declined, TCP offered")
            << QByteArray("sip:a@tcponly.example") << both
            << QByteArray("tcp 192.0.2.31 5083 tcponly.example")
            << QStringList{QStringLiteral("NAPTR tcponly.example"),
                   QStringLiteral("_sip._udp.tcponly.example"), QStringLiteral("_sip._tcp.tcponly.example"),
                   QStringLiteral("one.srv.example")};
        QTest::newRow("UDP declined, nothing said of TCP")
            << QByteArray("sip:a@noudp.example") << both << QByteArray("tcp 192.0.2.40 5060 noudp.example")
            << QStringList{QStringLiteral("NAPTR noudp.example"), QStringLiteral("_sip._udp.noudp.example"),
                   QStringLiteral("_sip._tcp.noudp.example"), QStringLiteral("noudp.example")};
        QTest::newRow("all declined")
            << QByteArray("sip:a@noudp.example") << Protocols{Udp} << QByteArray("Unreachable noudp.example")
            << QStringList{QStringLiteral("NAPTR noudp.example"), QStringLiteral("_sip._udp.noudp.example")};
        QTest::newRow("sips is not for an open WebSocket")
            << QByteArray("sips:a@any.example") << Protocols{TransportProtocol::Ws}
            << QByteArray("Unreachable sips:a@any.example") << none;
        QTest::newRow("sips over a secure WebSocket")
            << QByteArray("sips:a@any.example") << Protocols{TransportProtocol::Wss} << QByteArray("wss  0 ")
            << none;
        QTest::newRow("maddr") << QByteArray("sip:a@plain.example;maddr=192.0.2.77") << both
                               << QByteArray("udp 192.0.2.77 5060 plain.example") << none;
        QTest::newRow("unknown host")
            << QByteArray("sip:a@nowhere.example:5060") << both << QByteArray("HostNotFound nowhere.example")
            << QStringList{QStringLiteral("nowhere.example")};
        QTest::newRow("WebSocket needs no address")
            << QByteArray("sip:a@any.example") << Protocols{TransportProtocol::Wss} << QByteArray("wss  0 ")
            << none;
    }
    void follows()
    {
        QFETCH(QByteArray, uri);
        QFETCH(Protocols, supported);
        FakeClock clock;
        FakeRandom random;
        FakeResolver dns(clock);
        dns.hosts = {{QStringLiteral("plain.example"), {ip("192.0.2.20")}},
            {QStringLiteral("one.srv.example"), {ip("192.0.2.31"), ip("2001:db8::31")}},
            {QStringLiteral("two.srv.example"), {ip("192.0.2.32")}}};
        dns.hosts.insert(QStringLiteral("noudp.example"), {ip("192.0.2.40")});
        dns.records = {{QStringLiteral("_sip._udp.noudp.example"), {{QStringLiteral("."), 0, 0, 0}}},
            {QStringLiteral("_sips._tcp.srv.example"),
                {{QStringLiteral("two.srv.example"), 5082, 20, 0},
                    {QStringLiteral("one.srv.example"), 5081, 10, 0}}},
            {QStringLiteral("_sip._udp.tcponly.example"), {{QStringLiteral("."), 0, 0, 0}}},
            {QStringLiteral("_sip._tcp.tcponly.example"), {{QStringLiteral("one.srv.example"), 5083, 0, 0}}}};
        if (qstrcmp(QTest::currentDataTag(), "UDP declined, TCP offered") == 0)
            dns.hosts[QStringLiteral("one.srv.example")].removeLast();
        HopResolver resolver(dns, random);
        QByteArray answer;
        const auto lookup = resolver.resolve(*SipUri::parse(uri), supported, [&](const auto &hops) {
            QVERIFY(answer.isEmpty());
            answer = described(hops);
        });
        clock.advance(1s);
        QTEST(answer, "hops");
        QTEST(dns.asked, "asked");
    }
    void aDestroyedHandleIsNotAnswered()
    {
        FakeClock clock;
        FakeRandom random;
        FakeResolver dns(clock);
        HopResolver resolver(dns, random);
        auto lookup = resolver.resolve(
            *SipUri::parse("sip:plain.example"), {Udp}, [](const auto &) { QFAIL("answered"); });
        lookup.reset();
        clock.advance(1s);
    }
    void theHandleMayDieWhileAnswering()
    {
        FakeClock clock;
        FakeRandom random;
        FakeResolver dns(clock);
        HopResolver resolver(dns, random);
        std::unique_ptr<Lookup> lookup;
        bool isAnswered = false;
        lookup = resolver.resolve(*SipUri::parse("sip:plain.example"), {Udp}, [&](const auto &) {
            lookup.reset();
            isAnswered = true;
        });
        clock.advance(1s);
        QVERIFY(isAnswered);
    }
};

QTEST_GUILESS_MAIN(tst_HopResolver)
#include "tst_HopResolver.moc"
