// The groups SES of the list in docs/parity-groups.txt: one call between two phones, with the offer in the
// INVITE (row "offer") and without (row "late offer"); what goes over the wire, the states, what the delegate
// hears. "F" behind an id: the outcome is not that of SIP.js, where its own is a defect or costs a message;
// the row says how.
//
// Everywhere: no 100 where 180 follows at once (RFC 3261 §17.2.1 wants it only when nothing else comes in 200
// ms).
#include "Talk.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Offer = Talk::Offer;
using State = Session::State;

Q_DECLARE_METATYPE(carillon::Talk::Offer)

namespace {

constexpr auto TimerB = 32s;
const MediaError broken{MediaError::Kind::NotAcceptable, QStringLiteral("scripted")};

QByteArray line(const QByteArrayList &words)
{
    return words.join(' ');
}

void offers()
{
    QTest::addColumn<Offer>("offer");
    QTest::newRow("offer") << Offer::InInvite;
    QTest::newRow("late offer") << Offer::InAnswer;
}

ProgressOptions reliable()
{
    ProgressOptions options;
    options.statusCode = 183;
    options.reliability = ProgressOptions::Reliability::Reliable;
    return options;
}

QByteArray repeated(const QByteArray &word, int count)
{
    return QByteArrayList(count, word).join(' ');
}

} // namespace

#define SENT(person, words) QCOMPARE(line((person).sent), QByteArray(words))
#define RECEIVED(person, words) QCOMPARE(line((person).received), QByteArray(words))
#define STATES(person, words) QCOMPARE(line((person).states), QByteArray(words))
#define TOLD(person, words) QCOMPARE(line((person).told), QByteArray(words))

