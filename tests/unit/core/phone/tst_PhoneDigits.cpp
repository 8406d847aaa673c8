// Digits that a person sends or hears of: behind the number, before the answer, with pauses and questions.
#include "DigitQueue.h"
#include "PhoneTest.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;
using Digits = CallState::Digits;

class tst_PhoneDigits : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNoDigitIsSaid_data();
    void whatIsNoDigitIsSaid();
    void dialledDigitsFollowTheAnswer();
    void aPauseBeginsWhenTheDigitsBeforeItAreOut();
    void aSemicolonWaitsForAYes();
    void aNoDropsThem();
    void typedAheadOfTheAnswer();
    void anIncomingCallIsAnsweredFirst();
    void nothingIsSentAfterTheEnd();
    void tooManyToDial();
    void whatCannotBeSentLaterIsSaid();
    void whatIsHeardSaysHow();
    void aTransferTakesNoDigits();

private:
    Call *dialled(const QString &behind)
    {
        const auto call = (*m_anna)->dial(m_bob->uri() + behind);
        m_world->run(100ms);
        return call ? *call : nullptr;
    }
    void answer()
    {
        QVERIFY(incoming(*m_bob)->answer());
        m_world->run(50ms);
    }
    QByteArray sent() const { return m_anna->media.last->sentDigits; }
};

void tst_PhoneDigits::whatIsNoDigitIsSaid_data()
{
    QTest::addColumn<QString>("digits");
    for (const auto *digits : {"", "x", "1 2", "1!", "12345678901234567890e", "p", "\xc3\xa4"})
        QTest::newRow(digits) << QString::fromUtf8(digits);
}

void tst_PhoneDigits::whatIsNoDigitIsSaid()
{
    QFETCH(QString, digits);
    const auto [call, other] = established(*m_anna, *m_bob);
    const auto refused = call->sendDtmf(digits);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, QStringLiteral("bad-digits"));
    QVERIFY(refused.error().message.endsWith(QLatin1Char('.')));
    QCOMPARE(sent(), QByteArray());
}

void tst_PhoneDigits::dialledDigitsFollowTheAnswer()
{
    Call *call = dialled(QStringLiteral(",,9#"));
    QVERIFY(call);
    QCOMPARE(call->state().remoteUri, m_bob->uri());
    QCOMPARE(call->state().digits.state, Digits::State::Unanswered);
    QCOMPARE(call->state().digits.waiting, QStringLiteral(",,9#"));
    m_world->run(10s);
    QCOMPARE(sent(), QByteArray());
    answer();
    QCOMPARE(call->state().digits.state, Digits::State::Pausing);
    m_world->run(3900ms);
    QCOMPARE(sent(), QByteArray());
    m_world->run(100ms);
    QCOMPARE(sent(), QByteArray("9#"));
    QCOMPARE(call->state().digits.state, Digits::State::None);
}

void tst_PhoneDigits::aPauseBeginsWhenTheDigitsBeforeItAreOut()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call->sendDtmf(QStringLiteral("12345,6")));
    QCOMPARE(sent(), QByteArray("12345"));
    m_world->run(5 * DigitQueue::TimePerDigit + DigitQueue::Pause - 10ms);
    QCOMPARE(sent(), QByteArray("12345"));
    QVERIFY(call->sendDtmf(QStringLiteral("7"))); // in its turn
    QCOMPARE(sent(), QByteArray("12345"));
    m_world->run(20ms);
    QCOMPARE(sent(), QByteArray("1234567"));
}

void tst_PhoneDigits::aSemicolonWaitsForAYes()
{
    Call *call = dialled(QStringLiteral(",1;2#"));
    QCOMPARE(call->sendWaitingDigits().error().code, QStringLiteral("no-digits"));
    answer();
    m_world->run(1min);
    QCOMPARE(sent(), QByteArray("1"));
    QCOMPARE(call->state().digits.state, Digits::State::Confirming);
    QCOMPARE(call->state().digits.waiting, QStringLiteral("2#"));
    QVERIFY(call->sendWaitingDigits());
    QCOMPARE(sent(), QByteArray("12#"));
    QCOMPARE(call->state().digits.state, Digits::State::None);
    QVERIFY(!call->sendWaitingDigits());
}

