// RFC 3665 §2, the registration flows, in virtual time: our phone and a registrar that demands a password.
//
// Covered:     §2.1, §2.2, §2.4, §2.5: the order of the messages, tags, CSeq, branches, Contact.
// Not covered: §2.3 (we never ask for the list of contacts); §2.2 with contacts other than our own, §2.4 with
//              `Contact: *` (others' bindings are not ours to remove: we name our own); the registrar's part.
#include "FlowEnds.h"
#include "TestRegistrar.h"

#include <QTest>

using namespace carillon;
using namespace carillon::flows;
using namespace std::chrono_literals;

namespace {

/// A phone and a registrar that demands a password.
struct Registering {
    explicit Registering(const QByteArray &known = "secret")
        : phone(clock, 1, {.server = QByteArray(TestRegistrar::Uri), .password = known})
    {
        network.attach(*phone.transport);
        clock.advance(10ms);
        (void)phone.agent->registerer().addBinding();
        clock.advance(100ms);
    }
    FakeClock clock;
    LoopbackNetwork network{clock};
    TestRegistrar registrar{clock, network, "secret"};
    TestPhone phone;
};

} // namespace

class tst_Rfc3665Registration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newRegistration() // §2.1: F1 REGISTER, F2 401, F3 REGISTER, F4 200
    {
        Registering at;
        const SipMessage first = at.phone.transport->expect("REGISTER sip:example.com SIP/2.0");
        QVERIFY(!first.contains(HeaderId::Authorization));
        QVERIFY(first.toTag().isEmpty());
        QVERIFY(!first.fromTag().isEmpty());
        QCOMPARE(first.from().value().uri.toBytes(), first.to().value().uri.toBytes());
        QCOMPARE(first.count(HeaderId::Contact), 1);
        const SipMessage second = at.phone.transport->expect("REGISTER sip:example.com SIP/2.0");
        QVERIFY(isSameWithCredentials(second, first));
        QVERIFY(second.contains(HeaderId::Authorization));
        QCOMPARE(second.value(HeaderId::Contact).toByteArray(), first.value(HeaderId::Contact).toByteArray());
        at.phone.transport->expectNothing();
        QVERIFY(at.phone.agent->registerer().isRegistered());
    }
    void theListIsUpdated() // §2.2: F1 REGISTER with what is known of the challenge, F2 200 with all contacts
    {
        Registering at;
        at.phone.transport->clear();
        QVERIFY(at.phone.agent->registerer().addBinding());
        at.clock.advance(100ms);
        const SipMessage again = at.phone.transport->expect("REGISTER");
        QVERIFY(again.contains(HeaderId::Authorization));
        QCOMPARE(again.callId(), at.registrar.registers.first().callId());
        QCOMPARE(again.cseq().value().number, 3u);
        at.phone.transport->expectNothing();
        QCOMPARE(at.phone.agent->registerer().contacts().size(), 2); // ours and another device's
    }
    void registrationIsCancelled() // §2.4: F1 REGISTER that expires at once, F2 200 without the contact
    {
        Registering at;
        at.phone.transport->clear();
        QVERIFY(at.phone.agent->registerer().removeBinding());
        at.clock.advance(100ms);
        const SipMessage cancelled = at.phone.transport->expect("REGISTER sip:example.com SIP/2.0");
        QCOMPARE(cancelled.callId(), at.registrar.registers.first().callId());
        const auto contact = cancelled.nameAddrs(HeaderId::Contact).value();
        QCOMPARE(contact.size(), 1);
        QCOMPARE(contact.first().parameters.value("expires").value_or(QByteArray()), QByteArray("0"));
        at.phone.transport->expectNothing();
        QCOMPARE(at.phone.agent->registerer().state(), Registerer::State::Unregistered);
    }
    void registrationIsUnsuccessful() // §2.5: F1 REGISTER, F2 401, F3 REGISTER, F4 401: no F5
    {
        Registering at("wrong");
        const SipMessage first = at.phone.transport->expect("REGISTER");
        QVERIFY(isSameWithCredentials(at.phone.transport->expect("REGISTER"), first));
        at.clock.advance(1h);
        at.phone.transport->expectNothing();
        QCOMPARE(at.phone.agent->registerer().failure(), Registerer::Failure::Unauthorized);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3665Registration)
#include "tst_Rfc3665Registration.moc"
