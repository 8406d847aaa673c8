// What becomes of incoming calls between phones in virtual time: who rings, who does not, and what the caller
// hears. The rules themselves: rules/tst_IncomingPolicy.
#include "History.h"
#include "PhoneTest.h"
#include "SettingsStore.h"
#include "TraceLog.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;
using Outcome = HistoryEntry::Outcome;

class tst_PhoneIncoming : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void scannersDoNotRing_data();
    void scannersDoNotRing();
    void theBlockedAreCounted();
    void theBlockedHearNoRinging();
    void doNotDisturbWithItsCode();
    void doNotDisturbForAWhile();
    void doNotDisturbEndsAfterARestart();
    void doNotDisturbOfAnyTime_data();
    void doNotDisturbOfAnyTime();
    void answersWhoMay();
    void answersByHeader();
    void forwards_data();
    void forwards();
    void forwardsWhenNobodyAnswers();
    void answeredBeforeItIsForwarded();
    void neverBackToTheCaller();
    void forwardTargetsAreTried();

private:
    /// Where bob listens.
    QString at() const
    {
        return (*m_bob)
            ->accounts()
            .constFirst()
            ->contact()
            .section(QLatin1Char('@'), 1)
            .section(QLatin1Char(';'), 0, 0);
    }
    /// What anna's phone sent and got of her newest call.
    QStringList talk() const;
};

QStringList tst_PhoneIncoming::talk() const
{
    QStringList lines;
    const Call *call = (*m_anna)->calls().constLast();
    for (const QJsonValue &entry : (*m_anna)->trace().entries(100, call->sipCallId()))
        lines.append(
            entry.toObject().value(QLatin1String("message")).toString().section(QLatin1Char('\r'), 0, 0));
    return lines;
}

void tst_PhoneIncoming::scannersDoNotRing_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("strict");
    QTest::addColumn<bool>("rings");
    const auto row = [](const char *name, const char *target, const char *strict, bool rings) {
        QTest::newRow(name) << QString::fromLatin1(target) << QString::fromLatin1(strict) << rings;
    };
    row("us", "sip:bob@AT", "on", true);
    row("nobody in particular", "sip:AT", "on", true);
    row("a number that a scanner tries", "sip:100@AT", "on", false);
    row("the same, and nobody minds", "sip:100@AT", "off", true);
}

void tst_PhoneIncoming::scannersDoNotRing()
{
    QFETCH(QString, target);
    QFETCH(QString, strict);
    QFETCH(bool, rings);
    QCOMPARE((*m_bob)->settings().set(QStringLiteral("strictContact"), strict), QString());
    m_world->run(200ms); // the account begins anew
    const auto call = (*m_anna)->dial(target.replace(QStringLiteral("AT"), at()));
    QVERIFY(call);
    m_world->run(200ms);
    QCOMPARE(incoming(*m_bob) != nullptr, rings);
    if (rings)
        return;
    QCOMPARE((*call)->state().end->code, 404);
    QVERIFY(!talk().join(QLatin1Char('\n')).contains(QStringLiteral("SIP/2.0 18")));
    QVERIFY((*m_bob)->calls().isEmpty());
    QVERIFY((*m_bob)->history().entries().isEmpty());
    QVERIFY(m_bob->media.alerts.isEmpty());
}

void tst_PhoneIncoming::theBlockedAreCounted()
{
    set(*m_bob, "blocked", "anna");
    QSignalSpy happened(&**m_bob, &Phone::happened);
    for (int i = 0; i < 30; ++i)
        QVERIFY((*m_anna)->dial(m_bob->uri()));
    m_world->run(200ms);
    QCOMPARE((*m_bob)->refusedCalls(), 30);
    const auto told = std::count_if(happened.begin(), happened.end(), [](const QVariantList &event) {
        return event[0].toJsonObject().value(QLatin1String("event")) == QLatin1String("refused");
    });
    QCOMPARE(told, 1); // not thirty
}

void tst_PhoneIncoming::theBlockedHearNoRinging()
{
    set(*m_bob, "blocked", "cy, @192.0.2.1");
    QSignalSpy added(&**m_bob, &Phone::callAdded);
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(200ms);
    QCOMPARE((*call)->state().end->code, 603);
    QVERIFY(!talk().join(QLatin1Char('\n')).contains(QStringLiteral("SIP/2.0 18")));
    QVERIFY(added.isEmpty());
    QCOMPARE((*m_bob)->refusedCalls(), 1);
}

void tst_PhoneIncoming::doNotDisturbWithItsCode()
{
    set(*m_bob, "dndCode", "603");
    set(*m_bob, "dnd", "on");
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(200ms);
    QCOMPARE((*call)->state().end->code, 603);
    QCOMPARE((*m_bob)->history().entries()[0].outcome, Outcome::Missed);
    QVERIFY(!talk().join(QLatin1Char('\n')).contains(QStringLiteral("SIP/2.0 18")));
    QCOMPARE((*m_bob)->refusedCalls(), 0);
}

