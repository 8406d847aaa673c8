// Two and three phones in virtual time: what a person's phone does between accounts, calls, history and
// settings.
#include "AccountFields.h"
#include "History.h"
#include "PhoneFixture.h"
#include "SettingsStore.h"
#include "TraceLog.h"

#include <QSignalSpy>
#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using Phase = CallState::Phase;
using Transfer = CallState::Transfer;
using Outcome = HistoryEntry::Outcome;

class tst_Phone : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void callsAndHangsUp();
    void endedCallsStayAMinute();
    void answeringHoldsTheOther();
    void resumingHoldsTheOther();
    void dialsByDefaultAccount();
    void saysWhyItCannotDial();
    void cancelsAndMisses();
    void rejects();
    void doNotDisturb();
    void autoAnswers_data();
    void autoAnswers();
    void deflects();
    void mutes();
    void blindTransfer();
    void blindTransferToTheBusy();
    void blindTransferAsksAPerson();
    void blindTransferWithoutNews();
    void whyATransferFailedIsToldUntilTheCallGoesOn();
    void attendedTransfer();
    void transferWhileItRings();
    void askedBeforeBeingTransferred();
    void neverTransferred();
    void namesAreCleaned();
    void ringsAndRingsBack();
    void limitsWhatRings();
    void tellsWhatHappens();
    void accountsSurviveARestart();
    void anAccountIsCheckedWhoeverGivesIt();
    void anAccountWithoutItsPasswordSaysSo();
    void aPasswordThatIsMissingIsSaidUntilItIsThere();
    void aSilentKeychainMayStillAnswer();
    void triesAgainWhenAsked();
    void noticesAreNewsAgain();
    void aLostWireSaysSo();
    void removesAccounts();
    void links();
    void stops();
    void manyEndAtOnce();
    void theOldestEndedCallsGo();
    void doNotDisturbSilencesWhatRings();

private:
    Call *incoming(PhoneFixture &phone);
    std::pair<Call *, Call *> established(PhoneFixture &from, PhoneFixture &to);
    static Phase phase(const Call *call) { return call->state().phase; }
    static void set(PhoneFixture &phone, const char *key, const char *value)
    {
        QCOMPARE(phone->settings().set(QLatin1String(key), QLatin1String(value)), QString());
    }

    std::unique_ptr<PhoneWorld> m_world;
    std::unique_ptr<PhoneFixture> m_anna;
    std::unique_ptr<PhoneFixture> m_bob;
    std::unique_ptr<PhoneFixture> m_cy;
};

void tst_Phone::init()
{
    m_world = std::make_unique<PhoneWorld>();
    for (const auto &[phone, name] :
        {std::pair(&m_anna, "anna"), std::pair(&m_bob, "bob"), std::pair(&m_cy, "cy")}) {
        *phone = std::make_unique<PhoneFixture>(*m_world, QLatin1String(name));
        QVERIFY((*phone)->addAccount());
    }
}

void tst_Phone::cleanup()
{
    m_anna.reset();
    m_bob.reset();
    m_cy.reset();
    m_world.reset();
}

/// The newest call that waits for an answer.
Call *tst_Phone::incoming(PhoneFixture &phone)
{
    const QList<Call *> calls = phone->calls();
    for (auto call = calls.rbegin(); call != calls.rend(); ++call)
        if ((*call)->state().direction == CallState::Direction::Incoming && phase(*call) == Phase::Initial)
            return *call;
    return nullptr;
}

std::pair<Call *, Call *> tst_Phone::established(PhoneFixture &from, PhoneFixture &to)
{
    const auto call = from->dial(to.uri());
    if (!call)
        return {};
    m_world->run(100ms);
    Call *answered = incoming(to);
    if (!answered || !answered->answer())
        return {};
    m_world->run(200ms);
    return {*call, answered};
}

void tst_Phone::callsAndHangsUp()
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

