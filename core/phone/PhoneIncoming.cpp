// What becomes of incoming calls: IncomingPolicy decides, this is done.
#include "AccountWiring.h"
#include "DialTarget.h"
#include "PhonePrivate.h"
#include "RemoteText.h"
#include "Sentences.h"
#include "SettingsStore.h"
#include "UserAgentCore.h"

namespace carillon {

namespace {

using What = IncomingDecision::What;
using Why = IncomingDecision::Why;

bool isOn(const SettingsStore &settings, const char *key)
{
    return settings.value(QLatin1String(key)) == QLatin1String("on");
}

std::optional<SipUri> forwardTarget(const SettingsStore &settings, const char *key,
    const std::function<PhoneResult<NameAddr>(const QString &)> &resolve)
{
    const QString text = settings.value(QLatin1String(key));
    const auto target = text.isEmpty() ? Failure<PhoneError>(PhoneError()) : resolve(text);
    return target ? std::optional(target->uri) : std::nullopt;
}

IncomingCall::Name nameOf(const NameAddr &party)
{
    if (party.otherUri.isEmpty())
        return {QString::fromUtf8(party.uri.user), QString::fromUtf8(party.uri.host)};
    // tel:+4930123;phone-context=...
    const QString other = QString::fromUtf8(party.otherUri.left(512));
    return {other.section(QLatin1Char(':'), 1).section(QLatin1Char(';'), 0, 0), {}};
}

QString wordOf(Why why)
{
    switch (why) {
    case Why::Blocked: return QStringLiteral("blocked");
    case Why::DoNotDisturb: return QStringLiteral("do-not-disturb");
    case Why::AnswerRefused: return QStringLiteral("answer-refused");
    case Why::None:
    case Why::TooMany:
    case Why::Always:
    case Why::Busy:
    case Why::Setting:
    case Why::Wish: break;
    }
    return QStringLiteral("too-many");
}

} // namespace

IncomingRules Phone::Private::incomingRules(const Account &account) const
{
    const SettingsStore &settings = environment.profile.settings();
    const auto value = [&](const char *key) { return settings.value(QLatin1String(key)); };
    const auto resolve = [&](const QString &text) { return this->resolve(account, text); };
    IncomingRules rules;
    rules.blocked = CallerPattern::list(value("blocked"));
    rules.isDoNotDisturb = isOn(settings, "dnd");
    rules.dndCode = value("dndCode").toInt();
    rules.dndUntil = QDateTime::fromString(value("dndUntil"), Qt::ISODateWithMs);
    if (const QString automatic = value("autoAnswer"); automatic != QLatin1String("off"))
        rules.autoAnswer = std::chrono::seconds(automatic.toInt()); // on: at once
    rules.autoAnswerFor = CallerPattern::list(value("autoAnswerFor"));
    rules.obeysWishes = isOn(settings, "autoAnswerHeader");
    rules.forwardAlways = forwardTarget(settings, "forwardAlways", resolve);
    rules.forwardBusy = forwardTarget(settings, "forwardBusy", resolve);
    rules.forwardNoAnswer = forwardTarget(settings, "forwardNoAnswer", resolve);
    rules.forwardAfter = std::chrono::seconds(value("forwardAfter").toInt());
    return rules;
}

IncomingCall Phone::Private::incomingFacts(const Account &account, const Invitation &invitation) const
{
    const AccountSettings &settings = account.settings();
    const SipUri aor = SipUri::parse(settings.aor.toUtf8()).value_or(SipUri());
    const SipUri contact = SipUri::parse(account.contact().toUtf8()).value_or(SipUri());
    IncomingCall call;
    call.isThroughServer = account.d->userAgent->core().leadsToServer(invitation.source());
    if (const auto asserted = invitation.assertedIdentity(); asserted && call.isThroughServer)
        call.names.append(nameOf(*asserted));
    call.names.append(nameOf(invitation.remoteIdentity()));
    call.caller = invitation.remoteIdentity().uri;
    call.own = {aor};
    if (!contact.host.isEmpty())
        call.own.append(contact);
    const CallerHeaders said = invitation.callerHeaders();
    for (const CallerHeaders::Station &station : said.diversions + said.history)
        call.passed.append(station.address.uri);
    call.wish = AnswerWish::of(invitation.request());
    return call;
}

PresentCalls Phone::Private::presentCalls() const
{
    PresentCalls present;
    present.isFull = int(calls.size()) >= Limits::Live;
    present.areTooManyRinging = count(waitsForAnswer) >= Limits::Ringing;
    present.isInCall = count([](const Session &session) {
        return session.state() == Session::State::Established
            || session.state() == Session::State::Establishing;
    }) > 0;
    return present;
}

void Phone::Private::invited(Account &account, Invitation *invitation)
{
    if (isStopping) {
        (void)invitation->reject(486);
        return;
    }
    if (const Session *replaced = invitation->replacee()) {
        const auto before = std::find_if(
            calls.begin(), calls.end(), [&](const auto &call) { return call->d->session == replaced; });
        const QString via = before == calls.end() ? QString() : (*before)->state().remoteName;
        // Accepts itself: a person answered the call whose place it takes.
        add(account, *invitation, {nullptr, Decision::Person, [&](Call &call) { call.d->via = via; }});
        return;
    }
    const IncomingDecision decision = IncomingPolicy::decide(incomingFacts(account, *invitation),
        incomingRules(account), presentCalls(), environment.clock.wallTime());
    switch (decision.what) {
    case What::Reject: refuse(account, *invitation, decision); return;
    case What::Forward: forward(account, *invitation, decision); return;
    case What::Ring:
    case What::Answer: break;
    }
    const QPointer<Invitation> alive(invitation);
    (void)invitation->progress();
    if (!alive || alive->state() != Session::State::Initial)
        return; // its media came to nothing
    Call *call = add(account, *invitation, {});
    if (decision.what == What::Answer)
        autoAnswer(*call, decision);
    else if (decision.target)
        forwardLater(*call, decision);
}

/// Do not disturb is a call that was missed; of the others nobody hears but who asks.
void Phone::Private::refuse(Account &account, Invitation &invitation, const IncomingDecision &decision)
{
    const auto reject = [&](Call &call) { (void)call.reject(decision.code); };
    const QString caller = remoteText(invitation.remoteIdentity().uri.addressOfRecord().toBytes());
    if (decision.why == Why::DoNotDisturb) {
        add(account, invitation, {nullptr, Decision::Phone, {}, reject});
        return;
    }
    (void)invitation.reject(decision.code);
    ++refusedCalls;
    const TimePoint now = environment.clock.now();
    if (refusedTold && now - *refusedTold < RefusedTime)
        return; // whoever sends hundreds is told of once a second: the number says it
    refusedTold = now;
    tell(QStringLiteral("refused"),
        {{QStringLiteral("account"), account.id()}, {QStringLiteral("remoteUri"), caller},
            {QStringLiteral("why"), wordOf(decision.why)}, {QStringLiteral("code"), decision.code},
            {QStringLiteral("refusedCalls"), refusedCalls}});
}

void Phone::Private::forward(Account &account, Invitation &invitation, const IncomingDecision &decision)
{
    NameAddr target;
    target.uri = *decision.target;
    const QByteArray reason = decision.why == Why::Always ? "unconditional" : "user-busy";
    const auto silence = [](Call &call) { call.d->isSilenced = true; }; // not heard until it is gone
    const auto send
        = [&](Call &call) { (void)call.d->sendOn(target, AccountWiring::shortName(target.uri), reason); };
    add(account, invitation, {nullptr, Decision::Person, silence, send});
}

void Phone::Private::forwardLater(Call &call, const IncomingDecision &decision)
{
    environment.clock.schedule(decision.after, [this, call = QPointer(&call), uri = *decision.target] {
        const Session *session = call ? call->d->live() : nullptr;
        // As it is wished now.
        const bool isWished
            = !environment.profile.settings().value(QStringLiteral("forwardNoAnswer")).isEmpty();
        if (!session || !waitsForAnswer(*session) || !isWished)
            return;
        NameAddr target;
        target.uri = uri;
        (void)call->d->sendOn(target, AccountWiring::shortName(uri), "no-answer");
    });
}

/// Does not hold the others: a phone that answers by itself is a test's or a baby monitor, where each call is
/// as good as the next.
void Phone::Private::autoAnswer(Call &call, const IncomingDecision &decision)
{
    const bool isWish = decision.why == Why::Wish;
    const auto accept = [this, isWish, call = QPointer(&call)] {
        auto *invitation = call ? qobject_cast<Invitation *>(call->d->live()) : nullptr;
        if (!invitation || invitation->state() != Session::State::Initial)
            return;
        // As it is wished now: somebody may have come back to the desk, or gone from it, since it began to
        // ring.
        const SettingsStore &settings = environment.profile.settings();
        const bool isWished = isWish ? isOn(settings, "autoAnswerHeader")
                                     : settings.value(QStringLiteral("autoAnswer")) != QLatin1String("off");
        if (!isWished || isOn(settings, "dnd"))
            return;
        AnswerOptions options;
        if (AnswerWish::of(invitation->request()).saysMode) // RFC 5373 §4.4
            options.extraHeaders = {{"Answer-Mode", "Auto"}};
        (void)invitation->accept(options);
    };
    if (decision.after.count() == 0)
        accept();
    else
        environment.clock.schedule(decision.after, accept);
}

} // namespace carillon