void tst_PhoneIncoming::doNotDisturbForAWhile()
{
    QVERIFY((*m_bob)->setDoNotDisturb(true, 90min));
    const auto &settings = (*m_bob)->settings();
    QCOMPARE(settings.value(QStringLiteral("dnd")), QStringLiteral("on"));
    QCOMPARE(QDateTime::fromString(settings.value(QStringLiteral("dndUntil")), Qt::ISODate),
        QDateTime::fromSecsSinceEpoch(m_world->clock.wallTime().toSecsSinceEpoch() + 90 * 60, Qt::UTC));
    m_world->run(89min);
    QCOMPARE(settings.value(QStringLiteral("dnd")), QStringLiteral("on"));
    m_world->run(1min);
    QCOMPARE(settings.value(QStringLiteral("dnd")), QStringLiteral("off"));
    QCOMPARE(settings.value(QStringLiteral("dndUntil")), QString());
    // Without a time it stays.
    QVERIFY((*m_bob)->setDoNotDisturb(true));
    m_world->run(3h);
    QCOMPARE(settings.value(QStringLiteral("dnd")), QStringLiteral("on"));
    // What was ended by hand leaves no time for the next.
    QVERIFY((*m_bob)->setDoNotDisturb(true, 10min));
    set(*m_bob, "dnd", "off");
    set(*m_bob, "dnd", "on");
    m_world->run(20min);
    QCOMPARE(settings.value(QStringLiteral("dnd")), QStringLiteral("on"));
}

void tst_PhoneIncoming::doNotDisturbEndsAfterARestart()
{
    QVERIFY((*m_bob)->setDoNotDisturb(true, 30min));
    m_world->run(10min);
    m_bob->restart();
    QCOMPARE((*m_bob)->settings().value(QStringLiteral("dnd")), QStringLiteral("on"));
    m_world->run(20min);
    QCOMPARE((*m_bob)->settings().value(QStringLiteral("dnd")), QStringLiteral("off"));
    // The time came while nobody was there.
    QVERIFY((*m_bob)->setDoNotDisturb(true, 30min));
    m_bob->phone.reset();
    m_world->run(40min);
    m_bob->restart();
    QCOMPARE((*m_bob)->settings().value(QStringLiteral("dnd")), QStringLiteral("off"));
}

void tst_PhoneIncoming::doNotDisturbOfAnyTime_data()
{
    QTest::addColumn<int>("minutes");
    QTest::addColumn<bool>("isTime");
    QTest::newRow("none") << 0 << false;
    QTest::newRow("a minute") << 1 << true;
    QTest::newRow("a week") << 7 * 24 * 60 << true;
    QTest::newRow("more") << 7 * 24 * 60 + 1 << false;
    QTest::newRow("before") << -5 << false;
}

void tst_PhoneIncoming::doNotDisturbOfAnyTime()
{
    QFETCH(int, minutes);
    const auto done = (*m_bob)->setDoNotDisturb(true, std::chrono::minutes(minutes));
    QTEST(done.has_value(), "isTime");
    QCOMPARE((*m_bob)->settings().value(QStringLiteral("dnd")) == QLatin1String("on"), done.has_value());
}

void tst_PhoneIncoming::answersWhoMay()
{
    set(*m_bob, "autoAnswer", "on");
    set(*m_bob, "autoAnswerFor", "anna");
    const auto annas = (*m_anna)->dial(m_bob->uri());
    const auto cys = (*m_cy)->dial(m_bob->uri());
    m_world->run(500ms);
    QCOMPARE(phase(*annas), Phase::Established);
    QCOMPARE(phase(*cys), Phase::Establishing);
    QVERIFY(incoming(*m_bob));
}

