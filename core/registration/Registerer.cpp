#include "Registerer.h"

#include "Binding.h"
#include "DigestAuthenticator.h"
#include "OutgoingRequest.h"
#include "RegistrationMachine.h"
#include "UserAgentCore.h"

namespace carillon {

using namespace std::chrono_literals;
using RegistrationMachine::Action;
using RegistrationMachine::Event;

namespace {

constexpr int mostTooBrief = 2; ///< 423 answered in a row
constexpr std::chrono::seconds longestMinimum{24h};

Registerer::Failure failureOf(const RequestDelegate::Answer &answer)
{
    using Origin = RequestDelegate::Answer::Origin;
    if (answer.origin == Origin::LocalTimeout)
        return Registerer::Failure::NoAnswer;
    if (answer.origin == Origin::LocalTransport)
        return Registerer::Failure::NotSent;
    const int code = answer.response.statusCode();
    if (code == 401 || code == 403 || code == 407)
        return Registerer::Failure::Unauthorized;
    if (code == 408 || code == 480 || (code >= 500 && code < 600))
        return Registerer::Failure::ServerTrouble;
    return Registerer::Failure::Refused;
}

} // namespace

class Registerer::Private
{
public:
    Private(Registerer &owner, UserAgentCore &userAgentCore, RegistererOptions registererOptions)
        : q(owner)
        , core(userAgentCore)
        , options(std::move(registererOptions))
        , requested(options.expires)
        , callId(core.newCallId())
        , fromTag(core.newTag())
        , refreshTimer(core.clock())
        , expiryTimer(core.clock())
    {
    }
    void handle(Event event);
    void send(std::chrono::seconds expires);
    void answered(const RequestDelegate::Answer &answer);
    void accepted(const SipResponse &response);
    void rejected(const RequestDelegate::Answer &answer);
    bool repeatedLonger(const SipResponse &response);
    void keepAlive();
    void forget();
    void followWish();

    Registerer &q;
    UserAgentCore &core;
    RegistererOptions options;
    State state = State::Unregistered;
    bool isWanted = false;
    std::chrono::seconds requested;
    std::chrono::seconds granted{0};
    TimePoint expiresAt{};
    QList<NameAddr> contacts;
    int statusCode = 0;
    QByteArray reasonPhrase;
    Failure failure = Failure::None;
    std::optional<WireFailure> wire;
    std::chrono::seconds retryAfter{0};
    const QByteArray callId;
    const QByteArray fromTag;
    quint32 cseq = 0;
    int tooBrief = 0;
    std::shared_ptr<OutgoingRequest> request;
    Timer refreshTimer;
    Timer expiryTimer;
};

Registerer::Registerer(UserAgentCore &core, RegistererOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, core, std::move(options)))
{
}

Registerer::~Registerer()
{
    if (d->request)
        d->request->forget();
}

Registerer::State Registerer::state() const
{
    return d->state;
}
bool Registerer::isRegistered() const
{
    return d->state == State::Registered || d->state == State::Refreshing;
}
QList<NameAddr> Registerer::contacts() const
{
    return d->contacts;
}
int Registerer::lastStatusCode() const
{
    return d->statusCode;
}
QByteArray Registerer::lastReasonPhrase() const
{
    return d->reasonPhrase;
}
std::optional<WireFailure> Registerer::wireFailure() const
{
    return d->wire;
}

Registerer::Failure Registerer::failure() const
{
    return d->failure;
}
bool Registerer::isWanted() const
{
    return d->isWanted;
}
std::chrono::seconds Registerer::retryAfter() const
{
    return d->retryAfter;
}

std::chrono::seconds Registerer::remaining() const
{
    if (!isRegistered())
        return 0s;
    return std::max(
        0s, std::chrono::duration_cast<std::chrono::seconds>(d->expiresAt - d->core.clock().now()));
}

Result<void, Registerer::Refusal> Registerer::addBinding()
{
    if (d->state == State::Terminated)
        return carillon::Failure<Refusal>(Refusal::Terminated);
    d->isWanted = true;
    if (d->request)
        return carillon::Failure<Refusal>(Refusal::RequestPending);
    if (!d->core.isConnected())
        return {};
    d->tooBrief = 0;
    d->handle(Event::Add);
    return {};
}

Result<void, Registerer::Refusal> Registerer::removeBinding()
{
    if (d->state == State::Terminated)
        return carillon::Failure<Refusal>(Refusal::Terminated);
    d->isWanted = false;
    if (d->request)
        return carillon::Failure<Refusal>(Refusal::RequestPending);
    d->handle(Event::Remove);
    return {};
}

void Registerer::forgetBinding()
{
    d->handle(Event::Lost);
}

