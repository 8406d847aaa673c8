// The groups REG-01 to REG-23 of SIP.js' test suite: a registerer and its registrar, message by message, over
// a reliable transport. Its three disabled cases (REG-06) are here as well.
//
// Other than there: the busy states are visible (Registering, Unregistering, and Refreshing where SIP.js
// shows no change); retryAfter() stays readable until the next answer instead of for one callback only.
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using enum Registerer::State;
using States = QList<Registerer::State>;
using Refusal = Registerer::Refusal;
using Bindings = Registerer::Bindings;

namespace {

class Alice
{
public:
    Alice()
        : registerer(std::make_unique<Registerer>(peer.phone.agent->core(), options()))
    {
        QObject::connect(
            registerer.get(), &Registerer::stateChanged, registerer.get(), [this](Registerer::State state) {
                states.append(state);
                retryAfter.append(registerer->retryAfter());
            });
    }
    RequestDelegate delegate()
    {
        const auto note = [this](const char *what) {
            return [this, what](const RequestDelegate::Answer &answer) {
                told.append(what + QByteArray(" ") + QByteArray::number(answer.response.statusCode()));
            };
        };
        return {note("trying"), note("progress"), note("accept"), note("redirect"), note("reject")};
    }
    bool add() { return registerer->addBinding(delegate()).has_value(); }
    bool remove(Bindings which = Bindings::Own)
    {
        return registerer->removeBinding(which, delegate()).has_value();
    }
    /// The next REGISTER; @p expires of its Contact.
    SipMessage expectRegister(int expires)
    {
        const SipMessage request = peer.expect("REGISTER sip:example.com SIP/2.0");
        const auto contacts = request.nameAddrs(HeaderId::Contact).value_or(QList<NameAddr>());
        if (contacts.size() != 1
            || contacts.first().parameters.value("expires").value_or(QByteArray())
                != QByteArray::number(expires))
            QTest::qFail("not the Contact that was due", __FILE__, __LINE__);
        return request;
    }
    void refuse(
        const SipMessage &request, int code, const QByteArray &name = {}, const QByteArray &value = {})
    {
        WireExtra extra;
        if (!name.isEmpty())
            extra.headers = {{name, value}};
        peer.answer(request, code, "registrar", extra);
    }
    /// 200 with the contact of @p request.
    void grant(const SipMessage &request)
    {
        const QByteArray contact = request.value(HeaderId::Contact).toByteArray();
        const bool isRemoval = contact.endsWith("expires=0") || contact == "*";
        refuse(request, 200, isRemoval ? QByteArray() : QByteArray("Contact"), contact);
    }
    void registered()
    {
        QVERIFY(add());
        grant(expectRegister(600));
        QCOMPARE(states, States({Registering, Registered}));
        QCOMPARE(told, QByteArrayList{"accept 200"});
        states.clear();
        told.clear();
    }
    void isOver()
    {
        peer.run(1s);
        peer.expectNothing();
    }

