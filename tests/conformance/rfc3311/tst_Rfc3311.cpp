// RFC 3311, UPDATE: ours (§5.1, §5.3), in virtual time against a peer written by hand. The peer's are in
// tst_Rfc3311Server.
//
// Covered: §4 (Allow), §5.1 (when an offer may be sent: caller and callee, early and later; 491), §5.3 (what
// a refusal leaves), target refresh, glare with a re-INVITE.
//
// Not covered: preconditions (RFC 3312), the session timer in it (rfc4028).
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using State = Session::State;
using Refusal = Session::Refusal;
using Offer = UpdateOptions::Offer;

namespace {

/// 183, reliable, with our description.
ProgressOptions withDescription()
{
    ProgressOptions options;
    options.statusCode = 183;
    options.reliability = ProgressOptions::Reliability::Reliable;
    options.description = ProgressOptions::Description::Included;
    return options;
}

using Headers = QList<std::pair<QByteArray, QByteArray>>;
const std::pair<QByteArray, QByteArray> takesUpdate{"Allow", "INVITE, ACK, CANCEL, BYE, PRACK, UPDATE"};
const UpdateOptions fresh{Offer::Fresh, {}};

Headers reliably(const QByteArray &rseq)
{
    return {{"Require", "100rel"}, {"RSeq", rseq}, takesUpdate};
}

Inviter *established(WirePeer &peer)
{
    Inviter *call = peer.phone.call(WirePeer::Uri);
    const SipMessage invite = peer.expect("INVITE");
    peer.answer(invite, 200, "bobtag", {WirePeer::Answer, {takesUpdate, {"Supported", "timer"}}});
    peer.joinAsCallee(invite, "bobtag");
    peer.expect("ACK");
    return call;
}

/// The peer rings with a reliable answer, acknowledged. @returns the INVITE.
SipMessage answeredEarly(WirePeer &peer)
{
    peer.phone.call(WirePeer::Uri);
    const SipMessage invite = peer.expect("INVITE");
    peer.answer(invite, 183, "bobtag", {WirePeer::Answer, reliably("1")});
    peer.joinAsCallee(invite, "bobtag");
    peer.answer(peer.expect("PRACK"), 200);
    return invite;
}

struct Heard {
    int accepted = 0;
    int rejected = 0;
    int code = 0;
    RequestDelegate delegate()
    {
        RequestDelegate made;
        made.onAccept = [this](const RequestDelegate::Answer &) { ++accepted; };
        made.onReject = [this](const RequestDelegate::Answer &answer) {
            ++rejected;
            code = answer.response.statusCode();
        };
        return made;
    }
};

} // namespace

