#include "FakeClock.h"
#include "RequestLedger.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {

SipRequest invite(const QByteArray &callId)
{
    SipRequest request(Method::Invite, "sip:bob@example.com");
    request.append(HeaderId::From, "<sip:alice@example.com>;tag=a");
    request.append(HeaderId::To, "<sip:bob@example.com>");
    request.append(HeaderId::CallId, callId);
    request.append(HeaderId::CSeq, "1 INVITE");
    return request;
}

} // namespace

/// What was received is tested with the user agent core.
class tst_RequestLedger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ownInvitesAreKnownForAWhile()
    {
        FakeClock clock;
        RequestLedger ledger;
        const SipRequest call = invite("one");
        const SipResponse success = SipResponse::to(call, 200, "b");
        QVERIFY(!ledger.isOurs(call, clock));
        QVERIFY(!ledger.isToOurs(success, clock));
        ledger.sent(call, clock);
        QVERIFY(ledger.isOurs(call, clock));
        QVERIFY(ledger.isToOurs(success, clock));
        QVERIFY(!ledger.isToOurs(SipResponse::to(invite("two"), 200, "b"), clock));
        clock.advance(RequestLedger::Limits::OwnCalls + 1s);
        QVERIFY(!ledger.isOurs(call, clock));
        QVERIFY(ledger.isToOurs(success, clock)); // an answer may be later than the call
        clock.advance(RequestLedger::Limits::LateAnswers);
        QVERIFY(!ledger.isToOurs(success, clock));
    }
    void theOldestMakesRoom()
    {
        FakeClock clock;
        RequestLedger ledger;
        const auto isKnown = [&](qsizetype i) {
            return ledger.isToOurs(SipResponse::to(invite(QByteArray::number(i)), 200, "b"), clock);
        };
        for (qsizetype i = 0; i <= RequestLedger::Limits::Sent; ++i) {
            ledger.sent(invite(QByteArray::number(i)), clock);
            clock.advance(1ms);
        }
        QVERIFY(!isKnown(0));
        QVERIFY(isKnown(1));
        QVERIFY(isKnown(RequestLedger::Limits::Sent));
    }
};

QTEST_GUILESS_MAIN(tst_RequestLedger)
#include "tst_RequestLedger.moc"
