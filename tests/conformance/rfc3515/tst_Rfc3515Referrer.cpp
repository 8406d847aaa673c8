// RFC 3515, REFER, in virtual time: the phone asks a peer written by hand to call somebody. The other part is
// tst_Rfc3515.
//
// Covered: §2.1, §2.4.1 (what the REFER carries), §2.4.2 (its answers), §2.4.4, §2.4.5 (what NOTIFYs tell),
// §2.4.6 and RFC 3265 §3.2.4, §7.2.1, §7.3.2 (NOTIFYs of other packages and of nothing).
//
// Not covered: REFER sent outside a dialog, forked REFER (§2.4.4), SUBSCRIBE (we let the subscription run),
// NOTIFYs with another id than the REFER's; after the end of the subscription: tests/flows/tst_Transfers.
#include "WirePeer.h"

#include <QTest>

using namespace carillon;
using State = Session::State;
using TransferState = Session::TransferState;

namespace {

constexpr char Carol[] = "<sip:carol@192.0.2.2>";

/// A phone in a call that it began, which asked Bob to call Carol.
struct Referrer {
    FakeClock clock;
    WirePeer peer{clock};
    QPointer<Inviter> call{peer.establishOutgoing()};
    SipMessage refer{sent()};

    SipMessage sent()
    {
        (void)call->refer(address(Carol));
        return peer.expect("REFER");
    }
    SipMessage notify(
        const QByteArray &body, const QByteArray &subscription, const QByteArray &event = "refer")
    {
        peer.request("NOTIFY",
            {body, {{"Event", event}, {"Subscription-State", subscription}}, "message/sipfrag;version=2.0"});
        return peer.expect("SIP/2.0 ");
    }
};

} // namespace