class tst_ParitySession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void SES_01_construct()
    {
        Talk talk;
        Inviter inviter(*talk.alice.phone->agent, address("<" + talk.bob.phone->uri + ">"));
        talk.settle();
        SENT(talk.alice, "");
        QCOMPARE(inviter.state(), State::Initial);
    }
    void SES_02_cancelAtOnce_data() { offers(); }
    void SES_02_cancelAtOnce()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        Inviter *call = talk.invite();
        (void)call->cancel();
        talk.settle(2s);
        SENT(talk.alice, ""); // F for the late offer: SIP.js rings first and cancels then
        STATES(talk.alice, "E T- T");
    }
    void SES_03_transportDown_data() { offers(); }
    void SES_03_transportDown()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.alice.phone->transport->failSends(TransportError{TransportError::Kind::Refused, {}});
        talk.invite();
        talk.settle(TimerB);
        TOLD(talk.alice, "reject!503");
        STATES(talk.alice, "E T");
    }
    void SES_04_noResponse_data() { offers(); }
    void SES_04_noResponse()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.world.network.setDrop([](const QByteArray &, const Hop &, const Hop &) { return true; });
        talk.invite();
        talk.settle(TimerB + 1s);
        SENT(talk.alice, "INVITE");
        TOLD(talk.alice, "reject!408");
        STATES(talk.alice, "E T");
    }
    void SES_06_ringing_data() { offers(); }
    void SES_06_ringing()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.invite();
        talk.settle();
        SENT(talk.alice, "INVITE");
        RECEIVED(talk.alice, "180");
        TOLD(talk.alice, "progress");
        STATES(talk.alice, "E");
    }
    void SES_07_noAnswer_data() { offers(); }
    void SES_07_noAnswer()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.settle(91s);
        RECEIVED(talk.alice, "180 480");
        SENT(talk.alice, "ACK");
        TOLD(talk.alice, "progress reject");
        STATES(talk.alice, "T");
        STATES(talk.bob, "T");
    }

    void SES_10_cancel_data() { offers(); }
    void SES_10_cancel()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        (void)talk.call->cancel();
        talk.settle();
        SENT(talk.alice, "CANCEL ACK");
        RECEIVED(talk.alice, "200 487");
        TOLD(talk.alice, "reject");
        STATES(talk.alice, "T- T");
        STATES(talk.bob, "T");
    }
    void SES_11_cancelMeetsAcceptAndWins_data() { offers(); }
    void SES_11_cancelMeetsAcceptAndWins()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.bob.phone->script.delay = Milliseconds(50); // the answer is not made yet
        QVERIFY(talk.answer->accept().has_value());
        (void)talk.call->cancel();
        talk.settle(200ms);
        SENT(talk.alice, "CANCEL ACK");
        RECEIVED(talk.alice, "200 487");
        STATES(talk.alice, "T- T");
        STATES(talk.bob, "E T");
    }
    void SES_12_cancelMeetsAcceptAndLoses_data() { offers(); }
    void SES_12_cancelMeetsAcceptAndLoses() // the late offer is not answered any more: one BYE is enough
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        (void)talk.answer->accept();
        talk.settle(2ms); // its 200 is on its way
        (void)talk.call->cancel();
        talk.settle();
        const bool isLate = offer == Offer::InAnswer;
        SENT(talk.alice, isLate ? "CANCEL ACK BYE 481" : "CANCEL ACK BYE");
        RECEIVED(talk.alice, isLate ? "200 200 BYE 481" : "200 200 200");
        STATES(talk.alice, "T- T");
        QVERIFY(talk.bob.states.startsWith("E") && talk.bob.states.endsWith("T"));
    }
    void SES_13_progressCancelAccept_data() { offers(); }
    void SES_13_progressCancelAccept()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.bob.phone->script.delay = Milliseconds(50);
        QVERIFY(talk.answer->progress().has_value());
        (void)talk.call->cancel();
        QVERIFY(talk.answer->accept().has_value());
        talk.settle(200ms);
        SENT(talk.alice, "CANCEL ACK");
        RECEIVED(talk.alice, "180 200 487");
        STATES(talk.alice, "T- T");
        STATES(talk.bob, "E T");
    }

    void SES_20_accept_data() { offers(); }
    void SES_20_accept()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        QVERIFY(talk.answer->accept().has_value());
        talk.settle();
        SENT(talk.alice, "ACK");
        RECEIVED(talk.alice, "200");
        TOLD(talk.alice, "accept");
        STATES(talk.alice, "D");
        STATES(talk.bob, "E D");
        QCOMPARE(talk.alice.phone->lastMedia()->exchanges, 1);
        QCOMPARE(talk.bob.phone->lastMedia()->exchanges, 1);
    }
    void SES_21_acceptTwice_data() { offers(); }
    void SES_21_acceptTwice()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        QVERIFY(talk.answer->accept().has_value());
        QVERIFY(talk.answer->accept() == Failure(Session::Refusal::WrongState));
        talk.settle();
        SENT(talk.alice, "ACK");
        RECEIVED(talk.alice, "200");
        STATES(talk.bob, "E D");
    }
    void SES_22F_noDescriptionForTheSuccess() // 488 says more than 480
    {
        Talk talk(Offer::InAnswer);
        talk.ring();
        talk.bob.phone->script.refuseLocal = broken;
        (void)talk.answer->accept();
        talk.settle();
        RECEIVED(talk.alice, "488");
        SENT(talk.alice, "ACK");
        TOLD(talk.alice, "reject");
        STATES(talk.alice, "T");
        STATES(talk.bob, "E T");
    }
    void SES_23_successWithoutDescription_data() { offers(); }
    void SES_23_successWithoutDescription() // both hang up
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.bob.phone->script.isSilent = true;
        (void)talk.answer->accept();
        talk.settle();
        QVERIFY(line(talk.alice.sent).startsWith("ACK BYE"));
        STATES(talk.alice, "T");
        QVERIFY(talk.bob.states.endsWith("T"));
        QVERIFY(!talk.alice.phone->lastMedia() || talk.alice.phone->lastMedia()->isClosed);
    }
    void SES_24_descriptionCannotBeApplied_data() { offers(); }
    void SES_24_descriptionCannotBeApplied()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.alice.phone->script.refuseRemote = broken;
        (void)talk.answer->accept();
        talk.settle();
        const bool isLate = offer == Offer::InAnswer; // Bob misses the answer in the ACK as well
        SENT(talk.bob, isLate ? "200 BYE 481" : "200 200");
        RECEIVED(talk.bob, isLate ? "ACK BYE 481" : "ACK BYE");
        QVERIFY(talk.alice.states.endsWith("T"));
        QVERIFY(talk.bob.states.endsWith("T"));
    }
    void SES_25_successCannotBeSent_data() { offers(); }
    void SES_25_successCannotBeSent()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.bob.phone->transport->failSends(TransportError{TransportError::Kind::Refused, {}});
        (void)talk.answer->accept();
        talk.settle(TimerB + 1s);
        QVERIFY(talk.bob.states.startsWith("E"));
        QVERIFY(talk.bob.states.endsWith("T"));
    }
    void SES_26_acknowledgementWithoutAnswer()
    {
        Talk talk(Offer::InAnswer);
        talk.ring();
        talk.alice.phone->script.isSilent = true;
        (void)talk.answer->accept();
        talk.settle();
        SENT(talk.bob, "200 BYE");
        QVERIFY(talk.bob.states.endsWith("T"));
        QVERIFY(talk.alice.states.endsWith("T"));
    }
    void SES_27_answerCannotBeApplied()
    {
        Talk talk(Offer::InAnswer);
        talk.ring();
        talk.bob.phone->script.refuseRemote = broken;
        (void)talk.answer->accept();
        talk.settle();
        SENT(talk.bob, "200 BYE");
        RECEIVED(talk.bob, "ACK 200");
        QVERIFY(talk.bob.states.endsWith("T"));
    }
    void SES_29_acknowledgementIsLost_data() { offers(); }
    void SES_29_acknowledgementIsLost()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.world.network.setDrop(
            [](const QByteArray &bytes, const Hop &, const Hop &) { return bytes.startsWith("ACK"); });
        (void)talk.answer->accept();
        talk.settle(TimerB + 1s);
        SENT(talk.bob, repeated("200", 11) + " BYE");
        QVERIFY(talk.bob.states.endsWith("T"));
        QVERIFY(talk.alice.states.endsWith("T"));
    }
    void SES_28_acknowledgementCannotBeSent_data() { offers(); }
    void SES_28_acknowledgementCannotBeSent()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.alice.phone->transport->failSends(TransportError{TransportError::Kind::Refused, {}});
        (void)talk.answer->accept();
        talk.settle(TimerB + 1s);
        SENT(talk.bob, repeated("200", 11) + " BYE");
        QVERIFY(talk.bob.states.startsWith("E"));
    }

    void SES_30_calleeEnds_data() { offers(); }
    void SES_30_calleeEnds()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.establish();
        QVERIFY(talk.answer->bye().has_value());
        talk.settle();
        RECEIVED(talk.alice, "BYE");
        SENT(talk.alice, "200");
        STATES(talk.alice, "T");
        QVERIFY(talk.bob.states.endsWith("T"));
    }
    void SES_31_calleeEndsTwice_data() { offers(); }
    void SES_31_calleeEndsTwice()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.establish();
        QVERIFY(talk.answer->bye().has_value());
        QVERIFY(!talk.answer || !talk.answer->bye().has_value());
        talk.settle();
        RECEIVED(talk.alice, "BYE");
        SENT(talk.alice, "200");
    }
    void SES_32_calleeEndsBeforeAccepting_data() { offers(); }
    void SES_32_calleeEndsBeforeAccepting()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.answer->hangUp();
        talk.settle();
        RECEIVED(
            talk.alice, "486"); // F: a person who presses the red button is busy, 480 says he is not there
        SENT(talk.alice, "ACK");
        TOLD(talk.alice, "reject");
        STATES(talk.alice, "T");
        STATES(talk.bob, "T");
    }
    void SES_33_calleeEndsBeforeAcceptingTwice()
    {
        Talk talk;
        talk.ring();
        talk.answer->hangUp();
        if (talk.answer)
            talk.answer->hangUp();
        talk.settle();
        RECEIVED(talk.alice, "486");
        SENT(talk.alice, "ACK");
    }
    void SES_34_acceptAndEndAtOnce_data() { offers(); }
    void SES_34_acceptAndEndAtOnce() // the BYE waits for the ACK
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        (void)talk.answer->accept();
        talk.settle(3ms);
        QCOMPARE(talk.answer->state(), State::Established);
        (void)talk.answer->bye();
        talk.settle();
        SENT(talk.alice, "ACK 200");
        RECEIVED(talk.alice, "200 BYE");
        TOLD(talk.alice, "accept");
        STATES(talk.alice, "D T");
        STATES(talk.bob, "E D T- T");
    }
    void SES_35_acceptAndEndAtOnceWithoutAck_data() { offers(); }
    void SES_35_acceptAndEndAtOnceWithoutAck()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.world.network.setDrop(
            [](const QByteArray &bytes, const Hop &, const Hop &) { return bytes.startsWith("ACK"); });
        (void)talk.answer->accept();
        talk.settle(3ms);
        (void)talk.answer->bye();
        talk.settle(TimerB + 1s);
        SENT(talk.alice, repeated("ACK", 11) + " 200");
        RECEIVED(talk.alice, repeated("200", 11) + " BYE");
        STATES(talk.bob, "E D T- T");
    }
    void SES_36_reject_data() { offers(); }
    void SES_36_reject()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        QVERIFY(talk.answer->reject(480).has_value());
        talk.settle();
        RECEIVED(talk.alice, "480");
        SENT(talk.alice, "ACK");
        TOLD(talk.alice, "reject");
        STATES(talk.alice, "T");
        STATES(talk.bob, "T");
    }
    void SES_37_rejectTwice()
    {
        Talk talk;
        talk.ring();
        QVERIFY(talk.answer->reject(480).has_value());
        QVERIFY(!talk.answer || !talk.answer->reject(480).has_value());
        talk.settle();
        RECEIVED(talk.alice, "480");
    }
    void SES_38_rejectAndTheAckIsLost()
    {
        Talk talk;
        talk.ring();
        talk.world.network.setDrop(
            [](const QByteArray &bytes, const Hop &, const Hop &) { return bytes.startsWith("ACK"); });
        (void)talk.answer->reject(480);
        talk.settle(TimerB + 1s);
        SENT(talk.bob, "480"); // once: the wire is reliable
        STATES(talk.alice, "T");
        STATES(talk.bob, "T");
    }

    void SES_50_earlyMediaOff()
    {
        Talk talk;
        InviterOptions options;
        options.earlyMedia = false;
        talk.call = talk.invite({}, options);
        talk.settle();
        auto *media = talk.alice.phone->lastMedia();
        QCOMPARE(media->creations, 1);
        QCOMPARE(media->applications, 0);
        (void)talk.bob.phone->invitation()->accept();
        talk.settle();
        QCOMPARE(media->creations, 1);
        QCOMPARE(media->applications, 1);
    }

    void SES_51_earlyMediaOn()
    {
        Talk talk;
        talk.ring();
        auto *media = talk.alice.phone->lastMedia();
        ProgressOptions early;
        early.statusCode = 183;
        QVERIFY(talk.answer->progress(early).has_value());
        talk.settle();
        QCOMPARE(media->applications, 1);
        QVERIFY(talk.answer->progress(early).has_value());
        talk.settle();
        (void)talk.answer->accept();
        talk.settle();
        QCOMPARE(media->creations, 1);
        QCOMPARE(media->applications, 1);
    }
    void SES_05_autoRingingDisabled()
    {
        Talk talk(Offer::InInvite, [](UserAgentOptions &agent) { agent.sendsInitialProvisional = false; });
        talk.invite();
        talk.settle(1s);
        RECEIVED(talk.alice, "100");
        TOLD(talk.alice, "trying");
        STATES(talk.alice, "E");
    }
    void SES_14_reliableProgressCancelAccept_data() { offers(); }
    void SES_14_reliableProgressCancelAccept()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.bob.phone->script.delay = Milliseconds(50); // neither description is made in time
        QVERIFY(talk.answer->progress(reliable()).has_value());
        (void)talk.call->cancel();
        QVERIFY(talk.answer->accept().has_value());
        talk.settle(200ms);
        SENT(talk.alice, "CANCEL ACK");
        RECEIVED(talk.alice, "200 487");
        STATES(talk.alice, "T- T");
        STATES(talk.bob, "E T");
    }
    void SES_15_reliableProgressAcceptEnd_data() { offers(); }
    void SES_15_reliableProgressAcceptEnd() // F: not 480, as the person pressed the red button
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        talk.bob.phone->script.delay = Milliseconds(50);
        QVERIFY(talk.answer->progress(reliable()).has_value());
        QVERIFY(talk.answer->accept().has_value());
        talk.answer->hangUp();
        talk.settle(200ms);
        QCOMPARE(talk.alice.received.size(), 1);
        QVERIFY(talk.alice.received.first().toInt() >= 400);
        SENT(talk.alice, "ACK");
        STATES(talk.alice, "T");
        STATES(talk.bob, "E T");
    }
    void progressLadder_data()
    {
        QTest::addColumn<Offer>("offer");
        QTest::addColumn<QByteArray>("rungs"); ///< a: 180, b: 183, R: reliable 183
        QTest::addColumn<bool>("accepts");
        for (const bool accepts : {true, false}) {
            const char *end = accepts ? "accept" : "reject";
            for (const char *rungs : {"a", "aa", "ab", "aba", "R", "RR", "RRR", "Ra", "RaR", "RaRR"})
                QTest::addRow("SES-40 %s, then %s", rungs, end)
                    << Offer::InInvite << QByteArray(rungs) << accepts;
            for (const char *rungs : {"a", "aa", "R", "RR", "RRR", "Ra", "RaR", "RaRR"})
                QTest::addRow("SES-40 late offer, %s, then %s", rungs, end)
                    << Offer::InAnswer << QByteArray(rungs) << accepts;
        }
    }
    void progressLadder()
    {
        QFETCH(Offer, offer);
        QFETCH(QByteArray, rungs);
        QFETCH(bool, accepts);
        Talk talk(offer);
        talk.ring();
        for (const char rung : std::as_const(rungs)) {
            talk.mark();
            ProgressOptions plain;
            plain.statusCode = rung == 'a' ? 180 : 183;
            QVERIFY(talk.answer->progress(rung == 'R' ? reliable() : plain).has_value());
            talk.settle();
            SENT(talk.alice, rung == 'R' ? "PRACK" : "");
            RECEIVED(talk.alice, rung == 'R' ? "183 200" : rung == 'a' ? "180" : "183");
            TOLD(talk.alice, "progress");
        }
        talk.mark();
        if (accepts)
            (void)talk.answer->accept();
        else
            (void)talk.answer->reject(480);
        talk.settle();
        RECEIVED(talk.alice, accepts ? "200" : "480");
        SENT(talk.alice, "ACK");
        TOLD(talk.alice, accepts ? "accept" : "reject");
        STATES(talk.alice, accepts ? "D" : "T");
        STATES(talk.bob, accepts ? "E D" : "T");
        QCOMPARE(talk.alice.phone->mediaFaults() + talk.bob.phone->mediaFaults(), QStringList());
    }
    void SES_40_twoPlainProgressCallsAtOnce()
    {
        Talk talk;
        talk.ring();
        QVERIFY(talk.answer->progress().has_value());
        QVERIFY(talk.answer->progress().has_value());
        talk.settle();
        RECEIVED(talk.alice, "180 180");
        TOLD(talk.alice, "progress progress");
    }
    void SES_40_twoReliableProgressCallsAtOnce_data() { offers(); }
    void SES_40_twoReliableProgressCallsAtOnce() // F: the second is refused, not ignored
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.ring();
        QVERIFY(talk.answer->progress(reliable()).has_value());
        QVERIFY(talk.answer->progress(reliable()) == Failure(Session::Refusal::RequestPending));
        talk.settle();
        RECEIVED(talk.alice, "183 200");
        SENT(talk.alice, "PRACK");
    }
    void SES_62_SES_63_forksRingReliablyAndAccept()
    {
        Talk talk;
        talk.forkTo(talk.bob2);
        talk.ring();
        Invitation *second = talk.bob2.phone->invitation();
        talk.watch(*second, talk.bob2);
        QVERIFY(talk.answer->progress(reliable()).has_value());
        QVERIFY(second->progress(reliable()).has_value());
        talk.settle();
        QCOMPARE(talk.alice.sent.count("PRACK"), 2);
        TOLD(talk.alice, "progress progress");
        talk.mark();
        (void)talk.answer->accept();
        (void)second->accept();
        talk.settle(200ms);
        QCOMPARE(talk.alice.sent.count("ACK"), 2);
        STATES(talk.alice, "D");
        QVERIFY(talk.bob2.states.endsWith("T"));
        QCOMPARE(talk.alice.phone->mediaFaults(), QStringList());
    }

    void SES_60_forksRing_data() { offers(); }
    void SES_60_forksRing()
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.forkTo(talk.bob2);
        talk.invite();
        talk.settle();
        SENT(talk.alice, "INVITE");
        RECEIVED(talk.alice, "180 180");
        TOLD(talk.alice, "progress progress");
    }
    void SES_61_bothForksAccept_data() { offers(); }
    void SES_61_bothForksAccept() // one is the call, the other is acknowledged and ended
    {
        QFETCH(Offer, offer);
        Talk talk(offer);
        talk.forkTo(talk.bob2);
        talk.ring();
        talk.watch(*talk.bob2.phone->invitation(), talk.bob2);
        (void)talk.answer->accept();
        (void)talk.bob2.phone->invitation()->accept();
        talk.settle(200ms);
        QCOMPARE(talk.alice.sent.count("ACK"), 2);
        QCOMPARE(
            talk.alice.sent.count("BYE") + talk.bob2.sent.count("BYE"), offer == Offer::InInvite ? 1 : 2);
        STATES(talk.alice, "D");
        STATES(talk.bob, "E D");
        QVERIFY(talk.bob2.states.endsWith("T"));
        QCOMPARE(talk.alice.phone->mediaFaults(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_ParitySession)
#include "tst_ParitySession.moc"