void Registerer::Private::handle(Event event)
{
    const auto [next, action] = RegistrationMachine::step(state, event);
    const bool isChange = next != state;
    state = next;
    switch (action) {
    case Action::None: break;
    case Action::SendAdd: send(requested); break;
    case Action::SendRemove: send(0s); break;
    case Action::KeepAlive: keepAlive(); break;
    case Action::Forget: forget(); break;
    }
    if (isChange)
        Q_EMIT q.stateChanged(next);
}

void Registerer::Private::send(std::chrono::seconds expires)
{
    refreshTimer.stop();
    NameAddr from = options.addressOfRecord;
    from.parameters.set("tag", fromTag);
    NameAddr to = options.addressOfRecord;
    to.displayName.clear();
    SipRequest message
        = core.makeRequest({Method::Register, options.registrar.toBytes(), from, to, callId, ++cseq});
    for (const auto &[name, value] : std::as_const(options.extraHeaders))
        message.append(name, value);
    SendOptions sending;
    sending.wantsContact = true;
    if (!options.instanceId.isEmpty())
        sending.contactParameters.set("+sip.instance", QByteArray("\"<" + options.instanceId + ">\""));
    sending.contactParameters.set("expires", QByteArray::number(qint64(expires.count())));
    sending.renumber = [this](SipRequest &again) {
        again.set(HeaderId::CSeq, CSeq{++cseq, "REGISTER"}.toBytes());
    };
    request = core.send(
        std::move(message), [this](const RequestDelegate::Answer &answer) { answered(answer); },
        std::move(sending));
}

void Registerer::Private::answered(const RequestDelegate::Answer &answer)
{
    const int code = answer.response.statusCode();
    if (code < 200)
        return;
    if (code == 423 && repeatedLonger(answer.response))
        return;
    statusCode = code;
    reasonPhrase = answer.response.reasonPhrase().toByteArray();
    const QPointer<Registerer> alive(&q);
    if (code < 300)
        accepted(answer.response);
    else
        rejected(answer);
    if (alive)
        followWish();
}

void Registerer::Private::accepted(const SipResponse &response)
{
    failure = Failure::None;
    retryAfter = 0s;
    tooBrief = 0;
    const auto sent = request->request().nameAddrs(HeaderId::Contact);
    const NameAddr ours = sent && !sent->isEmpty() ? sent->first() : NameAddr();
    request.reset();
    contacts = response.nameAddrs(HeaderId::Contact).value_or(QList<NameAddr>());
    core.setFlowTimer(std::chrono::seconds(response.number(HeaderId::FlowTimer).value_or(0)));
    if (state == State::Unregistering) {
        handle(Event::Removed);
        return;
    }
    const auto binding = Binding::find(response, ours, requested);
    if (!binding || binding->expires <= 0s) {
        failure = Failure::Refused;
        const QPointer<Registerer> alive(&q);
        handle(Event::Rejected);
        if (alive)
            Q_EMIT q.rejected(statusCode, reasonPhrase);
        return;
    }
    granted = binding->expires;
    handle(Event::Accepted);
}

void Registerer::Private::rejected(const RequestDelegate::Answer &answer)
{
    request.reset();
    failure = failureOf(answer);
    wire = answer.wire;
    retryAfter = std::chrono::seconds(answer.response.number(HeaderId::RetryAfter).value_or(0));
    const bool wasRemoval = state == State::Unregistering;
    const QPointer<Registerer> alive(&q);
    handle(Event::Rejected);
    if (!alive)
        return;
    if (wasRemoval)
        failure = Failure::None;
    Q_EMIT q.rejected(statusCode, reasonPhrase);
}

/// §10.2.8. A registrar that asks for ever more is refused in the end.
bool Registerer::Private::repeatedLonger(const SipResponse &response)
{
    const std::chrono::seconds minimum(response.number(HeaderId::MinExpires).value_or(0));
    if (state == State::Unregistering || minimum <= requested || minimum > longestMinimum
        || ++tooBrief > mostTooBrief)
        return false;
    requested = minimum;
    send(requested);
    return true;
}

void Registerer::Private::keepAlive()
{
    expiresAt = core.clock().now() + granted;
    expiryTimer.start(granted, [this] { handle(Event::Expired); });
    const Milliseconds refresh
        = std::chrono::duration_cast<Milliseconds>(granted) * options.refreshPercent / 100;
    refreshTimer.start(std::max<Milliseconds>(refresh, 1s), [this] { handle(Event::RefreshDue); });
}

void Registerer::Private::forget()
{
    refreshTimer.stop();
    expiryTimer.stop();
    if (request)
        request->forget();
    request.reset();
}

/// What was asked for while an answer was outstanding is done now.
void Registerer::Private::followWish()
{
    if (request)
        return;
    if (isWanted && state == State::Unregistered && failure == Failure::None)
        handle(Event::Add);
    else if (!isWanted && state == State::Registered)
        handle(Event::Remove);
}

} // namespace carillon
