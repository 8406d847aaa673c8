// What is done in a call through a SessionManager: hold, mute, tones, transfers; and messages and
// notifications beside it. Not covered: sound.
#include "ManagedWorld.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Refusal = SessionManager::Refusal;
using State = Session::State;

namespace {

SessionManagerOptions atMost(int sessions)
{
    SessionManagerOptions options;
    options.maxSimultaneousSessions = sessions;
    return options;
}

SessionManagerOptions by(Session::DtmfWay way)
{
    SessionManagerOptions options;
    options.dtmfWay = way;
    return options;
}

QStringList words(std::initializer_list<const char *> list)
{
    QStringList result;
    for (const char *word : list)
        result.append(QLatin1String(word));
    return result;
}

} // namespace

class tst_ManagedCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdIsWhatWasAgreed()
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        Inviter *call = at.manager->call(bob.uri).value();
        QCOMPARE(at.manager->hold(call).error(), Refusal::WrongState);
        at.run(100ms);
        QVERIFY(bob.invitation()->accept());
        at.run(100ms);
        at.heard();
        QVERIFY(at.manager->hold(call));
        QVERIFY(!at.manager->isHeld(call)); // not before the peer knows
        QCOMPARE(at.manager->unhold(call).error(), Refusal::RequestPending);
        at.run(100ms);
        QVERIFY(at.manager->isHeld(call));
        QVERIFY(at.manager->managedSessions().first().held);
        QCOMPARE(at.heard(), words({"held"}));
        const int sent = at.transport->count("INVITE");
        QVERIFY(at.manager->hold(call)); // it is
        QCOMPARE(at.transport->count("INVITE"), sent);
        QVERIFY(at.manager->unhold(call));
        at.run(100ms);
        QVERIFY(!at.manager->isHeld(call));
        QCOMPARE(at.heard(), words({"not held"}));
    }
    void aHoldThatIsRefusedIsNone()
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        Inviter *call = at.establishWith(bob);
        at.heard();
        bob.script.refuseRemote = MediaError{};
        QVERIFY(at.manager->hold(call));
        at.run(100ms);
        QVERIFY(!at.manager->isHeld(call));
        QCOMPARE(at.heard(), words({"not held"}));
        QCOMPARE(call->state(), State::Established);
        bob.script.refuseRemote.reset();
        QVERIFY(at.manager->hold(call)); // and may be asked for again
        at.run(100ms);
        QVERIFY(at.manager->isHeld(call));
    }
    void theirHoldIsNotOurs()
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        Inviter *call = at.establishWith(bob);
        at.heard();
        QVERIFY(bob.invitation()->hold());
        at.run(100ms);
        QVERIFY(call->isRemoteHold());
        QVERIFY(!at.manager->isHeld(call));
        QCOMPARE(at.heard(), QStringList());
    }
    void mute()
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        Inviter *call = at.manager->call(bob.uri).value();
        QVERIFY(at.media.isEmpty());
        QVERIFY(at.manager->mute(call)); // before there is any media
        at.run(100ms);
        QVERIFY(at.lastMedia()->isMuted);
        QVERIFY(at.manager->isMuted(call));
        QVERIFY(bob.invitation()->accept());
        at.run(100ms);
        QVERIFY(at.manager->managedSessions().first().muted);
        const qsizetype sent = at.transport->sent().size();
        QVERIFY(at.manager->unmute(call));
        QVERIFY(!at.lastMedia()->isMuted);
        QVERIFY(!at.manager->isMuted(call));
        at.run(100ms);
        QCOMPARE(at.transport->sent().size(), sent); // nobody is told
        at.script.canMute = false;
        QCOMPARE(at.manager->mute(call).error(), Refusal::NotSupported);
        QVERIFY(!at.manager->isMuted(call));
    }
    void aCallMayBeginMuted_data()
    {
        QTest::addColumn<bool>("isIncoming");
        QTest::newRow("ours") << false;
        QTest::newRow("theirs") << true;
    }
    void aCallMayBeginMuted()
    {
        QFETCH(bool, isIncoming);
        SessionManagerOptions options;
        options.managedSessionFactory = [](Session &session) { return ManagedSession{&session, true, true}; };
        Managed at(options);
        TestPhone &bob = at.world.add();
        at.connectNow();
        Session *call = isIncoming ? static_cast<Session *>(at.establishFrom(bob)) : at.establishWith(bob);
        QVERIFY(at.lastMedia()->isMuted);
        QVERIFY(at.manager->isMuted(call));
        QVERIFY(!at.manager->isHeld(call)); // that is not a wish
    }
    void tones_data()
    {
        QTest::addColumn<Session::DtmfWay>("way");
        QTest::addColumn<bool>("isNegotiated");
        QTest::addColumn<QByteArray>("inMedia");
        QTest::addColumn<int>("infos");
        QTest::addColumn<bool>("isSent");
        using Way = Session::DtmfWay;
        QTest::newRow("as RTP when that was agreed") << Way::Auto << true << QByteArray("7") << 0 << true;
        QTest::newRow("else by INFO") << Way::Auto << false << QByteArray() << 1 << true;
        QTest::newRow("INFO alone") << Way::Info << true << QByteArray() << 1 << true;
        QTest::newRow("RTP alone") << Way::Rtp << true << QByteArray("7") << 0 << true;
        QTest::newRow("RTP alone, not agreed") << Way::Rtp << false << QByteArray() << 0 << false;
    }
    void tones()
    {
        QFETCH(Session::DtmfWay, way);
        QFETCH(bool, isNegotiated);
        Managed at(by(way));
        at.script.hasRtpDtmf = isNegotiated;
        TestPhone &bob = at.world.add();
        at.connectNow();
        Inviter *call = at.manager->call(bob.uri).value();
        QCOMPARE(at.manager->sendDtmf(call, "7").error(), Refusal::WrongState);
        at.run(100ms);
        QVERIFY(bob.invitation()->accept());
        at.run(100ms);
        const auto sent = at.manager->sendDtmf(call, "7");
        QTEST(sent.has_value(), "isSent");
        if (!sent)
            QCOMPARE(sent.error(), Refusal::NotSupported);
        at.run(100ms);
        QTEST(at.lastMedia()->digits, "inMedia");
        QTEST(at.transport->count("INFO"), "infos");
    }
    void tonesThatComeAreHeard()
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        at.establishWith(bob);
        at.heard();
        QVERIFY(bob.invitation()->sendDtmf("#", Session::DtmfWay::Info));
        at.run(100ms);
        Q_EMIT at.lastMedia()->dtmfReceived(QLatin1Char('5'));
        QCOMPARE(at.heard(), words({"tone #", "tone 5"}));
    }
    void whatTheProgramListensToStaysItsOwn() // SIP.js overwrites the session's delegate
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        Inviter *call = at.establishWith(bob);
        at.heard();
        int infos = 0;
        int referrals = 0;
        connect(call, &Session::infoReceived, this, [&] { ++infos; });
        connect(call, &Session::referred, this, [&] { ++referrals; });
        QVERIFY(bob.invitation()->info({{}, "text/x", "hello"}));
        at.run(100ms);
        QVERIFY(bob.invitation()->refer(address("<sip:carol@10.0.0.9>")));
        at.run(100ms);
        QCOMPARE(infos, 1);
        QCOMPARE(referrals, 1);
        QCOMPARE(at.heard(), words({"referred"}));
    }
    void transfers()
    {
        Managed at;
        TestPhone &bob = at.world.add();
        TestPhone &carol = at.world.add();
        at.connectNow();
        Inviter *toBob = at.establishWith(bob);
        QVERIFY(at.manager->transfer(toBob, QByteArrayView(carol.uri)));
        QCOMPARE(at.manager->transfer(toBob, QByteArrayView(carol.uri)).error(), Refusal::RequestPending);
        at.run(100ms);
        QCOMPARE(bob.referrals.size(), 1);
        QCOMPARE(bob.referrals.first()->referTo().uri.toBytes(), carol.uri);
        bob.referrals.first()->reject();
        at.run(100ms);
        Inviter *toCarol = at.manager->call(carol.uri).value();
        QCOMPARE(at.manager->transfer(toBob, *toCarol).error(), Refusal::NoDialog);
        at.run(100ms);
        QVERIFY(carol.invitation()->accept());
        at.run(100ms);
        QVERIFY(at.manager->transfer(toBob, *toCarol));
        at.run(100ms);
        QCOMPARE(bob.referrals.size(), 2);
        QVERIFY(bob.referrals.last()->replaces().startsWith(toCarol->callId()));
    }
    void aReferIsAskedForAndNotFollowed() // C9
    {
        Managed at(atMost(1));
        TestPhone &bob = at.world.add();
        TestPhone &carol = at.world.add();
        at.connectNow();
        Inviter *call = at.establishWith(bob);
        at.heard();
        QVERIFY(bob.invitation()->refer(address('<' + carol.uri + '>')));
        at.run(5s);
        QCOMPARE(at.heard(), words({"referred"}));
        QVERIFY(carol.invitations.isEmpty());
        const auto followed = at.manager->follow(at.referrals.first());
        QVERIFY(followed);
        QCOMPARE(at.heard(), words({"created"}));
        QCOMPARE(at.manager->managedSessions().size(), 2); // until the referrer ends the first
        QCOMPARE(at.manager->follow(at.referrals.first()).error(), Refusal::TooManySessions);
        at.run(100ms);
        QCOMPARE(carol.invitations.size(), 1);
        QVERIFY(at.manager->hangUp(call));
        QCOMPARE(at.manager->follow(at.referrals.first()).error(), Refusal::WrongState); // it was
        QVERIFY(carol.invitation()->accept());
        at.run(100ms);
        QCOMPARE(at.heard(), words({"hung up", "answered"}));
    }
    void aReferThatNobodyTakesIsDeclined()
    {
        Managed at;
        TestPhone &bob = at.world.add();
        TestPhone &carol = at.world.add();
        at.connectNow();
        at.establishWith(bob);
        disconnect(at.manager.get(), &SessionManager::referred, nullptr, nullptr);
        Session *atBob = bob.invitation();
        QVERIFY(atBob->refer(address('<' + carol.uri + '>')));
        at.run(2s);
        QCOMPARE(atBob->transferState(), Session::TransferState::Failed);
        QCOMPARE(atBob->transferStatusCode(), 603);
        QVERIFY(carol.invitations.isEmpty());
    }
    void messages()
    {
        Managed at;
        TestPhone &bob = at.world.add();
        at.connectNow();
        QStringList read;
        int accepted = 0;
        RequestDelegate delegate;
        delegate.onAccept = [&](const RequestDelegate::Answer &) { ++accepted; };
        connect(bob.agent.get(), &UserAgent::messageReceived, this,
            [&](const auto &message) { read.append(QString::fromUtf8(message->request().body())); });
        QVERIFY(at.manager->message(bob.uri, QStringLiteral("Grüße"), delegate));
        at.run(100ms);
        QCOMPARE(read, QStringList{QStringLiteral("Grüße")});
        QCOMPARE(accepted, 1);
        bob.transport->clear();
        Messager back(bob.agent->core(), address("<" + QByteArray(Managed::Aor) + '>'));
        back.message("nobody");
        at.run(100ms);
        QCOMPARE(at.transport->count("SIP/2.0 405"), 1);
        connect(at.manager.get(), &SessionManager::messageReceived, this,
            [&](const auto &message) { read.append(QString::fromUtf8(message->request().body())); });
        back.message("somebody");
        at.run(100ms);
        QCOMPARE(read.last(), QStringLiteral("somebody"));
        QCOMPARE(at.transport->count("SIP/2.0 200"), 1);
    }
    void notificationsOfNobodysSubscription()
    {
        Managed at;
        at.connectNow();
        int number = 0;
        const auto notify = [&] {
            const QByteArray id = QByteArray::number(++number);
            at.transport->inject("NOTIFY sip:me@10.0.2.1 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.7;branch=z9hG4bKn"
                + id
                + "\nMax-Forwards: 70\nFrom: <sip:mail@10.0.0.7>;tag=1\nTo: <sip:me@10.0.2.1>\nCall-ID: n"
                + id
                + "\nCSeq: 1 NOTIFY\nEvent: message-summary\nSubscription-State: active\nContact: "
                  "<sip:mail@10.0.0.7>\nContent-Length: 0\n\n");
            at.run(10ms);
        };
        notify();
        QCOMPARE(at.transport->count("SIP/2.0 481"), 1);
        QByteArray event;
        connect(at.manager.get(), &SessionManager::notificationReceived, this, [&](const auto &notification) {
            event = notification->request().value(HeaderId::Event).toByteArray();
        });
        notify();
        QCOMPARE(event, QByteArray("message-summary"));
        QCOMPARE(at.transport->count("SIP/2.0 200"), 1);
    }
    void descriptionsPassTheModifiers()
    {
        SessionManagerOptions options;
        options.modifiers.outgoing
            = {[](const QByteArray &text) { return QByteArray(text).replace("me", "us"); },
                [](const QByteArray &text) { return text.toUpper().replace("OFFER", "offer"); }};
        options.modifiers.incoming
            = {[](const QByteArray &text) { return QByteArray(text).replace("user1", "you"); }};
        Managed at(options);
        TestPhone &bob = at.world.add();
        at.connectNow();
        at.establishWith(bob);
        QCOMPARE(bob.lastMedia()->remote, QByteArray("US offer 1 SENDRECV"));
        QCOMPARE(at.lastMedia()->remote, QByteArray("you answer 1 sendrecv"));
        QCOMPARE(at.lastMedia()->faults, QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_ManagedCalls)
#include "tst_ManagedCalls.moc"