class tst_Rfc3515Referrer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theReferCarriesWhatItMust() // §2.4.1, §2.1: one Refer-To; a request of the dialog with a Contact
    {
        Referrer at;
        QCOMPARE(at.refer.count(HeaderId::ReferTo), 1);
        QCOMPARE(at.refer.value(HeaderId::ReferTo).toByteArray(), QByteArray(Carol));
        QCOMPARE(at.refer.count(HeaderId::Contact), 1);
        QCOMPARE(at.refer.toTag(), QByteArray("bobtag"));
        QCOMPARE(at.refer.cseq().value().number, 2u);
        QCOMPARE(at.refer.requestUriText().toByteArray(), QByteArray("sip:bobtag@192.0.2.2"));
        QVERIFY(at.refer.body().isEmpty());
    }
    void whatTheReferrerHears_data() // §2.4.5
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("subscription");
        QTest::addColumn<int>("state");
        const QByteArray active = "active;expires=60";
        const QByteArray over = "terminated;reason=noresource";
        QTest::newRow("§2.4.5: 100") << QByteArray("SIP/2.0 100 Trying\r\n") << active
                                     << int(TransferState::Trying);
        QTest::newRow("§2.4.5: 180") << QByteArray("SIP/2.0 180 Ringing\r\n") << active
                                     << int(TransferState::Ringing);
        QTest::newRow("§2.4.5: 200") << QByteArray("SIP/2.0 200 OK\r\n") << over
                                     << int(TransferState::Succeeded);
        QTest::newRow("§2.4.5: 503") << QByteArray("SIP/2.0 503 Service Unavailable\r\n") << over
                                     << int(TransferState::Failed);
        QTest::newRow("§2.4.5: with headers of the response")
            << QByteArray("SIP/2.0 200 OK\r\nContact: <sip:carol@192.0.2.7>\r\n") << over
            << int(TransferState::Succeeded);
        QTest::newRow("RFC 3265 §3.2.4: rejected, no body")
            << QByteArray() << QByteArray("terminated;reason=rejected") << int(TransferState::Failed);
        QTest::newRow("RFC 3265 §3.2.4: pending")
            << QByteArray("SIP/2.0 100 Trying\r\n") << QByteArray("pending;expires=60")
            << int(TransferState::Trying);
    }
    void whatTheReferrerHears()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, subscription);
        QFETCH(int, state);
        Referrer at;
        at.peer.answer(at.refer, 202);
        QCOMPARE(at.notify(body, subscription).statusCode(), 200);
        QCOMPARE(int(at.call->transferState()), state);
    }
    void any2xxAcceptsTheRefer_data() // §2.4.2: 2xx; 202 is what the RFC names
    {
        QTest::addColumn<int>("code");
        QTest::newRow("§2.4.2: 202") << 202;
        QTest::newRow("§2.4.2: 200") << 200;
    }
    void any2xxAcceptsTheRefer()
    {
        QFETCH(int, code);
        Referrer at;
        at.peer.answer(at.refer, code);
        QCOMPARE(at.call->transferState(), TransferState::Trying);
        QCOMPARE(at.notify("SIP/2.0 200 OK", "terminated;reason=noresource").statusCode(), 200);
        QCOMPARE(at.call->transferState(), TransferState::Succeeded);
    }
    void theReferIsRefused_data() // §2.4.2
    {
        QTest::addColumn<int>("code");
        for (const int code : {405, 501, 603})
            QTest::addRow("§2.4.2: %d", code) << code;
    }
    void theReferIsRefused()
    {
        QFETCH(int, code);
        Referrer at;
        at.peer.answer(at.refer, code);
        QCOMPARE(at.call->transferState(), TransferState::Failed);
        QCOMPARE(at.call->transferStatusCode(), code);
        QCOMPARE(at.call->state(), State::Established);
        at.peer.expectNothing();
    }
    void notifiesOfOtherThings_data() // §2.4.7, RFC 3265 §3.2.4, §7.3.2
    {
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<int>("code");
        QTest::newRow("RFC 3265 §7.3.2: another package") << QByteArray("presence") << 489;
        QTest::newRow("RFC 3265 §7.2.1: a template of the package") << QByteArray("refer.winfo") << 489;
        QTest::newRow("RFC 3265 §7.2.1: upper case") << QByteArray("Refer") << 200;
        QTest::newRow("§2.4.6: with the id of the REFER") << QByteArray("refer;id=2") << 200;
    }
    void notifiesOfOtherThings()
    {
        QFETCH(QByteArray, event);
        QFETCH(int, code);
        Referrer at;
        at.peer.answer(at.refer, 202);
        QCOMPARE(at.notify("SIP/2.0 180 Ringing", "active;expires=60", event).statusCode(), code);
        QCOMPARE(at.call->transferState(), code == 200 ? TransferState::Ringing : TransferState::Trying);
        QCOMPARE(at.call->state(), State::Established);
    }
    void notifiesOutsideASubscription_data() // RFC 3265 §3.2.4
    {
        QTest::addColumn<bool>("inDialog");
        QTest::newRow("RFC 3265 §3.2.4: in a call that referred nobody") << true;
        QTest::newRow("RFC 3265 §3.2.4: outside a dialog") << false;
    }
    void notifiesOutsideASubscription()
    {
        QFETCH(bool, inDialog);
        FakeClock clock;
        WirePeer peer(clock);
        const QPointer<Invitation> call = peer.establishIncoming();
        const WireExtra notify{"SIP/2.0 200 OK",
            {{"Event", "refer"}, {"Subscription-State", "terminated;reason=noresource"},
                {"Contact", "<sip:bob@192.0.2.2>"}},
            "message/sipfrag"};
        if (inDialog)
            peer.request("NOTIFY", notify);
        else
            peer.requestOutside("NOTIFY", notify);
        peer.expect("SIP/2.0 481");
        QCOMPARE(call->state(), State::Established);
    }
    void theNotifyOvertakesThe202() // §2.4.4: the referrer must be ready for it
    {
        Referrer at;
        QCOMPARE(at.notify("SIP/2.0 180 Ringing", "active;expires=60").statusCode(), 200);
        QCOMPARE(at.call->transferState(), TransferState::Ringing);
        at.peer.answer(at.refer, 202);
        QCOMPARE(at.call->transferState(), TransferState::Ringing);
        QCOMPARE(at.notify("SIP/2.0 486 Busy Here", "terminated;reason=noresource").statusCode(), 200);
        QCOMPARE(at.call->transferStatusCode(), 486);
    }
};

QTEST_GUILESS_MAIN(tst_Rfc3515Referrer)
#include "tst_Rfc3515Referrer.moc"
