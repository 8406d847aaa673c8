// Calls between two and three phones in virtual time: what a person does with them, and what becomes of them.
#include "AccountFields.h"
#include "History.h"
#include "PhoneTest.h"
#include "SettingsStore.h"
#include "TraceLog.h"

#include <QSignalSpy>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;
using Outcome = HistoryEntry::Outcome;

class tst_PhoneCalls : public PhoneTest
{
    Q_OBJECT
private Q_SLOTS:
    void callsAndHangsUp();
    void endedCallsStayAMinute();
    void answeringHoldsTheOther();
    void resumingHoldsTheOther();
    void saysWhyItCannotDial();
    void cancelsAndMisses();
    void rejects();
    void doNotDisturb();
    void autoAnswers_data();
    void autoAnswers();
    void deflects();
    void followsWhereItIsSentOn_data();
    void followsWhereItIsSentOn();
    void whoIsSentOnToKnows();
    void mutes();
    void digitsInTheSound();
    void moreDigitsThanAnybodyWaitsFor();
    void namesAreCleaned();
    void ringsAndRingsBack();
    void limitsWhatRings();
    void manyEndAtOnce();
    void theOldestEndedCallsGo();
    void doNotDisturbSilencesWhatRings();
};

void tst_PhoneCalls::callsAndHangsUp()
{
    const auto call = (*m_anna)->dial(m_bob->uri());
    QVERIFY(call);
    QCOMPARE((*call)->id(), QStringLiteral("c1"));
    m_world->run(100ms);
    QCOMPARE(phase(*call), Phase::Establishing);
    QVERIFY((*call)->state().ringing);
    Call *ringing = incoming(*m_bob);
    QVERIFY(ringing);
    QCOMPARE(ringing->state().remoteUri, QStringLiteral("sip:anna@192.0.2.1"));
    QVERIFY(ringing->answer());
    m_world->run(1s);
    QCOMPARE(phase(*call), Phase::Established);
    QCOMPARE(phase(ringing), Phase::Established);
    QCOMPARE((*call)->state().codec, QStringLiteral("opus/48000"));
    QVERIFY((*call)->state().durationMs > 900);
    QVERIFY((*call)->sendDtmf(QStringLiteral("15#")));
    QVERIFY(!(*call)->sendDtmf(QStringLiteral("x")));
    QVERIFY((*call)->hangUp());
    m_world->run(100ms);
    QCOMPARE(phase(ringing), Phase::Terminated);
    QCOMPARE(ringing->state().end->by, CallState::End::By::Remote);
    QCOMPARE((*call)->state().end->by, CallState::End::By::Local);
    QCOMPARE((*call)->state().codec, QStringLiteral("opus/48000"));
    QVERIFY((*call)->statistics().value(QLatin1String("agreed")).toBool());
    QVERIFY(!(*call)->hangUp());
    const auto history = (*m_anna)->history().entries();
    QCOMPARE(history.size(), 1);
    QCOMPARE(history[0].outcome, Outcome::Answered);
    QVERIFY(history[0].durationMs > 900);
    const QJsonArray trace = (*m_anna)->trace().entries(100, (*call)->sipCallId());
    QVERIFY(trace.size() >= 6); // INVITE, 180, 200, ACK, BYE, 200
    QVERIFY(trace[0]
                .toObject()
                .value(QLatin1String("message"))
                .toString()
                .startsWith(QStringLiteral("INVITE sip:bob@192.0.2.2:5060 SIP/2.0")));
}

void tst_PhoneCalls::endedCallsStayAMinute()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call);
    QSignalSpy removed(&**m_anna, &Phone::callRemoved);
    QVERIFY(call->hangUp());
    m_world->run(59s);
    QCOMPARE((*m_anna)->calls().size(), 1);
    QVERIFY((*m_anna)->liveCalls().isEmpty() && call->standing().isOver);
    m_world->run(2s);
    QCOMPARE((*m_anna)->calls().size(), 0);
    QCOMPARE(removed.size(), 1);
    QVERIFY(!(*m_anna)->call(QStringLiteral("c1")));
}