void tst_Phone::endedCallsStayAMinute()
{
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call);
    QSignalSpy removed(&**m_anna, &Phone::callRemoved);
    QVERIFY(call->hangUp());
    m_world->run(59s);
    QCOMPARE((*m_anna)->calls().size(), 1);
    m_world->run(2s);
    QCOMPARE((*m_anna)->calls().size(), 0);
    QCOMPARE(removed.size(), 1);
    QVERIFY(!(*m_anna)->call(QStringLiteral("c1")));
}

void tst_Phone::answeringHoldsTheOther()
{
    const auto [first, annas] = established(*m_bob, *m_anna);
    QVERIFY(first);
    QVERIFY((*m_cy)->dial(m_anna->uri()));
    m_world->run(100ms);
    QVERIFY(incoming(*m_anna)->answer());
    m_world->run(1s);
    QVERIFY(annas->state().heldLocal);
    QVERIFY(first->state().heldRemote);
    QVERIFY(!(*m_anna)->calls().constLast()->state().heldLocal);
}

void tst_Phone::resumingHoldsTheOther()
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

void tst_Phone::dialsByDefaultAccount()
{
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@192.0.2.1");
    QVERIFY((*m_anna)->addAccount(settings, {}));
    m_world->run(50ms);
    QCOMPARE((*(*m_anna)->dial(m_bob->uri()))->state().accountId, QStringLiteral("a1"));
    set(*m_anna, "defaultAccount", "a2");
    QCOMPARE((*(*m_anna)->dial(m_bob->uri()))->state().accountId, QStringLiteral("a2"));
    DialOptions options;
    options.accountId = QStringLiteral("a1");
    QCOMPARE((*(*m_anna)->dial(m_bob->uri(), options))->state().accountId, QStringLiteral("a1"));
}

void tst_Phone::saysWhyItCannotDial()
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

void tst_Phone::cancelsAndMisses()
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

void tst_Phone::rejects()
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

void tst_Phone::doNotDisturb()
{
    set(*m_bob, "dnd", "on");
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QCOMPARE((*call)->state().end->code, 486);
    QVERIFY(!m_bob->media.alerts.contains(PhoneMedia::Alert::Ringing));
    QCOMPARE((*m_bob)->history().entries()[0].outcome, Outcome::Missed);
}

void tst_Phone::autoAnswers_data()
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

void tst_Phone::autoAnswers()
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

void tst_Phone::deflects()
{
    const auto call = (*m_anna)->dial(m_bob->uri());
    m_world->run(100ms);
    QVERIFY(incoming(*m_bob)->deflect(m_cy->uri()));
    m_world->run(100ms);
    QCOMPARE((*call)->state().end->code, 302);
}

void tst_Phone::mutes()
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

void tst_Phone::blindTransfer()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    set(*m_bob, "acceptRefer", "always");
    QSignalSpy happened(&**m_anna, &Phone::happened);
    QVERIFY(annas->transfer(m_cy->uri()));
    QCOMPARE(annas->state().transfer.state, Transfer::Trying);
    QVERIFY(!annas->transfer(m_cy->uri())); // one at a time
    m_world->run(2s);
    Call *cys = incoming(*m_cy);
    QVERIFY(cys);
    QVERIFY(annas->state().heldLocal);
    QVERIFY(cys->answer());
    m_world->run(2s);
    QCOMPARE(annas->state().transfer.state, Transfer::Succeeded);
    QCOMPARE(annas->state().transfer.code, 200);
    QCOMPARE(phase(annas), Phase::Terminated);
    QCOMPARE(phase(bobs), Phase::Terminated);
    QCOMPARE(phase(cys), Phase::Established);
    QCOMPARE((*m_bob)->calls().size(), 2);
    QCOMPARE(phase((*m_bob)->calls().constLast()), Phase::Established);
    const bool isTold = std::any_of(happened.begin(), happened.end(), [](const QVariantList &event) {
        const QJsonObject json = event[0].toJsonObject();
        return json.value(QLatin1String("event")) == QLatin1String("transfer")
            && json.value(QLatin1String("transfer")).toObject().value(QLatin1String("state"))
            == QLatin1String("succeeded");
    });
    QVERIFY(isTold);
}