void tst_PhoneIncoming::answersByHeader()
{
    set(*m_bob, "autoAnswerHeader", "on");
    set(*m_bob, "autoAnswerFor", "anna");
    DialOptions wish;
    wish.headers = {{"Answer-Mode", "Auto"}};
    const auto annas = (*m_anna)->dial(m_bob->uri(), wish);
    m_world->run(500ms);
    QCOMPARE(phase(*annas), Phase::Established);
    bool isSaid = false; // RFC 5373 §4.4
    for (const QJsonValue &entry : (*m_anna)->trace().entries(100, (*annas)->sipCallId())) {
        const QString message = entry.toObject().value(QLatin1String("message")).toString();
        isSaid |= message.startsWith(QStringLiteral("SIP/2.0 200"))
            && message.contains(QStringLiteral("Answer-Mode: Auto"));
    }
    QVERIFY(isSaid);
    QVERIFY((*annas)->hangUp());
    m_world->run(500ms);
    const auto cys = (*m_cy)->dial(m_bob->uri(), wish);
    m_world->run(500ms);
    QCOMPARE(phase(*cys), Phase::Establishing);
    QVERIFY((*cys)->hangUp());
    // After the time that the caller asks for, unless it is not wished any more.
    wish.headers = {{"Call-Info", "<sip:anna@192.0.2.1>;answer-after=3"}};
    const auto later = (*m_anna)->dial(m_bob->uri(), wish);
    m_world->run(2s);
    QCOMPARE(phase(*later), Phase::Establishing);
    m_world->run(2s);
    QCOMPARE(phase(*later), Phase::Established);
}

void tst_PhoneIncoming::forwards_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("always") << QStringLiteral("forwardAlways") << QByteArray("unconditional");
    QTest::newRow("busy") << QStringLiteral("forwardBusy") << QByteArray("user-busy");
}

void tst_PhoneIncoming::forwards()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, reason);
    if (key == QLatin1String("forwardBusy")) // in a call
        QVERIFY(established(*m_anna, *m_bob).first);
    QCOMPARE((*m_bob)->settings().set(key, m_cy->uri()), QString());
    m_bob->media.alerts.clear();
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(200ms);
    QCOMPARE((*call)->state().end->code, 302);
    QCOMPARE((*call)->state().redirects, QStringList{m_cy->uri()});
    QVERIFY(!incoming(*m_bob));
    for (const PhoneMedia::Alert heard : std::as_const(m_bob->media.alerts))
        QCOMPARE(heard, PhoneMedia::Alert::None);
    QByteArray diversion;
    for (const QJsonValue &entry : (*m_anna)->trace().entries(100, (*call)->sipCallId()))
        for (const QString &line :
            entry.toObject().value(QLatin1String("message")).toString().split(QStringLiteral("\r\n")))
            if (line.startsWith(QStringLiteral("Diversion:")))
                diversion = line.toUtf8();
    QCOMPARE(diversion, "Diversion: <sip:bob@192.0.2.2:5060>;reason=" + reason + ";counter=1");
    const HistoryEntry kept = (*m_bob)->history().entries()[0];
    QCOMPARE(kept.transferredTo, QStringLiteral("cy@192.0.2.3:5060"));
    QVERIFY(kept.seen);
}

void tst_PhoneIncoming::forwardsWhenNobodyAnswers()
{
    QCOMPARE((*m_bob)->settings().set(QStringLiteral("forwardNoAnswer"), m_cy->uri()), QString());
    set(*m_bob, "forwardAfter", "10");
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(9s);
    QCOMPARE(phase(*call), Phase::Establishing);
    QVERIFY(incoming(*m_bob));
    m_world->run(2s);
    QCOMPARE((*call)->state().end->code, 302);
    QCOMPARE((*call)->state().redirects, QStringList{m_cy->uri()});
    // Not wished any more.
    const auto second = (*m_anna)->dial(m_bob->uri());
    m_world->run(5s);
    set(*m_bob, "forwardNoAnswer", "");
    m_world->run(10s);
    QCOMPARE(phase(*second), Phase::Establishing);
}

void tst_PhoneIncoming::answeredBeforeItIsForwarded()
{
    QCOMPARE((*m_bob)->settings().set(QStringLiteral("forwardNoAnswer"), m_cy->uri()), QString());
    set(*m_bob, "forwardAfter", "5");
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(4s);
    QVERIFY(incoming(*m_bob)->answer());
    m_world->run(10s);
    QCOMPARE(phase(*call), Phase::Established);
}

void tst_PhoneIncoming::neverBackToTheCaller()
{
    QCOMPARE((*m_bob)->settings().set(QStringLiteral("forwardAlways"), m_anna->uri()), QString());
    QVERIFY((*m_anna)->dial(m_bob->uri()));
    m_world->run(200ms);
    QVERIFY(incoming(*m_bob));
}

void tst_PhoneIncoming::forwardTargetsAreTried()
{
    const QString refusal
        = (*m_bob)->settings().set(QStringLiteral("forwardAlways"), QStringLiteral("http://example.org"));
    QVERIFY(refusal.endsWith(QLatin1Char('.')));
    QCOMPARE((*m_bob)->settings().value(QStringLiteral("forwardAlways")), QString());
    QCOMPARE(
        (*m_bob)->settings().set(QStringLiteral("forwardAlways"), QStringLiteral("+49 30 123")), QString());
}

QTEST_GUILESS_MAIN(tst_PhoneIncoming)
#include "tst_PhoneIncoming.moc"