void tst_PhoneCalls::answeringHoldsTheOther()
{
    const auto [first, annas] = established(*m_bob, *m_anna);
    QVERIFY(first);
    QVERIFY((*m_cy)->dial(m_anna->uri()));
    m_world->run(100ms);
    QVERIFY(incoming(*m_anna)->answer());
    m_world->run(1s);
    QVERIFY(annas->state().heldLocal);
    QVERIFY(annas->standing().heldLocal && !annas->standing().isOver);
    QCOMPARE(annas->standing().phase, Phase::Established);
    QVERIFY(first->state().heldRemote);
    QVERIFY(!(*m_anna)->calls().constLast()->state().heldLocal);
}

void tst_PhoneCalls::resumingHoldsTheOther()
{
    const auto [first, bobs] = established(*m_anna, *m_bob);
    const auto [second, cys] = established(*m_anna, *m_cy);
    QVERIFY(first && second);
    m_world->run(500ms);
    QVERIFY(first->state().heldLocal);
    QVERIFY(first->resume());
    m_world->run(1s);
    QVERIFY(!first->state().heldLocal);
    QVERIFY(second->state().heldLocal);
    // The last wish counts, also when the one before is still on its way.
    QVERIFY(first->hold());
    QVERIFY(first->resume());
    QVERIFY(first->hold());
    m_world->run(2s);
    QVERIFY(first->state().heldLocal);
    QVERIFY(bobs->state().heldRemote);
}

void tst_PhoneCalls::saysWhyItCannotDial()
{
    const auto code = [&](const QString &target, const DialOptions &options = {}) {
        const auto call = (*m_anna)->dial(target, options);
        return call ? QString() : call.error().code;
    };
    QCOMPARE(code(QStringLiteral("Anna Miller")), QStringLiteral("bad-target"));
    DialOptions options;
    options.accountId = QStringLiteral("a9");
    QCOMPARE(code(m_bob->uri(), options), QStringLiteral("unknown-account"));
    options.accountId.clear();
    options.headers = {{"From", "x"}};
    QCOMPARE(code(m_bob->uri(), options), QStringLiteral("bad-header"));
    QVERIFY((*m_anna)->removeAccount(QStringLiteral("a1")));
    QCOMPARE(code(m_bob->uri()), QStringLiteral("no-account"));
    QVERIFY((*m_anna)->calls().isEmpty());
}

void tst_PhoneCalls::cancelsAndMisses()
{
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    Call *missed = incoming(*m_bob);
    QVERIFY((*call)->hangUp());
    m_world->run(500ms);
    QCOMPARE((*call)->state().end->code, 487);
    QCOMPARE((*call)->state().end->by, CallState::End::By::Local);
    QCOMPARE(missed->state().end->code, 487);
    QCOMPARE(missed->state().end->by, CallState::End::By::Remote);
    QCOMPARE((*m_anna)->history().entries()[0].outcome, Outcome::Cancelled);
    QCOMPARE((*m_bob)->history().entries()[0].outcome, Outcome::Missed);
    QCOMPARE((*m_bob)->history().unseenMissed(), 1);
}

void tst_PhoneCalls::rejects()
{
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QVERIFY(incoming(*m_bob)->reject(603));
    m_world->run(100ms);
    QCOMPARE((*call)->state().end->code, 603);
    QCOMPARE((*call)->state().end->sentence, QStringLiteral("bob declined the call."));
    QCOMPARE((*m_bob)->history().entries()[0].outcome, Outcome::Declined);
    QCOMPARE((*m_anna)->history().entries()[0].outcome, Outcome::Declined);
    QVERIFY(!(*call)->answer());
}

void tst_PhoneCalls::doNotDisturb()
{
    set(*m_bob, "dnd", "on");
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QCOMPARE((*call)->state().end->code, 486);
    QVERIFY(!m_bob->media.alerts.contains(PhoneMedia::Alert::Ringing));
    QCOMPARE((*m_bob)->history().entries()[0].outcome, Outcome::Missed);
}

void tst_PhoneCalls::autoAnswers_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<bool>("atOnce");
    QTest::addColumn<bool>("afterFiveSeconds");
    QTest::newRow("off") << QStringLiteral("off") << false << false;
    QTest::newRow("on") << QStringLiteral("on") << true << true;
    QTest::newRow("after 3 s") << QStringLiteral("3") << false << true;
    QTest::newRow("changed on the way: off") << QStringLiteral("3 autoAnswer off") << false << false;
    QTest::newRow("changed on the way: do not disturb") << QStringLiteral("3 dnd on") << false << false;
}