void tst_Phone::blindTransferToTheBusy()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    set(*m_bob, "acceptRefer", "always");
    set(*m_cy, "dnd", "on");
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(3s);
    QCOMPARE(annas->state().transfer.state, Transfer::Failed);
    QCOMPARE(annas->state().transfer.code, 486);
    QVERIFY(annas->state().transfer.sentence.contains(QStringLiteral("is busy")));
    QCOMPARE(annas->state().problem, QString());
    QCOMPARE(phase(annas), Phase::Established);
    QVERIFY(!annas->state().heldLocal);
    QVERIFY(!bobs->state().heldRemote);
}

/// Bob's phone takes the REFER and asks Bob, who has all the time that a ringing call would have.
void tst_Phone::blindTransferAsksAPerson()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(30s);
    QCOMPARE(annas->state().transfer.state, Transfer::Trying);
    QVERIFY(annas->state().heldLocal);
    QVERIFY(bobs->acceptReferral());
    m_world->run(1s);
    QVERIFY(incoming(*m_cy)->answer());
    m_world->run(2s);
    QCOMPARE(annas->state().transfer.state, Transfer::Succeeded);
    QCOMPARE(phase(annas), Phase::Terminated);
}

/// What @p bytes are, as the network sees them.
static bool isNotify(const QByteArray &bytes, const Hop &, const Hop &)
{
    return bytes.startsWith("NOTIFY ");
}

void tst_Phone::blindTransferWithoutNews()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas);
    m_world->network.setDrop(isNotify);
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(8s);
    QCOMPARE(annas->state().transfer.state, Transfer::Trying);
    m_world->run(2s);
    QCOMPARE(annas->state().transfer.state, Transfer::Failed);
    QVERIFY(annas->state().transfer.sentence.contains(QStringLiteral("Nothing was heard")));
    QCOMPARE(phase(annas), Phase::Established);
    QVERIFY(!annas->state().heldLocal);
    QVERIFY(bobs->state().referralTarget);
    // The news was late, not lost: the transfer goes on, and the call goes when it is done.
    m_world->network.setDrop({});
    m_world->run(5s);
    QCOMPARE(annas->state().transfer.state, Transfer::Trying);
    QCOMPARE(annas->state().transfer.sentence, QString());
    QVERIFY(bobs->acceptReferral());
    m_world->run(1s);
    QVERIFY(incoming(*m_cy)->answer());
    m_world->run(2s);
    QCOMPARE(annas->state().transfer.state, Transfer::Succeeded);
    QCOMPARE(phase(annas), Phase::Terminated);
}

void tst_Phone::whyATransferFailedIsToldUntilTheCallGoesOn()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "never");
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QVERIFY(annas->state().transfer.sentence.contains(QStringLiteral("declined")));
    QCOMPARE(annas->state().problem, QString());
    m_world->run(60s); // somebody may have looked elsewhere
    QVERIFY(annas->state().transfer.sentence.contains(QStringLiteral("declined")));
    QCOMPARE(annas->state().transfer.state, Transfer::Failed);
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QVERIFY(!annas->state().transfer.sentence.isEmpty());
    QVERIFY(annas->hold());
    QCOMPARE(annas->state().transfer.sentence, QString());
}

void tst_Phone::attendedTransfer()
{
    const auto [withBob, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "always");
    const auto asked = (*m_anna)->consult(*withBob, m_cy->uri());
    QVERIFY(asked);
    m_world->run(100ms);
    Call *cys = incoming(*m_cy);
    QVERIFY(cys->answer());
    m_world->run(1s);
    QVERIFY(withBob->state().heldLocal);
    QVERIFY(withBob->transferTo(**asked));
    m_world->run(3s);
    QCOMPARE(withBob->state().transfer.state, Transfer::Succeeded);
    QCOMPARE(phase(withBob), Phase::Terminated);
    QCOMPARE(phase(*asked), Phase::Terminated);
    QCOMPARE(phase(cys), Phase::Terminated); // replaced
    QCOMPARE(phase((*m_cy)->calls().constLast()), Phase::Established);
    QCOMPARE((*m_cy)->calls().constLast()->state().remoteUri, QStringLiteral("sip:bob@192.0.2.2"));
}