void tst_PhoneDigits::aNoDropsThem()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call->sendDtmf(QStringLiteral("1;2,3")));
    QVERIFY(call->dropWaitingDigits());
    QCOMPARE(call->state().digits.state, Digits::State::None);
    QVERIFY(!call->dropWaitingDigits());
    m_world->run(1min);
    QCOMPARE(sent(), QByteArray("1"));
    QVERIFY(call->sendDtmf(QStringLiteral("4")));
    QCOMPARE(sent(), QByteArray("14"));
}

void tst_PhoneDigits::typedAheadOfTheAnswer()
{
    Call *call = dialled({});
    QVERIFY(call->sendDtmf(QStringLiteral("1")));
    QVERIFY(call->sendDtmf(QStringLiteral("2"), QStringLiteral("inband")));
    QVERIFY(call->sendDtmf(QStringLiteral("3")));
    QCOMPARE(call->state().digits.waiting, QStringLiteral("123"));
    answer();
    QCOMPARE(sent(), QByteArray("13"));
    QCOMPARE(m_anna->media.last->inBandDigits, QByteArray("2"));
}

void tst_PhoneDigits::anIncomingCallIsAnsweredFirst()
{
    QVERIFY(dialled({}));
    QCOMPARE(incoming(*m_bob)->sendDtmf(QStringLiteral("1")).error().code, QStringLiteral("wrong-state"));
}

void tst_PhoneDigits::nothingIsSentAfterTheEnd()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call->sendDtmf(QStringLiteral(",1")));
    QVERIFY(call->hangUp());
    m_world->run(10s);
    QCOMPARE(call->state().digits.state, Digits::State::None);
    QVERIFY(!call->sendWaitingDigits());
    QVERIFY(!call->dropWaitingDigits());
}

void tst_PhoneDigits::tooManyToDial()
{
    const auto refused = (*m_anna)->dial(m_bob->uri() + QStringLiteral(",") + QString(300, QLatin1Char('1')));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, QStringLiteral("bad-digits"));
    QVERIFY((*m_anna)->calls().isEmpty());
}

void tst_PhoneDigits::whatCannotBeSentLaterIsSaid()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QSignalSpy noticed(&**m_anna, &Phone::noticed);
    QVERIFY(call->sendDtmf(QStringLiteral(",1,2"), QStringLiteral("rtp")));
    m_anna->media.last->hasEvents = false;
    m_world->run(10s);
    QCOMPARE(noticed.size(), 1);
    QCOMPARE(noticed[0][0].toString(), QStringLiteral("digits-not-sent"));
    QCOMPARE(call->state().digits.state, Digits::State::None);
    QCOMPARE(phase(call), Phase::Established);
}

void tst_PhoneDigits::whatIsHeardSaysHow()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QList<QJsonObject> events;
    connect(&**m_bob, &Phone::happened, this, [&](const QJsonObject &event) {
        if (event.value(QLatin1String("event")) == QLatin1String("dtmf"))
            events.append(event);
    });
    QVERIFY(call->sendDtmf(QStringLiteral("5"), QStringLiteral("info")));
    m_world->run(100ms);
    Q_EMIT m_bob->media.last->dtmfReceived(QLatin1Char('#'));
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[0].value(QLatin1String("digit")).toString(), QStringLiteral("5"));
    QCOMPARE(events[0].value(QLatin1String("via")).toString(), QStringLiteral("info"));
    QCOMPARE(events[1].value(QLatin1String("via")).toString(), QStringLiteral("rtp"));
    QCOMPARE(events[1].value(QLatin1String("call")).toString(), other->id());
}

void tst_PhoneDigits::aTransferTakesNoDigits()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QCOMPARE(call->transfer(QStringLiteral("1234,,9")).error().code, QStringLiteral("bad-target"));
}

QTEST_GUILESS_MAIN(tst_PhoneDigits)
#include "tst_PhoneDigits.moc"