void tst_PhoneCalls::autoAnswers()
{
    QFETCH(QString, setting);
    const QStringList words = setting.split(QLatin1Char(' '));
    QCOMPARE((*m_bob)->settings().set(QStringLiteral("autoAnswer"), words[0]), QString());
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(200ms);
    QTEST(phase(*call) == Phase::Established, "atOnce");
    if (words.size() > 1)
        QCOMPARE((*m_bob)->settings().set(words[1], words[2]), QString());
    m_world->run(5s);
    QTEST(phase(*call) == Phase::Established, "afterFiveSeconds");
}

void tst_PhoneCalls::deflects()
{
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QVERIFY(incoming(*m_bob)->deflect(m_cy->uri()));
    m_world->run(100ms);
    QCOMPARE((*call)->state().end->code, 302);
}

void tst_PhoneCalls::followsWhereItIsSentOn_data()
{
    QTest::addColumn<bool>("isAnonymous");
    QTest::newRow("as oneself") << false;
    QTest::newRow("anonymous, and stays it") << true;
}

void tst_PhoneCalls::followsWhereItIsSentOn()
{
    QFETCH(bool, isAnonymous);
    DialOptions options;
    options.anonymous = isAnonymous;
    const auto call = (*m_anna)->dial(m_bob->uri(), options);
    m_world->run(100ms);
    QVERIFY(incoming(*m_bob)->deflect(m_cy->uri()));
    m_world->run(100ms);
    QCOMPARE((*call)->state().redirects, QStringList{m_cy->uri()});
    QVERIFY(incoming(*m_cy) == nullptr); // nobody consented yet
    QVERIFY(!(*m_anna)->followRedirect(**call, 1));
    const auto second = (*m_anna)->followRedirect(**call);
    QVERIFY(second);
    m_world->run(100ms);
    Call *ringing = incoming(*m_cy);
    QVERIFY(ringing);
    QCOMPARE(ringing->state().remoteName == QLatin1String("Anonymous"), isAnonymous);
    QVERIFY((*call)->state().redirects.isEmpty());
    QCOMPARE((*m_anna)->followRedirect(**call).error().code, QStringLiteral("no-redirect")); // once
    QVERIFY(ringing->answer());
    m_world->run(100ms);
    QCOMPARE(phase(*second), Phase::Established);
}

void tst_PhoneCalls::whoIsSentOnToKnows() // shown as the caller's side says it, cleaned like all that comes
                                          // from outside
{
    DialOptions options;
    options.headers
        = {{"Diversion", "\"The <b>Desk</b>\" <sip:desk@example.org>;reason=no-answer"}, {"Identity", "x"}};
    (void)(*m_anna)->dial(m_bob->uri(), options);
    m_world->run(100ms);
    const CallState shown = incoming(*m_bob)->state();
    QCOMPARE(shown.divertedBy, QStringLiteral("The <b>Desk</b>"));
    QVERIFY(shown.isIdentitySigned);
}

void tst_PhoneCalls::mutes()
{
    const auto call = (*m_anna)->dial(m_bob->uri());
    QVERIFY((*call)->setMuted(true)); // before there is media
    m_world->run(100ms);
    QVERIFY(incoming(*m_bob)->answer());
    m_world->run(200ms);
    QVERIFY((*call)->state().muted);
    QVERIFY(m_anna->media.last->isMuted);
    QVERIFY((*call)->setMuted(false));
    QVERIFY(!m_anna->media.last->isMuted);
}

void tst_PhoneCalls::digitsInTheSound()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas->sendDtmf(QStringLiteral("15#"), QStringLiteral("inband")));
    QCOMPARE(m_anna->media.last->inBandDigits, QByteArray("15#"));
    QCOMPARE(m_anna->media.last->sentDigits, QByteArray());
}

void tst_PhoneCalls::moreDigitsThanAnybodyWaitsFor()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    const QString most(256, QLatin1Char('1'));
    QCOMPARE(annas->sendDtmf(most + QLatin1Char('1')).error().code, QStringLiteral("too-many-digits"));
    QVERIFY(annas->sendDtmf(most));
    const auto another = annas->sendDtmf(QStringLiteral("2"));
    QVERIFY(!another);
    QVERIFY(another.error().message.contains(QStringLiteral("still being sent")));
    m_world->run(1s);
    QVERIFY(annas->sendDtmf(QStringLiteral("2")));
    QCOMPARE(m_anna->media.last->sentDigits.size(), 257);
}