    FakeClock clock;
    WirePeer peer{
        clock, {.protocol = TransportProtocol::Tcp, .server = QByteArray("sip:192.0.2.2;transport=tcp")}};
    std::unique_ptr<Registerer> registerer;
    States states;
    QByteArrayList told;
    QList<std::chrono::seconds> retryAfter; ///< at each change of state

private:
    RegistererOptions options() const
    {
        const UserAgentOptions &agent = peer.phone.agent->options();
        RegistererOptions result;
        result.registrar = agent.registrar;
        result.addressOfRecord = agent.addressOfRecord;
        return result;
    }
};

void constructed(Alice &alice)
{
    QCOMPARE(alice.registerer->state(), Unregistered);
    QCOMPARE(alice.states, States());
}

void disposed(Alice &alice)
{
    alice.registerer->dispose();
    QCOMPARE(alice.states, States({Terminated}));
    QCOMPARE(alice.registerer->addBinding().error(), Refusal::Terminated);
    QCOMPARE(alice.registerer->removeBinding().error(), Refusal::Terminated);
}

void disposedTwice(Alice &alice)
{
    alice.registerer->dispose();
    alice.registerer->dispose();
    QCOMPARE(alice.states, States({Terminated}));
}

void removedThoughNeverAdded(Alice &alice)
{
    QVERIFY(alice.remove());
    alice.grant(alice.expectRegister(0));
    QCOMPARE(alice.states, States({Unregistering, Unregistered}));
    QCOMPARE(alice.told, QByteArrayList{"accept 200"});
}

void removedAndDisposed(Alice &alice)
{
    removedThoughNeverAdded(alice);
    alice.registerer->dispose();
    QCOMPARE(alice.states, States({Unregistering, Unregistered, Terminated}));
}

void expectStar(Alice &alice)
{
    const SipMessage request = alice.peer.expect("REGISTER sip:example.com SIP/2.0");
    QCOMPARE(request.count(HeaderId::Contact), 1);
    QCOMPARE(request.value(HeaderId::Contact).toByteArray(), QByteArray("*"));
    QCOMPARE(request.number(HeaderId::Expires), 0u);
    alice.grant(request);
    QCOMPARE(alice.told, QByteArrayList{"accept 200"});
    QCOMPARE(alice.registerer->state(), Unregistered);
}

void allRemoved(Alice &alice)
{
    QVERIFY(alice.remove(Bindings::All));
    expectStar(alice);
    QCOMPARE(alice.states, States({Unregistering, Unregistered}));
}

void allRemovedThatWasRegistered(Alice &alice)
{
    alice.registered();
    QVERIFY(alice.remove(Bindings::All));
    expectStar(alice);
    QCOMPARE(alice.states, States({Unregistering, Unregistered}));
    alice.peer.run(2h); // no refresh either
}

void allRemovedAndDisposed(Alice &alice)
{
    allRemoved(alice);
    alice.registerer->dispose();
    QCOMPARE(alice.states, States({Unregistering, Unregistered, Terminated}));
}

void removedAndDisposedAtOnce(Alice &alice)
{
    QVERIFY(alice.remove());
    alice.registerer->dispose();
    alice.grant(alice.expectRegister(0));
    QCOMPARE(alice.states, States({Unregistering, Unregistered, Terminated}));
}

void removedTwiceAtOnce(Alice &alice)
{
    QVERIFY(alice.remove());
    QCOMPARE(alice.registerer->removeBinding().error(), Refusal::RequestPending);
    alice.grant(alice.expectRegister(0));
    QCOMPARE(alice.states, States({Unregistering, Unregistered}));
}

void removedWithoutTransport(Alice &alice)
{
    alice.peer.phone.transport->failSends(TransportError{TransportError::Kind::Closed, {}});
    QVERIFY(alice.remove());
    alice.peer.run(1s);
    QCOMPARE(alice.states, States({Unregistering, Unregistered}));
    QCOMPARE(alice.told, QByteArrayList{"reject 503"});
}

void removedWithoutAnswer(Alice &alice)
{
    QVERIFY(alice.remove());
    alice.expectRegister(0);
    alice.peer.run(33s);
    QCOMPARE(alice.states, States({Unregistering, Unregistered}));
    QCOMPARE(alice.told, QByteArrayList{"reject 408"});
}

void added(Alice &alice)
{
    alice.registered();
}

void addedAndDisposed(Alice &alice)
{
    alice.registered();
    alice.registerer->dispose();
    alice.grant(alice.expectRegister(0));
    QCOMPARE(alice.states, States({Unregistering, Unregistered, Terminated}));
}

void addedAgain(Alice &alice)
{
    alice.registered();
    QVERIFY(alice.add());
    alice.grant(alice.expectRegister(600));
    QCOMPARE(alice.states, States({Refreshing, Registered}));
    QVERIFY(alice.registerer->isRegistered());
}

void addedAndRemoved(Alice &alice)
{
    alice.registered();
    QVERIFY(alice.remove());
    alice.grant(alice.expectRegister(0));
    QCOMPARE(alice.states, States({Unregistering, Unregistered}));
}

void refreshedInTime(Alice &alice)
{
    QVERIFY(alice.add());
    const SipMessage first = alice.expectRegister(600);
    alice.grant(first);
    alice.told.clear();
    alice.peer.run(530s);
    alice.peer.expectNothing();
    alice.peer.run(11s); // 90 %
    const SipMessage second = alice.expectRegister(600);
    QCOMPARE(second.cseq()->number, first.cseq()->number + 1);
    QCOMPARE(second.callId(), first.callId());
    alice.grant(second);
    QVERIFY(alice.registerer->isRegistered());
    QCOMPARE(alice.told, QByteArrayList()); // the delegate was of the first call
}

void addedAndDisposedAtOnce(Alice &alice)
{
    QVERIFY(alice.add());
    alice.registerer->dispose();
    alice.grant(alice.expectRegister(600));
    alice.grant(alice.expectRegister(0));
    QCOMPARE(alice.states, States({Registering, Registered, Unregistering, Unregistered, Terminated}));
}

void addedTwiceAtOnce(Alice &alice)
{
    QVERIFY(alice.add());
    QCOMPARE(alice.registerer->addBinding().error(), Refusal::RequestPending);
    alice.grant(alice.expectRegister(600));
    QCOMPARE(alice.states, States({Registering, Registered}));
}

void addedWithoutTransport(Alice &alice)
{
    alice.peer.phone.transport->failSends(TransportError{TransportError::Kind::Closed, {}});
    QVERIFY(alice.add());
    alice.peer.run(1s);
    QCOMPARE(alice.states, States({Registering, Unregistered}));
    QCOMPARE(alice.told, QByteArrayList{"reject 503"});
    QCOMPARE(alice.registerer->failure(), Registerer::Failure::NotSent);
}

void addedWithoutAnswer(Alice &alice)
{
    QVERIFY(alice.add());
    alice.expectRegister(600);
    alice.peer.run(33s);
    QCOMPARE(alice.states, States({Registering, Unregistered}));
    QCOMPARE(alice.told, QByteArrayList{"reject 408"});
    QCOMPARE(alice.registerer->failure(), Registerer::Failure::NoAnswer);
}

void tooBriefWithoutMinimum(Alice &alice)
{
    QVERIFY(alice.add());
    alice.refuse(alice.expectRegister(600), 423);
    QCOMPARE(alice.states, States({Registering, Unregistered}));
    QCOMPARE(alice.told, QByteArrayList{"reject 423"});
}

void tooBrief(Alice &alice)
{
    QVERIFY(alice.add());
    const SipMessage first = alice.expectRegister(600);
    alice.refuse(first, 423, "Min-Expires", "1200");
    const SipMessage second = alice.expectRegister(1200);
    QCOMPARE(second.cseq()->number, first.cseq()->number + 1);
    alice.grant(second);
    QCOMPARE(alice.states, States({Registering, Registered}));
    QCOMPARE(alice.told, QByteArrayList{"accept 200"}); // the caller's delegate hears the end of it
}

void retryAfter(Alice &alice, int code)
{
    QVERIFY(alice.add());
    alice.refuse(alice.expectRegister(600), code, "Retry-After", "600");
    QCOMPARE(alice.states, States({Registering, Unregistered}));
    QCOMPARE(alice.retryAfter.last(), 600s);
    QCOMPARE(alice.told, QByteArrayList{"reject " + QByteArray::number(code)});
    QVERIFY(alice.add());
    alice.grant(alice.expectRegister(600));
    QCOMPARE(alice.registerer->retryAfter(), 0s);
}

struct Case {
    const char *name;
    void (*run)(Alice &);
};

const Case cases[] = {
    {"REG-01 constructed: nothing", constructed},
    {"REG-02 disposed: Terminated, and nothing is possible any more", disposed},
    {"REG-03 disposed twice: one change", disposedTwice},
    {"REG-04 removed though never added", removedThoughNeverAdded},
    {"REG-05 removed, disposed", removedAndDisposed},
    {"REG-06 all removed", allRemoved},
    {"REG-06 all removed that was registered", allRemovedThatWasRegistered},
    {"REG-06 all removed, disposed", allRemovedAndDisposed},
    {"REG-07 removed and disposed back to back", removedAndDisposedAtOnce},
    {"REG-08 removed twice at once", removedTwiceAtOnce},
    {"REG-09 removed without a transport", removedWithoutTransport},
    {"REG-10 removed without an answer", removedWithoutAnswer},
    {"REG-11 added", added},
    {"REG-12 added, disposed", addedAndDisposed},
    {"REG-13 added again", addedAgain},
    {"REG-14 added, removed", addedAndRemoved},
    {"REG-15 time passes: one refresh", refreshedInTime},
    {"REG-16 added and disposed back to back", addedAndDisposedAtOnce},
    {"REG-17 added twice at once", addedTwiceAtOnce},
    {"REG-18 added without a transport", addedWithoutTransport},
    {"REG-19 added without an answer", addedWithoutAnswer},
    {"REG-20 423 without Min-Expires", tooBriefWithoutMinimum},
    {"REG-21 423 with Min-Expires", tooBrief},
    {"REG-22 500 with Retry-After", [](Alice &alice) { retryAfter(alice, 500); }},
    {"REG-23 503 with Retry-After", [](Alice &alice) { retryAfter(alice, 503); }},
};

} // namespace

class tst_ParityRegistration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void group_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Case &one : cases)
            QTest::newRow(one.name) << index++;
    }
    void group()
    {
        QFETCH(int, index);
        Alice alice;
        cases[index].run(alice);
        alice.isOver();
        if (alice.registerer->isRegistered())
            return;
        alice.peer.run(2h); // whatever was begun is over: no timer, no repetition
        alice.peer.expectNothing();
    }
};

QTEST_GUILESS_MAIN(tst_ParityRegistration)
#include "tst_ParityRegistration.moc"