void tst_Phone::transferWhileItRings()
{
    const auto [withBob, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "always");
    const auto asked = (*m_anna)->consult(*withBob, m_cy->uri());
    m_world->run(500ms);
    QVERIFY(withBob->transferTo(**asked));
    m_world->run(2s);
    QCOMPARE(phase(*asked), Phase::Terminated);
    Call *cys = incoming(*m_cy);
    QVERIFY(cys);
    QCOMPARE(cys->state().remoteUri, QStringLiteral("sip:bob@192.0.2.2"));
    QVERIFY(cys->answer());
    m_world->run(2s);
    QCOMPARE(withBob->state().transfer.state, Transfer::Succeeded);
}

void tst_Phone::askedBeforeBeingTransferred()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QCOMPARE(bobs->state().referralTarget, std::optional(QStringLiteral("cy")));
    QCOMPARE(bobs->state().referralUri, QStringLiteral("sip:cy@192.0.2.3:5060"));
    QCOMPARE((*m_cy)->calls().size(), 0);
    QVERIFY(bobs->rejectReferral());
    m_world->run(1s);
    QCOMPARE(annas->state().transfer.state, Transfer::Failed);
    QCOMPARE(annas->state().transfer.code, 603);
    QVERIFY(!bobs->acceptReferral());

    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QVERIFY(bobs->acceptReferral());
    m_world->run(1s);
    QVERIFY(incoming(*m_cy)->answer());
    m_world->run(1s);
    QCOMPARE(annas->state().transfer.state, Transfer::Succeeded);
}

void tst_Phone::neverTransferred()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    set(*m_bob, "acceptRefer", "never");
    QVERIFY(annas->transfer(m_cy->uri()));
    m_world->run(1s);
    QCOMPARE(annas->state().transfer.code, 603);
    QVERIFY(!bobs->state().referralTarget);
}

void tst_Phone::namesAreCleaned()
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

void tst_Phone::ringsAndRingsBack()
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

void tst_Phone::limitsWhatRings()
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

void tst_Phone::tellsWhatHappens()
{
    QStringList states;
    connect(&**m_anna, &Phone::happened, this, [&](const QJsonObject &event) {
        QVERIFY(event.contains(QLatin1String("time")));
        if (event.value(QLatin1String("event")) == QLatin1String("call"))
            states.append(event.value(QLatin1String("state")).toString());
    });
    const auto [call, other] = established(*m_anna, *m_bob);
    QVERIFY(call->hangUp());
    m_world->run(100ms);
    states.removeDuplicates();
    QCOMPARE(states,
        (QStringList{QStringLiteral("Initial"), QStringLiteral("Establishing"), QStringLiteral("Established"),
            QStringLiteral("Terminated")}));
    QSignalSpy online(&**m_anna, &Phone::onlineChanged);
    m_anna->monitor.set(false);
    QCOMPARE(online.size(), 1);
    QVERIFY(!(*m_anna)->isOnline());
}

void tst_Phone::accountsSurviveARestart()
{
    const AccountSettings before = (*m_anna)->account(QStringLiteral("a1"))->settings();
    m_anna->restart();
    QCOMPARE((*m_anna)->accounts().size(), 1);
    QCOMPARE((*m_anna)->account(QStringLiteral("a1"))->settings(), before);
    QVERIFY((*m_anna)->account(QStringLiteral("a1"))->isReady());
}

