// RFC 3263: locating SIP servers; what is asked, and where it leads. Servers that fail: tst_Rfc3263Failover.
//
// Covered:     §4.1 (transport by parameter, by NAPTR, by SRV, by default; sips), §4.2 (port and address),
//              RFC 2782 (priority, weight, "."), RFC 3403 §4.1 (order, preference, flags), RFC 7118 §6
//              (SIP+D2W), the bounds that we set ourselves.
// Not covered: §4.4 and §5 (proxies and servers), SCTP, DNS itself (tst_SystemResolver).

#include "FakeClock.h"
#include "FakeRandom.h"
#include "FakeResolver.h"
#include "HopResolver.h"
#include "TransportChoice.h"

#include <QHash>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Protocols = QList<TransportProtocol>;

namespace {

constexpr auto Udp = TransportProtocol::Udp;
constexpr auto Tcp = TransportProtocol::Tcp;
constexpr auto Tls = TransportProtocol::Tls;
const Protocols both{Udp, Tcp};
const Protocols all{Udp, Tcp, Tls};

/// Fills @p dns from lines as in a zone file: `NAME A ADDRESS`, `NAME SRV PRIORITY WEIGHT PORT TARGET`,
/// `NAME NAPTR ORDER PREFERENCE FLAGS SERVICES REPLACEMENT [REGEXP]`; `NAME SILENT` is a NAPTR question to
/// which nobody answers.
void load(FakeResolver &dns, const QByteArray &zone)
{
    for (const QByteArray &line : zone.split('\n')) {
        const QStringList words = QString::fromLatin1(line).simplified().split(u' ');
        const QString &name = words.first();
        const QString kind = words.value(1);
        if (kind == u"A")
            dns.hosts[name].append(QHostAddress(words[2]));
        else if (kind == u"SRV")
            dns.records[name].append(
                {words[5], words[4].toUShort(), words[2].toUShort(), words[3].toUShort()});
        else if (kind == u"NAPTR")
            dns.pointers[name].append({words[2].toUShort(), words[3].toUShort(),
                words[4] == u"-" ? QString() : words[4], words[5], words.value(7), words[6]});
        else if (kind == u"SILENT")
            dns.unanswered.append(QStringLiteral("NAPTR ") + name);
    }
}

/// "udp 192.0.2.1:5060, ...", or why there is none.
QByteArray described(const Result<QList<Hop>, TransportError> &answer)
{
    if (!answer)
        return answer.error().kind == TransportError::Kind::HostNotFound ? "HostNotFound" : "Unreachable";
    QByteArrayList hops;
    for (const Hop &hop : *answer)
        hops.append(uriName(hop.protocol).toByteArray() + ' ' + hop.address.toString().toLatin1() + ':'
            + QByteArray::number(hop.port));
    return hops.join(", ");
}

/// What the documents' own example says (RFC 3263 §4.1), with addresses.
constexpr char exampleZone[] = R"(
    example.com NAPTR 50 50 s SIPS+D2T _sips._tcp.example.com
    example.com NAPTR 90 50 s SIP+D2T _sip._tcp.example.com
    example.com NAPTR 100 50 s SIP+D2U _sip._udp.example.com
    _sips._tcp.example.com SRV 0 1 5061 server1.example.com
    _sip._tcp.example.com SRV 0 1 5060 server1.example.com
    _sip._tcp.example.com SRV 1 2 5060 server2.example.com
    _sip._udp.example.com SRV 0 1 5060 server1.example.com
    server1.example.com A 192.0.2.1
    server2.example.com A 192.0.2.2
    example.com A 192.0.2.99)";

constexpr char plainZone[] = "example.com A 192.0.2.99";

} // namespace

class tst_Rfc3263 : public QObject
{
    Q_OBJECT

