// What becomes of incoming calls, by rows: each changes a plain call to an idle phone.
#include "IncomingPolicy.h"

#include <QTest>

using namespace carillon;
using namespace std::chrono_literals;
using What = IncomingDecision::What;
using Why = IncomingDecision::Why;

namespace {

/// One of everything that a decision depends on.
struct Situation {
    IncomingCall call;
    IncomingRules rules;
    PresentCalls present;
};

SipUri uri(const char *text)
{
    return SipUri::parse(text).value();
}

const QDateTime now(QDate(2027, 1, 31), QTime(12, 0), Qt::UTC);

} // namespace

class tst_IncomingPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decides_data();
    void decides();
    void forwards_data();
    void forwards();
    void ringsAndThenForwards();
    void answersAfter();
    void loops_data();
    void loops();

private:
    static Situation plain();
};

Situation tst_IncomingPolicy::plain()
{
    Situation plain;
    plain.call.names = {{QStringLiteral("bob"), QStringLiteral("example.org")}};
    plain.call.caller = uri("sip:bob@example.org");
    plain.call.own = {uri("sip:anna@example.org"), uri("sip:anna@192.0.2.1:5080")};
    return plain;
}

void tst_IncomingPolicy::decides_data()
{
    using Change = std::function<void(Situation &)>;
    QTest::addColumn<Situation>("situation");
    QTest::addColumn<What>("what");
    QTest::addColumn<Why>("why");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, What what, Why why, int code, const Change &change) {
        Situation situation = plain();
        change(situation);
        QTest::newRow(name) << situation << what << why << code;
    };
    const auto patterns = [](const char *text) { return CallerPattern::list(QString::fromLatin1(text)); };
    constexpr auto automatic = AnswerWish::Mode::Automatic;
    row("plain", What::Ring, Why::None, 0, [](Situation &) {});
    row("blocked", What::Reject, Why::Blocked, 603,
        [&](Situation &s) { s.rules.blocked = patterns("carol,bob"); });
    row("blocked by a name behind the asserted one", What::Reject, Why::Blocked, 603, [&](Situation &s) {
        s.call.names.prepend({QStringLiteral("4711"), QStringLiteral("example.org")});
        s.rules.blocked = patterns("@example.org");
    });
    row("blocked goes before forwarding", What::Reject, Why::Blocked, 603, [&](Situation &s) {
        s.rules.blocked = patterns("bob");
        s.rules.forwardAlways = uri("sip:cy@example.org");
    });
    row("do not disturb", What::Reject, Why::DoNotDisturb, 600, [](Situation &s) {
        s.rules.isDoNotDisturb = true;
        s.rules.dndCode = 600;
    });
    row("do not disturb for a while", What::Reject, Why::DoNotDisturb, 486, [](Situation &s) {
        s.rules.isDoNotDisturb = true;
        s.rules.dndUntil = now.addSecs(1);
    });
    row("do not disturb until now", What::Ring, Why::None, 0, [](Situation &s) {
        s.rules.isDoNotDisturb = true;
        s.rules.dndUntil = now;
    });
    row("do not disturb goes before answering", What::Reject, Why::DoNotDisturb, 486, [](Situation &s) {
        s.rules.isDoNotDisturb = true;
        s.rules.autoAnswer = 0s;
    });
    row("forwarding goes before do not disturb", What::Forward, Why::Always, 0, [](Situation &s) {
        s.rules.isDoNotDisturb = true;
        s.rules.forwardAlways = uri("sip:cy@example.org");
    });
    row("too many ring", What::Reject, Why::TooMany, 486,
        [](Situation &s) { s.present.areTooManyRinging = true; });
    row("too many ring, this one would not", What::Answer, Why::Setting, 0, [](Situation &s) {
        s.present.areTooManyRinging = true;
        s.rules.autoAnswer = 0s;
    });
    row("too many at all", What::Reject, Why::TooMany, 486, [](Situation &s) {
        s.present.isFull = true;
        s.rules.autoAnswer = 0s;
    });
    row("too many, and somebody else", What::Forward, Why::Busy, 0, [](Situation &s) {
        s.present.areTooManyRinging = true;
        s.rules.forwardBusy = uri("sip:cy@example.org");
    });
    row("in a call", What::Ring, Why::None, 0, [](Situation &s) { s.present.isInCall = true; });
    row("in a call, and somebody else", What::Forward, Why::Busy, 0, [](Situation &s) {
        s.present.isInCall = true;
        s.rules.forwardBusy = uri("sip:cy@example.org");
    });
    row("somebody else, but idle", What::Ring, Why::None, 0,
        [](Situation &s) { s.rules.forwardBusy = uri("sip:cy@example.org"); });
    row("everybody is answered", What::Answer, Why::Setting, 0,
        [](Situation &s) { s.rules.autoAnswer = 0s; });
    row("the caller is answered", What::Answer, Why::Setting, 0, [&](Situation &s) {
        s.rules.autoAnswer = 0s;
        s.rules.autoAnswerFor = patterns("bob");
    });
    row("others are answered", What::Ring, Why::None, 0, [&](Situation &s) {
        s.rules.autoAnswer = 0s;
        s.rules.autoAnswerFor = patterns("cy");
    });
    row("answered by what anybody may write", What::Ring, Why::None, 0, [&](Situation &s) {
        s.call.names.prepend({QStringLiteral("4711"), QStringLiteral("example.org")});
        s.rules.autoAnswer = 0s;
        s.rules.autoAnswerFor = patterns("bob");
    });
    row("he wants a person", What::Ring, Why::None, 0, [](Situation &s) {
        s.rules.autoAnswer = 0s;
        s.call.wish.mode = AnswerWish::Mode::Manual;
    });
    row("a wish nobody listens to", What::Ring, Why::None, 0, [&](Situation &s) {
        s.call.wish = {automatic, 0s, true, true};
    });
    row("a wish of a stranger", What::Ring, Why::None, 0, [&](Situation &s) {
        s.rules.obeysWishes = true;
        s.call.wish.mode = automatic;
    });
    row("a wish through the server", What::Answer, Why::Wish, 0, [&](Situation &s) {
        s.rules.obeysWishes = s.call.isThroughServer = true;
        s.call.wish.mode = automatic;
    });
    row("a wish of one who may", What::Answer, Why::Wish, 0, [&](Situation &s) {
        s.rules.obeysWishes = true;
        s.rules.autoAnswerFor = patterns("bob");
        s.call.wish.mode = automatic;
    });
    row("a wish of one who may not", What::Ring, Why::None, 0, [&](Situation &s) {
        s.rules.obeysWishes = s.call.isThroughServer = true;
        s.rules.autoAnswerFor = patterns("cy");
        s.call.wish.mode = automatic;
    });
    row("a demand of one who may not", What::Reject, Why::AnswerRefused, 403, [&](Situation &s) {
        s.rules.obeysWishes = true;
        s.call.wish = {automatic, 0s, true, true};
    });
    row("a wish into another call", What::Ring, Why::None, 0, [&](Situation &s) {
        s.rules.obeysWishes = s.call.isThroughServer = s.present.isInCall = true;
        s.call.wish.mode = automatic;
    });
}

