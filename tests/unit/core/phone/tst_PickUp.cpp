// Taking the call of a favourite whose telephone rings, in virtual time: cy calls bob, dora's telephone tells
// of it as hers, and anna picks up.
#include "CommandTable.h"
#include "Favourites.h"
#include "LampTeller.h"
#include "PhoneTest.h"

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;

class tst_PickUp : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void theCallIsTakenOver();
    void askedForTwiceItIsOneCall();
    void oneOwnCallIsNotTaken();
    void theWireForm();
    void whoWasAnsweredIsNotTornAway();
    void whoHungUpIsNotCalled();
    void aCodeWhereTheDialogIsNotTold();
    void noWay_data();
    void noWay();
    void onlyWhatRings();
    void commandsTakeItToo();

private:
    void begin(LampTeller &dora); ///< anna watches her
    void ring();
    void tell(const QByteArray &names, const QByteArray &remote);
    /// Of the dialog between cy and bob.
    QByteArray names() const;
    QByteArray remote() const;
    PhoneResult<Call *> pickUp() { return (*m_anna)->pickUp(m_favourite); }
    void setPickupCode(const QString &accountId, const QString &code);

    LampTeller *m_dora = nullptr; ///< of one test
    QString m_favourite;
    QPointer<Call> m_cys;
    QPointer<Call> m_bobs;
    SipMessage m_invite;  ///< of cy
    SipMessage m_ringing; ///< bob's answer
};

void tst_PickUp::begin(LampTeller &dora)
{
    m_dora = &dora;
    const auto added
        = (*m_anna)->favourites().add({{}, QStringLiteral("Dora"), QStringLiteral("sip:user7@10.0.0.7"), {}});
    QVERIFY(added);
    m_favourite = added->id;
    m_world->run(1s);
}

void tst_PickUp::ring()
{
    const auto call = (*m_cy)->dial(m_bob->uri());
    QVERIFY(call);
    m_cys = *call;
    m_world->run(100ms);
    m_bobs = incoming(*m_bob);
    QVERIFY(m_bobs);
    m_invite = lastSent(*m_cy, "INVITE ");
    m_ringing = lastSent(*m_bob, "SIP/2.0 180");
    QVERIFY(!m_ringing.toTag().isEmpty());
    tell(names(), remote());
}

QByteArray tst_PickUp::names() const
{
    return " call-id=\"" + m_ringing.callId() + "\" local-tag=\"" + m_ringing.toTag() + "\" remote-tag=\""
        + m_ringing.fromTag() + '"';
}

QByteArray tst_PickUp::remote() const
{
    const SipUri contact = m_invite.nameAddrs(HeaderId::Contact).value().first().uri;
    return "<remote><identity display=\"Cy&#x202e;\">sip:cy@example.com</identity><target uri=\""
        + contact.toBytes() + "?Subject=x\"/></remote>";
}

void tst_PickUp::tell(const QByteArray &names, const QByteArray &remote)
{
    m_dora->tell(
        "<dialog id=\"1\" direction=\"recipient\"" + names + "><state>early</state>" + remote + "</dialog>");
    m_world->run(100ms);
    QCOMPARE((*m_anna)->favourites().list().constFirst().lamp, Lamp::Ringing);
}

void tst_PickUp::setPickupCode(const QString &accountId, const QString &code)
{
    AccountSettings settings = (*m_anna)->account(accountId)->settings();
    settings.pickupCode = code;
    QVERIFY((*m_anna)->changeAccount(accountId, settings, {}));
    m_world->run(1s);
}

void tst_PickUp::theCallIsTakenOver()
{
    LampTeller dora(*m_world);
    begin(dora);
    ring();
    const auto call = pickUp();
    QVERIFY(call);
    QCOMPARE((*call)->state().remoteName, QStringLiteral("Cy")); // plain
    m_world->run(1s);
    QCOMPARE(phase(*call), Phase::Established);
    const QList<Call *> live = (*m_cy)->liveCalls();
    QCOMPARE(live.size(), 1);
    QCOMPARE(phase(live.constFirst()), Phase::Established);
    QVERIFY(live.constFirst() != m_cys);
    QVERIFY(!m_bobs || phase(m_bobs) == Phase::Terminated);
}

void tst_PickUp::askedForTwiceItIsOneCall()
{
    LampTeller dora(*m_world);
    begin(dora);
    ring();
    const auto first = pickUp();
    const auto second = pickUp();
    QVERIFY(first && second);
    QCOMPARE(*second, *first);
    m_world->run(1s);
    QCOMPARE((*m_anna)->liveCalls().size(), 1);
    QCOMPARE(phase(*first), Phase::Established);
}

void tst_PickUp::oneOwnCallIsNotTaken()
{
    LampTeller dora(*m_world);
    begin(dora);
    const auto call = (*m_anna)->dial(m_bob->uri());
    QVERIFY(call);
    m_world->run(100ms);
    m_invite = lastSent(*m_anna, "INVITE ");
    m_ringing = lastSent(*m_bob, "SIP/2.0 180");
    tell(names(), remote());
    const auto taken = pickUp();
    QVERIFY(!taken);
    QCOMPARE(taken.error().code, QStringLiteral("cannot-pick-up"));
    QCOMPARE(taken.error().message, QStringLiteral("It is your own call that rings at Dora."));
    QCOMPARE((*m_anna)->liveCalls().size(), 1);
    QCOMPARE(phase(*call), Phase::Establishing);
}