void tst_PhoneCalls::namesAreCleaned()
{
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.displayName = QStringLiteral("<b>An\u202ena</b> \"x\"");
    // Refused by a phone of ours; one of another make sends it.
    QVERIFY(!(*m_anna)->addAccount(settings, {}));
    (void)m_anna->profile->addAccount(AccountFields::toJson(settings));
    m_anna->restart();
    m_world->run(50ms);
    DialOptions options;
    options.accountId = QStringLiteral("a2");
    QVERIFY((*m_anna)->dial(m_bob->uri(), options));
    m_world->run(100ms);
    QCOMPARE(incoming(*m_bob)->state().remoteName, QStringLiteral("<b>Anna</b> \"x\""));
}

void tst_PhoneCalls::ringsAndRingsBack()
{
    using Alert = PhoneMedia::Alert;
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QCOMPARE(m_anna->media.alerts, QList{Alert::Ringback});
    QCOMPARE(m_bob->media.alerts, QList{Alert::Ringing});
    QVERIFY(incoming(*m_bob)->answer());
    m_world->run(100ms);
    QCOMPARE(m_anna->media.alerts.constLast(), Alert::None);
    QCOMPARE(m_bob->media.alerts.constLast(), Alert::None);
    QVERIFY((*m_cy)->dial(m_bob->uri()));
    m_world->run(100ms);
    QCOMPARE(m_bob->media.alerts.constLast(), Alert::CallWaiting);
}

void tst_PhoneCalls::limitsWhatRings()
{
    for (int i = 0; i < 20; ++i)
        QVERIFY((*m_anna)->dial(m_bob->uri()));
    m_world->run(500ms);
    const auto calls = (*m_bob)->calls();
    QCOMPARE(calls.size(), 16);
    const auto mine = (*m_anna)->calls();
    QCOMPARE(std::count_if(mine.begin(), mine.end(),
                 [](Call *call) { return call->state().end && call->state().end->code == 486; }),
        4);
}

/// Ending one call must not disturb who walks through the others.
void tst_PhoneCalls::manyEndAtOnce()
{
    constexpr int many = 600;
    QSignalSpy removed(&**m_anna, &Phone::callRemoved);
    set(*m_bob, "autoAnswer", "on");
    for (int i = 0; i < many; ++i)
        QVERIFY((*m_anna)->dial(m_bob->uri()));
    QCOMPARE((*m_anna)->calls().size(), many);
    (*m_anna)->hangUpAll(); // none was answered yet: each ends at once or with its 487
    m_world->run(10s);
    QCOMPARE(removed.size(), 100);
    QCOMPARE((*m_anna)->calls().size(), 500);
    QCOMPARE((*m_anna)->calls().constFirst()->id(), QStringLiteral("c101"));
    QCOMPARE((*m_anna)->calls().constLast()->id(), QStringLiteral("c600"));
    m_world->run(61s);
    QCOMPARE((*m_anna)->calls().size(), 0);
    QCOMPARE(removed.size(), many);
}

/// A call that went because there were too many does not go again when its time is over.
void tst_PhoneCalls::theOldestEndedCallsGo()
{
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@192.0.2.1");
    QVERIFY((*m_anna)->addAccount(settings, {}));
    m_world->run(50ms);
    QVERIFY((*m_anna)->dial(m_bob->uri())); // goes on while others come and go
    DialOptions options;
    options.accountId = QStringLiteral("a2");
    for (int i = 0; i < 510; ++i)
        QVERIFY((*m_anna)->dial(m_bob->uri(), options));
    QVERIFY((*m_anna)->removeAccount(QStringLiteral("a2")));
    m_world->run(59s);
    QCOMPARE((*m_anna)->calls().size(), 501);
    QCOMPARE((*m_anna)->calls().constFirst()->id(), QStringLiteral("c1"));
    m_world->run(30s);
    QCOMPARE((*m_anna)->calls().size(), 1);
}

void tst_PhoneCalls::doNotDisturbSilencesWhatRings()
{
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QCOMPARE(m_bob->media.alerts.constLast(), PhoneMedia::Alert::Ringing);
    set(*m_bob, "dnd", "on");
    QCOMPARE(m_bob->media.alerts.constLast(), PhoneMedia::Alert::None);
    m_world->run(1s);
    QVERIFY((*call)->state().ringing);
    QVERIFY(incoming(*m_bob)->answer());
}

QTEST_GUILESS_MAIN(tst_PhoneCalls)
#include "tst_PhoneCalls.moc"