void tst_IncomingPolicy::decides()
{
    QFETCH(Situation, situation);
    const IncomingDecision decision
        = IncomingPolicy::decide(situation.call, situation.rules, situation.present, now);
    QTEST(decision.what, "what");
    QTEST(decision.why, "why");
    QTEST(decision.code, "code");
    QCOMPARE(decision.target.has_value(), decision.what == What::Forward);
}

void tst_IncomingPolicy::forwards_data()
{
    QTest::addColumn<Why>("why");
    QTest::newRow("always") << Why::Always;
    QTest::newRow("busy") << Why::Busy;
}

void tst_IncomingPolicy::forwards()
{
    QFETCH(Why, why);
    Situation situation = plain();
    situation.present.isInCall = true;
    (why == Why::Always ? situation.rules.forwardAlways : situation.rules.forwardBusy)
        = uri("sip:cy@example.org");
    const IncomingDecision decision
        = IncomingPolicy::decide(situation.call, situation.rules, situation.present, now);
    QCOMPARE(decision.why, why);
    QCOMPARE(decision.target->toBytes(), QByteArray("sip:cy@example.org"));
}

void tst_IncomingPolicy::ringsAndThenForwards()
{
    Situation situation = plain();
    situation.rules.forwardNoAnswer = uri("sip:cy@example.org");
    situation.rules.forwardAfter = 12s;
    const IncomingDecision decision
        = IncomingPolicy::decide(situation.call, situation.rules, situation.present, now);
    QCOMPARE(decision.what, What::Ring);
    QCOMPARE(decision.after, 12s);
    QCOMPARE(decision.target->toBytes(), QByteArray("sip:cy@example.org"));
}

void tst_IncomingPolicy::answersAfter()
{
    Situation situation = plain();
    situation.rules.autoAnswer = 7s;
    QCOMPARE(IncomingPolicy::decide(situation.call, situation.rules, {}, now).after, 7s);
    situation.rules.autoAnswer.reset();
    situation.rules.obeysWishes = situation.call.isThroughServer = true;
    situation.call.wish = {AnswerWish::Mode::Automatic, 3s};
    QCOMPARE(IncomingPolicy::decide(situation.call, situation.rules, {}, now).after, 3s);
}

void tst_IncomingPolicy::loops_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QList<QByteArray>>("passed");
    QTest::addColumn<bool>("isLoop");
    const auto row = [](const char *name, const char *target, QList<QByteArray> passed, bool isLoop) {
        QTest::newRow(name) << QByteArray(target) << passed << isLoop;
    };
    row("none", "sip:cy@example.org", {}, false);
    row("to the caller", "sip:Bob@example.org", {}, true);
    row("to the caller, with a port", "sip:bob@example.org:5060", {}, true);
    row("to us", "sip:anna@example.org", {}, true);
    row("to our contact", "sip:anna@192.0.2.1:5080", {}, true);
    row("to another phone at our address", "sip:anna@192.0.2.1:5090", {}, false);
    row("to where it was", "sip:cy@example.org", {"sip:dave@example.org", "sip:cy@example.org"}, true);
    row("was elsewhere", "sip:cy@example.org", {"sip:dave@example.org"}, false);
    row("was nearly everywhere", "sip:cy@example.org",
        {"sip:1@h", "sip:2@h", "sip:3@h", "sip:4@h", "sip:5@h", "sip:6@h"}, true);
}

/// Then it rings.
void tst_IncomingPolicy::loops()
{
    QFETCH(QByteArray, target);
    QFETCH(QList<QByteArray>, passed);
    QFETCH(bool, isLoop);
    Situation situation = plain();
    for (const QByteArray &station : passed)
        situation.call.passed.append(SipUri::parse(station).value());
    situation.present.isInCall = true;
    const SipUri to = SipUri::parse(target).value();
    for (const auto rule :
        {&IncomingRules::forwardAlways, &IncomingRules::forwardBusy, &IncomingRules::forwardNoAnswer}) {
        situation.rules.*rule = to;
        const IncomingDecision decision
            = IncomingPolicy::decide(situation.call, situation.rules, situation.present, now);
        QCOMPARE(!decision.target, isLoop);
        situation.rules.*rule = std::nullopt;
    }
}

QTEST_GUILESS_MAIN(tst_IncomingPolicy)
#include "tst_IncomingPolicy.moc"