void tst_PickUp::theWireForm()
{
    LampTeller dora(*m_world);
    begin(dora);
    ring();
    QVERIFY(pickUp());
    m_world->run(10ms);
    const SipMessage invite = lastSent(*m_anna, "INVITE ");
    const SipUri contact = m_invite.nameAddrs(HeaderId::Contact).value().first().uri;
    QCOMPARE(invite.requestUriText().toByteArray(), contact.toBytes()); // RFC 3891 §3: to who made the dialog
    // §6.1: to-tag is the one of who receives it.
    QCOMPARE(invite.value(HeaderId::Replaces).toByteArray(),
        m_ringing.callId() + ";to-tag=" + m_ringing.fromTag() + ";from-tag=" + m_ringing.toTag()
            + ";early-only");
    QVERIFY(invite.hasToken(HeaderId::Require, "replaces")); // else it might be a call like any other
    QVERIFY(!invite.contains(HeaderId::Subject));
    QVERIFY(invite.callId() != m_ringing.callId());
}

void tst_PickUp::whoWasAnsweredIsNotTornAway()
{
    LampTeller dora(*m_world);
    begin(dora);
    ring();
    QVERIFY(m_bobs->answer());
    m_world->run(200ms); // the lamp has not heard of it
    const auto call = pickUp();
    QVERIFY(call);
    m_world->run(200ms);
    QCOMPARE(phase(*call), Phase::Terminated);
    QCOMPARE((*call)->state().end->code, 486);
    QCOMPARE((*call)->state().end->sentence,
        QStringLiteral(
            "The call for Dora is not there any more: somebody else took it, or the caller hung up."));
    QCOMPARE(phase(m_cys), Phase::Established);
    QCOMPARE(phase(m_bobs), Phase::Established);
}

void tst_PickUp::whoHungUpIsNotCalled()
{
    LampTeller dora(*m_world);
    begin(dora);
    ring();
    QVERIFY(m_cys->hangUp());
    m_world->run(200ms);
    const auto call = pickUp();
    QVERIFY(call);
    m_world->run(200ms);
    QCOMPARE(phase(*call), Phase::Terminated);
    QVERIFY2((*call)->state().end->sentence.startsWith(QStringLiteral("The call for Dora is not there")),
        qPrintable((*call)->state().end->sentence));
    QVERIFY((*m_cy)->liveCalls().isEmpty());
}

void tst_PickUp::aCodeWhereTheDialogIsNotTold()
{
    LampTeller dora(*m_world);
    begin(dora);
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:work@10.0.0.7");
    settings.registers = false;
    settings.pickupCode = QStringLiteral("**");
    const auto account = (*m_anna)->addAccount(settings, {});
    QVERIFY(account);
    m_world->run(1s);
    const auto added
        = (*m_anna)->favourites().add({{}, QStringLiteral("Eve"), QStringLiteral("1002"), (*account)->id()});
    QVERIFY(added);
    m_world->run(1s);
    tell({}, "<remote><identity display=\"Cy\">sip:cy@example.com</identity></remote>");
    const auto call = (*m_anna)->pickUp(added->id);
    QVERIFY(call);
    m_world->run(200ms);
    QVERIFY(m_dora->phone.invitation());
    const SipMessage &invite = m_dora->phone.invitation()->request();
    QCOMPARE(invite.requestUriText().toByteArray(), QByteArray("sip:**1002@10.0.0.7"));
    QVERIFY(!invite.contains(HeaderId::Replaces));
}

void tst_PickUp::noWay_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("no code") << QString();
    QTest::newRow("a code of another telephone system") << QStringLiteral("**");
}

void tst_PickUp::noWay()
{
    QFETCH(QString, code);
    setPickupCode(QStringLiteral("a1"), code);
    LampTeller dora(*m_world);
    begin(dora);
    tell({}, {});
    const int invites = m_anna->transports.constLast()->count("INVITE ");
    const auto call = pickUp();
    QVERIFY(!call);
    QCOMPARE(call.error().code, QStringLiteral("cannot-pick-up"));
    QVERIFY(call.error().message.startsWith(QStringLiteral("The call for Dora cannot be picked up: ")));
    m_world->run(100ms);
    QCOMPARE(m_anna->transports.constLast()->count("INVITE "), invites);
}

void tst_PickUp::onlyWhatRings()
{
    LampTeller dora(*m_world);
    begin(dora);
    QCOMPARE(pickUp().error().code, QStringLiteral("not-ringing"));
    m_dora->tell("<dialog id=\"1\"><state>confirmed</state></dialog>");
    m_world->run(100ms);
    QCOMPARE(pickUp().error().code, QStringLiteral("not-ringing"));
    QCOMPARE((*m_anna)->pickUp(QStringLiteral("f99")).error().code, QStringLiteral("unknown-favourite"));
    ring();
    (*m_anna)->stop();
    QCOMPARE(pickUp().error().code, QStringLiteral("wrong-state"));
}

void tst_PickUp::commandsTakeItToo()
{
    LampTeller dora(*m_world);
    begin(dora);
    ring();
    CommandTable table(*m_anna->phone);
    const auto command = Command::parse({QStringLiteral("favourite"), QStringLiteral("pickup"), m_favourite});
    QVERIFY(command);
    CommandResult answer = QJsonValue();
    CommandListener listener;
    listener.done = [&](const CommandResult &result) { answer = result; };
    (void)table.run(*command, listener);
    QVERIFY(answer);
    const QString id = answer->toObject().value(QStringLiteral("call")).toString();
    m_world->run(1s);
    QVERIFY((*m_anna)->call(id));
    QCOMPARE(phase((*m_anna)->call(id)), Phase::Established);
}

QTEST_GUILESS_MAIN(tst_PickUp)
#include "tst_PickUp.moc"