class tst_Rfc3311 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void weAllowIt() // §4
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.phone.call(WirePeer::Uri);
        QVERIFY(peer.expect("INVITE").hasToken(HeaderId::Allow, "UPDATE"));
        peer.invite({WirePeer::Offer});
        QVERIFY(peer.expect("SIP/2.0 180").hasToken(HeaderId::Allow, "UPDATE"));
        QVERIFY(peer.phone.invitation()->accept());
        QVERIFY(peer.expect("SIP/2.0 200").hasToken(HeaderId::Allow, "UPDATE"));
    }
    void onlyToWhoAllowsIt() // §4
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.establishOutgoing();
        QCOMPARE(call->update().error(), Refusal::NotSupported);
        peer.request("INFO", {{}, {{"Allow", "UPDATE"}}}); // heard later
        peer.expect("SIP/2.0 200");
        QVERIFY(call->update());
        peer.expect("UPDATE");
    }
    void notOutsideOfACall()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        QCOMPARE(call->update().error(), Refusal::NoDialog);
        peer.expect("INVITE");
        QVERIFY(call->cancel());
        QCOMPARE(call->update().error(), Refusal::WrongState);
    }
    void withoutOffer() // §5.1, RFC 3261 §12.2.1.2: the target is refreshed by both
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = established(peer);
        Heard heard;
        QVERIFY(call->update({Offer::None, {{{"X-Mood", "good"}}, {}, {}}}, heard.delegate()));
        const SipMessage update = peer.expect("UPDATE sip:bobtag@192.0.2.2");
        QVERIFY(update.body().isEmpty());
        QVERIFY(update.contains(HeaderId::Contact));
        QCOMPARE(update.value("X-Mood").toByteArray(), QByteArray("good"));
        QCOMPARE(call->update().error(), Refusal::RequestPending); // §5.2 would have it refused
        peer.answer(update, 200, {}, {{}, {{"Contact", "<sip:moved@192.0.2.2>"}}});
        QCOMPARE(heard.accepted, 1);
        QVERIFY(call->update());
        peer.expect("UPDATE sip:moved@192.0.2.2");
    }
    void withAnOffer()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = established(peer);
        Heard heard;
        QVERIFY(call->update(fresh, heard.delegate()));
        QCOMPARE(call->hold().error(), Refusal::RequestPending);
        const SipMessage update = peer.expect("UPDATE");
        QVERIFY(update.body().contains("user1 offer 2"));
        peer.answer(update, 200, {}, {"bob answer 2 sendrecv"});
        QCOMPARE(heard.accepted, 1);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 2);
        QVERIFY(call->update(fresh, heard.delegate())); // one without answer: as if it had not been
        peer.answer(peer.expect("UPDATE"), 200);
        QCOMPARE(heard.code, 488);
        QVERIFY(call->hold());
        peer.expect("INVITE");
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void anAnswerThatMediaRefuses()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = established(peer);
        QVERIFY(call->update(fresh));
        const SipMessage update = peer.expect("UPDATE");
        peer.phone.script.refuseRemote = MediaError{MediaError::Kind::NotAcceptable, {}};
        peer.answer(update, 200, {}, {WirePeer::Answer});
        peer.expect("BYE"); // the peer believes in it
        QCOMPARE(call->end().code, 488);
    }

    void theCallersEarlyOffer() // §5.1: not before the answer came reliably and was acknowledged
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 183, "bobtag", {WirePeer::Answer, {takesUpdate}});
        QCOMPARE(call->update(fresh).error(), Refusal::RequestPending);
        peer.answer(invite, 183, "bobtag", {WirePeer::Answer, reliably("1")});
        QCOMPARE(call->update(fresh).error(), Refusal::RequestPending);
        peer.answer(peer.expect("PRACK"), 200);
        Heard heard;
        QVERIFY(call->update(fresh, heard.delegate()));
        const SipMessage update = peer.expect("UPDATE sip:bobtag@192.0.2.2");
        QVERIFY(!update.contains(HeaderId::SessionExpires));
        QCOMPARE(update.cseq().value().number, 3u);
        peer.answer(update, 200, {}, {"bob answer 2 sendrecv"});
        QCOMPARE(heard.accepted, 1);
        peer.answer(invite, 200, "bobtag");
        peer.expect("ACK");
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 2);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void anEarlyUpdateWithoutOffer() // that is possible from the first response on
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = peer.phone.call(WirePeer::Uri);
        const SipMessage invite = peer.expect("INVITE");
        peer.answer(invite, 180, "one", {{}, {takesUpdate}});
        QVERIFY(call->update());
        peer.answer(peer.expect("UPDATE sip:one@"), 481); // that dialog is gone, the INVITE is not
        QCOMPARE(call->state(), State::Establishing);
        peer.answer(invite, 180, "two", {{}, {takesUpdate}});
        QVERIFY(call->update()); // to who spoke last
        peer.expect("UPDATE sip:two@");
    }
    void theAnswerComesAfterTheSuccess()
    {
        FakeClock clock;
        WirePeer peer(clock);
        const SipMessage invite = answeredEarly(peer);
        auto *call = qobject_cast<Inviter *>(peer.phone.agent->sessions().first());
        QVERIFY(call->update(fresh));
        const SipMessage update = peer.expect("UPDATE");
        peer.answer(invite, 200, "bobtag", {{}, {{"Supported", "timer"}}});
        peer.expect("ACK");
        peer.answer(update, 200, {}, {"bob answer 2 sendrecv"});
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.lastMedia()->exchanges, 2);
        QVERIFY(call->hold());
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void theCalleesEarlyOffer() // §5.1
    {
        FakeClock clock;
        WirePeer peer(clock);
        peer.invite({WirePeer::Offer, {{"Supported", "100rel"}, takesUpdate}});
        peer.joinAsCaller(peer.expect("SIP/2.0 180"));
        Invitation *call = peer.phone.invitation();
        QCOMPARE(call->update(fresh).error(), Refusal::RequestPending);
        QVERIFY(call->progress(withDescription()));
        const SipMessage early = peer.expect("SIP/2.0 183");
        QCOMPARE(call->update(fresh).error(), Refusal::RequestPending);
        peer.request("PRACK", {{}, {{"RAck", early.value(HeaderId::RSeq).toByteArray() + " 1 INVITE"}}});
        peer.expect("SIP/2.0 200");
        QVERIFY(call->update(fresh));
        const SipMessage update = peer.expect("UPDATE sip:bob@192.0.2.2");
        QVERIFY(update.body().contains("offer"));
        peer.answer(update, 200, {}, {"bob answer 2 sendrecv"});
        QVERIFY(call->accept());
        QVERIFY(peer.expect("SIP/2.0 200").body().isEmpty());
        QCOMPARE(peer.phone.lastMedia()->exchanges, 2);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }

    void glare_data() // §5.1: as for a re-INVITE (RFC 3261 §14.1)
    {
        QTest::addColumn<bool>("isOwner");
        QTest::newRow("the owner of the Call-ID waits 2.1 to 4 s") << true;
        QTest::newRow("the other one 0 to 2 s") << false;
    }
    void glare()
    {
        QFETCH(bool, isOwner);
        FakeClock clock;
        WirePeer peer(clock);
        Session *call = isOwner ? static_cast<Session *>(established(peer)) : peer.establishIncoming();
        if (!isOwner) {
            peer.request("INFO", {{}, {takesUpdate}});
            peer.expect("SIP/2.0 200");
        }
        Heard heard;
        QVERIFY(call->update(fresh, heard.delegate()));
        const SipMessage first = peer.expect("UPDATE");
        peer.request("UPDATE", {WirePeer::Offer}); // §5.2: ours has no answer yet
        peer.expect("SIP/2.0 491");
        peer.request("UPDATE");
        peer.expect("SIP/2.0 200");
        peer.answer(first, 491);
        peer.request("UPDATE", {WirePeer::Offer}); // now he is first
        peer.expect("SIP/2.0 200");
        if (isOwner) {
            peer.run(2090ms);
            peer.expectNothing();
        }
        const SipMessage second = peer.expectWithin(2s, "UPDATE");
        QVERIFY(second.body().contains("offer"));
        QVERIFY(second.cseq().value().number > first.cseq().value().number);
        peer.answer(second, 500, {}, {{}, {{"Retry-After", "3"}}});
        peer.run(2900ms);
        peer.expectNothing();
        peer.run(200ms);
        peer.answer(peer.expect("UPDATE"), 200, {}, {"bob answer 2 sendrecv"});
        QCOMPARE(heard.accepted, 1);
        QCOMPARE(heard.rejected, 0);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
    void aReinviteInTheMiddleOfOurOffer() // RFC 3261 §14.2
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = established(peer);
        QVERIFY(call->update(fresh));
        peer.expect("UPDATE");
        peer.request("INVITE", {WirePeer::Offer});
        peer.expect("SIP/2.0 491");
    }
    void aRefusalLeavesWhatWasAgreed() // §5.3
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = established(peer);
        Heard heard;
        QVERIFY(call->update(fresh, heard.delegate()));
        peer.answer(peer.expect("UPDATE"), 488);
        QCOMPARE(heard.code, 488);
        QCOMPARE(call->state(), State::Established);
        QCOMPARE(peer.phone.lastMedia()->rollbacks, 1);
        QCOMPARE(peer.phone.lastMedia()->remote, QByteArray(WirePeer::Answer));
    }
    void theDialogIsGone_data() // §5.3, RFC 3261 §12.2.1.2
    {
        QTest::addColumn<int>("code");
        QTest::newRow("481") << 481;
        QTest::newRow("408") << 408;
    }
    void theDialogIsGone()
    {
        QFETCH(int, code);
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = established(peer);
        Heard heard;
        QVERIFY(call->update({}, heard.delegate()));
        peer.answer(peer.expect("UPDATE"), code);
        peer.expect("BYE");
        QCOMPARE(call->end().code, code);
        QCOMPARE(heard.rejected, 1);
    }

    void hangingUpInTheMiddle()
    {
        FakeClock clock;
        WirePeer peer(clock);
        Inviter *call = established(peer);
        Heard heard;
        QVERIFY(call->update(fresh, heard.delegate()));
        const SipMessage update = peer.expect("UPDATE");
        call->hangUp();
        peer.expect("BYE");
        peer.answer(update, 200, {}, {WirePeer::Answer});
        peer.run(40s);
        QCOMPARE(heard.accepted + heard.rejected, 0);
        QCOMPARE(peer.phone.mediaFaults(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3311)
#include "tst_Rfc3311.moc"