/// Whoever asks, the same fields are refused.
void tst_Phone::anAccountIsCheckedWhoeverGivesIt()
{
    const auto refused = [&](auto change) {
        AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
        change(settings);
        const bool added = bool((*m_anna)->addAccount(settings, {}));
        const bool changed = bool((*m_anna)->changeAccount(QStringLiteral("a1"), settings, std::nullopt));
        return !added && !changed;
    };
    QVERIFY(refused([](auto &s) { s.aor = QStringLiteral("sip:<b>x</b>@127.0.0.1"); }));
    QVERIFY(refused([](auto &s) { s.server = QStringLiteral("sip:gar bage:99999"); }));
    QVERIFY(refused([](auto &s) { s.caFile = QStringLiteral("/does/not/exist"); }));
    QVERIFY(refused([](auto &s) { s.mediaEncryption = AccountSettings::MediaEncryption::Dtls; }));
    QCOMPARE((*m_anna)->accounts().size(), 1);
}

void tst_Phone::anAccountWithoutItsPasswordSaysSo()
{
    QSignalSpy noticed(&**m_anna, &Phone::noticed);
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@192.0.2.3");
    settings.registers = true;
    const auto added = (*m_anna)->addAccount(settings, QStringLiteral("5ecre7"));
    QVERIFY(added);
    m_world->run(50ms);
    QCOMPARE(noticed.size(), 1);
    QVERIFY(noticed[0][1].toString().contains(QStringLiteral("no keychain")));
    m_anna->restart();
    Account *account = (*m_anna)->account(QStringLiteral("a2"));
    QCOMPARE(account->state(), Account::State::Failed);
    QVERIFY(account->reason().contains(QStringLiteral("not stored")));
    QVERIFY((*m_anna)->changeAccount(QStringLiteral("a2"), account->settings(), QStringLiteral("5ecre7")));
    m_world->run(5s);
    QVERIFY(!account->reason().contains(QStringLiteral("not stored")));
    QFile database(m_anna->directory.filePath(QStringLiteral("carillon.db-wal")));
    QVERIFY(database.open(QIODevice::ReadOnly));
    QVERIFY(!database.readAll().contains("5ecre7"));
}

void tst_Phone::aPasswordThatIsMissingIsSaidUntilItIsThere()
{
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@192.0.2.3");
    settings.registers = true;
    QVERIFY((*m_anna)->addAccount(settings, QStringLiteral("5ecre7")));
    m_anna->restart();
    Account *account = (*m_anna)->account(QStringLiteral("a2"));
    settings.displayName = QStringLiteral("Work");
    QVERIFY((*m_anna)->changeAccount(QStringLiteral("a2"), settings, std::nullopt));
    m_world->run(1s);
    QVERIFY(account->reason().contains(QStringLiteral("not stored")));
    const auto asked = account->addBinding();
    QVERIFY(!asked);
    QCOMPARE(asked.error().code, QStringLiteral("no-password"));
    QCOMPARE(asked.error().message, account->reason());
}

void tst_Phone::aSilentKeychainMayStillAnswer()
{
    AccountSettings settings = (*m_anna)->account(QStringLiteral("a1"))->settings();
    settings.aor = QStringLiteral("sip:work@192.0.2.3");
    QVERIFY((*m_anna)->addAccount(settings, QStringLiteral("5ecre7")));
    m_anna->keychain.isSilent = true;
    m_anna->restart();
    Account *account = (*m_anna)->account(QStringLiteral("a2"));
    QCOMPARE(account->state(), Account::State::Connecting);
    m_world->run(11s);
    QCOMPARE(account->state(), Account::State::Failed);
    QVERIFY(account->reason().contains(QStringLiteral("keychain does not answer")));
    m_anna->keychain.answer(QStringLiteral("5ecre7"));
    m_world->run(1s);
    QCOMPARE(account->reason(), QString());
    QVERIFY(account->isReady());
}