    QByteArray resolve(FakeResolver &dns, FakeClock &clock, const QByteArray &uri, const Protocols &supported,
        quint64 seed = 1)
    {
        FakeRandom random(seed);
        HopResolver resolver(dns, random);
        QByteArray result;
        const auto lookup = resolver.resolve(
            *SipUri::parse(uri), supported, [&](const auto &hops) { result = described(hops); });
        clock.advance(60s);
        return result;
    }

private Q_SLOTS:
    void leads_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QByteArray>("uri");
        QTest::addColumn<Protocols>("supported");
        QTest::addColumn<QByteArray>("hops");
        QTest::addColumn<QByteArray>("asked"); ///< joined; empty: not looked at
        const auto row
            = [](const char *tag, const QByteArray &zone, const QByteArray &uri, const Protocols &supported,
                  const QByteArray &hops, const QByteArray &asked = {}) {
                  QTest::newRow(tag) << zone << uri << supported << hops << asked;
              };
        const QByteArray tcp = "tcp 192.0.2.1:5060, tcp 192.0.2.2:5060";
        // §4.1: what is given is not asked for.
        row("numeric: nothing is asked, UDP", exampleZone, "sip:a@192.0.2.7", both, "udp 192.0.2.7:5060");
        row("numeric, sips: TLS", exampleZone, "sips:a@192.0.2.7", all, "tls 192.0.2.7:5061");
        row("a port: addresses only, UDP", exampleZone, "sip:a@example.com:5080", both, "udp 192.0.2.99:5080",
            "example.com");
        row("a port, sips: TLS", exampleZone, "sips:a@example.com:5081", all, "tls 192.0.2.99:5081",
            "example.com");
        row("a port and a transport", exampleZone, "sip:example.com:5080;transport=tcp", both,
            "tcp 192.0.2.99:5080", "example.com");
        row("a transport: SRV, no NAPTR", exampleZone, "sip:example.com;transport=udp", both,
            "udp 192.0.2.1:5060", "_sip._udp.example.com server1.example.com");
        row("a transport without SRV: addresses", plainZone, "sip:example.com;transport=tcp", both,
            "tcp 192.0.2.99:5060", "_sip._tcp.example.com example.com");
        // §4.1: NAPTR.
        row("the first that we have: TLS", exampleZone, "sip:example.com", all, "tls 192.0.2.1:5061",
            "NAPTR example.com _sips._tcp.example.com server1.example.com");
        row("the first that we have: TCP", exampleZone, "sip:example.com", both, tcp,
            "NAPTR example.com _sip._tcp.example.com server1.example.com server2.example.com");
        row("the first that we have: UDP", exampleZone, "sip:example.com", {Udp}, "udp 192.0.2.1:5060");
        row("sips takes TLS only", exampleZone, "sips:example.com", all, "tls 192.0.2.1:5061");
        row("sips does not take what is not secure",
            "example.com NAPTR 1 1 s SIP+D2T _sip._tcp.example.com\n_sip._tcp.example.com SRV 0 0 1 a\na A "
            "192.0.2.1\n"
                + QByteArray(plainZone),
            "sips:example.com", all, "tls 192.0.2.99:5061",
            "NAPTR example.com _sips._tcp.example.com example.com");
        row("sips without TLS is not resolved at all", exampleZone, "sips:example.com", both, "Unreachable");
        row("preference within one order",
            R"(example.com NAPTR 1 20 s SIP+D2U u
               example.com NAPTR 1 10 s SIP+D2T t
               t SRV 0 0 5060 a
               u SRV 0 0 5070 a
               a A 192.0.2.1)",
            "sip:example.com", both, "tcp 192.0.2.1:5060, udp 192.0.2.1:5070");
        row("of a higher order nothing, once a lower one serves",
            R"(example.com NAPTR 2 1 s SIP+D2U u
               example.com NAPTR 1 99 s SIP+D2T t
               t SRV 0 0 5060 a
               u SRV 0 0 5070 a
               a A 192.0.2.1)",
            "sip:example.com", both, "tcp 192.0.2.1:5060", "NAPTR example.com t a");
        row("the next order where the lower one leads nowhere",
            R"(example.com NAPTR 1 1 s SIP+D2T t
               example.com NAPTR 2 1 s SIP+D2U u
               u SRV 0 0 5070 a
               a A 192.0.2.1)",
            "sip:example.com", both, "udp 192.0.2.1:5070", "NAPTR example.com t u a");
        row("the replacement need not be in the domain",
            "example.com NAPTR 1 1 s SIP+D2U _sip._udp.other.example\n_sip._udp.other.example SRV 0 0 5070 "
            "a\na A 192.0.2.1",
            "sip:example.com", both, "udp 192.0.2.1:5070");
        row("flag a: addresses, at the default port", "example.com NAPTR 1 1 a SIPS+D2T a\na A 192.0.2.1",
            "sip:example.com", all, "tls 192.0.2.1:5061", "NAPTR example.com a");
        row("flags and services without case",
            "example.com NAPTR 1 1 S sip+d2u u\nu SRV 0 0 5070 a\na A 192.0.2.1", "sip:example.com", both,
            "udp 192.0.2.1:5070");
        for (const char *useless : {"1 1 u SIP+D2U . !^.*$!sip:evil@192.0.2.66!", "1 1 s SIP+D2U u !a!b!",
                 "1 1 - SIP+D2U u", "1 1 p SIP+D2U u", "1 1 s SIP+D2S u", "1 1 s E2U+sip u",
                 "1 1 s SIP+D2U .", "1 1 s SIP+D2U:SIP+D2T u", "1 1 s SIP+D2W u", "1 1 sa SIP+D2U u"})
            row(useless,
                "example.com NAPTR " + QByteArray(useless) + "\nu SRV 0 0 5070 evil\nevil A 192.0.2.66\n"
                    + plainZone,
                "sip:example.com", both, "udp 192.0.2.99:5060",
                "NAPTR example.com _sip._udp.example.com _sip._tcp.example.com example.com");
        row("what NAPTR prefers holds for the domain's own address",
            "example.com NAPTR 1 1 s SIP+D2T t\n" + QByteArray(plainZone), "sip:example.com", both,
            "tcp 192.0.2.99:5060", "NAPTR example.com t example.com");
        row("nobody answers NAPTR: SRV",
            "example.com SILENT\n_sip._tcp.example.com SRV 0 0 5060 a\na A 192.0.2.1", "sip:example.com",
            both, "tcp 192.0.2.1:5060", "NAPTR example.com _sip._udp.example.com _sip._tcp.example.com a");
        // §4.1: no NAPTR.
        row("SRV of each protocol that we have",
            R"(_sip._udp.example.com SRV 0 0 5060 a
               _sip._tcp.example.com SRV 0 0 5070 a
               _sips._tcp.example.com SRV 0 0 5061 a
               a A 192.0.2.1)",
            "sip:example.com", both, "udp 192.0.2.1:5060, tcp 192.0.2.1:5070",
            "NAPTR example.com _sip._udp.example.com _sip._tcp.example.com a a");
        row("only the protocol that has SRV", "_sip._tcp.example.com SRV 0 0 5070 a\na A 192.0.2.1",
            "sip:example.com", both, "tcp 192.0.2.1:5070");
        row("sips asks for sips", "_sips._tcp.example.com SRV 0 0 5071 a\na A 192.0.2.1", "sips:example.com",
            all, "tls 192.0.2.1:5071", "NAPTR example.com _sips._tcp.example.com a");
        row("no SRV: the domain is the host, UDP", plainZone, "sip:example.com", both, "udp 192.0.2.99:5060");
        row("no SRV, sips: TLS", plainZone, "sips:example.com", all, "tls 192.0.2.99:5061");
        // §4.2 and RFC 2782.
        row("every address of a server", "example.com A 192.0.2.1\nexample.com A 2001:db8::1",
            "sip:example.com", both, "udp 192.0.2.1:5060, udp 2001:db8::1:5060");
        row("priority",
            "_sip._udp.example.com SRV 20 0 2 b\n_sip._udp.example.com SRV 10 0 1 a\na A 192.0.2.1\nb A "
            "192.0.2.2",
            "sip:example.com", {Udp}, "udp 192.0.2.1:1, udp 192.0.2.2:2");
        row("a server without address is passed over",
            "_sip._udp.example.com SRV 10 0 1 gone\n_sip._udp.example.com SRV 20 0 2 b\nb A 192.0.2.2",
            "sip:example.com", {Udp}, "udp 192.0.2.2:2");
        row("SRV that names nobody: the domain itself is no server",
            "_sip._udp.example.com SRV 10 0 1 gone\n" + QByteArray(plainZone), "sip:example.com", {Udp},
            "HostNotFound");
        row("not offered", "_sip._udp.example.com SRV 0 0 0 .\n" + QByteArray(plainZone), "sip:example.com",
            {Udp}, "Unreachable");
        row("not offered by NAPTR either",
            "example.com NAPTR 1 1 s SIP+D2U u\nu SRV 0 0 0 .\n" + QByteArray(plainZone), "sip:example.com",
            {Udp}, "Unreachable");
        row("nothing at all", "", "sip:example.com", both, "HostNotFound");
        row("maddr goes before the host", exampleZone, "sip:other.example;maddr=example.com", {Udp},
            "udp 192.0.2.1:5060");
    }
    void leads()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QByteArray, uri);
        QFETCH(Protocols, supported);
        QFETCH(QByteArray, asked);
        FakeClock clock;
        FakeResolver dns(clock);
        load(dns, zone);
        QTEST(resolve(dns, clock, uri, supported), "hops");
        if (!asked.isEmpty())
            QCOMPARE(dns.asked.join(u' ').toLatin1(), asked);
    }
    void servicesOfNaptr_data() // §4.1 with RFC 7118 §6
    {
        QTest::addColumn<QByteArray>("via");
        QTest::newRow("SIP+D2U") << QByteArray("UDP");
        QTest::newRow("SIP+D2T") << QByteArray("TCP");
        QTest::newRow("SIPS+D2T") << QByteArray("TLS");
        QTest::newRow("SIP+D2W") << QByteArray("WS");
        QTest::newRow("SIPS+D2W") << QByteArray("WSS");
        for (const char *unknown : {"SIPS+D2U", "SIP+D2S", "SIP", "D2U", "SIP+D2U ", ""})
            QTest::newRow(unknown) << QByteArray();
    }
    void servicesOfNaptr()
    {
        const auto protocol
            = TransportChoice::protocolOfService(QString::fromLatin1(QTest::currentDataTag()));
        QTEST(protocol ? viaName(*protocol).toByteArray() : QByteArray(), "via");
    }
    void weightIsAShare() // RFC 2782
    {
        QHash<QByteArray, int> first;
        for (quint64 seed = 0; seed < 400; ++seed) {
            FakeClock clock;
            FakeResolver dns(clock);
            load(dns, "_sip._udp.e SRV 1 75 1 a\n_sip._udp.e SRV 1 25 2 b\na A 192.0.2.1\nb A 192.0.2.2");
            ++first[resolve(dns, clock, "sip:e;transport=udp", {Udp}, seed).left(13)];
        }
        QCOMPARE(first.size(), 2);
        QVERIFY(std::abs(first["udp 192.0.2.1"] - 300) < 40);
    }
    void theDomainIsVerified() // RFC 5922 §4: not what DNS made of it
    {
        FakeClock clock;
        FakeRandom random;
        FakeResolver dns(clock);
        load(dns, exampleZone);
        HopResolver resolver(dns, random);
        QString verified;
        const auto lookup = resolver.resolve(*SipUri::parse("sips:example.com"), {Tls},
            [&](const auto &hops) { verified = hops->first().verifyName; });
        clock.advance(1s);
        QCOMPARE(verified, QStringLiteral("example.com"));
    }
    void floodsAreBounded_data()
    {
        QTest::addColumn<QByteArray>("line"); ///< %1: a number
        QTest::addColumn<qsizetype>("mostAsked");
        using Limits = HopResolver::Limits;
        const qsizetype basic = 4; // NAPTR, SRV of two protocols, the domain
        QTest::newRow("NAPTR of one order")
            << QByteArray("e NAPTR 1 1 s SIP+D2U n%1") << Limits::Ways + basic;
        QTest::newRow("NAPTR of many orders")
            << QByteArray("e NAPTR %1 1 s SIP+D2U n%1") << Limits::Stages + basic;
        QTest::newRow("SRV") << QByteArray("_sip._udp.e SRV %1 1 5060 n%1") << Limits::Services + basic;
        QTest::newRow("NAPTR to addresses")
            << QByteArray("e NAPTR 1 %1 a SIP+D2U n%1") << Limits::Ways + basic;
    }
    void floodsAreBounded()
    {
        QFETCH(QByteArray, line);
        QFETCH(qsizetype, mostAsked);
        FakeClock clock;
        FakeResolver dns(clock);
        for (int i = 0; i < 1000; ++i)
            load(dns, QByteArray(line).replace("%1", QByteArray::number(i)));
        QVERIFY(!resolve(dns, clock, "sip:e", both).isEmpty());
        QVERIFY2(dns.asked.size() <= mostAsked, qPrintable(dns.asked.join(u' ')));
    }
    void addressesAreBounded()
    {
        FakeClock clock;
        FakeResolver dns(clock);
        for (int i = 0; i < 1000; ++i)
            dns.hosts[QStringLiteral("e")].append(QHostAddress(quint32(0x0a000000 + i)));
        QCOMPARE(resolve(dns, clock, "sip:e", both).count(", ") + 1, HopResolver::Limits::Hops);
    }
    void whatADomainOffers_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<int>("source");
        QTest::addColumn<Protocols>("protocols");
        using Source = DomainOffer::Source;
        const auto row
            = [](const char *name, const QByteArray &zone, Source source, const Protocols &protocols) {
                  QTest::newRow(name) << zone << int(source) << protocols;
              };
        row("§4.1: the example", exampleZone, Source::Pointers, {Tls, Tcp, Udp});
        row("§4.1: TLS alone", "example.com NAPTR 50 50 s SIPS+D2T _sips._tcp.example.com", Source::Pointers,
            {Tls});
        row("RFC 7118 §6: WebSocket alone", "example.com NAPTR 50 50 s SIP+D2W _ws.example.com",
            Source::Pointers, {TransportProtocol::Ws});
        row("§4.1: SCTP alone: nothing we know", "example.com NAPTR 50 50 s SIP+D2S _sip._sctp.example.com",
            Source::Pointers, {});
        row("records of other services do not count", "example.com NAPTR 50 50 s E2U+email _mail.example.com",
            Source::Nothing, {});
        row("without NAPTR, SRV", "_sips._tcp.example.com SRV 0 1 5061 server1.example.com", Source::Services,
            {Tls});
        row("RFC 2782: \".\" is none", "_sip._udp.example.com SRV 0 0 0 .", Source::Nothing, {});
        row("nothing at all", "", Source::Nothing, {});
        row("nobody answers", "example.com SILENT", Source::Unanswered, {});
    }
    void whatADomainOffers()
    {
        QFETCH(QByteArray, zone);
        FakeClock clock;
        FakeResolver dns(clock);
        FakeRandom random;
        load(dns, zone);
        HopResolver resolver(dns, random);
        std::optional<DomainOffer> offer;
        const auto lookup = resolver.offerOf(
            QStringLiteral("example.com"), [&](const DomainOffer &answer) { offer = answer; });
        QVERIFY(!offer); // never from inside
        clock.advance(5s);
        QVERIFY(offer);
        QTEST(int(offer->source), "source");
        QTEST(offer->protocols, "protocols");
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3263)
#include "tst_Rfc3263.moc"
