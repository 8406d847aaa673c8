#include "FakeClock.h"
#include "Registrar.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;

namespace {
SipRequest registration(
    quint32 cseq, const QByteArray &contact, const QByteArray &expires = {}, const QByteArray &callId = "c1")
{
    SipRequest request(Method::Register, "sip:exchange.example");
    request.append(HeaderId::Via, "SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK" + QByteArray::number(cseq));
    request.append(HeaderId::From, "<sip:1001@exchange.example>;tag=f");
    request.append(HeaderId::To, "<sip:1001@exchange.example>");
    request.append(HeaderId::CallId, callId);
    request.append(HeaderId::CSeq, QByteArray::number(cseq) + " REGISTER");
    if (!contact.isEmpty())
        request.append(HeaderId::Contact, contact);
    if (!expires.isEmpty())
        request.append(HeaderId::Expires, expires);
    return request;
}
} // namespace

class tst_Registrar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsABindingUntilItExpires()
    {
        FakeClock clock;
        Registrar registrar(clock);
        const SipResponse response
            = registrar.answer(registration(1, "<sip:1001@127.0.0.1:5070>;expires=60"), "t");
        QCOMPARE(response.statusCode(), 200);
        QCOMPARE(response.toTag(), QByteArray("t"));
        QCOMPARE(response.nameAddrs(HeaderId::Contact)->constFirst().parameters.value("expires"),
            QByteArray("60"));
        clock.advance(59s);
        QVERIFY(registrar.knows("1001"));
        clock.advance(1s);
        QVERIFY(!registrar.knows("1001"));
    }
    void aRefreshReplacesTheEquivalentContact()
    {
        FakeClock clock;
        Registrar registrar(clock);
        registrar.answer(registration(1, "<sip:1001@127.0.0.1:5070>", "60"), "t");
        clock.advance(30s);
        registrar.answer(registration(2, "<sip:1001@127.0.0.1:5070>", "60"), "t");
        clock.advance(45s);
        QCOMPARE(registrar.contacts("1001").size(), 1);
    }
    void zeroRemovesAndAStarRemovesAll()
    {
        FakeClock clock;
        Registrar registrar(clock);
        registrar.answer(registration(1, "<sip:1001@127.0.0.1:5070>, <sip:1001@127.0.0.1:5080>"), "t");
        QCOMPARE(registrar.contacts("1001").size(), 2);
        registrar.answer(registration(2, "<sip:1001@127.0.0.1:5080>;expires=0"), "t");
        QCOMPARE(registrar.contacts("1001").size(), 1);
        QCOMPARE(registrar.answer(registration(3, "*", "10"), "t").statusCode(), 400);
        QCOMPARE(registrar.answer(registration(4, "*", "0"), "t").statusCode(), 200);
        QVERIFY(!registrar.knows("1001"));
    }
    void refusesWhatIsTooBriefTooMuchOrOutOfOrder()
    {
        FakeClock clock;
        Registrar registrar(clock);
        const SipResponse brief = registrar.answer(registration(1, "<sip:1001@127.0.0.1>;expires=1"), "t");
        QCOMPARE(brief.statusCode(), 423);
        QCOMPARE(brief.number(HeaderId::MinExpires), 5u);
        registrar.answer(registration(5, "<sip:1001@127.0.0.1>"), "t");
        QCOMPARE(registrar.answer(registration(5, "<sip:1001@127.0.0.1>;expires=0"), "t").statusCode(), 500);
        QVERIFY(registrar.knows("1001"));
        for (int i = 0; i < Registrar::MaxBindingsPerUser + 3; ++i)
            registrar.answer(registration(6, "<sip:1001@127.0.0.1:" + QByteArray::number(6000 + i) + ">", {},
                                 "x" + QByteArray::number(i)),
                "t");
        QCOMPARE(registrar.contacts("1001").size(), Registrar::MaxBindingsPerUser);
    }
    void withoutContactItOnlyLists()
    {
        FakeClock clock;
        Registrar registrar(clock);
        registrar.answer(registration(1, "<sip:1001@127.0.0.1:5070>"), "t");
        const SipResponse response = registrar.answer(registration(2, {}), "t");
        QCOMPARE(response.count(HeaderId::Contact), 1);
    }
};

QTEST_GUILESS_MAIN(tst_Registrar)
#include "tst_Registrar.moc"