/// "Try again" after what kept the account from its server is mended.
void tst_Phone::triesAgainWhenAsked()
{
    m_anna->failOpen = TransportError{TransportError::Kind::Refused, {}};
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:work@192.0.2.2");
    settings.server = QStringLiteral("sip:192.0.2.2;transport=tcp");
    Account *account = *(*m_anna)->addAccount(settings, {});
    m_world->run(50ms);
    QCOMPARE(account->state(), Account::State::Failed);
    m_world->run(120s); // it waits longer from time to time
    m_anna->transports.constLast()->failOpen(std::nullopt);
    QVERIFY(account->addBinding());
    QCOMPARE(account->reason(), QString());
    m_world->run(50ms);
    QVERIFY(account->state() != Account::State::Connecting);
    QVERIFY(!account->contact().isEmpty());
}

void tst_Phone::noticesAreNewsAgain()
{
    QSignalSpy noticed(&**m_anna, &Phone::noticed);
    const QString gone = QStringLiteral("The headset is gone.");
    const auto lose = [&] { Q_EMIT m_anna->media.noticed(QStringLiteral("device-lost"), gone); };
    lose();
    lose();
    QCOMPARE(noticed.size(), 1);
    Q_EMIT m_anna->media.recovered(gone);
    lose();
    QCOMPARE(noticed.size(), 2);
    m_world->run(59s);
    lose();
    QCOMPARE(noticed.size(), 2);
    m_world->run(2s);
    lose();
    QCOMPARE(noticed.size(), 3);
}

void tst_Phone::aLostWireSaysSo()
{
    m_anna->failOpen = TransportError{TransportError::Kind::TlsUntrusted, QStringLiteral("self-signed")};
    AccountSettings settings;
    settings.aor = QStringLiteral("sip:work@pbx.example.org");
    settings.server = QStringLiteral("sip:pbx.example.org;transport=tls");
    const auto account = (*m_anna)->addAccount(settings, {});
    QVERIFY(account);
    m_world->run(50ms);
    QCOMPARE((*account)->state(), Account::State::Failed);
    QCOMPARE((*account)->reason(), QStringLiteral("The certificate of pbx.example.org is not trusted."));
    QCOMPARE((*account)->detail(), QStringLiteral("self-signed"));
    QCOMPARE((*account)->transport(), QStringLiteral("tls"));
    DialOptions options;
    options.accountId = (*account)->id();
    QCOMPARE((*m_anna)->dial(QStringLiteral("1"), options).error().code, QStringLiteral("not-connected"));
}

void tst_Phone::removesAccounts()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QSignalSpy removed(&**m_anna, &Phone::accountRemoved);
    QVERIFY((*m_anna)->removeAccount(QStringLiteral("a1")));
    QVERIFY(!(*m_anna)->removeAccount(QStringLiteral("a1")));
    m_world->run(1s);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(phase(bobs), Phase::Terminated);
    QVERIFY((*m_anna)->accounts().isEmpty());
    m_anna->restart();
    QVERIFY((*m_anna)->accounts().isEmpty());
}

void tst_Phone::links()
{
    QSignalSpy opened(&**m_anna, &Phone::linkOpened);
    QVERIFY((*m_anna)->openLink(QStringLiteral("tel:112")));
    QCOMPARE(opened.size(), 1);
    QVERIFY((*m_anna)->calls().isEmpty());
    QVERIFY(!(*m_anna)->openLink(QStringLiteral("javascript:alert(1)")));
    set(*m_anna, "dialLinks", "always");
    QVERIFY((*m_anna)->openLink(m_bob->uri()));
    QCOMPARE((*m_anna)->calls().size(), 1);
    QCOMPARE(opened.size(), 1);
}

void tst_Phone::stops()
{
    const auto [annas, bobs] = established(*m_anna, *m_bob);
    QSignalSpy stopped(&**m_anna, &Phone::stopped);
    (*m_anna)->stop();
    m_world->run(6s);
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(phase(bobs), Phase::Terminated);
    QVERIFY(!(*m_anna)->dial(m_bob->uri()));
}

/// Ending one call must not disturb who walks through the others.
void tst_Phone::manyEndAtOnce()
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
void tst_Phone::theOldestEndedCallsGo()
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

void tst_Phone::doNotDisturbSilencesWhatRings()
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

QTEST_GUILESS_MAIN(tst_Phone)
#include "tst_Phone.moc"
