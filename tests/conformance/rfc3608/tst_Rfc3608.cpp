// RFC 3608 (Service-Route), RFC 3327 (Path) and RFC 7315 §4.1 (P-Associated-URI), seen from the user agent.
//
// Covered:     RFC 3608 §5: stored from the 200, used for requests outside a dialog but REGISTER, replaced by
// each
//              200, forgotten with the binding, all or nothing; RFC 3327 §5.1: `path` in Supported, Path in a
//              200 does no harm; the associated identities.
// Not covered: the registrar's part; P-Preferred-Identity out of the associated ones.
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

struct Alice {
    explicit Alice(std::function<void(UserAgentOptions &)> adjust = {})
        : peer(
            clock, {.server = QByteArray("sip:192.0.2.2"), .password = "secret", .adjust = std::move(adjust)})
    {
    }
    SipMessage registers(Headers more)
    {
        (void)peer.phone.agent->registerer().addBinding();
        const SipMessage request = peer.expect("REGISTER");
        more.append({"Contact", request.value(HeaderId::Contact).toByteArray()});
        peer.answer(request, 200, "r", {{}, more});
        return request;
    }
    SipMessage invites()
    {
        peer.phone.call("sip:carol@example.net");
        return peer.expect("INVITE sip:carol@example.net");
    }
    FakeClock clock;
    WirePeer peer;
};

QByteArrayList routesOf(const SipMessage &message)
{
    QByteArrayList result;
    for (const QByteArray &value : message.values(HeaderId::Route))
        result.append(value);
    return result;
}

} // namespace

class tst_Rfc3608 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestsGoAlongIt() // RFC 3608 §5
    {
        Alice alice;
        const SipMessage request
            = alice.registers({{"Service-Route", "<sip:p2.example.com;lr>, <sip:hsp.example.com;lr>"},
                {"Path", "<sip:p1.example.com;lr>"}});
        QVERIFY(request.hasToken(HeaderId::Supported, "path")); // RFC 3327 §5.1
        const QByteArrayList route{"<sip:p2.example.com;lr>", "<sip:hsp.example.com;lr>"};
        const SipMessage invite = alice.invites();
        QCOMPARE(routesOf(invite), route);
        // The configured server is the first to hear it, and may ask for the password.
        QCOMPARE(
            alice.peer.phone.transport->sent().last().to.address, QHostAddress(QStringLiteral("192.0.2.2")));
        alice.peer.answer(
            invite, 407, "p", {{}, {{"Proxy-Authenticate", "Digest realm=\"example.com\", nonce=\"n\""}}});
        alice.peer.expect("ACK");
        const SipMessage again = alice.peer.expect("INVITE");
        QVERIFY(again.contains(HeaderId::ProxyAuthorization));
        QCOMPARE(routesOf(again), route);
        QVERIFY(routesOf(alice.registers({})).isEmpty()); // not REGISTER
    }
    void eachAnswerReplacesIt()
    {
        Alice alice;
        alice.registers({{"Service-Route", "<sip:one.example.com;lr>"}});
        alice.registers({{"Service-Route", "<sip:two.example.com;lr>"}});
        QCOMPARE(routesOf(alice.invites()), QByteArrayList{"<sip:two.example.com;lr>"});
        alice.registers({});
        QCOMPARE(routesOf(alice.invites()), QByteArrayList());
    }
    void itEndsWithTheBinding()
    {
        Alice alice;
        alice.registers({{"Service-Route", "<sip:one.example.com;lr>"}});
        (void)alice.peer.phone.agent->registerer().removeBinding();
        alice.peer.answer(alice.peer.expect("REGISTER"), 200, "r");
        QCOMPARE(routesOf(alice.invites()), QByteArrayList());
    }
    void itEndsWithTheConnection()
    {
        Alice alice;
        alice.registers({{"Service-Route", "<sip:one.example.com;lr>"}});
        alice.peer.phone.transport->lose({TransportError::Kind::Closed, {}});
        alice.peer.run(10ms);
        QVERIFY(alice.peer.phone.agent->core().registered().serviceRoute.isEmpty());
    }
    void allOrNothing_data()
    {
        QTest::addColumn<QByteArray>("value");
        QByteArray many;
        for (int i = 0; i <= RegisteredIdentity::Limits::ServiceRoutes; ++i)
            many += (i ? ", " : "") + QByteArray("<sip:p") + QByteArray::number(i) + ".example.com;lr>";
        QTest::newRow("more than anybody needs") << many;
        QTest::newRow("a strict router (§6.4)") << QByteArray("<sip:a.example.com;lr>, <sip:b.example.com>");
        QTest::newRow("not SIP") << QByteArray("<tel:+491234>");
        QTest::newRow("not a URI") << QByteArray("<sip:a.example.com;lr>, nonsense");
        QTest::newRow("empty") << QByteArray();
    }
    void allOrNothing()
    {
        QFETCH(QByteArray, value);
        Alice alice;
        alice.registers({{"Service-Route", value}});
        QVERIFY(alice.peer.phone.agent->registerer().isRegistered());
        QCOMPARE(routesOf(alice.invites()), QByteArrayList());
    }
    void behindTheConfiguredProxy_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArrayList>("routes");
        QTest::newRow("others") << QByteArray("<sip:hsp.example.com;lr>")
                                << QByteArrayList{"<sip:192.0.2.2;lr>", "<sip:hsp.example.com;lr>"};
        QTest::newRow("it names itself first")
            << QByteArray("<sip:192.0.2.2;lr;x=1>, <sip:hsp.example.com;lr>")
            << QByteArrayList{"<sip:192.0.2.2;lr>", "<sip:hsp.example.com;lr>"};
    }
    void behindTheConfiguredProxy()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArrayList, routes);
        Alice alice([](UserAgentOptions &options) {
            options.nextHop.reset();
            options.routeSet = {SipUri::parse("sip:192.0.2.2;lr").value()};
        });
        QCOMPARE(routesOf(alice.registers({{"Service-Route", value}})), QByteArrayList{"<sip:192.0.2.2;lr>"});
        QCOMPARE(routesOf(alice.invites()), routes);
    }
    void whoWeAreSaysTheRegistrar() // RFC 7315 §4.1
    {
        Alice alice;
        alice.registers({{"P-Associated-URI", "<sip:alice@example.com>, \"Alice\" <tel:+491234>"},
            {"p-associated-uri", "<sip:sales@example.com>"}, {"P-Associated-URI", "broken <"}});
        const auto &identities = alice.peer.phone.agent->registerer().identity().associatedUris;
        QCOMPARE(identities.size(), 3);
        QCOMPARE(identities.at(0).uri.user, QByteArray("alice"));
        QCOMPARE(identities.at(1).otherUri, QByteArray("tel:+491234"));
        QByteArray many;
        for (int i = 0; i < 100; ++i)
            many += (i ? ", " : "") + QByteArray("<sip:u") + QByteArray::number(i) + "@example.com>";
        alice.registers({{"P-Associated-URI", many}});
        QCOMPARE(identities.size(), RegisteredIdentity::Limits::AssociatedUris);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3608)
#include "tst_Rfc3608.moc"
